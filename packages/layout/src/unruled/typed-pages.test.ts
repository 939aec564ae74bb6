import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { cellsOf } from './adjacency.test-support.ts'
import { findUnruledTables } from './index.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

const centred = (text: string, x: number, y: number): Placed => ({ text, x: x - widthOf(text) / 2, y })
const ending = (text: string, right: number, y: number): Placed => ({ text, x: right - widthOf(text), y })

/** A label at 50 points and figures that end at 240, 300 … */
const row = (label: string, figures: readonly string[], y: number, indent = 0): Placed[] => [
  { text: label, x: 50 + indent, y },
  ...figures.map((text, index) => ending(text, 240 + index * 60, y)),
]

/** Rows of texts, with `<n>` where a cell spans n columns. */
const tablesOf = (texts: readonly Placed[], rulings: readonly Ruling[] = []): string[][][] =>
  findUnruledTables(paintPage(texts, rulings), []).map((table) =>
    Array.from({ length: table.rowEdges.length - 1 }, (_, at) =>
      cellsOf(table)
        .filter((cell) => cell.row === at)
        .map(({ text, columnSpan }) => `${text}${columnSpan > 1 ? `<${columnSpan}>` : ''}`),
    ),
  )

const body = (from: number): Placed[] => [
  ...row('Wheat', ['412', '318', '207', '155'], from),
  ...row('Barley', ['118', '205', '101', '120'], from + 12),
  ...row('Oats', ['304', '219', '198', '117'], from + 24),
  ...row('Hops', ['511', '422', '376', '284'], from + 36),
]

describe('a head whose labels have lines of their own', () => {
  it('has a label span those that stand two lines further down, where other columns have text between', () => {
    const texts = [
      centred('Area', 260, 100),
      centred('Output', 380, 100),
      centred('Winter', 230, 112),
      centred('crop', 230, 124),
      centred('Spring', 290, 124),
      centred('Farms', 350, 124),
      centred('Mills', 410, 124),
      ...body(140),
    ]
    expect(tablesOf(texts)[0]?.slice(0, 2)).toEqual([
      ['', 'Area<2>', 'Output<2>'],
      ['', 'Winter crop', 'Spring', 'Farms', 'Mills'],
    ])
  })

  it('keeps the words of a label together that begins with a capital and goes on with small letters', () => {
    const texts = [
      centred('Sown area', 260, 100),
      centred('Output', 380, 100),
      ...['1999', '2000', '2001', '2002'].map((year, index) => centred(year, 230 + index * 60, 112)),
      ...body(128),
    ]
    expect(tablesOf(texts)[0]?.[0]).toEqual(['', 'Sown area<2>', 'Output<2>'])
  })
})

describe('a label of several lines with its figures beside the last', () => {
  it('is no part of the row above, though all lines stand equally far apart', () => {
    const texts = [
      ...['1999', '2000', '2001', '2002'].map((year, index) => ending(year, 240 + index * 60, 100)),
      ...row('Wheat', ['412', '318', '207', '155'], 114),
      ...row('Barley and oats of the', [], 123),
      ...row('winter', ['118', '205', '101', '120'], 132, 6),
      ...row('Fodder', ['304', '219', '198', '117'], 141),
      ...row('Vegetables grown below', [], 150),
      ...row('glass or in the open', ['511', '422', '376', '284'], 159, 6),
      ...row('Hops', ['87', '65', '44', '39'], 173),
      ...row('Wine', ['21', '19', '27', '33'], 187),
    ]
    expect(tablesOf(texts)[0]?.map(([label]) => label)).toEqual([
      '',
      'Wheat',
      'Barley and oats of the winter',
      'Fodder',
      'Vegetables grown below glass or in the open',
      'Hops',
      'Wine',
    ])
  })

  it('is told from a heading above rows that are indented', () => {
    const texts = [
      ending('1999', 240, 100),
      ...row('Cereals', [], 114),
      ...row('Wheat', ['412'], 124, 8),
      ...row('Barley', ['118'], 134, 8),
      ...row('Other crops', [], 150),
      ...row('Fodder', ['304'], 160, 8),
      ...row('Hops', ['511'], 170, 8),
    ]
    expect(tablesOf(texts)[0]?.map((cells) => cells.join('|'))).toEqual([
      '|1999',
      'Cereals|',
      'Wheat|412',
      'Barley|118',
      'Other crops|',
      'Fodder|304',
      'Hops|511',
    ])
  })
})

describe('the unit of a whole table, in brackets at its right side', () => {
  it('is none of its cells', () => {
    const texts = [
      ending('(thousands of dollars)', 480, 88),
      ...['1999', '2000', '2001', '2002'].map((year, index) => ending(year, 240 + index * 60, 100)),
      ...body(114),
    ]
    expect(tablesOf(texts)[0]?.[0]).toEqual(['', '1999', '2000', '2001', '2002'])
  })
})

describe('a label of two lines in the first row', () => {
  it('is whole where no head stands above it', () => {
    const texts = [
      ...row('Wheat and rye sown', [], 100),
      ...row('in winter', ['412', '318'], 110, 6),
      ...row('Barley', ['118', '205'], 120),
      ...row('Oats', ['304', '219'], 130),
      ...row('Hops', ['511', '422'], 140),
      ...row('Wine', ['21', '19'], 150),
    ]
    expect(tablesOf(texts)[0]?.[0]).toEqual(['Wheat and rye sown in winter', '412', '318'])
  })
})

describe('a table of short paragraphs', () => {
  /** A paragraph's lines, 10 points high. */
  const paragraph = (x: number, y: number, lines: readonly string[]): Placed[] =>
    lines.map((text, index) => ({ text, x, y: y + index * 10 }))
  const long = [
    'the office has given notice to all',
    'owners of land that lies below the',
    'dam, and has paid for their loss',
  ]

  it('is one, and no page of columns, where its paragraphs begin side by side', () => {
    const texts = [100, 146, 192].flatMap((y, index) => [
      ...paragraph(50, y, [['Dams', 'Weirs', 'Locks'][index] ?? '']),
      ...paragraph(120, y, long),
      ...paragraph(330, y, [...long, 'in the year before']),
    ])
    const [table, ...others] = tablesOf(texts)
    expect(others).toEqual([])
    expect(table?.map((cells) => cells.length)).toEqual([3, 3, 3])
  })
})

describe('a chart with a table right below it', () => {
  it('takes neither the head nor the first rows of the table for its legend', () => {
    // given an upright axis from 40 to 0, the years below the level one, and a table two lines further down
    const axis = ['40', '30', '20', '10', '0'].map((text, index) => ending(text, 70, 100 + index * 30))
    const years = ['1995', '1996', '1997', '1998'].map((text, index) => centred(text, 100 + index * 60, 234))
    const rows = ['1990', '1991', '1992', '1993'].flatMap((year, index) =>
      row(year, ['22.7', '207.4', '193.3', `${125 + index}.2`], 286 + index * 12),
    )
    const heads = ['Jan', 'Feb', 'Mar', 'Apr'].map((text, index) => ending(text, 240 + index * 60, 274))
    const [table, ...others] = tablesOf([...axis, ...years, ...heads, ...rows])
    expect(others).toEqual([])
    expect(table?.map(([label]) => label)).toEqual(['', '1990', '1991', '1992', '1993'])
  })
})

describe('a head of one label over the only column of values', () => {
  const level = (y: number): Ruling => ({ x0: 45, y0: y, x1: 260, y1: y, width: 0.5 })

  it('is part of its table where a ruling above and one below it part it from the rest', () => {
    const texts = [
      centred('Enterprises', 228, 100),
      ...row('Households', ['112'], 116),
      ...row('Waste water of hospitals', ['91'], 128),
      ...row('Vessels', ['17'], 140),
    ]
    const tables = tablesOf(texts, [level(91), level(108), level(148)])
    expect(tables[0]?.[0]).toEqual(['', 'Enterprises'])
  })
})

describe('a head of two lines above rows that are ruled each', () => {
  it('keeps the labels of pairs apart, though no ruling stands within it', () => {
    const ys = [146, 160, 174, 188]
    const texts = [
      ...['Farms and estates', 'Mills'].map((text, index) => centred(text, 258 + index * 120, 100)),
      ...['Mean', 'SD', 'Mean', 'SD'].map((text, index) => ending(text, 240 + index * 60, 112)),
      ...ys.flatMap((y, index) =>
        row(['Wheat', 'Barley', 'Oats', 'Hops'][index] ?? '', ['41', '3.2', '28', '1.7'], y - 20),
      ),
    ]
    const rules = [92, 119, 133, 147, 161, 175].map((y) => ({ x0: 45, y0: y, x1: 425, y1: y, width: 0.5 }))
    expect(tablesOf(texts, rules)[0]?.slice(0, 2)).toEqual([
      ['', 'Farms and estates<2>', 'Mills<2>'],
      ['', 'Mean', 'SD', 'Mean', 'SD'],
    ])
  })
})

describe('a heading that ends with a colon', () => {
  it('is no line of the label below it, however near they stand', () => {
    const texts = [
      ...['1999', '2000'].map((year, index) => ending(year, 240 + index * 60, 100)),
      ...row('Wheat', ['412', '318'], 114),
      ...row('Barley', ['118', '205'], 128),
      ...row('Other crops:', [], 142),
      ...row('Vegetables grown below', [], 151),
      ...row('glass or in the open', ['511', '422'], 160),
      ...row('Hops', ['87', '65'], 174),
      ...row('Wine', ['21', '19'], 188),
    ]
    expect(tablesOf(texts)[0]?.map(([label]) => label)).toEqual([
      '',
      'Wheat',
      'Barley',
      'Other crops:',
      'Vegetables grown below glass or in the open',
      'Hops',
      'Wine',
    ])
  })
})

describe('a column of labels in which figures stand beside the first line of each', () => {
  it('keeps a label whole whose second line begins with a capital and whose third does not', () => {
    const texts = [
      ...row('Group', ['2004', '2005'], 100),
      ...row('Incomes', ['405', '628'], 118),
      ...row('Higher', ['219', '343'], 136),
      { text: 'Agriculture', x: 50, y: 147 },
      { text: 'with schools', x: 50, y: 158 },
      ...row('Training', ['217', '871'], 176),
      ...row('Yearly', ['364', '393'], 194),
      { text: 'Energy', x: 50, y: 205 },
      ...row('Households', ['648', '734'], 223),
      ...row('Hospitals', ['364', '882'], 241),
    ]
    expect(tablesOf(texts)[0]?.map(([label]) => label)).toEqual([
      'Group',
      'Incomes',
      'Higher Agriculture with schools',
      'Training',
      'Yearly Energy',
      'Households',
      'Hospitals',
    ])
  })
})
