/** A line that a page break runs through, of which both pages show a part. */
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

/** Whether a line is what a page shows of another that stands at the same place: its glyphs that reach over the break. */
function isPartOf(part: TextLine, whole: TextLine): boolean {
  const slack = part.size / 2
  return (
    whole.text.includes(part.text) &&
    part.box[0] > whole.box[0] - slack &&
    part.box[2] < whole.box[2] + slack &&
    Math.max(part.firstVisible, part.lastVisible) < HALF
  )
}
