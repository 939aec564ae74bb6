/** Income against expenditure: a unit's budget balances. */
import { absoluteOf, compareDecimals, differenceOf, inYuan } from '@backfile/model'
import type { Check } from './check.ts'
import { addUp, amountOf, fundTree, partsUnder, sectionTotal } from './fund-lines.ts'
import { addition } from './wording.ts'

export const incomeExpenditure: Check = {
  ids: ['funds/income-expenditure-differ'],
  title: { zh: '收入与支出不平', en: 'Income and expenditure differ' },
  why: {
    zh: '部门预算应当收支平衡；不平说明收入或支出有一处漏列或填错。',
    en: 'A unit’s budget balances: where it does not, income or expenditure was left out or mistyped.',
  },
  source: '《中华人民共和国预算法》第十二条 (各级预算应当遵循……收支平衡的原则); the form’s own arithmetic',
  run: (filing) => {
    const measure = 'fullYearBudget'
    const [incomeLines, expenditureLines] = [fundTree(filing, 'income'), fundTree(filing, 'expenditure')]
    const income = sectionTotal(incomeLines, measure)
    const parts = partsUnder(expenditureLines, [], measure)
    const amounts = parts
      .flatMap((part) => amountOf(part, measure) ?? [])
      .filter(({ value }) => value !== null)
    const expenditure = sectionTotal(expenditureLines, measure) ?? addUp(amounts)
    if (!income || !expenditure) return []
    const [expected, actual] =
      income.unit === expenditure.unit
        ? [income.value, expenditure.value]
        : [inYuan(income.value, income.unit), inYuan(expenditure.value, expenditure.unit)]
    if (expected === null || actual === null || compareDecimals(expected, actual) === 0) return []
    const unit = income.unit === expenditure.unit ? (income.unit ?? '') : '元'
    const empty = parts.length - amounts.length
    const off = absoluteOf(differenceOf(expected, actual))
    const sum = amounts.length > 1 ? ` (${addition(amounts.map(({ value }) => value ?? ''))})` : ''
    const figures = [...income.figures, ...parts]
    return [
      {
        check: 'funds/income-expenditure-differ',
        severity: empty > 0 ? 'warning' : 'error',
        message: {
          zh: `收入合计${expected}${unit}，支出合计${actual}${unit}${sum}，相差${off}${unit}${empty > 0 ? `；${empty}项支出没有数字` : ''}`,
          en: `income is ${expected}${unit}, expenditure ${actual}${unit}${sum}, a difference of ${off}${unit}${empty > 0 ? `; ${empty} expenditure lines have no figure` : ''}`,
        },
        subjects: figures.map(({ subject }) => subject),
        expected,
        actual,
        locators: figures.flatMap((figure) => amountOf(figure, measure)?.locators ?? []),
      },
    ]
  },
}
