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

  it('is none behind which a cell begins that is merged over it on neither page', () => {
    const merged = pieceOf([
      cell(0, 0, 1, '单'),
      cell(0, 1, 2, ''),
      ...['序号', '1', '2'].map((text, row) => cell(row + 1, 0, 2, text)),
    ])
    expect(withoutRepeatedColumns(left, merged, 0)[1].columnEdges).toHaveLength(4)
  })
})

describe('a cell merged over a title column and what stands behind it', () => {
  const left = pieceOf([
    cell(0, 0, 3, '到2026年完成供水管网改造'),
    ...['序号', '1', '2'].flatMap((text, row) => [cell(row + 1, 0, 1, text), cell(row + 1, 1, 2, '甲')]),
  ])
  const right = pieceOf([
    { ...cell(0, 0, 3, ''), lines: [lineOf('到202', 0, 5), lineOf('和污水处理。', 36, 5)] },
    ...['序号', '1', '2'].flatMap((text, row) => [cell(row + 1, 0, 1, text), cell(row + 1, 1, 2, '乙')]),
  ])

  it('keeps what goes on there, and what the column shows of it again is left out', () => {
    const [, rest] = withoutRepeatedColumns(left, right, 0)
    expect(rest.columnEdges).toHaveLength(3)
    expect(rest.cells[0]).toMatchObject({ column: 0, columnSpan: 2, open: { left: true } })
    expect(rest.cells[0]?.lines.map(({ text }) => text)).toEqual(['和污水处理。'])
  })
})

describe('a page on which no border ends the title column', () => {
  const left = pieceOf([cell(0, 0, 3, '到2026年完成供水管网改造'), cell(1, 0, 3, '防汛抗旱演练')])
  const right = pieceOf([
    { ...cell(0, 0, 3, ''), lines: [lineOf('到202', 0, 5), lineOf('和污水处理。', 36, 5)] },
    { ...cell(1, 0, 3, ''), lines: [lineOf('防汛抗旱', 0, 25)] },
  ])

  it('repeats it where other pages of its bands do', () => {
    expect(withoutRepeatedColumns(left, right, 0)[1]).toBe(right)
    const [, rest] = withoutRepeatedColumns(left, right, 40)
    expect(rest.cells.map(({ lines }) => lines.map(({ text }) => text))).toEqual([['和污水处理。'], []])
  })
})
