import type { PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printSheet, type Sheet } from '../print.test-support.ts'
import type { Table } from '../table.ts'
import { joinPages } from './index.ts'

function tablesOf(pages: readonly PaintedPage[]): readonly Table[] {
  const numbered = pages.map((page, index) => ({ ...page, number: index + 1 }))
  return joinPages(numbered.map(layOutPage)).flatMap(({ blocks }) =>
    blocks.filter((block) => block.kind === 'table'),
  )
}

function rowsOf(table: Table | undefined): readonly string[] {
  const rows = Array.from({ length: table?.rows ?? 0 }, (): string[] => [])
  for (const { row, text } of table?.cells ?? []) if (text !== '') rows[row]?.push(text)
  return rows.map((texts) => texts.join(' | '))
}

type Entry = readonly [row: number, column: number, rowSpan: number, columnSpan: number, text: string]

function sheetOf(widths: readonly number[], heights: readonly number[], entries: readonly Entry[]): Sheet {
  const cells = entries.map(([row, column, rowSpan, columnSpan, text]) => ({
    row,
    column,
    rowSpan,
    columnSpan,
    text,
  }))
  return { title: '', widths, heights, cells }
}

const heights = [22, 30, 26, 40, 24, 34]
const labels = ['单位名称', '职能概述', '资金总额', '中期目标', '年度目标', '联系电话']

describe('a band that lies wholly within merged cells', () => {
  const narratives = ['水务局', '防汛抗旱', '3000.50', '污水管网改造', '山洪灾害防治', '12345678']
  const sheet = sheetOf(
    [60, 100, 100, 100, 60],
    heights,
    labels.flatMap((label, row): Entry[] => [
      [row, 0, 1, 1, label],
      [row, 1, 1, 3, narratives[row] ?? ''],
      [row, 4, 1, 1, `备注${row}`],
    ]),
  )
  it('keeps its place though its pages show level rules alone', () => {
    const tables = tablesOf(printSheet(sheet, { ...plainPrint, columnBreaks: [2, 3] }))
    expect(tables).toHaveLength(1)
    expect(rowsOf(tables[0])).toEqual(
      labels.map((label, row) => `${label} | ${narratives[row]} | 备注${row}`),
    )
  })
})

describe('two filings of one form that were printed in bands, one after the other', () => {
  const filing = (unit: string, rows: readonly number[]): Sheet =>
    sheetOf(
      [60, 90, 70, 80],
      rows,
      rows.flatMap((_, row): Entry[] => [
        [row, 0, 1, 1, `标签${'甲乙丙丁戊己庚辛'[row]}`],
        [row, 1, 1, 1, `${unit}${row}`],
        [row, 2, 1, 1, `${row}.5`],
        [row, 3, 1, 1, `${row}%`],
      ]),
    )
  it('are two tables', () => {
    const first = filing('水务', [22, 22, 48, 22, 22, 30, 22, 22])
    const second = filing('体育', [22, 22, 22, 22, 48, 22, 30, 22])
    const print = { ...plainPrint, columnBreaks: [2] }
    const tables = tablesOf([...printSheet(first, print), ...printSheet(second, print)])
    expect(tables.map(({ rows, columns }) => `${rows} × ${columns}`)).toEqual(['8 × 4', '8 × 4'])
    expect(rowsOf(tables[1])[2]).toBe('标签丙 | 体育2 | 2.5 | 2%')
  })
})

describe('a label beside a numbered column that runs over a whole page', () => {
  const rows = Array.from({ length: 9 }, (_, row) => 24 + (row % 3) * 4)
  const sheet = sheetOf([30, 60, 120, 60], rows, [
    ...rows.flatMap((_, row): Entry[] => [
      [row, 0, 1, 1, `${row + 1}`],
      [row, 2, 1, 1, `指标${'甲乙丙丁戊己庚辛壬'[row]}`],
      [row, 3, 1, 1, `${row}%`],
    ]),
    [0, 1, 1, 1, '决策'],
    [1, 1, 7, 1, '过程'],
    [8, 1, 1, 1, '效果'],
  ])
  it('does not part the page in two tables', () => {
    const tables = tablesOf(printSheet(sheet, { ...plainPrint, rowBreaks: [3, 6] }))
    expect(tables).toHaveLength(1)
    const process = tables[0]?.cells.find(({ text }) => text === '过程')
    expect(process).toMatchObject({ row: 1, column: 1, rowSpan: 7 })
  })
})

describe('a sheet in bands of which a break leaves a strip of a row that only merged labels show', () => {
  const heights = [26, 22, 34, 22, 28, 22, 30, 22]
  const widths = [60, 70, 120, 80, 60]
  const entries: readonly Entry[] = [
    [0, 0, 3, 1, '决策'],
    [3, 0, 5, 1, '产出'],
    [0, 1, 3, 1, '计划'],
    [3, 1, 3, 1, '数量'],
    [6, 1, 2, 1, '质量'],
    ...heights.flatMap((_, row): Entry[] => [
      [row, 2, 1, 1, `指标${'甲乙丙丁戊己庚辛'[row]}`],
      [row, 3, 1, 1, `≥${row + 1}场`],
      [row, 4, 1, 1, `${row + 10}`],
    ]),
  ]
  const print = { ...plainPrint, columnBreaks: [2, 4], inRow: 3 }
  const rows = [
    '决策 | 计划 | 指标甲 | ≥1场 | 10',
    '指标乙 | ≥2场 | 11',
    '指标丙 | ≥3场 | 12',
    '产出 | 数量 | 指标丁 | ≥4场 | 13',
    '指标戊 | ≥5场 | 14',
    '指标己 | ≥6场 | 15',
    '质量 | 指标庚 | ≥7场 | 16',
    '指标辛 | ≥8场 | 17',
  ]
  it('is one where its last rows are on the second page', () => {
    const tables = tablesOf(printSheet(sheetOf(widths, heights, entries), { ...print, rowBreaks: [5] }))
    expect(tables.map(rowsOf)).toEqual([rows])
  })
  it('is one where the last row of the second page is merged, and cut as well', () => {
    const sheet = sheetOf(
      widths,
      [...heights, 40, 24],
      [...entries, [8, 0, 1, 1, '说明'], [8, 1, 1, 4, '无'], [9, 0, 1, 1, '填报人'], [9, 1, 1, 4, '钱某']],
    )
    const tables = tablesOf(printSheet(sheet, { ...print, rowBreaks: [5, 9] }))
    expect(tables.map(rowsOf)).toEqual([[...rows, '说明 | 无', '填报人 | 钱某']])
  })
})

describe('a merged first column without a border at the side', () => {
  const rows = [24, 22, 28, 22, 26, 22]
  const sheet = sheetOf([50, 70, 130, 80], rows, [
    [0, 0, 6, 1, '绩效指标'],
    [0, 1, 2, 1, '产出'],
    [2, 1, 4, 1, '效益'],
    ...rows.flatMap((_, row): Entry[] => [
      [row, 2, 1, 1, `指标${'甲乙丙丁戊己'[row]}`],
      [row, 3, 1, 1, `≥${row + 1}场`],
    ]),
  ])
  it('is no column on the next page, whose other columns go on all the same', () => {
    const pages = printSheet(sheet, { ...plainPrint, rowBreaks: [3] })
    const left = Math.min(...pages.flatMap(({ rulings }) => rulings.map(({ x0 }) => x0)))
    const within = ({ x0, x1 }: { readonly x0: number; readonly x1: number }): boolean =>
      x0 > left || x1 > left
    const unframed = pages.map((page, index) => ({
      ...page,
      // The second page shows neither end of the merged cell.
      rulings: page.rulings
        .filter(within)
        .map((ruling) => (index === 0 ? ruling : { ...ruling, x0: Math.max(ruling.x0, left + 50) })),
    }))
    const tables = tablesOf(unframed)
    expect(tables).toHaveLength(1)
    expect(rowsOf(tables[0]).slice(2)).toEqual([
      '效益 | 指标丙 | ≥3场',
      '指标丁 | ≥4场',
      '指标戊 | ≥5场',
      '指标己 | ≥6场',
    ])
  })
})

describe('a first band of which a page shows but the sides of a merged label', () => {
  const rows = [24, 22, 28, 24, 22, 30, 26, 22, 28]
  const sheet = sheetOf([50, 130, 80], rows, [
    [0, 0, 1, 1, '类别'],
    [1, 0, 7, 1, '绩效指标'],
    [8, 0, 1, 1, '填报人'],
    ...rows.flatMap((_, row): Entry[] => [
      [row, 1, 1, 1, `指标${'甲乙丙丁戊己庚辛壬'[row]}`],
      [row, 2, 1, 1, `≥${row + 1}场`],
    ]),
  ])
  for (const order of ['over-then-down', 'down-then-over'] as const)
    it(`keeps it beside its rows, printed ${order.replaceAll('-', ' ')}`, () => {
      const tables = tablesOf(
        printSheet(sheet, { ...plainPrint, order, columnBreaks: [1], rowBreaks: [3, 6] }),
      )
      expect(tables.map(rowsOf)).toEqual([
        [
          '类别 | 指标甲 | ≥1场',
          '绩效指标 | 指标乙 | ≥2场',
          ...[2, 3, 4, 5, 6, 7].map((row) => `指标${'甲乙丙丁戊己庚辛壬'[row]} | ≥${row + 1}场`),
          '填报人 | 指标壬 | ≥9场',
        ],
      ])
    })
})
