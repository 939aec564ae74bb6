/** Bands that the page edge cut in ways that once gave wrong figures surely. */
import { describe, expect, it } from 'vitest'
import { rebuilt, rowsOf, rowWith, tableOf } from './flattened.test-support.ts'

describe('a project whose last amounts were cut in merged cells', () => {
  const result = rebuilt(`
海州区级项目支出绩效目标申报表

项目申报单位|海州区图书馆||||
项目名称|文献购置||||
本项目上年度市级财政资金使用情况|安排资金（万元）|737.23|拨付资金（万元）||737.2
项目资金构成（详细列出各子项目名称和金额）|子项目名称|||预算金额（万元）|
|文献购置设备购|||245.44|
|文献购置委托服务|||549.23|
|合计|||794.67|
项目资金来源（万元）|资金来源|项目投资总额|上年度资金|本年度计|
|市级财政资金|794.67||794.6|
|其他||||
|合计|794.67||794.6|
年度绩效指标|指标类别|对应子项目名称|指标名称|目标值|
|投入||预算执行率|=100%|
|产出|文献购置设备购置|新建城市书房|≥6个|
||文献购置委托服务|流动图书车服务次数|≥345次|

3
划数
7
7

目标值来源
批复文件
采购文件
采购文件`)
  const table = tableOf(result)

  it('has them whole, less sure, with a finding that shows them', () => {
    expect(rowWith(table, '市级财政资金')).toEqual(expect.arrayContaining(['794.67', '794.67']))
    expect(rowWith(table, '拨付资金（万元）')).toContain('737.23')
    const cut = table.cells.filter(({ locators, text }) => locators.length > 1 && /^\d/.test(text))
    expect(cut.map(({ confidence }) => confidence < 0.9)).toEqual([true, true, true])
    expect(result.doubts.map((doubt) => doubt.actual ?? '')).toContain('737.23 · 794.67 · 794.67')
  })

  it('has a sub-project that its cell clipped under the name that the indicators give, with a finding', () => {
    expect(rowWith(table, '文献购置设备购置')).toContain('245.44')
    expect(result.doubts.map(({ check }) => check)).toContain('alignment/name-completed')
  })
})

describe('a department whose names were cut', () => {
  const table = tableOf(
    rebuilt(`
海州区级部门整体绩效目标表

单位名称||海州区
年度目标||办好阅
一级指标|二级指标|三级
决策|计划制定|工作计划
||绩效目标
过程|预算执行|预算执
公用经费||
||结转结

图书馆|
读季|
指标|全年指标值
制定健全性|健全
合理性|合理
行率|=100%
控制率|≤8%
余率|≤5%`),
  )

  it('has the beginning of a name that slipped into the first column on its name', () => {
    expect(rowWith(table, '公用经费控制率')).toEqual(['过程', '预算执行', '公用经费控制率', '≤8%'])
    expect(rowsOf(table).flat()).not.toContain('控制率')
  })
})

describe('a department with as many labels at the left as names at the right', () => {
  it('has satisfaction where it belongs, though a level without rows stands beside it', () => {
    const result = rebuilt(`
海州区级部门整体绩效目标表

单位名称|
年度目标|
一级指标|二级指标
效益指标|经济效益
|社会效益
|生态效益
满意度指标|服务对象满意度

海州区图书馆|
办好阅读季|
三级指标|全年指标值
人均到馆次数|≥2次
公共阅读服务覆盖率|≥80%
读者满意度|≥90%
馆员满意度|≥90%`)
    expect(rowWith(tableOf(result), '读者满意度').slice(0, 2)).toEqual(['满意度指标', '服务对象满意度'])
    expect(result.doubts.map(({ check }) => check)).toContain('alignment/label-spread')
  })
})

describe('a heading cut into halves of which one heads columns by itself', () => {
  it('is one heading, and the targets below it are whole', () => {
    const table = tableOf(
      rebuilt(`
海州区级部门整体绩效目标表

单位名称|海州区图书馆||
年度目标|办好阅读季||
一级指标|二级指标|三级指标|半年
决策|计划制定|工作计划制定健全性|
过程|预算执行|预算执行率|=4
||结转结余率|=0

|
|
指标值|全年指标值
健全|健全
0%|=100%
%|≤5%`),
    )
    expect(rowWith(table, '预算执行率').slice(-2)).toEqual(['=40%', '=100%'])
    expect(rowWith(table, '结转结余率').slice(-2)).toEqual(['=0%', '≤5%'])
  })
})

describe('bands laid over, then down, whose page breaks are lost', () => {
  it('are told by how many fields their lines have', () => {
    const table = tableOf(
      rebuilt(`海州区级部门整体绩效目标表

单位名称|海州区图书馆|
年度目标|办好阅读季|
一级指标|二级指标|三级指标
决策|计划制定|工作计划制定健全性
过程|预算执行|预算执行率
|
|
半年指标值|全年指标值
健全|健全
=40%|=100%
||结转结余率
满意度指标|服务对象满意度|读者满意度
=0%|≤5%
≥80%|≥90%`),
    )
    expect(rowWith(table, '预算执行率')).toEqual(['过程', '预算执行', '预算执行率', '=40%', '=100%'])
    expect(rowWith(table, '读者满意度').slice(-3)).toEqual(['读者满意度', '≥80%', '≥90%'])
  })
})

describe('a project whose rows were moved aside on one band', () => {
  // given a left band with more fields on some lines than its headings have, and a right one whose lines lost blanks
  const table = tableOf(
    rebuilt(`
海州区级项目支出绩效目标申报表

项目申报单位|海州区图书馆||
项目名称|文献购置||
项目资金构成（详细列出各子项目名称和金额）|子项目名称|预算金额（万元）|
|文献购置设备购置|245.44|
|文献购置委托服务|549.23|
年度绩效指标|指标类别|指标名称|对应子项目
|投入|预算执行率|
||产出|新建城市书房|文献购置设
|||流动图书车服务次数|文献购置委
||修复古籍|文献购置设

||目标值|目标值来源
||=100%|批复文件
|备购置|≥6个|采购文件
托服务|≥345次|采购文件|
备购置|≥500页|采购文件|`),
  )

  it('has each figure beside its own name, and the cells whole that the page edge cut', () => {
    const tail = (name: string): readonly string[] => rowWith(table, name).slice(-5)
    expect(tail('新建城市书房')).toEqual(['产出', '新建城市书房', '文献购置设备购置', '≥6个', '采购文件'])
    expect(tail('流动图书车服务次数')).toEqual([
      '产出',
      '流动图书车服务次数',
      '文献购置委托服务',
      '≥345次',
      '采购文件',
    ])
    expect(tail('修复古籍')).toEqual(['产出', '修复古籍', '文献购置设备购置', '≥500页', '采购文件'])
  })
})
