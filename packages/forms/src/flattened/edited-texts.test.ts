/** Texts and CSV that people went on with by hand, or that tools copied. */
import { describe, expect, it } from 'vitest'
import { rebuilt, rowWith, tableOf } from './flattened.test-support.ts'

describe('funds whose merged labels were filled in on every row', () => {
  const table = tableOf(
    rebuilt(`
海州区级项目支出绩效目标申报表
项目申报单位|海州区图书馆|||||
项目资金构成（详细列出各子项目名称和金额）|子项目名称|||预算金额（万元）||
项目资金构成（详细列出各子项目名称和金额）|文献购置服务|||535.63||
项目资金构成（详细列出各子项目名称和金额）|合计|||535.63||
项目资金来源（万元）|资金来源||项目投资总额|上年度资金|本年度计划数|
项目资金来源（万元）|市级财政资金||535.63||535.63|
项目资金来源（万元）|合计||535.63||535.63|
一级指标|对应子项目名称|指标名称|目标值|指标解释|目标值来源|
产出|文献购置服务|新建城市书房|≥6个|||`),
  )

  it('have their lines under their own labels, and their amounts under their headings', () => {
    const [head, row] = [rowWith(table, '本年度计划数'), rowWith(table, '市级财政资金')]
    expect(row.lastIndexOf('535.63')).toBe(head.indexOf('本年度计划数'))
    expect(rowWith(table, '文献购置服务')).toContain('535.63')
  })
})

describe('rows that were sorted, so that a field stands among them', () => {
  const table = tableOf(
    rebuilt(`
海州区级项目支出绩效目标申报表
项目申报单位|海州区图书馆|||||
一级指标|指标名称|对应子项目名称|目标值|指标解释|目标值来源
需要说明的其它问题|无||||
结果|读者满意度|文献购置服务|≥90%|考察读者满意度|调查问卷
投入|专款专用率||=100%|考察专款专用率|批复文件
影响力|应急预案||制定|考察应急预案|内部文件`),
  )

  it('have their texts in the columns of the headings above the field', () => {
    const head = rowWith(table, '目标值')
    expect(rowWith(table, '应急预案').indexOf('制定')).toBe(head.indexOf('目标值'))
    expect(rowWith(table, '专款专用率').indexOf('=100%')).toBe(head.indexOf('目标值'))
  })
})

describe('an outer label amid the rows of an inner one', () => {
  const table = tableOf(
    rebuilt(`
海州区级部门整体绩效目标表
单位名称||海州区图书馆||
一级指标|二级指标|三级指标|半年指标值|全年指标值
决策|预算编制|预算编制科学性|科学|科学
||预算编制规范性|规范|规范
|预算执行|预算调整率|≤9%|≤9%
||支付进度符合率|≥39%|≥79%
过程||公用经费控制率|≤1%|≤1%
||“三公经费”变动率|≤7%|≤7%
|预算管理|预算管理制度健全性|健全|健全
||资金使用合规性|合规|合规`),
  )

  it('is no group without inner label where its indicators usually stand under the inner one', () => {
    expect(rowWith(table, '“三公经费”变动率').slice(0, 2)).toEqual(['过程', '预算执行'])
    expect(rowWith(table, '预算调整率').slice(0, 2)).toEqual(['过程', '预算执行'])
  })
})

describe('bands of a text whose blank fields were collapsed', () => {
  const table = tableOf(
    rebuilt(`
海州区级部门整

单位名称
一级指标|二级指标|三级指标
决策|计划制定|工作计划制定
目标设定|绩效指标明确
过程|预算执行|预算执行率

体绩效目标表

海州区图书馆
年度指标值|备注
健全性|健全
性|明确
不低于90%`),
  )

  it('are never sure', () => {
    expect(table.confidence).toBeLessThan(0.9)
  })
})

describe('the last word of a name on a line of its own', () => {
  const result = rebuilt(`
海州区级部门整体绩效目标表
单位名称||海州区图书馆||
一级指标|二级指标|三级指标|半年指标值|全年指标值
效益指标|社会效益|公共阅读服务|=100%|=100%
||覆盖率||
满意度指标|服务对象满意度|到馆读者满意度|≥91%|≥91%`)

  it('is the end of the name above, less sure, with a finding', () => {
    expect(rowWith(tableOf(result), '公共阅读服务覆盖率').slice(-2)).toEqual(['=100%', '=100%'])
    expect(result.doubts.map(({ check }) => check)).toContain('alignment/text-wrapped')
  })
})
