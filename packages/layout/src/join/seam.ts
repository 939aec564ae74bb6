/** Two pieces of one table put together along a seam, cells that the seam cut made whole. */
import { type AlignedEdges, boxOfEdges, withoutUnusedEdges } from '../edges.ts'
import { around, moved } from '../geometry.ts'
import type { TextLine } from '../page-table.ts'
import type { Piece, PieceCell } from './piece.ts'

/** How two cells at either side of a seam are one. */
export interface CellJoin {
  readonly first: PieceCell
  readonly second: PieceCell
  readonly lines: readonly TextLine[]
  readonly confidence: number
}

/** Decides for two cells that face each other over the whole of their sides. */
export type JoinCells = (first: PieceCell, second: PieceCell) => CellJoin | null

export interface Seamed {
  readonly piece: Piece
  readonly joins: readonly CellJoin[]
}

/** The right piece's columns after the left one's; `rows` says which row edges are the same. */
export function sideBySide(left: Piece, right: Piece, rows: AlignedEdges, join: JoinCells): Seamed {
  const columns = left.columnEdges.length - 1
  const firstCells = left.cells.map((cell) => ({ ...cell, ...spanIn(rows.first, cell.row, cell.rowSpan) }))
  const secondCells = right.cells.map((cell) => ({
    ...cell,
    ...spanIn(rows.second, cell.row, cell.rowSpan),
    column: cell.column + columns,
  }))
  const facing = new Map<string, PieceCell>()
  for (const cell of secondCells) if (cell.column === columns) facing.set(`${cell.row}+${cell.rowSpan}`, cell)

  const joins: CellJoin[] = []
  const gone = new Set<PieceCell>()
  const cells = firstCells.map((cell): PieceCell => {
    if (cell.column + cell.columnSpan !== columns) return cell
    const other = facing.get(`${cell.row}+${cell.rowSpan}`)
    const joined = other === undefined ? null : join(cell, other)
    if (other === undefined || joined === null) return cell
    joins.push(joined)
    gone.add(other)
    return {
      ...cell,
      columnSpan: cell.columnSpan + other.columnSpan,
      box: around([cell.box, other.box]),
      lines: joined.lines,
      open: { ...cell.open, right: other.open.right },
      locators: [...cell.locators, ...other.locators],
      confidence: Math.min(cell.confidence, other.confidence, joined.confidence),
      origins: [...cell.origins, ...other.origins],
    }
  })
  const columnEdges = [...left.columnEdges, ...right.columnEdges.slice(1)]
  const piece = withoutUnusedEdges<PieceCell, Piece>({
    box: boxOfEdges(columnEdges, rows.edges),
    method: left.method === right.method ? left.method : 'partly-ruled',
    columnEdges,
    rowEdges: rows.edges,
    cells: [...cells, ...secondCells.filter((cell) => !gone.has(cell))].sort(byPlace),
    confidence: Math.min(left.confidence, right.confidence),
    repairs: [...left.repairs, ...right.repairs],
  })
  return { piece, joins }
}

/** The lower piece's rows after the upper one's; `columns` says which column edges are the same. */
export function oneBelowOther(upper: Piece, lower: Piece, columns: AlignedEdges, join: JoinCells): Seamed {
  const { piece, joins } = sideBySide(transposed(upper), transposed(lower), columns, (first, second) => {
    const joined = join(transposedCell(first), transposedCell(second))
    return joined
  })
  return { piece: transposed(piece), joins }
}

export function movedPiece(piece: Piece, dx: number, dy: number): Piece {
  return {
    ...piece,
    box: moved(piece.box, dx, dy),
    columnEdges: piece.columnEdges.map((edge) => edge + dx),
    rowEdges: piece.rowEdges.map((edge) => edge + dy),
    cells: piece.cells.map((cell) => ({
      ...cell,
      box: moved(cell.box, dx, dy),
      lines: cell.lines.map((line) => movedLine(line, dx, dy)),
    })),
  }
}

export function movedLine(line: TextLine, dx: number, dy: number): TextLine {
  return {
    ...line,
    box: moved(line.box, dx, dy),
    words: line.words.map((word) => ({ ...word, box: moved(word.box, dx, dy) })),
  }
}

export function byPlace(a: PieceCell, b: PieceCell): number {
  return a.row - b.row || a.column - b.column
}

function spanIn(places: readonly number[], row: number, rowSpan: number): { row: number; rowSpan: number } {
  const start = places[row] ?? 0
  return { row: start, rowSpan: (places[row + rowSpan] ?? start + 1) - start }
}

function transposed(piece: Piece): Piece {
  const [x0, y0, x1, y1] = piece.box
  return {
    ...piece,
    box: [y0, x0, y1, x1],
    columnEdges: piece.rowEdges,
    rowEdges: piece.columnEdges,
    cells: piece.cells.map(transposedCell).sort(byPlace),
  }
}

function transposedCell(cell: PieceCell): PieceCell {
  const [x0, y0, x1, y1] = cell.box
  return {
    ...cell,
    row: cell.column,
    column: cell.row,
    rowSpan: cell.columnSpan,
    columnSpan: cell.rowSpan,
    box: [y0, x0, y1, x1],
    open: { left: cell.open.top, right: cell.open.bottom, top: cell.open.left, bottom: cell.open.right },
  }
}
