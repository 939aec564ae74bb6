/** Title columns, which a printer repeats at the left of each band. */
import type { Piece, PieceCell } from './piece.ts'
import { movedPiece } from './seam.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Leading columns that are printed again on each band (title columns) are taken once. */
export function withoutRepeatedColumns(left: Piece, right: Piece): readonly [Piece, Piece] {
  const repeated = repeatedColumns(left, right)
  if (repeated === 0) return [left, right]
  const from = right.columnEdges[repeated] ?? 0
  const dx = (left.columnEdges.at(-1) ?? 0) - from
  const dropped = right.cells.filter((cell) => cell.column < repeated)
  const kept: Piece = {
    ...right,
    columnEdges: right.columnEdges.slice(repeated),
    cells: right.cells
      .filter((cell) => cell.column >= repeated)
      .map((cell) => ({ ...cell, column: cell.column - repeated })),
    repairs: [
      ...right.repairs,
      {
        kind: 'header-dropped',
        message: {
          zh: `每页重复打印的前 ${repeated} 列只取一次`,
          en: `The first ${repeated} columns, printed again on each page, were taken once`,
        },
        confidence: 0.95,
        locators: dropped.flatMap((cell) => [...cell.locators]),
        origins: [],
      },
    ],
  }
  return [left, movedPiece(kept, dx, 0)]
}

/** How many of the first columns of two pages say just the same. */
function repeatedColumns(left: Piece, right: Piece): number {
  const most = Math.min(left.columnEdges.length, right.columnEdges.length) - 2
  let repeated = 0
  for (let column = 0; column < most; column += 1) {
    const [a, b] = [columnOf(left, column), columnOf(right, column)]
    if (a === null || b === null || !sayTheSame(a, b)) break
    const widths = [left, right].map((p) => (p.columnEdges[column + 1] ?? 0) - (p.columnEdges[column] ?? 0))
    if (Math.abs((widths[0] ?? 0) - (widths[1] ?? 0)) > ROW_TOLERANCE) break
    repeated = column + 1
  }
  return repeated
}

/** The cells of a column with text, if all its cells are one column wide and at least two hold text. */
function columnOf({ cells }: Piece, column: number): readonly PieceCell[] | null {
  const own = cells.filter((cell) => cell.column <= column && cell.column + cell.columnSpan > column)
  const full = own.filter((cell) => cell.lines.length > 0)
  return own.some((cell) => cell.columnSpan > 1) || full.length < 2 ? null : full
}

/** The same texts at the same heights; rows may be counted otherwise where other columns divide them. */
function sayTheSame(some: readonly PieceCell[], others: readonly PieceCell[]): boolean {
  const textOf = ({ lines }: PieceCell): string => lines.map((line) => line.text).join('')
  return (
    some.length === others.length &&
    some.every((cell, index) => {
      const other = others[index]
      if (other === undefined || textOf(cell) !== textOf(other)) return false
      return Math.abs(cell.box[1] - other.box[1]) <= ROW_TOLERANCE
    })
  )
}
