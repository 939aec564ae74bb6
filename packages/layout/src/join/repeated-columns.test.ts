import { describe, expect, it } from 'vitest'
import type { TextLine } from '../page-table.ts'
import type { Piece, PieceCell } from './piece.ts'
import { withoutRepeatedColumns } from './repeated-columns.ts'

function lineOf(text: string, x: number, y: number): TextLine {
  const box = [x, y, x + 10 * text.length, y + 10] as const
  return { text, box, size: 10, words: [{ text, box, size: 10 }], firstVisible: 1, lastVisible: 1 }
}

function cell(row: number, column: number, columnSpan: number, text: string): PieceCell {
  return {
    row,
    column,
    rowSpan: 1,
    columnSpan,
    box: [column * 40, row * 20, (column + columnSpan) * 40, row * 20 + 20],
    lines: text === '' ? [] : [lineOf(text, column * 40, row * 20 + 5)],
    open: { left: false, right: false, top: false, bottom: false },
    locators: [],
    confidence: 1,
    origins: [],
  }
}

function pieceOf(cells: readonly PieceCell[]): Piece {
  return {
    box: [0, 0, 120, 80],
    method: 'ruled',
    columnEdges: [0, 40, 80, 120],
    rowEdges: [0, 20, 40, 60, 80],
    cells,
    confidence: 1,
    repairs: [],
  }
}

describe('a title column that is printed again on each band', () => {
  const left = pieceOf([
    cell(0, 0, 2, '单位名称'),
    cell(0, 2, 1, '水务局'),
    ...['序号', '1', '2'].flatMap((text, row) => [
      cell(row + 1, 0, 1, text),
      cell(row + 1, 1, 1, '甲'),
      cell(row + 1, 2, 1, '乙'),
    ]),
  ])
  const right = pieceOf([
    cell(0, 0, 1, '单'),
    cell(0, 1, 2, ''),
    ...['序号', '1', '2'].flatMap((text, row) => [
      cell(row + 1, 0, 1, text),
      cell(row + 1, 1, 1, '丙'),
      cell(row + 1, 2, 1, '丁'),
    ]),
  ])

  it('is taken once, though a merged cell over it is printed again in part', () => {
    const [, rest] = withoutRepeatedColumns(left, right, 0)
    expect(rest.columnEdges).toHaveLength(3)
    expect(rest.cells.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual([
      '丙',
      '丁',
      '丙',
      '丁',
      '丙',
      '丁',
    ])
  })

  it('does not close the cells beside it: they may go on from the page before', () => {
    const [, rest] = withoutRepeatedColumns(left, right, 0)
    expect(rest.cells.filter(({ column }) => column === 0).every(({ open }) => open.left)).toBe(true)
  })

  it('is no title column where it says something else', () => {
    const other = pieceOf(
      right.cells.map((each) => (each.column === 0 ? { ...each, lines: [lineOf('9', 0, 5)] } : each)),
    )
    expect(withoutRepeatedColumns(left, other, 0)[1].columnEdges).toHaveLength(4)
  })
})
