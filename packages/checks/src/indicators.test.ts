import { describe, expect, it } from 'vitest'
import { departmentFiling, fund, indicator } from '../test/small-filing.ts'
import { duplicateIndicator } from './duplicate-indicator.ts'
import { indicatorLevels } from './indicator-levels.ts'
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

  it('under two first levels is worth a look even alone', () => {
    const indicators = [
      { ...placed('文化课合格率', '培养'), level1: '履职' },
      { ...placed('活动场次', '培养', '=4场'), level1: '履职' },
      { ...placed('文化课合格率', '培养'), level1: '满意度指标' },
    ]
    expect(duplicateIndicator.run(departmentFiling({ indicators }))).toMatchObject([
      { check: 'indicators/duplicate-elsewhere', subjects: ['indicators/0', 'indicators/2'] },
    ])
  })

  it('under two tasks is worth a look where the rows beside it stand again as well', () => {
    const pasted = (task: string) => [placed('故障响应率', task), placed('活动场次', task, '=4场')]
    const indicators = [...pasted('运维'), placed('满意度', '运维'), ...pasted('宣传')]
    expect(duplicateIndicator.run(departmentFiling({ indicators }))).toMatchObject([
      {
        check: 'indicators/duplicate-elsewhere',
        severity: 'info',
        subjects: ['indicators/0', 'indicators/1', 'indicators/3', 'indicators/4'],
        expected: '2',
        actual: '4',
      },
    ])
  })
})

describe('levels that do not fit the rows around them', () => {
  const placed = (level1: string | null, level2: string | null, task: string | null = null) =>
    indicator(`${level1}${level2}${task}`, '1次', '2次', { level1, level2, task })
  const found = (...indicators: ReturnType<typeof placed>[]) =>
    indicatorLevels
      .run(departmentFiling({ indicators }))
      .map(({ check, subjects, expected, actual }) => [check, subjects, expected, actual])

  it.each([
    [
      'first level',
      [placed('产出', '数量指标'), placed(null, '质量指标'), placed('效益', '社会效益')],
      '产出',
    ],
    ['second level', [placed('产出', '数量指标'), placed('产出', null)], '数量指标'],
    ['task', [placed('产出', '绿化', '植树'), placed('产出', '绿化')], '植树'],
  ])('a %s that only the others of the group have is missed', (_, indicators, expected) => {
    expect(found(...indicators)).toEqual([['indicators/level-missing', ['indicators/1'], expected, null]])
  })

  it('a first level that ends and comes back is found with both answers', () => {
    expect(
      found(
        placed('产出', '数量指标'),
        placed('产出', '质量指标'),
        placed('效益', '社会效益'),
        placed('产出', '时效指标'),
        placed('产出', '成本指标'),
      ),
    ).toEqual([['indicators/level-scattered', ['indicators/2'], '产出', '效益']])
  })

  it('a second level under two first levels is found where fewer of it stand', () => {
    expect(found(placed('产出', '社会效益'), placed('效益', '社会效益'), placed('效益', '社会效益'))).toEqual(
      [['indicators/level-under-two', ['indicators/0'], '效益', '产出']],
    )
  })

  it('forms without second levels, groups without tasks and levels of each task are as they should be', () => {
    expect(found(placed('投入', null), placed('产出', null))).toEqual([])
    expect(found(placed('产出', '绿化', '植树'), placed('产出', '养护'), placed('效益', '社会效益'))).toEqual(
      [],
    )
    expect(
      found(
        placed('产出', '数量指标', '植树'),
        placed('效益', '社会效益', '植树'),
        placed('产出', '数量指标', '养护'),
        placed('效益', '社会效益', '养护'),
      ),
    ).toEqual([])
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
