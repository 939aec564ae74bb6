import { describe, expect, it } from 'vitest'
import type { TextLine } from '../page-table.ts'
import { lineOf } from './line.test-support.ts'
import type { Leaf, Piece, PieceCell } from './piece.ts'
import { withoutCutRemains, withStripsDivided } from './slivers.ts'

function cellOf(
  [row, rowSpan]: readonly [number, number],
  [from, to]: readonly [number, number],
  lines: readonly TextLine[],
  open: Partial<PieceCell['open']>,
): PieceCell {
  return {
    row,
    column: 0,
    rowSpan,
    columnSpan: 1,
    box: [from, row * 20, to, (row + rowSpan) * 20],
    lines,
    open: { left: false, right: false, top: false, bottom: false, ...open },
    locators: [],
    confidence: 1,
    origins: [`${from}/${row}`],
  }
}

function pieceOf(columnEdges: readonly [number, number], rows: number, cells: readonly PieceCell[]): Piece {
  return {
    box: [columnEdges[0], 0, columnEdges[1], rows * 20],
    method: 'partly-ruled',
    columnEdges,
    rowEdges: rows === 1 ? [0, 60] : [0, 20, 40, 60],
    cells,
    confidence: 1,
    repairs: [],
  }
}

describe('a strip of a column at the page edge', () => {
  const lines = ['实', '推', '加'].map((text, row) => lineOf(text, 92, row * 20 + 5, 0.5))
  const beyond = ['施养护', '进改造', '强监管'].map((text, row) =>
    cellOf([row, 1], [100, 160], [lineOf(text, 102, row * 20 + 5)], { left: true }),
  )
  const right = pieceOf([100, 160], 3, beyond)

  it('is divided as the cells that go on beyond the edge, each with its line', () => {
    const whole = { ...cellOf([0, 1], [90, 100], lines, { right: true }), box: [90, 0, 100, 60] as const }
    const [strip] = withStripsDivided(pieceOf([90, 100], 1, [whole]), right)
    expect(strip.rowEdges).toEqual([0, 20, 40, 60])
    expect(
      strip.cells.map(({ row, rowSpan, lines: own }) => [row, rowSpan, own.map(({ text }) => text)]),
    ).toEqual([
      [0, 1, ['实']],
      [1, 1, ['推']],
      [2, 1, ['加']],
    ])
  })

  it('stays whole where it is wide enough for a label merged over the rows', () => {
    const label = cellOf([0, 1], [40, 100], [lineOf('决策', 50, 25)], { right: true })
    const left = pieceOf([40, 100], 1, [{ ...label, box: [40, 0, 100, 60] }])
    expect(withStripsDivided(left, right)[0]).toBe(left)
  })
})

describe('what the page edge leaves of a glyph beside the table', () => {
  const other: Leaf = {
    pages: [2],
    width: 200,
    height: 200,
    pieces: [pieceOf([0, 60], 3, [cellOf([0, 1], [0, 60], [lineOf('工作量', -2, 5)], { left: true })])],
    texts: [],
    repairs: [],
  }
  const textOf = (text: string): Leaf['texts'][number] => ({
    line: lineOf(text, 98, 5, 0.3),
    locators: [],
    confidence: 1,
  })
  it('is no text of its own where the other page shows the glyph at this place', () => {
    expect(withoutCutRemains([textOf('工')], other, 100)).toEqual([])
  })
  it('stays where the other page shows another', () => {
    expect(withoutCutRemains([textOf('否')], other, 100)).toHaveLength(1)
  })
})
