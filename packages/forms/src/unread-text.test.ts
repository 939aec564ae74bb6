import type { Block, Cell } from '@backfile/layout'
import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { tableOf } from './table.test-support.ts'

const rowHeight = 20

/** A line of text on the only page: `row` counts down from the top. */
function textAt(row: number, x: number, text: string): Block {
  const top = row * rowHeight
  const bbox = [x, top, x + text.length * 10, top + 10] as const
  return { kind: 'text', text, confidence: 1, locators: [{ page: 1, bbox: [...bbox] }] }
}

/** A table on the only page, its first row `from` rows down. */
function tableAt(from: number, rows: readonly (readonly string[])[]): Block {
  const table = tableOf(rows)
  const cells = table.cells.map((cell): Cell => {
    const [x, top] = [cell.column * 100, (from + cell.row) * rowHeight]
    return { ...cell, locators: [{ page: 1, bbox: [x, top, x + 90, top + 10] }] }
  })
  return { ...table, cells }
}

const indicators = tableAt(5, [
  ['年度目标', '道路畅通。', '<', '<'],
  ['一级指标', '二级指标', '三级指标', '指标值'],
  ['产出指标', '数量指标', '维护信号灯', '≥860处'],
  ['^', '质量指标', '设备完好率', '≥99%'],
])

const unreadOf = (...blocks: readonly Block[]): readonly (string | null)[] => {
  const [filing] = recognise([{ name: null, blocks: [...blocks, indicators] }], forms)
  return (filing?.doubts ?? [])
    .filter(({ check }) => check === 'form/text-unread')
    .map(({ actual }) => actual)
}

describe('a filing’s page with text that is in no table', () => {
  const title = textAt(0, 100, '2025年部门整体支出绩效目标申报表')

  it('is doubted where a label of the form has text beside it, and the doubt names all of that', () => {
    const unread = unreadOf(
      title,
      textAt(2, 0, '资金总额'),
      textAt(2, 200, '3210'),
      textAt(3, 0, '其中：上级补助'),
      textAt(3, 200, '200'),
    )
    expect(unread).toEqual(['资金总额 | 3210 | 其中：上级补助 | 200'])
  })

  it('is not doubted for its unit, for fields that were read from lines, or for notes below its tables', () => {
    const unread = unreadOf(
      textAt(0, 0, '附件2'),
      title,
      textAt(1, 0, '单位：万元'),
      textAt(2, 0, '单位名称：某市图书馆'),
    )
    expect(unread).toEqual([])
  })

  it('is not doubted for prose between its title and its tables', () => {
    expect(unreadOf(title, textAt(2, 0, '资金总额按年度预算填列，下同。'), textAt(3, 0, '年度目标'))).toEqual(
      [],
    )
  })
})
