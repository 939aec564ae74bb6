import { describe, expect, it } from 'vitest'
import { departmentFiling, fund } from '../test/small-filing.ts'
import { implausibleUnit } from './implausible-unit.ts'

const found = (...raws: readonly string[]) =>
  implausibleUnit
    .run(departmentFiling({ funds: raws.map((raw) => fund('income', raw, { fullYearBudget: raw })) }))
    .map(({ subjects, actual }) => [actual, subjects])

describe('a department whose amounts stand in another unit than they were typed in', () => {
  it('is doubted where the greatest is less than two of its staff cost', () => {
    expect(found('0元', '8490.40元', '211.22元')).toEqual([['8490.40元', ['funds/0', 'funds/1', 'funds/2']]])
  })

  it('is doubted where it would have a share of all public spending', () => {
    expect(found('384904000.00万元')).toEqual([['384904000.00万元', ['funds/0']]])
  })

  it('is none where a body may have such amounts, or has none', () => {
    expect(found('84904000.00元', '0元')).toEqual([])
    expect(found('8490.40', '0')).toEqual([])
    expect(found('0')).toEqual([])
    expect(found()).toEqual([])
  })
})
