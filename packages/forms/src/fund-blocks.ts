/** Where the blocks of a form's funds begin: one below the other, or side by side. */
import type { Cell } from '@backfile/layout'
import type { FormDefinition, FundBlockDefinition } from './form-definition.ts'
import { figured, isLabel } from './fund-row.ts'
import type { GridRow } from './grid.ts'
import { bestMatch, LABEL_THRESHOLD, matchLabel } from './labels.ts'

/** Likeness from which a cell is a block's own label: higher than for lines, since a block changes what follows. */
export const BLOCK_THRESHOLD = 0.85

/** A block's own label, and the columns that the block has: `from` … `to` (exclusive). */
export interface BlockLabel {
  readonly cell: Cell
  readonly block: FundBlockDefinition
  readonly from: number
  readonly to: number
}

/** The columns of a block that stands beside no other. */
export const WHOLE_ROW = { from: 0, to: Number.POSITIVE_INFINITY }

/** The labels of blocks that the row has: none, one for the whole row, or one for each block that stands beside. */
export function blockLabels(form: FormDefinition, row: GridRow, cells: readonly Cell[]): BlockLabel[] {
  const named = cells.flatMap((cell) => {
    const found = isLabel(cell)
      ? bestMatch(cell.text, form.funds, (block) => block.labels, BLOCK_THRESHOLD)
      : null
    return found === null ? [] : [{ cell, block: readAs(found.choice, form) }]
  })
  const beside = sideBySide(named, row, cells)
  if (beside.length > 1) return beside
  const leading = cells.findIndex((cell) => !isLabel(cell))
  const first = named.find(({ cell }) => leading < 0 || cells.indexOf(cell) < leading)
  return first === undefined ? [] : [{ ...first, ...WHOLE_ROW }]
}

/** Pairs below totals are lines where the columns are known. */
function readAs(block: FundBlockDefinition, form: FormDefinition): FundBlockDefinition {
  if (block.pairs !== true || block.lines.every((line) => line.measure !== undefined)) return block
  return form.funds.find((other) => other.section === block.section && other.pairs !== true) ?? block
}

/** Blocks whose labels stand in one row, each with columns of its own: 收入 and 支出. */
function sideBySide(
  named: readonly Pick<BlockLabel, 'cell' | 'block'>[],
  row: GridRow,
  cells: readonly Cell[],
): BlockLabel[] {
  if (new Set(named.map(({ block }) => block)).size < named.length) return []
  const width = Math.max(...row.cells.map((cell) => cell.column + cell.columnSpan))
  const blocks = named.map((label, at) => ({
    ...label,
    from: label.cell.column,
    to: named[at + 1]?.cell.column ?? width,
  }))
  return blocks.every((block) => block.to - block.from > 1 && isWhole(block, cells)) ? blocks : []
}

/** Whether a stretch of a row can be a block: a heading of lines has one of amounts in the same stretch. */
function isWhole({ cell: label, block, from, to }: BlockLabel, cells: readonly Cell[]): boolean {
  const within = cells.filter((cell) => cell !== label && cell.column >= from && cell.column < to)
  const { lineHeading } = block
  const headsLines =
    lineHeading !== undefined && within.some((cell) => matchLabel(cell.text, lineHeading) >= LABEL_THRESHOLD)
  const headsAmounts = within.some(
    (cell) => figured(cell) || bestMatch(cell.text, block.measures, (measure) => measure.labels) !== null,
  )
  return !headsLines || headsAmounts
}
