import { expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

it('a total that stands in one cell with its label is read, and so are the two sides below it', () => {
  const table = tableOf([
    ['部门名称', '某区文化馆', '<', '<', '<'],
    ['年度部门预算（万元）', '资金总额：1,230.50', '<', '<', '<'],
    ['^', '按收入性质分：', '<', '按支出性质分：', '<'],
    ['^', '一般公共预算拨款', '1,200.00', '基本支出', '830.50'],
    ['^', '其他资金', '30.50', '项目支出', '400.00'],
    ['年度总体目标', '办好展览。', '<', '<', '<'],
    ['一级指标', '二级指标', '三级指标', '指标值', '<'],
    ['产出指标', '数量指标', '展览场次', '≥12场', '<'],
  ])
  const [filing] = recognise([sectionOf(['2024年度部门整体支出绩效目标表'], table)], forms)
  expect(
    filing?.funds.map(({ section, path, amounts: [amount] }) => [
      section,
      path.join('/'),
      `${amount?.value}${amount?.unit}`,
    ]),
  ).toEqual([
    ['income', '资金总额', '1230.50万元'],
    ['income', '财政拨款/一般公共预算资金', '1200.00万元'],
    ['expenditure', '基本支出', '830.50万元'],
    ['income', '其他资金', '30.50万元'],
    ['expenditure', '项目支出', '400.00万元'],
  ])
  expect(filing?.doubts).toEqual([])
})

it('a label with two amounts beside it may mean either: the first is taken, and not surely', () => {
  const table = tableOf([
    ['项目名称', '绿道建设', '<', '<', '<', '<'],
    ['申报单位名称', '某市园林中心', '<', '<', '<', '<'],
    ['上年度资金使用情况', '安排资金（万元）', '12', '30', '拨付资金（万元）', '10'],
    ['年度目标', '建成开放。', '<', '<', '<', '<'],
  ])
  const [filing] = recognise([sectionOf(['市级项目绩效目标申报表（2024年度）'], table)], forms)
  expect(filing?.funds.map(({ amounts: [amount] }) => [amount?.value, amount?.confidence])).toEqual([
    ['12', 0.8],
    ['10', 1],
  ])
})
