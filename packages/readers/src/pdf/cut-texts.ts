/** Which of the texts that a clip cuts a person would miss, once the whole page has been painted. */
import type { PageMarks } from './interpret.ts'
import type { TextMark } from './marks.ts'
import { LEGIBLE_SHARE, type TextCut } from './text-cuts.ts'

/** Points by which places that are meant to be the same differ. */
const EDGE_SLACK = 2
/** The next line of a wrapped text stands no further below than so many times its height. */
const MAX_LINE_PITCH = 2

/**
 * Texts of which the edge of a cell hides a part. Where nothing stands beyond the edge and no line at it, it is that of a
 * page that shows one band of a sheet, and the rest is on the page beside it; and what a clip hides may be painted under
 * another.
 */
export function cutTexts(marks: PageMarks, seen: readonly TextMark[]): readonly TextCut[] {
  const cuts = marks.cutter.cuts()
  if (cuts.length === 0) return cuts
  const shown = new Set(seen.map(({ paint }) => paint))
  return cuts.filter(
    (cut) =>
      shown.has(cut.shownPaint) &&
      (goesOnBeyond(cut, marks, seen) || isClosed(cut, marks)) &&
      !(cut.whole === null && isWrapped(cut, marks, seen)) &&
      !(cut.hidden !== null && isShownElsewhere(cut.hidden, seen)),
  )
}

/** Whether a line or text stands beyond the edge, at the height of the text. */
function goesOnBeyond({ side, edge, box }: TextCut, marks: PageMarks, seen: readonly TextMark[]): boolean {
  const isBeyond = (x: number): boolean => (side === 'left' ? x < edge - EDGE_SLACK : x > edge + EDGE_SLACK)
  const middle = (box[1] + box[3]) / 2
  return (
    marks.vertical.some(({ at, from, to }) => isBeyond(at) && from < middle && to > middle) ||
    seen.some(
      ({ x0, x1, y0, y1, visible }) =>
        visible >= LEGIBLE_SHARE && isBeyond((x0 + x1) / 2) && y0 < middle && y1 > middle,
    )
  )
}

/** Whether a line ends the cell at the edge, and the file has glyphs beyond that cannot be read: the cell cuts them off. */
function isClosed({ edge, box, hidden }: TextCut, marks: PageMarks): boolean {
  const middle = (box[1] + box[3]) / 2
  return (
    hidden !== null &&
    marks.vertical.some(
      ({ at, from, to }) => Math.abs(at - edge) <= EDGE_SLACK && from < middle && to > middle,
    )
  )
}

function isShownElsewhere(hidden: NonNullable<TextCut['hidden']>, seen: readonly TextMark[]): boolean {
  return seen.some(
    ({ text, x0, y0, visible }) =>
      text === hidden.text &&
      visible >= LEGIBLE_SHARE &&
      Math.abs(x0 - hidden.x) < EDGE_SLACK &&
      Math.abs(y0 - hidden.y) < EDGE_SLACK,
  )
}

/** Whether lines of the same cell stand above or below: a wrapped line may stick out, and goes on in the next. */
function isWrapped({ box }: TextCut, marks: PageMarks, seen: readonly TextMark[]): boolean {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const height = box[3] - box[1]
  return seen.some((mark) => {
    const at = (mark.y0 + mark.y1) / 2
    const distance = Math.abs(at - y)
    if (mark.x1 < box[0] || mark.x0 > box[2] || distance < height / 2 || distance > MAX_LINE_PITCH * height)
      return false
    const [upper, lower] = [Math.min(at, y), Math.max(at, y)]
    return !marks.horizontal.some(
      (line) => line.at > upper && line.at < lower && line.from <= x && line.to >= x,
    )
  })
}
