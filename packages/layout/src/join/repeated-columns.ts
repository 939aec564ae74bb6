/** Title columns, which a printer repeats at the left of each band. */
import type { Piece, PieceCell } from './piece.ts'
import { movedPiece } from './seam.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/**
 * Leading columns that are printed again on each band (title columns) are taken once. Their border says nothing of the
 * cells beside it: those may go on from the page before.
 */
export function withoutRepeatedColumns(left: Piece, right: Piece, known: number): readonly [Piece, Piece] {
  const repeated = repeatedColumns(left, right, known)
  if (repeated === 0) return [left, right]
  const from = right.columnEdges[repeated] ?? 0
  const dx = (left.columnEdges.at(-1) ?? 0) - from
  const dropped = right.cells.filter((cell) => cell.column < repeated)
  const kept: Piece = {
    ...right,
    columnEdges: right.columnEdges.slice(repeated),
    cells: right.cells
      .filter((cell) => cell.column >= repeated)
      .map((cell) => ({
        ...cell,
        column: cell.column - repeated,
        open: { ...cell.open, left: cell.open.left || cell.column === repeated },
      })),
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

/**
 * How many of the first columns of two pages say just the same; at least `known`, where other pages of the bands repeat
 * so many and nothing here speaks against it.
 */
export function repeatedColumns(left: Piece, right: Piece, known = 0): number {
  const most = Math.min(left.columnEdges.length, right.columnEdges.length) - 2
  let repeated = 0
  for (let column = 0; column < most; column += 1) {
    const widths = [left, right].map((p) => (p.columnEdges[column + 1] ?? 0) - (p.columnEdges[column] ?? 0))
    if (Math.abs((widths[0] ?? 0) - (widths[1] ?? 0)) > ROW_TOLERANCE) break
    if (!saysTheSame(left, right, column, column < known)) break
    repeated = column + 1
  }
  return repeated
}

/**
 * Whether a column holds the same texts at the same heights; rows may be counted otherwise where other columns divide
 * them. A cell merged over the column and others is printed again as well, cut at the column's side, and a text that the
 * page break cuts may run into the column.
 */
function saysTheSame(left: Piece, right: Piece, column: number, isKnown: boolean): boolean {
  const own = cellsOf(left, column)
  const texts = cellsOf(right, column).filter((cell) => hasText(cell) && !isPartOfWider(cell, own))
  if (texts.some((cell) => cell.columnSpan > 1)) return false
  const same = texts.filter((cell) =>
    own.some((other) => startsLevel(cell, other) && textOf(cell) === textOf(other)),
  )
  if (same.length < LEAST_SHARE * texts.length) return false
  return isKnown || same.length >= LEAST_SAME || same.some((cell) => word.test(textOf(cell)))
}

/** So many cells with the same text make a repeated column, or one with a word. */
const LEAST_SAME = 2
const word = /\p{L}{2}/u
/** Share of a repeated column's texts that are the same on both pages. */
const LEAST_SHARE = 0.6

function cellsOf({ cells }: Piece, column: number): readonly PieceCell[] {
  return cells.filter((cell) => cell.column <= column && cell.column + cell.columnSpan > column)
}

function hasText({ lines }: PieceCell): boolean {
  return lines.length > 0
}

/** Whether each of the cell's lines shows some of what a wider cell at its height says. */
function isPartOfWider(cell: PieceCell, others: readonly PieceCell[]): boolean {
  const wider = others.find((other) => startsLevel(cell, other) && other.columnSpan > 1)
  return wider !== undefined && cell.lines.every(({ text }) => textOf(wider).includes(text))
}

function startsLevel(cell: PieceCell, other: PieceCell): boolean {
  return Math.abs(cell.box[1] - other.box[1]) <= ROW_TOLERANCE
}

function textOf({ lines }: PieceCell): string {
  return lines.map((line) => line.text).join('')
}
