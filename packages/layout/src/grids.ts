/** Grids that a file itself states (sheets, Word tables) to tables: empty places filled, empty margins trimmed. */
import type { Grid, GridCell, GridSection } from '@backfile/readers'
import type { Block, Cell, Section, Table } from './table.ts'

export function sectionOf({ name, parts }: GridSection): Section {
  return {
    name,
    blocks: parts.flatMap((part): readonly Block[] => {
      if (part.kind === 'grid') {
        const table = gridTable(part)
        return table === null ? [] : [table]
      }
      return [{ kind: 'text', text: part.text, locators: [part.locator], confidence: 1 }]
    }),
  }
}

/** Null for a grid without any text. Rows and columns after the last text go; those between stay. */
export function gridTable(grid: Grid): Table | null {
  const written = grid.cells.filter((cell) => cell.text !== '')
  const rows = maximum(written, (cell) => cell.row + cell.rowSpan, grid.rows)
  const columns = maximum(written, (cell) => cell.column + cell.columnSpan, grid.columns)
  if (written.length === 0) return null
  const firstRow = minimum(written, (cell) => cell.row)
  const firstColumn = minimum(written, (cell) => cell.column)
  const height = rows - firstRow
  const width = columns - firstColumn

  const taken = new Uint8Array(height * width)
  const cells: Cell[] = []
  for (const cell of grid.cells) {
    const row = Math.max(cell.row, firstRow)
    const column = Math.max(cell.column, firstColumn)
    const rowSpan = Math.min(cell.row + cell.rowSpan, rows) - row
    const columnSpan = Math.min(cell.column + cell.columnSpan, columns) - column
    if (rowSpan < 1 || columnSpan < 1) continue
    for (let r = row; r < row + rowSpan; r += 1) {
      const start = (r - firstRow) * width + column - firstColumn
      taken.fill(1, start, start + columnSpan)
    }
    cells.push({
      row: row - firstRow,
      column: column - firstColumn,
      rowSpan,
      columnSpan,
      text: cell.text,
      locators: [cell.locator],
      confidence: 1,
    })
  }
  for (let place = 0; place < taken.length; place += 1) {
    if (taken[place] === 1) continue
    const row = Math.floor(place / width)
    cells.push({
      row,
      column: place % width,
      rowSpan: 1,
      columnSpan: 1,
      text: '',
      locators: [],
      confidence: 1,
    })
  }
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  return { kind: 'table', rows: height, columns: width, cells, confidence: 1, repairs: [] }
}

function maximum(cells: readonly GridCell[], value: (cell: GridCell) => number, most: number): number {
  return Math.min(
    most,
    cells.reduce((best, cell) => Math.max(best, value(cell)), 0),
  )
}

function minimum(cells: readonly GridCell[], value: (cell: GridCell) => number): number {
  return cells.reduce((best, cell) => Math.min(best, value(cell)), Number.POSITIVE_INFINITY)
}
