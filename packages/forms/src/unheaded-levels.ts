/** Columns of levels whose heading was not read: blank, or lost with what covered it. */
import type { Cell } from '@backfile/layout'
import type { Doubt } from '@backfile/model'
import type { IndicatorColumnRole } from './form-definition.ts'
import { type ColumnRange, type TableGrid, textsBelow } from './grid.ts'

/** Blank places in front of the names, below which labels stand, for the levels that no heading is read for. */
export function levelsWithoutHeading(
  grid: TableGrid,
  from: number,
  starting: readonly Cell[],
  columns: ReadonlyMap<IndicatorColumnRole, ColumnRange>,
): ReadonlyMap<'level1' | 'level2', Cell> {
  const found = new Map<'level1' | 'level2', Cell>()
  const [first, second, name] = (['level1', 'level2', 'name'] as const).map((role) => columns.get(role))
  if (name === undefined || (first === undefined) === (second === undefined)) return found
  const [role, low, high] =
    second === undefined
      ? (['level2', first?.to ?? 0, name.from] as const)
      : (['level1', 0, second.from] as const)
  const blank = starting.find(
    (cell) => cell.text === '' && cell.column >= low && cell.column + cell.columnSpan === high,
  )
  const labels = blank === undefined ? [] : textsBelow(grid, from, blank)
  if (blank !== undefined && labels.some((text) => /\p{Script=Han}{2}/u.test(text))) found.set(role, blank)
  return found
}

/** Says that a level's column is taken for it by its place alone. */
export function levelAssumed(role: 'level1' | 'level2', { locators }: Cell): Doubt {
  const [zh, en] = role === 'level1' ? ['一级指标', 'first levels'] : ['二级指标', 'second levels']
  return {
    check: 'indicators/column-assumed',
    severity: 'warning',
    message: {
      zh: `指标表有一列没有读到表头，按位置读作${zh}，请核对。`,
      en: `No heading was read for a column of the indicator table; by its place it is read as the ${en}; please compare.`,
    },
    subjects: ['form'],
    expected: null,
    actual: null,
    locators,
  }
}
