import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printSheet, type Sheet } from '../print.test-support.ts'
import { leafOf } from './piece.ts'
import { sharesLabels } from './shared-labels.ts'

const words = ['健全', '规范', '合理', '明确', '及时', '持续改善', '按时完成', '有效提升']

function sheetOf(height: number, textsOf: (word: string, row: number) => readonly string[]): Sheet {
  return {
    title: '',
    widths: [60, 120, 80],
    heights: words.map(() => height),
    cells: words.flatMap((word, row) =>
      textsOf(word, row).map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text })),
    ),
  }
}

/** The pages of both sheets, with one column break each, `inColumn` points before the column's edge. */
const leavesOf = (column: number, inColumn: number, ...sheets: readonly Sheet[]) =>
  sheets
    .flatMap((sheet) => printSheet(sheet, { ...plainPrint, columnBreaks: [column], inColumn }))
    .map((page) => leafOf(layOutPage(page)))

describe('words that two pages have in common', () => {
  it('are no sign of another filing where targets of half a year and of a year say the same', () => {
    const [half, full] = leavesOf(
      2,
      0,
      sheetOf(22, (word, row) => [`${row}`, word, word]),
    )
    expect(half && full && sharesLabels(half, full)).toBe(false)
  })

  it('are one where they stand in one place of both', () => {
    const sheet = sheetOf(22, (word, row) => [`${row}`, `${row}.5`, word])
    const [, first, , second] = leavesOf(1, 0, sheet, sheet)
    expect(first && second && sharesLabels(first, second)).toBe(true)
  })

  it('are one whatever the page’s side cuts', () => {
    const filledIn = (by: string, height: number): Sheet =>
      sheetOf(height, (word, row) => [
        row % 2 === 0 || row === 1 ? `标签${word}` : `${by}处${word}`,
        `${by}检修${word}号泵站的总数量计`,
        '≥3座',
      ])
    const [first, , second] = leavesOf(2, 50, filledIn('东', 24), filledIn('西', 27))
    expect(first && second && sharesLabels(first, second)).toBe(true)
  })
})
