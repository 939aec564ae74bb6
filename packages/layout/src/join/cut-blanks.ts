/** What a page break leaves of a row where a page shows neither whole text nor the borders between its cells. */
import type { AlignedEdges } from '../edges.ts'
import type { TextLine } from '../page-table.ts'
import type { Piece, PieceCell } from './piece.ts'
import { byPlace } from './seam.ts'

/** Of a line that a break cuts, the page that shows less of it shows no more than this. */
const REMAINS = 0.6

/**
 * Both pieces with the blank cells that the break leaves open divided like the cells that they face, so that each of
 * those goes on in one of them; a cell is blank too if it has but remains of the lines that the other page shows. A cell stays
 * whole where a border of the other page has no column edge on this one.
 */
export function withBlanksDivided(
  upper: Piece,
  lower: Piece,
  { first, second }: AlignedEdges,
): readonly [Piece, Piece] {
  const last = upper.rowEdges.length - 2
  const feet = upper.cells.filter((cell) => cell.row + cell.rowSpan - 1 === last)
  const heads = lower.cells.filter((cell) => cell.row === 0)
  const startsOf = (cells: readonly PieceCell[], places: readonly number[]): readonly number[] =>
    cells.map(({ column }) => places[column] ?? 0)
  return [
    withDivided(
      upper,
      (cell) => cell.row === last && cell.open.bottom,
      first,
      startsOf(heads, second),
      heads,
    ),
    withDivided(lower, (cell) => cell.row === 0 && cell.open.top, second, startsOf(feet, first), feet),
  ]
}

/** `places` are those of the piece's column edges; `starts` those at which cells of the other page begin. */
function withDivided(
  piece: Piece,
  isCut: (cell: PieceCell) => boolean,
  places: readonly number[],
  starts: readonly number[],
  facing: readonly PieceCell[],
): Piece {
  if (!piece.cells.some(isCut)) return piece
  const cells = piece.cells.flatMap((cell): readonly PieceCell[] => {
    const { column, columnSpan, rowSpan } = cell
    if (!isCut(cell) || columnSpan === 1 || rowSpan > 1 || !areRemains(cell.lines, facing)) return [cell]
    const [from, to] = [places[column] ?? 0, places[column + columnSpan] ?? 0]
    const edges = starts.filter((place) => place > from && place < to).map((place) => places.indexOf(place))
    return edges.includes(-1)
      ? [cell]
      : divided(
          cell,
          piece,
          [...edges].sort((a, b) => a - b),
        )
  })
  return { ...piece, cells: [...cells].sort(byPlace) }
}

function areRemains(lines: readonly TextLine[], facing: readonly PieceCell[]): boolean {
  const shown = facing.map((cell) => written(cell.lines)).join('')
  return lines.every(
    (line) => Math.max(line.firstVisible, line.lastVisible) < REMAINS && shown.includes(written([line])),
  )
}

function written(lines: readonly TextLine[]): string {
  return lines.map(({ text }) => text.replaceAll(/\s/gu, '')).join('')
}

function divided(cell: PieceCell, { columnEdges }: Piece, inner: readonly number[]): readonly PieceCell[] {
  if (inner.length === 0) return [cell]
  const edges = [cell.column, ...inner, cell.column + cell.columnSpan]
  const last = edges.length - 2
  return edges.slice(0, -1).map((column, index): PieceCell => {
    const end = edges[index + 1] ?? column
    const [, y0, , y1] = cell.box
    return {
      ...cell,
      column,
      columnSpan: end - column,
      lines: [],
      box: [columnEdges[column] ?? 0, y0, columnEdges[end] ?? 0, y1],
      open: { ...cell.open, left: cell.open.left && index === 0, right: cell.open.right && index === last },
    }
  })
}
