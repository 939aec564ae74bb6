import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const title = '部门整体绩效目标表'
const whole = tableOf([
  ['单位名称', '某市水务局', '<', '<'],
  ['主要职能', '管水。', '<', '<'],
  ['年度目标', '供水。', '<', '<'],
  ['一级指标', '二级指标', '三级指标', '全年指标值'],
  ['产出指标', '数量指标', '供水户数', '≥12万户'],
])
const piece = tableOf([
  ['单位名称', '', '', ''],
  ['主要职能', '', '', ''],
  ['年度目标', '', '', ''],
  ['一级指标', '二级指标', '三级指标', '全年指标值'],
])

describe('a part of a form that states no figure, nor whose or what it is', () => {
  it('is no filing of its own beside one of that form, and its tables are kept with an error', () => {
    const filings = recognise([sectionOf([title], whole), sectionOf([title], piece)], forms)
    expect(filings.map(({ form }) => form.id)).toEqual(['department-performance-target', 'unknown'])
    expect(filings[1]?.tables).toHaveLength(1)
    expect(filings[1]?.doubts).toMatchObject([{ check: 'form/part-unread', severity: 'error' }])
  })

  it('is none where it says what is no project, and none of the form states a figure: the first is the filing', () => {
    const cut = (unit: string) =>
      tableOf([
        ['申报单位名称', unit, '<', '<'],
        ['项目类型', '专项业务类', '项目属性', '延续性项目'],
        ['年度目标', '办好体育教育。', '<', '<'],
        ['项目实施计划', '一季度完成采购。', '<', '<'],
      ])
    const project = '项目绩效目标申报表'
    const filings = recognise([sectionOf([project], cut('名称')), sectionOf([project], cut('计划'))], forms)
    expect(filings.map(({ form }) => form.id)).toEqual(['project-performance-target', 'unknown'])
    expect(filings[1]?.doubts).toMatchObject([{ check: 'form/part-unread', severity: 'error' }])
  })

  it('stays a filing where it stands alone, as a form that nobody has filled in', () => {
    const filings = recognise([sectionOf([title], piece)], forms)
    expect(filings.map(({ form }) => form.id)).toEqual(['department-performance-target'])
  })
})
