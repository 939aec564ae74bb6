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

function textAt(table: Table | undefined, row: number): readonly string[] {
  return (table?.cells ?? []).filter((cell) => cell.row === row && cell.text !== '').map(({ text }) => text)
}

const names = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'

/** Rows of a label, a name, a figure and a remark, of heights that repeat nowhere. */
function indicators(rows: number): Sheet {
  return {
    title: '',
    widths: [70, 120, 80, 110],
    heights: Array.from({ length: rows }, (_, row) => 22 + ((row * 7) % 11) * 2),
    cells: Array.from({ length: rows }, (_, row) =>
      [`标签${names[row]}`, `检修${names[row]}号泵站的总数量计`, `≥${row + 3}座`, `备注${names[row]}`].map(
        (text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text }),
      ),
    ).flat(),
  }
}

describe('a sheet printed over, then down, of which the last page is missing', () => {
  const sheet = indicators(12)
  const pages = printSheet(sheet, {
    ...plainPrint,
    order: 'over-then-down',
    columnBreaks: [2],
    inColumn: 14,
    rowBreaks: [7],
  })
  it('is doubted: the page that found no place is named', () => {
    const repairs = tablesOf(pages.slice(0, 3)).flatMap((table) => [...table.repairs])
    const doubted = repairs.filter(({ kind, confidence }) => kind === 'bands-joined' && confidence < 0.9)
    expect(doubted.some(({ alternative }) => alternative?.en.includes('Page 3') === true)).toBe(true)
  })
  it('is not doubted when all its pages are there', () => {
    const [table, ...others] = tablesOf(pages)
    expect(others).toEqual([])
    expect(table?.repairs.filter(({ confidence }) => confidence < 0.9)).toEqual([])
    expect(textAt(table, 9)).toEqual(['标签癸', '检修癸号泵站的总数量计', '≥12座', '备注癸'])
  })
})

describe('a sheet printed down, then over, of which the first page is missing', () => {
  const pages = printSheet(indicators(12), { ...plainPrint, columnBreaks: [2], inColumn: 14, rowBreaks: [7] })
  const doubtsOf = (printed: readonly PaintedPage[]): readonly string[] =>
    tablesOf(printed)
      .flatMap((table) => [...table.repairs])
      .flatMap(({ kind, confidence, alternative }) =>
        kind === 'bands-joined' && confidence < 0.9 ? [alternative?.en ?? ''] : [],
      )
  it('is doubted: the page that stood beside it is named, whose cells run over its left side', () => {
    expect(doubtsOf(pages.slice(1))).toContainEqual(expect.stringContaining('page 2 run over its side'))
  })
  it('is not doubted when all its pages are there', () => {
    expect(doubtsOf(pages)).toEqual([])
  })
})

describe('a year above the table that the page’s side cuts', () => {
  it('is joined: digits at the cut are no page number', () => {
    const pages = printSheet(
      { ...indicators(8), title: '2021年度' },
      { ...plainPrint, columnBreaks: [2], inColumn: 5, margin: 15 },
    )
    const [section] = joinPages(pages.map((page) => layOutPage(page)))
    const texts = section?.blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []))
    expect(texts).toEqual(['2021年度'])
  })
})

describe('a page edge that falls just inside a column', () => {
  const sheet = indicators(8)
  const [left, right] = printSheet(sheet, { ...plainPrint, columnBreaks: [2], inColumn: 13 })
  it('leaves a strip that is too narrow to show its rules, and whose texts stay in their rows', () => {
    if (left === undefined || right === undefined) throw new Error('two pages')
    const edge = Math.min(...right.rulings.map(({ x0 }) => x0))
    // Of the rules between the rows every other one ends before it reaches the strip.
    const heights = [...new Set(right.rulings.filter(({ y0, y1 }) => y0 === y1).map(({ y0 }) => y0))].sort(
      (one, other) => one - other,
    )
    const rulings = right.rulings.map((ruling) =>
      ruling.y0 === ruling.y1 && heights.indexOf(ruling.y0) % 2 === 1 ? { ...ruling, x0: edge + 13 } : ruling,
    )
    const [table, ...others] = tablesOf([left, { ...right, rulings }])
    expect(others).toEqual([])
    expect(table?.rows).toBe(8)
    expect(textAt(table, 3)).toEqual(['标签丁', '检修丁号泵站的总数量计', '≥6座', '备注丁'])
  })
})

describe('a page whose top cuts a row that the page beside it merges over rows', () => {
  const base = indicators(14)
  const pairs = Array.from({ length: 7 }, (_, pair) => 2 * pair)
  const sheet: Sheet = {
    ...base,
    cells: [
      ...base.cells.filter(({ column }) => column > 0),
      ...pairs.map((row) => ({ row, column: 0, rowSpan: 2, columnSpan: 1, text: `类别${names[row]}` })),
    ],
  }
  it('stands beside it', () => {
    const print = { ...plainPrint, columnBreaks: [1], rowBreaks: [5], inRow: 4 } as const
    const [table, ...others] = tablesOf(printSheet(sheet, print))
    expect(others).toEqual([])
    expect(table?.columns).toBe(4)
    const rows = Array.from({ length: table?.rows ?? 0 }, (_, row) => textAt(table, row).join(' '))
    expect(rows.some((row) => row.includes('检修壬号泵站的总数量计 ≥11座 备注壬'))).toBe(true)
  })
})
