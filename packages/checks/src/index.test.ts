import { readFileSync } from 'node:fs'
import { Finding } from '@backfile/model'
import { describe, expect, it } from 'vitest'
import { departmentFiling, field, fund, indicator } from '../test/small-filing.ts'
import { catalogue } from './catalogue.ts'
import { checks, runChecks } from './index.ts'

describe('all checks on one filing', () => {
  it('a filing in order raises nothing', () => {
    expect(runChecks(departmentFiling())).toEqual([])
  })

  it('a value below 0.9 never goes without a finding', () => {
    const sure = departmentFiling()
    const unsure = {
      ...sure,
      fields: [...sure.fields, field('longTermGoal', '中长期目标', '建成阅读之城。', 0.5)],
      funds: [...sure.funds, fund('source', '市级财政资金', { currentYearPlan: '5' }, 'item', 0.8)],
      indicators: [...sure.indicators, indicator('读者满意度', '≥80%', '≥90%', { confidence: 0.6 })],
    }
    const found = runChecks(unsure)
    expect(found.map(({ check, subjects }) => [check, subjects])).toEqual([
      ['alignment/inferred', ['fields/3']],
      ['alignment/inferred', ['funds/3']],
      ['alignment/inferred', ['indicators/1']],
    ])
  })

  it('what reading or another check already doubts is not doubted again', () => {
    const filing = departmentFiling({
      indicators: [
        indicator('场次', '≥1,23', '≥8场'),
        indicator('人数', '≥5人', '≥8人', { confidence: 0.6 }),
      ],
    })
    const choice = {
      check: 'alignment/label-spread',
      severity: 'info' as const,
      message: { zh: '任务归属存疑', en: 'its task is uncertain' },
      subjects: ['indicators/1'],
      expected: null,
      actual: null,
      locators: [],
    }
    const found = runChecks({ ...filing, doubts: [choice] })
    expect(found.map(({ check }) => check)).not.toContain('alignment/inferred')
    expect(found).not.toContainEqual(choice)
  })

  it('every doubt fits the model of a finding and names a check of the catalogue', () => {
    const funds = [
      fund('income', '资金总额', { fullYearBudget: '301' }, 'total'),
      fund('income', '其他资金', { fullYearBudget: '300' }),
      fund('expenditure', '基本支出', { fullYearBudget: '1,23' }),
    ]
    const indicators = [indicator('甲', '0', '完成'), indicator('甲', '≥95%；≤5次', '≥3次')]
    const found = runChecks(departmentFiling({ funds, indicators, fiscalYear: null }))
    const known = checks.flatMap(({ ids }) => ids)
    expect(found.length).toBeGreaterThan(4)
    for (const doubt of found) {
      expect(Finding.parse({ id: 'x', ...doubt })).toBeDefined()
      expect(known).toContain(doubt.check)
    }
  })
})

it('the catalogue of the documentation is the one that the checks give (else: npm run catalogue in this package)', () => {
  const page = new URL('../../../docs/checks.md', import.meta.url)
  expect(readFileSync(page, 'utf8')).toBe(`${catalogue(checks)}\n`)
})
