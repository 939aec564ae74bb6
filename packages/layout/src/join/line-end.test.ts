import { describe, expect, it } from 'vitest'
import { type Flow, flowBetween } from './line-end.ts'
import type { PieceCell } from './piece.ts'

const EM = 10

/** A cell of so many ems within its padding, its text broken into lines. */
function cell(ems: number, ...lines: readonly string[]): PieceCell {
  const wide = (text: string): number =>
    [...text].reduce((sum, each) => sum + (/[ -~≥]/.test(each) ? EM / 2 : EM), 0)
  return {
    row: 0,
    column: 0,
    rowSpan: 1,
    columnSpan: 1,
    box: [0, 0, ems * EM + 10, lines.length * 12 + 2],
    lines: lines.map((text, index) => ({
      text,
      box: [5, 1 + index * 12, 5 + wide(text), 11 + index * 12],
      size: EM,
      words: [],
      firstVisible: 1,
      lastVisible: 1,
    })),
    open: { left: false, right: false, top: false, bottom: false },
    locators: [],
    confidence: 1,
    origins: [],
  }
}

describe('a text above and a text below a page break', () => {
  it.each<[string, number, string, string, Flow]>([
    ['may be one where the upper one fills its line', 5, '共建青少年', '体育训练基地', 'may-go-on'],
    ['are two where the next character had room', 8, '共建青少年', '体育训练基地', 'ended'],
    ['are two where each is a figure', 3, '≥18个', '=4公里', 'ended'],
    ['are two where each is a per cent', 3, '85%', '90%', 'ended'],
    ['may be one figure only where its cell is full of digits', 1, '1', '6', 'figure-may-go-on'],
    ['are two figures where there was room for more digits', 6, '12', '34', 'ended'],
    ['are two where the lower one begins a list', 8, '到2028年，普惠体育；', '1. 普及体育。', 'ended'],
    ['are one where a range has no end yet', 3, '5%-', '35%', 'goes-on'],
    ['are one where a unit stands in brackets below', 3, '≤2955', '（份）', 'goes-on'],
    ['are one where a bracket is open', 6, '构成（详细列', '出各子项目', 'goes-on'],
  ])('%s', (_, ems, above, below, flow) => {
    expect(flowBetween(cell(ems, above), cell(ems, below))).toBe(flow)
  })

  it('are one where a list counts on', () => {
    const above = cell(40, '1、完成采购任务。', '2、完成设备验收。')
    expect(flowBetween(above, cell(40, '3、完成系统建设。'))).toBe('goes-on')
    expect(flowBetween(above, cell(40, '1、完成系统建设。'))).not.toBe('goes-on')
  })
})
