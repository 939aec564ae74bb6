import { describe, expect, it } from 'vitest'
import { textOf } from './cell-text.ts'
import { paintText } from './print.test-support.ts'
import { assembleLines } from './text-lines.ts'

function cell(...lines: readonly [string, number][]): string {
  return textOf(assembleLines(lines.flatMap(([text, x], index) => paintText(text, x, index * 13, 10))))
}

describe('the text of a cell', () => {
  it('joins lines that the layout broke: Chinese without a space, Latin words with one', () => {
    expect(cell(['信息化建设规划和', 0], ['管理工作', 0])).toBe('信息化建设规划和管理工作')
    expect(cell(['total annual', 0], ['budget', 0])).toBe('total annual budget')
  })

  it('keeps a label that is centred over two lines in one piece', () => {
    expect(cell(['全年', 15], ['计划执行数', 0])).toBe('全年计划执行数')
  })

  it('begins a paragraph where a new item begins', () => {
    expect(cell(['一、贯彻执行党和国家的教育方针。', 0], ['二、组织实施。', 0])).toBe(
      '一、贯彻执行党和国家的教育方针。\n二、组织实施。',
    )
  })

  it('does not break a figure that fills its line', () => {
    expect(cell(['12345', 0], ['67.89', 0])).toBe('1234567.89')
    expect(cell(['2,400,', 0], ['000', 0])).toBe('2,400,000')
    expect(cell(['(12.3', 0], [')', 20])).toBe('(12.3)')
  })
})
