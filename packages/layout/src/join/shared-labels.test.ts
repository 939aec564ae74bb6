import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printSheet, type Sheet } from '../print.test-support.ts'
import { leafOf } from './piece.ts'
import { sharesLabels } from './shared-labels.ts'

const rows = 12

/** A form filled in by someone: of its labels every other one is as in all others. */
function filledIn(by: string, height: number): Sheet {
  return {
    title: '',
    widths: [70, 120, 80],
    heights: Array.from({ length: rows }, () => height),
    cells: Array.from({ length: rows }, (_, row) => {
      const name = '甲乙丙丁戊己庚辛壬癸子丑'[row] ?? ''
      return [
        row % 2 === 0 ? `标签${name}` : `${by}处${name}`,
        `${by}检修${name}号泵站的总数量计`,
        '≥3座',
      ].map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text }))
    }).flat(),
  }
}

describe('two pages of one form', () => {
  it('have their labels in common, whatever the page’s side cuts', () => {
    const [first, second] = [filledIn('东', 24), filledIn('西', 27)].map((sheet) => {
      const [page] = printSheet(sheet, { ...plainPrint, columnBreaks: [2], inColumn: 50 })
      if (page === undefined) throw new Error('a page')
      return leafOf(layOutPage(page))
    })
    if (first === undefined || second === undefined) throw new Error('two leaves')
    expect(sharesLabels(first, second)).toBe(true)
  })
})
