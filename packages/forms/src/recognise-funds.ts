/** Fund lines: labels with amounts under the headings of their measures, or label–amount pairs. */

import type { Cell } from '@backfile/layout'
import { type Amount, type Doubt, type FundLine, stableId, uniqueIds } from '@backfile/model'
import type { FormDefinition, FundBlockDefinition, FundLineDefinition } from './form-definition.ts'
import {
  amountOf,
  isFigure,
  isLabel,
  labelCells,
  lineOf,
  type MeasureColumn,
  measureAbove,
  measureAssumed,
  nameless,
  type OpenBlock,
} from './fund-cells.ts'
import { covers, type GridRow, type TableGrid } from './grid.ts'
import { bestMatch, LABEL_THRESHOLD, matchLabel, unitOfLabel } from './labels.ts'

/** Likeness from which a cell is a block's own label: higher than for lines, since a block changes what follows. */
const BLOCK_THRESHOLD = 0.85

/** Confidence of an amount that stands outside its measure's column, or whose column has no heading. */
const MEASURE_ASSUMED = 0.8

export interface FundReader {
  /** Reads the row; false where it is no row of funds. `fieldLabelled`: its first label is a field's. */
  readonly readRow: (grid: TableGrid, row: GridRow, fieldLabelled: boolean) => boolean
  readonly funds: () => readonly FundLine[]
  readonly doubts: () => readonly Doubt[]
}

/** A reader of one filing's funds; rows are given to it in order. `unit`: what the filing states for all amounts. */
export function fundReader(form: FormDefinition, unit: string | null): FundReader {
  const funds: FundLine[] = []
  const doubts: Doubt[] = []
  const unique = uniqueIds()
  let formUnit = unit
  let open: OpenBlock | null = null

  const readRow = (grid: TableGrid, row: GridRow, fieldLabelled: boolean): boolean => {
    let cells = row.cells.filter((cell) => cell.text !== '')
    const all = cells.find(
      (cell) => isLabel(cell) && matchLabel(cell.text, form.fundsLabels) >= BLOCK_THRESHOLD,
    )
    const paired = all === undefined ? null : pairBlockOf(all, cells)
    if (all !== undefined && paired === null) {
      formUnit = unitOfLabel(all.text) ?? formUnit
      cells = cells.filter((cell) => cell !== all)
    }
    const side = paired ?? blockLabelOf(cells)
    if (side !== null) {
      cells = cells.filter((cell) => cell !== side.cell)
      if (open?.block !== side.block) {
        open = { block: side.block, unit: unitOfLabel(side.cell.text) ?? formUnit, columns: [], parent: null }
      }
    } else if (fieldLabelled) {
      open = null
      return false
    }
    if (open === null) return all !== undefined
    if (cells.length === 0) return side !== null || all !== undefined
    if (open.block.pairs === true) return readPairs(open, row, cells) || side !== null
    return readHeadings(open, cells) || readLine(open, grid, row, cells, side !== null || all !== undefined)
  }

  const blockLabelOf = (cells: readonly Cell[]): { cell: Cell; block: FundBlockDefinition } | null => {
    for (const cell of cells) {
      if (!isLabel(cell)) return null
      const found = bestMatch(cell.text, form.funds, (block) => block.labels, BLOCK_THRESHOLD)
      if (found !== null) return { cell, block: found.choice }
    }
    return null
  }

  /** A label of all funds that is a block's own too is that block's where the block's pairs stand beside it. */
  const pairBlockOf = (
    label: Cell,
    cells: readonly Cell[],
  ): { cell: Cell; block: FundBlockDefinition } | null => {
    const block = form.funds.find(
      (known) =>
        known.pairs === true &&
        matchLabel(label.text, known.labels) >= BLOCK_THRESHOLD &&
        cells.some(
          (cell) => cell !== label && bestMatch(cell.text, known.lines, (line) => line.labels) !== null,
        ),
    )
    return block === undefined ? null : { cell: label, block }
  }

  /** `全年预算数`, `项目投资总额` …: from here on, the columns of the measures. */
  const readHeadings = (current: OpenBlock, cells: readonly Cell[]): boolean => {
    if (cells.some((cell) => isFigure(cell.text))) return false
    const columns: MeasureColumn[] = []
    for (const cell of cells) {
      if (!isLabel(cell)) return false
      const found = bestMatch(cell.text, current.block.measures, (measure) => measure.labels)
      const heads = matchLabel(cell.text, current.block.lineHeading ?? ['资金来源']) >= LABEL_THRESHOLD
      if (found === null || heads) continue
      columns.push({
        measure: found.choice.measure,
        unit: unitOfLabel(cell.text) ?? current.unit ?? formUnit ?? found.choice.unit,
        from: cell.column,
        to: cell.column + cell.columnSpan,
      })
    }
    const heading = current.block.lineHeading
    const onlyHeading =
      heading !== undefined && cells.every((cell) => matchLabel(cell.text, heading) >= LABEL_THRESHOLD)
    if (columns.length === 0 && !onlyHeading) return false
    open = { ...current, columns }
    return true
  }

  const readLine = (
    current: OpenBlock,
    grid: TableGrid,
    row: GridRow,
    cells: readonly Cell[],
    sided: boolean,
  ): boolean => {
    const firstColumn = Math.min(...current.columns.map((column) => column.from))
    const labels = labelCells(cells, firstColumn)
    const last = labels.at(-1)
    const values = cells.filter((cell) => !labels.includes(cell) && cell.row === row.index)
    const line = last === undefined ? null : lineOf(current, labels)
    if (last === undefined || line === null) {
      if (!values.some((cell) => isFigure(cell.text))) return sided
      doubts.push(nameless(values))
      return true
    }
    if (!line.known && !sided && values.length === 0 && !current.block.open) return false
    if (!line.known && !sided && !values.some((cell) => isFigure(cell.text)) && current.parent === null)
      return false
    const likeness = Math.min(line.likeness, ...labels.map((cell) => cell.confidence))
    const { amounts, assumed } = amountsOf(current, grid, row, labels, values, likeness)
    if (assumed) doubts.push(measureAssumed(funds.length, line.path, amounts))
    funds.push({
      id: unique(stableId('fund', current.block.section, ...line.path)),
      section: current.block.section,
      path: line.path,
      role: line.role,
      amounts,
    })
    open = { ...current, parent: line.parent }
    return true
  }

  const amountsOf = (
    current: OpenBlock,
    grid: TableGrid,
    row: GridRow,
    labels: readonly Cell[],
    values: readonly Cell[],
    likeness: number,
  ): { amounts: Amount[]; assumed: boolean } => {
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
    const figures = [...left].filter((cell) => isFigure(cell.text))
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

  /** `安排资金 · 12.00 · 拨付资金 · 10.00`: several pairs a row. */
  const readPairs = (current: OpenBlock, row: GridRow, cells: readonly Cell[]): boolean => {
    const known = row.cells.map((cell) =>
      isLabel(cell) && cells.includes(cell)
        ? bestMatch(cell.text, current.block.lines, (l) => l.labels)
        : null,
    )
    if (known.every((found) => found === null)) {
      if (cells.some((cell) => isFigure(cell.text))) doubts.push(nameless(cells))
      return cells.some((cell) => isFigure(cell.text))
    }
    const totals = [...current.columns]
    for (const [index, found] of known.entries()) {
      const label = row.cells[index]
      if (found === null || label === undefined) continue
      const following = row.cells.slice(index + 1)
      const until = known.slice(index + 1).findIndex((next) => next !== null)
      const value = following.slice(0, until < 0 ? undefined : until).find((cell) => cell.text !== '')
      const named = found.choice.measure ?? measureAbove(current, label)
      const measure = current.block.measures.find((choice) => choice.measure === named)
      const lineUnit = unitOfLabel(label.text) ?? (measure?.unit === '%' ? '%' : (current.unit ?? formUnit))
      if (found.choice.measure !== undefined && measure !== undefined)
        totals.push({
          measure: measure.measure,
          unit: lineUnit ?? measure.unit,
          from: label.column,
          to: label.column + label.columnSpan,
        })
      const amounts =
        value === undefined || measure === undefined
          ? []
          : [
              amountOf(
                value,
                measure.measure,
                lineUnit ?? measure.unit,
                Math.min(found.likeness, label.confidence),
              ),
            ]
      addPair(current.block, found.choice, amounts)
    }
    open = { ...current, columns: totals }
    return true
  }

  /** A line that pairs give once for each of its measures is one line. */
  const addPair = (
    block: FundBlockDefinition,
    line: FundLineDefinition,
    amounts: readonly Amount[],
  ): void => {
    const at = funds.findIndex(
      (known) =>
        known.section === block.section &&
        known.path.join('/') === line.path.join('/') &&
        !amounts.some((amount) => known.amounts.some((other) => other.measure === amount.measure)),
    )
    const known = funds[at]
    if (known !== undefined && block.measures.length > 1 && amounts.length > 0) {
      funds[at] = { ...known, amounts: [...known.amounts, ...amounts] }
      return
    }
    const id = unique(stableId('fund', block.section, ...line.path))
    funds.push({ id, section: block.section, path: line.path, role: line.role, amounts: [...amounts] })
  }

  return { readRow, funds: () => funds, doubts: () => doubts }
}
