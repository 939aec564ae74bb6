/** Rows of two bands with different numbers of lines: usual indicators stand beside their usual levels. */
import { describe, expect, it } from 'vitest'
import { rebuilt, rowWith, tableOf } from './flattened.test-support.ts'

describe('a department of whose cut names the left band shows one beginning', () => {
  const table = tableOf(
    rebuilt(`
海州区级部门整

单位名称|||
一级指标|二级指标||
决策|计划制定||年
|目标设定||
过程|预算执行||
|预算管理||
|资产管理||
履职|档案资源建设||
满意度指标|服务对象满意度||

体绩效目标表

海州区档案馆||
三级指标|半年指标值|全年指标值
度工作计划制定健全性|健全|健全
绩效目标合理性|合理|合理
支付进度符合率|≥71%|≥71%
结转结余率|≤10%|≤10%
政府采购执行率|≥36%|≥73%
资金使用合规性|合规|合规
固定资产利用率|≥76%|≥76%
数字化扫描|≥78万页|≥78万页
查档群众满意度|≥89%|≥89%`),
  )

  it('has it on the first row, whose levels stand beside it', () => {
    expect(rowWith(table, '年度工作计划制定健全性').slice(0, 2)).toEqual(['决策', '计划制定'])
    expect(rowWith(table, '支付进度符合率')).toContain('预算执行')
    expect(rowWith(table, '固定资产利用率')).toContain('资产管理')
  })
})

describe('a project whose rows without sub-projects are not on the left band', () => {
  const table = tableOf(
    rebuilt(`
海州区级项目支出

项目名称|
一级指标|对应子项目名称
投入|
产出|档案数字化设备购置
|档案数字化系统建设
|档案数字化运行维护
结果|档案数字化运行维护
影响力|

绩效目标申报表

档案数字化|
指标名称|目标值
预算执行率|≥76%
专款专用率|≥91%
财务制度健全性|健全
接收档案|≥37543卷
征集珍贵史料|=270件
数字化扫描|=424万页
公众档案意识|提升
长效管理机制|制定`),
  )

  it('has the usual ones under their level, the others beside their sub-project', () => {
    expect(rowWith(table, '财务制度健全性')).toContain('投入')
    expect(rowWith(table, '接收档案')).toEqual(expect.arrayContaining(['产出', '档案数字化设备购置']))
    expect(rowWith(table, '公众档案意识')).toEqual(expect.arrayContaining(['结果', '档案数字化运行维护']))
  })
})
