/** Pages of one print that stand a little higher, lower or further to a side than others: margins of their own. */
import { alignEdges } from '../edges.ts'
import type { Leaf } from './piece.ts'
import { movedLine, movedPiece } from './seam.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Pages of one print stand no further apart than this, in points. */
const MOST_SHIFT = 18
/** Moved rows are one strip's only if this share of the fewer edges then meets … */
const LEAST_MET = 0.9
/** … and so many at least: a few meet on any two pages. */
const LEAST_EDGES = 6

/**
 * How far down the second page's rows must be moved, in points, to be those of the first; 0 where they begin at one
 * height, and where no small move makes them meet.
 */
export function rowShift(first: readonly number[], second: readonly number[]): number {
  const shift = (first[0] ?? 0) - (second[0] ?? 0)
  const fewer = Math.min(first.length, second.length)
  if (Math.abs(shift) <= ROW_TOLERANCE || Math.abs(shift) > MOST_SHIFT || fewer < LEAST_EDGES) return 0
  const shifted = second.map((edge) => edge + shift)
  return alignEdges(first, shifted, ROW_TOLERANCE).matched >= fewer * LEAST_MET ? shift : 0
}

/** How far to the right a page's tables must be moved, in points, to have the sides of another's; 0 where they cannot. */
export function sideShift(first: readonly [number, number], second: readonly [number, number]): number {
  const [left, right] = [first[0] - second[0], first[1] - second[1]]
  const isShift = Math.abs(left - right) <= ROW_TOLERANCE && Math.abs(left) <= MOST_SHIFT
  return isShift && Math.abs(left) > ROW_TOLERANCE ? left : 0
}

/** The leaf with its tables and texts moved; their places on the page stay as they are. */
export function movedLeaf(leaf: Leaf, dx: number, dy: number): Leaf {
  if (dx === 0 && dy === 0) return leaf
  return {
    ...leaf,
    pieces: leaf.pieces.map((piece) => movedPiece(piece, dx, dy)),
    texts: leaf.texts.map((text) => ({ ...text, line: movedLine(text.line, dx, dy) })),
  }
}
