import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const read = (headings: readonly string[], ...parts: readonly (readonly (readonly string[])[])[]) =>
  recognise([sectionOf(headings, ...parts.map(tableOf))], forms)

const field = (filing: ReturnType<typeof read>[number] | undefined, key: string) =>
  filing?.fields.find((known) => known.key === key)?.text
const amounts = (filing: ReturnType<typeof read>[number] | undefined) =>
  filing?.funds.flatMap(({ section, path, amounts }) =>
    amounts.map(({ measure, value, unit }) => [section, path.join('/'), measure, `${value}${unit}`]),
  )

describe('all projects of a unit in one table', () => {
  const head = ['单位名称', '项目名称', '预算数', '年度目标', '一级指标', '二级指标', '三级指标', '指标值']
  const rows = [
    head,
    ['某县水利局', '河道治理', '350.00', '治理河道。', '产出指标', '数量指标', '治理长度', '≥12公里'],
    ['^', '^', '^', '^', '^', '质量指标', '合格率', '100%'],
    ['^', '水质监测', '80.00', '完成监测。', '产出指标', '数量指标', '监测断面', '26个'],
    ['^', '^', '^', '^', '满意度指标', '服务对象满意度', '群众满意度', '≥90%'],
  ]
  const filings = read(['部门预算项目绩效目标表（2024年度）', '单位：万元'], rows)

  it('are a filing each, with their own goals, money and indicators', () => {
    expect(filings.map((filing) => [field(filing, 'projectName'), field(filing, 'annualGoal')])).toEqual([
      ['河道治理', '治理河道。'],
      ['水质监测', '完成监测。'],
    ])
    expect(filings.map(({ unit, fiscalYear }) => [unit.name, fiscalYear])).toEqual([
      ['某县水利局', 2024],
      ['某县水利局', 2024],
    ])
    expect(filings.map(amounts)).toEqual([
      [['source', '合计', 'currentYearPlan', '350.00万元']],
      [['source', '合计', 'currentYearPlan', '80.00万元']],
    ])
    expect(filings.map(({ indicators }) => indicators.map(({ level1, name }) => [level1, name]))).toEqual([
      [
        ['产出指标', '治理长度'],
        ['产出指标', '合格率'],
      ],
      [
        ['产出指标', '监测断面'],
        ['满意度指标', '群众满意度'],
      ],
    ])
    expect(filings.flatMap(({ doubts }) => doubts)).toEqual([])
  })

  it('have every value where it stands in the file', () => {
    expect(filings[1]?.funds[0]?.amounts[0]?.locators).toEqual([{ sheet: 'S', cell: 'C4' }])
    expect(filings[1]?.indicators[1]?.locators).toEqual([{ sheet: 'S', cell: 'G5' }])
  })

  it('are no filing where a row sums them, which a doubt names', () => {
    const summed = [...rows, ['合计', '', '430.00', '', '', '', '', '']]
    const all = read(['部门预算项目绩效目标表（2024年度）', '单位：万元'], summed)
    expect(all.map(amounts)).toEqual(filings.map(amounts))
    expect(all.map(({ doubts }) => doubts.map(({ check, actual }) => [check, actual]))).toEqual([
      [],
      [['form/row-unrecognised', '合计 | 430.00']],
    ])
  })

  it('go on in a further part of the table, and where cells are blank instead of merged', () => {
    const blank = [
      ['某县水利局', '防汛', '40.00', '备足物资。', '产出指标', '数量指标', '编织袋', '≥10万条'],
      ['', '', '', '', '', '质量指标', '合格率', '100%'],
    ]
    const all = read(['部门预算项目绩效目标表（2024年度）', '单位：万元'], rows, blank)
    expect(all.map((filing) => [field(filing, 'projectName'), filing.indicators.length])).toEqual([
      ['河道治理', 2],
      ['水质监测', 2],
      ['防汛', 2],
    ])
  })
})

it('a unit that stands in a row of its own above its projects is theirs', () => {
  const filings = read(
    ['2025年项目支出绩效目标表'],
    [
      ['单位名称、项目名称', '项目年度绩效目标', '一级指标', '二级指标', '三级指标', '指标值'],
      ['某县林业局', '<', '<', '<', '<', '<'],
      ['国土绿化', '造林2万亩。', '产出指标', '数量指标', '造林面积', '≥20000亩'],
      ['草原监测', '完成监测。', '产出指标', '数量指标', '监测样地', '45个'],
    ],
  )
  expect(filings.map((filing) => [field(filing, 'applicantUnit'), field(filing, 'projectName')])).toEqual([
    ['某县林业局', '国土绿化'],
    ['某县林业局', '草原监测'],
  ])
})

it('a department in one row has its money by the labels above each figure', () => {
  const [filing, ...others] = read(
    ['整体支出绩效目标表', '单位：万元'],
    [
      ['单位名称', '年度预算申请', '<', '<', '<', '整体绩效目标', '一级指标', '三级指标', '指标值'],
      ['^', '资金总额', '按收入性质分', '按支出性质分', '<', '^', '^', '^', '^'],
      ['^', '^', '一般公共预算', '基本支出', '项目支出', '^', '^', '^', '^'],
      ['某市图书馆', '1880.60', '1880.60', '1200.60', '680.00', '服务读者。', '产出', '开放天数', '≥330天'],
    ],
  )
  expect(others).toEqual([])
  expect(filing?.unit.name).toBe('某市图书馆')
  expect(amounts(filing)).toEqual([
    ['income', '资金总额', 'fullYearBudget', '1880.60万元'],
    ['income', '财政拨款/一般公共预算资金', 'fullYearBudget', '1880.60万元'],
    ['expenditure', '基本支出', 'fullYearBudget', '1200.60万元'],
    ['expenditure', '项目支出', 'fullYearBudget', '680.00万元'],
  ])
  expect(filing?.indicators.map(({ name }) => name)).toEqual(['开放天数'])
})
