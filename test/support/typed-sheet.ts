/** A sheet typed as rows of texts: `^` merges a place with the cell above, `<` with the one before. */
import type { Sheet, SheetCell } from '../../scripts/fixtures/sheet.ts'

/** Width of each column in points: room for two dozen of them on a wide page, and for their texts in lines. */
const COLUMN_WIDTH = 62

export function typedSheet(
  title: string,
  subtitles: readonly string[],
  rows: readonly (readonly string[])[],
): Sheet {
  const columns = Math.max(...rows.map((row) => row.length))
  const text = (row: number, column: number): string => rows[row]?.[column] ?? ''
  const cells: SheetCell[] = []
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < columns; column++) {
      if (text(row, column) === '^' || text(row, column) === '<') continue
      let columnSpan = 1
      while (text(row, column + columnSpan) === '<') columnSpan += 1
      let rowSpan = 1
      while (text(row + rowSpan, column) === '^') rowSpan += 1
      cells.push({ row, column, rowSpan, columnSpan, text: text(row, column), align: 'centre' })
    }
  }
  const widths = Array.from({ length: columns }, () => COLUMN_WIDTH)
  return { title, subtitles, rows: rows.length, widths, cells, headRows: [] }
}
