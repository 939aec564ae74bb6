/** Affine transforms as PDF writes them: `[a b c d e f]`, x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
import type { Box } from '@backfile/model'

export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** The transform that applies `inner` first, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ]
}

/** The axis-aligned box around a transformed rectangle. */
export function transformedBox(m: Matrix, x0: number, y0: number, x1: number, y1: number): Box {
  // The extremes of a sum of independent terms are the sums of the terms' extremes.
  const ax0 = m[0] * x0
  const ax1 = m[0] * x1
  const cy0 = m[2] * y0
  const cy1 = m[2] * y1
  const bx0 = m[1] * x0
  const bx1 = m[1] * x1
  const dy0 = m[3] * y0
  const dy1 = m[3] * y1
  return [
    Math.min(ax0, ax1) + Math.min(cy0, cy1) + m[4],
    Math.min(bx0, bx1) + Math.min(dy0, dy1) + m[5],
    Math.max(ax0, ax1) + Math.max(cy0, cy1) + m[4],
    Math.max(bx0, bx1) + Math.max(dy0, dy1) + m[5],
  ]
}

/** Turned by multiples of 90° only, so that rectangles stay rectangles. */
export function keepsRectangles(m: Matrix): boolean {
  const scale = Math.max(Math.abs(m[0]), Math.abs(m[1]), Math.abs(m[2]), Math.abs(m[3]))
  const slack = scale * 1e-4
  return (
    (Math.abs(m[1]) <= slack && Math.abs(m[2]) <= slack) ||
    (Math.abs(m[0]) <= slack && Math.abs(m[3]) <= slack)
  )
}

/** The common part; where there is none, x1 ≤ x0 or y1 ≤ y0. */
export function intersection(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
}

/** Square points; 0 for a box turned inside out. */
export function areaOf(box: Box): number {
  return Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1])
}
