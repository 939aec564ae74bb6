import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'
import { level, rowsOf, upright } from './ruled-rows.test-support.ts'

describe('a table with uprights only whose columns are too narrow for some figures', () => {
  it('has each row whole, with the figures that broke, where white space parts the rows', () => {
    // given rows set 30 points apart, whose lines stand 11 points apart, every label and whole figure in the middle
    const broken = [
      ['Salaries', ['6,38', '3'], ['43.', '7'], ['3,20', '1']],
      ['Equipment', ['5,05', '1'], ['8.1'], ['7,40', '2']],
      ['Training', ['464'], ['92.', '0'], ['4,10', '6']],
      ['Total', ['9,15', '6'], ['16.', '9'], ['536']],
    ]
    const texts = broken.flatMap(([label, ...cells], row): Placed[] => [
      { text: String(label), x: 50, y: 121 + row * 30 },
      ...cells.flatMap((lines, column) =>
        [...lines].map((text, line, all) => ({
          text,
          x: 174 + column * 28 - widthOf(text),
          y: 121 + row * 30 + (line - (all.length - 1) / 2) * 11,
        })),
      ),
    ])
    const head: Placed[] = ['Item', 'No.', '%', 'All'].map((text, column) => ({
      text,
      x: column === 0 ? 50 : 174 + (column - 1) * 28 - widthOf(text),
      y: 97,
    }))
    const rulings = [
      ...[90, 105, 228].map((y) => level(y, 45, 232)),
      ...[45, 148, 176, 204, 232].map((x) => upright(x, 90, 228)),
    ]
    // then each row has all lines of its figures, which are given here with a space between two lines
    const { tables } = layOutPage(paintPage([...head, ...texts], rulings))
    expect(tables.map(rowsOf)).toEqual([
      [
        ['Item', 'No.', '%', 'All'],
        ['Salaries', '6,38 3', '43. 7', '3,20 1'],
        ['Equipment', '5,05 1', '8.1', '7,40 2'],
        ['Training', '464', '92. 0', '4,10 6'],
        ['Total', '9,15 6', '16. 9', '536'],
      ],
    ])
    // and no figure counts as read for certain
    expect(tables[0]?.cells.find(({ row }) => row === 1)?.confidence).toBeLessThan(0.9)
  })
})

describe('a triangle of correlations between uprights only', () => {
  it('has a row for every label where its lower figures broke', () => {
    // given figures below one another, fewer in each column, the last ones broken by their narrow cells
    const rows = [
      ['(1) Loans', '1.00'],
      ['(2) Staff', '0.04', '1.00'],
      ['(3) Schools', '0.35', '0.6/5', '1.0/0'],
      ['(4) Total', '0.9/3', '0.90', '0.3/7'],
      ['(5) Urban', '0.8/9', '0.2/7', '0.9/8'],
    ]
    const texts = rows.flatMap((cells, row): Placed[] =>
      cells.flatMap((cell, column) =>
        cell.split('/').map((text, line, all) => ({
          text,
          x: column === 0 ? 50 : 146 + column * 28 - widthOf(text),
          y: 121 + row * 30 + (line - (all.length - 1) / 2) * 11,
        })),
      ),
    )
    const head = ['(1)', '(2)', '(3)'].map((text, column) => ({
      text,
      x: 174 + column * 28 - widthOf(text),
      y: 97,
    }))
    const rulings = [
      ...[90, 105, 258].map((y) => level(y, 45, 232)),
      ...[45, 148, 176, 204, 232].map((x) => upright(x, 90, 258)),
    ]
    const { tables } = layOutPage(paintPage([...head, ...texts], rulings))
    // then no row is lost, and none added
    expect(tables.map((table) => rowsOf(table).map(([label]) => label))).toEqual([
      ['', '(1) Loans', '(2) Staff', '(3) Schools', '(4) Total', '(5) Urban'],
    ])
    expect(rowsOf(tables[0])[5]).toEqual(['(5) Urban', '0.8 9', '0.2 7', '0.9 8'])
  })
})
