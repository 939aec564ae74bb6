/** Title columns, which a printer repeats at the left of each band. */
import type { TextLine } from '../page-table.ts'
import { WHOLE } from '../text-lines.ts'
import type { Piece, PieceCell } from './piece.ts'
import { linesBehind } from './repeated-texts.ts'
import { movedPiece } from './seam.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/**
 * Leading columns that are printed again on each band (title columns) are taken once. Their border says nothing of the
 * cells beside it: those may go on from the page before.
 */
export function withoutRepeatedColumns(left: Piece, whole: Piece, known: number): readonly [Piece, Piece] {
  const right = known > 0 ? withEdgeAt(whole, (whole.columnEdges[0] ?? 0) + known) : whole
  const repeated = repeatedColumns(left, right, known)
  if (repeated === 0) return [left, whole]
  const from = right.columnEdges[repeated] ?? 0
  const dx = (left.columnEdges.at(-1) ?? 0) - from
  const dropped = right.cells.filter((cell) => endOf(cell) <= repeated)
  const shift = (left.columnEdges[0] ?? 0) - (right.columnEdges[0] ?? 0)
  const kept: Piece = {
    ...right,
    columnEdges: right.columnEdges.slice(repeated),
    cells: right.cells
      .filter((cell) => endOf(cell) > repeated)
      .map((cell) => ({
        ...(cell.column < repeated ? behindColumns(cell, from, left, shift) : cell),
        column: Math.max(0, cell.column - repeated),
        columnSpan: Math.min(cell.columnSpan, endOf(cell) - repeated),
        open: { ...cell.open, left: cell.open.left || cell.column <= repeated },
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

/** How wide the columns are, in points, that both pages have at their left and that say just the same. */
export function repeatedWidth(left: Piece, right: Piece): number {
  return widthOf(right, repeatedColumns(left, right, 0))
}

/**
 * How many of the first columns of two pages say just the same; those that are `known` points wide, where other
 * pages of the bands repeat so much and nothing here speaks against it.
 */
function repeatedColumns(left: Piece, right: Piece, known: number): number {
  const most = Math.min(left.columnEdges.length, right.columnEdges.length) - 2
  let repeated = 0
  for (let column = 0; column < most; column += 1) {
    const widths = [left, right].map((p) => (p.columnEdges[column + 1] ?? 0) - (p.columnEdges[column] ?? 0))
    if (Math.abs((widths[0] ?? 0) - (widths[1] ?? 0)) > ROW_TOLERANCE) break
    if (!saysTheSame(left, right, column)) break
    repeated = column + 1
  }
  if (widthOf(right, repeated) > known - ROW_TOLERANCE) return repeated
  const columns = right.columnEdges.findIndex((_, at) => Math.abs(widthOf(right, at) - known) < ROW_TOLERANCE)
  const isRest = columns > 0 && columns < right.columnEdges.length - 1
  return isRest && showsPartsOf(left, right, columns, known) ? columns : repeated
}

/** The piece with a column's edge there: where every cell runs over the end of the columns, no border shows it. */
function withEdgeAt(piece: Piece, edge: number): Piece {
  const at = piece.columnEdges.findIndex((other) => other > edge - ROW_TOLERANCE)
  if (at <= 0 || (piece.columnEdges[at] ?? 0) < edge + ROW_TOLERANCE) return piece
  const moved = (index: number): number => (index < at ? index : index + 1)
  const cells = piece.cells.map((cell): PieceCell => {
    const column = moved(cell.column)
    return { ...cell, column, columnSpan: moved(endOf(cell)) - column }
  })
  return { ...piece, columnEdges: piece.columnEdges.toSpliced(at, 0, edge), cells }
}

function widthOf({ columnEdges }: Piece, columns: number): number {
  return (columnEdges[columns] ?? 0) - (columnEdges[0] ?? 0)
}

/**
 * Whether the first columns show nothing but parts of what stands at the same heights within `known` points of the left
 * page's side: a page on which only cells merged over them stand has no border at their end.
 */
function showsPartsOf(left: Piece, right: Piece, columns: number, known: number): boolean {
  const [side = 0] = left.columnEdges
  const first = left.cells.filter(({ box }) => box[0] < side + known - ROW_TOLERANCE)
  const runsOver = (cell: PieceCell): boolean =>
    first.some((other) => startsLevel(cell, other) && other.box[2] > side + known + ROW_TOLERANCE)
  return right.cells
    .filter((cell) => cell.column < columns && hasText(cell))
    .every((cell) => {
      if (endOf(cell) > columns) return runsOver(cell)
      const there = first.filter((other) => startsLevel(cell, other)).map(textOf)
      return cell.lines.every((line) => isRemains(line) || there.some((whole) => whole.includes(line.text)))
    })
}

/** What the cut at the columns' end leaves of one glyph behind them: the page before shows the rest of it. */
function isRemains({ text, firstVisible, lastVisible }: TextLine): boolean {
  return [...text].length === 1 && firstVisible < WHOLE && lastVisible < WHOLE
}

/**
 * Whether a column holds the same texts at the same heights; rows may be counted otherwise where other columns divide
 * them. A cell merged over the column and others is printed again as well, cut at the column's side, and a text that the
 * page break cuts may run into the column.
 */
function saysTheSame(left: Piece, right: Piece, column: number): boolean {
  const own = cellsOf(left, column)
  const texts = cellsOf(right, column).filter(
    (cell) => hasText(cell) && !isPartOfWider(cell, own) && !goesOn(cell, own, column),
  )
  if (texts.some((cell) => endOf(cell) > column + 1)) return false
  const same = texts.filter((cell) =>
    own.some((other) => startsLevel(cell, other) && textOf(cell) === textOf(other)),
  )
  if (same.length < LEAST_SHARE * texts.length) return false
  return same.length >= LEAST_SAME || same.some((cell) => word.test(textOf(cell)))
}

/** So many cells with the same text make a repeated column, or one with a word. */
const LEAST_SAME = 2
const word = /\p{L}{2}/u
/** Share of a repeated column's texts that are the same on both pages. */
const LEAST_SHARE = 0.6

/**
 * Whether cells of both pages at one height run over the column’s side: no border shows there where the columns
 * end.
 */
function goesOn(cell: PieceCell, others: readonly PieceCell[], column: number): boolean {
  return (
    endOf(cell) > column + 1 && others.some((other) => startsLevel(cell, other) && endOf(other) > column + 1)
  )
}

function endOf({ column, columnSpan }: PieceCell): number {
  return column + columnSpan
}

/** What a cell shows behind repeated columns that end at `from`; `shift` moves the page's table over the left one's. */
function behindColumns(cell: PieceCell, from: number, left: Piece, shift: number): PieceCell {
  const first = left.cells.flatMap(({ lines }) => lines)
  const [, y0, x1, y1] = cell.box
  return { ...cell, box: [from, y0, x1, y1], lines: linesBehind(cell.lines, from, first, shift) }
}

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
