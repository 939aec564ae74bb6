/** A line that a page break runs through, of which both pages show a part. */
import { widthOf } from '../geometry.ts'
import type { TextLine } from '../page-table.ts'

/** Of a line that a break cuts, one page shows no more than about half. */
const HALF = 0.6

/** A line of which each page shows a part is taken once. */
export function linesBelow(upper: readonly TextLine[], lower: readonly TextLine[]): readonly TextLine[] {
  const [last, next] = [upper.at(-1), lower[0]]
  if (last !== undefined && next !== undefined && isShownTwice(upper, lower)) {
    const isUppers =
      last.text === next.text ? last.firstVisible >= next.firstVisible : last.text.length > next.text.length
    return isUppers ? [...upper, ...lower.slice(1)] : [...upper.slice(0, -1), ...lower]
  }
  return [...upper, ...lower]
}

/** The break fell in a line, of which each page shows a part. */
export function isShownTwice(upper: readonly TextLine[], lower: readonly TextLine[]): boolean {
  const [last, next] = [upper.at(-1), lower[0]]
  if (last === undefined || next === undefined) return false
  if (Math.min(last.firstVisible, next.firstVisible) >= HALF) return false
  return last.text === next.text || isPartOf(last, next) || isPartOf(next, last)
}

/** How far the place of a part may be from that of its characters in the whole line, in ems: they are not all as wide. */
const PLACE_SLACK_EMS = 1.5

/** Whether a line is what a page shows of another that stands at the same place: its glyphs that reach over the break. */
function isPartOf(part: TextLine, whole: TextLine): boolean {
  const at = whole.text.indexOf(part.text)
  if (at < 0 || Math.max(part.firstVisible, part.lastVisible) >= HALF) return false
  const advance = widthOf(whole.box) / whole.text.length
  return Math.abs(whole.box[0] + at * advance - part.box[0]) < PLACE_SLACK_EMS * part.size
}
