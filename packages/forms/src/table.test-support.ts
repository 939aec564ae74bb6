/** Small tables for tests, written as rows of texts; `^` merges a place with the cell above, `<` with the one before. */
import type { Section, Table } from '@backfile/layout'

export function tableOf(rows: readonly (readonly string[])[]): Table {
  const columns = Math.max(...rows.map((row) => row.length))
  const text = (row: number, column: number): string => rows[row]?.[column] ?? ''
  const cells: Table['cells'][number][] = []
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < columns; column++) {
      if (text(row, column) === '^' || text(row, column) === '<') continue
      let columnSpan = 1
      while (text(row, column + columnSpan) === '<') columnSpan += 1
      let rowSpan = 1
      while (text(row + rowSpan, column) === '^') rowSpan += 1
      const locators = [{ sheet: 'S', cell: `${String.fromCharCode(65 + column)}${row + 1}` }]
      cells.push({ row, column, rowSpan, columnSpan, text: text(row, column), confidence: 1, locators })
    }
  }
  return { kind: 'table', rows: rows.length, columns, cells, confidence: 1, repairs: [] }
}

export function sectionOf(headings: readonly string[], ...tables: readonly Table[]): Section {
  const texts = headings.map((text) => ({ kind: 'text' as const, text, locators: [], confidence: 1 }))
  return { name: null, blocks: [...texts, ...tables] }
}
