/** A table as the recogniser walks it: by rows, each place of the grid belonging to one cell. */
import type { Cell, Table } from '@backfile/layout'
import { cleanText, foldWidth, joinLines } from '@backfile/model'

export interface GridRow {
  readonly index: number
  /** The distinct cells that cover this row, left to right, those that began above included. */
  readonly cells: readonly Cell[]
}

export interface TableGrid {
  readonly table: Table
  readonly rows: readonly GridRow[]
  readonly at: (row: number, column: number) => Cell | undefined
}

/** The table's rows, with HTML in cells turned to paragraphs; no cell is surer than the table that it stands in. */
export function gridOf(table: Table): TableGrid {
  const places: (Cell | undefined)[][] = Array.from({ length: table.rows }, () => [])
  for (const written of table.cells) {
    const confidence = Math.min(written.confidence, table.confidence)
    const cell: Cell = { ...written, text: cleanText(written.text), confidence }
    for (let row = cell.row; row < Math.min(table.rows, cell.row + cell.rowSpan); row++) {
      const line = places[row]
      if (line === undefined) continue
      for (let column = cell.column; column < cell.column + cell.columnSpan; column++) line[column] ??= cell
    }
  }
  const rows = places.map((line, index) => ({ index, cells: distinct(line) }))
  return { table, rows, at: (row, column) => places[row]?.[column] }
}

function distinct(line: readonly (Cell | undefined)[]): Cell[] {
  const cells: Cell[] = []
  for (const cell of line) if (cell !== undefined && cells.at(-1) !== cell) cells.push(cell)
  return cells
}

/** Cells that begin in this row (not merged down from above). */
export function startingCells(row: GridRow): Cell[] {
  return row.cells.filter((cell) => cell.row === row.index)
}

/** Cells of the row with text. */
export function filledCells(row: GridRow): Cell[] {
  return row.cells.filter((cell) => cell.text !== '')
}

/** Whether a cell covers any of the columns `from` … `to` (exclusive). */
export function covers(cell: Cell, from: number, to: number): boolean {
  return cell.column < to && cell.column + cell.columnSpan > from
}

/** Columns of a table. */
export interface ColumnRange {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export const rangeOf = (cell: Cell): ColumnRange => ({ from: cell.column, to: cell.column + cell.columnSpan })

/** What stands below a heading, in cells no wider than it, from this row on. */
export function textsBelow(grid: TableGrid, from: number, { column, columnSpan }: Cell): readonly string[] {
  return grid.table.cells
    .filter((cell) => cell.row >= from && cell.column >= column)
    .filter((cell) => cell.column + cell.columnSpan <= column + columnSpan)
    .map((cell) => foldWidth(joinLines(cell.text)))
    .filter((text) => text !== '')
}

/** Rows `from` … `to` (exclusive) as a table of their own; cells merged over the cut are cut. */
export function sliceRows(table: Table, from: number, to: number): Table {
  const cells = table.cells
    .filter((cell) => cell.row < to && cell.row + cell.rowSpan > from)
    .map((cell) => {
      const top = Math.max(cell.row, from)
      return { ...cell, row: top - from, rowSpan: Math.min(cell.row + cell.rowSpan, to) - top }
    })
  return { ...table, rows: to - from, cells }
}
