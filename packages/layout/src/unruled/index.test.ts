import type { Ruling } from '@backfile/readers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageTable } from '../page-table.ts'
import { assembleLines } from '../text-lines.ts'
import { cellsOf, cellsOfRows, f1, scoreOf } from './adjacency.test-support.ts'
import { findUnruledTables, structureInRegion } from './index.ts'
import type { Placed } from './paint.test-support.ts'
import { paintGrid, paintPage, widthOf } from './paint.test-support.ts'

/** Rows of texts as they stand, a spanning cell once, empty cells as `''`. */
const rowsOf = (table: PageTable | null | undefined): string[][] =>
  Array.from({ length: (table?.rowEdges.length ?? 1) - 1 }, (_, row) =>
    (table ? cellsOf(table) : []).filter((cell) => cell.row === row).map((cell) => cell.text),
  )

/** Texts in columns: the first flush left, the others flush right at these positions. */
const figures = (
  rows: readonly (readonly string[])[],
  rights: readonly (number | undefined)[],
  top = 100,
  pitch = 14,
): Placed[] =>
  rows.flatMap((texts, row) =>
    texts.map((text, column) => {
      const right = rights[column]
      return { text, x: right === undefined ? 50 : right - widthOf(text), y: top + row * pitch }
    }),
  )

const budget = [
  ['Item', '2023', '2024'],
  ['Salaries', '1,204', '1,318'],
  ['Equipment', '96', '–'],
  ['Training', '7', '12'],
  ['Total', '1,307', '1,330'],
]
/** No right edge for the first column: it is flush left. */
const rights = [undefined, 300, 400]

const prose = (lines: number, x: number, top: number, words: number): Placed[] =>
  Array.from({ length: lines }, (_, index) => ({
    text: Array.from({ length: words }, (__, word) => WORDS[(index * 7 + word * 3) % WORDS.length]).join(' '),
    x,
    y: top + index * 13,
  }))
const WORDS = [
  'the',
  'authority',
  'reports',
  'a',
  'decrease',
  'of',
  'revenue',
  'for',
  'most',
  'programmes',
  'in',
]

const rule = (y: number, x0: number, x1: number): Ruling => ({ x0, y0: y, x1, y1: y, width: 0.5 })

describe('tables without rulings', () => {
  it('are found between prose, without caption and source', () => {
    const page = paintPage([
      ...prose(4, 50, 40, 13),
      { text: 'Table 1: Expenditure by item', x: 50, y: 104 },
      ...figures(budget, rights, 120),
      { text: 'Source: annual accounts of the authority.', x: 50, y: 192, size: 8 },
      ...prose(5, 50, 220, 13),
    ])
    const tables = findUnruledTables(page, [])
    expect(tables.map(rowsOf)).toEqual([budget])
    expect(tables[0]).toMatchObject({ method: 'unruled', page: 1 })
    expect(tables[0]?.confidence).toBeLessThan(1)
    expect(tables[0]?.repairs.map((repair) => repair.kind)).toEqual(['columns-inferred', 'rows-inferred'])
  })

  it('are not looked for where a ruled table stands', () => {
    const page = paintPage(figures(budget, rights))
    expect(findUnruledTables(page, [[40, 80, 420, 170]])).toEqual([])
  })

  it('keep a wrapped label in one cell with its figures', () => {
    const page = paintPage([
      ...figures([budget[0] ?? [], budget[1] ?? []], rights),
      { text: 'Contributions to social security and', x: 50, y: 128 },
      ...figures([['other mandatory schemes', '88', '91'], ...budget.slice(2)], rights, 142),
    ])
    expect(rowsOf(findUnruledTables(page, [])[0])[2]).toEqual([
      'Contributions to social security and other mandatory schemes',
      '88',
      '91',
    ])
  })

  it('keep a heading of a group of rows in a row of its own', () => {
    const rows = [budget[0] ?? [], ['Revenue:'], ...budget.slice(1)]
    const found = rowsOf(findUnruledTables(paintPage(figures(rows, rights)), [])[0])
    expect(found[1]).toEqual(['Revenue:', '', ''])
  })

  it('know which columns a label spans', () => {
    const page = paintPage([
      { text: 'Men', x: 240, y: 100 },
      { text: 'Women', x: 436, y: 100 },
      ...figures(
        [
          ['Age', '2023', '2024', '2023', '2024'],
          ['15–24', '10.4', '11.2', '9.9', '9.1'],
          ['25–54', '8.0', '7.2', '6.9', '5.5'],
          ['55–64', '3.3', '3.9', '2.9', '4.1'],
        ],
        [undefined, 225, 300, 425, 500],
        114,
      ),
    ])
    const table = findUnruledTables(page, [])[0]
    const spanning = table?.cells.filter((cell) => cell.columnSpan === 2)
    expect(spanning?.map((cell) => [cell.column, cell.lines[0]?.text])).toEqual([
      [1, 'Men'],
      [3, 'Women'],
    ])
  })

  it('leave an empty cell empty', () => {
    const rows = [...budget.slice(0, 2), ['Equipment', '', '40'], ...budget.slice(3)]
    expect(rowsOf(findUnruledTables(paintPage(figures(rows, rights)), [])[0])[2]).toEqual([
      'Equipment',
      '',
      '40',
    ])
  })

  it('of three rulings part header and body, and keep text rows whole', () => {
    const page = paintPage(
      [
        { text: 'Objective', x: 50, y: 100 },
        { text: 'Indicator', x: 200, y: 100 },
        { text: 'Better roads', x: 50, y: 120 },
        { text: 'kilometres of road', x: 200, y: 120 },
        { text: 'that were resurfaced', x: 200, y: 132 },
        { text: 'Safer crossings', x: 50, y: 152 },
        { text: 'crossings with lights', x: 200, y: 152 },
        { text: 'Cleaner air', x: 50, y: 172 },
        { text: 'days above the limit', x: 200, y: 172 },
      ],
      [rule(92, 48, 330), rule(110, 48, 330), rule(182, 48, 330)],
    )
    expect(findUnruledTables(page, []).map(rowsOf)).toEqual([
      [
        ['Objective', 'Indicator'],
        ['Better roads', 'kilometres of road that were resurfaced'],
        ['Safer crossings', 'crossings with lights'],
        ['Cleaner air', 'days above the limit'],
      ],
    ])
  })

  it('are found in one column of a page of two', () => {
    const left = [...prose(12, 50, 40, 6), ...figures(budget, [undefined, 180, 240], 210)]
    const tables = findUnruledTables(paintPage([...left, ...prose(24, 310, 43, 6)]), [])
    expect(tables.map(rowsOf)).toEqual([budget])
  })

  it('of Chinese indicators keep level labels in their rows', () => {
    const rows = [
      ['一级指标', '二级指标', '三级指标', '全年指标值'],
      ['决策', '计划制定', '工作计划制定健全性', '健全'],
      ['', '', '绩效指标明确性', '明确'],
      ['过程', '预算执行', '预算调整率', '=0%'],
      ['', '', '支付进度符合率', '=100%'],
    ]
    const lefts = [50, 120, 200, 340]
    const placed = rows.flatMap((texts, row) =>
      texts.map((text, column) => ({ text, x: lefts[column] ?? 0, y: 100 + row * 16 })),
    )
    expect(rowsOf(findUnruledTables(paintPage(placed), [])[0])).toEqual(rows)
  })
})

describe('pages without tables', () => {
  it.each([
    ['running text', prose(40, 50, 40, 14)],
    ['two columns of text on different lines', [...prose(40, 50, 40, 6), ...prose(40, 310, 45, 6)]],
    [
      'a contents page',
      Array.from({ length: 12 }, (_, index) => [
        { text: `${index + 1} Chapter of the report ${'.'.repeat(50)}`, x: 50, y: 60 + index * 15 },
        { text: `${index * 4 + 3}`, x: 400, y: 60 + index * 15 },
      ]).flat(),
    ],
    [
      'a numbered list',
      Array.from({ length: 9 }, (_, index) => [
        { text: `${index + 1}.`, x: 50, y: 60 + index * 15 },
        { text: `The ${WORDS[index]} office reports every month`, x: 75, y: 60 + index * 15 },
      ]).flat(),
    ],
  ])('have none: %s', (_name, texts) => {
    expect(findUnruledTables(paintPage(texts), [])).toEqual([])
  })

  it('have none: an empty page', () => {
    expect(findUnruledTables(paintPage([]), [])).toEqual([])
    expect(structureInRegion(paintPage([]), [0, 0, 100, 100])).toBeNull()
  })
})

describe('space-aligned text', () => {
  it('is found on its grid of characters', () => {
    const page = paintGrid(`Annual report of the authority for the year

      Item                     2023       2024
      Salaries                1,204      1,318
      Equipment and repairs      96          –
      Training                    7         12

The figures are those of the annual accounts.
`)
    expect(findUnruledTables(page, []).map(rowsOf)).toEqual([
      [
        ['Item', '2023', '2024'],
        ['Salaries', '1,204', '1,318'],
        ['Equipment and repairs', '96', '–'],
        ['Training', '7', '12'],
      ],
    ])
  })

  it('is found with Chinese labels, two places wide', () => {
    const page = paintGrid(`
资金总额              2190.36
一般公共预算资金      2190.36
政府性基金                  0
其他资金                12.50
`)
    expect(rowsOf(findUnruledTables(page, [])[0])).toEqual([
      ['资金总额', '2190.36'],
      ['一般公共预算资金', '2190.36'],
      ['政府性基金', '0'],
      ['其他资金', '12.50'],
    ])
  })
})

describe('any table', () => {
  const label = fc.stringMatching(/^[A-Z][a-z]{2,9}( [a-z]{3,9})?$/)
  const figure = fc.integer({ min: 0, max: 9_999_999 }).map((value) => value.toLocaleString('en-US'))
  const table = fc.integer({ min: 2, max: 6 }).chain((columns) =>
    fc.array(fc.tuple(label, fc.array(figure, { minLength: columns, maxLength: columns })), {
      minLength: 4,
      maxLength: 20,
    }),
  )

  it('of labels and figures set apart by 1.5 em or more is found with the same cells', () => {
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 15, max: 40 }),
        fc.integer({ min: 12, max: 22 }),
        (rows, gap, pitch) => {
          const texts = rows.map(([first, others]) => [first, ...others])
          const widths = (texts[0] ?? []).map((_, column) =>
            Math.max(...texts.map((row) => widthOf(row[column] ?? ''))),
          )
          const edges = widths.map(
            (_, column) => 40 + widths.slice(0, column + 1).reduce((a, b) => a + b + gap, 0),
          )
          const placed = texts.flatMap((row, index) =>
            row.map((text, column) => ({
              text,
              x: column === 0 ? 40 : (edges[column] ?? 0) - gap - widthOf(text),
              y: 60 + index * pitch,
            })),
          )
          const found = findUnruledTables(paintPage(placed), [])
          expect(f1(scoreOf([cellsOfRows(texts)], found.map(cellsOf)))).toBe(1)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('has every place of its grid in exactly one cell and loses no text', () => {
    const scattered = fc.array(
      fc.record({
        text: fc.oneof(label, figure),
        x: fc.integer({ min: 0, max: 9 }).map((step) => 40 + step * 50),
        y: fc.integer({ min: 0, max: 14 }).map((step) => 60 + step * 14),
      }),
      { minLength: 6, maxLength: 60 },
    )
    fc.assert(
      fc.property(scattered, (texts) => {
        const page = paintPage(texts)
        // Wider than the page: the last column's texts may run over its edge.
        const found = structureInRegion(page, [0, 0, 1000, 842])
        if (!found) return
        const places = found.cells.flatMap((cell) =>
          Array.from({ length: cell.rowSpan * cell.columnSpan }, (_, index) => {
            const row = cell.row + Math.floor(index / cell.columnSpan)
            return `${row}/${cell.column + (index % cell.columnSpan)}`
          }),
        )
        expect(new Set(places).size).toBe(places.length)
        expect(places.length).toBe((found.rowEdges.length - 1) * (found.columnEdges.length - 1))
        const kept = cellsOf(found).reduce((sum, cell) => sum + cell.text.replace(/\s/g, '').length, 0)
        const written = assembleLines(page.glyphs).reduce(
          (sum, line) => sum + line.text.replace(/\s/g, '').length,
          0,
        )
        expect(kept).toBe(written)
        expect([...found.rowEdges].sort((a, b) => a - b)).toEqual(found.rowEdges)
        expect([...found.columnEdges].sort((a, b) => a - b)).toEqual(found.columnEdges)
      }),
      { numRuns: 150 },
    )
  })
})
