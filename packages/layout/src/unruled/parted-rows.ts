/** A ruled table of which some rows between two rulings are taken apart into several. */
import type { PageCell, PageTable } from '../page-table.ts'
import type { Repair } from '../table.ts'

/** One ruled row taken apart. */
export interface PartedRow {
  /** Where it is cut, y, in ascending order. */
  readonly cuts: readonly number[]
  /** Its cells, by the rows of the table with all rows parted. */
  readonly cells: readonly PageCell[]
  readonly repairs: readonly Repair[]
}

/**
 * Takes one row apart, or leaves it: it is given the row, the cells of that row alone, the row's number in the table
 * with the rows above parted, and its top and bottom.
 */
export type RowParting = (
  row: number,
  own: readonly PageCell[],
  first: number,
  extent: readonly [number, number],
) => PartedRow | null

/** The table with those rows taken apart for which `part` gives parts; cells merged over rows keep all that these become. */
export function withPartedRows(table: PageTable, part: RowParting): PageTable {
  const rowEdges: number[] = [table.rowEdges[0] ?? 0]
  const repairs: Repair[] = []
  const cells: PageCell[] = []
  const firstRowOf: number[] = []
  for (let row = 0; row + 1 < table.rowEdges.length; row += 1) {
    const first = rowEdges.length - 1
    firstRowOf.push(first)
    const bottom = table.rowEdges[row + 1] ?? 0
    const own = table.cells.filter((cell) => cell.row === row && cell.rowSpan === 1)
    const parted = part(row, own, first, [rowEdges[first] ?? 0, bottom])
    rowEdges.push(...(parted?.cuts ?? []), bottom)
    cells.push(...(parted?.cells ?? own.map((cell) => ({ ...cell, row: first }))))
    repairs.push(...(parted?.repairs ?? []))
  }
  firstRowOf.push(rowEdges.length - 1)
  for (const cell of table.cells.filter(({ rowSpan }) => rowSpan > 1)) {
    const row = firstRowOf[cell.row] ?? cell.row
    cells.push({ ...cell, row, rowSpan: (firstRowOf[cell.row + cell.rowSpan] ?? row + 1) - row })
  }
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  const { page, box, columnEdges } = table
  const moved = table.repairs.map((repair) => ({
    ...repair,
    ...(repair.cells && {
      cells: repair.cells.map(([row, column]): readonly [number, number] => [firstRowOf[row] ?? row, column]),
    }),
  }))
  return {
    page,
    box,
    method: 'partly-ruled',
    columnEdges,
    rowEdges,
    cells,
    confidence: Math.min(table.confidence, 0.9),
    repairs: [...moved, ...repairs],
  }
}
