/** Indicators: rows under a header that names the levels, the indicator and its targets. */
import type { Cell } from '@backfile/layout'
import {
  type Doubt,
  type Indicator,
  joinLines,
  type Period,
  parseAmount,
  parseTarget,
  stableId,
  type Target,
  uniqueIds,
} from '@backfile/model'
import type { IndicatorColumnRole } from './form-definition.ts'
import { type ColumnRange, covers, type GridRow, type TableGrid } from './grid.ts'
import { columnUnknown, nameless, rowWithoutIndicator } from './indicator-doubts.ts'
import { type IndicatorHeader, isTarget } from './indicator-header.ts'
import { isSum } from './indicator-sums.ts'
import { isQuantity, MISPLACED, misplaced, namedByFigure } from './misplaced-names.ts'

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
  const hasTarget = targets.some((cell) => cell !== undefined && cell.text !== '')
  if (nameCell !== undefined && isSum(nameCell) && (nameCell.column < name.from || !hasTarget)) return false
  const begun = row.cells.filter((cell) => cell.text !== '' && cell.row === row.index)
  const fieldLabels = begun.filter(isFieldLabel).length
  const nothingNamed = nameCell === undefined || nameCell.text === '' || isFieldLabel(nameCell)
  if (nothingNamed && !hasTarget && begun.some((cell) => !isOfLevel(cell, header))) return false
  return !(fieldLabels >= 2 || (fieldLabels === 1 && nothingNamed))
}

/** A level may stand in a row of its own, and rows are counted; what explains an indicator needs one. */
function isOfLevel(cell: Cell, { columns }: IndicatorHeader): boolean {
  return (
    /^\d+$/.test(cell.text) ||
    levelRoles.some((role) => {
      const range = columns.get(role)
      return range !== undefined && covers(cell, range.from, range.to)
    })
  )
}

export interface IndicatorReader {
  readonly begin: (header: IndicatorHeader) => void
  readonly readRow: (grid: TableGrid, row: GridRow) => void
  readonly header: () => IndicatorHeader | null
  /** What the headers so far have columns for. */
  readonly headed: () => ReadonlySet<IndicatorColumnRole>
  readonly indicators: () => readonly Indicator[]
  readonly doubts: () => readonly Doubt[]
}

/** Confidence of a level that a blank, unmerged cell takes from the row above. */
const FILLED_DOWN = 0.95

/**
 * The same where the label above is merged over several rows and leaves this one out: a row that was inserted between
 * two groups, which belongs to the one above more often than to the one below.
 */
const LEFT_OUT = 0.85

/** The same where the blank cell is merged over several rows: its own label may be lost, or on a page that was not joined. */
const MERGED_BLANK = 0.7

/** Confidence of a target whose writing leaves its meaning open; the check `targets/unparsed` says why. */
const DOUBTFUL_READING = 0.8

interface Level {
  readonly text: string | null
  readonly confidence: number
  /** Whether its cell is merged over several rows. */
  readonly isMerged: boolean
}

const noLevel: Level = { text: null, confidence: 1, isMerged: false }
const levelRoles = ['level1', 'level2', 'task'] as const

/** A reader of one filing's indicators; headers and rows are given to it in order. */
export function indicatorReader(): IndicatorReader {
  const indicators: Indicator[] = []
  const doubts: Doubt[] = []
  const unique = uniqueIds()
  const keptApart = new Map<string, string[]>()
  const headed = new Set<IndicatorColumnRole>()
  /** Tasks of rows without an indicator: one in a row of its own may be that of the rows below. */
  const tasksAlone: Cell[] = []
  let header: IndicatorHeader | null = null
  let above: Record<(typeof levelRoles)[number], Level> = { level1: noLevel, level2: noLevel, task: noLevel }

  const begin = (next: IndicatorHeader): void => {
    header = next
    for (const role of next.columns.keys()) headed.add(role)
    doubts.push(...next.doubts)
    above = { level1: noLevel, level2: noLevel, task: noLevel }
  }

  /**
   * Levels of a row: its own, or, where its cell is blank, the one above in the same group. A cell that is merged over
   * the name's column as well is the name: the level has none.
   */
  const levelsOf = (grid: TableGrid, row: GridRow, columns: IndicatorHeader['columns']): typeof above => {
    const levels = { ...above }
    const nameFrom = columns.get('name')?.from ?? Number.POSITIVE_INFINITY
    let newGroup = false
    for (const role of levelRoles) {
      const range = columns.get(role)
      const cell = range === undefined ? undefined : grid.at(row.index, range.from)
      const isName = cell !== undefined && cell.column < nameFrom && nameFrom < cell.column + cell.columnSpan
      if (cell === undefined || isName) levels[role] = noLevel
      else if (cell.text !== '') {
        levels[role] = { text: joinLines(cell.text), confidence: cell.confidence, isMerged: cell.rowSpan > 1 }
        newGroup ||= cell.row === row.index
      } else if (newGroup || (role === 'task' && cell.rowSpan > 1))
        levels[role] = { ...noLevel, confidence: cell.confidence }
      else {
        const { text, isMerged } = above[role]
        const apart = isMerged ? LEFT_OUT : FILLED_DOWN
        const filled = cell.rowSpan > 1 && text !== null ? MERGED_BLANK : apart
        const confidence = Math.min(levels[role].confidence, cell.confidence, filled)
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
      isTarget(role) ? targetsIn(inRow(role), around, role, header?.unsure.has(role) === true) : [],
    )
    for (const { heading, range } of header.others) {
      const texts = cellsIn(grid, row, range)
        .map((cell) => cell.text)
        .filter((text) => !/^\d*$/.test(text))
      if (texts.length > 0) keptApart.set(heading, [...(keptApart.get(heading) ?? []), ...texts])
    }
    if (name === '' && targets.length === 0) {
      const { unread, tasks } = textsAlone(row, header)
      if (unread.length > 0) doubts.push(rowWithoutIndicator(unread, indicators.length))
      tasksAlone.push(...tasks)
      return
    }
    const order = indicators.length + 1
    const locators = nameCells.filter((cell) => cell.text !== '').flatMap((cell) => cell.locators)
    if (name === '') doubts.push(nameless(order, targets))
    const subprojects = splitList(textIn(grid, row, columns.get('subprojects')))
    const figure = [name, ...subprojects].find(isQuantity)
    const isMisplaced = figure !== undefined
    if (isMisplaced) doubts.push(namedByFigure(order, figure, locators))
    indicators.push({
      id: unique(stableId('indicator', name)),
      order,
      level1: levels.level1.text,
      level2: levels.level2.text,
      task: levels.task.text,
      subprojects,
      name,
      targets: isMisplaced ? targets.map(misplaced) : targets,
      explanation: textIn(grid, row, columns.get('explanation')),
      valueSource: textIn(grid, row, columns.get('valueSource')),
      ...scoring(grid, row, columns),
      confidence: Math.min(
        name === '' || isMisplaced ? MISPLACED : 1,
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
    headed: () => headed,
    indicators: () => indicators,
    doubts: () => {
      const tasks = new Set(indicators.map(({ task }) => task))
      const untaken = tasksAlone.filter(({ text }) => !tasks.has(joinLines(text)))
      return [
        ...doubts,
        ...untaken.map((cell) => rowWithoutIndicator([cell], indicators.length)),
        ...[...keptApart].map(([heading, texts]) => columnUnknown(heading, texts)),
      ]
    },
  }
}

/**
 * What begins in a row that has neither a name nor targets: texts that no other row takes, and its tasks. Levels are
 * printed in forms without an indicator for each; counts and columns that the model has no place for are no such texts.
 */
function textsAlone(
  row: GridRow,
  { columns, others }: IndicatorHeader,
): { readonly unread: readonly Cell[]; readonly tasks: readonly Cell[] } {
  const stands = (cell: Cell, range: ColumnRange | undefined): boolean =>
    range !== undefined && covers(cell, range.from, range.to)
  const begun = row.cells.filter((cell) => cell.row === row.index && !/^\d*$/.test(cell.text))
  const ofLevels = (cell: Cell): boolean => levelRoles.some((role) => stands(cell, columns.get(role)))
  const first = Math.min(...[...columns.values()].map(({ from }) => from))
  return {
    unread: begun.filter(
      (cell) => cell.column >= first && !ofLevels(cell) && !others.some(({ range }) => stands(cell, range)),
    ),
    tasks: begun.filter((cell) => stands(cell, columns.get('task'))),
  }
}

/** 分值, 得分 and 偏差原因 of a row, where the form asks for them. */
function scoring(
  grid: TableGrid,
  row: GridRow,
  columns: IndicatorHeader['columns'],
): Pick<Indicator, 'weight' | 'score' | 'deviationReason'> {
  const points = (role: 'weight' | 'score'): string | null =>
    parseAmount(textIn(grid, row, columns.get(role)) ?? '', '分').value
  return {
    ...(columns.has('weight') ? { weight: points('weight') } : {}),
    ...(columns.has('score') ? { score: points('score') } : {}),
    ...(columns.has('deviationReason')
      ? { deviationReason: textIn(grid, row, columns.get('deviationReason')) }
      : {}),
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

function targetsIn(
  filled: readonly Cell[],
  around: AroundTarget,
  role: IndicatorColumnRole,
  unsure: boolean,
): Target[] {
  if (filled.length === 0) return []
  const { raw, cells } = wholeTarget(filled, around)
  const { doubtful, ...parsed } = parseTarget(raw)
  const confidence = Math.min(
    doubtful === undefined && !unsure ? 1 : DOUBTFUL_READING,
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
