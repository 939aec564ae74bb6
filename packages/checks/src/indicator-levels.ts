/** Indicators whose levels do not fit those of the rows around them. */
import type { Doubt, Indicator, Message } from '@backfile/model'
import { foldKey } from '@backfile/model'
import type { Check } from './check.ts'
import { excerpt, indicatorName, listed } from './wording.ts'

export const indicatorLevels: Check = {
  ids: ['indicators/level-missing', 'indicators/level-scattered', 'indicators/level-under-two'],
  title: { zh: '指标层级与前后各行不符', en: 'An indicator’s levels do not fit the rows around it' },
  why: {
    zh: '同组指标只有几行没有层级，或一个层级中断后又出现，多为合并单元格读错，也可能是填报疏漏；按层级汇总会算错。',
    en: 'Where some rows of a group lack a level, or a level ends and comes back, a merged cell was misread or the form filled in wrongly: what is counted by level is then wrong.',
  },
  source:
    '《项目支出绩效评价管理办法》(财预〔2020〕10号), self-evaluation form: 三级指标 stand under 二级指标, these under 一级指标',
  run: ({ indicators }) => {
    const rows = indicators.map((indicator, index): Row => ({ indicator, subject: `indicators/${index}` }))
    return [...missing(rows), ...scattered(rows), ...underTwo(rows)]
  },
}

interface Row {
  readonly indicator: Indicator
  readonly subject: string
}

type Level = 'level1' | 'level2' | 'task'

const levelNames: Readonly<Record<Level, Message>> = {
  level1: { zh: '一级指标', en: 'first level' },
  level2: { zh: '二级指标', en: 'second level' },
  task: { zh: '重点工作', en: 'task' },
}

/** The levels above each: rows that share them are one group, and have the level or have it not. */
const above: Readonly<Record<Level, readonly Level[]>> = {
  level1: [],
  level2: ['level1'],
  task: ['level1', 'level2'],
}

/** Rows without a level that others of their group have. */
function missing(rows: readonly Row[]): readonly Doubt[] {
  return (['level1', 'level2', 'task'] as const).flatMap((level) =>
    groupsBy(rows, (row) => above[level].map((over) => keyOf(row, over)).join('\t')).flatMap(
      (group): readonly Doubt[] => {
        const known = [...new Set(group.flatMap(({ indicator }) => indicator[level] ?? []))]
        const without = group.filter(({ indicator }) => indicator[level] === null)
        if (known.length === 0 || without.length === 0) return []
        const answers = listed(known)
        return [
          doubt('indicators/level-missing', without, known[0] ?? null, null, ({ zh, en }) => ({
            zh: `${zh}没有${levelNames[level].zh}，同组其他指标有（${answers.zh}）：是确无此项，还是读取时漏掉，请对照原件`,
            en: `${en} without a ${levelNames[level].en} that others of the same group have (${answers.en}): it has none, or reading lost it`,
          })),
        ]
      },
    ),
  )
}

/** Rows at which a first level comes back after another one, unless each task has its own. */
function scattered(rows: readonly Row[]): readonly Doubt[] {
  return groupsBy(rows, (row) => keyOf(row, 'task')).flatMap((group) => {
    const runs = runsOf(group.filter(({ indicator }) => indicator.level1 !== null))
    return runs.flatMap((run, index): readonly Doubt[] => {
      const level = levelOf(run)
      const before = runs.slice(0, index).findLastIndex((other) => keyed(levelOf(other)) === keyed(level))
      if (before < 0) return []
      const between = runs.slice(before + 1, index).flat()
      // Where one of the two is read wrongly, the shorter is.
      const [odd, other] =
        between.length <= run.length ? [between, level] : [run, levelOf(runs[index - 1] ?? [])]
      return [
        doubt('indicators/level-scattered', odd, other, levelOf(odd), ({ zh, en }) => ({
          zh: `${zh}的一级指标为“${excerpt(levelOf(odd))}”，而前后的指标为“${excerpt(other)}”：两者之一可能读错或填错`,
          en: `${en} under “${excerpt(levelOf(odd))}” within rows of “${excerpt(other)}”: one of the two may be wrong`,
        })),
      ]
    })
  })
}

/** Rows of a second level that most of its indicators have under another first level. */
function underTwo(rows: readonly Row[]): readonly Doubt[] {
  const placed = rows.filter(({ indicator }) => indicator.level1 !== null && indicator.level2 !== null)
  return groupsBy(placed, (row) => `${keyOf(row, 'level2')}\t${keyOf(row, 'task')}`).flatMap((group) => {
    const [most, ...others] = groupsBy(group, (row) => keyOf(row, 'level1')).sort(
      (a, b) => b.length - a.length,
    )
    if (most === undefined) return []
    const second = group[0]?.indicator.level2 ?? ''
    return others.map((odd) =>
      doubt('indicators/level-under-two', odd, levelOf(most), levelOf(odd), ({ zh, en }) => ({
        zh: `${zh}的二级指标“${excerpt(second)}”在一级指标“${excerpt(levelOf(odd))}”下，又在“${excerpt(levelOf(most))}”下：两者之一可能读错或填错`,
        en: `${en} of “${excerpt(second)}” under “${excerpt(levelOf(odd))}”, which stands under “${excerpt(levelOf(most))}” as well: one of the two may be wrong`,
      })),
    )
  })
}

function levelOf(rows: readonly Row[]): string {
  return rows[0]?.indicator.level1 ?? ''
}

function keyed(text: string | null): string {
  return foldKey(text ?? '')
}

function keyOf({ indicator }: Row, level: Level): string {
  return keyed(indicator[level])
}

function runsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const runs: Row[][] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last?.[0] !== undefined && keyOf(last[0], 'level1') === keyOf(row, 'level1')) last.push(row)
    else runs.push([row])
  }
  return runs
}

function groupsBy(rows: readonly Row[], key: (row: Row) => string): (readonly Row[])[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return [...groups.values()]
}

function doubt(
  check: string,
  rows: readonly Row[],
  expected: string | null,
  actual: string | null,
  message: (named: Message) => Message,
): Doubt {
  const names = listed(rows.map(({ indicator }) => indicatorName(indicator)))
  return {
    check,
    severity: 'warning',
    message: message({ zh: names.zh, en: `${names.en} ${rows.length === 1 ? 'stands' : 'stand'}` }),
    subjects: rows.map(({ subject }) => subject),
    expected,
    actual,
    locators: rows.flatMap(({ indicator }) => indicator.locators),
  }
}
