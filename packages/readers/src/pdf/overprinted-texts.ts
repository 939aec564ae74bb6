/** Text that is printed over other text: the letters of both stand among each other, and neither can be trusted. */
import type { Box } from '@backfile/model'
import { areaAround, type TextMark } from './marks.ts'

/** Points: cells of the grid in which glyphs meet, finer than the middle of ordinary type. */
const GRID = 2
/** A page has no more cells than this; on larger pages they are larger. */
const MAX_CELLS = 1_000_000
/** Cells that are looked at along a glyph, at most: no glyph of a table is larger. */
const MOST_CELLS = 40
/** Share of a glyph's width and height, around its middle, in which another one is in its place. */
const MIDDLE_SHARE = 0.5
/** Share of the smaller of two glyphs that the other one covers, from which they are in one place. */
const SHARED_AREA = 0.35
/** A mark on or below letters, such as an accent or a line to write on, is no text over text. */
const LETTER_OR_FIGURE = /[\p{L}\p{N}]/u
/** Of a glyph shown in less than this share it is not known which part of its box shows. */
const WHOLE = 0.98
/** A glyph so many times as large as what it lies over is a drop letter or a watermark. */
const MAX_SIZES = 2

export interface OverprintedText {
  readonly above: string
  readonly below: string
  readonly box: Box
}

/**
 * The texts that stand in one place on a page of this size, each pair once. `marks` are those that are seen, in painting
 * order.
 */
export function overprintedTexts(
  marks: readonly TextMark[],
  width: number,
  height: number,
): readonly OverprintedText[] {
  const seen = marks.filter(({ visible }) => visible >= WHOLE)
  const owners = ownersOf(width, height)
  const found: { above: Range; below: Range }[] = []
  for (const [index, mark] of seen.entries()) {
    const below = placeBelow(mark, index, owners, seen)
    if (below === undefined) continue
    const open = found.at(-1)
    if (open !== undefined && isNear(open.above, index) && isNear(open.below, below)) {
      open.above = stretched(open.above, index)
      open.below = stretched(open.below, below)
    } else found.push({ above: [index, index], below: [below, below] })
  }
  return found.map(({ above, below }) => {
    const [upper, lower] = [above, below].map(([first, last]) => seen.slice(first, last + 1))
    return {
      above: textOf(upper ?? []),
      below: textOf(lower ?? []),
      box: areaAround([...(upper ?? []), ...(lower ?? [])]),
    }
  })
}

/** The places, in painting order, of a text's first and last glyph. */
type Range = readonly [first: number, last: number]

/** Whether a glyph is painted so soon before or after a text's that it is one of it. */
function isNear([first, last]: Range, place: number): boolean {
  return place <= last + MAX_APART && place >= first - MAX_APART
}

function stretched([first, last]: Range, place: number): Range {
  return [Math.min(first, place), Math.max(last, place)]
}

function textOf(marks: readonly TextMark[]): string {
  return marks.map(({ text }) => text).join('')
}

/** So many glyphs of a text may stand beside those of the other one. */
const MAX_APART = 4

/** Which glyph, counted from 1, has the middle of each cell of a grid over the page. */
interface Owners {
  readonly places: Int32Array
  readonly columns: number
  /** Points of a cell's side. */
  readonly side: number
}

function ownersOf(width: number, height: number): Owners {
  const side = Math.max(GRID, Math.sqrt((width * height) / MAX_CELLS))
  const [columns, rows] = [Math.ceil(width / side) + 1, Math.ceil(height / side) + 1]
  return { places: new Int32Array(columns * rows), columns, side }
}

/** The place of the glyph over which this one is painted; takes its cells of the grid where there is none. */
function placeBelow(
  mark: TextMark,
  index: number,
  { places, columns, side }: Owners,
  seen: readonly TextMark[],
): number | undefined {
  const inset = (1 - MIDDLE_SHARE) / 2
  const width = Math.min(mark.x1 - mark.x0, MOST_CELLS * side)
  const height = Math.min(mark.y1 - mark.y0, MOST_CELLS * side)
  const toColumn = Math.floor((mark.x0 + (1 - inset) * width) / side)
  const toRow = Math.floor((mark.y0 + (1 - inset) * height) / side)
  for (let row = Math.floor((mark.y0 + inset * height) / side); row <= toRow; row += 1) {
    for (let column = Math.floor((mark.x0 + inset * width) / side); column <= toColumn; column += 1) {
      const place = row * columns + column
      const owner = places[place] ?? 0
      if (owner === 0) places[place] = index + 1
      else if (owner <= index && areInOnePlace(mark, seen[owner - 1] ?? mark)) return owner - 1
    }
  }
  return undefined
}

function areInOnePlace(a: TextMark, b: TextMark): boolean {
  const across = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)
  const down = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0)
  const smaller = Math.min((a.x1 - a.x0) * (a.y1 - a.y0), (b.x1 - b.x0) * (b.y1 - b.y0))
  return (
    across > 0 &&
    down > 0 &&
    across * down >= SHARED_AREA * smaller &&
    a.text !== b.text &&
    Math.max(a.size, b.size) <= MAX_SIZES * Math.min(a.size, b.size) &&
    LETTER_OR_FIGURE.test(a.text) &&
    LETTER_OR_FIGURE.test(b.text)
  )
}
