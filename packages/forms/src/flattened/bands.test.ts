/** Sheets printed over several pages sideways, their bands one after the other in the text. */
import { describe, expect, it } from 'vitest'
import { cellsOf, rebuilt, rowsOf, rowWith, tableOf, textsOf } from './flattened.test-support.ts'

describe('a sheet whose last column alone ran over to other pages', () => {
  const result = rebuilt(`

海州区区级部门

单位名称||
单位主要职能||负责全区水利工程建设与管理。
部门整体资金（万元）|收入|财政拨款|||全年
|||小计||20
|||一般公共预算资金||15
|||政府性基金||5
||其他资金||1
|支出|||半年计划执行数|全
||基本支出||300.18|8
||项目支出||40.5|12
||堤防维护||40.5|12
年度目标||完成汛期安全度汛任务，保障供
一级指标|二级指标|三级指标||半年指标值
决策|计划制定|工作计划制定健全性||健全
产出|数量指标|维护堤防||≥10公
||巡查次数||=12次
效益指标|社会效益|受益人口||≥5万人

整体预算绩效目标表

2025年度

海州区水利局||
||
预算数|
00.50|
00.50|
00.00|
1.00|
年预算数
00.30|
01.20|
01.20|
水安全。|
|全年指标值
|健全
里|≥20公里
|=24次
|≥10万人`)
  const table = tableOf(result)

  it('has its title, its cut fields and all targets of each row again', () => {
    expect(textsOf(result)).toEqual(['海州区区级部门整体预算绩效目标表', '2025年度'])
    expect(rowWith(table, '年度目标')).toContain('完成汛期安全度汛任务，保障供水安全。')
    expect(rowWith(table, '维护堤防')).toEqual(['产出', '数量指标', '维护堤防', '≥10公里', '≥20公里'])
    expect(rowWith(table, '受益人口').slice(-2)).toEqual(['≥5万人', '≥10万人'])
  })

  it('has amounts whole that the page edge cut in mid-digits, less sure, with a finding that shows them', () => {
    expect(rowWith(table, '小计').at(-1)).toBe('2000.50')
    expect(rowWith(table, '基本支出').slice(-2)).toEqual(['300.18', '800.30'])
    const cut = table.cells.filter((cell) => ['2000.50', '800.30', '1201.20'].includes(cell.text))
    expect(cut.every((cell) => cell.confidence < 0.9)).toBe(true)
    expect(result.doubts.map((doubt) => doubt.actual ?? '').join()).toContain('2000.50 · 1500.50')
  })
})

it('an amount that ends where the page edge cut others is as doubtful, though nothing of it shows on the other side', () => {
  const table = tableOf(
    rebuilt(`
海州区区级部门整体绩效目标表
单位名称||
单位主要职能||负责全区水利工程建设与管理。
部门整体资金（万元）|支出|||半年计划执行数|全年预算数
||基本支出||300.18|964.8
||项目支出||40.57|123.9
||堤防维护||40.57|83.4
年度目标||完成汛期安全度汛任务，保障供
一级指标|二级指标|三级指标||半年指标值
决策|计划制定|工作计划制定健全性||健全
产出|数量指标|维护堤防||≥10公
||巡查次数||=12次
效益指标|社会效益|受益人口||≥5万人

海州区水利局||
||
||
5||
5||
||
水安全。||
||全年指标值
||健全
里||≥20公里
||=24次
||≥10万人`),
  )
  const amounts = table.cells.filter(({ text }) => /^(?:964|123|83)\./.test(text))
  expect(amounts.map(({ text }) => text)).toEqual(['964.85', '123.95', '83.4'])
  expect(amounts.every(({ confidence }) => confidence < 0.9)).toBe(true)
})

describe('a sheet whose page edge only grazed the column of names', () => {
  const table = tableOf(
    rebuilt(`
海州区区级部门整体绩效目标表
单位名称||
年度目标||
一级指标|二级指标||
决策|计划制定||
||年|
|目标设定||
满意度指标|服务对象满意度||
||道|

海州区交通局||
办好交通||
三级指标|半年指标值|全年指标值
长期规划健全性|健全|健全
度工作计划制定健全性|健全|健全
绩效目标合理性|合理|合理
公交乘客满意度|≥80%|≥85%
路运输经营者满意度|≥80%|≥90%`),
  )

  it('has each first character on its own name, by how long what is left of the names is', () => {
    const names = rowsOf(table).map((row) => row[2])
    expect(names).toContain('年度工作计划制定健全性')
    expect(names).toContain('道路运输经营者满意度')
    expect(names).toContain('绩效目标合理性')
    expect(names).toContain('公交乘客满意度')
  })
})

describe('a text in one band', () => {
  const result = rebuilt(`
单位名称||海州区医院|||
部门整体资金（万元）|支出|||半年计划执行数|全年预算数
||基本支出||200|500
||||150|400
项目支出||||50|100
||设备购置及维护保||100|300
||养||||
年度目标||做好服务|||
一级指标|二级指标|重点工作|三级指标|半年指标值|全年指标值
|医疗服务|开展义诊活动|义诊场次|=3场|=6场
履职|||参与义诊的医务|=30人次|=60人次
|||人员|||
||推进设备更新|更新设备数|=2台|=4台
满意度指标|服务对象满意度||社区工作人员|≥80%|≥90%
|||满意度|||`)
  const table = tableOf(result)

  it('has wrapped names and labels in one piece', () => {
    expect(rowWith(table, '参与义诊的医务人员').slice(-2)).toEqual(['=30人次', '=60人次'])
    expect(rowWith(table, '社区工作人员满意度').slice(-2)).toEqual(['≥80%', '≥90%'])
    expect(rowWith(table, '设备购置及维护保养').slice(-2)).toEqual(['100', '300'])
    expect(result.doubts.map((doubt) => doubt.check)).toContain('alignment/text-wrapped')
  })

  it('has a first level that slipped a row on the rows from the first', () => {
    expect(rowWith(table, '义诊场次')[0]).toBe('履职')
    expect(
      cellsOf(
        table,
        rowsOf(table).findIndex((row) => row.includes('义诊场次')),
      )[0]?.text,
    ).toBe('履职')
  })
})
