/** Whether a page's table begins with a header of its own over columns of figures: another table, however alike its columns. */
import type { Piece, PieceCell } from './piece.ts'

/** Of the cells below a header this share is figures where the column is one of figures. */
const FIGURES_SHARE = 0.6
/** Of the columns after the first, which names the rows, this share is of figures in a table that a header heads. */
const COLUMNS_SHARE = 0.5
/** Of the labels of a header that goes on on the next page, more than this share is the same. */
const SAME_SHARE = 0.34

const word = /\p{L}{2}/u
const figure = /^[-+=≥≤<>()（）¥$€£]*\d[\d,.\s]*\s*(?:[%％‰)）]|\p{L}{0,2})?$/u
/** A place without a figure in a column of figures. */
const blank = /^(?:[-–—/…*.]*|n\/?a)$/iu

/**
 * Both tables have a first row of words alone over columns of figures, and the words are others. Forms, whose parts have
 * heads in the middle of the sheet, begin with labels and values, not with such a row.
 */
export function beginsAnew(head: Piece, lower: Piece): boolean {
  const [first, second] = [headerOf(head), headerOf(lower)]
  if (first === null || second === null) return false
  const known = new Set(first)
  return second.filter((label) => known.has(label)).length <= SAME_SHARE * second.length
}

/** The labels of the first row, if that is a header over columns of figures. */
function headerOf(piece: Piece): readonly string[] | null {
  const columns = piece.columnEdges.length - 1
  const row = piece.cells.filter((cell) => cell.row === 0)
  const labels = row.map(textOf).filter((text) => text !== '')
  if (labels.length < 2 || row.some(({ columnSpan, rowSpan }) => columnSpan * rowSpan > 1)) return null
  if (!labels.every((label) => word.test(label) && !figure.test(label))) return null
  let ofFigures = 0
  for (let column = 1; column < columns; column += 1) {
    const below = piece.cells.filter((cell) => cell.row > 0 && cell.column === column).map(textOf)
    const written = below.filter((text) => !blank.test(text))
    const figures = written.filter((text) => figure.test(text)).length
    if (written.length > 0 && figures >= FIGURES_SHARE * written.length) ofFigures += 1
  }
  return ofFigures > 0 && ofFigures >= COLUMNS_SHARE * (columns - 1) ? labels : null
}

function textOf({ lines }: PieceCell): string {
  return lines.map((line) => line.text).join('')
}
