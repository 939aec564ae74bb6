/** The half-year execution rate that the targets state, against the rate that the amounts give. */
import type { Doubt, Indicator, Operator, Target } from '@backfile/model'
import {
  absoluteOf,
  compareDecimals,
  decimalPlaces,
  differenceOf,
  foldKey,
  inYuan,
  percentageOf,
} from '@backfile/model'
import type { Check } from './check.ts'
import { amountOf, fundTree, sectionTotal } from './fund-lines.ts'

export const executionRate: Check = {
  ids: ['funds/execution-rate-differs'],
  title: { zh: '半年预算执行率与金额不符', en: 'The half-year execution rate differs from the amounts' },
  why: {
    zh: '半年执行率目标是考核支出进度的依据；与同一份表的金额对不上，考核就失去依据。',
    en: 'Spending is held against the stated half-year rate: where it contradicts the amounts of the same form, there is nothing to hold it against.',
  },
  source:
    '《预算绩效评价共性指标体系框架》(财预〔2013〕53号): 预算完成率 and 支付进度 are amounts over budget; the form’s own arithmetic',
  run: (filing) => {
    const lines = fundTree(filing, 'expenditure')
    const [plan, budget] = [sectionTotal(lines, 'halfYearPlan'), sectionTotal(lines, 'fullYearBudget')]
    if (!plan || !budget) return []
    const [part, whole] =
      plan.unit === budget.unit
        ? [plan.value, budget.value]
        : [inYuan(plan.value, plan.unit), inYuan(budget.value, budget.unit)]
    if (part === null || whole === null) return []
    const figures = [...new Set([...plan.figures, ...budget.figures])]
    const locators = figures.flatMap((figure) => [
      ...(amountOf(figure, 'halfYearPlan')?.locators ?? []),
      ...(amountOf(figure, 'fullYearBudget')?.locators ?? []),
    ])
    return statedRates(filing.indicators).flatMap(({ indicator, subject, target, stated }): Doubt[] => {
      const places = Math.max(1, decimalPlaces(stated))
      const actual = percentageOf(part, whole, places)
      if (actual === null || !departs(target.operator, stated, actual)) return []
      const off = absoluteOf(differenceOf(stated, actual))
      return [
        {
          check: 'funds/execution-rate-differs',
          severity: compareDecimals(off, planningStep) > 0 ? 'warning' : 'info',
          message: {
            zh: `“${indicator.name}”半年指标值为${target.raw}，而半年计划执行数${part}÷全年预算数${whole}=${actual}%，相差${off}个百分点`,
            en: `“${indicator.name}” states ${target.raw} for the half year, but the half-year plan ${part} ÷ the full-year budget ${whole} is ${actual}%, ${off} points apart`,
          },
          subjects: [subject, ...figures.map((figure) => figure.subject)],
          expected: stated,
          actual,
          locators: [...target.locators, ...locators],
        },
      ]
    })
  },
}

/**
 * Names of the execution rate of the whole budget. 非税收入预算完成率 is about income, 政府采购执行率 about a part,
 * 支付进度符合率 about conformity: none of them is meant.
 */
const executionRateName =
  /^(?:部门|单位|整体|年度|全年|当年|本年|上半年|半年|财政|总体)*(?:预算|资金|支出|拨款)+(?:执行率|完成率|支出率|支出进度|执行进度|完成进度)$|^支出进度率?$|^执行率$/

/** Rates are planned in steps of 5 points; a difference of up to half a step may be no more than a round number. */
const planningStep = '2.5'

interface StatedRate {
  readonly indicator: Indicator
  readonly subject: string
  readonly target: Target
  readonly stated: string
}

function statedRates(indicators: readonly Indicator[]): readonly StatedRate[] {
  return indicators.flatMap((indicator, index) => {
    const name = foldKey(indicator.name).replace(/\([^()]*\)/g, '')
    const target = indicator.targets.find(({ period }) => period === 'halfYear')
    if (!target || target.value === null || target.unit !== '%' || !executionRateName.test(name)) return []
    return [{ indicator, subject: `indicators/${index}`, target, stated: target.value }]
  })
}

/** Whether the amounts fall short of what is stated by more than the rounding of the stated figure. */
function departs(operator: Operator | null, stated: string, actual: string): boolean {
  const rounding = `0.${'0'.repeat(decimalPlaces(stated))}5`
  if (compareDecimals(absoluteOf(differenceOf(stated, actual)), rounding) <= 0) return false
  const order = compareDecimals(actual, stated)
  if (operator === '>=' || operator === '>') return order < 0
  if (operator === '<=' || operator === '<') return order > 0
  return true
}
