import { describe, expect, it } from 'vitest'
import { departmentFiling, field, fund, indicator } from '../test/small-filing.ts'
import { clippedText } from './clipped-text.ts'
import { missingFields } from './missing-fields.ts'
import { repeatedSentence } from './repeated-sentence.ts'

describe('sentences of a narrative', () => {
  const repeated = (text: string) =>
    repeatedSentence.run(departmentFiling({ fields: [field('mainFunctions', '单位主要职能', text)] }))

  it('one that stands twice is found, and one more that differs only in its first words', () => {
    const found = repeated(
      '开展智能化应用推广和阅读培训。负责全市智能化应用推广和阅读培训。负责全市智能化应用推广和阅读培训。',
    )
    expect(found).toMatchObject([{ check: 'text/repeated-sentence', subjects: ['fields/0'], actual: '3' }])
    expect(found[0]?.message.zh).toContain('出现2次，另有1处几乎相同')
  })

  it('their numbering does not hide a repetition', () => {
    expect(
      repeated('1. 负责全市公共图书馆建设\n2. 负责全市公共图书馆建设\n3. 负责全市公共图书馆建设'),
    ).toMatchObject([{ actual: '3' }])
  })

  it('a phrase doubled within a sentence is found', () => {
    expect(repeated('这是推进服务均等化的必然选择以及推进服务均等化的必然选择。')).toHaveLength(1)
  })

  it('that are short, or alike but different, are no repetition', () => {
    expect(repeated('按时完成。按时完成。馆长1人。负责全市图书馆建设规划。负责全县博物馆展陈规划。')).toEqual(
      [],
    )
  })
})

describe('text that looks cut', () => {
  const explained = (...explanations: readonly string[]) =>
    clippedText.run(
      departmentFiling({
        indicators: explanations.map((explanation, i) =>
          indicator(`指标${i}`, '=1次', '=2次', { explanation }),
        ),
      }),
    )

  it('a column whose texts all stop at one width is cut there; one that ends in a full stop is whole', () => {
    const found = explained(
      '考察实际支出资金占预算到位资金金额的比率，用以反',
      '考察资金使用规范程度，是否按计划完全使用在指定项',
      '考察财务管理制度是否健全。其中，重点考察关键性资',
      '考察项目实施前期是否经过充分的可行性研究、论证。',
      '验收资料',
    )
    expect(found).toMatchObject([
      { check: 'text/clipped', subjects: ['indicators/0', 'indicators/1', 'indicators/2'] },
    ])
  })

  it('texts of many widths are whole, though none ends in a full stop', () => {
    expect(
      explained(
        '各分馆全年举办读者活动的场次',
        '各分馆全年举办读者活动的场次和参加人数之比',
        '各分馆全年举办读者活动的场次和参加人数的比例情况说明',
        '各分馆全年举办读者活动的场次和参加人数的比例以及较上年增长情况',
        '读者满意度问卷中表示满意和比较满意的人数占全部有效问卷的比例情况',
      ),
    ).toEqual([])
  })

  it.each(['采购文件、合同、', '举办读者活动（含线上', '《公共图书馆服务', '#####'])(
    '%s is cut',
    (explanation) => {
      expect(explained(explanation)).toMatchObject([{ check: 'text/clipped', subjects: ['indicators/0'] }])
    },
  )

  it.each(['（一）举办活动', '1）举办活动', '举办“读书月“活动', '含线上（直播)活动', '举办活动（含线上）'])(
    '%s is whole',
    (explanation) => {
      expect(explained(explanation)).toEqual([])
    },
  )

  it('one finding a column, however many are cut', () => {
    expect(explained('采购文件、', '合同、', '验收资料，')).toHaveLength(1)
  })

  it('a fund line and a field may be cut as well', () => {
    const filing = departmentFiling({
      funds: [fund('composition', '场馆运维（含', { budgetAmount: '5' })],
      fields: [field('annualGoal', '年度目标', '一、开放阅览室。二、举办读者活动，')],
    })
    expect(clippedText.run(filing)).toMatchObject([{ subjects: ['funds/0'] }, { subjects: ['fields/0'] }])
  })
})

const projectForm = { id: 'project-performance-target' as const, title: null, confidence: 1 }

describe('what a form requires', () => {
  it('is all there', () => {
    expect(missingFields.run(departmentFiling())).toEqual([])
  })

  it('unit, year and goal that are missing are each found', () => {
    const filing = departmentFiling()
    const found = missingFields.run({
      ...filing,
      unit: { name: null, code: null },
      fiscalYear: null,
      fields: [...filing.fields.slice(0, 2), field('annualGoal', '年度绩效目标', null)],
    })
    expect(found.map(({ message }) => message.zh)).toEqual(['缺少单位名称', '缺少年度', '缺少“年度绩效目标”'])
    expect(found.map(({ subjects }) => subjects)).toEqual([['form'], ['form'], ['fields/2']])
  })

  it('a label that a place’s form does not have is not missed, one that was left empty is', () => {
    const [name, , goal] = departmentFiling().fields
    const empty = field('mainFunctions', '部门职能', ' ')
    const without = departmentFiling({ fields: [name, goal].filter((kept) => kept !== undefined) })
    expect(missingFields.run(without)).toEqual([])
    expect(missingFields.run({ ...without, fields: [...without.fields, empty] })).toMatchObject([
      { subjects: ['fields/2'], message: { zh: '缺少“部门职能”' } },
    ])
  })

  it('a project’s form that asks for one goal calls it the project’s', () => {
    const whole = field('overallGoal', '绩效目标', '支持30个村。')
    const name = field('projectName', '项目名称', '衔接资金')
    const filing = { ...departmentFiling({ fields: [name, whole] }), form: projectForm }
    expect(missingFields.run(filing)).toEqual([])
    expect(missingFields.run({ ...filing, fields: [name] })).toMatchObject([
      { message: { zh: '缺少“年度绩效目标”' } },
    ])
  })

  it('a form of targets without funds or indicators is an error', () => {
    expect(missingFields.run(departmentFiling({ funds: [], indicators: [] }))).toMatchObject([
      { severity: 'error', message: { zh: '缺少资金' } },
      { severity: 'error', message: { zh: '缺少指标' } },
    ])
  })

  it('an unknown form requires nothing', () => {
    const form = { id: 'unknown' as const, title: null, confidence: 0 }
    expect(missingFields.run(departmentFiling({ form, fields: [], funds: [], indicators: [] }))).toEqual([])
  })
})
