import { expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printSheet, type Sheet } from '../print.test-support.ts'
import { leafOf } from './piece.ts'
import { sharesLabels } from './shared-labels.ts'

const words = ['健全', '规范', '合理', '明确', '及时', '持续改善', '按时完成', '有效提升']
const sheetOf = (textsOf: (word: string, row: number) => readonly string[]): Sheet => ({
  title: '',
  widths: [60, 120, 80],
  heights: words.map(() => 22),
  cells: words.flatMap((word, row) =>
    textsOf(word, row).map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text })),
  ),
})
const leavesOf = (column: number, ...sheets: readonly Sheet[]) =>
  sheets
    .flatMap((sheet) => printSheet(sheet, { ...plainPrint, columnBreaks: [column] }))
    .map((page) => leafOf(layOutPage(page)))

it('targets of half a year and of a year that say the same beside each other are no sign of another filing', () => {
  const [half, full] = leavesOf(
    2,
    sheetOf((word, row) => [`${row}`, word, word]),
  )
  expect(half && full && sharesLabels(half, full)).toBe(false)
})

it('the same words in one place of two pages are', () => {
  const sheet = sheetOf((word, row) => [`${row}`, `${row}.5`, word])
  const [, first, , second] = leavesOf(1, sheet, sheet)
  expect(first && second && sharesLabels(first, second)).toBe(true)
})
