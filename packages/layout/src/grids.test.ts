import type { Grid } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { gridTable } from './grids.ts'

function grid(
  rows: number,
  columns: number,
  written: readonly [number, number, number, number, string][],
): Grid {
  return {
    kind: 'grid',
    rows,
    columns,
    cells: written.map(([row, column, rowSpan, columnSpan, text]) => ({
      row,
      column,
      rowSpan,
      columnSpan,
      text,
      locator: { sheet: 'Sheet1', cell: `R${row}C${column}` },
    })),
  }
}

describe('a sheet that the file states', () => {
  it('loses its empty margins and keeps its empty rows within', () => {
    const table = gridTable(
      grid(9, 6, [
        [2, 1, 1, 2, '单位名称'],
        [4, 1, 1, 1, '0'],
        [8, 5, 1, 1, ''],
      ]),
    )
    expect(table).toMatchObject({ rows: 3, columns: 2 })
    expect(table?.cells.map(({ row, column, text }) => [row, column, text])).toEqual([
      [0, 0, '单位名称'],
      [1, 0, ''],
      [1, 1, ''],
      [2, 0, '0'],
      [2, 1, ''],
    ])
  })

  it('gives no table where nothing is written', () => {
    expect(gridTable(grid(3, 3, [[0, 0, 1, 1, '']]))).toBeNull()
  })
})
