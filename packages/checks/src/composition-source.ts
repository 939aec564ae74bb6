/** A project's composition against its sources: what the sub-projects cost is what somebody pays. */
import { absoluteOf, compareDecimals, differenceOf } from '@backfile/model'
import type { Check } from './check.ts'
import { amountOf, fundTree, sectionTotal } from './fund-lines.ts'

export const compositionSource: Check = {
  ids: ['funds/composition-source-differ'],
  title: { zh: '项目资金构成与来源不符', en: 'A project’s composition and sources differ' },
  why: {
    zh: '各子项目预算合计应当有资金来源；两者不符，说明预算有缺口或申报有误。',
    en: 'What the sub-projects cost must be paid from somewhere: a difference is a gap in the budget or an error in the application.',
  },
  source:
    'The form’s own arithmetic: the composition’s total is the total investment or the plan for this year',
  run: (filing) => {
    const sources = fundTree(filing, 'source')
    const cost = sectionTotal(fundTree(filing, 'composition'), 'budgetAmount')
    const paid = [sectionTotal(sources, 'currentYearPlan'), sectionTotal(sources, 'totalInvestment')].filter(
      (total) => total !== null,
    )
    const [first] = paid
    if (!cost || !first || paid.some(({ unit }) => unit !== cost.unit)) return []
    if (paid.some(({ value }) => compareDecimals(value, cost.value) === 0)) return []
    const off = absoluteOf(differenceOf(first.value, cost.value))
    const unit = cost.unit ?? ''
    const figures = [...cost.figures, ...paid.flatMap((total) => total.figures)]
    const stated = paid.map(({ value }) => `${value}${unit}`)
    return [
      {
        check: 'funds/composition-source-differ',
        severity: 'warning',
        message: {
          zh: `子项目预算合计${cost.value}${unit}，资金来源合计${stated.join('、')}，相差${off}${unit}`,
          en: `the sub-projects cost ${cost.value}${unit}, the sources give ${stated.join(' and ')}, a difference of ${off}${unit}`,
        },
        subjects: [...new Set(figures.map(({ subject }) => subject))],
        expected: first.value,
        actual: cost.value,
        locators: figures.flatMap((figure) =>
          (['budgetAmount', 'currentYearPlan', 'totalInvestment'] as const).flatMap(
            (measure) => amountOf(figure, measure)?.locators ?? [],
          ),
        ),
      },
    ]
  },
}
