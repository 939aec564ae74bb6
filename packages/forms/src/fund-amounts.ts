/** The amounts of a fund line: what each figure beside its label measures, and in which unit. */
import type { Cell } from '@backfile/layout'
import { type Amount, joinLines, type Measure, parseAmount } from '@backfile/model'
import { figured, type MeasureColumn, type OpenBlock } from './fund-row.ts'
import { covers, type GridRow, type TableGrid } from './grid.ts'
import { unitOfLabel } from './labels.ts'

/** Confidence of an amount that stands outside its measure's column, or whose column has no heading. */
const MEASURE_ASSUMED = 0.8

/** Confidence of an amount whose writing leaves its value open; the check `targets/unparsed` says why. */
const DOUBTFUL_READING = 0.8

/**
 * The amounts beside a line's labels: each by its column's heading, else by the usual order of the block's measures,
 * which is `assumed`. `formUnit`: what the filing states for all its amounts.
 */
export function amountsOf(
  current: OpenBlock,
  formUnit: string | null,
  grid: TableGrid,
  row: GridRow,
  labels: readonly Cell[],
  values: readonly Cell[],
  likeness: number,
): { readonly amounts: readonly Amount[]; readonly assumed: boolean } {
  const amounts: Amount[] = []
  const left = new Set(values)
  for (const column of current.columns) {
    const cells = (grid.rows[row.index]?.cells ?? []).filter(
      (cell) => cell.text !== '' && left.has(cell) && covers(cell, column.from, column.to),
    )
    const [cell] = cells
    if (cell === undefined || cells.length > 1) continue
    left.delete(cell)
    amounts.push(amountOf(cell, column.measure, column.unit, likeness))
  }
  const figures = [...left].filter(figured)
  if (figures.length === 0) return { amounts, assumed: false }
  const free = current.block.measures.filter(
    (measure) => !amounts.some((known) => known.measure === measure.measure),
  )
  const lineUnit = labels.map((cell) => unitOfLabel(cell.text)).find((found) => found !== null)
  const byOrder = free.length >= figures.length ? free.slice(free.length - figures.length) : free
  for (const [index, measure] of byOrder.entries()) {
    const cell = figures[index]
    if (cell === undefined) continue
    const unitOfCell = lineUnit ?? current.unit ?? formUnit ?? measure.unit
    amounts.push(amountOf(cell, measure.measure, unitOfCell, Math.min(likeness, MEASURE_ASSUMED)))
  }
  return { amounts, assumed: true }
}

/** The column of the one figure beside a label that says what it measures; it heads the lines below as well. */
export function measureColumn(
  current: OpenBlock,
  formUnit: string | null,
  measure: Measure,
  labels: readonly Cell[],
  values: readonly Cell[],
): MeasureColumn[] {
  const [figure, ...more] = values.filter(figured)
  const definition = current.block.measures.find((known) => known.measure === measure)
  if (figure === undefined || more.length > 0 || definition === undefined) return []
  if (current.columns.some((column) => covers(figure, column.from, column.to))) return []
  const stated = labels.map((cell) => unitOfLabel(cell.text)).find((found) => found !== null)
  return [
    {
      measure,
      unit: stated ?? current.unit ?? formUnit ?? definition.unit,
      from: figure.column,
      to: figure.column + figure.columnSpan,
    },
  ]
}

/** One amount, as its cell writes it. */
export function amountOf(cell: Cell, measure: Measure, unit: string, confidence: number): Amount {
  const raw = joinLines(cell.text)
  const parsed = parseAmount(raw, unit)
  return {
    measure,
    raw,
    value: parsed.value,
    unit: parsed.unit,
    confidence: Math.min(cell.confidence, confidence, parsed.doubtful === undefined ? 1 : DOUBTFUL_READING),
    locators: cell.locators,
  }
}
