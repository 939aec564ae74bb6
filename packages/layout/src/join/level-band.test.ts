import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printSheet, type Sheet } from '../print.test-support.ts'
import { joinPages } from './index.ts'
import { areBandOfRuled } from './level-band.ts'

/** A label, a wide cell, and a remark; the middle page of three shows level rules alone. */
function sheetOf(heights: readonly number[]): Sheet {
  return {
    title: '',
    widths: [60, 100, 100, 100, 60],
    heights,
    cells: heights.flatMap((_, row) => [
      { row, column: 0, rowSpan: 1, columnSpan: 1, text: `第${row + 1}项` },
      { row, column: 1, rowSpan: 1, columnSpan: 3, text: '按年初预算批复的全部数额安排使用' },
      { row, column: 4, rowSpan: 1, columnSpan: 1, text: `备注${row + 1}` },
    ]),
  }
}

const pagesOf = (heights: readonly number[]) =>
  printSheet(sheetOf(heights), { ...plainPrint, columnBreaks: [2, 3] }).map(layOutPage)

describe('a sheet whose middle band lies within merged cells', () => {
  it('keeps its last row whole where that stands on pages of its own', () => {
    const pages = printSheet(sheetOf([22, 30, 26, 40, 24, 34]), {
      ...plainPrint,
      columnBreaks: [2, 3],
      rowBreaks: [5],
    })
    const [section, ...others] = joinPages(pages.map(layOutPage))
    const rows = section?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))
    expect([rows, others]).toEqual([[6], []])
    const last = section?.blocks.flatMap((block) => (block.kind === 'table' ? block.cells : [])).slice(-3)
    expect(last?.map(({ text }) => text)).toEqual(['第6项', '按年初预算批复的全部数额安排使用', '备注6'])
  })
})

describe('a page that shows level rules alone', () => {
  const [left, middle, right] = pagesOf([22, 30, 26, 40, 24, 34])
  const [, other] = pagesOf([31, 25, 37, 23, 29, 31])
  if (left === undefined || middle === undefined || right === undefined || other === undefined)
    throw new Error('three pages each')

  it('is a band of the sheet whose ruled pages have its rows', () => {
    expect(areBandOfRuled([middle], [left, right])).toBe(true)
  })

  it('is none where its rows are others', () => {
    expect(areBandOfRuled([other], [left, right])).toBe(false)
  })
})
