/** Where a page's table ends in a cell that shows none of its borders there, because the page edges cut it on all sides. */
import { boxOfEdges } from '../edges.ts'
import type { Piece, PieceCell } from './piece.ts'
import { byPlace } from './seam.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/**
 * Both pieces with blank cells at the foot where only the other page shows that the table goes on: one cell there stands
 * against the seam and is open to it and downwards, so that it goes on over the page that shows nothing of it.
 */
export function withBlankFeet(left: Piece, right: Piece): readonly [Piece, Piece] {
  return [
    withBlankFoot(
      left,
      right.cells.filter((cell) => cell.column === 0),
      'left',
    ),
    withBlankFoot(
      right,
      left.cells.filter((cell) => cell.column + cell.columnSpan === left.columnEdges.length - 1),
      'right',
    ),
  ]
}

/** `facing` are the other page's cells at the seam, which they open by their `toSeam` side. */
function withBlankFoot(piece: Piece, facing: readonly PieceCell[], toSeam: 'left' | 'right'): Piece {
  const end = piece.rowEdges.at(-1) ?? 0
  const [tile, ...others] = facing.filter(({ box }) => box[3] > end + ROW_TOLERANCE)
  if (tile === undefined || others.length > 0 || !tile.open[toSeam] || !tile.open.bottom) return piece
  if (Math.abs(tile.box[1] - end) > ROW_TOLERANCE) return piece
  const rowEdges = [...piece.rowEdges, tile.box[3]]
  const box = boxOfEdges(piece.columnEdges, rowEdges)
  const blank: PieceCell = {
    row: rowEdges.length - 2,
    column: 0,
    rowSpan: 1,
    columnSpan: piece.columnEdges.length - 1,
    box: [box[0], end, box[2], box[3]],
    lines: [],
    open: { left: true, right: true, top: false, bottom: true },
    locators: [],
    confidence: 1,
    origins: [],
  }
  return { ...piece, box, rowEdges, cells: [...piece.cells, blank].sort(byPlace) }
}
