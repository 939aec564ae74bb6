import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const funds = [
  ['项目资金（万元）', '', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
  ['^', '年度资金总额', '500.00', '520.00', '494.00', '10', '95.00%', '9.5'],
  ['^', '其中：当年财政拨款', '480.00', '500.00', '474.00', '—', '94.80%', '—'],
  ['^', '上年结转资金', '20.00', '20.00', '20.00', '—', '100.00%', '—'],
]
const goals = [
  ['年度总体目标', '预期目标', '<', '<', '实际完成情况', '<', '<', '<'],
  ['^', '完成巡护。', '<', '<', '已完成巡护。', '<', '<', '<'],
]
const indicators = [
  ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '偏差原因分析及改进措施'],
  ['产出指标', '数量指标', '巡护里程', '≥10000公里', '9560公里', '20', '19.1', '雨季停巡'],
  ['满意度指标', '服务对象满意度', '群众满意度', '≥90%', '93%', '10', '10', ''],
]

const project = tableOf([
  ['项目名称', '森林防火', '<', '<', '<', '<', '<', '<'],
  ['主管部门', '某省林业局', '<', '<', '实施单位', '某省森林消防总队', '<', '<'],
  ...funds,
  ...goals,
  ...indicators,
])

describe('a project’s self-evaluation', () => {
  const [filing] = recognise([sectionOf(['项目支出绩效自评表', '（2023年度）'], project)], forms)

  it('is known by its title, with its unit, year, and what was meant and reached', () => {
    expect(filing?.form.id).toBe('project-self-evaluation')
    expect([filing?.unit.name, filing?.fiscalYear]).toEqual(['某省森林消防总队', 2023])
    expect(Object.fromEntries(filing?.fields.map(({ key, text }) => [key, text]) ?? [])).toMatchObject({
      annualGoal: '完成巡护。',
      actualCompletion: '已完成巡护。',
    })
  })

  it('has its budgets in money, its rate in per cent and its score in points', () => {
    expect(
      filing?.funds.map(({ path, amounts }) => [
        path.join('/'),
        ...amounts.filter(({ value }) => value !== null).map((a) => `${a.measure}=${a.value}${a.unit}`),
      ]),
    ).toEqual([
      [
        '年度资金总额',
        'initialBudget=500.00万元',
        'fullYearBudget=520.00万元',
        'executed=494.00万元',
        'weight=10分',
        'rate=95.00%',
        'score=9.5分',
      ],
      [
        '当年财政拨款',
        'initialBudget=480.00万元',
        'fullYearBudget=500.00万元',
        'executed=474.00万元',
        'rate=94.80%',
      ],
      [
        '上年结转资金',
        'initialBudget=20.00万元',
        'fullYearBudget=20.00万元',
        'executed=20.00万元',
        'rate=100.00%',
      ],
    ])
  })

  it('has what each indicator reached, its weight, score and why it fell short', () => {
    expect(filing?.indicators).toMatchObject([
      {
        name: '巡护里程',
        targets: [
          { period: 'fullYear', operator: '>=', value: '10000' },
          { period: 'actual', operator: null, value: '9560' },
        ],
        weight: '20',
        score: '19.1',
        deviationReason: '雨季停巡',
      },
      { name: '群众满意度', weight: '10', score: '10', deviationReason: null },
    ])
    expect(filing?.doubts).toEqual([])
  })
})

it('an unknown line that begins the execution is the whole of which 其中 names the parts', () => {
  const table = tableOf([
    ['单位名称', '某县人民法院', '<', '<', '<', '<', '<', '<'],
    ['预算执行情况（万元）', '', '年初预算数', '全年预算数', '全年执行数', '分值', '', '得分'],
    ['^', '部门整体支出', '2,100.00', '2,350.50', '2,301.20', '10', '', '9.79'],
    ['^', '其中：财政拨款', '2,100.00', '2,350.50', '2,301.20', '', '', ''],
    ...goals,
    ...indicators,
  ])
  const [filing] = recognise([sectionOf(['2023年度部门整体支出绩效自评表'], table)], forms)
  expect(filing?.funds.map(({ path }) => path.join('/'))).toEqual(['部门整体支出', '当年财政拨款'])
})

it('a whole department’s self-evaluation is a filing of the department, with its execution', () => {
  const table = tableOf([
    ['部门名称', '某市统计局', '<', '<', '<', '<', '<', '<'],
    ...funds.map((row) => row.map((text) => text.replace('项目资金', '年度预算'))),
    ...goals,
    ...indicators,
  ])
  const [filing] = recognise([sectionOf(['部门整体支出绩效自评表', '（2022年度）'], table)], forms)
  expect(filing?.form.id).toBe('department-performance-target')
  expect(new Set(filing?.funds.map(({ section }) => section))).toEqual(new Set(['execution']))
  expect(filing?.indicators.map(({ score }) => score)).toEqual(['19.1', '10'])
})

it('a self-evaluation without its title is told from an application by what heads its funds', () => {
  const [filing] = recognise([sectionOf([], project)], forms)
  expect(filing?.form.id).toBe('project-self-evaluation')
  expect(filing?.funds[0]?.amounts.map(({ measure }) => measure)).toContain('executed')
})
