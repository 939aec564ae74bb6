/** Page numbers, running titles and running feet: what the printer adds to each page. */
import type { PaintedPage } from '@backfile/readers'
import { areAligned, holds, median } from '../geometry.ts'
import { MARGIN_SHARE, pageNumber, withoutPageSign } from '../page-number.ts'
import { brokenLabels, SAME_HEIGHT_EM } from './blocks.ts'
import { isWhole, type Phrase, phrasesOf } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** What a printer adds stands at one place on every page, give or take so many points. */
export const SAME_PLACE = 2
/** Of the pages that follow each other, this share has the running title at least. */
const RUNNING_SHARE = 0.6
/** Lines that a printer adds at one side of a page, at most: a title or foot, a page number, a date. */
const MOST_LINES = 3

/** The pages without such lines; each is looked for as the outermost, once those outside it are gone. */
export function withoutFurniture(pages: readonly PaintedPage[], book: LabelBook): readonly PaintedPage[] {
  let bare = pages
  const numbered = new Set<number>()
  for (let line = 0; line < MOST_LINES; line += 1) {
    const next = withoutOutermost(bare, numbered, book)
    if (next.every((page, index) => page === bare[index])) break
    bare = next
  }
  return bare
}

/** `numbered`: places of pages whose numbers are gone; those whose numbers go now are added. */
function withoutOutermost(
  pages: readonly PaintedPage[],
  numbered: Set<number>,
  book: LabelBook,
): readonly PaintedPage[] {
  const phrases = pages.map(phrasesOf)
  const numbers = phrases.map((own, index) =>
    pageNumbersOf(own, pages[index]?.height ?? 0).filter(
      // A page has one number: a figure alone beside it is a row's.
      (line) => !(numbered.has(index) && bareFigure.test(textOf(line))),
    ),
  )
  const running = runningPhrases(phrases, book)
  return pages.map((page, index) => {
    const others = numbers.filter((_, at) => at !== index).flat()
    const printed = (numbers[index] ?? []).filter((number) => isPrinted(number, others))
    if (printed.length > 0) numbered.add(index)
    const dropped = [...printed.flat(), ...(phrases[index] ?? []).filter((phrase) => running.has(phrase))]
    return dropped.length === 0 ? page : without(page, dropped)
  })
}

/** The page without the phrases, what is printed over them to make them bold, and the lines to write on behind them. */
export function without(page: PaintedPage, dropped: readonly Phrase[]): PaintedPage {
  const glyphs = page.glyphs.filter(({ box, text: glyph }) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    return !dropped.some(
      ({ text, x0, x1, y: middle, size }) =>
        text.includes(glyph) &&
        holds([x0 - size / 2, middle - size / 2, x1 + size / 2, middle + size / 2], x, y),
    )
  })
  const rulings = page.rulings.filter(
    (ruling) =>
      !dropped.some(
        ({ x1, y, size }) =>
          Math.min(ruling.x0, ruling.x1) > x1 - size / 2 &&
          Math.abs(ruling.y0 - y) < size &&
          Math.abs(ruling.y1 - y) < size,
      ),
  )
  return { ...page, glyphs, rulings }
}

/** The lines at the top and bottom of a page so high, in points, that are its number. */
export function pageNumbersOf(phrases: readonly Phrase[], height: number): readonly (readonly Phrase[])[] {
  return sides.flatMap((side) => {
    const line = outermostLine(phrases, side)
    const isInMargin = line.every(({ y }) => y < height * MARGIN_SHARE || y > height * (1 - MARGIN_SHARE))
    // Figures with a stroke between them in cells of their own are a row.
    const isOneText = line.length === 1 || letter.test(textOf(line))
    return isInMargin && isOneText && pageNumber.test(textOf(line)) ? [line] : []
  })
}

const letter = /\p{L}/u
/** What the phrases of one line say. */
export const textOf = (line: readonly Phrase[]): string => line.map(({ text }) => text.trim()).join(' ')

/** Whether it can be nothing but a page number: a figure alone may be the last row's, but not at one height on two pages. */
function isPrinted(line: readonly Phrase[], others: readonly (readonly Phrase[])[]): boolean {
  const y = line[0]?.y ?? 0
  return (
    !bareFigure.test(textOf(line)) ||
    others.length === 0 ||
    others.some((other) => Math.abs((other[0]?.y ?? 0) - y) < SAME_PLACE)
  )
}

const bareFigure = /^\d+$/

/**
 * What stands at the place and has the text of a running line: a first or last line that most pages have, and that begins
 * no label of a form, whole or broken, but such as wait for signatures. A last line of figures alone may be a row that two
 * pages happen to end with; one with words is none. A page that shows little more may have other text at its height.
 */
function runningPhrases(pages: readonly (readonly Phrase[])[], book: LabelBook): ReadonlySet<Phrase> {
  const filled = pages.filter((phrases) => phrases.length > 0)
  const isLabel = (phrase: Phrase, own: readonly Phrase[]): boolean =>
    book.partsOf(phrase.text).size > 0 || beginsBroken(phrase, own, book)
  const all = filled.flat()
  const byText = groupedBy(all, ({ text }) => text)
  const said = new Map(all.map((phrase) => [phrase, withoutPageSign(phrase.text)]))
  const running = sides.flatMap((side) => {
    const lines = filled.map((own) => outermostLine(own, side))
    return lines.filter((line, index) => {
      if (!line.some(({ text }) => word.test(text))) return false
      const isBlank = line.every(({ text }) => blankLabel.test(text))
      if (isBlank && line.length > 1 && side === 'bottom') return true
      const same = lines.filter((other) => isSameLine(line, other, said))
      // Two pages may show the row that the break between them cuts.
      if (!line.every(isWhole) && same.length <= 2) return false
      const isRunning = same.length > 1 && same.length >= filled.length * RUNNING_SHARE
      if (!isRunning || isOfColumn(line, byText, same.length)) return false
      return isBlank || !line.some((phrase) => isLabel(phrase, filled[index] ?? []))
    })
  })
  const bySaying = groupedBy(running.flat(), (phrase) => said.get(phrase) ?? '')
  return new Set(
    all.filter((phrase) => bySaying.get(said.get(phrase) ?? '')?.some((other) => standsAt(phrase, other))),
  )
}

/** Every page is compared with all others: the phrases that may be the same are looked up. */
function groupedBy(
  phrases: readonly Phrase[],
  keyOf: (phrase: Phrase) => string,
): ReadonlyMap<string, readonly Phrase[]> {
  const groups = new Map<string, Phrase[]>()
  for (const phrase of phrases) {
    const group = groups.get(keyOf(phrase))
    if (group === undefined) groups.set(keyOf(phrase), [phrase])
    else group.push(phrase)
  }
  return groups
}

/** Whether a label that is broken begins with the phrase: a foot that stands below a row's label is no line of that. */
function beginsBroken(phrase: Phrase, own: readonly Phrase[], book: LabelBook): boolean {
  const em = median(own.map(({ size }) => size)) ?? 0
  return brokenLabels(own, em, book).some(([first]) => first === phrase)
}

/** A label with nothing behind it, as those of a line for signatures. */
const blankLabel = /[：:]$/u

const word = /\p{L}{2}/u

/**
 * Whether the line's text begins at its place across in the body as well, at least as often as at the pages' side: a
 * column repeats it.
 */
function isOfColumn(
  line: readonly Phrase[],
  byText: ReadonlyMap<string, readonly Phrase[]>,
  atSide: number,
): boolean {
  return line.some(({ text, x0, y }) => {
    const again = (byText.get(text) ?? []).filter(
      (other) => Math.abs(other.x0 - x0) < SAME_PLACE && Math.abs(other.y - y) >= SAME_PLACE,
    )
    return again.length >= atSide
  })
}

const sides = ['top', 'bottom'] as const

/** The phrases at the height of the highest or the lowest one. */
function outermostLine(phrases: readonly Phrase[], side: (typeof sides)[number]): readonly Phrase[] {
  const heights = phrases.map(({ y }) => y)
  const end = side === 'top' ? Math.min(...heights) : Math.max(...heights)
  return phrases.filter(({ y, size }) => Math.abs(y - end) < size * SAME_HEIGHT_EM)
}

/** Whether two lines have the same texts at the same places; numbers that they give their pages may be others. */
function isSameLine(
  line: readonly Phrase[],
  other: readonly Phrase[],
  said: ReadonlyMap<Phrase, string>,
): boolean {
  return (
    line.length === other.length &&
    line.every((phrase, index) => {
      const mate = other[index]
      return mate !== undefined && standsAt(phrase, mate) && said.get(phrase) === said.get(mate)
    })
  )
}

/** Whether two texts of pages stand at one place; a number in one of them may make it wider. */
function standsAt({ x0, x1, y }: Phrase, other: Phrase): boolean {
  return Math.abs(other.y - y) < SAME_PLACE && areAligned(x0, x1, other.x0, other.x1, SAME_PLACE)
}
