/** The header of the indicators: which column holds the levels, the indicator, its targets and what completes them. */
import type { Cell } from '@backfile/layout'
import { type Doubt, foldWidth, joinLines, parseTarget } from '@backfile/model'
import type { FormDefinition, IndicatorColumnDefinition, IndicatorColumnRole } from './form-definition.ts'
import {
  type ColumnRange,
  covers,
  type GridRow,
  rangeOf,
  startingCells,
  type TableGrid,
  textsBelow,
} from './grid.ts'
import { bestMatch, labelKey } from './labels.ts'
import { levelAssumed, levelsWithoutHeading } from './unheaded-levels.ts'

export interface IndicatorHeader {
  readonly columns: ReadonlyMap<IndicatorColumnRole, ColumnRange>
  /** Columns with a heading that the model has no place for. */
  readonly others: readonly { readonly heading: string; readonly range: ColumnRange }[]
  readonly tableColumns: number
  /** The first row after the header. */
  readonly next: number
  /** Roles that another column could have as well: their values are not sure. */
  readonly unsure: ReadonlySet<IndicatorColumnRole>
  readonly doubts: readonly Doubt[]
}

export const isTarget = (role: IndicatorColumnRole): boolean => role.startsWith('target:')

/** Longest heading of a column, in characters. */
const LONGEST_HEADING = 20

/**
 * Reads an indicator header that begins at this row, or null. A header may have a second row below 指标值. `before` is the
 * one before it in the filing.
 */
export function readIndicatorHeader(
  grid: TableGrid,
  row: GridRow,
  form: FormDefinition,
  before: IndicatorHeader | null,
): IndicatorHeader | null {
  const starting = startingCells(row)
  const named = new Map(matchRoles(starting, form.indicatorColumns))
  const name = named.get('name')
  let next = row.index + 1
  const below = grid.rows[next]
  if (name === undefined || isDivided(named, name.cell, below, form)) return null
  if (below !== undefined && [...named.values()].some(({ cell }) => cell.rowSpan > 1)) {
    const second = belowTargets(startingCells(below), named, form)
    if (second.size > 0) {
      if ([...second.keys()].some(isTarget))
        for (const role of [...named.keys()].filter(isTarget)) named.delete(role)
      for (const [role, found] of second) named.set(role, found)
      next += 1
    }
  }
  const hasTarget = [...named.keys()].some(isTarget)
  const columns = new Map([
    ...(hasTarget ? levelsOver(before, grid, row) : []),
    ...[...named].map(([role, found]) => [role, rangeOf(found.cell)] as const),
  ])
  const first = Math.min(...[...columns.values()].map((range) => range.from))
  let others = starting.filter(
    (cell) =>
      cell.text !== '' &&
      cell.column >= first &&
      ![...columns.values()].some((range) => covers(cell, range.from, range.to)),
  )
  for (const role of ['targetOperator', 'targetUnit'] as const) {
    const [cell, ...more] = others.filter((heading) => holdsOnly(grid, next, heading, completes[role]))
    if (cell === undefined || more.length > 0 || columns.has(role)) continue
    columns.set(role, rangeOf(cell))
    others = others.filter((heading) => heading !== cell)
  }
  const unheaded = levelsWithoutHeading(grid, next, starting, columns)
  for (const [role, cell] of unheaded) columns.set(role, rangeOf(cell))
  const assumed = [...columns.keys()].some(isTarget)
    ? []
    : targetsByContent(grid, next, others, rangeOf(name.cell))
  const target = assumed.at(-1)
  if (target !== undefined) {
    columns.set('target:fullYear', rangeOf(target))
    others = others.filter((heading) => heading !== target)
  }
  if (![...columns.keys()].some(isTarget) || columns.size < 3) return null
  const alike = [...named].filter(([role, found]) => isTarget(role) && found.alike.length > 0)
  return {
    columns,
    others: others.map((cell) => ({ heading: cell.text, range: rangeOf(cell) })),
    tableColumns: grid.table.columns,
    next,
    unsure: new Set([
      ...alike.map(([role]) => role),
      ...(target === undefined ? [] : ['target:fullYear' as const]),
    ]),
    doubts: [
      ...alike.map(([, found]) => columnsAlike(found)),
      ...(target === undefined ? [] : [columnAssumed(target, assumed)]),
      ...[...unheaded].map(([role, cell]) => levelAssumed(role, cell)),
    ],
  }
}

const levels: readonly IndicatorColumnRole[] = ['level1', 'level2', 'task']

/**
 * The columns of levels whose labels are merged over the row: where heads come again amid groups, these go on. Not so
 * where no target is headed: the label of a block that a page break cut stands in the first row of the next page.
 */
function levelsOver(
  before: IndicatorHeader | null,
  { at, table }: TableGrid,
  row: GridRow,
): readonly (readonly [IndicatorColumnRole, ColumnRange])[] {
  if (before?.tableColumns !== table.columns) return []
  return [...before.columns].filter(([role, { from }]) => {
    const cell = levels.includes(role) ? at(row.index, from) : undefined
    return cell !== undefined && cell.row < row.index && cell.text !== ''
  })
}

/**
 * Whether a heading (绩效指标) is that of a whole block: the row below divides it into the columns of the indicators. A row
 * that heads the columns beside it again is a header of its own: one that every page repeats, below the last of a page.
 */
function isDivided(
  named: ReadonlyMap<IndicatorColumnRole, FoundRole>,
  heading: Cell,
  below: GridRow | undefined,
  form: FormDefinition,
): boolean {
  if (below === undefined) return false
  const { from, to } = rangeOf(heading)
  const starting = startingCells(below)
  const isHeadedAgain = [...matchRoles(starting, form.indicatorColumns)].some(
    ([role, { cell }]) => role !== 'name' && named.get(role)?.cell.column === cell.column,
  )
  const within = starting.filter((cell) => covers(cell, from, to))
  return !isHeadedAgain && within.length > 1 && matchRoles(within, form.indicatorColumns).has('name')
}

/**
 * What a second row of headings says below 指标值: the target of each period, or its sign and its unit, beside which the
 * one column that is headed otherwise (值, 数值) holds the target itself.
 */
function belowTargets(
  cells: readonly Cell[],
  above: ReadonlyMap<IndicatorColumnRole, FoundRole>,
  form: FormDefinition,
): ReadonlyMap<IndicatorColumnRole, FoundRole> {
  const within = new Map(
    matchRoles(
      cells,
      form.indicatorColumns.filter(({ role }) => isTarget(role) || role in completes),
    ),
  )
  if ([...within.keys()].some(isTarget) || within.size === 0) return within
  const [target, ...more] = [...above].filter(([role]) => isTarget(role))
  if (target === undefined || more.length > 0) return within
  const [role, found] = target
  const heads = [...within.values()].map(({ cell }) => cell)
  const { from, to } = rangeOf(found.cell)
  const [own, ...others] = cells.filter((cell) => covers(cell, from, to) && !heads.includes(cell))
  if (own !== undefined && others.length === 0) within.set(role, { ...found, cell: own })
  return within
}

interface FoundRole {
  readonly cell: Cell
  readonly likeness: number
  /** Place among the role's wordings: the first is the standard one. */
  readonly rank: number
  /** Other cells that head the same with the same right. */
  readonly alike: readonly Cell[]
}

/** A year before a heading says which of several it is, not what the column holds: 2024年指标值. */
const yearBefore = /^(?:19|20)\d{2}年度?/

/**
 * Each role's likeliest heading: the one nearest to the role's wordings, of equals the one with the more usual wording
 * (三级指标 before 指标内容), of these the right one, since a block's own label (绩效指标) stands at the left.
 */
function matchRoles(
  cells: readonly Cell[],
  columns: readonly IndicatorColumnDefinition[],
): ReadonlyMap<IndicatorColumnRole, FoundRole> {
  const found = new Map<IndicatorColumnRole, FoundRole>()
  for (const cell of cells) {
    const text = foldWidth(joinLines(cell.text)).replace(yearBefore, '')
    if (text === '' || text.length > LONGEST_HEADING) continue
    const match = bestMatch(text, columns)
    if (match === null) continue
    const { role, labels } = match.choice
    const wording = labels.findIndex((label) => labelKey(label) === labelKey(text))
    const rank = wording < 0 ? labels.length : wording
    const known = found.get(role)
    const better =
      known === undefined ||
      match.likeness > known.likeness ||
      (match.likeness === known.likeness && rank <= known.rank)
    if (!better) continue
    const equal = known !== undefined && match.likeness === known.likeness && rank === known.rank
    found.set(role, {
      cell,
      likeness: match.likeness,
      rank,
      alike: equal ? [...known.alike, known.cell] : [],
    })
  }
  return found
}

/** Share of a column's texts that must be quantities with a sign or a unit for it to hold targets whatever heads it. */
const SHARE_OF_TARGETS = 0.5

/** Columns behind the names whose texts are targets, where no heading is known to be theirs. */
function targetsByContent(
  grid: TableGrid,
  from: number,
  others: readonly Cell[],
  name: ColumnRange,
): readonly Cell[] {
  return others.filter((heading) => {
    const texts = textsBelow(grid, from, heading)
    const targets = texts.map(parseTarget).filter(({ value, operator, unit, text }) => {
      return value !== null && text === null && (operator !== null || unit !== null)
    })
    return (
      heading.column >= name.to && targets.length > 0 && targets.length >= texts.length * SHARE_OF_TARGETS
    )
  })
}

/** What a cell of a column that completes targets looks like. */
const completes: Readonly<Record<'targetOperator' | 'targetUnit', (text: string) => boolean>> = {
  targetOperator: (text) => {
    const { operator, value } = parseTarget(`${text}7`)
    return (operator !== null && value === '7') || /^定[性量]$/.test(text)
  },
  targetUnit: (text) => {
    const { value, unit } = parseTarget(`7${text}`)
    return value === '7' && unit === text
  },
}

/** Share of a column's texts that must be signs, or units, for it to be a column of these whatever heads it. */
const SHARE_OF_TEXTS = 0.8

/** Whether what stands below a heading, in cells of its width, is of one kind: relation signs, units. */
function holdsOnly(
  grid: TableGrid,
  from: number,
  heading: Cell,
  isOfKind: (text: string) => boolean,
): boolean {
  const texts = textsBelow(grid, from, heading)
  const fit = texts.filter(isOfKind)
  return fit.some((text) => !/^定[性量]$/.test(text)) && fit.length >= texts.length * SHARE_OF_TEXTS
}

function columnsAlike({ cell, alike }: FoundRole): Doubt {
  const headings = [...alike, cell].map((heading) => joinLines(heading.text)).join('、')
  return {
    check: 'indicators/columns-alike',
    severity: 'warning',
    message: {
      zh: `指标表有 ${alike.length + 1} 列都可作同一栏（${headings}），取最右一列；其余各列未读入，请核对。`,
      en: `${alike.length + 1} columns of the indicator table may be the same one (${headings}); the rightmost is taken and the others are not; please compare.`,
    },
    subjects: ['form'],
    expected: null,
    actual: headings,
    locators: [...alike, cell].flatMap((heading) => heading.locators),
  }
}

function columnAssumed(taken: Cell, candidates: readonly Cell[]): Doubt {
  const headings = candidates.map((heading) => joinLines(heading.text)).join('、')
  const heading = joinLines(taken.text)
  return {
    check: 'indicators/column-assumed',
    severity: 'warning',
    message: {
      zh: `指标表没有已知的指标值一栏；按内容（${headings}）把“${heading}”读作全年指标值，请核对。`,
      en: `No column of the indicator table is known to hold its targets; by its content (${headings}) “${heading}” is read as the full year’s; please compare.`,
    },
    subjects: ['form'],
    expected: null,
    actual: heading,
    locators: candidates.flatMap(({ locators }) => locators),
  }
}
