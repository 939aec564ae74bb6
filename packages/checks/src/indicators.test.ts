import { describe, expect, it } from 'vitest'
import { departmentFiling, fund, indicator } from '../test/small-filing.ts'
import { duplicateIndicator } from './duplicate-indicator.ts'
import { missingTargets } from './missing-targets.ts'
import { targetsAgree } from './targets-agree.ts'
import { unparsedFigures } from './unparsed-figures.ts'

describe('half-year and full-year targets', () => {
  const compared = (half: string | null, full: string | null) =>
    targetsAgree.run(departmentFiling({ indicators: [indicator('安全防护', half, full)] }))

  it('0 against a sentence differ in kind', () => {
    expect(compared('0', '不发生安全事故')).toMatchObject([
      {
        check: 'indicators/targets-differ-in-kind',
        expected: '不发生安全事故',
        actual: '0',
        subjects: ['indicators/0'],
        locators: [{ sheet: 'halfYear0' }, { sheet: 'fullYear不发生安全事故' }],
      },
    ])
  })

  it.each([
    ['=2次', '≥85%'],
    ['≥3次', '≤6次'],
    ['100%', '完成'],
  ])('%s and %s cannot be compared', (half, full) => {
    expect(compared(half, full)).toMatchObject([{ check: 'indicators/targets-differ-in-kind' }])
  })

  it.each([
    ['=4场', '=8场'],
    ['=0场', '=1场'],
    ['0', '≥85%'],
    ['≥0%', '≥85%'],
    ['无', '≥85%'],
    ['健全', '健全'],
    ['≥8000人次', '≥1.6万人次'],
    ['=6次', '≥12次'],
    [null, '≥85%'],
  ])('%s and %s agree', (half, full) => {
    expect(compared(half, full)).toEqual([])
  })

  it('a half that exceeds the whole is found', () => {
    expect(compared('≥400节', '≥300节')).toMatchObject([
      { check: 'indicators/half-exceeds-full', severity: 'warning', expected: '≥300节', actual: '≥400节' },
    ])
    expect(compared('≥3万人次', '≥6000人次')).toHaveLength(1)
  })

  it.each([
    ['≤10%', '≤5%'],
    ['=30天', '=15天'],
    ['=20%', '=5%'],
    ['≤6次', '≤3次'],
  ])('%s before %s is a limit, a duration or an exact rate, and may shrink', (half, full) => {
    expect(compared(half, full)).toEqual([])
  })
})

describe('one indicator twice', () => {
  const placed = (name: string, task: string, half = '≥95%') => indicator(name, half, '≥95%', { task })

  it('under the same task is found, though written with other spaces', () => {
    const indicators = [
      placed('故障响应率', '运维'),
      placed('活动场次', '运维'),
      placed('故障 响应率', '运维'),
    ]
    expect(duplicateIndicator.run(departmentFiling({ indicators }))).toMatchObject([
      { subjects: ['indicators/0', 'indicators/2'], actual: '2' },
    ])
  })

  it('under two tasks, or for two sub-projects, is no duplicate', () => {
    const indicators = [
      placed('故障响应率', '运维'),
      placed('故障响应率', '宣传'),
      { ...placed('满意度', '运维'), subprojects: ['甲'] },
      { ...placed('满意度', '运维'), subprojects: ['乙'] },
    ]
    expect(duplicateIndicator.run(departmentFiling({ indicators }))).toEqual([])
  })
})

describe('an indicator without a target', () => {
  const indicators = [
    indicator('甲', '≥1次', '≥2次'),
    indicator('乙', null, '≥2次'),
    indicator('丙', '≥1次', '≥2次'),
  ]

  it('that its neighbours have is found', () => {
    expect(missingTargets.run(departmentFiling({ indicators }))).toMatchObject([
      { check: 'targets/missing', subjects: ['indicators/1'] },
    ])
  })

  it('is not found twice where reading already said so', () => {
    const said = {
      check: 'alignment/columns-shifted',
      severity: 'warning' as const,
      message: { zh: '列错位', en: 'columns shifted' },
      subjects: ['indicators/1'],
      expected: null,
      actual: null,
      locators: [],
    }
    expect(missingTargets.run(departmentFiling({ indicators, doubts: [said] }))).toEqual([])
  })

  it('is none where the form has no half-year targets', () => {
    const yearly = [indicator('甲', null, '≥2次'), indicator('乙', null, '≥2次')]
    expect(missingTargets.run(departmentFiling({ indicators: yearly }))).toEqual([])
  })
})

describe('figures whose writing is doubtful', () => {
  it('are found with what was written, once an indicator', () => {
    const indicators = [indicator('响应率', '≥8O%', '≥8O%'), indicator('参与人数', '约100人', '约200人')]
    expect(unparsedFigures.run(departmentFiling({ indicators }))).toMatchObject([
      { check: 'targets/unparsed', severity: 'warning', subjects: ['indicators/0'], actual: '≥8O% / ≥8O%' },
      { check: 'targets/unparsed', severity: 'info', subjects: ['indicators/1'] },
    ])
  })

  it('an amount that is no number, or below zero, is found', () => {
    const funds = [
      fund('composition', '建设', { budgetAmount: '1,23' }),
      fund('composition', '核减', { budgetAmount: '△5.00' }),
      fund('composition', '运维', { budgetAmount: '1,230.00' }),
      fund('composition', '其他', { budgetAmount: '—' }),
    ]
    expect(unparsedFigures.run(departmentFiling({ funds }))).toMatchObject([
      { check: 'amounts/unparsed', severity: 'warning', subjects: ['funds/0'], actual: '1,23' },
      { check: 'amounts/unparsed', severity: 'info', subjects: ['funds/1'], actual: '△5.00' },
    ])
  })

  it('plain targets raise nothing', () => {
    const indicators = [
      indicator('健全性', '健全', '健全'),
      indicator('场次', '≥4场', '8场'),
      indicator('时限', '6月底前', '12月底前'),
    ]
    expect(unparsedFigures.run(departmentFiling({ indicators }))).toEqual([])
  })
})
