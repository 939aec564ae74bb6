/** Targets and amounts whose writing leaves the figure in doubt. */
import type { Doubt, Target } from '@backfile/model'
import { parseAmount, parseTarget } from '@backfile/model'
import type { Check, FilingToCheck } from './check.ts'
import { lineName } from './fund-lines.ts'
import { indicatorName, measureNames, periodNames } from './wording.ts'

export const unparsedFigures: Check = {
  ids: ['targets/unparsed', 'amounts/unparsed'],
  title: { zh: '数字写法存疑', en: 'A figure’s writing is doubtful' },
  why: {
    zh: '写法不清的数字无法计算和比较；系统不猜测，由人确认。',
    en: 'A figure that can be read in two ways can be neither added nor compared; it is not guessed, a person decides.',
  },
  source:
    '《中央部门预算绩效目标管理办法》(财预〔2015〕88号): targets are quantified or can be measured; the model’s own parsing rules',
  run: (filing) => [...doubtfulTargets(filing), ...doubtfulAmounts(filing)],
}

/** One finding an indicator and reason: both periods usually are written alike. */
function doubtfulTargets(filing: FilingToCheck): readonly Doubt[] {
  return filing.indicators.flatMap((indicator, index) => {
    const reasons = new Map<string, { targets: Target[]; zh: string; en: string }>()
    for (const target of indicator.targets) {
      const reason = parseTarget(target.raw).doubtful
      if (!reason) continue
      const group = reasons.get(reason.en) ?? { targets: [], ...reason }
      reasons.set(reason.en, { ...group, targets: [...group.targets, target] })
    }
    return [...reasons.values()].map(({ targets, zh, en }): Doubt => {
      const written = {
        zh: targets.map(({ period, raw }) => `${periodNames[period].zh}“${raw}”`).join('、'),
        en: targets.map(({ period, raw }) => `the ${periodNames[period].en} “${raw}”`).join(', '),
      }
      return {
        check: 'targets/unparsed',
        severity: targets.some(({ value }) => value === null) ? 'warning' : 'info',
        message: {
          zh: `“${indicatorName(indicator)}”的${written.zh}：${zh}`,
          en: `“${indicatorName(indicator)}”, ${written.en}: ${en}`,
        },
        subjects: [`indicators/${index}`],
        expected: null,
        actual: targets.map(({ raw }) => raw).join(' / '),
        locators: targets.flatMap(({ locators }) => locators),
      }
    })
  })
}

function doubtfulAmounts(filing: FilingToCheck): readonly Doubt[] {
  return filing.funds.flatMap((line, index) =>
    line.amounts.flatMap((amount): Doubt[] => {
      const reason = parseAmount(amount.raw, amount.unit).doubtful
      const lost = amount.value === null && parseAmount(amount.raw, amount.unit).value !== null
      const negative = amount.value?.startsWith('-') ?? false
      if (!reason && !lost && !negative) return []
      const why = reason ?? (negative ? negativeAmount : notTaken)
      const subject = `funds/${index}`
      const name = lineName({ subject, line })
      return [
        {
          check: 'amounts/unparsed',
          severity: amount.value === null ? 'warning' : 'info',
          message: {
            zh: `“${name}”的${measureNames[amount.measure].zh}“${amount.raw}”：${why.zh}`,
            en: `“${name}”, the ${measureNames[amount.measure].en} “${amount.raw}”: ${why.en}`,
          },
          subjects: [subject],
          expected: null,
          actual: amount.raw,
          locators: amount.locators,
        },
      ]
    }),
  )
}

const negativeAmount = { zh: '金额为负，请核对', en: 'the amount is negative' }
const notTaken = { zh: '有数字但未能采用', en: 'it has a figure that was not taken' }
