/** A row of the funds taken apart: which cells name a line, and which stand beside it. */
import type { Cell } from '@backfile/layout'
import type { Measure } from '@backfile/model'
import { figured, isFigure, isLabel } from './figure.ts'
import type { LineContext } from './fund-line-place.ts'
import { covers, type GridRow } from './grid.ts'

export interface MeasureColumn {
  readonly measure: Measure
  /** As the form states it for the column; null where it does not. */
  readonly unit: string | null
  readonly from: number
  readonly to: number
}

export interface OpenBlock extends LineContext {
  readonly unit: string | null
  readonly columns: readonly MeasureColumn[]
  /** Columns whose heading is no measure: what stands in them is no amount. */
  readonly others: readonly Cell[]
  /** Columns may be headed by what is no measure: an amount without a heading of its own may be anything. */
  readonly oddlyHeaded: boolean
  /** The table's columns that the block stands in: `from` … `to` (exclusive). */
  readonly from: number
  readonly to: number
}

/** A heading with the measure that it is likest to. */
interface HeadedMeasure {
  readonly cell: Cell
  readonly measure: { readonly measure: Measure }
  readonly likeness: number
}

/**
 * Of the headings of each measure the likeliest, the first of equals; and the others, which head columns of
 * something else.
 */
export function likeliestOfEach<T extends HeadedMeasure>(
  headed: readonly T[],
): { readonly own: readonly T[]; readonly others: readonly (T & { readonly isEqual: boolean })[] } {
  const best = new Map<Measure, T>()
  for (const each of headed) {
    const known = best.get(each.measure.measure)
    if (known === undefined || each.likeness > known.likeness) best.set(each.measure.measure, each)
  }
  const own = headed.filter((each) => best.get(each.measure.measure) === each)
  const others = headed
    .filter((each) => best.get(each.measure.measure) !== each)
    .map((each) => ({ ...each, isEqual: each.likeness === best.get(each.measure.measure)?.likeness }))
  return { own, others }
}

/** A stretch of a row: the labels of a line, and what stands beside them. */
export interface Run {
  readonly labels: readonly Cell[]
  readonly values: readonly Cell[]
}

/**
 * The row's lines: usually one, of labels and the amounts beside them. Where a label follows an amount and has an
 * amount of its own, another line begins (中期资金总额 · 300 · 年度资金总额 · 100); without one it heads a column
 * that holds no amounts (执行率分值).
 */
export function runsOf(
  current: OpenBlock,
  row: GridRow,
  cells: readonly Cell[],
): { readonly runs: readonly Run[]; readonly headings: readonly Cell[] } {
  const headed = (cell: Cell): boolean =>
    current.columns.some((column) => covers(cell, column.from, column.to))
  const firstColumn = Math.min(...current.columns.map((column) => column.from))
  const first = labelCells(cells, firstColumn)
  const runs: { labels: readonly Cell[]; values: Cell[] }[] = [{ labels: first, values: [] }]
  const strays: Cell[] = []
  for (const cell of cells) {
    if (first.includes(cell) || apart(current, cell)) continue
    const run = runs.at(-1)
    const strayed = strays.at(-1)
    if (isFigure(cell.text) || headed(cell) || !isLabel(cell) || !run?.values.some(figured)) {
      if (strayed !== undefined && isFigure(cell.text)) {
        runs.push({ labels: strays.splice(0), values: [cell] })
      } else run?.values.push(cell)
    } else strays.push(cell)
  }
  const headings = strays.filter(
    (cell) => current.columns.length === 0 && cell.row === row.index && !/^其中\s*[:：]?$/.test(cell.text),
  )
  return { runs, headings }
}

/** Whether a cell stands under a heading that is no measure's. */
const apart = (current: OpenBlock, cell: Cell): boolean =>
  current.others.some(
    (heading) => cell.row > heading.row && covers(cell, heading.column, heading.column + heading.columnSpan),
  )

/** The cells that name a line: those before the first figure and before the first measure's column. */
function labelCells(cells: readonly Cell[], firstColumn: number): Cell[] {
  const labels: Cell[] = []
  for (const cell of cells) {
    if (cell.column >= firstColumn || figured(cell)) break
    labels.push(cell)
  }
  const [first] = cells
  return labels.length === 0 && first !== undefined && !isFigure(first.text) ? [first] : labels
}
