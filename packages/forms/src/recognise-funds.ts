/** Fund lines: labels with amounts under the headings of their measures, or label–amount pairs. */
import type { Cell } from '@backfile/layout'
import {
  type Amount,
  type Doubt,
  type FundLine,
  joinLines,
  type Measure,
  parseAmount,
  stableId,
  uniqueIds,
} from '@backfile/model'
import type { FormDefinition, FundBlockDefinition, FundLineDefinition } from './form-definition.ts'
import { covers, type GridRow, type TableGrid } from './grid.ts'
import { bestMatch, LABEL_THRESHOLD, matchLabel, unitOfLabel } from './labels.ts'

/** Longest label of a block or of a known line, in characters. */
const LONGEST_LABEL = 40

/** Likeness from which a cell is a block's own label: higher than for lines, since a block changes what follows. */
const BLOCK_THRESHOLD = 0.85

/** Confidence of an amount that stands outside its measure's column, or whose column has no heading. */
const MEASURE_ASSUMED = 0.8

/** Confidence of an amount whose writing leaves its value open; the check `targets/unparsed` says why. */
const DOUBTFUL_READING = 0.8

interface MeasureColumn {
  readonly measure: Measure
  readonly unit: string
  readonly from: number
  readonly to: number
}

interface OpenBlock {
  readonly block: FundBlockDefinition
  readonly unit: string | null
  /** In a block of pairs, the totals' own columns: what stands below one measures the same. */
  readonly columns: readonly MeasureColumn[]
  /** The line below which unnamed lines stand. */
  readonly parent: FundLineDefinition | null
}

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

/** What the total above a pair measures: the last one that begins at or before the pair's label. */
function measureAbove(current: OpenBlock, label: Cell): Measure | undefined {
  const above = current.columns.filter((column) => column.from <= label.column)
  const nearest = Math.max(...above.map((column) => column.from))
  return above.findLast((column) => column.from === nearest)?.measure
}

const isLabel = (cell: Cell): boolean => cell.text.length <= LONGEST_LABEL && !isFigure(cell.text)

/** Whether a text is an amount: digits with separators, sign, unit. */
function isFigure(text: string): boolean {
  return parseAmount(text, null).value !== null && !/\p{Script=Han}{3,}/u.test(text)
}

/** The cells that name a line: those before the first figure and before the first measure's column. */
function labelCells(cells: readonly Cell[], firstColumn: number): Cell[] {
  const labels: Cell[] = []
  for (const cell of cells) {
    if (cell.column >= firstColumn || isFigure(cell.text)) break
    labels.push(cell)
  }
  const [first] = cells
  return labels.length === 0 && first !== undefined && !isFigure(first.text) ? [first] : labels
}

interface LinePlace {
  readonly path: readonly string[]
  readonly role: FundLine['role']
  readonly likeness: number
  readonly known: boolean
  readonly parent: FundLineDefinition | null
}

/** Where a line stands: by the form's known lines, below the open line, or by its labels as written. */
function lineOf(current: OpenBlock, cells: readonly Cell[]): LinePlace | null {
  const texts = cells.map((cell) => joinLines(cell.text))
  const last = texts.at(-1)
  if (last === undefined) return null
  const { lines } = current.block
  const found = bestMatch(last, lines, (line) => line.labels)
  const above = texts.slice(0, -1).map((text) => bestMatch(text, lines, (line) => line.labels)?.choice)
  const owner = above.findLast((line) => line?.open === true)
  const summed = /^(?:小计|合计)$/.test(last.replace(/[\s:：]/g, ''))
    ? above.findLast((line) => line !== undefined)
    : undefined
  if (summed !== undefined && found?.choice.path[0] !== summed.path[0]) {
    return {
      path: summed.path,
      role: summed.role,
      likeness: 1,
      known: true,
      parent: summed.open === true ? summed : null,
    }
  }
  if (found !== null && owner === undefined && (found.likeness > 0.9 || current.parent === null)) {
    const { choice, likeness } = found
    return {
      path: choice.path,
      role: choice.role,
      likeness,
      known: true,
      parent: choice.open === true ? choice : null,
    }
  }
  const below = owner ?? (texts.length === 1 ? current.parent : null)
  if (below !== null) {
    const rest = owner === undefined ? texts : texts.slice(above.lastIndexOf(owner) + 1)
    return { path: [...below.path, ...rest], role: 'item', likeness: 1, known: false, parent: below }
  }
  const role = /^(?:合计|总计|总额)/.test(last) ? 'total' : /小计$/.test(last) ? 'subtotal' : 'item'
  return { path: texts, role, likeness: 1, known: false, parent: current.parent }
}

function amountOf(cell: Cell, measure: Measure, unit: string, confidence: number): Amount {
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

function nameless(values: readonly Cell[]): Doubt {
  const raw = values.map((cell) => cell.text).join(' · ')
  return {
    check: 'funds/line-without-label',
    severity: 'error',
    message: {
      zh: `资金部分有一行只有数字、没有名称，未读入：${raw}。`,
      en: `A line of the funds has figures but no label and was not taken: ${raw}.`,
    },
    subjects: ['form'],
    expected: null,
    actual: raw,
    locators: values.flatMap((cell) => cell.locators),
  }
}

function measureAssumed(index: number, path: readonly string[], amounts: readonly Amount[]): Doubt {
  const read = amounts.map((amount) => `${amount.measure} = ${amount.raw}`).join(', ')
  return {
    check: 'funds/measure-assumed',
    severity: 'warning',
    message: {
      zh: `“${path.join('/')}”的金额不在其栏目之下，按次序读为：${read}。`,
      en: `The amounts of “${path.join('/')}” do not stand under their headings; read in order as ${read}.`,
    },
    subjects: [`funds/${index}`],
    expected: null,
    actual: read,
    locators: amounts.flatMap((amount) => amount.locators),
  }
}
