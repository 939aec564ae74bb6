import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { cellsOf } from './adjacency.test-support.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

const level = (y: number): Ruling => ({ x0: 45, x1: 405, y0: y, y1: y, width: 0.5 })
const upright = (x: number, y0: number, y1 = 150): Ruling => ({ x0: x, x1: x, y0, y1, width: 0.5 })
const middle = (text: string, x: number, y: number): Placed => ({ text, x: x - widthOf(text) / 2, y })

/** A boxed head of two lines over one row of figures, its columns 100 points wide from 105 on. */
const rulings = [
  ...[90, 130, 150].map(level),
  ...[45, 105, 405].map((x) => upright(x, 90)),
  ...[205, 305].map((x) => upright(x, 109)),
]
const figures = ['12', '34', '56'].map((text, index) => middle(text, 155 + index * 100, 140))
const columns = ['Men', 'Women', 'All'].map((text, index) => middle(text, 155 + index * 100, 120))

const headOf = (texts: readonly Placed[]) => {
  const [table] = layOutPage(paintPage([...texts, ...figures, middle('North', 75, 140)], rulings)).tables
  const cells = (table ? cellsOf(table) : []).filter(
    ({ text }) => text !== '' && !/^(?:\d+|North)$/.test(text),
  )
  return {
    cells: cells.map(({ text, row, columnSpan }) => `${row} ${text} <${columnSpan}>`),
    repairs: table?.repairs.map(({ kind }) => kind),
  }
}

describe('a boxed head whose uprights begin below a label over several columns', () => {
  it('has the label over the columns, and says that this was inferred', () => {
    // given no rule under the label, when read, then its columns have heads of their own
    const head = headOf([middle('Students', 255, 100), ...columns])
    expect(head.cells).toEqual(['0 Students <3>', '1 Men <1>', '1 Women <1>', '1 All <1>'])
    expect(head.repairs).toEqual(['span-inferred'])
  })

  it('stays as its rules draw it where each column has a text at the height of the others', () => {
    // given a rule that was printed too short, beside texts of columns on both lines
    const head = headOf([
      ...columns,
      middle('Total', 155, 100),
      middle('Other', 255, 100),
      middle('Sum', 355, 100),
    ])
    expect(head.repairs).not.toContain('span-inferred')
  })
})
