import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { departmentFiling, fund } from '../test/small-filing.ts'
import { totalDiffers } from './total-differs.ts'

const findings = (...funds: readonly ReturnType<typeof fund>[]) =>
  totalDiffers.run(departmentFiling({ funds }))

describe('项目支出 against its projects', () => {
  const projects = [
    fund('expenditure', '基本支出', { halfYearPlan: '516.92' }),
    fund('expenditure', '项目支出', { halfYearPlan: '299.62' }, 'subtotal'),
    fund('expenditure', '项目支出/场馆运维', { halfYearPlan: '170' }),
    fund('expenditure', '项目支出/设备更新', { halfYearPlan: '129.6' }),
  ]

  it('two hundredths missing is an error with both figures, the arithmetic and the places', () => {
    const [found, ...others] = findings(...projects)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      check: 'funds/total-differs',
      severity: 'error',
      expected: '299.62',
      actual: '299.60',
      subjects: ['funds/1', 'funds/2', 'funds/3'],
    })
    expect(found?.message.zh).toContain('170 + 129.6 = 299.60')
    expect(found?.message.en).toContain('a difference of 0.02')
    expect(found?.locators).toHaveLength(3)
  })

  it('a form that names no projects promises no sum', () => {
    expect(findings(...projects.slice(0, 2))).toEqual([])
  })

  it('two projects of one name are both added', () => {
    expect(findings(...projects, fund('expenditure', '项目支出/设备更新', { halfYearPlan: '0.02' }))).toEqual(
      [],
    )
  })

  it('a project without a figure counts as nothing and makes the finding a warning', () => {
    const [found] = findings(...projects, fund('expenditure', '项目支出/培训', { halfYearPlan: '' }))
    expect(found).toMatchObject({ severity: 'warning', actual: '299.60' })
    expect(found?.message.en).toContain('1 of the parts have no figure')
  })

  it('a figure that was read with doubt makes the finding a warning', () => {
    const unsure = fund('expenditure', '项目支出/设备更新', { halfYearPlan: '129.6' }, 'item', 0.6)
    expect(findings(...projects.slice(0, 3), unsure)).toMatchObject([{ severity: 'warning' }])
  })
})

describe('totals of an income section', () => {
  const income = (total: string, subtotal: string) => [
    fund('income', '资金总额', { fullYearBudget: total }, 'total'),
    fund('income', '财政拨款/小计', { fullYearBudget: subtotal }, 'subtotal'),
    fund('income', '财政拨款/一般公共预算资金', { fullYearBudget: '90' }),
    fund('income', '财政拨款/政府性基金', { fullYearBudget: '10' }),
    fund('income', '财政拨款/其中：专项债券', { fullYearBudget: '4' }),
    fund('income', '国有资本金', { fullYearBudget: '0' }),
    fund('income', '其他资金', { fullYearBudget: '20.5' }),
  ]

  it('that add up raise nothing: the subtotal stands for its items, 其中 is not added', () => {
    expect(findings(...income('120.5', '100'))).toEqual([])
  })

  it('a wrong subtotal is found, and the total that contains it', () => {
    expect(findings(...income('120.5', '99'))).toMatchObject([
      { expected: '120.5', actual: '119.5', subjects: ['funds/0', 'funds/1', 'funds/5', 'funds/6'] },
      { expected: '99', actual: '100', subjects: ['funds/1', 'funds/2', 'funds/3'] },
    ])
  })

  it('a line 财政拨款 with its own figure is checked against what stands below it', () => {
    const head = fund('income', '财政拨款', { fullYearBudget: '101' }, 'subtotal')
    expect(findings(head, ...income('121.5', '100').slice(1))).toMatchObject([
      { expected: '101', actual: '100' },
    ])
  })

  it('two totals at one level may each close what stands before', () => {
    const lines = [
      fund('income', '拨款收入', { fullYearBudget: '100' }),
      fund('income', '事业收入', { fullYearBudget: '20' }),
      fund('income', '本年收入合计', { fullYearBudget: '120' }, 'total'),
      fund('income', '上年结转', { fullYearBudget: '5' }),
    ]
    expect(findings(...lines, fund('income', '收入总计', { fullYearBudget: '125' }, 'total'))).toEqual([])
    expect(findings(...lines, fund('income', '收入总计', { fullYearBudget: '126' }, 'total'))).toMatchObject([
      { expected: '126', actual: '125' },
    ])
  })
})

describe('totals of a project', () => {
  it('thousands separators, empty sources and a label with a colon are no difference', () => {
    expect(
      findings(
        fund('composition', '建设', { budgetAmount: '2,330.50' }),
        fund('composition', '运维', { budgetAmount: '1,669.50' }),
        fund('composition', '合计：', { budgetAmount: '4000.00' }, 'total'),
        fund('source', '上级财政资金', { totalInvestment: '', currentYearPlan: '' }),
        fund('source', '市级财政资金', { totalInvestment: '4,000.00', currentYearPlan: '4,000.00' }),
        fund('source', '合计', { totalInvestment: '4000.00', currentYearPlan: '4000.00' }, 'total'),
      ),
    ).toEqual([])
  })

  it('amounts in different units are compared in 元', () => {
    const lines = (total: string) => [
      fund('composition', '建设', { budgetAmount: '20万元' }),
      fund('composition', '运维', { budgetAmount: '5000元' }),
      fund('composition', '合计', { budgetAmount: total }, 'total'),
    ]
    expect(findings(...lines('20.5'))).toEqual([])
    expect(findings(...lines('20.6'))).toMatchObject([{ expected: '206000.0', actual: '205000.0' }])
  })

  it('figures that are all rounded to one place may differ by their rounding', () => {
    const lines = (total: string) => [
      fund('composition', '一', { budgetAmount: '33.33' }),
      fund('composition', '二', { budgetAmount: '33.33' }),
      fund('composition', '三', { budgetAmount: '33.33' }),
      fund('composition', '合计', { budgetAmount: total }, 'total'),
    ]
    expect(findings(...lines('100.01'))).toMatchObject([{ severity: 'warning' }])
    expect(findings(...lines('100.02'))).toMatchObject([{ severity: 'error' }])
  })

  it('rates are never added', () => {
    expect(
      findings(
        fund('execution', '年度资金总额', { executed: '90', rate: '90%' }, 'total'),
        fund('execution', '当年财政拨款', { executed: '60', rate: '85%' }),
        fund('execution', '其他资金', { executed: '30', rate: '100%' }),
      ),
    ).toEqual([])
  })
})

it('whatever the parts, their exact sum raises nothing and any other total does', () => {
  const cents = fc.integer({ min: -1_000_000, max: 10_000_000_000 })
  const figure = (value: number): string => `${value < 0 ? '-' : ''}${(Math.abs(value) / 100).toFixed(2)}`
  fc.assert(
    fc.property(
      fc.array(cents, { minLength: 1, maxLength: 15 }),
      fc.integer({ min: 1, max: 999 }),
      (parts, off) => {
        const total = parts.reduce((sum, part) => sum + part, 0)
        const lines = (stated: number) => [
          ...parts.map((part, i) => fund('composition', `子项目${i}`, { budgetAmount: figure(part) })),
          fund('composition', '合计', { budgetAmount: figure(stated) }, 'total'),
        ]
        expect(findings(...lines(total))).toEqual([])
        expect(findings(...lines(total + off))).toHaveLength(1)
      },
    ),
    { numRuns: 50 },
  )
})

describe('lines that only indentation shows to be inside another', () => {
  const income = (fund1: string) => [
    fund('income', '资金总额', { fullYearBudget: '3210.00' }, 'total'),
    fund('income', '财政拨款/一般公共预算资金', { fullYearBudget: '3000.00' }),
    fund('income', '其中：上级补助', { fullYearBudget: '200.00' }),
    fund('income', '本级财力', { fullYearBudget: fund1 }),
    fund('income', '其他资金', { fullYearBudget: '210.00' }),
  ]

  it('are not added where, with 其中, they make up the line above', () => {
    expect(findings(...income('2800'))).toEqual([])
  })

  it('are added where they do not', () => {
    expect(findings(...income('2700.00'))).toMatchObject([{ expected: '3210.00', actual: '5910.00' }])
  })
})

describe('a line that the form’s usual order has within another', () => {
  const income = (total: string) => [
    fund('income', '资金总额', { fullYearBudget: total }, 'total'),
    fund('income', '财政拨款', { fullYearBudget: '7500.00' }, 'subtotal'),
    fund('income', '财政拨款/财政专户管理资金', { fullYearBudget: '200.00' }),
    fund('income', '其他资金', { fullYearBudget: '102.36' }),
  ]

  it('stands beside it where the total says so', () => {
    expect(findings(...income('7802.36'))).toEqual([])
  })

  it('is a part of it where it does not', () => {
    expect(findings(...income('7602.36'))).toMatchObject([{ expected: '7500.00', actual: '200.00' }])
  })
})
