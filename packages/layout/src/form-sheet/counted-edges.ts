/**
 * Edges of columns where places across are inferred. Heads that stood close to each other were set as one line there,
 * so a head may stand further left than the texts of its column, though never out of order: all edges are looked for
 * together, where they cut the least text and part texts that stand beside each other.
 */
import { overlap } from '../geometry.ts'
import { linesOf } from './blocks.ts'
import type { Headed } from './heads.ts'
import { centreOf, type Phrase } from './phrase.ts'

/** Edges are looked for in steps of this, in em, or such that there are no more of them. */
const STEP_EM = 0.25
const MOST_STEPS = 240
/** Text that an edge cuts by no more than this, in em, only sticks out. */
const OVERHANG_EM = 0.2
/** What it costs that an edge cuts a text, at most: in texts. */
const CUT_COST = 2
/** What it costs that two texts of a line stand in one column. */
const CROWDED_COST = 1
/** What it costs that a head stands outside its column, and for each em that it does, up to the most. */
const OUTSIDE_COST = 0.5
const MOST_OUTSIDE_COST = 4
/** Of places that cut nothing, those with white on both sides are taken: what a text within this, in em, costs. */
const NEAR_EM = 0.5
const NEAR_COST = 0.02

/** The edges between the heads' columns, with the first and the last one given. */
export function edgesOfCounted(
  { heads }: Headed,
  below: readonly Phrase[],
  from: number,
  to: number,
  em: number,
): number[] {
  const step = Math.max(em * STEP_EM, (to - from) / MOST_STEPS)
  const steps = Math.max(heads.length, Math.ceil((to - from) / step))
  const at = (place: number): number => (place === steps ? to : from + place * step)
  const cuts = Array.from({ length: steps + 1 }, (_, place) => cutCost(at(place), below, em))
  const crowds = crowdsBetween(below, from, step, steps)
  let costs = new Float64Array(steps + 1).fill(Number.POSITIVE_INFINITY)
  costs[0] = 0
  const ways: Int16Array[] = []
  for (const head of heads) {
    const next = new Float64Array(steps + 1).fill(Number.POSITIVE_INFINITY)
    const way = new Int16Array(steps + 1)
    for (let end = 1; end <= steps; end += 1)
      for (let start = 0; start < end; start += 1) {
        const before = costs[start] ?? 0
        if (before >= (next[end] ?? 0)) continue
        const crowded = (crowds[start * (steps + 1) + end] ?? 0) * CROWDED_COST
        const cost = before + crowded + outside(head, at(start), at(end), em)
        if (cost < (next[end] ?? 0)) {
          next[end] = cost
          way[end] = start
        }
      }
    for (let end = 1; end < steps; end += 1) next[end] = (next[end] ?? 0) + (cuts[end] ?? 0)
    costs = next
    ways.push(way)
  }
  const edges = [to]
  let place = steps
  for (const way of ways.toReversed()) {
    place = way[place] ?? 0
    edges.unshift(at(place))
  }
  return edges
}

function cutCost(edge: number, below: readonly Phrase[], em: number): number {
  let cost = 0
  for (const { x0, x1 } of below) {
    const reach = Math.min(edge - x0, x1 - edge) / em
    if (reach > OVERHANG_EM) cost += Math.min(CUT_COST, reach)
    else if (reach > -NEAR_EM) cost += NEAR_COST
  }
  return cost
}

/** What it costs that the head of a column stands outside of it, or sticks out. */
function outside(head: Pick<Phrase, 'x0' | 'x1'>, from: number, to: number, em: number): number {
  const centre = centreOf(head)
  const beyond = Math.max(from - centre, centre - to) / em
  if (beyond > 0) return Math.min(MOST_OUTSIDE_COST, OUTSIDE_COST * (1 + beyond))
  const out = head.x1 - head.x0 - overlap(head.x0, head.x1, from, to)
  return Math.min(1, Math.max(0, out / em - OVERHANG_EM)) * OUTSIDE_COST
}

/** How many neighbours of one line stand between two places both, for each two. */
function crowdsBetween(below: readonly Phrase[], from: number, step: number, steps: number): Int16Array {
  const size = steps + 1
  const counts = new Int16Array(size * size)
  const placeOf = (x: number): number => Math.min(steps, Math.max(0, Math.floor((x - from) / step)))
  for (const line of linesOf(below))
    for (const [index, next] of line.slice(1).entries()) {
      const phrase = line[index]
      if (phrase === undefined || centreOf(phrase) < from) continue
      const place = placeOf(centreOf(phrase)) * size + Math.min(steps, placeOf(centreOf(next)) + 1)
      counts[place] = (counts[place] ?? 0) + 1
    }
  // A pair is between all places further left and further right as well.
  for (let start = steps; start >= 0; start -= 1)
    for (let end = 0; end <= steps; end += 1) {
      const here = start * size + end
      const inner = (start < steps ? (counts[here + size] ?? 0) : 0) + (end > 0 ? (counts[here - 1] ?? 0) : 0)
      const both = start < steps && end > 0 ? (counts[here + size - 1] ?? 0) : 0
      counts[here] = (counts[here] ?? 0) + inner - both
    }
  return counts
}
