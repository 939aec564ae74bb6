/** Texts as tools write them: data frames, word processors with one cell a line, cells broken by line ends. */
import { describe, expect, it } from 'vitest'
import { rebuilt, rowWith, tableOf, textsOf } from './flattened.test-support.ts'

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
