/**
 * Lines of a page of characters, set apart as its print had them. Text that keeps its look by spaces has a line for
 * each height at which something stood: a label half-way between two rows takes a whole line between theirs.
 */
import type { PaintedPage } from '@backfile/readers'
import { overlap } from '../geometry.ts'
import { linesOf } from './blocks.ts'
import { isOfCharacters } from './character-page.ts'
import { lowered, type Phrase } from './phrase.ts'

/** Lines that share no width stand this share of a line's height apart: one was set half-way between others. */
const WOVEN = 0.5
/** So many lines above may have a text over the line in hand. */
const LOOK_BACK = 6

/** The phrases, top to bottom, with lines that share no width half as far apart as those that do. */
export function unwoven(phrases: readonly Phrase[], page: PaintedPage): readonly Phrase[] {
  if (!isOfCharacters(page)) return phrases
  const height = page.glyphs[0]?.size ?? 1
  const placed: { readonly line: readonly Phrase[]; readonly from: number; readonly y: number }[] = []
  for (const line of linesOf(phrases)) {
    const from = line[0]?.y ?? 0
    const above = placed.at(-1)
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
