/** Cells whose lines the page edge cut, one behind the other in the text of either band. */
import { describe, expect, it } from 'vitest'
import { rebuilt, rowsOf, rowWith, tableOf } from './flattened.test-support.ts'
import { waysTogether, weaveHalves } from './woven-halves.ts'

/** Four tasks in a column of nine characters, five of which stand left of the edge; their texts are centred. */
const tasks = [
  { left: '实施普通国大中修', right: '省道养护工程' },
  { left: '推进“四好提档升', right: '农村路”级' },
  { left: '优化公交线客运一', right: '网和城乡体化' },
  { left: '开展治超与专项整', right: '非法营运治' },
].map((cell) => ({ ...cell, isOneLine: false }))
const whole = [
  '实施普通国省道养护大中修工程',
  '推进“四好农村路”提档升级',
  '优化公交线网和城乡客运一体化',
  '开展治超与非法营运专项整治',
]

describe('cells of two lines that were cut', () => {
  it('are whole where the document has some of their words elsewhere', () => {
    const woven = weaveHalves(tasks, [
      '普通国省道养护与“四好农村路”提档',
      '公交线网和城乡客运',
      '与非法营运者专项整治',
    ])
    expect(woven.map(({ text }) => text)).toEqual(whole)
    expect(woven.every(({ confidence }) => confidence > 0.8)).toBe(true)
  })

  it('are unsure where nothing but their lengths tells', () => {
    const woven = weaveHalves(tasks.slice(0, 1), [])
    expect(woven.every(({ confidence }) => confidence < 0.8)).toBe(true)
  })

  it('are taken as they stand where others are known to be of one line', () => {
    const oneLine = ['预算编|制规范性', '预算执|行率', '资金使用|合规性'].map((text) => {
      const [left = '', right = ''] = text.split('|')
      return { left, right, isOneLine: true }
    })
    const [own] = weaveHalves([{ left: '河湖生', right: '态环境', isOneLine: false }, ...oneLine], [])
    expect(own?.text).toBe('河湖生态环境')
  })
})

describe('the ways in which two halves go together', () => {
  it('have the heading among them that two cut lines make', () => {
    expect([...waysTogether({ left: '半年度指值', right: '标' })]).toContain('半年度指标值')
  })
})

describe('a department in two bands whose edge runs through its tasks', () => {
  const table = tableOf(
    rebuilt(`
海州区级部门整

单位名称||
年度目标|实施普通国省道养护；优化公交线网和|
一级指标|二级指标|
决策|目标设定|
|预算编制|
一级指标|二级指标|重点工
履职|公路建设与养护|实施普通国大中修
||推进“四好提档升
|运输服务与监管|优化公交线客运一
||开展治超与专项整
一级指标|二级指标|
满意度指标|服务对象满意度|

体绩效目标表

海州区交通局||
城乡客运；非法营运专项整治；“四好农村路”提档升级。||
|三级指标|半年指标值|全年指标值
|绩效目标合理性|合理|合理
|预算编制科学性|科学|科学
作|三级指标|半年指标值|全年指标值
省道养护工程|养护大中修里程|=138公里|=276公里
|工程质量验收合格率|≥80%|≥80%
农村路”级|新改建农村公路|=242公里|=242公里
网和城乡体化|新增公交线路|≥14条|≥29条
|行政村通客车率|≥90%|≥90%
非法营运治|开展联合执法行动|=57次|=114次
|三级指标|半年指标值|全年指标值
|公交乘客满意度|≥89%|≥89%`),
  )

  it('has each task whole on its indicators', () => {
    expect(rowWith(table, '新增公交线路')).toContain(whole[2])
    expect(rowWith(table, '行政村通客车率')).toContain(whole[2])
    expect(rowWith(table, '工程质量验收合格率')).toContain(whole[0])
  })
})

describe('a department whose heading of two lines was cut', () => {
  const table = tableOf(
    rebuilt(`
海州区级部门整体绩效目标表

单位名称|海州区档案馆|||
一级指标|二级指标|三级指标|半年度指值
决策|计划制定|工作计划制定健全性|健全
过程|预算执行|预算执行率|≥45
||支付进度符合率|≥77％
履职|档案资源建设|接收档案|≤216
||征集珍贵史料|≥465

标|全年目标值
|健全
%|≥90%
|≥77％
83卷|≤43367卷
件|≥465件`),
  )

  it('has the targets of both halves below one heading', () => {
    expect(rowWith(table, '接收档案').slice(-2)).toEqual(['≤21683卷', '≤43367卷'])
    expect(rowWith(table, '预算执行率').slice(-2)).toEqual(['≥45%', '≥90%'])
    expect(rowsOf(table).flat()).toContain('半年度指标值')
  })
})
