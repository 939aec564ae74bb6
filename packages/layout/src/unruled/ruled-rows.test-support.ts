/** Rules of a page painted for tests, and the rows of the table that was read of it. */
import type { Ruling } from '@backfile/readers'
import type { PageTable } from '../page-table.ts'
import { cellsOf } from './adjacency.test-support.ts'

export const level = (y: number, x0 = 45, x1 = 405): Ruling => ({ x0, x1, y0: y, y1: y, width: 0.5 })
export const upright = (x: number, y0: number, y1: number): Ruling => ({ x0: x, x1: x, y0, y1, width: 0.5 })

/** Texts of a table's rows, each cell once, with its span where it has one. */
export const rowsOf = (table: PageTable | undefined): string[][] =>
  Array.from({ length: (table?.rowEdges.length ?? 1) - 1 }, (_, row) =>
    (table ? cellsOf(table) : [])
      .filter((cell) => cell.row === row)
      .map(
        (cell) =>
          cell.text +
          (cell.rowSpan > 1 ? `^${cell.rowSpan}` : '') +
          (cell.columnSpan > 1 ? `<${cell.columnSpan}>` : ''),
      ),
  )
