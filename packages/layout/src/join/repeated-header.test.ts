import { describe, expect, it } from 'vitest'
import type { TextLine } from '../page-table.ts'
import type { Piece, PieceCell } from './piece.ts'
import { repeatedRows, withoutHeader } from './repeated-header.ts'

const closed = { left: false, right: false, top: false, bottom: false }

function lineOf(text: string, y: number): TextLine {
  const box = [0, y, 10 * text.length, y + 10] as const
  return { text, box, size: 10, words: [{ text, box, size: 10 }], firstVisible: 1, lastVisible: 1 }
}

/** A cell at its row's top; rows are 20 points high, columns 50 wide. */
function cell(row: number, column: number, text: string, rowSpan = 1): PieceCell {
  const y = row * 20
  return {
    row,
    column,
    rowSpan,
    columnSpan: 1,
    box: [column * 50, y, column * 50 + 50, y + rowSpan * 20],
    lines: text === '' ? [] : [lineOf(text, y + 5)],
    open: closed,
    locators: [],
    confidence: 1,
    origins: [],
  }
}

function pieceOf(cells: readonly PieceCell[], rows: number): Piece {
  return {
    box: [0, 0, 150, rows * 20],
    method: 'ruled',
    columnEdges: [0, 50, 100, 150],
    rowEdges: Array.from({ length: rows + 1 }, (_, row) => row * 20),
    cells,
    confidence: 1,
    repairs: [],
  }
}

const first = pieceOf(
  [
    cell(0, 0, '绩效指标', 2),
    cell(0, 1, '指标名称'),
    cell(0, 2, '目标值'),
    cell(1, 1, '查档用时'),
    cell(1, 2, '≤1小时'),
  ],
  2,
)
const second = pieceOf(
  [
    cell(0, 0, '绩效指标', 2),
    cell(0, 1, '指标名称'),
    cell(0, 2, '目标值'),
    cell(1, 1, '归档率'),
    cell(1, 2, '100%'),
  ],
  2,
)

describe('a header that is printed again', () => {
  it('is known where a label merged over it and the rows below stands beside it', () => {
    expect(repeatedRows(first, second)).toBe(1)
  })

  it('is taken off with that label, which goes on from the page before', () => {
    const { cells } = withoutHeader(first, second, 1)
    expect(cells.map(({ row, lines }) => [row, lines.map(({ text }) => text).join('')])).toEqual([
      [0, ''],
      [0, '归档率'],
      [0, '100%'],
    ])
    expect(cells[0]?.open.top).toBe(true)
  })
})
