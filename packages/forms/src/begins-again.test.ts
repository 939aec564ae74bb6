import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const formOf = (unit: string, project: string, amount: string) =>
  tableOf([
    ['申报单位名称', unit, '<', '<'],
    ['项目名称', project, '项目年度', '2024'],
    ['项目总目标', '完成建设。', '<', '<'],
    ['年度目标', '建成开放。', '<', '<'],
    ['项目资金构成', '子项目名称', '<', '预算金额（万元）'],
    ['^', project, '<', amount],
    ['一级指标', '指标名称', '目标值', '<'],
    ['产出', '建成里程', '≥12公里', '<'],
  ])

const read = (...tables: readonly ReturnType<typeof tableOf>[]) =>
  recognise([sectionOf(['市级项目绩效目标申报表（2024年度）'], ...tables)], forms)

describe('a form filled in again below the first, whose title was not read', () => {
  it('is a filing of its own: no value of the first is lost or contradicted', () => {
    const filings = read(formOf('某市园林中心', '绿道建设', '30'), formOf('某市档案馆', '档案数字化', '12'))
    expect(
      filings.map(({ unit, indicators, funds, doubts }) => [
        unit.name,
        indicators.length,
        funds.map(({ amounts }) => amounts[0]?.value),
        doubts.filter(({ check }) => check === 'fields/stated-twice').length,
      ]),
    ).toEqual([
      ['某市园林中心', 1, ['30'], 0],
      ['某市档案馆', 1, ['12'], 0],
    ])
  })

  it('is none where the table lists projects, or the form goes on in another table', () => {
    const list = tableOf([
      ['项目名称', '金额', '项目年度'],
      ['绿道养护', '8', '2024'],
    ])
    const goesOn = tableOf([
      ['年度目标', '建成开放。', '<', '<'],
      ['申报单位负责人', '李某', '填报人', '王某'],
    ])
    expect(read(formOf('某市园林中心', '绿道建设', '30'), list)).toHaveLength(1)
    expect(read(formOf('某市园林中心', '绿道建设', '30'), goesOn)).toHaveLength(1)
  })
})
