/** Tables that a merged cell parts: it runs over a whole page, so that no border shows in its column. */
import { alignEdges } from '../edges.ts'
import { nearest } from '../geometry.ts'
import { standsIn } from './cut-row.ts'
import type { Leaf, Piece } from './piece.ts'
import { sideBySide } from './seam.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Confidence in a cell that no border shows on this page, only the columns of another. */
const BORDERLESS = 0.95

/**
 * The leaves with tables side by side as one table where another page has one table with the columns of both. The
 * columns between them hold one cell each, which goes on above and below.
 */
export function withGapsFilled(leaves: readonly Leaf[]): readonly Leaf[] {
  const pieces = leaves.flatMap((leaf) => [...leaf.pieces])
  return leaves.map((leaf) =>
    leaf.pieces.reduce((filled, piece) => withGapAfter(filled, piece, pieces), leaf),
  )
}

function withGapAfter(leaf: Leaf, piece: Piece, others: readonly Piece[]): Leaf {
  const left = leaf.pieces.find(({ box }) => box[0] === piece.box[0] && box[1] === piece.box[1])
  if (left === undefined) return leaf
  for (const right of leaf.pieces) {
    if (right.box[0] <= left.box[2] || !isLevel(left, right)) continue
    const columns = others.map((other) => columnsBetween(other, left, right)).find((edges) => edges !== null)
    if (columns === undefined || columns === null) continue
    const joined = joinedOver(leaf, left, right, columns)
    return {
      ...leaf,
      pieces: leaf.pieces.flatMap((each) => (each === left ? [joined] : each === right ? [] : [each])),
      texts: leaf.texts.filter((text) => !standsIn(text, joined.box)),
    }
  }
  return leaf
}

/** The same rows, or some of them. */
function isLevel(left: Piece, right: Piece): boolean {
  const { matched } = alignEdges(left.rowEdges, right.rowEdges, ROW_TOLERANCE)
  const sameEnds =
    Math.abs(left.box[1] - right.box[1]) <= ROW_TOLERANCE &&
    Math.abs(left.box[3] - right.box[3]) <= ROW_TOLERANCE
  return sameEnds && matched === Math.min(left.rowEdges.length, right.rowEdges.length)
}

/** The column edges that a table of another page has from one piece to the other; null where it lacks theirs. */
function columnsBetween({ columnEdges }: Piece, left: Piece, right: Piece): readonly number[] | null {
  const sides = [left.box[0], right.box[2]]
  const asWide = [columnEdges[0] ?? 0, columnEdges.at(-1) ?? 0].every(
    (edge, index) => Math.abs(edge - (sides[index] ?? 0)) <= ROW_TOLERANCE,
  )
  const wanted = [...left.columnEdges, ...right.columnEdges]
  if (!asWide || wanted.some((edge) => nearest(columnEdges, edge, ROW_TOLERANCE) === undefined)) return null
  const [from, to] = [left.box[2], right.box[0]]
  const inner = columnEdges.filter((edge) => edge > from + ROW_TOLERANCE && edge < to - ROW_TOLERANCE)
  return [from, ...inner, to]
}

function joinedOver(leaf: Leaf, left: Piece, right: Piece, columnEdges: readonly number[]): Piece {
  const [top, bottom] = [left.box[1], left.box[3]]
  const rowEdges = [top, bottom]
  const between: Piece = {
    box: [left.box[2], top, right.box[0], bottom],
    method: 'partly-ruled',
    columnEdges,
    rowEdges,
    cells: columnEdges.slice(0, -1).map((edge, column) => {
      const box = [edge, top, columnEdges[column + 1] ?? edge, bottom] as const
      const within = leaf.texts.filter((text) => standsIn(text, box))
      return {
        row: 0,
        column,
        rowSpan: 1,
        columnSpan: 1,
        box,
        lines: within.map(({ line }) => line),
        open: { left: false, right: false, top: true, bottom: true },
        locators: within.flatMap(({ locators }) => [...locators]),
        confidence: BORDERLESS,
        origins: [`${leaf.pages[0]}/gap/${edge}`],
      }
    }),
    confidence: Math.min(left.confidence, right.confidence),
    repairs: [],
  }
  const first = sideBySide(
    left,
    between,
    alignEdges(left.rowEdges, rowEdges, ROW_TOLERANCE),
    () => null,
  ).piece
  return sideBySide(first, right, alignEdges(first.rowEdges, right.rowEdges, ROW_TOLERANCE), () => null).piece
}
