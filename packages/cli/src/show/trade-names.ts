/** What the trade calls the sections and measures of funds. */
import type { FundSection, Measure, Message } from '@backfile/model'

export const sectionNames: Readonly<Record<FundSection, Message>> = {
  income: { zh: '收入', en: 'income' },
  expenditure: { zh: '支出', en: 'expenditure' },
  composition: { zh: '资金构成', en: 'composition' },
  source: { zh: '资金来源', en: 'source' },
  priorYearUse: { zh: '上年使用', en: 'use in the year before' },
  execution: { zh: '执行', en: 'execution' },
}

export const measureNames: Readonly<Record<Measure, Message>> = {
  fullYearBudget: { zh: '全年预算数', en: 'full-year budget' },
  halfYearPlan: { zh: '半年计划执行数', en: 'half-year plan' },
  budgetAmount: { zh: '预算金额', en: 'budget' },
  totalInvestment: { zh: '投资总额', en: 'total investment' },
  priorYearFunds: { zh: '上年度资金', en: 'year before' },
  currentYearPlan: { zh: '本年度计划数', en: 'plan of this year' },
  amount: { zh: '金额', en: 'amount' },
  rate: { zh: '比率', en: 'rate' },
  initialBudget: { zh: '年初预算数', en: 'initial budget' },
  executed: { zh: '全年执行数', en: 'executed' },
  weight: { zh: '分值', en: 'weight' },
  score: { zh: '得分', en: 'score' },
}
