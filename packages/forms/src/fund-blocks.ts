/** Where the blocks of a form's funds begin: one below the other, or side by side. */
import type { Cell } from '@backfile/layout'
import { figured, isLabel } from './figure.ts'
import type { FormDefinition, FundBlockDefinition, FundLineDefinition } from './form-definition.ts'
import type { LineContext } from './fund-line-place.ts'
import type { GridRow } from './grid.ts'
import { bestMatch, isWording, LABEL_THRESHOLD, matchLabel, unitOfLabel } from './labels.ts'

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
    const found = isLabel(cell) ? bestMatch(cell.text, form.funds, BLOCK_THRESHOLD) : null
    return found === null ? [] : [{ cell, block: readAs(found.choice, form) }]
  })
  const beside = sideBySide(named, row, cells)
  if (beside.length > 1) return beside
  const leading = cells.findIndex((cell) => !isLabel(cell))
  const first = named.find(({ cell }) => leading < 0 || cells.indexOf(cell) < leading)
  return first === undefined ? [] : [{ ...first, ...WHOLE_ROW }]
}

/** The block without a label of its own that a row below the label of all funds begins: by figures or their headings. */
export function unlabelledBlock(form: FormDefinition, cells: readonly Cell[]): FundBlockDefinition | null {
  const block = form.funds.find((known) => known.unlabelled === true)
  const begins = (cell: Cell): boolean =>
    figured(cell) || bestMatch(cell.text, block?.measures ?? []) !== null
  return block !== undefined && cells.some(begins) ? block : null
}

/**
 * The block that a row's own line belongs to where no block's label says so: another one than those open where only it
 * knows the line (基本支出 below the income), and one that begins where a line itself says what its amount measures
 * (项目总预算（元） · 5,600,000). Null: the row stands in the open blocks, or in none.
 */
export function blockOfLine(
  form: FormDefinition,
  open: readonly Pick<LineContext, 'block' | 'parent'>[],
  cells: readonly Cell[],
): FundBlockDefinition | null {
  const figureAt = cells.findIndex(figured)
  const label = cells[figureAt - 1]
  if (label === undefined || open.length > 1) return null
  const lineIn = (block: FundBlockDefinition): FundLineDefinition | undefined =>
    block.lines.find((line) => isWording(label.text, line.labels))
  const [current] = open
  if (current !== undefined && (current.block.open !== true || lineIn(current.block) !== undefined))
    return null
  const namesItsLines = current !== undefined && (current.block.lineHeading ?? current.parent) != null
  const begins = (block: FundBlockDefinition): boolean => {
    const line = lineIn(block)
    if (line === undefined) return false
    if (line.measure !== undefined) return true
    if (current === undefined) {
      const labels = cells.slice(0, figureAt)
      const saysWhatOf = labels.some(({ text }) => unitOfLabel(text) !== null || /资金|预算/.test(text))
      return line.role === 'total' && saysWhatOf
    }
    return !namesItsLines
  }
  const found = form.funds.filter(begins)
  const telling = found.find((block) => lineIn(block)?.measure !== undefined)
  const first = telling ?? found.find((block) => block.unlabelled === true) ?? found[0]
  return first === undefined ? null : readAs(first, form)
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
  const headsAmounts = within.some((cell) => figured(cell) || bestMatch(cell.text, block.measures) !== null)
  return !headsLines || headsAmounts
}
