/** Which cells of the funds hold a figure, and which can be a label. */
import type { Cell } from '@backfile/layout'
import { parseAmount } from '@backfile/model'

/** Longest label of a block or of a known line, in characters. */
const LONGEST_LABEL = 40

/** Whether a cell can be a label: short, and no amount. */
export const isLabel = (cell: Cell): boolean => cell.text.length <= LONGEST_LABEL && !isFigure(cell.text)

/** Whether a text is an amount: digits with separators, sign, unit; also one that is not well formed, as `47 9 .29`. */
export function isFigure(text: string): boolean {
  if (spoilt.test(text)) return true
  return parseAmount(text, null).value !== null && !/\p{Script=Han}{3,}/u.test(text)
}

/** Digits and separators with spaces among them, or letters that text recognition takes digits for: never a label. */
const spoilt = /^(?=.*\d)(?=.*[\sOolI])[-+¥￥]?[\dOolI.,，\s]+$/

export const figured = (cell: Cell): boolean => isFigure(cell.text)
