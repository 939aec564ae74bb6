import type { Cell, Table } from '@backfile/layout'
import { describe, expect, it } from 'vitest'
import { writeTable } from './table-formats.ts'

const cell = (row: number, column: number, text: string, rowSpan = 1, columnSpan = 1): Cell => ({
  row,
  column,
  rowSpan,
  columnSpan,
  text,
  confidence: 1,
  locators: [{ page: 1, bbox: [column * 50, row * 20, (column + columnSpan) * 50, (row + rowSpan) * 20] }],
})

/** Heads of two levels: the stub's over both, a year's over two columns. */
const budget: Table = {
  kind: 'table',
  rows: 3,
  columns: 3,
  cells: [
    cell(0, 0, 'Item', 2),
    cell(0, 1, '2024', 1, 2),
    cell(1, 1, 'Plan'),
    cell(1, 2, 'Actual'),
    cell(2, 0, 'Rent | heating\nof schools'),
    cell(2, 1, '<5%'),
    cell(2, 2, '0.98**'),
  ],
  confidence: 1,
  repairs: [],
}

describe('a table with merged cells', () => {
  it('keeps its spans in HTML, each cell once', () => {
    expect(writeTable('html', 'budget.pdf', 0, budget)).toBe(
      '<table data-file="budget.pdf">\n' +
        '  <tr><td rowspan="2">Item</td><td colspan="2">2024</td></tr>\n' +
        '  <tr><td>Plan</td><td>Actual</td></tr>\n' +
        '  <tr><td>Rent | heating<br>of schools</td><td>&lt;5%</td><td>0.98**</td></tr>\n' +
        '</table>\n',
    )
  })

  it('has as many fields in each line of CSV, a merged text at its first place', () => {
    expect(writeTable('csv', 'budget.pdf', 0, budget)).toBe(
      'Item,2024,\r\n,Plan,Actual\r\n"Rent | heating\nof schools",<5%,0.98**\r\n',
    )
  })

  it('shows its texts in Markdown as they are: no mark of theirs parts columns, sets type or begins a tag', () => {
    expect(writeTable('markdown', 'budget.pdf', 0, budget)).toBe(
      '| Item | 2024 |  |\n| --- | --- | --- |\n|  | Plan | Actual |\n' +
        '| Rent \\| heating<br>of schools | \\<5% | 0.98\\*\\* |\n',
    )
  })
})
