import { describe, expect, it } from 'vitest'
import { rebuilt, rowWith, tableOf } from './flattened.test-support.ts'

const left = `海州市部门整体绩效目标表
单位名称|海州市档案馆|
主要职能|保管档案|
年度目标|接收档案，方便查档|
一级指标|二级指标|三级指标
产出指标|数量指标|接待查档
||征集史料
效益指标|社会效益|公众档案意识`

describe('a table that was cut by hand and copied as text, its first column in both parts', () => {
  const right = `单位名称||
主要职能||
年度目标||
一级指标|半年指标值|全年指标值
产出指标|≥5000人|≥11000人
|≥10件|≥30件
效益指标|提升|提升`

  it('is one table again, the repeated column once, and each figure keeps its place in the file', () => {
    const table = tableOf(rebuilt(`${left}\n\n${right}\n`))
    expect(rowWith(table, '征集史料').slice(-3)).toEqual(['征集史料', '≥10件', '≥30件'])
    expect(rowWith(table, '公众档案意识').slice(-3)).toEqual(['公众档案意识', '提升', '提升'])
    const cell = table.cells.find(({ text }) => text === '≥30件')
    expect(cell?.locators).toEqual([{ line: 15, column: 3 }])
    expect(table.confidence).toBeLessThanOrEqual(0.89)
    expect(table.repairs.map(({ kind }) => kind)).toContain('bands-joined')
  })

  it('stays apart where the part below is the form again, filled in for another unit', () => {
    const other = left.replace('海州市档案馆', '海州市图书馆').split('\n').slice(1).join('\n')
    const result = rebuilt(`${left}\n\n${other}\n`)
    const repairs = result.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'table' ? block.repairs.map(({ kind }) => kind) : [])),
    )
    expect(repairs).not.toContain('bands-joined')
  })
})
