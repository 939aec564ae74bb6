import type { Table } from '@backfile/layout'
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

  it('is a filing of its own where both stand in one table, one below the other', () => {
    const both = stacked(formOf('某市园林中心', '绿道建设', '30'), formOf('某市档案馆', '档案数字化', '12'))
    expect(read(both).map(({ unit, funds }) => [unit.name, funds[0]?.amounts[0]?.value])).toEqual([
      ['某市园林中心', '30'],
      ['某市档案馆', '12'],
    ])
  })
})

/** One table of both, with a blank row between. */
function stacked(above: Table, below: Table): Table {
  const from = above.rows + 1
  const moved = below.cells.map((cell) => ({ ...cell, row: cell.row + from }))
  return { ...above, rows: from + below.rows, cells: [...above.cells, ...moved] }
}

describe('a form that was pasted again below itself without its title', () => {
  const form = formOf('某市园林中心', '绿道建设', '30')

  it('is read once, with a finding that says where it stands again', () => {
    for (const filings of [
      read(form, form),
      read(stacked(form, form)),
      read(stacked(form, stacked(form, form))),
    ]) {
      expect(filings).toHaveLength(1)
      expect(filings[0]?.funds.map(({ amounts }) => amounts[0]?.value)).toEqual(['30'])
      expect(filings[0]?.indicators).toHaveLength(1)
      expect(filings[0]?.doubts).toMatchObject([{ check: 'form/filing-twice', severity: 'warning' }])
    }
  })

  it('is doubted where the copy was gone over, but not its year: one of both is out of date', () => {
    const filings = read(form, formOf('某市园林中心', '绿道建设', '45'))
    const apart = read(form, formOf('某市园林中心', '公园养护', '45'))
    const doubted = (all: typeof filings) => all.map(({ doubts }) => doubts.map(({ check }) => check))
    expect(doubted(filings)).toEqual([['form/filing-contradicted'], ['form/filing-contradicted']])
    expect(doubted(apart)).toEqual([[], []])
  })

  it('stays two filings where a title of its own says another year', () => {
    const sections = ['2023', '2024'].map((year) =>
      sectionOf([`市级项目绩效目标申报表（${year}年度）`], form),
    )
    expect(recognise(sections, forms).map(({ fiscalYear }) => fiscalYear)).toEqual([2023, 2024])
  })
})
