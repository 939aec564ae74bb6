/** Where the columns below a row of heads begin and end. */
import { linesOf } from './blocks.ts'
import { edgesOfCounted } from './counted-edges.ts'
import type { Frame } from './frame.ts'
import type { Headed, Section } from './heads.ts'
import { centreOf, cutAt, gapDistance, type Phrase } from './phrase.ts'
import type { Sheet } from './sheet.ts'

/** How far, in em, text may reach over its column's side. */
const OVERHANG_EM = 0.2
/** In steps of this, in em, the first edge is looked for. */
const STEP_EM = 0.1

/** Short labels, all in the middle of a wide first column, leave so much free at its side, in em. */
const FREE_BESIDE_EM = 3

/** A section without edges yet, and the texts that stand below it. */
export interface OpenSection {
  readonly section: Headed
  readonly below: readonly Phrase[]
}

/**
 * The sections with the edges of their columns, which heads are centred in and texts keep to. Sections that begin at
 * one place share their first edge.
 */
export function withEdges(open: readonly OpenSection[], sheet: Sheet, frame: Frame): Section[] {
  const { em } = sheet
  const startOf = ({ section }: OpenSection): Start => {
    const [first] = section.heads
    if (section.isHeadless) return 'right'
    return first !== undefined && first.x1 < frame.labelEnd + em * 0.3 ? 'left' : 'labels'
  }
  const paired = open.map((each): PairedSection => ({ ...each, pairs: pairsBeside(each.below, em) }))
  const padding = Math.min((sheet.rowPitch - sheet.leading) / 2, em * MOST_PADDING_EM)
  const fitted = new Map<Start, number>()
  for (const start of ['left', 'labels', 'right'] as const) {
    const own = paired.filter((each) => startOf(each) === start)
    const at = own.length === 0 ? null : firstEdge(own, start, padding, sheet, frame)
    if (at !== null) fitted.set(start, at)
  }
  return paired.map((each) => {
    const edges = edgesFrom(fitted.get(startOf(each)), each, frame, sheet)
    return { ...each.section, edges, rooms: roomsIn(edges, each.below, em) }
  })
}

/** The edges that centre the heads, the first (or last) one `at` its place, or such as cut so much less text. */
function edgesFrom(at: number | undefined, each: PairedSection, frame: Frame, sheet: Sheet): number[] {
  const { em, isCounted } = sheet
  if (isCounted) {
    const [from = 0, ...rest] = corridors(each, frame, em)
    return edgesOfCounted(each.section, each.below, from, rest.at(-1) ?? from, em)
  }
  if (at === undefined) return corridors(each, frame, em)
  const chained = chain(each.section, at)
  const cost = costOf(chained, each, em)
  if (cost !== null && cost <= CHAIN_WORTH) return chained
  const loose = corridors(each, frame, em)
  const looseCost = (costOf(loose, each, em) ?? 0) + CHAIN_WORTH
  return cost === null || looseCost < cost ? loose : chained
}

/** A column has the room that its longest line takes, or most of what its edges leave. */
function roomsIn(edges: readonly number[], below: readonly Phrase[], em: number): number[] {
  const pieces = below.flatMap((phrase) => cutAt(phrase, edges))
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0
    const own = pieces.filter((piece) => centreOf(piece) >= from && centreOf(piece) < to)
    const widest = Math.max(0, ...own.map(({ x0, x1 }) => x1 - x0))
    const room = to - from - 2 * WIDE_PADDING_EM * em
    return Math.max(widest, room * LEAST_ROOM_SHARE)
  })
}

/** No cell keeps more free at each side, in em, of which a broken line could tell. */
const WIDE_PADDING_EM = 0.9
/** A column has room for at least this share of what it seems to. */
const LEAST_ROOM_SHARE = 0.6

/** Where a section begins: at the table's left side, beyond the column of labels, or its end at the right side. */
type Start = 'left' | 'labels' | 'right'

/** The first (or, from the right, last) edge with which the sections' columns cut the least text. */
function firstEdge(
  own: readonly PairedSection[],
  start: Start,
  padding: number,
  sheet: Sheet,
  frame: Frame,
): number | null {
  const { em } = sheet
  const beyond = frame.isRuled ? 0 : padding
  const { from, to, likely } = {
    left: {
      from: frame.left - em * FREE_BESIDE_EM,
      to: frame.left + em * OVERHANG_EM,
      likely: frame.left - beyond,
    },
    labels: {
      from: frame.labelEnd - em * 1.2,
      to: frame.labelEnd + em * 0.4,
      likely: frame.labelEnd - padding,
    },
    right: { from: frame.right - em * 0.2, to: frame.right + em, likely: frame.right + beyond },
  }[start]
  const tried: { readonly at: number; readonly cost: number }[] = []
  let least = Number.POSITIVE_INFINITY
  for (let at = from; at <= to + em * 0.001; at += em * STEP_EM) {
    const cost = costOfAll(own, at, least + SAME_COST, em)
    if (cost === null) continue
    tried.push({ at, cost })
    least = Math.min(least, cost)
  }
  const best = tried.filter(({ cost }) => cost <= least + SAME_COST)
  const [nearest] = best.sort((a, b) => Math.abs(a.at - likely) - Math.abs(b.at - likely))
  return nearest?.at ?? null
}

/** What the sections' columns cost with their first edge there; null where no heads stand in them, and beyond `most`. */
function costOfAll(own: readonly PairedSection[], at: number, most: number, em: number): number | null {
  let sum = 0
  let isFit = false
  for (const each of own) {
    const cost = costOf(chain(each.section, at), each, em)
    isFit ||= cost !== null
    sum += cost ?? MISFIT_COST
    if (sum > most) return null
  }
  return isFit ? sum : null
}

/** What a section costs whose heads do not stand in the columns. */
const MISFIT_COST = 30
/** Costs that differ by less are equal. */
const SAME_COST = 0.05
/** No cell keeps more free at its sides, in em. */
const MOST_PADDING_EM = 0.8

function chain({ heads, isHeadless }: Headed, at: number): number[] {
  const centres = heads.map(centreOf)
  return isHeadless ? chainLeft(centres, at) : chainRight(centres, at)
}

/** Edges that centre every head are believed before looser ones that cut so much less text, in ems. */
const CHAIN_WORTH = 6

function chainRight(centres: readonly number[], start: number): number[] {
  const edges = [start]
  for (const centre of centres) edges.push(2 * centre - (edges.at(-1) ?? 0))
  return edges
}

function chainLeft(centres: readonly number[], end: number): number[] {
  return chainRight(centres.toReversed(), end).toReversed()
}

/** How much text the edges cut, in ems; null where a head stands outside its column. */
function costOf(
  edges: readonly number[],
  { section, below, pairs }: PairedSection,
  em: number,
): number | null {
  for (const [index, head] of section.heads.entries()) {
    const [from, to] = [edges[index] ?? 0, edges[index + 1] ?? 0]
    if (head.x0 < from - em * OVERHANG_EM * 2 || head.x1 > to + em * OVERHANG_EM * 2) return null
  }
  let cost = 0
  for (const phrase of below) {
    for (const edge of edges) {
      const reach = Math.min(edge - phrase.x0, phrase.x1 - edge) / em
      if (reach <= OVERHANG_EM) continue
      const touching = gapDistance(phrase, edge) < em * 0.25
      cost += touching ? TOUCHING_COST : Math.min(2, reach)
    }
  }
  return cost + crowded(edges, pairs) * CROWDED_COST
}

/** How many texts stand beside another one of their line in one column. */
function crowded(edges: readonly number[], pairs: readonly Pair[]): number {
  const [first = 0] = edges
  let count = 0
  for (const { centre, next } of pairs)
    if (centre >= first && !edges.some((edge) => edge > centre && edge <= next)) count += 1
  return count
}

/** The middles of two texts of one line that follow each other. */
interface Pair {
  readonly centre: number
  readonly next: number
}

/** The same however the columns are tried. */
interface PairedSection extends OpenSection {
  readonly pairs: readonly Pair[]
}

function pairsBeside(below: readonly Phrase[], em: number): Pair[] {
  return linesOf(below).flatMap((line) =>
    line.slice(1).flatMap((next, index) => {
      const phrase = line[index]
      if (phrase === undefined || Math.abs(next.y - phrase.y) > em * 0.2) return []
      return [{ centre: centreOf(phrase), next: centreOf(next) }]
    }),
  )
}

/** What it costs that two texts of a line share a column. */
const CROWDED_COST = 1

/** What it costs where texts of two cells touch at an edge. */
const TOUCHING_COST = 0.2

/** Edges between the heads where the fewest texts stand. */
function corridors({ section, below }: OpenSection, frame: Frame, em: number): number[] {
  const { heads } = section
  const [first] = heads
  const start =
    first !== undefined && first.x1 < frame.labelEnd + em * 0.3
      ? frame.left
      : Math.min(frame.labelEnd - em * 0.2, first?.x0 ?? 0)
  const inner = heads.slice(1).map((head, index) => {
    const left = heads[index]?.x1 ?? 0
    let [best, fewest] = [(left + head.x0) / 2, Number.POSITIVE_INFINITY]
    const middle = best
    for (let at = left; at <= head.x0; at += em * 0.1) {
      const cut = below.filter(({ x0, x1 }) => x0 < at && x1 > at).length
      if (cut < fewest || (cut === fewest && Math.abs(at - middle) < Math.abs(best - middle))) {
        best = at
        fewest = cut
      }
    }
    return best
  })
  const headless = section.isHeadless
    ? Math.min(
        ...below.filter(({ x0 }) => x0 > (first?.x0 ?? 0) - em * 6).map(({ x0 }) => x0),
        first?.x0 ?? 0,
      )
    : start
  return [headless, ...inner, Math.max(frame.right, heads.at(-1)?.x1 ?? 0) + em * 0.3]
}
