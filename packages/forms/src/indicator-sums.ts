/** Rows that sum up the weights and scores of all indicators: 总分 · 100 · 92.5. */
import type { Cell } from '@backfile/layout'
import { type Doubt, joinLines, parseAmount } from '@backfile/model'
import { covers, type GridRow, startingCells } from './grid.ts'
import type { IndicatorHeader } from './indicator-header.ts'

const sums = /^(?:合计|总计|总分|小计|总得分|得分合计|总分值|合计得分|自评总分)$/

/** Whether a cell of the levels or names, or one merged over these, is the label of a sum. */
export const isSum = (cell: Cell): boolean => sums.test(joinLines(cell.text).replace(/[\s:：]/g, ''))

/**
 * Whether a row below the indicators does no more than sum up their weights and scores: nothing of an indicator or of
 * the funds is lost with it.
 */
export function sumsIndicators(row: GridRow, { columns }: IndicatorHeader): boolean {
  const [label, ...values] = startingCells(row).filter((cell) => cell.text !== '')
  const name = columns.get('name')
  if (label === undefined || name === undefined || !isSum(label) || label.column > name.from) return false
  const summed = (['weight', 'score'] as const).flatMap((role) => columns.get(role) ?? [])
  const isOfSum = (cell: Cell): boolean =>
    parseAmount(cell.text, '分').value !== null && summed.some((range) => covers(cell, range.from, range.to))
  return values.length > 0 && values.every(isOfSum)
}

/** Says what such a row held: nobody has to look, but nothing is left out without a word. */
export function sumNotTaken(row: GridRow): Doubt {
  const cells = startingCells(row).filter((cell) => cell.text !== '')
  const text = cells.map((cell) => joinLines(cell.text)).join(' | ')
  return {
    check: 'form/sum-not-taken',
    severity: 'info',
    message: {
      zh: `指标表的合计行，模型没有对应的位置，未读入：${text}`,
      en: `The sum of the indicators’ points, which the model has no place for, was not taken: ${text}`,
    },
    subjects: ['form'],
    expected: null,
    actual: text,
    locators: cells.flatMap((cell) => cell.locators),
  }
}
