import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { type Placed, paintPage } from '../unruled/paint.test-support.ts'

const level = (y: number, x0: number, x1: number): Ruling => ({ x0, y0: y, x1, y1: y, width: 0.5 })
const upright = (x: number, y0: number, y1: number): Ruling => ({ x0: x, y0, x1: x, y1, width: 0.5 })
const box = (x0: number, y0: number, x1: number, y1: number): Ruling[] => [
  level(y0, x0, x1),
  level(y1, x0, x1),
  upright(x0, y0, y1),
  upright(x1, y0, y1),
]
const text = (words: string, x: number, y: number): Placed => ({ text: words, x, y })
const tablesOf = (texts: readonly Placed[], rulings: readonly Ruling[]): number[][] =>
  layOutPage(paintPage(texts, rulings)).tables.map(({ rowEdges, columnEdges }) => [
    rowEdges.length - 1,
    columnEdges.length - 1,
  ])

describe('boxes that lines join', () => {
  it('are a drawing, and its words still stand on the page', () => {
    // Given a minister above three offices, each in a box, and lines down from one to the others
    const offices = [100, 240, 380]
    const rulings = [
      ...box(220, 100, 360, 140),
      upright(290, 140, 170),
      level(170, 150, 430),
      ...offices.flatMap((x) => [upright(x + 50, 170, 200), ...box(x, 200, x + 100, 240)]),
    ]
    const texts = [
      text('Minister', 260, 120),
      ...['Budget', 'Audit', 'Taxes'].map((name, at) => text(name, 120 + at * 140, 220)),
    ]
    // When the page is laid out
    const { tables, texts: outside } = layOutPage(paintPage(texts, rulings))
    // Then there is no table, and the words are text
    expect(tables.filter(({ cells }) => cells.length > 1)).toEqual([])
    expect(outside.map(({ line }) => line.text).join(' ')).toContain('Minister')
  })

  it('are a table where only some of its lines are missing', () => {
    const rows = ['Budget', 'Audit', 'Taxes']
    // Given rows of which the first two are not parted in the last column, and the first not before it
    const rulings = [
      ...[100, 160, 190].map((y) => level(y, 100, 400)),
      level(130, 100, 300),
      ...[100, 200, 400].map((x) => upright(x, 100, 190)),
      upright(300, 130, 190),
    ]
    const texts = rows.flatMap((name, at) =>
      [name, String(at + 4), '12.5'].map((words, column) => text(words, 110 + column * 100, 115 + at * 30)),
    )
    expect(tablesOf(texts, rulings)).toEqual([[3, 3]])
  })
})
