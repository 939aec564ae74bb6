import { describe, expect, it } from 'vitest'
import { departmentFiling, fund } from '../test/small-filing.ts'
import { duplicateFundLine } from './duplicate-fund-line.ts'

const findings = (...funds: readonly ReturnType<typeof fund>[]) =>
  duplicateFundLine.run(departmentFiling({ funds }))

describe('a project that was pasted twice', () => {
  it('is a warning that names both lines and what they say', () => {
    const [found, ...others] = findings(
      fund('expenditure', '项目支出/场馆运维', { fullYearBudget: '170' }),
      fund('expenditure', '项目支出/设备更新', { fullYearBudget: '129.6' }),
      fund('expenditure', '项目支出/场馆运维', { fullYearBudget: '170.00' }),
    )
    expect(others).toEqual([])
    expect(found).toMatchObject({
      check: 'funds/duplicate',
      severity: 'warning',
      subjects: ['funds/0', 'funds/2'],
    })
    expect(found?.message.en).toContain(
      '“项目支出/场馆运维” stands 2 times in one section, each time with 170',
    )
  })

  it('is a warning as well where a total stands twice with other amounts', () => {
    const found = findings(
      fund('expenditure', '支出总额', { halfYearPlan: '19256.2' }, 'total'),
      fund('expenditure', '基本支出', { halfYearPlan: '300' }),
      fund('expenditure', '支出总额', { halfYearPlan: '931.2' }, 'total'),
    )
    expect(found).toMatchObject([
      { check: 'funds/total-twice', severity: 'warning', subjects: ['funds/0', 'funds/2'] },
    ])
    expect(found[0]?.message.en).toContain('19256.2; 931.2')
  })

  it('is none where the amounts differ or are nothing, or the section is another', () => {
    expect(
      findings(
        fund('expenditure', '项目支出/其他', { fullYearBudget: '12' }),
        fund('expenditure', '项目支出/其他', { fullYearBudget: '7' }),
        fund('income', '其他资金', { fullYearBudget: '0' }),
        fund('income', '其他资金', { fullYearBudget: '0' }),
        fund('income', '资金总额', { fullYearBudget: '19' }),
        fund('composition', '资金总额', { budgetAmount: '19' }),
      ),
    ).toEqual([])
  })
})
