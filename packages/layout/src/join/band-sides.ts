/** The sides of a band: what a page shows of cells that run over its sides without any border there. */
import type { Box } from '@backfile/model'
import { boxOfEdges } from '../edges.ts'
import { holds, nearest } from '../geometry.ts'
import type { TextLine } from '../page-table.ts'
import { linesAcross } from './cut-text.ts'
import type { Leaf, LeafText, Piece, PieceCell } from './piece.ts'
import { byPlace } from './seam.ts'
import { sidesOf } from './seam-looks.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Confidence in a cell that no border shows on this page, only the columns of its band. */
const BORDERLESS = 0.98

/**
 * The page with its tables as wide as its band. Of a merged cell that runs over the page's side and over all its rows, a
 * page shows no border: its table then seems to begin, or to end, at the next column. `left` is what stands at its left:
 * cells that go on have the heights that they have there.
 */
export function asWideAs(leaf: Leaf, model: Leaf, left: Leaf | null): Leaf {
  const [x0, x1] = sidesOf(model)
  const inner = model.pieces.flatMap((piece) => [...piece.columnEdges]).sort((a, b) => a - b)
  const isInner = (edge: number): boolean => nearest(inner, edge, ROW_TOLERANCE) !== undefined
  const heads = left === null ? [] : headsAtRight(left)
  const pieces = leaf.pieces.map((piece) => {
    const [from, , to] = piece.box
    const wider =
      from > x0 + ROW_TOLERANCE && isInner(from) ? withColumnBefore(piece, x0, leaf, heads) : piece
    return to < x1 - ROW_TOLERANCE && isInner(to) ? withColumnAfter(wider, x1, leaf) : wider
  })
  const texts = leaf.texts.filter((text) => !pieces.some(({ box }) => standsIn(text, box)))
  return { ...leaf, pieces, texts }
}

/** Where the cells at the right side of a leaf begin, from the top down. */
function headsAtRight({ pieces }: Leaf): readonly number[] {
  return pieces
    .flatMap(({ cells, columnEdges }) =>
      cells.filter((cell) => cell.column + cell.columnSpan === columnEdges.length - 1),
    )
    .map(({ box }) => box[1])
    .sort((a, b) => a - b)
}

function withColumnBefore(piece: Piece, edge: number, leaf: Leaf, heads: readonly number[]): Piece {
  const columnEdges = [edge, ...piece.columnEdges]
  const cells = piece.cells.map((cell): PieceCell => {
    if (cell.column > 0 || !cell.open.left) return { ...cell, column: cell.column + 1 }
    const [x0, y0, x1, y1] = cell.box
    const lines = linesAcross(linesIn(leaf, [edge, y0, x0, y1]), cell.lines)
    return { ...cell, columnSpan: cell.columnSpan + 1, box: [edge, y0, x1, y1], lines }
  })
  const open = { left: true, right: false }
  return withBorderless({ ...piece, columnEdges, cells }, 0, open, leaf, heads)
}

function withColumnAfter(piece: Piece, edge: number, leaf: Leaf): Piece {
  const column = piece.columnEdges.length - 1
  const columnEdges = [...piece.columnEdges, edge]
  const cells = piece.cells.map((cell): PieceCell => {
    if (cell.column + cell.columnSpan < column || !cell.open.right) return cell
    const [x0, y0, x1, y1] = cell.box
    const lines = linesAcross(cell.lines, linesIn(leaf, [x1, y0, edge, y1]))
    return { ...cell, columnSpan: cell.columnSpan + 1, box: [x0, y0, edge, y1], lines }
  })
  return withBorderless({ ...piece, columnEdges, cells }, column, { left: false, right: true }, leaf, [])
}

/** The piece with cells for the rows in which nothing stands in the column: one from each head to the next. */
function withBorderless(
  piece: Piece,
  column: number,
  open: Pick<PieceCell['open'], 'left' | 'right'>,
  leaf: Leaf,
  heads: readonly number[],
): Piece {
  const { columnEdges, rowEdges } = piece
  const isHead = (row: number): boolean => nearest(heads, rowEdges[row] ?? 0, ROW_TOLERANCE) !== undefined
  const taken = new Set(
    piece.cells
      .filter((cell) => cell.column <= column && cell.column + cell.columnSpan > column)
      .flatMap((cell) => Array.from({ length: cell.rowSpan }, (_, index) => cell.row + index)),
  )
  const added: PieceCell[] = []
  const rows = rowEdges.length - 1
  for (let row = 0; row < rows; row += 1) {
    if (taken.has(row)) continue
    let end = row + 1
    while (end < rows && !taken.has(end) && !isHead(end)) end += 1
    const box: Box = [
      columnEdges[column] ?? 0,
      rowEdges[row] ?? 0,
      columnEdges[column + 1] ?? 0,
      rowEdges[end] ?? 0,
    ]
    const within = leaf.texts.filter((text) => standsIn(text, box))
    added.push({
      row,
      column,
      rowSpan: end - row,
      columnSpan: 1,
      box,
      lines: within.map(({ line }) => line),
      open: { ...open, top: row === 0, bottom: end === rows },
      locators: within.flatMap(({ locators }) => [...locators]),
      confidence: BORDERLESS,
      origins: [],
    })
    row = end - 1
  }
  return {
    ...piece,
    box: boxOfEdges(columnEdges, rowEdges),
    cells: [...piece.cells, ...added].sort(byPlace),
  }
}

function linesIn({ texts }: Leaf, area: Box): readonly TextLine[] {
  return texts.filter((text) => standsIn(text, area)).map(({ line }) => line)
}

/** The line's middle is in the area. */
function standsIn({ line }: LeafText, area: Box): boolean {
  return holds(area, (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2)
}
