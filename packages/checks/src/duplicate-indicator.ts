/** Indicators that stand twice: under the same task, or, with the rows beside them, under another. */
import type { Doubt, Indicator } from '@backfile/model'
import { foldKey } from '@backfile/model'
import type { Check } from './check.ts'

export const duplicateIndicator: Check = {
  ids: ['indicators/duplicate', 'indicators/duplicate-elsewhere'],
  title: { zh: '指标重复', en: 'An indicator stands twice' },
  why: {
    zh: '重复的指标会被重复计分；目标值不同时，不知以哪一个为准。',
    en: 'An indicator that stands twice is scored twice, and where its targets differ nobody knows which one binds.',
  },
  source: '《项目支出绩效评价管理办法》(财预〔2020〕10号): every indicator has one weight and one target',
  run: ({ indicators }) => {
    const placed = indicators.map(
      (indicator, index): Placed => ({ indicator, subject: `indicators/${index}` }),
    )
    const twice = groupsOf(
      placed.filter(({ indicator }) => indicator.name.trim() !== ''),
      ({ indicator }) => placeOf(indicator),
    )
    const known = new Set(twice.flat())
    const elsewhere = rowsAgain(placed).filter((own) => !known.has(own))
    return [...twice.map(underOneTask), ...(elsewhere.length === 0 ? [] : [underOthers(elsewhere)])]
  },
}

interface Placed {
  readonly indicator: Indicator
  readonly subject: string
}

/** Those of which several have the same key, by the key. */
function groupsOf<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/**
 * Indicators that stand again with the next one, both with the same targets: one alone may be meant for two tasks, rows
 * that follow each other were more likely pasted.
 */
function rowsAgain(placed: readonly Placed[]): readonly Placed[] {
  const pairs = placed.slice(1).map((next, index) => [placed[index] ?? next, next] as const)
  const again = groupsOf(
    pairs.filter((pair) => pair.every(({ indicator }) => indicator.targets.length > 0)),
    (pair) => pair.map(({ indicator }) => saying(indicator)).join('\n'),
  )
  const found = new Set([...again.flat(2), ...underOtherFirstLevels(placed)])
  return placed.filter((own) => found.has(own))
}

/** A single indicator that stands again, word for word, under another first level: tasks share levels, levels share no tasks. */
function underOtherFirstLevels(placed: readonly Placed[]): readonly Placed[] {
  const again = groupsOf(
    placed.filter(({ indicator }) => indicator.targets.length > 0 && indicator.level1 !== null),
    ({ indicator }) => saying(indicator),
  )
  const firstLevels = (group: readonly Placed[]): number =>
    new Set(group.map(({ indicator }) => foldKey(indicator.level1 ?? ''))).size
  return again.filter((group) => firstLevels(group) > 1).flat()
}

/** The indicator's name and targets as they are written. */
function saying({ name, targets }: Indicator): string {
  return JSON.stringify([foldKey(name), targets.map(({ period, raw }) => [period, foldKey(raw)])])
}

function underOneTask(group: readonly Placed[]): Doubt {
  const targets = group.map(({ indicator }) => indicator.targets.map(({ raw }) => raw).join(' / '))
  const same = new Set(targets).size === 1
  const name = group[0]?.indicator.name ?? ''
  return {
    check: 'indicators/duplicate',
    severity: 'warning',
    message: {
      zh: `“${name}”在同一任务下出现${group.length}次，目标值${same ? `均为${targets[0]}` : `分别为${targets.join('；')}`}`,
      en: `“${name}” stands ${group.length} times under the same task, ${same ? `each time with ${targets[0]}` : `with ${targets.join('; ')}`}`,
    },
    expected: '1',
    ...countedIn(group),
  }
}

function underOthers(rows: readonly Placed[]): Doubt {
  const names = [...new Set(rows.map(({ indicator }) => indicator.name))]
  const [shown, more] = [names.slice(0, 5), names.length - 5]
  return {
    check: 'indicators/duplicate-elsewhere',
    severity: 'info',
    message: {
      zh: `“${shown.join('”“')}”${more > 0 ? `等${names.length}个指标` : ''}在别的层级下，或连同前后行在别的任务下逐字重复：可能是粘贴时多贴了一次`,
      en: `“${shown.join('”, “')}”${more > 0 ? ` and ${more} more` : ''} stand again under other levels, or with the rows beside them under other tasks, word for word: they may have been pasted once too often`,
    },
    expected: `${names.length}`,
    ...countedIn(rows),
  }
}

function countedIn(rows: readonly Placed[]): Pick<Doubt, 'subjects' | 'actual' | 'locators'> {
  return {
    subjects: rows.map(({ subject }) => subject),
    actual: `${rows.length}`,
    locators: rows.flatMap(({ indicator }) => indicator.locators),
  }
}

/** The levels, task and sub-projects that an indicator stands under, with its name. */
function placeOf(indicator: Indicator): string {
  const levels = [indicator.level1, indicator.level2, indicator.task].map((level) => foldKey(level ?? ''))
  const subprojects = indicator.subprojects.map(foldKey).sort()
  return JSON.stringify([...levels, subprojects, foldKey(indicator.name)])
}
