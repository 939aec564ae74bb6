import { describe, expect, it } from 'vitest'
import { withBlankFeet } from './blank-ends.ts'
import type { Piece, PieceCell } from './piece.ts'

/** Rows of 20 points; the last cell may be merged over several of them. */
function pieceOf(
  [x0, x1]: readonly [number, number],
  spans: readonly number[],
  open: PieceCell['open'],
): Piece {
  let row = 0
  const cells = spans.map((rowSpan): PieceCell => {
    const box = [x0, row * 20, x1, (row + rowSpan) * 20] as const
    row += rowSpan
    const [column, columnSpan, lines, locators, confidence, origins] = [0, 1, [], [], 1, []] as const
    return {
      row: row - rowSpan,
      rowSpan,
      column,
      columnSpan,
      box,
      lines,
      open,
      locators,
      confidence,
      origins,
    }
  })
  const rowEdges = Array.from({ length: row + 1 }, (_, edge) => edge * 20)
  const box = [x0, 0, x1, row * 20] as const
  return { box, method: 'ruled', columnEdges: [x0, x1], rowEdges, cells, confidence: 1, repairs: [] }
}

const cut = { left: false, right: true, top: false, bottom: true }
const closed = { left: false, right: false, top: false, bottom: false }
const middle = pieceOf([100, 140], [1, 1], { ...closed, left: true, right: true })

describe('a merged label whose middle a page shows without any of its borders', () => {
  it('goes on over that page, blank', () => {
    const [, right] = withBlankFeet(pieceOf([60, 100], [1, 1, 2], cut), middle)
    expect(right.rowEdges).toEqual([0, 20, 40, 80])
    expect(right.cells.at(-1)).toMatchObject({
      row: 2,
      box: [100, 40, 140, 80],
      open: { left: true, right: true, bottom: true },
    })
  })

  it('is none where its own borders close it, or other cells stand below', () => {
    for (const left of [pieceOf([60, 100], [1, 1, 2], closed), pieceOf([60, 100], [1, 1, 1, 1], cut)])
      expect(withBlankFeet(left, middle)[1]).toBe(middle)
  })
})
