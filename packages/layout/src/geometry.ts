/** Boxes and sorted edges: the arithmetic that every step of layout shares. */
import type { Box } from '@backfile/model'

export function widthOf(box: Box): number {
  return box[2] - box[0]
}

export function heightOf(box: Box): number {
  return box[3] - box[1]
}

/** The smallest box around all; of none, a box of no size at the origin. */
export function around(boxes: readonly Box[]): Box {
  const first = boxes[0]
  if (first === undefined) return [0, 0, 0, 0]
  let [x0, y0, x1, y1] = first
  for (const box of boxes) {
    x0 = Math.min(x0, box[0])
    y0 = Math.min(y0, box[1])
    x1 = Math.max(x1, box[2])
    y1 = Math.max(y1, box[3])
  }
  return [x0, y0, x1, y1]
}

export function moved(box: Box, dx: number, dy: number): Box {
  return [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy]
}

/** The box on a page that is so many times as large. */
export function scaledBox([x0, y0, x1, y1]: Box, scale: number): Box {
  return [x0 * scale, y0 * scale, x1 * scale, y1 * scale]
}

/** A box as results give it, to hundredths of a point. */
export function rounded([x0, y0, x1, y1]: Box): Box {
  const round = (value: number): number => Math.round(value * 100) / 100
  return [round(x0), round(y0), round(x1), round(y1)]
}

/** Whether the point is in the box; a point on its edge is. */
export function holds(box: Box, x: number, y: number): boolean {
  return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]
}

/** Whether `inner` lies in `outer`, give or take `slack` points. */
export function encloses(outer: Box, inner: Box, slack: number): boolean {
  return (
    inner[0] >= outer[0] - slack &&
    inner[1] >= outer[1] - slack &&
    inner[2] <= outer[2] + slack &&
    inner[3] <= outer[3] + slack
  )
}

/** The length that two intervals share; 0 where they are apart. */
export function overlap(from: number, to: number, otherFrom: number, otherTo: number): number {
  return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom))
}

export function median(values: readonly number[]): number | undefined {
  const first = values[0]
  if (values.every((value) => value === first)) return first
  // Unlike `Float64Array.from`, this copies without asking for one value after the other.
  const sorted = new Float64Array(values).sort()
  return sorted[sorted.length >> 1]
}

/** The first place of an ascending list whose value is at least `value`; the length where there is none. */
export function firstAtLeast(ascending: ArrayLike<number>, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The slot between ascending edges in which a position lies: -1 before the first edge, the last place after the last. */
export function slotOf(edges: ArrayLike<number>, position: number): number {
  const at = firstAtLeast(edges, position)
  return edges[at] === position && at < edges.length - 1 ? at : at - 1
}

/** The place of the edge nearest to a position, or undefined where none is within the tolerance. */
export function nearest(edges: ArrayLike<number>, position: number, tolerance: number): number | undefined {
  const at = firstAtLeast(edges, position)
  const before = position - (edges[at - 1] ?? Number.NEGATIVE_INFINITY)
  const after = (edges[at] ?? Number.POSITIVE_INFINITY) - position
  if (Math.min(before, after) > tolerance) return undefined
  return before <= after ? at - 1 : at
}

/** Ascending positions, those nearer than the tolerance to a group's first taken together, as the groups' means. */
export function clustered(positions: readonly number[], tolerance: number): number[] {
  const sorted = [...positions].sort((a, b) => a - b)
  const means: number[] = []
  let start = Number.NEGATIVE_INFINITY
  let sum = 0
  let count = 0
  for (const position of sorted) {
    if (count > 0 && position - start > tolerance) {
      means.push(sum / count)
      sum = 0
      count = 0
    }
    if (count === 0) start = position
    sum += position
    count += 1
  }
  if (count > 0) means.push(sum / count)
  return means
}

/** Whether two boxes share an area. */
export function meet(a: Box, b: Box): boolean {
  return overlap(a[0], a[2], b[0], b[2]) > 0 && overlap(a[1], a[3], b[1], b[3]) > 0
}

/** Whether two stretches have their beginnings, their ends or their middles at one place, give or take `slack`. */
export function areAligned(
  from: number,
  to: number,
  otherFrom: number,
  otherTo: number,
  slack: number,
): boolean {
  const [begins, ends] = [otherFrom - from, otherTo - to]
  return [begins, ends, (begins + ends) / 2].some((apart) => Math.abs(apart) <= slack)
}
