/** Seams at which each page draws a border of its own: a cell that they cut looks like two that end there. */
import type { AlignedEdges } from '../edges.ts'
import type { TextLine } from '../page-table.ts'
import { WHOLE } from '../text-lines.ts'
import { joinAcross, linesAcross } from './cut-text.ts'
import type { Piece, PieceCell } from './piece.ts'
import { type CellJoin, type JoinCells, sideBySide } from './seam.ts'
import { level, meetAtSeam } from './seam-looks.ts'

/** Confidence in a cell's text that closed borders part, where other cells of the seam show that it runs through a column. */
const WITHIN_COLUMN = 0.8
/** The same of a cell that has text on one page only: it is whole, whatever the seam cut. */
const WITHIN_COLUMN_ONE_TEXT = 0.95
/** A glyph right behind another one is no further from it, in em. */
const NEXT_GLYPH_EM = 0.15
/** So many glyphs that the seam cuts, in closed cells, are no texts that stick out of theirs … */
const LEAST_CUT = 2
/** … if they are so many for each pair of texts side by side that cannot be one. */
const CUT_FOR_EACH_APART = 3

/**
 * How cells at both sides of a seam are one. Where it cuts glyphs between closed ones, it runs through a
 * column, and so through all cells that face each other, unless their texts stand apart.
 */
export function joiningAt(left: Piece, right: Piece, rows: AlignedEdges, seam: number): JoinCells {
  let cut = 0
  let apart = 0
  sideBySide(left, right, rows, (first, second) => {
    if (isClosed(first, second)) {
      if (isCut(first, second, seam)) cut += 1
      else if (standApart(first, second, seam)) apart += 1
    }
    return null
  })
  const isWithinColumn = cut >= Math.max(LEAST_CUT, apart * CUT_FOR_EACH_APART)
  return (first, second) =>
    joinAcross(first, second, seam) ?? (isWithinColumn ? joinWithin(first, second, seam) : null)
}

function joinWithin(first: PieceCell, second: PieceCell, seam: number): CellJoin | null {
  if (!isClosed(first, second) || standApart(first, second, seam)) return null
  const hasBoth = first.lines.length > 0 && second.lines.length > 0
  const confidence = hasBoth ? WITHIN_COLUMN : WITHIN_COLUMN_ONE_TEXT
  return { first, second, confidence, lines: linesAcross(first.lines, second.lines) }
}

function isClosed(first: PieceCell, second: PieceCell): boolean {
  return !first.open.right && !second.open.left
}

/** Whether the seam runs through a glyph that both cells show a part of, or one of them, where the other's text goes on. */
function isCut(first: PieceCell, second: PieceCell, seam: number): boolean {
  if (joinAcross(first, second, seam) !== null) return true
  return first.lines.some((line) =>
    second.lines.some(
      (next) =>
        (line.lastVisible < WHOLE || next.firstVisible < WHOLE) &&
        Math.abs(next.box[0] - line.box[2]) < line.size * NEXT_GLYPH_EM &&
        meetAtSeam(line, seam, next, seam),
    ),
  )
}

/** Whether both cells have a text at one height, and these do not meet at the seam. */
function standApart(first: PieceCell, second: PieceCell, seam: number): boolean {
  const meets = (line: TextLine): boolean =>
    second.lines.every((next) => !level(line, next) || meetAtSeam(line, seam, next, seam))
  return !first.lines.every(meets)
}
