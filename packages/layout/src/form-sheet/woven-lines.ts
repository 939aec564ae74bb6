/**
 * Lines of a page of characters, set apart as its print had them. Text that keeps its look by spaces has a line for
 * each height at which something stood: a label half-way between two rows takes a whole line between theirs.
 */
import type { PaintedPage } from '@backfile/readers'
import { overlap } from '../geometry.ts'
import { linesOf } from './blocks.ts'
import { isOfCharacters } from './character-page.ts'
import { lowered, type Phrase } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** Lines that share no width stand this share of a line's height apart: one was set half-way between others. */
const WOVEN = 0.5
/** So many lines above may have a text over the line in hand. */
const LOOK_BACK = 6

/** The phrases, top to bottom, with lines that share no width half as far apart as those that do; bold labels once. */
export function unwoven(phrases: readonly Phrase[], page: PaintedPage, book: LabelBook): readonly Phrase[] {
  if (!isOfCharacters(page)) return phrases
  const height = page.glyphs[0]?.size ?? 1
  const placed: { readonly line: readonly Phrase[]; readonly from: number; readonly y: number }[] = []
  for (const line of linesOf(phrases)) {
    const from = line[0]?.y ?? 0
    const above = placed.at(-1)
    if (above !== undefined && page.isCounted === true && isAgain(line, above.line.at(-1), book)) {
      placed.push({ line: line.slice(1), from, y: above.y })
      continue
    }
    const blank = above === undefined ? 0 : Math.max(0, from - above.from - height)
    let y = above === undefined ? from : above.y + height * WOVEN + blank
    for (const other of placed.slice(-LOOK_BACK)) {
      if (
        line.some((phrase) => other.line.some((over) => overlap(phrase.x0, phrase.x1, over.x0, over.x1) > 0))
      )
        y = Math.max(y, other.y + height)
    }
    placed.push({ line, from, y })
  }
  return placed.flatMap(({ line, from, y }) => line.map((phrase) => lowered(phrase, y - from)))
}

/**
 * Whether a line begins with what the one above it ends with, at the same place: one line of the print, whose bold label
 * was painted twice. What is set over other text begins a new line in tools that count characters. Values recur in
 * rows that are close to each other; but they do not begin a line.
 */
function isAgain([first, ...rest]: readonly Phrase[], last: Phrase | undefined, book: LabelBook): boolean {
  if (first === undefined || last === undefined || /\d/.test(first.text)) return false
  if (rest.length === 0 && book.partsOf(first.text).size === 0) return false
  return first.text === last.text && first.x0 === last.x0 && first.y - last.y < last.size * NEXT_LINE_EM
}

/** The next line of a page of characters is one em further down. */
const NEXT_LINE_EM = 1.5
