import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const indicators = [
  ['一级指标', '二级指标', '三级指标', '指标值', '<'],
  ['产出指标', '数量指标', '检查次数', '≥4次', '<'],
]
const filingOf = (headings: readonly string[], ...funds: readonly (readonly string[])[]) =>
  recognise([sectionOf(headings, tableOf([...funds, ...indicators]))], forms)[0]
const department = (unit: readonly string[], ...funds: readonly (readonly string[])[]) =>
  filingOf(
    ['2024年度部门整体支出绩效目标表', ...unit],
    ['部门名称', '某局', '<', '<', '<'],
    ['年度目标', '做好工作。', '<', '<', '<'],
    ...funds,
  )
const project = (unit: readonly string[], ...funds: readonly (readonly string[])[]) =>
  filingOf(
    ['2024年度项目支出绩效目标表', ...unit],
    ['项目名称', '校舍维修', '<', '<', '<'],
    ['申报单位', '某校', '<', '<', '<'],
    ['年度目标', '修好校舍。', '<', '<', '<'],
    ...funds,
  )
const lines = (filing: ReturnType<typeof filingOf>) =>
  filing?.funds.map(({ section, path, amounts: [amount] }) => [
    section,
    path.join('/'),
    `${amount?.value}${amount?.unit}`,
    amount?.confidence,
  ])

describe('blocks that no label names', () => {
  it('begin with a line that only they have', () => {
    const filing = department(
      ['单位：万元'],
      ['年度预算', '资金总额', '<', '5,230.10', '<'],
      ['^', '一般公共预算', '<', '5,230.10', '<'],
      ['^', '资金结构', '基本支出', '3,100.00', '<'],
      ['^', '^', '项目支出', '2,130.10', '<'],
    )
    expect(lines(filing)).toEqual([
      ['income', '资金总额', '5230.10万元', 1],
      ['income', '财政拨款/一般公共预算资金', '5230.10万元', 1],
      ['expenditure', '基本支出', '3100.00万元', 1],
      ['expenditure', '项目支出', '2130.10万元', 1],
    ])
    expect(filing?.doubts).toEqual([])
  })

  it('begin with labels that say themselves what their amounts measure', () => {
    const filing = project(
      [],
      ['项目总预算（元）', '5,600,000', '项目当年预算（元）', '3,200,000', ''],
      ['同名项目上年预算额（元）', '2,400,000', '同名项目上年预算执行数（元）', '2,398,000', ''],
    )
    expect(lines(filing)?.map((line) => line.slice(0, 3))).toEqual([
      ['source', '合计', '5600000元'],
      ['priorYearUse', '安排资金', '2400000元'],
      ['priorYearUse', '支出资金', '2398000元'],
    ])
    expect(filing?.funds[0]?.amounts.map(({ measure }) => measure)).toEqual([
      'totalInvestment',
      'currentYearPlan',
    ])
  })

  it('stand side by side where each line is its own block’s', () => {
    const filing = department(
      ['单位：万元'],
      ['部门年度预算', '收入预算合计', '2,860.00', '支出预算合计', '2,860.00'],
      ['^', '一般公共预算拨款', '2,300.00', '基本支出', '1,460.00'],
      ['^', '其他收入', '560.00', '项目支出', '1,400.00'],
    )
    expect(lines(filing)).toEqual([
      ['income', '资金总额', '2860.00万元', 1],
      ['expenditure', '支出总额', '2860.00万元', 1],
      ['income', '财政拨款/一般公共预算资金', '2300.00万元', 1],
      ['expenditure', '基本支出', '1460.00万元', 1],
      ['income', '其他资金', '560.00万元', 1],
      ['expenditure', '项目支出', '1400.00万元', 1],
    ])
    expect(filing?.doubts).toEqual([])
  })

  it('are the project’s money, not its sub-projects’, where a label beside the sum says so', () => {
    const filing = project(
      [],
      ['资金总额（万元）', '合计', '<', '450.00', '<'],
      ['^', '其中：上级补助资金', '<', '300.00', '<'],
      ['^', '本级财政资金', '<', '150.00', '<'],
    )
    expect(lines(filing)?.map((line) => line.slice(0, 3))).toEqual([
      ['source', '合计', '450.00万元'],
      ['source', '上级财政资金', '300.00万元'],
      ['source', '市级财政资金', '150.00万元'],
    ])
  })

  it('a sub-project may be called like a line of another block', () => {
    const filing = project(
      [],
      ['项目资金构成', '子项目名称', '预算金额（万元）', '<', '<'],
      ['^', '屋面', '30', '<', '<'],
      ['^', '其他', '10', '<', '<'],
    )
    expect(lines(filing)?.map(([section, path]) => [section, path])).toEqual([
      ['composition', '屋面'],
      ['composition', '其他'],
    ])
  })
})

it('a figure beside the block’s own label is its total, and 其中 opens its parts', () => {
  const filing = department(
    ['单位：万元'],
    ['年度预算', '收入预算', '4,500.00', '支出预算', '4,500.00'],
    ['^', '其中：财政拨款', '4,300.00', '其中：基本支出', '2,000.00'],
    ['^', '其他资金', '200.00', '项目支出', '2,500.00'],
  )
  expect(lines(filing)?.map(([section, path]) => [section, path])).toEqual([
    ['income', '资金总额'],
    ['expenditure', '支出总额'],
    ['income', '财政拨款'],
    ['expenditure', '基本支出'],
    ['income', '其他资金'],
    ['expenditure', '项目支出'],
  ])
})

it('其中 names a part of the line above where the form has it there', () => {
  const filing = department(
    ['单位：万元'],
    ['年度预算', '财政拨款', '<', '300.00', '<'],
    ['^', '其中：一般公共预算', '<', '280.00', '<'],
    ['^', '政府性基金预算', '<', '20.00', '<'],
  )
  expect(lines(filing)?.map(([, path]) => path)).toEqual([
    '财政拨款',
    '财政拨款/一般公共预算资金',
    '财政拨款/政府性基金',
  ])
})

describe('the unit of the amounts', () => {
  const rows = [['年度预算', '资金总额', '<', '2,500,000.00', '<']]

  it('may be stated in words, or below the table', () => {
    expect(lines(department(['备注：金额单位为元。'], ...rows))).toEqual([
      ['income', '资金总额', '2500000.00元', 1],
    ])
  })

  it('is the usual one where the filing states none, below 0.9 and with one doubt for all', () => {
    const filing = department([], ...rows, ['^', '其他资金', '<', '1.00', '<'])
    expect(lines(filing)).toEqual([
      ['income', '资金总额', '2500000.00万元', 0.85],
      ['income', '其他资金', '1.00万元', 0.85],
    ])
    expect(filing?.doubts.map(({ check, subjects }) => [check, subjects])).toEqual([
      ['funds/unit-assumed', ['funds/0', 'funds/1']],
    ])
  })
})

it('amounts below a heading that is no measure are doubted', () => {
  const filing = department(
    ['单位：万元'],
    ['年度预算', '收入', '来源', '上年决算数', '<'],
    ['^', '^', '其他资金', '7.00', '<'],
  )
  expect(filing?.doubts.map(({ check }) => check)).toContain('funds/measure-assumed')
})

it('an amount that stands among the fields is the funds’ where its label says what it is', () => {
  const filing = filingOf(
    ['2024年度项目支出绩效目标表', '单位：万元'],
    ['单位名称', '某图书馆', '<', '预算数', '150.00'],
    ['项目名称', '免费开放', '<', '<', '<'],
    ['年度绩效目标', '<', '<', '<', '<'],
    ['全年免费开放，服务读者。', '<', '<', '<', '<'],
  )
  expect(lines(filing)).toEqual([['source', '合计', '150.00万元', 1]])
  expect(filing?.fields.map(({ key, text }) => [key, text])).toEqual([
    ['applicantUnit', '某图书馆'],
    ['projectName', '免费开放'],
    ['annualGoal', '全年免费开放，服务读者。'],
  ])
  expect(filing?.doubts).toEqual([])
})

it('what stands beside a total that says what it measures measures the same', () => {
  const filing = project(
    [],
    ['项目资金（万元）', '年度资金总额：', '1,420.00', '其中：财政拨款', '1,400.00'],
    ['', '', '', '其他资金', '20.00'],
  )
  expect(
    filing?.funds.map(({ path, amounts: [a] }) => [path[0], a?.measure, a?.value, a?.confidence]),
  ).toEqual([
    ['合计', 'currentYearPlan', '1420.00', 1],
    ['财政拨款', 'currentYearPlan', '1400.00', 1],
    ['其他', 'currentYearPlan', '20.00', 1],
  ])
  expect(filing?.doubts).toEqual([])
})

describe('the year of a filing', () => {
  const rows = tableOf([
    ['项目名称', '校舍维修', '<', '<', '<'],
    ['申报单位', '某校', '<', '<', '<'],
    ['年度资金总额（万元）', '10.00', '', '', ''],
    ...indicators,
  ])
  const years = (...blocks: Parameters<typeof sectionOf>) =>
    recognise([sectionOf(...blocks)], forms).map(({ fiscalYear }) => fiscalYear)

  it('may stand on the cover of all of them', () => {
    const title = { kind: 'text' as const, text: '项目支出绩效目标表', locators: [], confidence: 1 }
    const section = sectionOf(['某局2024年绩效目标表汇总', '项目支出绩效目标表'], rows)
    const other = {
      ...rows,
      cells: rows.cells.map((cell) => ({ ...cell, text: cell.text.replace('校', '馆') })),
    }
    const both = { ...section, blocks: [...section.blocks, title, other] }
    expect(recognise([both], forms).map(({ fiscalYear }) => fiscalYear)).toEqual([2024, 2024])
  })

  it('is not that of the filing before, whose title states one', () => {
    const section = sectionOf(['2018年度项目支出绩效目标表'], rows)
    const title = { kind: 'text' as const, text: '项目支出绩效目标表', locators: [], confidence: 1 }
    const other = {
      ...rows,
      cells: rows.cells.map((cell) => ({ ...cell, text: cell.text.replace('校', '馆') })),
    }
    const both = { ...section, blocks: [...section.blocks, title, other] }
    expect(recognise([both], forms).map(({ fiscalYear }) => fiscalYear)).toEqual([2018, null])
  })

  it('is not that of the day on which somebody wrote it', () => {
    expect(years(['项目支出绩效目标表', '申报日期：2023年8月15日'], rows)).toEqual([null])
  })

  it('is none of the several that a plan is for', () => {
    expect(years(['项目支出绩效目标表（2025—2027年）'], rows)).toEqual([null])
  })
})

it('of forms whose labels a table has, that one is meant of which it has most', () => {
  const table = tableOf([
    ['项目名称', '社区矫正', '<', '项目负责人', '郑某'],
    ['项目主管部门', '某厅', '<', '项目执行单位', '某局'],
    ['项目总预算（万元）', '900', '', '', ''],
    ['年度绩效目标', '平台上线。', '<', '<', '<'],
    ['一级指标', '二级指标', '指标名称', '指标值', '备注'],
    ['产出指标', '数量指标', '接入单位', '≥110家', ''],
  ])
  const [filing] = recognise([sectionOf(['2023年申报表'], table)], forms)
  expect(filing?.form.id).toBe('project-performance-target')
})

describe('a sheet whose title is not merged', () => {
  it('has its year and the unit of its amounts above the table all the same', () => {
    const table = tableOf([
      ['项目支出绩效目标表', '', '', '', ''],
      ['（2024年度）', '', '', '', ''],
      ['金额单位：元', '', '', '', ''],
      ['项目名称', '防汛储备', '<', '<', '<'],
      ['实施单位', '某中心', '<', '<', '<'],
      ['项目资金', '年度资金总额', '<', '2,500,000.00', '<'],
      ['年度目标', '备足物资。', '<', '<', '<'],
      ...indicators,
      ['单位负责人：赵某 填报人：钱某 填报日期：2024年3月1日', '<', '<', '<', '<'],
    ])
    const [filing] = recognise([sectionOf([], table)], forms)
    expect(filing?.form.title).toBe('项目支出绩效目标表')
    expect(filing?.fiscalYear).toBe(2024)
    expect(lines(filing)).toEqual([['source', '合计', '2500000.00元', 1]])
    expect(filing?.fields.slice(0, 3).map(({ key, text }) => [key, text])).toEqual([
      ['unitHead', '赵某'],
      ['preparedBy', '钱某'],
      ['preparedOn', '2024年3月1日'],
    ])
    expect(filing?.doubts).toEqual([])
  })
})

describe('units that contradict each other', () => {
  it('are doubted where a line above the table states one and a label another; an amount with its own is not', () => {
    const filing = department(
      ['单位：元'],
      ['部门整体资金（万元）', '资金总额', '<', '120', '<'],
      ['^', '一般公共预算', '<', '100万元', '<'],
      ['^', '其他资金', '<', '20', '<'],
    )
    expect(lines(filing)?.map(([, , amount]) => amount)).toEqual(['120万元', '100万元', '20万元'])
    expect(filing?.doubts).toMatchObject([
      { check: 'funds/units-differ', expected: '元', actual: '万元', subjects: ['funds/0', 'funds/2'] },
    ])
  })
})

describe('a column of last year’s amounts beside this year’s', () => {
  const filing = (...heads: readonly string[]) =>
    department(
      ['单位：万元'],
      ['年度预算', '支出', '来源', ...heads],
      ['^', '^', '基本支出', '227.36', '127.36'],
      ['^', '^', '项目支出', '92.43', '72.43'],
    )

  it('is kept apart where its heading says so', () => {
    const kept = filing('上年半年计划数', '半年计划数')
    expect(lines(kept)?.map(([, path, amount]) => [path, amount])).toEqual([
      ['基本支出', '127.36万元'],
      ['项目支出', '72.43万元'],
    ])
    expect(kept?.doubts).toMatchObject([{ check: 'form/column-unknown', actual: '上年半年计划数' }])
  })

  it('is doubted where both are headed alike', () => {
    const alike = filing('半年计划数', '半年计划数')
    expect(alike?.funds.map(({ amounts }) => amounts.length)).toEqual([1, 1])
    expect(alike?.doubts).toMatchObject([{ check: 'funds/measure-headed-twice', severity: 'warning' }])
  })
})
