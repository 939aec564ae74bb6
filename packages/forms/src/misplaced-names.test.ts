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
})
