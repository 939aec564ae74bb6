import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

describe('a row of indicators with a figure in the place of its name', () => {
  it('is an error, and nothing in it counts as sure', () => {
    const table = tableOf([
      ['单位名称', '某市水务局', '<', '<'],
      ['主要职能', '管水。', '<', '<'],
      ['年度目标', '供水。', '<', '<'],
      ['一级指标', '二级指标', '三级指标', '全年指标值'],
      ['产出指标', '数量指标', '供水户数', '≥12万户'],
      ['^', '供水户数', '≤2429吨', '统计报表'],
    ])
    const [filing] = recognise([sectionOf(['部门整体绩效目标表'], table)], forms)
    expect(filing?.indicators.map(({ confidence, targets }) => [confidence, targets[0]?.confidence])).toEqual(
      [
        [1, 1],
        [0.3, 0.3],
      ],
    )
    const said = filing?.doubts.filter(({ check }) => check === 'indicators/name-is-figure')
    expect(said).toMatchObject([{ severity: 'error', subjects: ['indicators/1'], actual: '≤2429吨' }])
  })

  it('is one too where a sub-project is a figure, as where a row of the funds was pasted', () => {
    const table = tableOf([
      ['项目申报单位', '某市体校', '<', '<'],
      ['项目名称', '教练员培训', '<', '<'],
      ['一级指标', '对应子项目名称', '指标名称', '目标值'],
      ['产出', '教练员培训', '培训场次', '≥12场'],
      ['安排资金（万元）', '2,601.25', '拨付资金（万元）', '2,601.25'],
    ])
    const [filing] = recognise([sectionOf(['项目支出绩效目标申报表'], table)], forms)
    expect(filing?.indicators.at(-1)?.targets[0]?.confidence).toBe(0.3)
    expect(filing?.doubts.map(({ check }) => check)).toContain('indicators/name-is-figure')
  })
})
