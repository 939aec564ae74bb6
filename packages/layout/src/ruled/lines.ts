/** Rulings to lines: snapped to common positions, their gaps bridged, and gathered into the sets that touch. */
import type { Ruling } from '@backfile/readers'
import { disjointSets } from '../disjoint-sets.ts'
import { firstAtLeast } from '../geometry.ts'

/** A straight line on one axis: `at` across it, `from`…`to` along it, in points. */
export interface Line {
  readonly at: number
  readonly from: number
  readonly to: number
}

/** Lines that touch one another: one table's rulings, or a figure's, or a frame. */
export interface LineSet {
  readonly horizontal: readonly Line[]
  readonly vertical: readonly Line[]
}

/**
 * Lines nearer than this are one line (doubled borders, borders that each cell draws for itself). In ems of the
 * page's text: a row that holds text is at least one em high, so less than half of one never holds any.
 */
const SNAP_EMS = 0.4

/** Gaps that are bridged and corners that just miss, in ems: narrower than any cell. */
const REACH_EMS = 0.35

/**
 * How many crossings of lines are looked at on a page before its rulings count as a drawing. The densest printed
 * sheets have some ten thousand.
 */
const MOST_CROSSINGS = 3_000_000

export function snapOf(em: number): number {
  return Math.min(4, Math.max(0.6, em * SNAP_EMS))
}

export function reachOf(em: number): number {
  return Math.min(5, Math.max(0.8, em * REACH_EMS))
}

export interface GatheredLines {
  /** Each with lines in both directions. */
  readonly sets: readonly LineSet[]
  /** Lines that touch none in the other direction. */
  readonly loose: LineSet
}

/**
 * The page's rulings as sets of touching lines.
 * Null where the page has so many crossings that it can only be a drawing.
 */
export function touchingLines(rulings: readonly Ruling[], em: number): GatheredLines | null {
  const snap = snapOf(em)
  const reach = reachOf(em)
  const horizontal: Line[] = []
  const vertical: Line[] = []
  for (const { x0, y0, x1, y1 } of rulings) {
    if (Math.abs(x1 - x0) >= Math.abs(y1 - y0)) {
      horizontal.push({ at: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) })
    } else {
      vertical.push({ at: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) })
    }
  }
  return gathered(snapped(horizontal, snap, reach), snapped(vertical, snap, reach), reach)
}

/** Lines at nearly one position moved to their common position and, where they touch or nearly do, made one. */
function snapped(lines: readonly Line[], snap: number, reach: number): readonly Line[] {
  const sorted = [...lines].sort((a, b) => a.at - b.at || a.from - b.from || a.to - b.to)
  const result: Line[] = []
  let group: Line[] = []
  const close = (): void => {
    let weight = 0
    let sum = 0
    for (const line of group) {
      const length = line.to - line.from + 1
      weight += length
      sum += line.at * length
    }
    const at = sum / weight
    group.sort((a, b) => a.from - b.from)
    let open: Line | undefined
    for (const { from, to } of group) {
      if (open !== undefined && from - open.to <= reach) {
        open = { at, from: open.from, to: Math.max(open.to, to) }
      } else {
        if (open !== undefined) result.push(open)
        open = { at, from, to }
      }
    }
    if (open !== undefined) result.push(open)
    group = []
  }
  for (const line of sorted) {
    const first = group[0]
    if (first !== undefined && line.at - first.at > snap) close()
    group.push(line)
  }
  if (group.length > 0) close()
  return result
}

function gathered(
  horizontal: readonly Line[],
  vertical: readonly Line[],
  reach: number,
): GatheredLines | null {
  const touching = disjointSets(horizontal.length + vertical.length)
  const positions = Float64Array.from(vertical, (line) => line.at)
  let looked = 0
  for (const [index, line] of horizontal.entries()) {
    for (let v = firstAtLeast(positions, line.from - reach); v < vertical.length; v += 1) {
      const other = vertical[v]
      if (other === undefined || other.at > line.to + reach) break
      looked += 1
      if (looked > MOST_CROSSINGS) return null
      if (line.at >= other.from - reach && line.at <= other.to + reach)
        touching.unite(index, horizontal.length + v)
    }
  }
  const found = new Map<number, { horizontal: Line[]; vertical: Line[] }>()
  const setOf = (member: number): { horizontal: Line[]; vertical: Line[] } => {
    const leader = touching.find(member)
    const known = found.get(leader)
    if (known !== undefined) return known
    const fresh = { horizontal: [], vertical: [] }
    found.set(leader, fresh)
    return fresh
  }
  for (const [index, line] of horizontal.entries()) setOf(index).horizontal.push(line)
  for (const [index, line] of vertical.entries()) setOf(horizontal.length + index).vertical.push(line)
  const all = [...found.values()]
  const sets = all.filter((set) => set.horizontal.length > 0 && set.vertical.length > 0)
  const single = all.filter((set) => set.horizontal.length === 0 || set.vertical.length === 0)
  return {
    sets,
    loose: {
      horizontal: single.flatMap((set) => set.horizontal),
      vertical: single.flatMap((set) => set.vertical),
    },
  }
}
