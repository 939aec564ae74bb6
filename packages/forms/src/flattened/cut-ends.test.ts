import { describe, expect, it } from 'vitest'
import { rebuilt, tableOf } from './flattened.test-support.ts'

const form = `
海州市部门整体绩效目标表

单位名称|海州市档案馆|||
年度目标|接收档案，方便查档|||
一级指标|二级指标|三级指标|年度指标值|
产出指标|数量指标|接待查档|≥11000人|
||征集史料|≥30件|
效益指标|社会效益|公众档案意识|提升|
`

describe('a text whose last column the page edge cut', () => {
  it('says that targets may lack their ends, and gives none of them surely', () => {
    const result = rebuilt(`${form}\n\n次\n`)
    const said = result.doubts.filter(({ check }) => check === 'layout/ends-cut-off')
    expect(said).toMatchObject([{ severity: 'error', subjects: ['form'], actual: '次' }])
    expect(tableOf(result).confidence).toBeLessThanOrEqual(0.8)
  })

  it('says nothing of notes and levels on pages of their own', () => {
    const checks = rebuilt(`${form}\n\n注：指标由单位填报。\n`).doubts.map(({ check }) => check)
    expect(checks).not.toContain('layout/ends-cut-off')
  })
})
