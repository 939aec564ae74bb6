/** What charts draw, told by the path alone: lines that go up and down from one side to the other, slices of pies. */
import { MAX_DRIFT, type Subpath } from './subpaths.ts'

/** Points that a trace has at least, and points that it is wide and high: what is smaller is a tick or a wavy line. */
const TRACE_POINTS = 5
const LEAST_TRACE = 15

/** Whether a stroke goes on from one side to the other, as figures drawn over years do, up and down by the way. */
export function isTrace({ xs, ys, box, closed }: Subpath): boolean {
  if (closed || xs.length < TRACE_POINTS) return false
  if (box[2] - box[0] < LEAST_TRACE || box[3] - box[1] < LEAST_TRACE) return false
  return (goesOn(xs) && !goesStraight(xs, ys)) || (goesOn(ys) && !goesStraight(ys, xs))
}

/** The two sides of a slice are radii: alike but for this share. */
const RADII_SHARE = 0.02

/** Whether a filled outline is a slice of a pie: two sides of one length that meet, all else an arc. */
export function isSlice({ xs, ys, curved, box }: Subpath): boolean {
  if (box[2] - box[0] < LEAST_TRACE || box[3] - box[1] < LEAST_TRACE || !curved.includes(true)) return false
  const sides = xs.flatMap((x, index) => {
    const next = (index + 1) % xs.length
    const length = Math.hypot((xs[next] ?? 0) - x, (ys[next] ?? 0) - (ys[index] ?? 0))
    return curved[next] === true || length < MAX_DRIFT ? [] : [{ index, length }]
  })
  const [first, second] = sides
  if (first === undefined || second === undefined || sides.length > 2) return false
  const between = second.index - first.index
  const areBesideEachOther = between === 1 || between >= xs.length - 2
  return areBesideEachOther && Math.abs(first.length - second.length) < first.length * RADII_SHARE
}

/** Whether positions only rise, or only fall. */
function goesOn(positions: readonly number[]): boolean {
  const steps = positions.slice(1).map((position, index) => position - (positions[index] ?? position))
  return steps.every((step) => step > 0) || steps.every((step) => step < 0)
}

/** Whether all points are on the line between the ends. */
function goesStraight(along: readonly number[], across: readonly number[]): boolean {
  const [from, to] = [along[0] ?? 0, along.at(-1) ?? 0]
  const [start, end] = [across[0] ?? 0, across.at(-1) ?? 0]
  return across.every((at, index) => {
    const share = ((along[index] ?? from) - from) / (to - from)
    return Math.abs(at - start - share * (end - start)) <= MAX_DRIFT
  })
}
