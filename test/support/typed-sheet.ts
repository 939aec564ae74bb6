/** A sheet typed as rows of texts: `^` merges a place with the cell above, `<` with the one before. */
import { tableOf } from '../../packages/forms/src/table.test-support.ts'
import type { Sheet } from '../../scripts/fixtures/sheet.ts'

/** Width of each column in points: room for two dozen of them on a wide page, and for their texts in lines. */
const COLUMN_WIDTH = 62

export function typedSheet(
  title: string,
  subtitles: readonly string[],
  typed: readonly (readonly string[])[],
): Sheet {
  const { rows, columns, cells } = tableOf(typed)
  return {
    title,
    subtitles,
    rows,
    widths: Array.from({ length: columns }, () => COLUMN_WIDTH),
    cells: cells.map(({ row, column, rowSpan, columnSpan, text }) => ({
      row,
      column,
      rowSpan,
      columnSpan,
      text,
      align: 'centre',
    })),
    headRows: [],
  }
}
