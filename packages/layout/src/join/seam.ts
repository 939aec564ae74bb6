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
  const columnEdges = [...left.columnEdges, ...right.columnEdges.slice(1)]
  return seamed(left, right, ACROSS, rows, { columnEdges, rowEdges: rows.edges }, join)
}

/** The lower piece's rows after the upper one's; `columns` says which column edges are the same. */
export function oneBelowOther(upper: Piece, lower: Piece, columns: AlignedEdges, join: JoinCells): Seamed {
  const rowEdges = [...upper.rowEdges, ...lower.rowEdges.slice(1)]
  return seamed(upper, lower, DOWN, columns, { columnEdges: columns.edges, rowEdges }, join)
}

/** What the direction in which pieces follow each other is called in a cell, and what the one along the seam. */
interface Direction {
  readonly at: 'column' | 'row'
  readonly span: 'columnSpan' | 'rowSpan'
  readonly edges: 'columnEdges' | 'rowEdges'
  readonly end: 'right' | 'bottom'
  readonly along: 'column' | 'row'
  readonly alongSpan: 'columnSpan' | 'rowSpan'
}

const ACROSS: Direction = {
  at: 'column',
  span: 'columnSpan',
  edges: 'columnEdges',
  end: 'right',
  along: 'row',
  alongSpan: 'rowSpan',
}
const DOWN: Direction = {
  at: 'row',
  span: 'rowSpan',
  edges: 'rowEdges',
  end: 'bottom',
  along: 'column',
  alongSpan: 'columnSpan',
}

function seamed(
  first: Piece,
  second: Piece,
  { at, span, edges, end, along, alongSpan }: Direction,
  aligned: AlignedEdges,
  { columnEdges, rowEdges }: Pick<Piece, 'columnEdges' | 'rowEdges'>,
  join: JoinCells,
): Seamed {
  const seam = first[edges].length - 1
  const placed = (cell: PieceCell, places: readonly number[], start: number): PieceCell => {
    const from = places[cell[along]] ?? 0
    const to = places[cell[along] + cell[alongSpan]] ?? from + 1
    // Most cells of a long table stay where they are with each page that it goes on on.
    if (start === 0 && from === cell[along] && to - from === cell[alongSpan]) return cell
    return { ...cell, [along]: from, [alongSpan]: to - from, [at]: cell[at] + start }
  }
  const secondCells = second.cells.map((cell) => placed(cell, aligned.second, seam))
  const facing = new Map<string, PieceCell>()
  for (const cell of secondCells) if (cell[at] === seam) facing.set(`${cell[along]}+${cell[alongSpan]}`, cell)

  const joins: CellJoin[] = []
  const gone = new Set<PieceCell>()
  const cells = first.cells.map((own): PieceCell => {
    const cell = placed(own, aligned.first, 0)
    if (cell[at] + cell[span] !== seam) return cell
    const other = facing.get(`${cell[along]}+${cell[alongSpan]}`)
    const joined = other === undefined ? null : join(cell, other)
    if (other === undefined || joined === null) return cell
    joins.push(joined)
    gone.add(other)
    return {
      ...cell,
      [span]: cell[span] + other[span],
      box: around([cell.box, other.box]),
      lines: joined.lines,
      open: { ...cell.open, [end]: other.open[end] },
      locators: [...cell.locators, ...other.locators],
      confidence: Math.min(cell.confidence, other.confidence, joined.confidence),
      origins: [...cell.origins, ...other.origins],
    }
  })
  const piece = withoutUnusedEdges<PieceCell, Piece>({
    box: boxOfEdges(columnEdges, rowEdges),
    method: first.method === second.method ? first.method : 'partly-ruled',
    columnEdges,
    rowEdges,
    cells: [...cells, ...secondCells.filter((cell) => !gone.has(cell))].sort(byPlace),
    confidence: Math.min(first.confidence, second.confidence),
    repairs: [...first.repairs, ...second.repairs],
  })
  return { piece, joins }
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
