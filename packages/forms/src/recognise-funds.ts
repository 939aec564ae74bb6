/** Fund lines: labels with amounts under the headings of their measures, or label–amount pairs. */
import type { Cell } from '@backfile/layout'
import { type Doubt, type FundLine, stableId, uniqueIds } from '@backfile/model'
import { figured, isLabel } from './figure.ts'
import type { FormDefinition, FundBlockDefinition } from './form-definition.ts'
import { amountOf, amountsOf, lineUnitOf, MEASURE_ASSUMED, measureColumn, moneyUnit } from './fund-amounts.ts'
import { BLOCK_THRESHOLD, blockLabels, blockOfLine, unlabelledBlock, WHOLE_ROW } from './fund-blocks.ts'
import { columnUnknown, lineWithoutLabel, measureAssumed, measureTwice } from './fund-doubts.ts'
import { lineOf, totalOf } from './fund-line-place.ts'
import { withPairsApart } from './fund-pairs.ts'
import { likeliestOfEach, type MeasureColumn, type OpenBlock, type Run, runsOf } from './fund-row.ts'
import { unitsDiffer, withUsualUnits } from './fund-units.ts'
import type { GridRow } from './grid.ts'
import { bestMatch, LABEL_THRESHOLD, matchLabel, unitOfLabel } from './labels.ts'

export interface FundReader {
  /** Reads the row; false where it is no row of funds. `fieldLabelled`: its first label is a field's. */
  readonly readRow: (row: GridRow, fieldLabelled: boolean) => boolean
  /** Reads an amount that stands among the fields; false where its label is none of the funds'. */
  readonly readPair: (label: Cell, value: Cell) => boolean
  readonly funds: () => readonly FundLine[]
  readonly doubts: () => readonly Doubt[]
}

/** A reader of one filing's funds; rows are given to it in order. `unit`: what the filing states for all amounts. */
export function fundReader(form: FormDefinition, unit: string | null): FundReader {
  const funds: FundLine[] = []
  const doubts: Doubt[] = []
  /** Lines with amounts that stand under no heading. */
  const assumedLines = new Set<number>()
  const unique = uniqueIds()
  let formUnit = unit
  /** What the label of a total states, where the filing states nothing for all. */
  let unitOfTotal: string | null = null
  /** The blocks that the rows are in: one, or several side by side. */
  let open: readonly OpenBlock[] = []

  const readRow = (row: GridRow, fieldLabelled: boolean): boolean => {
    let cells = withPairsApart(
      form,
      row.cells.filter((cell) => cell.text !== ''),
    )
    const all = cells.find(
      (cell) => isLabel(cell) && matchLabel(cell.text, form.fundsLabels) >= BLOCK_THRESHOLD,
    )
    if (all !== undefined) {
      formUnit = unitOfLabel(all.text) ?? formUnit
      cells = cells.filter((cell) => cell !== all)
    }
    const sides = blockLabels(form, row, cells)
    if (sides.length > 0) {
      cells = cells.filter((cell) => !sides.some((side) => side.cell === cell))
      const same = sides.every(({ block }, at) => open[at]?.block === block) && open.length === sides.length
      if (!same) open = sides.map((side) => begin(side.block, unitOfLabel(side.cell.text), side))
    } else if (fieldLabelled) {
      open = []
      return false
    }
    if (sides.length === 0) {
      const told = blockOfLine(form, open, cells)
      if (told !== null) open = [begin(told, null, WHOLE_ROW)]
    }
    if (open.length === 0 && all !== undefined) {
      const unlabelled = unlabelledBlock(form, cells)
      if (unlabelled === null) return cells.length === 0
      open = [begin(unlabelled, null, WHOLE_ROW)]
    }
    if (open.length === 0) return false
    const sided = sides.length > 0 || all !== undefined
    if (cells.length === 0) return sided
    const taken = open.map((block, at) => {
      const within = cells.filter((cell) => cell.column >= block.from && cell.column < block.to)
      return within.length > 0 && readPart(at, row, within, sided)
    })
    return taken.includes(true)
  }

  /** Reads what one of the open blocks has in the row. */
  const readPart = (at: number, row: GridRow, cells: readonly Cell[], sided: boolean): boolean => {
    const block = open[at]
    if (block === undefined) return false
    if (block.block.pairs === true) return readPairs(block, row, cells) || sided
    const headed = headingsOf(block, cells)
    if (headed !== null) {
      goOn(at, headed)
      return true
    }
    const before = funds.length
    const { runs, headings } = runsOf(block, row, cells)
    doubts.push(...headings.map(columnUnknown))
    goOn(at, { ...block, others: [...block.others, ...headings] })
    const taken = runs.map((run) => {
      const current = open[at] ?? block
      const belowTotal = block.belowTotal || current.belowTotal
      const beside = runs.length > 1 ? blockOfLine(form, [current], [...run.labels, ...run.values]) : null
      if (beside !== null)
        return readLine(begin(beside, block.unit, block), row, run, sided, before) !== false
      const next = readLine({ ...current, belowTotal }, row, run, sided, before)
      if (typeof next !== 'boolean') goOn(at, next)
      return next !== false
    })
    return taken.includes(true)
  }

  const goOn = (at: number, block: OpenBlock): void => {
    open = open.map((known, index) => (index === at ? block : known))
  }

  const begin = (
    block: FundBlockDefinition,
    unit: string | null,
    { from, to }: { readonly from: number; readonly to: number },
  ): OpenBlock => ({
    block,
    unit: unit ?? formUnit,
    columns: [],
    others: [],
    oddlyHeaded: false,
    parent: null,
    belowTotal: false,
    previous: null,
    from,
    to,
  })

  /** `全年预算数`, `项目投资总额` …: the block, from here on with the columns of the measures; null: no headings. */
  const headingsOf = (current: OpenBlock, cells: readonly Cell[]): OpenBlock | null => {
    if (cells.some(figured) || !cells.every(isLabel)) return null
    const headed = cells.flatMap((cell) => {
      const found = bestMatch(cell.text, current.block.measures)
      const heads = matchLabel(cell.text, current.block.lineHeading ?? ['资金来源']) >= LABEL_THRESHOLD
      return found === null || heads ? [] : [{ cell, measure: found.choice, likeness: found.likeness }]
    })
    const heading = current.block.lineHeading
    const onlyHeading =
      heading !== undefined && cells.every((cell) => matchLabel(cell.text, heading) >= LABEL_THRESHOLD)
    if (headed.length === 0 && !onlyHeading) return null
    // Of two columns for one measure, one is another year's: 上年预算数.
    const { own, others } = likeliestOfEach(headed)
    doubts.push(...others.map(({ cell, isEqual }) => (isEqual ? measureTwice(cell) : columnUnknown(cell))))
    const columns = own.map(
      ({ cell, measure }): MeasureColumn => ({
        measure: measure.measure,
        unit: moneyUnit(measure, unitOfLabel(cell.text), current.unit, formUnit),
        from: cell.column,
        to: cell.column + cell.columnSpan,
      }),
    )
    return { ...current, columns, others: [...current.others, ...others.map(({ cell }) => cell)] }
  }

  /**
   * Reads one line and gives the block as it goes on, or whether what there is was taken all the same. `before`: the
   * number of lines above this row, whose lines may complete each other.
   */
  const readLine = (
    current: OpenBlock,
    row: GridRow,
    { labels, values: beside }: Run,
    sided: boolean,
    before: number,
  ): OpenBlock | boolean => {
    const values = beside.filter((cell) => cell.row === row.index)
    const line = labels.length > 0 ? lineOf(current, labels) : totalOf(current, values, sided)
    if (line === null) {
      if (!values.some(figured)) return sided
      doubts.push(lineWithoutLabel(values))
      return true
    }
    if (!line.known && !sided && values.length === 0 && !current.block.open) return false
    if (!line.known && !sided && !values.some(figured) && current.parent === null) return false
    const likeness = Math.min(line.likeness, ...labels.map((cell) => cell.confidence))
    const told = line.measure === null ? [] : measureColumn(current, formUnit, line.measure, labels, values)
    const columns = [...current.columns, ...told]
    const { amounts, assumed } = amountsOf({ ...current, columns }, formUnit, row, labels, values, likeness)
    const same = funds.findIndex(
      ({ section, path }, index) =>
        index >= before && section === current.block.section && path.join('/') === line.path.join('/'),
    )
    const at = same < 0 ? funds.length : same
    if (assumed) assumedLines.add(at)
    const known = funds[same]
    funds[at] = {
      id: known?.id ?? unique(stableId('fund', current.block.section, ...line.path)),
      section: current.block.section,
      path: line.path,
      role: line.role,
      amounts: [...(known?.amounts ?? []), ...amounts],
    }
    const oddlyHeaded = current.oddlyHeaded || (!line.known && labels.length > 1 && !values.some(figured))
    // An unknown line that begins its block is the whole of which the next ones are parts: 部门整体支出.
    const belowTotal = line.role === 'total' || (!line.known && current.previous === null)
    const unit = current.unit ?? (belowTotal ? lineUnitOf(labels) : null)
    if (belowTotal) unitOfTotal ??= lineUnitOf(labels)
    return { ...current, unit, columns, oddlyHeaded, parent: line.parent, belowTotal, previous: line.path }
  }

  /** `安排资金 · 12.00 · 拨付资金 · 10.00`: several pairs a row. */
  const readPairs = (current: OpenBlock, row: GridRow, cells: readonly Cell[]): boolean => {
    const known = row.cells.map((cell) => (isLabel(cell) ? bestMatch(cell.text, current.block.lines) : null))
    if (known.every((found) => found === null)) {
      if (cells.some(figured)) doubts.push(lineWithoutLabel(cells))
      return cells.some(figured)
    }
    for (const [index, found] of known.entries()) {
      const label = row.cells[index]
      if (found === null || label === undefined) continue
      const following = row.cells.slice(index + 1)
      const until = known.slice(index + 1).findIndex((next) => next !== null)
      const beside = following.slice(0, until < 0 ? undefined : until).filter((cell) => cell.text !== '')
      const [value] = beside
      const assumed = beside.filter(figured).length > 1 ? MEASURE_ASSUMED : 1
      const measure = current.block.measures.find((choice) => choice.measure === found.choice.measure)
      funds.push({
        id: unique(stableId('fund', current.block.section, ...found.choice.path)),
        section: current.block.section,
        path: found.choice.path,
        role: found.choice.role,
        amounts:
          value === undefined || measure === undefined
            ? []
            : [
                amountOf(
                  value,
                  measure.measure,
                  moneyUnit(measure, unitOfLabel(label.text), current.unit, formUnit),
                  Math.min(found.likeness, label.confidence, assumed),
                ),
              ],
      })
    }
    return true
  }

  const readPair = (label: Cell, value: Cell): boolean => {
    const cells = [label, value]
    const block = blockOfLine(form, [], cells)
    if (block === null) return false
    open = [begin(block, null, WHOLE_ROW)]
    const taken = readPart(0, { index: value.row, cells }, cells, false)
    open = []
    return taken
  }

  const complete = (): ReturnType<typeof withUsualUnits> =>
    withUsualUnits(funds, form, formUnit ?? unitOfTotal)
  return {
    readRow,
    readPair,
    funds: () => complete().funds,
    doubts: () => [
      ...doubts,
      ...measureAssumed(funds, assumedLines),
      ...complete().doubts,
      ...unitsDiffer(funds, unit),
    ],
  }
}
