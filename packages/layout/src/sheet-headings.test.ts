import { describe, expect, it } from 'vitest'
import { layOutPage } from './page-layout.ts'
import { plainPrint, printSheet, type Sheet } from './print.test-support.ts'

/** A sheet of plain cells; `merged` rows have one cell over all columns but the first. */
function sheetOf(rows: readonly (readonly string[])[], merged: readonly number[] = []): Sheet {
  const columns = rows[0]?.length ?? 0
  return {
    title: '',
    widths: Array.from({ length: columns }, () => 80),
    heights: rows.map(() => 24),
    cells: rows.flatMap((texts, row) =>
      texts.slice(0, merged.includes(row) ? 2 : columns).map((text, column) => ({
        row,
        column,
        rowSpan: 1,
        columnSpan: merged.includes(row) && column === 1 ? columns - 1 : 1,
        text,
      })),
    ),
  }
}

function tableOf(sheet: Sheet) {
  const [page] = printSheet(sheet, plainPrint)
  if (page === undefined) throw new Error('nothing was printed')
  const [table] = layOutPage(page).tables
  return {
    texts: table?.cells.map(
      ({ row, column, lines }) => `${row},${column} ${lines.map(({ text }) => text).join('')}`,
    ),
    surest: table?.repairs.map(({ kind, confidence }) => `${kind} ${confidence}`),
  }
}

describe('a sheet that was printed with the letters of its columns and the numbers of its rows', () => {
  it('is read without them, though a hidden column and rows on other pages are not counted', () => {
    const printed = sheetOf(
      [
        ['', 'A', 'C', 'D'],
        ['5', '项目名称', '', ''],
        ['6', '数量指标', '培训场次', '9场'],
        ['8', '质量指标', '合格率', '95%'],
      ],
      [1],
    )
    expect(tableOf(printed)).toEqual({
      texts: [
        '0,0 项目名称',
        '1,0 数量指标',
        '1,1 培训场次',
        '1,2 9场',
        '2,0 质量指标',
        '2,1 合格率',
        '2,2 95%',
      ],
      surest: ['furniture-dropped 0.95'],
    })
  })

  it('is doubted where its cells are all plain: the letters may be heads', () => {
    const printed = sheetOf([
      ['', 'A', 'B'],
      ['1', '4.5', '7'],
      ['2', '3', '2.2'],
      ['3', '8', '1'],
    ])
    expect(tableOf(printed).surest).toEqual(['furniture-dropped 0.85'])
  })
})

describe('a table whose rows are counted', () => {
  it('keeps its numbers below a head of its own', () => {
    const counted = sheetOf([
      ['序号', 'A', 'B'],
      ['1', '4.5', '7'],
      ['2', '3', '2.2'],
      ['3', '8', '1'],
    ])
    expect(tableOf(counted).texts?.[0]).toBe('0,0 序号')
  })
})
