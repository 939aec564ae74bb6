/** The amounts of a fund line: what each figure beside its label measures, and in which unit. */
import type { Cell } from '@backfile/layout'
import { type Amount, inYuan, joinLines, type Measure, parseAmount } from '@backfile/model'
import { figured } from './figure.ts'
import type { FundBlockDefinition } from './form-definition.ts'
import type { MeasureColumn, OpenBlock } from './fund-row.ts'
import { covers, type GridRow } from './grid.ts'
import { unitOfLabel } from './labels.ts'

/**
 * Confidence of an amount that stands outside its measure's column, whose column has no heading, or that is one
 * of several.
 */
export const MEASURE_ASSUMED = 0.8

/** Confidence of an amount whose writing leaves its value open; the check `targets/unparsed` says why. */
const DOUBTFUL_READING = 0.8

/**
 * The amounts beside a line's labels: each by its column's heading, else by the usual order of the block's measures,
 * which is `assumed`. `formUnit`: what the filing states for all its amounts.
 */
export function amountsOf(
  current: OpenBlock,
  formUnit: string | null,
  row: GridRow,
  labels: readonly Cell[],
  values: readonly Cell[],
  likeness: number,
): { readonly amounts: readonly Amount[]; readonly assumed: boolean } {
  const amounts: Amount[] = []
  const left = new Set(values)
  for (const column of current.columns) {
    const cells = row.cells.filter(
      (cell) => cell.text !== '' && left.has(cell) && covers(cell, column.from, column.to),
    )
    const [cell] = cells
    if (cell === undefined || cells.length > 1) continue
    left.delete(cell)
    amounts.push(amountOf(cell, column.measure, column.unit, likeness))
  }
  const figures = [...left].filter(figured)
  if (figures.length === 0) return { amounts, assumed: false }
  const [single, ...more] = figures
  const usual = usualMeasure(current)
  if (single !== undefined && more.length === 0 && amounts.length === 0 && usual !== undefined) {
    const unit = moneyUnit(usual, lineUnitOf(labels), current.unit, formUnit)
    return { amounts: [amountOf(single, usual.measure, unit, likeness)], assumed: false }
  }
  const free = current.block.measures.filter(
    (measure) => !amounts.some((known) => known.measure === measure.measure),
  )
  const byOrder = free.length >= figures.length ? free.slice(free.length - figures.length) : free
  for (const [index, measure] of byOrder.entries()) {
    const cell = figures[index]
    if (cell === undefined) continue
    const unitOfCell = moneyUnit(measure, lineUnitOf(labels), current.unit, formUnit)
    amounts.push(amountOf(cell, measure.measure, unitOfCell, Math.min(likeness, MEASURE_ASSUMED)))
  }
  return { amounts, assumed: true }
}

/**
 * What a single amount measures that stands under no heading: what all amounts of the block do that a heading or a
 * total's own label tells (年度资金总额 · 100 · 其中：财政拨款 · 80), or what such amounts do in forms of this kind.
 */
function usualMeasure({
  block,
  columns,
  others,
  oddlyHeaded,
}: OpenBlock): FundBlockDefinition['measures'][number] | undefined {
  const told = new Set(columns.map((column) => column.measure))
  if (told.size > 1 || oddlyHeaded) return undefined
  const [measure] = told
  if (measure !== undefined) return block.measures.find((known) => known.measure === measure)
  return others.length > 0 ? undefined : block.measures.find((known) => known.unheaded === true)
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
  const stated = moneyUnit(definition, lineUnitOf(labels), current.unit, formUnit)
  const { column, columnSpan } = figure
  return [{ measure, unit: stated, from: column, to: column + columnSpan }]
}

/** The unit that the line's own labels state. */
export function lineUnitOf(labels: readonly Cell[]): string | null {
  return labels.map((cell) => unitOfLabel(cell.text)).find((found) => found !== null) ?? null
}

/**
 * The unit that is stated for a measure's amounts, from the nearest place to the farthest; null where none is. What a
 * form states for its money says nothing of rates and scores, which have their own.
 */
export function moneyUnit(
  measure: FundBlockDefinition['measures'][number],
  ...stated: readonly (string | null)[]
): string | null {
  if (inYuan('1', measure.unit) === null) return measure.unit
  return stated.find((unit) => unit !== null) ?? null
}

/** One amount, as its cell writes it; without a unit where neither the cell nor the form states one. */
export function amountOf(cell: Cell, measure: Measure, stated: string | null, confidence: number): Amount {
  const raw = joinLines(cell.text)
  const parsed = parseAmount(raw, stated)
  return {
    measure,
    raw,
    value: parsed.value,
    unit: parsed.unit,
    confidence: Math.min(cell.confidence, confidence, parsed.doubtful === undefined ? 1 : DOUBTFUL_READING),
    locators: cell.locators,
  }
}
