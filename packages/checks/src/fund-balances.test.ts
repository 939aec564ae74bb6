import { describe, expect, it } from 'vitest'
import { departmentFiling, fund, indicator } from '../test/small-filing.ts'
import { compositionSource } from './composition-source.ts'
import { executionRate } from './execution-rate.ts'
import { incomeExpenditure } from './income-expenditure.ts'
import { statedRates } from './stated-rates.ts'

describe('income against expenditure', () => {
  const filing = (income: string, ...expenditure: readonly ReturnType<typeof fund>[]) =>
    departmentFiling({
      funds: [fund('income', '资金总额', { fullYearBudget: income }, 'total'), ...expenditure],
    })
  const basic = fund('expenditure', '基本支出', { fullYearBudget: '1093.84' })
  const projects = fund('expenditure', '项目支出', { fullYearBudget: '1096.52' }, 'subtotal')
  const project = fund('expenditure', '项目支出/运维', { fullYearBudget: '1096.52' })

  it('a budget that balances raises nothing, with or without its projects', () => {
    expect(incomeExpenditure.run(filing('2190.36', basic, projects))).toEqual([])
    expect(incomeExpenditure.run(filing('2190.36', basic, projects, project))).toEqual([])
  })

  it('a budget that does not balance is an error with both figures', () => {
    expect(incomeExpenditure.run(filing('2190.63', basic, projects))).toMatchObject([
      {
        severity: 'error',
        expected: '2190.63',
        actual: '2190.36',
        subjects: ['funds/0', 'funds/1', 'funds/2'],
      },
    ])
  })

  it('an expenditure without a figure makes it a warning', () => {
    const empty = fund('expenditure', '项目支出', { fullYearBudget: '' })
    expect(incomeExpenditure.run(filing('2190.36', basic, empty))).toMatchObject([{ severity: 'warning' }])
  })

  it('the expenditure’s own total counts once', () => {
    const total = fund('expenditure', '支出总额', { fullYearBudget: '2190.36' }, 'total')
    expect(incomeExpenditure.run(filing('2190.36', total, basic, projects))).toEqual([])
  })

  it('a project’s form has no income to balance', () => {
    expect(incomeExpenditure.run(departmentFiling({ funds: [basic] }))).toEqual([])
  })
})

describe('the stated half-year execution rate', () => {
  const filing = (name: string, half: string, basicHalf = '516.92') =>
    departmentFiling({
      funds: [
        fund('expenditure', '基本支出', { halfYearPlan: basicHalf, fullYearBudget: '1093.84' }),
        fund('expenditure', '项目支出', { halfYearPlan: '299.62', fullYearBudget: '1096.52' }, 'subtotal'),
        fund('expenditure', '项目支出/运维', { halfYearPlan: '299.60', fullYearBudget: '1096.52' }),
      ],
      indicators: [indicator('资产管理规范性', '规范', '规范'), indicator(name, half, '=100%')],
    })

  it('that the amounts do not give is found with both rates', () => {
    expect(executionRate.run(filing('预算执行率', '=45%'))).toMatchObject([
      {
        check: 'funds/execution-rate-differs',
        severity: 'warning',
        expected: '45',
        actual: '37.3',
        subjects: ['indicators/1', 'funds/0', 'funds/1'],
      },
    ])
  })

  it.each(['部门预算执行率', '预算完成率', '支出进度', '预算支出进度', '预算执行率（%）', '资金执行率'])(
    'is also called %s',
    (name) => {
      expect(executionRate.run(filing(name, '≥45%'))).toHaveLength(1)
    },
  )

  it.each(['非税收入预算完成率', '政府采购执行率', '支付进度符合率', '预算偏差率', '预算调整率'])(
    '%s is another rate',
    (name) => {
      expect(executionRate.run(filing(name, '=45%'))).toEqual([])
    },
  )

  it.each(['=37%', '=37.3%', '≥30%', '≤40%', '按进度'])('%s agrees with 37.28%%', (half) => {
    expect(executionRate.run(filing('预算执行率', half))).toEqual([])
  })

  it('a round number close by is only worth knowing', () => {
    expect(executionRate.run(filing('预算执行率', '=39%'))).toMatchObject([{ severity: 'info' }])
  })

  it('cannot be held against amounts of which one is empty', () => {
    expect(executionRate.run(filing('预算执行率', '=45%', ''))).toEqual([])
  })
})

describe('a project’s composition and sources', () => {
  const filing = (plan: string, investment: string) =>
    departmentFiling({
      funds: [
        fund('composition', '建设', { budgetAmount: '4,000.00' }),
        fund('composition', '合计', { budgetAmount: '4000' }, 'total'),
        fund('source', '市级财政资金', { totalInvestment: investment, currentYearPlan: plan }),
        fund('source', '合计', { totalInvestment: investment, currentYearPlan: plan }, 'total'),
      ],
    })

  it('agree where the composition is this year’s plan or the whole investment', () => {
    expect(compositionSource.run(filing('4000.00', '9000'))).toEqual([])
    expect(compositionSource.run(filing('1000', '4000'))).toEqual([])
  })

  it('differ where it is neither', () => {
    expect(compositionSource.run(filing('3900', '9000'))).toMatchObject([
      { expected: '3900', actual: '4000' },
    ])
  })

  it('are not compared where a form has no sources', () => {
    expect(compositionSource.run(departmentFiling())).toEqual([])
  })
})

describe('a rate beside its amounts', () => {
  const selfEvaluation = (rate: string) =>
    departmentFiling({
      funds: [fund('execution', '年度资金总额', { fullYearBudget: '80', executed: '76.2', rate }, 'total')],
    })

  it.each(['95.25%', '95.3%', '95%', '0.9525'])('%s is 76.2 of 80', (rate) => {
    expect(statedRates.run(selfEvaluation(rate))).toEqual([])
  })

  it('another rate is found', () => {
    expect(statedRates.run(selfEvaluation('98%'))).toMatchObject([{ expected: '98', actual: '95.3' }])
  })

  it('of last year is held against what was granted, paid and spent', () => {
    const lines = (spent: string) => [
      fund('priorYearUse', '安排资金', { amount: '100' }),
      fund('priorYearUse', '拨付资金', { amount: '90' }),
      fund('priorYearUse', '支出资金', { amount: spent }),
      fund('priorYearUse', '资金到位率', { rate: '90' }),
      fund('priorYearUse', '预算执行率', { rate: '100' }),
    ]
    expect(statedRates.run(departmentFiling({ funds: lines('90') }))).toEqual([])
    expect(statedRates.run(departmentFiling({ funds: lines('45') }))).toMatchObject([
      { expected: '100', actual: '50.0', subjects: ['funds/4', 'funds/2', 'funds/1'] },
    ])
  })

  it('of zero over empty amounts, as in a form for a new project, is no difference', () => {
    const lines = [
      fund('priorYearUse', '安排资金', { amount: '' }),
      fund('priorYearUse', '拨付资金', { amount: '' }),
      fund('priorYearUse', '资金到位率', { rate: '0' }),
    ]
    expect(statedRates.run(departmentFiling({ funds: lines }))).toEqual([])
  })
})
