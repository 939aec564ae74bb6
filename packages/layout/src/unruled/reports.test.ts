import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import type { PageTable } from '../page-table.ts'
import { cellsOf } from './adjacency.test-support.ts'
import { findUnruledTables } from './index.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

/** Rows of texts as they stand, a spanning cell once. */
const rowsOf = (table: PageTable | undefined): string[][] =>
  Array.from({ length: (table?.rowEdges.length ?? 1) - 1 }, (_, row) =>
    (table ? cellsOf(table) : []).filter((cell) => cell.row === row).map((cell) => cell.text),
  )

const level = (y: number, x0: number, x1: number): Ruling => ({ x0, y0: y, x1, y1: y, width: 0.5 })
const upright = (x: number, y0: number, y1: number): Ruling => ({ x0: x, y0, x1: x, y1, width: 0.5 })

/** A label flush left and figures flush right at these positions. */
const line = (
  label: string,
  figures: readonly string[],
  y: number,
  left: number,
  rights: readonly number[],
) => [
  { text: label, x: left, y },
  ...figures.map((text, index): Placed => ({ text, x: (rights[index] ?? 0) - widthOf(text), y })),
]

describe('a page of a statistical report', () => {
  it('has two tables where they stand side by side with lines at heights of their own', () => {
    const names = ['Austria', 'Belgium', 'Cyprus', 'Denmark', 'Estonia', 'Finland']
    const left = names.flatMap((name, row) =>
      line(name, [`${row + 11}.2`, `${row + 31}.4`], 100 + row * 14, 50, [180, 240]),
    )
    const right = names.flatMap((name, row) =>
      line(name, [`${row + 51}`, `${row + 71}`], 105 + row * 15.5, 310, [440, 500]),
    )
    const tables = findUnruledTables(paintPage([...left, ...right]), [])
    expect(tables.map((table) => table.columnEdges.length - 1)).toEqual([3, 3])
    expect(rowsOf(tables[0])[0]).toEqual(['Austria', '11.2', '31.4'])
    expect(rowsOf(tables[1])[5]).toEqual(['Finland', '56', '76'])
  })

  it('keeps a currency sign at its column’s edge with its figure', () => {
    const rows = [
      ...line('Item', ['2011', '2012'], 100, 50, [300, 420]),
      ...line('Salaries', ['1,204', '1,318'], 114, 50, [300, 420]),
      { text: '$', x: 235, y: 114 },
      { text: '$', x: 310, y: 114 },
      ...line('Travel', ['96', '107'], 128, 50, [300, 420]),
      ...line('Rent', ['18', '21'], 142, 50, [300, 420]),
    ]
    const [table] = findUnruledTables(paintPage(rows), [])
    expect(rowsOf(table)[1]).toEqual(['Salaries', '$ 1,204', '$ 1,318'])
  })

  it('has a unit in brackets below years over all of them, whole, though it stands below one alone', () => {
    const rightsOf = (years: readonly string[]): number[] => years.map((_, index) => 250 + index * 60)
    for (const years of [
      ['2006', '2007'],
      ['2006', '2007', '2008'],
    ]) {
      const rights = rightsOf(years)
      const unit = '(millions of euro)'
      const middle = ((rights[0] ?? 0) + (rights.at(-1) ?? 0) - widthOf('2006')) / 2
      const rows = ['Belgium', 'Denmark', 'Estonia', 'Finland'].flatMap((name, row) =>
        line(
          name,
          years.map((_, index) => `${row + 1}7.${index}`),
          128 + row * 14,
          50,
          rights,
        ),
      )
      const head = [
        ...line('Country', years, 100, 50, rights),
        { text: unit, x: middle - widthOf(unit) / 2, y: 112 },
      ]
      const [table] = findUnruledTables(paintPage([...head, ...rows]), [])
      expect(rowsOf(table).slice(0, 2)).toEqual([
        ['Country', ...years],
        ['', unit],
      ])
    }
  })

  it('has no table where a chart stands', () => {
    const axis = ['100', '80', '60', '40', '20', '0'].map((text, row) => ({
      text,
      x: 70 - widthOf(text),
      y: 100 + row * 30,
    }))
    const years = ['2005', '2006', '2007', '2008'].map((text, at) => ({ text, x: 90 + at * 60, y: 265 }))
    const legend = ['Imports', 'Exports', 'Balance'].map((text, at) => ({ text, x: 100 + at * 80, y: 285 }))
    expect(findUnruledTables(paintPage([...axis, ...years, ...legend]), [])).toEqual([])
  })

  it('has no table where dots, set apart, lead to page numbers, and has one where they lead to figures', () => {
    const dots = (from: number, y: number): Placed[] =>
      Array.from({ length: 20 }, (_, index) => ({ text: '.', x: from + index * 6, y }))
    const led = (rights: readonly string[]): Placed[] =>
      rights.flatMap((text, row) => [
        { text: 'Revenue of the bureau', x: 50, y: 100 + row * 14 },
        ...dots(165, 100 + row * 14),
        { text, x: 400 - widthOf(text), y: 100 + row * 14 },
      ])
    expect(findUnruledTables(paintPage(led(['3', '5', '5', '8', '12'])), [])).toEqual([])
    const [table] = findUnruledTables(paintPage(led(['311.2', '25.0', '8.4', '97.1', '12.6'])), [])
    expect(rowsOf(table)).toHaveLength(5)
    expect(rowsOf(table)[0]?.[0]).toMatch(/^Revenue of the bureau/)
  })

  it('has one table where only its header is boxed', () => {
    const rows = [
      ...line('Region', ['1998', '1999'], 100, 55, [300, 420]),
      ...line('North', ['41.2', '43.0'], 118, 55, [300, 420]),
      ...line('South', ['38.9', '37.5'], 132, 55, [300, 420]),
      ...line('West', ['12.4', '11.8'], 146, 55, [300, 420]),
    ]
    const box = [
      level(92, 50, 430),
      level(109, 50, 430),
      ...[50, 200, 320, 430].map((x) => upright(x, 92, 109)),
    ]
    const { tables } = layOutPage(paintPage(rows, box))
    expect(tables.map(rowsOf)).toEqual([
      [
        ['Region', '1998', '1999'],
        ['North', '41.2', '43.0'],
        ['South', '38.9', '37.5'],
        ['West', '12.4', '11.8'],
      ],
    ])
  })
})
