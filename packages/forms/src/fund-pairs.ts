/** Cells of the funds that hold a label and its amount: 资金总额：1,200.50. */
import type { Cell } from '@backfile/layout'
import { isFigure } from './figure.ts'
import type { FormDefinition } from './form-definition.ts'
import { isWording } from './labels.ts'

const pair = /^([^:：]+[:：])\s*([-+]?[\d０-９].*)$/su

/**
 * The row's cells, those taken apart that hold the label of a fund line and, behind a colon, its amount. Both halves
 * say the same place; where the cell has several columns, the label has the first and the amount the last.
 */
export function withPairsApart(form: FormDefinition, cells: readonly Cell[]): Cell[] {
  return cells.flatMap((cell) => {
    const [, label, amount] = pair.exec(cell.text) ?? []
    if (label === undefined || amount === undefined || !isFigure(amount)) return [cell]
    const isLine = form.funds.some(({ lines }) => lines.some(({ labels }) => isWording(label, labels)))
    if (!isLine) return [cell]
    return [
      { ...cell, text: label, columnSpan: 1 },
      { ...cell, text: amount, column: cell.column + cell.columnSpan - 1, columnSpan: 1 },
    ]
  })
}
