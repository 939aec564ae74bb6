import type { FlattenedLine } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { forms } from '../index.ts'
import { rebuildSpacedBands } from './spaced-bands.ts'

/** Lines as the reader of space-aligned text gives them, a character an em wide; a line `---` ends a page. */
function linesOf(text: string): FlattenedLine[] {
  const lines: FlattenedLine[] = []
  let afterFormFeed = false
  for (const line of text.split('\n')) {
    if (line === '---') {
      afterFormFeed = true
      continue
    }
    const texts = [...line.matchAll(/\S+(?: \S+)*/g)]
    const fields = texts.length === 0 ? [''] : texts.map(([field]) => field)
    lines.push({ line: lines.length + 1, fields, starts: texts.map(({ index }) => index), afterFormFeed })
    afterFormFeed = false
  }
  return lines
}

const fields = `某市部门整体绩效目标表
单位名称        某市图书馆
主要职能        负责图书文献的采集、整理、保存和利用
年度目标        办好阅读季，完成古籍数字化
收入            资金总额                900.5
其他资金                                0`

describe('space-aligned text of a form', () => {
  it('is not of bands where a page shows first levels and the year’s targets, whose heads narrow columns break', () => {
    const pages = `${fields}
---
一级                        半年指标    全年指标
        二级指标  三级指标
指标                         值       值
决策    计划制定  工作计划健全性  健全        健全
过程    预算执行  预算执行率    ≥40%        ≥90%
效益    满意度    读者满意度    ≥80%        ≥90%`
    expect(rebuildSpacedBands(linesOf(pages), forms)).toBeNull()
  })

  it('is of bands where as many pages show nothing but targets', () => {
    const pages = `${fields}
一级指标    二级指标    三级指标
决策        计划制定    工作计划健全性
过程        预算执行    预算执行率
效益指标    满意度      读者满意度
---
半年指标值    全年指标值
健全          健全
≥40%          ≥90%
≥80%          ≥90%`
    const found = rebuildSpacedBands(linesOf(pages), forms)
    expect(found?.doubts.map(({ check }) => check)).toContain('layout/halves-by-order')
  })
})
