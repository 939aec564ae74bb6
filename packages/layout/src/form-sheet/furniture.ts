/** Page numbers and running titles: what the printer adds to each page. */
import type { PaintedPage } from '@backfile/readers'
import { holds } from '../geometry.ts'
import { pageNumber } from '../page-number.ts'
import { isWhole, type Phrase, phrasesOf } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** Share of the page's height at its top and bottom in which page numbers and running titles stand. */
const MARGIN_SHARE = 0.14
/** What a printer adds stands at one place on every page, give or take so many points. */
const SAME_PLACE = 2
/** Of the pages that follow each other, this share has the running title at least. */
const RUNNING_SHARE = 0.6

/** The pages without their page numbers and running titles. */
export function withoutFurniture(pages: readonly PaintedPage[], book: LabelBook): PaintedPage[] {
  const phrases = pages.map(phrasesOf)
  const numbers = phrases.map((own, index) => pageNumbersOf(own, pages[index]?.height ?? 0))
  const running = runningTitles(phrases, book)
  return pages.map((page, index) => {
    const others = numbers.filter((_, at) => at !== index).flat()
    const dropped = [
      ...(numbers[index] ?? []).filter((number) => isPrinted(number, others)),
      ...(phrases[index] ?? []).filter((phrase) => running.has(phrase)),
    ]
    return dropped.length === 0 ? page : without(page, dropped)
  })
}

/** The page without the phrases, and without what is printed over them to make them bold. */
function without(page: PaintedPage, dropped: readonly Phrase[]): PaintedPage {
  const glyphs = page.glyphs.filter(({ box }) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    return !dropped.some(({ x0, x1, y: middle, size }) =>
      holds([x0 - size / 2, middle - size / 2, x1 + size / 2, middle + size / 2], x, y),
    )
  })
  return { ...page, glyphs }
}

function pageNumbersOf(phrases: readonly Phrase[], height: number): Phrase[] {
  const tops = phrases.map(({ y }) => y)
  const [first, last] = [Math.min(...tops), Math.max(...tops)]
  return phrases.filter(({ y, text, size }) => {
    const isOutermost = y < first + size || y > last - size
    const inMargin = y < height * MARGIN_SHARE || y > height * (1 - MARGIN_SHARE)
    return isOutermost && inMargin && pageNumber.test(text.trim()) && isAlone(phrases, y, size)
  })
}

/** Whether it can be nothing but a page number: a figure alone may be the last row's, but not at one height on two pages. */
function isPrinted({ text, y }: Phrase, others: readonly Phrase[]): boolean {
  return (
    !bareFigure.test(text.trim()) ||
    others.length === 0 ||
    others.some((other) => Math.abs(other.y - y) < SAME_PLACE)
  )
}

const bareFigure = /^\d+$/

function isAlone(phrases: readonly Phrase[], y: number, size: number): boolean {
  return phrases.filter((other) => Math.abs(other.y - y) < size * 0.6).length <= 1
}

/** First lines that stand at one place with one text on most pages, and are no title of a form. */
function runningTitles(pages: readonly (readonly Phrase[])[], book: LabelBook): ReadonlySet<Phrase> {
  const filled = pages.filter((phrases) => phrases.length > 0)
  const firsts = filled.flatMap((phrases) => phrases.slice(0, 1))
  const found = firsts.filter((phrase) => {
    if (!isWhole(phrase) || book.partsOf(phrase.text).size > 0) return false
    const same = firsts.filter(
      (other) =>
        other.text === phrase.text &&
        Math.abs(other.y - phrase.y) < SAME_PLACE &&
        Math.abs(other.x0 - phrase.x0) < SAME_PLACE,
    )
    const own = filled.find((phrases) => phrases.includes(phrase)) ?? []
    return (
      same.length > 1 && same.length >= filled.length * RUNNING_SHARE && isAlone(own, phrase.y, phrase.size)
    )
  })
  return new Set(found)
}
