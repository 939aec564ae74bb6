/** Text that is printed over other text: the letters of both stand among each other, and neither can be trusted. */
import type { Box } from '@backfile/model'
import { areaAround, type TextMark } from './marks.ts'

/** Points: cells of the grid in which glyphs meet, finer than the middle of the smallest type. */
const GRID = 2
/** Grid cells across a page, at most: ordinary pages have some hundred. */
const MAX_ACROSS = 8192
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

/** The texts that stand in one place, each pair once. `marks` are those that are seen, in painting order. */
export function overprintedTexts(marks: readonly TextMark[]): readonly OverprintedText[] {
  const seen = marks.filter(({ visible }) => visible >= WHOLE)
  const owners = new Map<number, number>()
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

/** The place of the glyph over which this one is painted; takes its place in the grid where there is none. */
function placeBelow(
  mark: TextMark,
  index: number,
  owners: Map<number, number>,
  seen: readonly TextMark[],
): number | undefined {
  const inset = (1 - MIDDLE_SHARE) / 2
  const [width, height] = [mark.x1 - mark.x0, mark.y1 - mark.y0]
  const toColumn = Math.floor((mark.x1 - inset * width) / GRID)
  const toRow = Math.floor((mark.y1 - inset * height) / GRID)
  for (let row = Math.floor((mark.y0 + inset * height) / GRID); row <= toRow; row += 1) {
    for (let column = Math.floor((mark.x0 + inset * width) / GRID); column <= toColumn; column += 1) {
      const place = row * MAX_ACROSS + column
      const owner = owners.get(place)
      const other = seen[owner ?? -1]
      if (other === undefined) owners.set(place, index)
      else if (other !== mark && areInOnePlace(mark, other)) return owner
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
