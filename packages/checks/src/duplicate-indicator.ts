/** Indicators that stand twice under the same task. */
import type { Doubt, Indicator } from '@backfile/model'
import { foldKey } from '@backfile/model'
import type { Check } from './check.ts'

export const duplicateIndicator: Check = {
  ids: ['indicators/duplicate'],
  title: { zh: '同一任务下指标重复', en: 'An indicator stands twice under the same task' },
  why: {
    zh: '重复的指标会被重复计分；目标值不同时，不知以哪一个为准。',
    en: 'An indicator that stands twice is scored twice, and where its targets differ nobody knows which one binds.',
  },
  source: '《项目支出绩效评价管理办法》(财预〔2020〕10号): every indicator has one weight and one target',
  run: (filing) => {
    const groups = new Map<string, { indicator: Indicator; subject: string }[]>()
    for (const [index, indicator] of filing.indicators.entries()) {
      if (indicator.name.trim() === '') continue
      const key = placeOf(indicator)
      groups.set(key, [...(groups.get(key) ?? []), { indicator, subject: `indicators/${index}` }])
    }
    return [...groups.values()].flatMap((group): Doubt[] => {
      const [first] = group
      if (!first || group.length < 2) return []
      const targets = group.map(({ indicator }) => indicator.targets.map(({ raw }) => raw).join(' / '))
      const same = new Set(targets).size === 1
      return [
        {
          check: 'indicators/duplicate',
          severity: 'warning',
          message: {
            zh: `“${first.indicator.name}”在同一任务下出现${group.length}次，目标值${same ? `均为${targets[0]}` : `分别为${targets.join('；')}`}`,
            en: `“${first.indicator.name}” stands ${group.length} times under the same task, ${same ? `each time with ${targets[0]}` : `with ${targets.join('; ')}`}`,
          },
          subjects: group.map(({ subject }) => subject),
          expected: '1',
          actual: `${group.length}`,
          locators: group.flatMap(({ indicator }) => indicator.locators),
        },
      ]
    })
  },
}

/** The levels, task and sub-projects that an indicator stands under, with its name. */
function placeOf(indicator: Indicator): string {
  const levels = [indicator.level1, indicator.level2, indicator.task].map((level) => foldKey(level ?? ''))
  const subprojects = indicator.subprojects.map(foldKey).sort()
  return JSON.stringify([...levels, subprojects, foldKey(indicator.name)])
}
