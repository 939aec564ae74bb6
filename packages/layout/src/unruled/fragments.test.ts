import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { cellsOf } from './adjacency.test-support.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

const level = (y: number): Ruling => ({ x0: 45, x1: 405, y0: y, y1: y, width: 0.5 })
const upright = (x: number, y0: number, y1: number): Ruling => ({ x0: x, x1: x, y0, y1, width: 0.5 })

describe('a table whose upright rules break off between its groups of rows', () => {
  it('is one table, not a boxed head and a boxed end', () => {
    // given a boxed head with rows, white space, rows, white space, and the last rows above a rule
    const rows: readonly (readonly [number, string, string, string])[] = [
      [99, 'Item', '2023', '2024'],
      [114, 'Salaries', '1,204', '1,318'],
      [126, 'Equipment', '96', '87'],
      [157, 'Training', '7', '12'],
      [169, 'Travelling', '15', '21'],
      [200, 'Rents', '31', '44'],
      [212, 'Total', '1,353', '1,482'],
    ]
    const texts = rows.flatMap(([y, label, ...figures]): Placed[] => [
      { text: label, x: 50, y },
      ...figures.map((text, index) => ({ text, x: 300 + index * 100 - widthOf(text), y })),
    ])
    const columns = [45, 200, 310, 405]
    const rulings = [
      ...[90, 107, 120, 206, 219].map(level),
      ...columns.flatMap((x) => [upright(x, 90, 132), upright(x, 194, 219)]),
    ]
    const { tables } = layOutPage(paintPage(texts, rulings))
    expect(tables).toHaveLength(1)
    expect(tables.flatMap(cellsOf).map(({ text }) => text)).toEqual(rows.flatMap((row) => row.slice(1)))
  })
})
