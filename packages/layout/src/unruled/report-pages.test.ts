import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import type { PageTable } from '../page-table.ts'
import { cellsOf } from './adjacency.test-support.ts'
import { findUnruledTables } from './index.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

const rowsOf = (table: PageTable | undefined): string[][] =>
  Array.from({ length: (table?.rowEdges.length ?? 1) - 1 }, (_, row) =>
    (table ? cellsOf(table) : []).filter((cell) => cell.row === row).map((cell) => cell.text),
  )

const level = (y: number, x0: number, x1: number): Ruling => ({ x0, y0: y, x1, y1: y, width: 0.5 })
const upright = (x: number, y0: number, y1: number): Ruling => ({ x0: x, y0, x1: x, y1, width: 0.5 })

/** A text that ends here. */
const endingAt = (text: string, right: number, y: number): Placed => ({ text, x: right - widthOf(text), y })

/** A text whose middle is here. */
const centredAt = (text: string, x: number, y: number): Placed => ({ text, x: x - widthOf(text) / 2, y })

/** Lines of a column of prose, all of about one width. */
const prose = (x: number, y: number, lines: number): Placed[] =>
  Array.from({ length: lines }, (_, row) => ({
    text:
      [
        'spending of the counties on schools rose',
        'again in the second year of the program, to',
        'a level not seen before in any of the states',
      ][row % 3] ?? '',
    x,
    y: y + row * 13,
  }))

describe('a page set in two columns', () => {
  it('has the table of its second column apart from the prose of the first', () => {
    // given prose from top to bottom on the left, and on the right a table whose lines keep heights of their own
    const rows = [
      ['Region', '2001', '2002'],
      ['North', '41.2', '43.0'],
      ['South', '38.9', '37.5'],
      ['West', '12.4', '11.8'],
    ]
    const table = rows.flatMap(([label = '', ...figures], row) => [
      { text: label, x: 265, y: 105 + row * 15 },
      ...figures.map((text, index) => endingAt(text, 400 + index * 60, 105 + row * 15)),
    ])
    // when the page is read
    const found = findUnruledTables(paintPage([...prose(50, 60, 30), ...table]), [])
    // then no line of prose is in the table
    expect(found.map(rowsOf)).toEqual([rows])
  })
})

describe('a list of contents', () => {
  const titles = [
    'Summary of the year',
    'Revenue of the state',
    'Spending on schools',
    'Roads and rail',
    'Health',
    'Annexes',
  ]
  const list = (pages: readonly string[]): Placed[] =>
    titles.flatMap((text, row) => [
      { text, x: 50, y: 100 + row * 14 },
      endingAt(pages[row] ?? '', 400, 100 + row * 14),
    ])

  it('is no table although no dots lead to its page numbers', () => {
    expect(findUnruledTables(paintPage(list(['3', '5', '12', '19', '26', '40'])), [])).toEqual([])
  })

  it('is a table where its figures rise and fall', () => {
    expect(findUnruledTables(paintPage(list(['31', '5', '112', '19', '6', '40'])), [])).toHaveLength(1)
  })

  it('is a table where a head stands over its figures', () => {
    const head = [{ text: 'Item', x: 50, y: 86 }, endingAt('Cases', 400, 86)]
    const [table] = findUnruledTables(paintPage([...head, ...list(['3', '5', '12', '19', '26', '40'])]), [])
    expect(rowsOf(table)[0]).toEqual(['Item', 'Cases'])
  })
})

describe('a table of figures', () => {
  it('has a label of two lines whole where its figure stands half-way between them', () => {
    const labels = ['Grants to the|municipalities', 'Permits', 'Loans for new|dwellings', 'Pensions']
    const page = labels.flatMap((label, row) => {
      const y = 100 + row * 26
      const parts = label.split('|')
      return [
        ...parts.map((text, part) => ({ text, x: 50, y: y + (part * 2 - parts.length + 1) * 6 })),
        endingAt(['4,120', '988', '6,402', '715'][row] ?? '', 250, y),
        endingAt(['2.5', '0.4', '3.1', '0.7'][row] ?? '', 320, y),
      ]
    })
    const [table] = findUnruledTables(paintPage(page), [])
    expect(rowsOf(table)).toEqual([
      ['Grants to the municipalities', '4,120', '2.5'],
      ['Permits', '988', '0.4'],
      ['Loans for new dwellings', '6,402', '3.1'],
      ['Pensions', '715', '0.7'],
    ])
  })

  it('has the heading of a section, in its middle, as a row of its own', () => {
    const row = (label: string, figure: string, y: number): Placed[] => [
      { text: label, x: 50, y },
      endingAt(figure, 400, y),
      endingAt(`${figure}0`, 470, y),
    ]
    const page = [
      ...row('Item', '2001', 86),
      centredAt('Public schools', 260, 99),
      ...row('Teachers', '41.2', 112),
      ...row('Pupils', '38.9', 126),
      centredAt('Private schools', 260, 139),
      ...row('Teachers', '12.4', 152),
      ...row('Pupils', '11.8', 166),
    ]
    const [table] = findUnruledTables(paintPage(page), [])
    expect(rowsOf(table).map(([first]) => first)).toContain('Public schools')
    expect(rowsOf(table).map(([first]) => first)).toContain('Private schools')
  })

  it('is found with two rows where a caption announces it', () => {
    const rows = [
      { text: 'Grants', x: 50, y: 120 },
      endingAt('1999', 200, 120),
      endingAt('2000', 260, 120),
      { text: 'Loans', x: 50, y: 134 },
      endingAt('12.5', 200, 134),
      endingAt('13.1', 260, 134),
    ]
    const caption = { text: 'Table 3. Grants and loans of the fund', x: 50, y: 104 }
    const [table] = findUnruledTables(paintPage([caption, ...rows]), [])
    expect(rowsOf(table)).toEqual([
      ['Grants', '1999', '2000'],
      ['Loans', '12.5', '13.1'],
    ])
  })
})

describe('what is to be filled in', () => {
  it('is no table where boxes to tick stand side by side', () => {
    const page = ['Grants', 'Loans', 'Pensions', 'Permits'].flatMap((text, row) => [
      { text: `☐ ${text}`, x: 50, y: 100 + row * 16 },
      { text: `☐ ${text} of the state`, x: 250, y: 100 + row * 16 },
    ])
    expect(findUnruledTables(paintPage(page), [])).toEqual([])
  })

  it('is no table where two people sign', () => {
    const page = ['______________', 'Director', 'Office of audit'].flatMap((text, row) => [
      { text, x: 50, y: 100 + row * 14 },
      { text, x: 300, y: 100 + row * 14 },
    ])
    expect(findUnruledTables(paintPage(page), [])).toEqual([])
  })
})

describe('a table whose columns alone are ruled', () => {
  const frame = [level(90, 45, 405), level(107, 45, 405), level(170, 45, 405)]
  const columns = [45, 180, 300, 405].map((x) => upright(x, 90, 170))

  it('has three rows of short texts apart', () => {
    const rows = [
      ['Measure', 'Begun', 'Place'],
      ['Canal', '1 March 1999', 'Malta'],
      ['Bridge', '6 June 2001', 'Latvia'],
      ['Tunnel', '9 May 2003', 'Greece'],
    ]
    const page = rows.flatMap((texts, row) =>
      texts.map((text, column) => ({ text, x: [50, 185, 305][column] ?? 0, y: 100 + row * 18 })),
    )
    const { tables } = layOutPage(paintPage(page, [...frame, ...columns]))
    expect(tables.map(rowsOf)).toEqual([rows])
  })
})
