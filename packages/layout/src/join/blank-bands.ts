/** Columns of bands that a strip's pages do not show, because their rows are blank there. */
import { boxOfEdges } from '../edges.ts'
import type { Leaf, Piece, PieceCell } from './piece.ts'
import { byPlace } from './seam.ts'
import { sidesOf } from './seam-looks.ts'

/** The leaf with the columns of the band after it, blank. */
export function besideBlank(left: Leaf, model: Leaf): Leaf {
  const [, edge] = sidesOf(left)
  const columns = columnEdgesOf(model)
  const edges = columns.map((column) => column - (columns[0] ?? 0) + edge)
  return { ...left, pieces: left.pieces.map((piece) => withBlankColumns(piece, edges, 'right')) }
}

/** The page with the columns of the bands before it, blank: it is the first of its strip that shows anything. */
export function blanksBefore(page: Leaf, models: readonly (Leaf | undefined)[]): Leaf {
  let { pieces } = page
  for (const model of models.toReversed()) {
    if (model === undefined) continue
    const [edge] = sidesOf({ ...page, pieces })
    const columns = columnEdgesOf(model)
    const edges = columns.map((column) => column - (columns.at(-1) ?? 0) + edge)
    pieces = pieces.map((piece) => withBlankColumns(piece, edges, 'left'))
  }
  return { ...page, pieces }
}

function columnEdgesOf(model: Leaf): readonly number[] {
  return model.pieces.reduce<readonly number[]>(
    (most, piece) => (piece.columnEdges.length > most.length ? piece.columnEdges : most),
    [0, 0],
  )
}

function withBlankColumns(piece: Piece, edges: readonly number[], side: 'left' | 'right'): Piece {
  const isLeft = side === 'left'
  const added = edges.length - 1
  const cells: PieceCell[] = []
  for (let row = 0; row + 1 < piece.rowEdges.length; row += 1) {
    for (let column = 0; column < added; column += 1) {
      cells.push(blankCell(piece.rowEdges, edges, row, column, isLeft ? 0 : piece.columnEdges.length - 1))
    }
  }
  const kept = isLeft ? piece.cells.map((cell) => ({ ...cell, column: cell.column + added })) : piece.cells
  const columnEdges = isLeft
    ? [...edges.slice(0, -1), ...piece.columnEdges]
    : [...piece.columnEdges.slice(0, -1), ...edges]
  return {
    ...piece,
    columnEdges,
    box: boxOfEdges(columnEdges, piece.rowEdges),
    cells: [...kept, ...cells].sort(byPlace),
  }
}

function blankCell(
  rowEdges: readonly number[],
  columnEdges: readonly number[],
  row: number,
  column: number,
  before: number,
): PieceCell {
  return {
    row,
    column: column + before,
    rowSpan: 1,
    columnSpan: 1,
    box: [columnEdges[column] ?? 0, rowEdges[row] ?? 0, columnEdges[column + 1] ?? 0, rowEdges[row + 1] ?? 0],
    lines: [],
    open: { left: false, right: false, top: false, bottom: false },
    locators: [],
    confidence: 1,
    origins: [],
  }
}
