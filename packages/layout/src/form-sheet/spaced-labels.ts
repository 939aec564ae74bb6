/** Labels whose letters typists set apart (小　计, 目 标 值) made one phrase: gaps as wide would part cells. */
import type { Glyph, PaintedPage } from '@backfile/readers'
import { isIdeographic } from '../scripts.ts'
import { type Phrase, phrasesOf } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** Letters of one label stand no further apart, in em, and their gaps differ by no more. */
const WIDEST_GAP_EM = 3
const EVEN_GAP_EM = 0.3
/** They stand at one height, give or take so many em. */
const SAME_HEIGHT_EM = 0.3
/** Longer labels fill their cells without. */
const MOST_LETTERS = 6

/** The page with each letter of such a label as wide as up to the next one: the spaces behind it are typed with it. */
export function withSpacedLabels(page: PaintedPage, book: LabelBook): PaintedPage {
  const widened = new Map<Glyph, Glyph>()
  const letters = phrasesOf(page).filter(({ glyphs, text }) => glyphs.length === 1 && isIdeographic(text))
  for (const line of linesOf(letters)) {
    for (let from = 0; from < line.length - 1; ) {
      const label = longestLabel(line.slice(from, from + MOST_LETTERS), book)
      for (const [index, { glyphs }] of label.entries()) {
        const [glyph, next] = [glyphs[0], label[index + 1]]
        if (glyph === undefined || next === undefined) continue
        const [x0, y0, , y1] = glyph.box
        widened.set(glyph, { ...glyph, box: [x0, y0, next.x0, y1] })
      }
      from += Math.max(1, label.length)
    }
  }
  if (widened.size === 0) return page
  return { ...page, glyphs: page.glyphs.map((glyph) => widened.get(glyph) ?? glyph) }
}

/** Single letters at one height, left to right. */
function linesOf(letters: readonly Phrase[]): readonly (readonly Phrase[])[] {
  const lines: Phrase[][] = []
  for (const letter of letters) {
    const line = lines.at(-1)
    const first = line?.[0]
    if (first !== undefined && Math.abs(first.y - letter.y) < SAME_HEIGHT_EM * letter.size) line?.push(letter)
    else lines.push([letter])
  }
  return lines.map((line) => line.sort((a, b) => a.x0 - b.x0))
}

/** The most of the letters from the first one on that are evenly apart and make a known label; none where no two do. */
function longestLabel(letters: readonly Phrase[], book: LabelBook): readonly Phrase[] {
  const gaps = letters.slice(1).map(({ x0, size }, index) => (x0 - (letters[index]?.x1 ?? 0)) / size)
  const first = gaps[0] ?? 0
  const uneven = gaps.findIndex(
    (gap) => gap <= 0 || gap > WIDEST_GAP_EM || Math.abs(gap - first) > EVEN_GAP_EM,
  )
  const even = uneven < 0 ? letters : letters.slice(0, uneven + 1)
  for (let count = even.length; count > 1; count -= 1) {
    const label = even.slice(0, count)
    if (book.partsOf(label.map(({ text }) => text).join('')).size > 0) return label
  }
  return []
}
