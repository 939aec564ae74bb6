/** Rows that a page cuts at both sides: told from the white around tables by the row edges of the pages beside it. */
import { alignEdges } from '../edges.ts'
import { median, nearest, overlap } from '../geometry.ts'
import { standsIn, withRow } from './cut-row.ts'
import type { Leaf, Piece } from './piece.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** How many pages before and after are looked at. */
const FURTHEST = 300

/** A strip lower than this, in ems of the table's text, holds no line of it; and that text's size where there is none. */
const LOWEST_LINE_EMS = 1.2
const USUAL_SIZE = 10

/** Share of the edges that a table of another page must have at the same height. */
const LEAST_SHARE = 0.8

/** Share of its area that a part of a table has within it. */
const MOSTLY = 0.9

/**
 * The leaves, their tables with the doubtful rows around and between them, and with rows that the page cuts at the top or
 * bottom as well, where another page has just these rows in one table.
 */
export function withCutRows(leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.map((leaf, index) => {
    const others = leaves
      .slice(Math.max(0, index - FURTHEST), index + FURTHEST)
      .filter((other) => other !== leaf && Math.abs(other.height - leaf.height) <= ROW_TOLERANCE)
      .flatMap((other) => [...other.pieces])
    return extended(widened(leaf, others), others)
  })
}

function widened(leaf: Leaf, others: readonly Piece[]): Leaf {
  const { outline } = leaf
  const wider = leaf.pieces.flatMap((piece) => piece.wider ?? [])
  const whole =
    outline !== undefined &&
    (others.some((other) => hasColumnsOf(other, outline)) || isMergedColumn(outline, others))
      ? outline
      : [...wider, ...(outline === undefined ? [] : [outline])].find((piece) =>
          others.some(
            (other) =>
              startsWith(other, piece) &&
              endsWith(other, piece) &&
              (hasRowsOf(other, piece) || areOneRow(other, piece)),
          ),
        )
  if (whole === undefined) return leaf
  const pieces = leaf.pieces.filter((piece) => !standsWithin(piece, whole))
  return {
    ...leaf,
    pieces: [...pieces, whole].sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]),
    texts: leaf.texts.filter((text) => !standsIn(text, whole.box)),
  }
}

/** A row without any border of its own on this page, above or below a table. */
function extended(leaf: Leaf, others: readonly Piece[]): Leaf {
  let texts = leaf.texts
  const pieces = leaf.pieces.map((piece) => {
    const model = others.find(
      (other) =>
        (cutAbove(other, piece) || cutBelow(other, piece)) &&
        startsWith(other, piece) &&
        endsWith(other, piece) &&
        (hasRowsOf(other, piece) || goesOnAbove(other, piece)) &&
        !hasColumnsOf(other, piece),
    )
    if (model === undefined) return piece
    let grown = piece
    if (cutAbove(model, piece)) grown = withRow(grown, model.box[1], texts, leaf)
    if (cutBelow(model, piece) && mayShowRow(piece, model.box[3], texts))
      grown = withRow(grown, model.box[3], texts, leaf)
    texts = texts.filter((text) => !standsIn(text, grown.box))
    return grown
  })
  return { ...leaf, pieces, texts }
}

/** A row below the piece shows some text on this page, or is too low for any: else the sheet may end here as well. */
function mayShowRow({ box, cells }: Piece, bottom: number, texts: Leaf['texts']): boolean {
  const [x0, , x1, y1] = box
  const line = median(cells.flatMap((cell) => cell.lines.map(({ size }) => size))) ?? USUAL_SIZE
  return bottom - y1 < LOWEST_LINE_EMS * line || texts.some((text) => standsIn(text, [x0, y1, x1, bottom]))
}

function startsWith(other: Piece, piece: Piece): boolean {
  return Math.abs(other.box[1] - piece.box[1]) <= ROW_TOLERANCE || cutAbove(other, piece)
}

/** A page in the same strip shows the same heights: a short one, say the sheet's last, has any rows by chance. */
function endsWith(other: Piece, piece: Piece): boolean {
  return Math.abs(other.box[3] - piece.box[3]) <= ROW_TOLERANCE || cutBelow(other, piece)
}

/** Whether the other page shows a row, cut by the page's top, that ends at the piece's first edge or is merged over it. */
function cutAbove(other: Piece, piece: Piece): boolean {
  if (other.box[1] > piece.box[1] - ROW_TOLERANCE) return false
  // Where no border ends the piece, the page does: nothing more of the sheet is on it.
  if (piece.cells.every((cell) => cell.row > 0 || cell.open.top)) return false
  const first = other.cells.filter((cell) => cell.row === 0)
  const beyond = (other.rowEdges[1] ?? 0) - piece.box[1]
  return Math.abs(beyond) <= ROW_TOLERANCE
    ? first.some((cell) => cell.open.top)
    : beyond > 0 && first.every((cell) => cell.open.top)
}

/** The same at the bottom. */
function cutBelow(other: Piece, piece: Piece): boolean {
  if (other.box[3] < piece.box[3] + ROW_TOLERANCE) return false
  const foot = piece.rowEdges.length - 1
  if (piece.cells.every((cell) => cell.row + cell.rowSpan < foot || cell.open.bottom)) return false
  const rows = other.rowEdges.length - 1
  const last = other.cells.filter((cell) => cell.row + cell.rowSpan === rows)
  const beyond = piece.box[3] - (other.rowEdges[rows - 1] ?? 0)
  return Math.abs(beyond) <= ROW_TOLERANCE
    ? last.some((cell) => cell.open.bottom)
    : beyond > 0 && last.every((cell) => cell.open.bottom)
}

function hasRowsOf(other: Piece, piece: Piece): boolean {
  if (other.rowEdges.length < 3 || piece.rowEdges.length < 3) return false
  const shared = piece.rowEdges.filter((edge) => nearest(other.rowEdges, edge, ROW_TOLERANCE) !== undefined)
  return shared.length >= Math.max(3, LEAST_SHARE * Math.min(piece.rowEdges.length, other.rowEdges.length))
}

/** Whether each page shows one row, of the same height at the same place. */
function areOneRow(other: Piece, piece: Piece): boolean {
  if (other.rowEdges.length !== 2 || piece.rowEdges.length !== 2) return false
  return alignEdges(other.rowEdges, piece.rowEdges, ROW_TOLERANCE).matched === 2
}

/**
 * Whether two upright lines are the sides of a cell that runs over the whole page: one page shows the same sides, and
 * another begins and ends at the same heights.
 */
function isMergedColumn(outline: Piece, others: readonly Piece[]): boolean {
  const [cell, ...more] = outline.cells
  if (cell === undefined || more.length > 0 || !cell.open.top || !cell.open.bottom) return false
  const { box } = outline
  const isAsWide = (other: Piece): boolean =>
    alignEdges([other.box[0], other.box[2]], [box[0], box[2]], ROW_TOLERANCE).matched === 2
  return (
    others.some(isAsWide) &&
    others.some((other) => !isAsWide(other) && startsWith(other, outline) && endsWith(other, outline))
  )
}

/** Whether a table is a part of the whole: where the page cuts a cell, its rules may reach further than another's. */
function standsWithin({ box }: Piece, { box: whole }: Piece): boolean {
  const shared = overlap(box[0], box[2], whole[0], whole[2]) * overlap(box[1], box[3], whole[1], whole[3])
  return shared > MOSTLY * (box[2] - box[0]) * (box[3] - box[1])
}

/** Whether the other page shows merged cells over rows of the piece, which go on above it by less than a line. */
function goesOnAbove(other: Piece, piece: Piece): boolean {
  const strip = piece.box[1] - other.box[1]
  const below = other.rowEdges.slice(1).filter((edge) => edge <= piece.box[3] + ROW_TOLERANCE)
  return (
    strip > ROW_TOLERANCE &&
    strip < LOWEST_LINE_EMS * USUAL_SIZE &&
    below.length > 1 &&
    below.every((edge) => nearest(piece.rowEdges, edge, ROW_TOLERANCE) !== undefined)
  )
}

/** Whether another page shows the same columns: it stands above or below this one, not beside it. */
function hasColumnsOf(other: Piece, piece: Piece): boolean {
  const [from, to] = [other.columnEdges, piece.columnEdges]
  const { matched } = alignEdges(from, to, ROW_TOLERANCE)
  const asWide = alignEdges([other.box[0], other.box[2]], [piece.box[0], piece.box[2]], ROW_TOLERANCE)
  const fewer = Math.min(from.length, to.length)
  return asWide.matched === 2 && fewer > 2 && matched >= LEAST_SHARE * fewer
}
