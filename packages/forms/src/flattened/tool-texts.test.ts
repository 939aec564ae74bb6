/** Texts as tools write them: data frames, word processors with one cell a line, cells broken by line ends. */
import { describe, expect, it } from 'vitest'
import { rebuilt, rowsOf, rowWith, tableOf, textsOf } from './flattened.test-support.ts'

const filing = `海州区级部门整体绩效目标表|||||
单位名称|海州区图书馆||||
部门整体资金（万元）|收入|||全年预算数|
||资金总额||900.5|
||其他资金||0|
年度目标|办好阅读季||||
一级指标|二级指标||三级指标|半年指标值|全年指标值
决策|计划制定||工作计划制定健全性|健全|健全
过程|预算执行||预算执行率|=40%|=100%
|||结转结余率|=0%|≤5%
满意度指标|服务对象满意度||读者满意度|≥80%|≥90%`

describe('a table that a data frame wrote', () => {
  const plain = tableOf(rebuilt(filing))

  it('reads the same with its rows and columns numbered', () => {
    // given a filing with a column of numbers from 0 and a line of numbers, as a frame without header writes
    const rows = filing.split('\n').map((line, index) => `${index}|${line}`)
    // when it is read
    const table = tableOf(rebuilt(['|0|1|2|3|4|5', ...rows].join('\n')))
    // then nothing of the numbers is in the table
    expect(table.cells.map(({ text }) => text)).toEqual(plain.cells.map(({ text }) => text))
  })

  it('reads the same with words for its blank cells and columns without names', () => {
    const [title = '', ...rows] = filing.split('\n')
    const header = title
      .split('|')
      .map((field, index) => field || `Unnamed: ${index}`)
      .join('|')
    const words = rows.map((row) =>
      row
        .split('|')
        .map((field) => field || 'NaN')
        .join('|'),
    )
    const result = rebuilt([header, ...words].join('\n'))
    expect(tableOf(result).cells.map(({ text }) => text)).toEqual(plain.cells.map(({ text }) => text))
    expect(textsOf(result)).toEqual(['海州区级部门整体绩效目标表'])
  })

  it('keeps numbers that the form itself gives its rows', () => {
    const rows = filing.split('\n').map((line, index) => `${index + 1}|${line}`)
    const texts = tableOf(rebuilt(rows.join('\n'))).cells.map(({ text }) => text)
    expect(texts).toContain('8')
  })
})

describe('a table whose cells were broken by line ends', () => {
  it('has its headings in one piece', () => {
    const broken = filing
      .replace('一级指标|二级指标||', '一级\n指标|二级\n指标||')
      .replace('全年预算数', '全年\n预算数')
    const table = tableOf(rebuilt(broken))
    expect(rowWith(table, '结转结余率')).toEqual(['过程', '预算执行', '结转结余率', '=0%', '≤5%'])
    expect(rowWith(table, '资金总额').at(-1)).toBe('900.5')
  })

  it('has its figures in one piece, below 0.9 and with a finding that shows them', () => {
    // given targets of which a line end left the relation, or the first digits, on one line and the rest on the next
    const broken = filing.replace('≤5%', '不超过\n5%').replace('≥90%', '≥9\n0\n%')
    // when they are read
    const result = rebuilt(broken)
    // then no row ends with half a figure
    const table = tableOf(result)
    expect(rowWith(table, '结转结余率')).toEqual(['过程', '预算执行', '结转结余率', '=0%', '不超过5%'])
    expect(rowWith(table, '读者满意度').at(-1)).toBe('≥90%')
    const joined = table.cells.filter(({ text }) => ['不超过5%', '≥90%'].includes(text))
    expect(Math.max(...joined.map(({ confidence }) => confidence))).toBeLessThan(0.9)
    const doubt = result.doubts.find(({ check }) => check === 'alignment/text-wrapped')
    expect(doubt?.message.en).toContain('“不超过5%”、“≥90%”')
  })

  it('keeps a page number below the last row apart from its figure', () => {
    const numbered = filing.replace('≤5%', '≤5\n12')
    expect(rowWith(tableOf(rebuilt(numbered)), '结转结余率').at(-1)).toBe('≤5')
  })
})

describe('a text with one cell a line', () => {
  const result = rebuilt(`海州区级部门整体绩效目标表
单位名称
海州区图书馆
部门整体资金（万元）
收入

全年
预算数


资金总额
900.5


其他资金
0
年度目标
1. 办好阅读季。
2. 修复古籍。
序号
一级指标
二级指标
三级指标
半年指标值
全年指标值
1
决策
计划制定
工作计划制定健全性
健全
健全
2
过程
预算执行
预算执行率
=40%
=100%
3


结转结余率
=0%
≤5%`)
  const table = tableOf(result)

  it('has its rows by the number of their headings, blank cells counted', () => {
    expect(rowWith(table, '结转结余率').slice(-5)).toEqual(['过程', '预算执行', '结转结余率', '=0%', '≤5%'])
    expect(rowWith(table, '资金总额').at(-1)).toBe('900.5')
    expect(rowWith(table, '年度目标')).toContain('1. 办好阅读季。\n2. 修复古籍。')
  })

  it('is less sure than 0.9 of what was counted, and says so', () => {
    const name = table.cells.find(({ text }) => text === '预算执行率')
    expect(name?.confidence).toBeLessThan(0.9)
    expect(result.doubts.map(({ check }) => check)).toContain('alignment/cells-in-lines')
  })
})

/** As libraries extract it and viewers copy it: cells in the order in which they were painted. */
const painted = `海州区级部门整体绩效目标表
2025年度
单位名称 海州区图书馆
机构设置及人
员配置
海州区图书馆编制30人，截至2024年12月实有在编人员28人，退休人
员12人，内设机构4个。
部门整体资金
（万元）
收入
全年
预算数
资金总额 900.5
财政拨款
小计 900.5
一般公共预算资金 900.5
支出
半年计划执行
数
全年
预算数
基本支出 300 600
项目支出 100.5 300.5
地方文献与古籍保护及数字化
加工 100.5 300.5
一级指标 二级指标 重点工作 三级指标 半年指标值 全年指标值
履职
公共阅读服务
体系建设
保障总馆与分馆
日常开放
年接待读者人次 不低于 11 万人次 不低于 22 万人次
开放天数达标率 ≥95% ≥95%
推进城市书房运
行
新建城市书房 =2个 =4个
古籍保护 开展古籍修复 修复古籍 =500页 =1000页
第 1 页，共 2 页
\f一级指标 二级指标 重点工作 三级指标 半年指标值 全年指标值
修复质量验收 合格 合格
一级指标 二级指标 三级指标 半年指标值 全年指标值
效益指标
经济效益 人均到馆次数 ≥1次 ≥2次
社会效益
满意度指标 服务对象满意度
读者满意度 ≥80% ≥90%
分馆工作人员满意度 ≥80% ≥90%`

describe('a text whose cells follow each other as they were painted', () => {
  const result = rebuilt(painted)
  const table = tableOf(result)

  it('has rows of indicators, cells and labels put together whose lines the cell’s side broke', () => {
    const tail = (name: string): readonly string[] => rowWith(table, name).slice(-6)
    expect(tail('年接待读者人次')).toEqual([
      '履职',
      '公共阅读服务体系建设',
      '保障总馆与分馆日常开放',
      '年接待读者人次',
      '不低于 11 万人次',
      '不低于 22 万人次',
    ])
    expect(tail('新建城市书房')[2]).toBe('推进城市书房运行')
    expect(tail('修复质量验收').slice(1, 3)).toEqual(['古籍保护', '开展古籍修复'])
    expect(rowWith(table, '分馆工作人员满意度')).toEqual(
      expect.arrayContaining(['满意度指标', '服务对象满意度', '≥80%', '≥90%']),
    )
  })

  it('has its funds by as many amounts as there are measures, and fields up to the next label', () => {
    expect(rowWith(table, '一般公共预算资金')).toContain('900.5')
    expect(rowWith(table, '地方文献与古籍保护及数字化加工')).toEqual(
      expect.arrayContaining(['100.5', '300.5']),
    )
    expect(rowWith(table, '机构设置及人员配置')).toContain(
      '海州区图书馆编制30人，截至2024年12月实有在编人员28人，退休人员12人，内设机构4个。',
    )
  })

  it('is less sure than 0.9 of all that was parted, and says so', () => {
    const figures = table.cells.filter(({ text }) => /\d/.test(text) && /[≥=]|^\d/.test(text))
    expect(Math.max(...figures.map(({ confidence }) => confidence))).toBeLessThan(0.9)
    expect(result.doubts.map(({ check }) => check)).toContain('alignment/cells-in-lines')
  })

  it('doubts rows much more where labels do not stand in front of their rows', () => {
    // given a text that goes by lines, so that merged labels stand beside the middle of their rows
    const byLines = painted
      .replace('效益指标\n经济效益 人均', '经济效益 人均')
      .replace('社会效益\n', '效益指标 社会效益\n')
    const name = tableOf(rebuilt(byLines)).cells.find(({ text }) => text === '人均到馆次数')
    expect(name?.confidence).toBeLessThanOrEqual(0.5)
  })
})

describe('a painted text whose bold labels were painted twice', () => {
  const bold =
    /(?<=^|\s)(单位名称|机构设置及人|员配置|[一二三]级指标|[半全]年指标值|重点工作|履职|效益指标|经济效益|满意度指标)(?=\s)/g
  const once = rowsOf(tableOf(rebuilt(painted)))

  it('reads the same where the tool gives both on lines of their own', () => {
    expect(rowsOf(tableOf(rebuilt(painted.replace(bold, '$1\n$1'))))).toEqual(once)
  })

  it('reads the same where the tool gives both as one word', () => {
    expect(rowsOf(tableOf(rebuilt(painted.replace(bold, '$1$1'))))).toEqual(once)
  })
})

describe('two filings one behind the other in a painted text', () => {
  it('are two, though the last field of the first one has no value', () => {
    const remark = `${painted}\n其他说明\n`
    const { sections } = rebuilt(`${remark}${remark.replace('海州区图书馆', '海州区文化馆')}`)
    expect(sections).toHaveLength(2)
  })
})

describe('running words', () => {
  it('never make a sure figure of words that are no row', () => {
    // given prose below the headings of a table
    const prose = `${painted.slice(0, painted.indexOf('履职'))}本表由各单位填写 一式三份\n报送财政局 备案\n`
    const texts = tableOf(rebuilt(prose)).cells.filter(({ text }) => text.includes('备案'))
    for (const { confidence } of texts) expect(confidence).toBeLessThan(0.9)
  })
})
