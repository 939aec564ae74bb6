import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const department = tableOf([
  ['部门名称', '<', '青岛市图书馆', '<', '<', '<'],
  ['部门整体资金（万元）', '收入', '财政拨款', '小计', '', '全年预算'],
  ['^', '^', '^', '小计', '', '1,200.50'],
  ['^', '^', '^', '一般公共预算', '', '1,200.50'],
  ['^', '支出', '', '', '半年计划执行数', '全年预算数'],
  ['^', '^', '基本支出', '<', '400.00', '800.50'],
  ['^', '^', '项目支出', '<', '150', '400'],
  ['^', '^', '古籍修复', '<', '', '400'],
  ['年度目标', '<', '一、多借书。', '<', '<', '<'],
  ['一级指标', '二级指标', '重点工作', '指标名称', '半年目标值', '全年目标值'],
  ['产出', '数量指标', '开放阅览', '开放天数', '≥150天', '≥300天'],
  ['^', '^', '^', '借阅册次', '40万册次', '80万册次'],
  ['^', '时效指标', '', '新书上架及时性', '及时', '及时'],
  ['效益指标', '社会效益', '', '', '', ''],
  ['^', '^', '', '读者知晓率', '', '≥90%'],
])

describe('a department’s filing', () => {
  const [filing] = recognise([sectionOf(['2023年度青岛市部门整体支出绩效目标申报表'], department)], forms)

  it('is known by its title and its labels', () => {
    expect(filing?.form.id).toBe('department-performance-target')
    expect(filing?.form.confidence).toBeGreaterThan(0.95)
    expect(filing?.unit).toEqual({ name: '青岛市图书馆', code: null })
    expect(filing?.fiscalYear).toBe(2023)
  })

  it('gives its fund lines with their paths, measures and exact figures; an empty cell gives no amount', () => {
    const lines = filing?.funds.map((line) => [
      line.section,
      line.path.join('/'),
      line.role,
      ...line.amounts.map((amount) => `${amount.measure}=${amount.value}${amount.unit}`),
    ])
    expect(lines).toEqual([
      ['income', '财政拨款/小计', 'subtotal', 'fullYearBudget=1200.50万元'],
      ['income', '财政拨款/一般公共预算资金', 'item', 'fullYearBudget=1200.50万元'],
      ['expenditure', '基本支出', 'item', 'halfYearPlan=400.00万元', 'fullYearBudget=800.50万元'],
      ['expenditure', '项目支出', 'subtotal', 'halfYearPlan=150万元', 'fullYearBudget=400万元'],
      ['expenditure', '项目支出/古籍修复', 'item', 'fullYearBudget=400万元'],
    ])
  })

  it('gives its indicators with merged levels on each row, and none for a level without indicators', () => {
    expect(filing?.indicators.map((row) => [row.level1, row.level2, row.task, row.name])).toEqual([
      ['产出', '数量指标', '开放阅览', '开放天数'],
      ['产出', '数量指标', '开放阅览', '借阅册次'],
      ['产出', '时效指标', null, '新书上架及时性'],
      ['效益指标', '社会效益', null, '读者知晓率'],
    ])
    expect(filing?.indicators[1]?.targets.map(({ period, value, unit }) => [period, value, unit])).toEqual([
      ['halfYear', '40', '万册次'],
      ['fullYear', '80', '万册次'],
    ])
    expect(filing?.indicators[3]?.targets.map(({ period }) => period)).toEqual(['fullYear'])
  })

  it('locates every figure and raises no doubt', () => {
    expect(filing?.funds[2]?.amounts[0]?.locators).toEqual([{ sheet: 'S', cell: 'E6' }])
    expect(filing?.doubts).toEqual([])
  })

  it('keeps the ids of its rows when the file is corrected elsewhere', () => {
    const corrected = {
      ...department,
      cells: department.cells.map((cell) => (cell.text === '400.00' ? { ...cell, text: '410.00' } : cell)),
    }
    const [again] = recognise([sectionOf(['2023年度青岛市部门整体支出绩效目标申报表'], corrected)], forms)
    expect(again?.funds.map((line) => line.id)).toEqual(filing?.funds.map((line) => line.id))
    expect(again?.indicators.map((row) => row.id)).toEqual(filing?.indicators.map((row) => row.id))
  })
})

describe('a project’s application', () => {
  const table = tableOf([
    ['申报单位名称', '370200001 青岛市水务局', '<', '项目年度', '2022', ''],
    ['项目名称', '河道清淤', '<', '<', '<', '<'],
    ['本项目上年度财政资金使用情况', '安排资金（万元）', '12.00', '拨付资金（万元）', '', ''],
    ['^', '资金到位率（%）', '98', '', '', ''],
    ['项目资金构成', '子项目名称', '<', '预算金额（元）', '<', '<'],
    ['^', '东河清淤', '<', '30000', '<', '<'],
    ['^', '合计：', '<', '30000', '<', '<'],
    ['分解目标', '类别', '对应子项目名称', '指标名称', '目标值', '备注'],
    ['^', '产出', '东河清淤, 西河清淤', '清淤长度', '≥3公里', '分两期'],
    ['单位负责人：', '王一', '填报人：', '李二', '填报日期：', '2021年11月2日'],
  ])
  const [filing] = recognise([sectionOf(['财政支出项目绩效目标申报表'], table)], forms)

  it('gives the unit’s code apart from its name, and the year of the project', () => {
    expect(filing?.unit).toEqual({ name: '青岛市水务局', code: '370200001' })
    expect(filing?.fiscalYear).toBe(2022)
  })

  it('reads label–amount pairs, each amount in the unit that its label states', () => {
    expect(
      filing?.funds.map((line) => [line.path.join('/'), ...line.amounts.map((a) => `${a.value}${a.unit}`)]),
    ).toEqual([
      ['安排资金', '12.00万元'],
      ['拨付资金'],
      ['资金到位率', '98%'],
      ['东河清淤', '30000元'],
      ['合计', '30000元'],
    ])
  })

  it('splits sub-projects at their commas, and reads the signatures below the indicators as fields', () => {
    expect(filing?.indicators.map((row) => row.subprojects)).toEqual([['东河清淤', '西河清淤']])
    expect(
      filing?.fields
        .filter((field) => ['unitHead', 'preparedBy', 'preparedOn'].includes(field.key))
        .map((field) => field.text),
    ).toEqual(['王一', '李二', '2021年11月2日'])
  })

  it('says which column the model has no place for', () => {
    expect(filing?.doubts.map((doubt) => [doubt.check, doubt.actual])).toEqual([
      ['form/column-unknown', '备注'],
    ])
  })
})

describe('the ministry’s own annex', () => {
  const table = tableOf([
    ['项目名称', '道路照明', '<', '<', '<'],
    ['实施单位', '某市市容中心', '<', '<', '<'],
    ['项目资金（万元）', '实施期资金总额：', '600.00', '年度资金总额：', '200.00'],
    ['^', '其中：财政拨款', '500.00', '其中：财政拨款', '180.00'],
    ['^', '其他资金', '100.00', '其他资金', '20.00'],
    ['一级指标', '二级指标', '三级指标', '计量单位', '指标值'],
    ['产出指标', '数量指标', '维护路灯', '盏', '≥1200'],
    ['^', '质量指标', '亮灯率', '%', '≥98%'],
  ])
  const [filing] = recognise([sectionOf(['项目支出绩效目标申报表', '（2022年度）'], table)], forms)

  it('has each source of funds once, for the whole project and for the year', () => {
    expect(
      filing?.funds.map((line) => [
        line.path.join('/'),
        ...line.amounts.map((amount) => `${amount.measure}=${amount.value}${amount.unit}`),
      ]),
    ).toEqual([
      ['合计', 'totalInvestment=600.00万元', 'currentYearPlan=200.00万元'],
      ['财政拨款', 'totalInvestment=500.00万元', 'currentYearPlan=180.00万元'],
      ['其他', 'totalInvestment=100.00万元', 'currentYearPlan=20.00万元'],
    ])
  })

  it('has targets in the unit of a column beside them, where they do not state their own', () => {
    expect(
      filing?.indicators.map((row) => row.targets.map(({ raw, value, unit }) => [raw, value, unit])),
    ).toEqual([[['≥1200盏', '1200', '盏']], [['≥98%', '98', '%']]])
  })
})

describe('a file', () => {
  it('with two filings one after the other gives both', () => {
    const filings = recognise(
      [
        sectionOf(['甲市部门整体绩效目标表'], department),
        sectionOf(['乙市部门整体绩效目标表'], department),
      ].map((section, index) => ({ ...section, name: String(index) })),
      forms,
    )
    expect(filings.map((filing) => filing.form.title)).toEqual([
      '甲市部门整体绩效目标表',
      '乙市部门整体绩效目标表',
    ])
  })

  it('with its title in a merged row of the sheet gives that title', () => {
    const titled = tableOf([
      ['某市部门整体预算绩效目标表', '<', '<', '<', '<', '<'],
      ['2021年度', '<', '<', '<', '<', '<'],
      ['部门名称', '某局', '<', '<', '<', '<'],
      ['一级指标', '二级指标', '三级指标', '半年指标值', '全年指标值', ''],
      ['产出', '数量', '检查次数', '2次', '4次', ''],
    ])
    const [filing] = recognise([sectionOf([], titled)], forms)
    expect(filing?.form.title).toBe('某市部门整体预算绩效目标表')
    expect(filing?.fiscalYear).toBe(2021)
    expect(filing?.indicators).toHaveLength(1)
  })

  it.each([[['年度', '2023年', '', '', '']], [['预算年度：2023', '<', '<', '<', '<']]])(
    'with its year in a row of its own below the title is of that year: %j',
    (year) => {
      const titled = tableOf([
        ['某市部门整体预算绩效目标表', '<', '<', '<', '<'],
        year,
        ['部门名称', '某局', '<', '<', '<'],
        ['一级指标', '二级指标', '三级指标', '半年指标值', '全年指标值'],
        ['产出', '数量', '检查次数', '2次', '4次'],
      ])
      const [filing] = recognise([sectionOf([], titled)], forms)
      expect(filing?.fiscalYear).toBe(2023)
      expect(filing?.doubts.map(({ check }) => check)).not.toContain('form/row-unrecognised')
    },
  )

  it('of an unknown form keeps its tables and guesses nothing', () => {
    const [filing] = recognise(
      [
        sectionOf(
          ['食堂菜单'],
          tableOf([
            ['星期一', '面条'],
            ['星期二', '米饭'],
          ]),
        ),
      ],
      forms,
    )
    expect(filing?.form.id).toBe('unknown')
    expect(filing?.tables?.[0]?.cells.map((cell) => cell.text)).toEqual(['星期一', '面条', '星期二', '米饭'])
    expect(filing?.doubts.map((doubt) => doubt.check)).toEqual(['form/unknown'])
  })

  it('has a row that belongs nowhere said so, never dropped in silence', () => {
    const odd = tableOf([
      ['部门名称', '某局', '', '', '', ''],
      ['审核意见', '同意', '', '', '', ''],
      ['一级指标', '二级指标', '三级指标', '半年指标值', '全年指标值', ''],
      ['产出', '数量', '检查次数', '2次', '4次', ''],
    ])
    const [filing] = recognise([sectionOf(['某市部门整体预算绩效目标表'], odd)], forms)
    expect(filing?.doubts.map((doubt) => [doubt.check, doubt.actual])).toEqual([
      ['form/row-unrecognised', '审核意见 | 同意'],
    ])
  })

  it('has what stands below the indicators without a name or a target said so, and a level in a row of its own not', () => {
    const cut = tableOf([
      ['部门名称', '某局', '<', '<', '<'],
      ['一级指标', '二级指标', '三级指标', '指标值', '指标解释'],
      ['产出', '', '', '', ''],
      ['', '数量', '检查次数', '4次', '考察检查次数，以反映实施的'],
      ['', '', '', '', '程度和效果'],
    ])
    const [filing] = recognise([sectionOf(['某市部门整体预算绩效目标表'], cut)], forms)
    expect(filing?.indicators).toMatchObject([{ level1: '产出', level2: '数量', name: '检查次数' }])
    expect(filing?.doubts.map((doubt) => [doubt.check, doubt.actual])).toEqual([
      ['form/row-unrecognised', '程度和效果'],
    ])
  })
})

describe('the funds of a project’s form as the central departments print it', () => {
  const table = tableOf([
    ['项目名称', '<', '平台运维', '<', '<', '<'],
    ['主管部门及代码', '<', '[218]某市城管委', '实施单位', '某市环卫中心', '<'],
    ['项目资金（万元）', '年度资金总额：', '486.50', '<', '执行率分值（10分）', '<'],
    ['^', '其中：财政拨款', '450.00', '<', '10', '<'],
    ['^', '上年结转', '36.50', '<', '^', '^'],
    ['年度总体目标', '全年稳定运行。', '<', '<', '<', '<'],
    ['一级指标', '二级指标', '三级指标', '<', '指标值', '分值'],
    ['产出指标', '数量指标', '接入区县数量', '<', '≥12个', '20'],
  ])
  const [filing] = recognise([sectionOf(['项目支出绩效目标表', '（2023年度）'], table)], forms)

  it('are this year’s, as the label of the total says, and their parts stand below the total', () => {
    expect(
      filing?.funds.map(({ path, role, amounts }) => [
        path.join('/'),
        role,
        ...amounts.map(({ measure, value, confidence }) => `${measure}=${value} ${confidence}`),
      ]),
    ).toEqual([
      ['合计', 'total', 'currentYearPlan=486.50 1'],
      ['财政拨款', 'item', 'currentYearPlan=450.00 1'],
      ['上年结转', 'item', 'currentYearPlan=36.50 1'],
    ])
  })

  it('are not mixed with the score beside them, which is named in a finding', () => {
    expect(filing?.doubts.map(({ check, actual }) => [check, actual])).toEqual([
      ['form/column-unknown', '执行率分值（10分）'],
    ])
  })
})

describe('what a form does not know', () => {
  it('is named with its content, and not run together with what it stands beside', () => {
    const table = tableOf([
      ['项目名称', '截污管网', '<', '项目编码', 'X-01', '<'],
      ['评审机构', '某咨询公司', '<', '项目属性', '延续项目', '<'],
      ['项目类型', '一次性', '项目起止时间', '2022年1月至2024年12月', '<', '<'],
      ['年度绩效目标', '按期完工。', '<', '<', '<', '<'],
      ['一级指标', '二级指标', '三级指标', '<', '<', '指标值'],
      ['产出指标', '数量指标', '管网长度', '<', '<', '18公里'],
    ])
    const heading = '填报单位：某市排水处    2022年度    金额单位：元'
    const [filing] = recognise([sectionOf(['项目支出绩效目标表', heading], table)], forms)
    expect(filing?.fields.map(({ key, text }) => [key, text])).toEqual([
      ['applicantUnit', '某市排水处'],
      ['projectName', '截污管网'],
      ['projectAttribute', '延续项目'],
      ['projectType', '一次性'],
      ['annualGoal', '按期完工。'],
    ])
    expect(filing?.doubts.map(({ check, actual }) => [check, actual])).toEqual([
      ['form/label-unknown', '项目编码 | X-01'],
      ['form/label-unknown', '评审机构 | 某咨询公司'],
      ['form/label-unknown', '项目起止时间 | 2022年1月至2024年12月'],
    ])
  })
})

describe('income and expenditure side by side', () => {
  const table = tableOf([
    ['部门名称', '<', '某市自然资源局', '<', '<', '<'],
    ['收入预算（万元）', '<', '金额', '支出预算（万元）', '<', '金额'],
    ['一般公共预算', '<', '3,210.55', '基本支出', '<', '2,400.00'],
    ['其他资金', '<', '50.00', '项目支出', '<', '860.55'],
    ['合计', '<', '3,260.55', '合计', '<', '3,260.55'],
    ['年度总体目标', '完成耕地保护任务。', '<', '<', '<', '<'],
    ['一级指标', '二级指标', '三级指标', '指标性质', '指标值', '计量单位'],
    ['产出指标', '数量指标', '地籍调查宗地数', '≥', '1200', '宗'],
    ['^', '质量指标', '验收合格率', '≥', '98%', '%'],
    ['效益指标', '社会效益', '信访办结', '定性', '良好', ''],
  ])
  const [filing] = recognise([sectionOf(['2025年度部门整体支出绩效目标表'], table)], forms)

  it('stay apart, each total with its own', () => {
    expect(
      filing?.funds.map(({ section, path, amounts }) => [
        section,
        path.join('/'),
        ...amounts.map(({ value }) => value),
      ]),
    ).toEqual([
      ['income', '财政拨款/一般公共预算资金', '3210.55'],
      ['expenditure', '基本支出', '2400.00'],
      ['income', '其他资金', '50.00'],
      ['expenditure', '项目支出', '860.55'],
      ['income', '资金总额', '3260.55'],
      ['expenditure', '支出总额', '3260.55'],
    ])
  })

  it('go with targets whose sign and unit have columns of their own: one target of three cells', () => {
    expect(
      filing?.indicators.flatMap(({ targets }) =>
        targets.map(({ raw, operator, value, unit, text, locators }) => [
          raw,
          operator,
          value,
          unit,
          text,
          locators.length,
        ]),
      ),
    ).toEqual([
      ['≥1200宗', '>=', '1200', '宗', null, 3],
      ['≥98%', '>=', '98', '%', null, 2],
      ['良好', null, null, null, '良好', 1],
    ])
    expect(filing?.doubts).toEqual([])
  })
})

describe('goals whose labels stand side by side above their texts', () => {
  it('are read each below its label', () => {
    const table = tableOf([
      ['项目名称', '数字档案馆', '<', '实施单位', '某市档案馆', '<'],
      ['总体目标', '实施期目标', '<', '年度目标', '<', '<'],
      ['^', '三年内完成馆藏数字化。', '<', '完成80万页。', '<', '<'],
      ['一级指标', '二级指标', '三级指标', '<', '<', '年度指标值'],
      ['产出指标', '数量指标', '数字化页数', '<', '<', '≥80万页'],
    ])
    const [filing] = recognise([sectionOf(['2024年度项目支出绩效目标申报表'], table)], forms)
    expect(filing?.fields.map(({ key, label, text }) => [key, label, text])).toEqual([
      ['projectName', '项目名称', '数字档案馆'],
      ['applicantUnit', '实施单位', '某市档案馆'],
      ['overallGoal', '实施期目标', '三年内完成馆藏数字化。'],
      ['annualGoal', '年度目标', '完成80万页。'],
    ])
  })
})

describe('a row of the indicators without a name and without targets', () => {
  const doubtsOf = (...rows: readonly (readonly string[])[]): readonly (string | null)[][] => {
    const table = tableOf([
      ['申报单位名称', '青岛市水务局', '<', '<', '项目年度', '2022'],
      ['项目名称', '河道清淤', '<', '<', '<', '<'],
      ['一级指标', '二级指标', '对应子项目名称', '指标名称', '目标值', '指标解释'],
      ...rows,
    ])
    const [filing] = recognise([sectionOf(['财政支出项目绩效目标申报表'], table)], forms)
    return (filing?.doubts ?? []).map(({ check, actual, subjects }) => [check, actual, ...subjects])
  }

  it('is named in a doubt where it holds the rest of a sub-project’s name', () => {
    const doubts = doubtsOf(
      ['产出指标', '数量指标', '东河', '清淤长度', '≥3公里', ''],
      ['^', '^', '清淤', '^', '', ''],
    )
    expect(doubts).toEqual([['form/text-unread', '清淤', 'indicators/0']])
  })

  it('raises none where it holds levels alone: forms print them without an indicator for each', () => {
    const doubts = doubtsOf(
      ['产出指标', '数量指标', '东河清淤', '清淤长度', '≥3公里', ''],
      ['效益指标', '社会效益指标', '', '', '', ''],
      ['^', '生态效益指标', '', '', '', ''],
    )
    expect(doubts).toEqual([])
  })
})

describe('a task of a department', () => {
  const doubtsOf = (...rows: readonly (readonly string[])[]): readonly (string | null)[] => {
    const table = tableOf([
      ['部门名称', '<', '青岛市图书馆', '<', '<'],
      ['年度目标', '<', '多借书。', '<', '<'],
      ['一级指标', '二级指标', '重点工作', '指标名称', '全年目标值'],
      ...rows,
    ])
    const title = '2023年度青岛市部门整体支出绩效目标申报表'
    const [filing] = recognise([sectionOf([title], table)], forms)
    return (filing?.doubts ?? []).map(({ actual }) => actual)
  }

  it('is doubted where no indicator is named under it', () => {
    expect(
      doubtsOf(
        ['产出', '数量指标', '开放阅览', '开放天数', '≥300天'],
        ['^', '^', '古籍修复', '', ''],
        ['^', '质量指标', '读者服务', '办证时限', '≤1天'],
      ),
    ).toEqual(['古籍修复'])
  })

  it('is not doubted where it is the task of the rows below', () => {
    expect(doubtsOf(['产出', '数量指标', '开放阅览', '', ''], ['^', '^', '^', '开放天数', '≥300天'])).toEqual(
      [],
    )
  })
})
