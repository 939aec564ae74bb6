/** Whether two pages show the same columns of a sheet: one below the other, not side by side. */
import { alignEdges } from '../edges.ts'
import type { Leaf } from './piece.ts'
import { sidesOf } from './seam-looks.ts'
import { sideShift } from './shift.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Pages of one band have at least this share of their column edges in common. */
const SAME_COLUMNS_SHARE = 0.8

/** Whether the second page's tables begin and end at the sides of the first one's, or as far apart a little to a side. */
export function hasSidesOf(first: Leaf | undefined, second: Leaf | undefined): boolean {
  if (first === undefined || second === undefined || second.pieces.length === 0) return false
  const [sides, others] = [sidesOf(first), sidesOf(second)]
  return sideShift(sides, others) !== 0 || alignEdges(sides, others, ROW_TOLERANCE).matched === 2
}

/** The same sides, and nearly all edges between them. */
export function hasColumnsOf(first: Leaf | undefined, second: Leaf | undefined): boolean {
  if (first === undefined || second === undefined || !hasSidesOf(first, second)) return false
  const shift = sideShift(sidesOf(first), sidesOf(second))
  const [a, b] = [columnEdgesOf(first), columnEdgesOf(second).map((edge) => edge + shift)]
  return alignEdges(a, b, ROW_TOLERANCE).matched >= SAME_COLUMNS_SHARE * Math.min(a.length, b.length)
}

function columnEdgesOf(leaf: Leaf): readonly number[] {
  const edges = leaf.pieces.flatMap((piece) => [...piece.columnEdges]).sort((a, b) => a - b)
  return edges.filter((edge, index) => index === 0 || edge - (edges[index - 1] ?? 0) > ROW_TOLERANCE)
}
