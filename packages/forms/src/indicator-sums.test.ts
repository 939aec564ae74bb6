import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const filingOf = (...below: readonly (readonly string[])[]) =>
  recognise(
    [
      sectionOf(
        ['项目支出绩效自评表（2023年度）'],
        tableOf([
          ['项目名称', '森林防火', '<', '实施单位', '某林场', '<', '<'],
          ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
          ['产出指标', '数量指标', '巡护里程', '≥10000公里', '9560公里', '60', '57.4'],
          ['满意度指标', '服务对象满意度', '群众满意度', '≥90%', '93%', '30', '30'],
          ...below,
        ]),
      ),
    ],
    forms,
  )[0]

describe('a row below the indicators that sums up their points', () => {
  it.each([
    ['merged over all that stands in front', ['总分', '<', '<', '<', '<', '90', '87.4']],
    ['merged over the levels and names', ['合 计：', '<', '<', '', '', '90', '87.4']],
    ['among the first levels', ['总分', '', '', '', '', '90', '87.4']],
    ['among the names', ['', '', '总分', '', '', '90', '87.4']],
  ])('is no indicator, no line of funds and nothing to look at: its label %s', (_, row) => {
    const filing = filingOf(row)
    expect(filing?.indicators.map(({ name }) => name)).toEqual(['巡护里程', '群众满意度'])
    expect(filing?.funds).toEqual([])
    expect(filing?.doubts.map(({ check, severity }) => [check, severity])).toEqual([
      ['form/sum-not-taken', 'info'],
    ])
  })

  it('is named where it holds more than points', () => {
    const filing = filingOf(['合计', '<', '<', '120万元', '118万元', '90', '87.4'])
    expect(filing?.doubts.map(({ check }) => check)).toEqual(['form/row-unrecognised'])
  })
})
