/** Indicators: rows under a header that names the levels, the indicator and its targets. */
import type { Cell } from '@backfile/layout'
import {
  type Doubt,
  type Indicator,
  joinLines,
  type Period,
  parseTarget,
  stableId,
  type Target,
  uniqueIds,
} from '@backfile/model'
import type { FormDefinition, IndicatorColumnDefinition, IndicatorColumnRole } from './form-definition.ts'
import { covers, type GridRow, startingCells, type TableGrid } from './grid.ts'
import { bestMatch } from './labels.ts'

export interface ColumnRange {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export interface IndicatorHeader {
  readonly columns: ReadonlyMap<IndicatorColumnRole, ColumnRange>
  /** Columns with a heading that the model has no place for. */
  readonly others: readonly { readonly heading: string; readonly range: ColumnRange }[]
  readonly tableColumns: number
  /** The first row after the header. */
  readonly next: number
}

const rangeOf = (cell: Cell): ColumnRange => ({ from: cell.column, to: cell.column + cell.columnSpan })
const isTarget = (role: IndicatorColumnRole): boolean => role.startsWith('target:')

/** Reads an indicator header that begins at this row, or null. A header may have a second row below 指标值. */
export function readIndicatorHeader(
  grid: TableGrid,
  row: GridRow,
  form: FormDefinition,
): IndicatorHeader | null {
  const named = matchRoles(startingCells(row), form.indicatorColumns)
  const roles = new Map([...named].map(([role, found]) => [role, rangeOf(found.cell)]))
  if (!roles.has('name') || ![...roles.keys()].some(isTarget) || roles.size < 3) return null
  const headerCells = new Set([...named.values()].map((found) => found.cell))
  let next = row.index + 1
  const below = grid.rows[next]
  if (below !== undefined && [...headerCells].some((cell) => cell.rowSpan > 1)) {
    const second = matchRoles(
      startingCells(below),
      form.indicatorColumns.filter((column) => isTarget(column.role)),
    )
    if (second.size > 0) {
      for (const role of [...roles.keys()].filter(isTarget)) roles.delete(role)
      for (const [role, found] of second) {
        roles.set(role, rangeOf(found.cell))
        headerCells.add(found.cell)
      }
      next += 1
    }
  }
  const first = Math.min(...[...roles.values()].map((range) => range.from))
  const others = startingCells(row)
    .filter((cell) => cell.text !== '' && cell.column >= first && !headerCells.has(cell))
    .filter((cell) => ![...roles.values()].some((range) => covers(cell, range.from, range.to)))
    .map((cell) => ({ heading: cell.text, range: rangeOf(cell) }))
  return { columns: roles, others, tableColumns: grid.table.columns, next }
}

interface FoundRole {
  readonly cell: Cell
  readonly likeness: number
}

/** Each role's likeliest heading; of equals the right one, since a block's own label (绩效指标) stands at the left. */
function matchRoles(
  cells: readonly Cell[],
  columns: readonly IndicatorColumnDefinition[],
): Map<IndicatorColumnRole, FoundRole> {
  const found = new Map<IndicatorColumnRole, FoundRole>()
  for (const cell of cells) {
    if (cell.text === '' || cell.text.length > 20) continue
    const match = bestMatch(cell.text, columns, (column) => column.labels)
    if (match === null) continue
    if (match.likeness >= (found.get(match.choice.role)?.likeness ?? 0)) {
      found.set(match.choice.role, { cell, likeness: match.likeness })
    }
  }
  return found
}

/** A row belongs to the indicators where its name and its targets stand in cells of their own. */
export function isIndicatorRow(
  grid: TableGrid,
  row: GridRow,
  header: IndicatorHeader,
  isFieldLabel: (cell: Cell) => boolean,
): boolean {
  const name = header.columns.get('name')
  if (name === undefined) return false
  const nameCell = grid.at(row.index, name.from)
  const targets = [...header.columns]
    .filter(([role]) => isTarget(role))
    .map(([, range]) => grid.at(row.index, range.from))
  if (nameCell !== undefined && targets.includes(nameCell)) return false
  const begun = row.cells.filter((cell) => cell.text !== '' && cell.row === row.index)
  const fieldLabels = begun.filter(isFieldLabel).length
  const nothingNamed = nameCell === undefined || nameCell.text === '' || isFieldLabel(nameCell)
  return !(fieldLabels >= 2 || (fieldLabels === 1 && nothingNamed))
}

export interface IndicatorReader {
  readonly begin: (header: IndicatorHeader) => void
  readonly readRow: (grid: TableGrid, row: GridRow) => void
  readonly header: () => IndicatorHeader | null
  readonly indicators: () => readonly Indicator[]
  readonly doubts: () => readonly Doubt[]
}

/** Confidence of a level that a blank, unmerged cell takes from the row above. */
const FILLED_DOWN = 0.95

/** Confidence of a target whose writing leaves its meaning open; the check `targets/unparsed` says why. */
const DOUBTFUL_READING = 0.8

interface Level {
  readonly text: string | null
  readonly confidence: number
}

const noLevel: Level = { text: null, confidence: 1 }
const levelRoles = ['level1', 'level2', 'task'] as const

/** A reader of one filing's indicators; headers and rows are given to it in order. */
export function indicatorReader(): IndicatorReader {
  const indicators: Indicator[] = []
  const doubts: Doubt[] = []
  const unique = uniqueIds()
  const keptApart = new Map<string, string[]>()
  let header: IndicatorHeader | null = null
  let above: Record<(typeof levelRoles)[number], Level> = { level1: noLevel, level2: noLevel, task: noLevel }

  const begin = (next: IndicatorHeader): void => {
    header = next
    above = { level1: noLevel, level2: noLevel, task: noLevel }
  }

  /** Levels of a row: its own, or, where its cell is blank, the one above in the same group. */
  const levelsOf = (grid: TableGrid, row: GridRow, columns: IndicatorHeader['columns']): typeof above => {
    const levels = { ...above }
    let newGroup = false
    for (const role of levelRoles) {
      const range = columns.get(role)
      const cell = range === undefined ? undefined : grid.at(row.index, range.from)
      if (cell === undefined) levels[role] = noLevel
      else if (cell.text !== '') {
        levels[role] = { text: joinLines(cell.text), confidence: cell.confidence }
        newGroup ||= cell.row === row.index
      } else if (newGroup || (role === 'task' && cell.rowSpan > 1))
        levels[role] = { text: null, confidence: cell.confidence }
      else {
        const confidence = Math.min(levels[role].confidence, cell.confidence, FILLED_DOWN)
        levels[role] = { ...levels[role], confidence }
      }
    }
    return levels
  }

  const readRow = (grid: TableGrid, row: GridRow): void => {
    if (header === null) return
    const { columns } = header
    const levels = levelsOf(grid, row, columns)
    above = levels
    const nameCells = cellsIn(grid, row, columns.get('name')).filter((cell) => cell.row === row.index)
    const name = joinLines(nameCells.map((cell) => cell.text).join(''))
    const inRow = (role: IndicatorColumnRole): Cell[] =>
      cellsIn(grid, row, columns.get(role)).filter((cell) => cell.row === row.index && cell.text !== '')
    const around = { operator: inRow('targetOperator'), unit: inRow('targetUnit') }
    const targets = [...columns.keys()].flatMap((role) =>
      isTarget(role) ? targetsIn(inRow(role), around, role) : [],
    )
    for (const { heading, range } of header.others) {
      const texts = cellsIn(grid, row, range)
        .map((cell) => cell.text)
        .filter((text) => !/^\d*$/.test(text))
      if (texts.length > 0) keptApart.set(heading, [...(keptApart.get(heading) ?? []), ...texts])
    }
    if (name === '' && targets.length === 0) return
    const order = indicators.length + 1
    const locators = nameCells.filter((cell) => cell.text !== '').flatMap((cell) => cell.locators)
    if (name === '') doubts.push(nameless(order, targets))
    indicators.push({
      id: unique(stableId('indicator', name)),
      order,
      level1: levels.level1.text,
      level2: levels.level2.text,
      task: levels.task.text,
      subprojects: splitList(textIn(grid, row, columns.get('subprojects'))),
      name,
      targets,
      explanation: textIn(grid, row, columns.get('explanation')),
      valueSource: textIn(grid, row, columns.get('valueSource')),
      confidence: Math.min(
        name === '' ? 0.3 : 1,
        ...nameCells.map((cell) => cell.confidence),
        ...levelRoles.map((role) => levels[role].confidence),
        ...cellsIn(grid, row, columns.get('subprojects')).map((cell) => cell.confidence),
      ),
      locators: locators.length > 0 ? locators : targets.flatMap((target) => target.locators),
    })
  }

  return {
    begin,
    readRow,
    header: () => header,
    indicators: () => indicators,
    doubts: () => [...doubts, ...[...keptApart].map(([heading, texts]) => columnUnknown(heading, texts))],
  }
}

function cellsIn(grid: TableGrid, row: GridRow, range: ColumnRange | undefined): Cell[] {
  if (range === undefined) return []
  return grid.rows[row.index]?.cells.filter((cell) => covers(cell, range.from, range.to)) ?? []
}

function textIn(grid: TableGrid, row: GridRow, range: ColumnRange | undefined): string | null {
  const text = cellsIn(grid, row, range)
    .map((cell) => cell.text)
    .filter((part) => part !== '')
    .join(' ')
  return text === '' ? null : text
}

/** The cells that complete a target: its relation sign and its unit, where they have columns of their own. */
interface AroundTarget {
  readonly operator: readonly Cell[]
  readonly unit: readonly Cell[]
}

function targetsIn(filled: readonly Cell[], around: AroundTarget, role: IndicatorColumnRole): Target[] {
  if (filled.length === 0) return []
  const { raw, cells } = wholeTarget(filled, around)
  const { doubtful, ...parsed } = parseTarget(raw)
  const confidence = Math.min(
    doubtful === undefined ? 1 : DOUBTFUL_READING,
    ...cells.map((cell) => cell.confidence),
  )
  const locators = cells.flatMap((cell) => cell.locators)
  return [{ period: periodOf(role), raw, ...parsed, confidence, locators }]
}

/** `≥ · 1200 · 宗` as `≥1200宗`; a target in words, and one that has its own sign or unit, needs none from beside. */
function wholeTarget(
  filled: readonly Cell[],
  { operator, unit }: AroundTarget,
): { readonly raw: string; readonly cells: readonly Cell[] } {
  const textOf = (cells: readonly Cell[]): string => joinLines(cells.map((cell) => cell.text).join(' '))
  const written = parseTarget(textOf(filled))
  if (written.value === null) return { raw: textOf(filled), cells: filled }
  const relates = parseTarget(`${textOf(operator)}1`).operator !== null
  const before = written.operator === null && relates ? operator : []
  const after = written.unit === null ? unit : []
  const raw = [before, filled, after].map(textOf).join('')
  const whole = parseTarget(raw)
  if (whole.value !== written.value) return { raw: textOf(filled), cells: filled }
  return { raw, cells: [...before, ...filled, ...after] }
}

function periodOf(role: IndicatorColumnRole): Period {
  if (role === 'target:halfYear') return 'halfYear'
  return role === 'target:actual' ? 'actual' : 'fullYear'
}

function splitList(text: string | null): string[] {
  return (text ?? '')
    .split(/[,，;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function nameless(order: number, targets: readonly Target[]): Doubt {
  const raw = targets.map((target) => target.raw).join(' · ')
  return {
    check: 'indicators/name-missing',
    severity: 'error',
    message: {
      zh: `第 ${order} 个指标没有名称，只有指标值：${raw}。`,
      en: `Indicator ${order} has no name, only targets: ${raw}.`,
    },
    subjects: [`indicators/${order - 1}`],
    expected: null,
    actual: raw,
    locators: targets.flatMap((target) => target.locators),
  }
}

function columnUnknown(heading: string, texts: readonly string[]): Doubt {
  return {
    check: 'form/column-unknown',
    severity: 'info',
    message: {
      zh: `指标表有一列“${heading}”，模型没有对应的位置，未读入：${texts.slice(0, 3).join('；')}${texts.length > 3 ? ' …' : ''}`,
      en: `The indicator table has a column “${heading}” that the model has no place for; not taken: ${texts.slice(0, 3).join('; ')}${texts.length > 3 ? ' …' : ''}`,
    },
    subjects: ['form'],
    expected: null,
    actual: heading,
    locators: [],
  }
}
