import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const title = '市级项目绩效目标申报表（2024年度）'
const fields = [
  ['申报单位名称', '某市园林中心', '<', '<'],
  ['项目名称', '绿道建设', '项目年度', '2024'],
  ['项目总目标', '完成建设。', '<', '<'],
  ['项目资金构成', '子项目名称', '<', '预算金额（万元）'],
  ['^', '绿道建设', '<', '30'],
]
const goal = ['年度目标', '建成开放。', '<', '<']
const heads = ['一级指标', '指标名称', '目标值', '<']
const rows = [
  ['产出', '建成里程', '≥12公里', '<'],
  ['^', '验收合格率', '100%', '<'],
]

const sheet = (name: string, headings: readonly string[], table: readonly (readonly string[])[]) => ({
  ...sectionOf(headings, tableOf(table)),
  name,
})
const read = (...sheets: readonly ReturnType<typeof sheet>[]) => recognise(sheets, forms)
const summary = (filings: ReturnType<typeof read>) =>
  filings.map(({ unit, indicators, funds }) => [
    unit.name,
    indicators.map(({ targets }) => targets[0]?.raw),
    funds.map(({ amounts }) => amounts[0]?.value),
  ])

describe('a form whose parts stand on several sheets of a workbook', () => {
  it('is one filing, whichever part comes first, and a person confirms that', () => {
    const one = sheet('一', [title], fields)
    const two = sheet('二', [], [goal, heads, ...rows])
    for (const filings of [read(one, two), read(two, one)]) {
      expect(summary(filings)).toEqual([['某市园林中心', ['≥12公里', '100%'], ['30']]])
      expect(filings[0]?.doubts.map(({ check }) => check)).toContain('form/sheets-joined')
    }
  })

  it('goes on without heads where the next sheet has the same columns', () => {
    const one = sheet('一', [title], [...fields, goal, heads, ...rows])
    const two = sheet('二', [], [['结果', '市民满意', '提升', '<']])
    expect(summary(read(one, two))).toEqual([['某市园林中心', ['≥12公里', '100%', '提升'], ['30']]])
  })

  it('is no part of a filing that states the same fields, or bears another title', () => {
    const one = sheet('一', [title], [...fields, goal, heads, ...rows])
    const again = sheet('二', [title], [['项目名称', '公园改造', '项目年度', '2024'], goal, heads, ...rows])
    expect(read(one, again).map(({ unit }) => unit.name)).toEqual(['某市园林中心', null])
  })
})
