/** Indicators without a target for a period that the others have. */
import type { Doubt, Indicator, Period } from '@backfile/model'
import type { Check } from './check.ts'
import { indicatorName, listed, periodNames } from './wording.ts'

export const missingTargets: Check = {
  ids: ['targets/missing'],
  title: { zh: '指标缺少指标值', en: 'Indicators without a target' },
  why: {
    zh: '没有指标值的指标无法考核；也可能是读取时漏掉了，需要对照原件。',
    en: 'An indicator without a target cannot be held to anything; or reading lost it, and the original must be looked at.',
  },
  source:
    '《中央部门预算绩效目标管理办法》(财预〔2015〕88号): every indicator is given a value, quantified where it can be',
  run: (filing) => {
    const covered = new Set(filing.doubts.flatMap(({ subjects }) => subjects))
    return periods.flatMap((period): Doubt[] => {
      const without = filing.indicators
        .map((indicator, index) => ({ indicator, subject: `indicators/${index}` }))
        .filter(({ indicator }) => !hasTarget(indicator, period))
      const usual = without.length * 2 < filing.indicators.length
      const unexplained = without.filter(({ subject }) => !covered.has(subject))
      if (!usual || unexplained.length === 0) return []
      const names = listed(unexplained.map(({ indicator }) => indicatorName(indicator)))
      return [
        {
          check: 'targets/missing',
          severity: 'warning',
          message: {
            zh: `${unexplained.length}个指标没有${periodNames[period].zh}：${names.zh}`,
            en: `${unexplained.length} indicators have no ${periodNames[period].en}: ${names.en}`,
          },
          subjects: unexplained.map(({ subject }) => subject),
          expected: null,
          actual: null,
          locators: unexplained.flatMap(({ indicator }) => indicator.locators),
        },
      ]
    })
  },
}

const periods: readonly Period[] = ['halfYear', 'fullYear', 'actual']

function hasTarget(indicator: Indicator, period: Period): boolean {
  return indicator.targets.some((target) => target.period === period && target.raw.trim() !== '')
}
