import { describe, expect, it } from 'vitest'
import { extract } from './extract.ts'

const leftPage = `              苏州市部门整体预算绩效目标表
 单位名称
 年度目标          1. 办好全民阅读活动。

 一级指标          二级指标
   决策           计划制定

                目标设定
   效益指标         社会效益
`
const rightPage = `           2024年度
       苏州市图书馆

       三级指标         半年指标值       全年指标值
   中长期规划制定健全性        健全          健全
  年度工作计划制定健全性        健全          健全
      绩效目标合理性         合理          合理
      公众阅读意识         ≥40%        ≥85%
`

describe('space-aligned text of a form that was printed over pages side by side', () => {
  it('is joined by order, with an error that says so and no figure that counts as sure', async () => {
    const text = `${leftPage}\f${rightPage}\f`
    const { filings } = await extract(new TextEncoder().encode(text), '2024.txt')
    expect(filings).toHaveLength(1)
    const [filing] = filings
    expect(filing?.indicators.map(({ name }) => name)).toEqual([
      '中长期规划制定健全性',
      '年度工作计划制定健全性',
      '绩效目标合理性',
      '公众阅读意识',
    ])
    const confidences = filing?.indicators.flatMap(({ targets }) =>
      targets.map((target) => target.confidence),
    )
    expect(Math.max(...(confidences ?? [1]))).toBeLessThanOrEqual(0.5)
    const said = filing?.findings.filter(({ check }) => check === 'layout/halves-by-order')
    expect(said?.map(({ severity }) => severity)).toEqual(['error'])
  })

  it('is read as it is painted where every page shows the whole width', async () => {
    const whole = `              苏州市部门整体预算绩效目标表
 单位名称          苏州市图书馆
 年度目标          1. 办好全民阅读活动。
 一级指标          二级指标          三级指标         半年指标值       全年指标值
   决策           计划制定       中长期规划制定健全性        健全          健全
                目标设定         绩效目标合理性         合理          合理
   效益指标         社会效益         公众阅读意识         ≥40%        ≥85%
`
    const { filings } = await extract(new TextEncoder().encode(whole), '2024.txt')
    const checks = filings.flatMap(({ findings }) => findings.map(({ check }) => check))
    expect(checks).not.toContain('layout/halves-by-order')
  })

  it('is not taken for bands where blank lines part a page that shows the whole width', async () => {
    const whole = `              苏州市部门整体预算绩效目标表
 单位名称          苏州市图书馆
 年度目标          1. 办好全民阅读活动。

  一级           二级
  指标           指标           三级指标         半年指标值       全年指标值

   决策           计划制定       中长期规划制定健全性        健全          健全
                目标设定         绩效目标合理性         合理          合理

   效益指标         社会效益         公众阅读意识         ≥40%        ≥85%
`
    const { filings } = await extract(new TextEncoder().encode(whole), '2024.txt')
    const checks = filings.flatMap(({ findings }) => findings.map(({ check }) => check))
    expect(checks).not.toContain('layout/halves-by-order')
    expect(filings[0]?.indicators.map(({ name }) => name)).toContain('公众阅读意识')
  })
})
