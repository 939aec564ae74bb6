import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOf, rebuilt, rowsOf, rowWith, tableOf, textsOf } from './flattened.test-support.ts'

const whole = `
海州区级部门整体绩效目标表

2023年度

单位名称||海州区图书馆|||
单位主要职能||收集和保存文献，开展全民阅读|||
部门整体资金（万元）|收入|||全年预算数|
||资金总额||900.5|
||财政拨款|小计|900.5|
|||一般公共预算资金|900.5|
||其他资金||0|
|支出|||半年计划执行数|全年预算数
||基本支出||200|500.5
||项目支出||150|400
||图书采购||150|400
年度目标||办好阅读季|||
一级指标|二级指标|重点工作|三级指标|半年指标值|全年指标值
履职|公共阅读|举办阅读季活动|活动场次|=6场|=12场
|||参与人次|≥3万人次|≥6万人次
||推广数字阅读|数据库数量|=4个|=4个
|古籍保护|修复馆藏古籍|修复册数|=20册|=40册
满意度指标|服务对象满意度||读者满意度|≥80%|≥90%`

describe('a text whose columns are whole', () => {
  const result = rebuilt(whole)
  const table = tableOf(result)

  it('is read as it stands, without a doubt', () => {
    expect(result.doubts).toEqual([])
    expect(table.repairs).toEqual([])
    expect(table.cells.every((cell) => cell.confidence >= 0.97)).toBe(true)
  })

  it('keeps title and year outside the table', () => {
    expect(textsOf(result)).toEqual(['海州区级部门整体绩效目标表', '2023年度'])
  })

  it('has merged labels on every row that they cover', () => {
    expect(rowWith(table, '参与人次')).toEqual([
      '履职',
      '公共阅读',
      '举办阅读季活动',
      '参与人次',
      '≥3万人次',
      '≥6万人次',
    ])
    expect(rowWith(table, '一般公共预算资金').slice(0, 3)).toEqual([
      '部门整体资金（万元）',
      '收入',
      '财政拨款',
    ])
  })

  it('says for each cell from which field it was read', () => {
    const cell = table.cells.find((candidate) => candidate.text === '数据库数量')
    expect(cell?.locators).toEqual([{ line: 21, column: 4 }])
  })
})

describe('rows that lost their columns', () => {
  const broken = `
海州区级部门整体绩效目标表
单位名称||海州区水务局|||
单位主要职能||管理水利工程|||
部门整体资金（万元）|支出|||半年计划执行数|全年预算数
||基本支出||200|500
||项目支出||150|400
||泵站维护||50|100
河道保洁||60|200||
堤防加固||40|100||
一级指标|二级指标|三级指标|半年指标值|全年指标值|
过程|预算执行|预算执行率|=45%|=100%|
||结转结余率|≤5%|≤5%|
机构建设|||业务培训完成率|=50%|=100%
应急演练次数||||=1次|=2次
产出指标|防汛工作|巡查堤防里程|=300公里|=600公里|
巡查到位率|≥95%||||≥95%`
  const result = rebuilt(broken)
  const table = tableOf(result)

  it('are put back: fund lines by label and amounts', () => {
    expect(rowWith(table, '河道保洁').slice(-3)).toEqual(['河道保洁', '60', '200'])
  })

  it('are put back: a label alone before a name is the inner level', () => {
    expect(rowWith(table, '业务培训完成率')).toEqual(['过程', '机构建设', '业务培训完成率', '=50%', '=100%'])
  })

  it('are put back: a name in the first field, targets pulled apart', () => {
    expect(rowWith(table, '应急演练次数').slice(-3)).toEqual(['应急演练次数', '=1次', '=2次'])
    expect(rowWith(table, '巡查到位率').slice(-3)).toEqual(['巡查到位率', '≥95%', '≥95%'])
  })

  it('are told to the reader, with a repair for each row', () => {
    expect(result.doubts.map((doubt) => doubt.check)).toContain('alignment/columns-shifted')
    expect(table.repairs.filter((repair) => repair.kind === 'columns-shifted').length).toBeGreaterThanOrEqual(
      4,
    )
  })
})

describe('a row that ran off the end of its line', () => {
  const cut = `
单位名称||海州区医院|||
单位主要职能||医疗服务|||
年度目标||做好服务|||
一级指标|二级指标|重点工作|三级指标|半年指标值|全年指标值|
履职|医疗服务|开展义诊活动|义诊场次|=3场|=6场|
||推进设备更新|更新设备数|=2台|=4台|
|||开展健康教育|||讲座数量
||||讲座参与人次|≥100人|≥200人`
  const result = rebuilt(cut)

  it('has no target, and a finding says that it was lost', () => {
    expect(rowWith(tableOf(result), '讲座数量').slice(2)).toEqual(['开展健康教育', '讲座数量', '', ''])
    expect(result.doubts.map((doubt) => doubt.check)).toContain('alignment/target-missing')
  })
})

const bands = `
海州区级部门整体

单位名称||
部门整体资金（万元）|收入|财政拨款
|支出|基本
||项目
一级指标|二级指标|
决策|计划制定|
|预算编制|
一级指标|二级指标|重点工作
履职|公园绿化建设与养护|组织行道树修剪

||建设口袋公园
效益|生态环境|治理扬尘

绩效目标表

2025年度

海州区园林处||
||全年预算数
资金总额||700
小计||700
一般公共预算资金||700
|半年计划执行数|全年预算数
支出|100|300
支出|200|400
三级指标|半年指标值|全年指标值
工作计划制定健全性|健全|健全
预算编制科学性|科学|科学
预算编制规范性|规范|规范
三级指标|半年指标值|全年指标值
修剪行道树株数|=500株|=1000株
行道树修剪及时性|及时|及时

口袋公园数量|=2个|=5个
口袋公园开放率|≥90%|≥90%
扬尘治理工地数|=10个|=20个`

describe('a sheet that was printed down, then over', () => {
  const result = rebuilt(bands)
  const table = tableOf(result)

  it('has its halves side by side again, and says so', () => {
    expect(rowWith(table, '预算编制规范性')).toEqual(['决策', '预算编制', '预算编制规范性', '规范', '规范'])
    expect(table.repairs.map((repair) => repair.kind)).toContain('bands-joined')
    expect(result.doubts.map((doubt) => doubt.check)).toContain('layout/halves-joined')
  })

  it('joins a title and labels that the page edge cut, with both their places', () => {
    expect(textsOf(result)).toEqual(['海州区级部门整体绩效目标表', '2025年度'])
    const label = table.cells.find((cell) => cell.text === '基本支出')
    expect(label?.locators).toHaveLength(2)
    expect(rowWith(table, '项目支出').slice(-3)).toEqual(['项目支出', '200', '400'])
  })

  it('gives a field its value from the other band', () => {
    expect(rowWith(table, '单位名称')).toEqual(['单位名称', '海州区园林处'])
  })

  it('spreads labels over rows by words, order and page', () => {
    expect(rowWith(table, '行道树修剪及时性')[2]).toBe('组织行道树修剪')
    expect(rowWith(table, '口袋公园开放率')[2]).toBe('建设口袋公园')
    expect(rowWith(table, '扬尘治理工地数').slice(0, 3)).toEqual(['效益', '生态环境', '治理扬尘'])
  })

  it('is never wholly sure of a label that it spread', () => {
    const spread = cellsOf(table, table.rows - 1).slice(0, 3)
    expect(spread.every((cell) => cell.confidence < 1)).toBe(true)
  })
})

describe('a narrative that was cut in half, line by line', () => {
  const result = rebuilt(`
单位名称||
单位主要职能||负责全区河道的管理与保护，组织水利工程的
一级指标|二级指标|
决策|计划制定|

海州区水务局||
建设和运行，指导农村水利工作，承担防汛抗旱的具体事务，开展水土保持。||
三级指标|半年指标值|全年指标值
工作计划制定健全性|健全|健全`)

  it('keeps both halves, is unsure, and says so', () => {
    const cell = tableOf(result).cells.find((candidate) => candidate.text.startsWith('负责全区'))
    expect(cell?.text.split('\n')).toHaveLength(2)
    expect(cell?.confidence).toBeLessThanOrEqual(0.5)
    expect(result.doubts.map((doubt) => doubt.check)).toContain('text/halves-not-joined')
  })
})

describe('a label at the top of a page', () => {
  const text = (subprojects: readonly [string, string]): string => `
项目支出绩效目标申报表
申报单位|海州区图书馆||
项目名称|阅读季||
项目资金构成|子项目名称||预算金额（万元）
|阅读活动||10
|设备采购||20
|合计||30
类别|对应子项目名称|指标名称|目标值|指标解释|目标值来源
产出|设备采购|采购书架数量|=20个|采购书架|采购合同
|阅读活动|活动场次|=6场|活动安排|活动记录
${subprojects[0]}|借阅设备使用次数|≥100次|使用情况|系统数据||

结果|${subprojects[1]}|活动参与人次|≥500人|参加活动|签到记录
|阅读活动|读者满意度|≥85%|问卷|问卷汇总`

  it('may have begun on the page before: a sub-project list that starts again tells where', () => {
    const result = rebuilt(text(['设备采购', '阅读活动']))
    expect(rowWith(tableOf(result), '借阅设备使用次数')[0]).toBe('结果')
    expect(rowWith(tableOf(result), '活动场次')[0]).toBe('产出')
  })
})

describe('other texts', () => {
  it('of no known form are kept as they stand', () => {
    const result = rebuilt('通知\n\n序号|姓名|电话\n1|某人|123')
    expect(rowsOf(tableOf(result))).toEqual([
      ['序号', '姓名', '电话'],
      ['1', '某人', '123'],
    ])
    expect(textsOf(result)).toEqual(['通知'])
    expect(result.doubts).toEqual([])
  })

  it('without any line give no section', () => {
    expect(rebuilt('').sections).toEqual([])
  })

  it('with two filings give two sections', () => {
    expect(rebuilt(`${whole}\n${whole}`).sections).toHaveLength(2)
  })
})

describe('whatever happens to the lines', () => {
  const lines = whole.split('\n')

  it('no text vanishes', () => {
    const damage = fc.array(fc.tuple(fc.nat(lines.length - 1), fc.integer({ min: -3, max: 3 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(damage, (moves) => {
        const broken = [...lines]
        for (const [at, by] of moves) broken[at] = shifted(broken[at] ?? '', by)
        const result = rebuilt(broken.join('\n'))
        const seen = new Set(
          result.sections
            .flatMap((section) => section.blocks)
            .flatMap((block) =>
              block.kind === 'text' ? block.locators : block.cells.flatMap((cell) => cell.locators),
            )
            .map((locator) => JSON.stringify(locator)),
        )
        for (const [index, line] of broken.entries())
          for (const [column, field] of line.split('|').entries())
            if (field.trim() !== '')
              expect(seen).toContain(JSON.stringify({ line: index + 1, column: column + 1 }))
      }),
      { numRuns: 60 },
    )
  })

  it('the same text gives the same tables', () => {
    expect(rebuilt(bands)).toEqual(rebuilt(bands))
  })
})

/** A line with fields put in front, or with blank ones taken away there. */
function shifted(line: string, by: number): string {
  if (by >= 0) return '|'.repeat(by) + line
  let rest = line
  for (let left = by; left < 0 && rest.startsWith('|'); left++) rest = rest.slice(1)
  return rest
}

describe('a name that the cell’s edge cut', () => {
  const doubtsOf = (name: string): readonly (string | null)[] =>
    rebuilt(`海州区级部门整体绩效目标表
单位名称|海州区图书馆|||
主要职能|办馆|||
年度目标|办好阅读季|||
一级指标|二级指标|三级指标|半年指标值|全年指标值
过程|预算执行|预算执行率|=40%|=100%
|资产管理|${name}|=100%|=100%`)
      .doubts.filter(({ check }) => check === 'alignment/name-clipped')
      .map(({ expected }) => expected)

  it('is told with the usual name that begins so', () => {
    expect(doubtsOf('固定资产利')).toEqual(['固定资产利用率'])
  })

  it('is told where it ends amid a word', () => {
    expect(doubtsOf('读者满')).toEqual(['读者满意度'])
    expect(doubtsOf('家长满意')).toEqual(['家长满意度'])
    expect(doubtsOf('意度')).toEqual(['满意度'])
  })

  it('is none where the name is whole, or another one', () => {
    expect(doubtsOf('固定资产利用率')).toEqual([])
    expect(doubtsOf('固定资产完好情况')).toEqual([])
  })
})
