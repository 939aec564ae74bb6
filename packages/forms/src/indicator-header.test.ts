import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const project = (...rows: readonly (readonly string[])[]) => {
  const fields = [
    ['项目名称', '绿道建设', '<', '实施单位', '某市园林中心', '<', '<'],
    ['年度目标', '建成绿道。', '<', '<', '<', '<', '<'],
  ]
  return recognise(
    [sectionOf(['项目支出绩效目标申报表（2024年度）'], tableOf([...fields, ...rows]))],
    forms,
  )[0]
}
const targetsOf = (filing: ReturnType<typeof project>) =>
  filing?.indicators.map(({ name, targets: [target] }) => [
    name,
    target?.operator,
    target?.value ?? target?.text,
    target?.unit,
  ])

describe('signs and units in columns of their own, whatever heads them', () => {
  const filing = project(
    ['一级指标', '二级指标', '三级指标', '判断标准', '指标值', '计量口径', '分值'],
    ['产出指标', '数量指标', '绿道里程', '≥', '12.5', '公里', '30'],
    ['^', '时效指标', '工期', '≤', '180', '天', '20'],
    ['效益指标', '社会效益', '居民休闲环境', '定性', '明显改善', '', '30'],
  )

  it('belong to the target beside them', () => {
    expect(targetsOf(filing)).toEqual([
      ['绿道里程', '>=', '12.5', '公里'],
      ['工期', '<=', '180', '天'],
      ['居民休闲环境', null, '明显改善', null],
    ])
  })

  it('and the weight of each indicator is kept beside it', () => {
    expect(filing?.indicators.map(({ weight }) => weight)).toEqual(['30', '20', '30'])
    expect(filing?.doubts).toEqual([])
  })
})

it('the indicator has its name from the column that is headed in the usual way, not from its description', () => {
  const filing = project(
    ['一级指标', '二级指标', '三级指标', '指标值', '度量单位', '指标内容', '备注'],
    ['产出指标', '数量指标', '造林面积', '≥20000', '亩', '按验收面积计', ''],
  )
  expect(targetsOf(filing)).toEqual([['造林面积', '>=', '20000', '亩']])
  expect(filing?.doubts.map(({ check, actual }) => [check, actual])).toEqual([
    ['form/column-unknown', '指标内容'],
  ])
})

it('a year before the heading does not hide what the column holds', () => {
  const filing = project(
    ['一级指标', '二级指标', '三级指标', '上年完成值', '2024年指标值', '权重', ''],
    ['产出指标', '质量指标', '优良率', '97%', '≥98%', '20', ''],
  )
  expect(targetsOf(filing)).toEqual([['优良率', '>=', '98', '%']])
})

it('of two columns that are headed alike the right one is taken, below 0.9, and a doubt names both', () => {
  const filing = project(
    ['一级指标', '二级指标', '三级指标', '2024年指标值', '2025年指标值', '', ''],
    ['产出指标', '数量指标', '场次', '≥150场', '≥50场', '', ''],
  )
  expect(filing?.indicators[0]?.targets).toMatchObject([{ value: '50', confidence: 0.8 }])
  expect(filing?.doubts.map(({ check, actual }) => [check, actual])).toContainEqual([
    'indicators/columns-alike',
    '2024年指标值、2025年指标值',
  ])
})

it('funds below the indicators are no indicators', () => {
  const filing = project(
    ['一级指标', '二级指标', '三级指标', '指标值', '<', '权重', ''],
    ['产出指标', '数量指标', '购置图书', '≥12000册', '<', '20', ''],
    ['项目资金（万元）', '资金来源', '<', '年度预算数', '<', '<', '<'],
    ['^', '财政拨款', '<', '60.00', '<', '<', '<'],
    ['^', '合计', '<', '60.00', '<', '<', '<'],
  )
  expect(filing?.indicators.map(({ name }) => name)).toEqual(['购置图书'])
  expect(filing?.funds.map(({ path, amounts: [amount] }) => [path.join('/'), amount?.measure])).toEqual([
    ['财政拨款', 'currentYearPlan'],
    ['合计', 'currentYearPlan'],
  ])
})

describe('a heading of targets that a second row divides', () => {
  it('into sign, value and unit gives whole targets', () => {
    const filing = project(
      ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '<', '<'],
      ['^', '^', '^', '^', '符号', '值', '单位'],
      ['产出指标', '数量指标', '开放天数', '全年天数', '≥', '310', '天'],
      ['^', '时效指标', '开放及时性', '按时开放', '文字描述', '按时开放', ''],
    )
    expect(targetsOf(filing)).toEqual([
      ['开放天数', '>=', '310', '天'],
      ['开放及时性', null, '按时开放', null],
    ])
  })

  it('a heading over all columns of the indicators is no name', () => {
    const filing = project(
      ['绩效指标', '<', '<', '<', '<', '', ''],
      ['一级指标', '二级指标', '三级指标', '指标值', '度量单位', '', ''],
      ['产出指标', '数量指标', '活动场次', '≥120', '场', '', ''],
    )
    expect(targetsOf(filing)).toEqual([['活动场次', '>=', '120', '场']])
  })
})

it('targets below a heading that no form knows are read by what they are, below 0.9 and with a doubt', () => {
  const filing = project(
    ['一级指标', '二级指标', '三级指标', '考核要求', '评分说明', '序号', ''],
    ['产出指标', '数量指标', '供热面积', '≥1200万平方米', '按面积', '1', ''],
    ['^', '时效指标', '发放及时率', '≥95%', '按批次', '2', ''],
    ['效益指标', '社会效益', '居民感受', '明显改善', '问卷', '3', ''],
  )
  expect(targetsOf(filing)).toEqual([
    ['供热面积', '>=', '1200', '万平方米'],
    ['发放及时率', '>=', '95', '%'],
    ['居民感受', null, '明显改善', null],
  ])
  expect(filing?.indicators.flatMap(({ targets }) => targets.map(({ confidence }) => confidence))).toEqual([
    0.8, 0.8, 0.8,
  ])
  expect(filing?.doubts.map(({ check, actual }) => [check, actual])).toContainEqual([
    'indicators/column-assumed',
    '考核要求',
  ])
})

it.each(['绩效指标值', '目标值', '预期指标值'])('the target stands under %s in every form', (heading) => {
  const row = ['产出指标', '数量指标', '绿道里程', '≥12.5公里', '']
  const department = recognise(
    [
      sectionOf(
        ['部门整体支出绩效目标表（2024年度）'],
        tableOf([
          ['单位名称', '某市园林中心', '<', '<', ''],
          ['一级指标', '二级指标', '三级指标', heading, '备注'],
          row,
        ]),
      ),
    ],
    forms,
  )[0]
  for (const filing of [
    department,
    project(['一级指标', '二级指标', '三级指标', heading, '备注', '', ''], row),
  ])
    expect(targetsOf(filing)).toEqual([['绿道里程', '>=', '12.5', '公里']])
})

it('a header at a page’s foot, above the repeated header of a block with tasks, is no indicator; a name merged over the tasks is no task', () => {
  const [filing] = recognise(
    [
      sectionOf(
        ['部门整体预算绩效目标表（2024年度）'],
        tableOf([
          ['单位名称', '某市园林中心', '<', '<', '<'],
          ['年度目标', '建成绿道。', '<', '<', '<'],
          ['一级指标', '二级指标', '重点工作', '指标名称', '指标值'],
          ['履职', '绿化建设', '建成绿道', '绿道里程', '≥12公里'],
          ['一级指标', '二级指标', '指标名称', '<', '指标值'],
          ['一级指标', '二级指标', '重点工作', '指标名称', '指标值'],
          ['效益指标', '社会效益', '居民休闲环境', '<', '明显改善'],
        ]),
      ),
    ],
    forms,
  )
  expect(filing?.indicators.map(({ level1, level2, task, name }) => [level1, level2, task, name])).toEqual([
    ['履职', '绿化建设', '建成绿道', '绿道里程'],
    ['效益指标', '社会效益', null, '居民休闲环境'],
  ])
})

describe('rows that were inserted by hand among groups of merged labels', () => {
  it('with the heads pasted again: the groups that are merged across them go on', () => {
    const filing = project(
      ['一级指标', '二级指标', '三级指标', '<', '<', '指标值', '<'],
      ['产出指标', '数量指标', '绿道里程', '<', '<', '≥12公里', '<'],
      ['^', '^', '三级指标', '<', '<', '指标值', '<'],
      ['^', '^', '绿道驿站', '<', '<', '3处', '<'],
    )
    expect(filing?.indicators.map(({ level1, level2, name }) => [level1, level2, name])).toEqual([
      ['产出指标', '数量指标', '绿道里程'],
      ['产出指标', '数量指标', '绿道驿站'],
    ])
  })

  it('is none that begins with the label of a block, printed again where a page break cut its groups', () => {
    const filing = project(
      ['绩效指标', '一级指标', '二级指标', '三级指标', '<', '指标值', '<'],
      ['^', '产出指标', '数量指标', '绿道里程', '<', '≥12公里', '<'],
      ['绩效指标', '^', '^', '绿道驿站', '<', '≤3处', '<'],
      ['^', '^', '^', '绿道座椅', '<', '≥90个', '<'],
      ['^', '^', '^', '绿道灯具', '<', '≥40盏', '<'],
    )
    expect(filing?.indicators.map(({ name }) => name)).toEqual([
      '绿道里程',
      '绿道驿站',
      '绿道座椅',
      '绿道灯具',
    ])
  })

  it('between two groups: whether they belong to the upper one is not sure', () => {
    const filing = project(
      ['一级指标', '二级指标', '三级指标', '<', '<', '指标值', '<'],
      ['产出指标', '数量指标', '绿道里程', '<', '<', '≥12公里', '<'],
      ['^', '^', '绿道驿站', '<', '<', '3处', '<'],
      ['', '', '绿化面积', '<', '<', '≥5亩', '<'],
      ['效益指标', '社会效益', '居民休闲环境', '<', '<', '改善', '<'],
      ['', '', '周边客流', '<', '<', '≥1万人', '<'],
    )
    expect(filing?.indicators.map(({ level1, confidence }) => [level1, confidence])).toEqual([
      ['产出指标', 1],
      ['产出指标', 1],
      ['产出指标', 0.85],
      ['效益指标', 1],
      ['效益指标', 0.95],
    ])
  })

  it('with the heads of the funds pasted below the indicators: they are none', () => {
    const filing = project(
      ['一级指标', '二级指标', '三级指标', '<', '<', '指标值', '<'],
      ['产出指标', '数量指标', '绿道里程', '<', '<', '≥12公里', '<'],
      ['', '资金来源', '项目投资总额', '<', '<', '上年度资金', '本年度计划'],
    )
    expect(filing?.indicators.map(({ name }) => name)).toEqual(['绿道里程'])
  })
})
