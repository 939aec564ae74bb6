import { describe, expect, it } from 'vitest'
import { cellsOf } from './adjacency.test-support.ts'
import { findUnruledTables } from './index.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

const endingAt = (text: string, right: number, y: number): Placed => ({ text, x: right - widthOf(text), y })

const rows = [
  ['Schools', '8 959', '63 978', '434'],
  ['Hospitals', '–', '(87 562)', '189'],
  ['Roads', '(9 183)', '12', '(31)'],
  ['Energy', '58 475', '(48)', '561'],
]

/** Rows of a label and figures, `apart` points from one to the next. */
const table = (top: number, apart: number, of: readonly string[][] = rows): Placed[] =>
  of.flatMap(([label = '', ...figures], row) => [
    { text: label, x: 60, y: top + row * apart },
    ...figures.map((text, index) => endingAt(text, 300 + index * 80, top + row * apart)),
  ])

const textsOf = (texts: readonly Placed[]): string[][] =>
  findUnruledTables(paintPage(texts), []).map((found) => cellsOf(found).map(({ text }) => text))

describe('rows with white space above and below each', () => {
  it('are one table, although less space ends a table of narrow rows', () => {
    // given rows 36 points apart in type of 10 points, as cells with a paragraph's spacing are printed
    // then all are one table's
    expect(textsOf(table(100, 36))).toEqual([rows.flat()])
  })

  it('end where the space is wider than between them', () => {
    // given narrow rows, and as much below them as between the spaced ones another table with columns of its own
    const other = [
      ['1999', '2000'],
      ['3.1', '2.7'],
      ['4.0', '5.2'],
      ['1.8', '0.9'],
    ]
    const below = other.flatMap(([left = '', right = ''], row) => [
      endingAt(left, 180, 181 + row * 15),
      endingAt(right, 420, 181 + row * 15),
    ])
    // then they are two tables
    expect(textsOf([...table(100, 15), ...below])).toEqual([rows.flat(), other.flat()])
  })
})
