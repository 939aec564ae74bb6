/** Names of the model's parts in the sentences of findings. */
import type { Amount, FundSection, Indicator, Measure, Message, Period } from '@backfile/model'

export const measureNames: Readonly<Record<Measure, Message>> = {
  fullYearBudget: { zh: '全年预算数', en: 'full-year budget' },
  halfYearPlan: { zh: '半年计划执行数', en: 'half-year plan' },
  budgetAmount: { zh: '预算金额', en: 'budget amount' },
  totalInvestment: { zh: '项目投资总额', en: 'total investment' },
  priorYearFunds: { zh: '上年度资金', en: 'prior-year funds' },
  currentYearPlan: { zh: '本年度计划数', en: 'plan for this year' },
  amount: { zh: '金额', en: 'amount' },
  rate: { zh: '比率', en: 'rate' },
  initialBudget: { zh: '年初预算数', en: 'initial budget' },
  executed: { zh: '全年执行数', en: 'executed in the year' },
  weight: { zh: '分值', en: 'weight' },
  score: { zh: '得分', en: 'score' },
}

export const sectionNames: Readonly<Record<FundSection, Message>> = {
  income: { zh: '收入', en: 'income' },
  expenditure: { zh: '支出', en: 'expenditure' },
  composition: { zh: '项目资金构成', en: 'composition of the project funds' },
  source: { zh: '项目资金来源', en: 'sources of the project funds' },
  priorYearUse: { zh: '上年度资金使用情况', en: 'use of the prior year’s funds' },
  execution: { zh: '资金执行情况', en: 'execution of the funds' },
}

export const periodNames: Readonly<Record<Period, Message>> = {
  halfYear: { zh: '半年指标值', en: 'half-year target' },
  fullYear: { zh: '全年指标值', en: 'full-year target' },
  actual: { zh: '实际完成值', en: 'actual value' },
}

/** Names that a sentence lists before it says how many more there are. */
const longestList = 5

/** `“甲”“乙”等7项` / `“甲”, “乙” and 5 more`. */
export function listed(names: readonly string[]): Message {
  const shown = names.slice(0, longestList).map((name) => `“${excerpt(name)}”`)
  const more = names.length - shown.length
  return {
    zh: shown.join('、') + (more > 0 ? `等${names.length}项` : ''),
    en: shown.join(', ') + (more > 0 ? ` and ${more} more` : ''),
  }
}

/** A text short enough to stand in a sentence. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const characters = [...line]
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : line
}

/** `5 + 0 + 57`: the figures of a sum, all of them up to a length that a person can follow. */
export function addition(values: readonly string[]): string {
  const longestAddition = 20
  const shown = values
    .slice(0, longestAddition)
    .map((value) => (value.startsWith('-') ? `(${value})` : value))
  return shown.join(' + ') + (values.length > longestAddition ? ' + …' : '')
}

/** How an amount is named in a sentence: its figure with its unit. */
export function withUnit(amount: Pick<Amount, 'value' | 'unit'>): string {
  return `${amount.value ?? ''}${amount.unit ?? ''}`
}

/** An indicator with the levels it stands under: `产出/数量指标/培训场次`. */
export function indicatorName(indicator: Indicator): string {
  return indicator.name === ''
    ? [indicator.level1, indicator.level2].filter(Boolean).join('/')
    : indicator.name
}
