import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import type { PageTable } from '../page-table.ts'
import { cellsOf } from './adjacency.test-support.ts'
import { findUnruledTables } from './index.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

/** Rows of texts as they stand, each cell once, with its span where it has one; dots that lead the eye left out. */
const rowsOf = (table: PageTable | undefined): string[][] =>
  Array.from({ length: (table?.rowEdges.length ?? 1) - 1 }, (_, row) =>
    (table ? cellsOf(table) : [])
      .filter((cell) => cell.row === row)
      .map(
        ({ text, rowSpan, columnSpan }) =>
          text.replace(/[ .]+$/u, '') +
          (rowSpan > 1 ? `^${rowSpan}` : '') +
          (columnSpan > 1 ? `<${columnSpan}>` : ''),
      ),
  )

const level = (y: number, x0: number, x1: number): Ruling => ({ x0, y0: y, x1, y1: y, width: 0.5 })
const upright = (x: number, y0: number, y1: number): Ruling => ({ x0: x, y0, x1: x, y1, width: 0.5 })

const endingAt = (text: string, right: number, y: number): Placed => ({ text, x: right - widthOf(text), y })
const centredAt = (text: string, x: number, y: number): Placed => ({ text, x: x - widthOf(text) / 2, y })

/** A label flush left at 50 points and figures that end at these places. */
const row = (label: string, figures: readonly string[], y: number, rights: readonly number[]): Placed[] => [
  { text: label, x: 50, y },
  ...figures.map((text, index) => endingAt(text, rights[index] ?? 0, y)),
]

/** The same, with dots that lead from the label to its figures, all of them flush at one edge. */
const led = (label: string, figures: readonly string[], y: number, rights: readonly number[]): Placed[] => {
  const edge = (rights[0] ?? 0) - 40
  const count = Math.floor((edge - 50 - widthOf(label)) / DOT_PITCH) - 1
  const dots = Array.from({ length: Math.max(0, count) }, (_, at) => ({
    text: '.',
    x: edge - (at + 1) * DOT_PITCH,
    y,
  }))
  return [...row(label, figures, y, rights), ...dots]
}

/** Distance of dots, in points. */
const DOT_PITCH = 7

const tablesOf = (texts: readonly Placed[]): string[][][] =>
  findUnruledTables(paintPage(texts), []).map(rowsOf)

describe('a table whose labels dots lead on from', () => {
  const rights = [280, 360]

  it('has no column of dots, and a label of two lines is one where the dots follow the second', () => {
    const texts = [
      ...row('', ['1999', '2000'], 100, rights),
      ...led('Wheat', ['41.2', '43.0'], 114, rights),
      ...led('Barley and oats', ['8.9', '37.5'], 128, rights),
      { text: 'Fruit of trees planted in the', x: 50, y: 142 },
      ...led('year before', ['12.4', '11.8'], 154, rights),
      ...led('Hops', ['0.4', '1.8'], 168, rights),
      ...led('Vegetables', ['7.4', '6.8'], 182, rights),
      ...led('Wine', ['3.1', '3.6'], 196, rights),
    ].filter(({ text }) => text !== '')
    expect(tablesOf(texts)).toEqual([
      [
        ['', '1999', '2000'],
        ['Wheat', '41.2', '43.0'],
        ['Barley and oats', '8.9', '37.5'],
        ['Fruit of trees planted in the year before', '12.4', '11.8'],
        ['Hops', '0.4', '1.8'],
        ['Vegetables', '7.4', '6.8'],
        ['Wine', '3.1', '3.6'],
      ],
    ])
  })

  it('has its years apart from its figures, though its dots stand as evenly as digits', () => {
    const years = Array.from({ length: 7 }, (_, index) => `${1990 + index}`)
    const pitch = widthOf('0')
    const texts = years.flatMap((year, index) => {
      const y = 100 + index * 12
      const dots = [4, 5, 6, 7].map((place) => ({ text: '.', x: 50 + place * pitch, y }))
      const figure = { text: `${937 - index * 121}`, x: 50 + 8 * pitch, y }
      return [{ text: year, x: 50, y }, ...dots, figure, endingAt(`${92 - index * 7}`, 170, y)]
    })
    expect(tablesOf(texts)).toEqual([
      years.map((year, index) => [year, `${937 - index * 121}`, `${92 - index * 7}`]),
    ])
  })
})

describe('a heading within a table', () => {
  const rights = [260, 340, 420]
  const rows = (y: number, from: number): Placed[] =>
    ['Salaries', 'Rent', 'Travel'].flatMap((label, index) =>
      row(
        label,
        [`${from + index}.4`, `${from + index * 3}.0`, `${from * 2 + index}.1`],
        y + index * 14,
        rights,
      ),
    )

  it('stays in it and spans all columns, long as it is', () => {
    const heading = 'Part B. Expenditure of the regional offices on schools and roads'
    const texts = [
      ...row('', ['1999', '2000', '2001'], 100, rights),
      ...rows(114, 11),
      { text: heading, x: 50, y: 156 },
      ...rows(170, 31),
    ].filter(({ text }) => text !== '')
    const [table, ...others] = tablesOf(texts)
    expect(others).toEqual([])
    expect(table?.[4]).toEqual([`${heading}<4>`])
    expect(table).toHaveLength(8)
  })

  it('is one text where a corridor happens to run through a space of it', () => {
    const parts = ['Northern', 'Southern', 'Western']
    const header = [
      endingAt('Sales', 208.6, 86),
      { text: 'abroad', x: 211.4, y: 86 },
      endingAt('Total', 340, 86),
    ]
    const texts = parts.flatMap((part, index) => {
      const y = 100 + index * 28
      const figures = [`${index + 31}.4`, `${index + 11}.0`, `${index + 60}.1`]
      return [
        endingAt(`${part} sales`, 208.6, y),
        { text: 'office', x: 211.4, y },
        ...row('Salaries', figures, y + 14, [180, 260, 340]),
      ]
    })
    const [table] = tablesOf([...header, ...texts])
    expect(table?.[3]).toEqual(['Southern sales office<4>'])
    expect(table?.[4]).toEqual(['Salaries', '32.4', '12.0', '61.1'])
  })
})

describe('a header', () => {
  it('has the labels that nearly touch apart, each over the column that it is flush with', () => {
    const rights = [200, 236, 272, 308]
    const heads = ['Number', 'Percent', 'Number', 'Percent']
    const body = ['North', 'South', 'East', 'West', 'Islands'].map((label, index) => [
      label,
      `${index + 31}2`,
      `${index + 1}.4`,
      `${index + 44}7`,
      `${index + 2}.9`,
    ])
    const texts = [
      ...heads.map((text, index) => endingAt(text, rights[index] ?? 0, 100)),
      ...body.flatMap(([label = '', ...figures], index) => row(label, figures, 116 + index * 14, rights)),
    ]
    expect(tablesOf(texts)).toEqual([[['', ...heads], ...body]])
  })

  it('keeps the numbers of the columns in a row of their own', () => {
    const rights = [220, 300, 380]
    const texts = [
      ...row('Item', ['Plan', 'Changes', 'Result'], 100, rights),
      ...row('', ['(1)', '(2)', '(3)'], 111, rights),
      ...row('Salaries', ['1,204', '14', '1,218'], 130, rights),
      ...row('Rent', ['96', '-3', '93'], 144, rights),
      ...row('Travel', ['41', '2', '43'], 158, rights),
    ].filter(({ text }) => text !== '')
    const [table] = findUnruledTables(paintPage(texts), [])
    const heads = (table ? cellsOf(table) : []).filter(({ column }) => column === 1).map(({ text }) => text)
    expect(heads).toEqual(['Plan', '(1)', '1,204', '96', '41'])
  })

  it('belongs to its table where the rows stand as far apart as it stands from them', () => {
    const texts = ['North', 'South', 'East', 'West'].flatMap((label, index) =>
      row(label, [`${index + 3}1.2`], 128 + index * 27, [220]),
    )
    const [table] = tablesOf([endingAt('Share', 220, 100), ...texts])
    expect(table?.[0]).toEqual(['', 'Share'])
  })
})

it('labels of which some end with a figure of their own are no row of figures', () => {
  const rights = [200, 260, 320]
  const texts = [
    ...row('', ['Under', '', 'Both'], 100, rights),
    ...row('Sector', ['25', 'GDP', 'sexes'], 109, rights),
    ...['Trade', 'Energy', 'Health', 'Housing'].flatMap((label, index) =>
      row(label, [`${index + 3}1.2`, `${index + 5}4`, `${index + 7}6.8`], 128 + index * 14, rights),
    ),
  ].filter(({ text }) => text !== '')
  expect(tablesOf(texts)[0]?.slice(0, 2)).toEqual([
    ['Sector', 'Under 25', 'GDP', 'Both sexes'],
    ['Trade', '31.2', '54', '76.8'],
  ])
})

describe('columns of figures', () => {
  it('are two where no more than a space parts them and some figures are no group of three digits', () => {
    const left = ['267', '202', '211', '238', '265', '54', '32', '64']
    const right = ['174', '236', '152', '239', '270', '42', '2', '34']
    const texts = left.flatMap((text, index) => [
      { text: `${1990 + index}`, x: 50, y: 100 + index * 14 },
      endingAt(text, 130, 100 + index * 14),
      endingAt(right[index] ?? '', 150.2, 100 + index * 14),
      endingAt(`${index + 4}.5`, 200, 100 + index * 14),
    ])
    expect(tablesOf(texts)[0]?.[0]).toEqual(['1990', '267', '174', '4.5'])
    expect(tablesOf(texts)[0]?.[6]).toEqual(['1996', '32', '2', '10.5'])
  })

  it('are two where one figure behind the space is no group of three digits', () => {
    const texts = Array.from({ length: 9 }, (_, index) => index).flatMap((index) => [
      { text: `${1990 + index}`, x: 50, y: 100 + index * 14 },
      endingAt(`${index * 7 + 31}`, 129.8, 100 + index * 14),
      endingAt(index === 4 ? '45' : `${index * 31 + 285}`, 150, 100 + index * 14),
      endingAt(`${index + 230}`, 200, 100 + index * 14),
    ])
    expect(tablesOf(texts)[0]?.[0]).toEqual(['1990', '31', '285', '230'])
    expect(tablesOf(texts)[0]?.[4]).toEqual(['1994', '59', '45', '234'])
  })

  it('are one where a space parts groups of three digits, whatever the next column has', () => {
    const regions = Array.from({ length: 12 }, (_, index) => `Region ${index + 10}`)
    const texts = regions.flatMap((text, index) => [
      { text, x: 50, y: 100 + index * 14 },
      endingAt(`${index + 3}.5`, 150, 100 + index * 14),
      endingAt(`${index * 7 + 11}`, 179.8, 100 + index * 14),
      endingAt(`${index * 31 + 285}`, 200, 100 + index * 14),
      endingAt(`${index + 12}`, 250, 100 + index * 14),
    ])
    expect(tablesOf(texts)[0]?.[0]).toEqual(['Region 10', '3.5', '11 285', '12'])
    expect(tablesOf(texts)[0]?.[1]).toEqual(['Region 11', '4.5', '18 316', '13'])
  })

  it('include one that only the last row fills', () => {
    const rights = [150, 190, 230, 270, 310, 350]
    const labels = ['Wages', 'Prices', 'Rents', 'Trade', 'Taxes', 'Loans']
    const heads = labels.map((_, index) => endingAt(`(${index + 1})`, rights[index] ?? 0, 100))
    const texts = labels.flatMap((label, index) =>
      row(
        label,
        labels.slice(0, index + 1).map((_, column) => (column === index ? '1.00' : `0.${index}${column}`)),
        114 + index * 14,
        rights,
      ),
    )
    const [table] = tablesOf([...heads, ...texts])
    expect(table?.at(-1)).toEqual(['Loans', '0.50', '0.51', '0.52', '0.53', '0.54', '1.00'])
  })

  it('keep the figures that reach a little over the ruling to their right', () => {
    const rights = [200.4, 260.4, 320.4]
    const texts = ['North', 'South', 'East', 'West'].flatMap((label, index) =>
      row(label, [`${index + 31}2`, `${index + 1}.4`, `${index + 44}7`], 100 + index * 14, rights),
    )
    const rulings = [140, 200, 260].map((x) => upright(x, 92, 150))
    const [table] = findUnruledTables(paintPage(texts, rulings), [])
    expect(rowsOf(table)[1]).toEqual(['South', '322', '2.4', '457'])
  })
})

describe('labels in the middle of two rows', () => {
  it('are a column of their own', () => {
    const texts = ['1999', '2000', '2001', '2002'].flatMap((year, index) => {
      const y = 114 + index * 24
      return [
        { text: year, x: 50, y: y + 6 },
        ...['Women', 'Men'].flatMap((text, line) => [
          { text, x: 120, y: y + line * 12 },
          endingAt(`${index + 3}${line}.5`, 240, y + line * 12),
        ]),
      ]
    })
    const heads = [{ text: 'Year', x: 50, y: 96 }, { text: 'Sex', x: 120, y: 96 }, endingAt('Share', 240, 96)]
    const [table] = findUnruledTables(paintPage([...heads, ...texts]), [])
    expect(table?.columnEdges.length).toBe(4)
    expect(rowsOf(table)[0]).toEqual(['Year', 'Sex', 'Share'])
  })
})

describe('rules above sums', () => {
  const rights = [260, 340]
  const labels = [
    'Taxes',
    'Fees',
    'Fines',
    'Total revenue',
    'Salaries',
    'Rent',
    'Total spending',
    'Loans',
    'Total debt',
  ]
  const figures = (label: string, index: number): string[] =>
    label.startsWith('Total')
      ? [`$${index + 1},204`, `$${index + 1},318`]
      : [`${index + 31}2`, `${index + 1}94`]
  const texts = [
    ...row('Item', ['1999', '2000'], 100, rights),
    ...labels.flatMap((label, index) => row(label, figures(label, index), 116 + index * 14, rights)),
  ]
  const sums = [150.5, 192.5, 220.5].flatMap((y) => [level(y, 215, 262), level(y, 295, 345)])
  const expected = [
    ['Item', '1999', '2000'],
    ...labels.map((label, index) => [label, ...figures(label, index)]),
  ]

  it('make no form of a table without upright rulings', () => {
    const rules = [level(92, 45, 345), level(108, 45, 345), level(236, 45, 345), ...sums]
    expect(layOutPage(paintPage(texts, rules)).tables.map(rowsOf)).toEqual([expected])
  })

  it('leave the labels of several rows apart where rulings part the columns', () => {
    const rules = [
      level(92, 45, 345),
      level(108, 45, 345),
      level(236, 45, 345),
      ...[150.5, 192.5, 220.5].flatMap((y) => [level(y, 200, 265), level(y, 265, 345)]),
      ...[200, 265].map((x) => upright(x, 92, 236)),
    ]
    expect(layOutPage(paintPage(texts, rules)).tables.map(rowsOf)).toEqual([expected])
  })
})

describe('a page of which prose fills one half', () => {
  it('has no table of it and what stands in the other half', () => {
    const prose = Array.from({ length: 11 }, (_, line) => ({
      text: 'spending of the counties on schools rose agai',
      x: 50,
      y: 100 + line * 13,
    }))
    const width = widthOf('spending of the counties on schools rose agai')
    const right = 50 + width + 16
    const chart = [
      { text: 'Figure 7. Students by year', x: right, y: 97 },
      ...[25, 20, 15, 10, 5].map((value, tick) => ({ text: `${value}`, x: right + 9, y: 102 + tick * 26 })),
      ...['1995', '1996', '1997', '1998'].map((text, year) => ({ text, x: right + 30 + year * 40, y: 225 })),
      { text: 'A heading as wide as its column is set', x: right, y: 243 },
    ]
    expect(tablesOf([...prose, ...chart])).toEqual([])
  })
})

describe('a ruled cell as narrow as its figures', () => {
  it('holds several of them, one to a row, where more than one has decimals', () => {
    const heads = ['(1)', '(2)', '(3)']
    const labels = ['(1) Wages', '(2) Prices', '(3) Rents']
    const values = [['1.00'], ['0.79', '1.00'], ['0.04', '-0.33', '1.00']]
    const texts = [
      ...heads.map((text, index) => centredAt(text, 165 + index * 30, 100)),
      ...labels.flatMap((label, index) => row(label, values[index] ?? [], 116 + index * 12, [178, 208, 238])),
    ]
    const rulings = [
      ...[92, 108, 148].map((y) => level(y, 45, 240)),
      ...[45, 150, 180, 210, 240].map((x) => upright(x, 92, 148)),
    ]
    const [table] = layOutPage(paintPage(texts, rulings)).tables
    expect(rowsOf(table)).toEqual([
      ['', ...heads],
      ['(1) Wages', '1.00', '', ''],
      ['(2) Prices', '0.79', '1.00', ''],
      ['(3) Rents', '0.04', '-0.33', '1.00'],
    ])
  })
})
