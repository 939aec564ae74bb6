/** Takes pdf.js' path buffers apart into subpaths on the seen page. */
import type { Box } from '@backfile/model'
import type { Matrix } from './matrix.ts'

/** Codes in pdf.js' path buffer, each followed by its coordinates. */
const MOVE = 0
const LINE = 1
const CURVE = 2
const QUADRATIC = 3
const CLOSE = 4

/**
 * A curve's control points are off the line between its ends by at most this share of its length where it is
 * straight.
 */
const STRAIGHT_SHARE = 0.001

/** Points by which a rectangle's corners may be off the square. */
const SQUARE_SLACK = 0.1

/** Points across that a line may drift from one end to the other, and be level, or straight. */
export const MAX_DRIFT = 0.6

export interface Subpath {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** `curved[i]`: point i is reached by a curve. */
  readonly curved: readonly boolean[]
  readonly closed: boolean
  readonly box: Box
  /** Square points, signed by the direction of turning. */
  readonly area: number
  /** Four corners, sides along the axes; a rectangle without height counts. */
  readonly isRectangle: boolean
}

/** The subpaths of a path buffer, transformed. Control points stand for the curves they pull. */
export function subpathsOf(path: unknown, m: Matrix): readonly Subpath[] {
  if (!(path instanceof Float32Array)) return []
  const subpaths: Subpath[] = []
  let xs: number[] = []
  let ys: number[] = []
  let curved: boolean[] = []
  let closed = false
  const finish = (): void => {
    if (xs.length > 1) subpaths.push(subpath(xs, ys, curved, closed))
    xs = []
    ys = []
    curved = []
    closed = false
  }
  const point = (i: number, byCurve: boolean): void => {
    const x = path[i] ?? 0
    const y = path[i + 1] ?? 0
    xs.push(m[0] * x + m[2] * y + m[4])
    ys.push(m[1] * x + m[3] * y + m[5])
    curved.push(byCurve)
  }
  let i = 0
  while (i < path.length) {
    const code = path[i]
    i += 1
    if (code === CLOSE) {
      closed = true
      continue
    }
    if (code === MOVE) finish()
    else if (closed) {
      // Drawing on after a close starts at the point that the close went back to.
      const [x, y] = [xs[0] ?? 0, ys[0] ?? 0]
      finish()
      xs.push(x)
      ys.push(y)
      curved.push(false)
    }
    const points = code === CURVE ? 3 : code === QUADRATIC ? 2 : code === LINE || code === MOVE ? 1 : 0
    if (points === 0) break
    if (points > 1 && isStraight(path, i, points)) point(i + 2 * (points - 1), false)
    else for (let k = 0; k < points; k += 1) point(i + 2 * k, points > 1)
    i += 2 * points
  }
  finish()
  return subpaths
}

/** Whether a curve's control points stand on the line between its ends, which follow the point before it: a line. */
function isStraight(path: Float32Array, from: number, points: number): boolean {
  const [x0, y0] = [path[from - 3] ?? 0, path[from - 2] ?? 0]
  const end = from + 2 * (points - 1)
  const [dx, dy] = [(path[end] ?? 0) - x0, (path[end + 1] ?? 0) - y0]
  const length = dx * dx + dy * dy
  for (let at = from; at < end; at += 2) {
    const [x, y] = [(path[at] ?? 0) - x0, (path[at + 1] ?? 0) - y0]
    const along = x * dx + y * dy
    if (Math.abs(x * dy - y * dx) > STRAIGHT_SHARE * length || along < 0 || along > length) return false
  }
  return length > 0
}

function subpath(
  xs: readonly number[],
  ys: readonly number[],
  curved: readonly boolean[],
  closed: boolean,
): Subpath {
  let x0 = Infinity
  let y0 = Infinity
  let x1 = -Infinity
  let y1 = -Infinity
  let area = 0
  for (let i = 0; i < xs.length; i += 1) {
    const x = xs[i] ?? 0
    const y = ys[i] ?? 0
    x0 = Math.min(x0, x)
    y0 = Math.min(y0, y)
    x1 = Math.max(x1, x)
    y1 = Math.max(y1, y)
    const next = (i + 1) % xs.length
    area += (x * (ys[next] ?? 0) - (xs[next] ?? 0) * y) / 2
  }
  const box: Box = [x0, y0, x1, y1]
  return { xs, ys, curved, closed, box, area, isRectangle: isRectangle(xs, ys, curved, box, area) }
}

function isRectangle(
  xs: readonly number[],
  ys: readonly number[],
  curved: readonly boolean[],
  box: Box,
  area: number,
): boolean {
  const repeatsStart = xs.length === 5 && near(xs[0], xs[4]) && near(ys[0], ys[4])
  if ((xs.length !== 4 && !repeatsStart) || curved.includes(true)) return false
  const atCorners = xs.every(
    (x, i) => (near(x, box[0]) || near(x, box[2])) && (near(ys[i], box[1]) || near(ys[i], box[3])),
  )
  const full = (box[2] - box[0]) * (box[3] - box[1])
  // Corners in crosswise order would draw a bow tie, of no area.
  return atCorners && Math.abs(Math.abs(area) - full) <= SQUARE_SLACK * (box[2] - box[0] + box[3] - box[1])
}

function near(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= SQUARE_SLACK
}
