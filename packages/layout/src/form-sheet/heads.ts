/** Rows of column heads, and where the columns that they head begin and end. */
import { overlap } from '../geometry.ts'
import { anchorOf, type Standing, stacksFrom, textOfLines } from './blocks.ts'
import type { Frame } from './frame.ts'
import { centreOf, gapDistance, type Phrase } from './phrase.ts'
import type { Sheet } from './sheet.ts'
import type { LabelBook, LabelPart } from './vocabulary.ts'

/** A head: its lines, and the parts that it may play. */
export interface Head {
  readonly lines: readonly Phrase[]
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly parts: ReadonlySet<LabelPart>
}

/** A row of heads with the columns below it, down to the next one. */
export interface Section {
  readonly heads: readonly Head[]
  /** Heads + 1 positions. */
  readonly edges: readonly number[]
  /** The height that its heads have in common, on the sheet. */
  readonly anchor: number
  /** Its heads are amounts' alone: the labels of its rows stand before the first of them, in columns of their own. */
  readonly isHeadless: boolean
}

/** Heads whose heights differ by less stand in one row, in em. */
const SAME_ROW_EM = 0.3
const headParts: readonly LabelPart[] = ['head', 'group-head', 'measure']

/** The rows of heads of a sheet, top to bottom, without their columns' edges. */
export function headRowsOf(
  phrases: readonly Phrase[],
  sheet: Sheet,
  frame: Frame,
  book: LabelBook,
  standing: Standing,
): Omit<Section, 'edges'>[] {
  const { em, leading } = sheet
  const known = withoutSharedLines(phrases.flatMap((phrase) => headsFrom(phrase, phrases, leading, book)))
    .map((head) => ({ head, anchor: anchorOf(head.lines, standing) }))
    .sort((a, b) => a.anchor - b.anchor)
  const rows: { anchor: number; heads: Head[] }[] = []
  for (const { head, anchor } of known) {
    const row = rows.at(-1)
    if (row !== undefined && anchor - row.anchor < em * SAME_ROW_EM) row.heads.push(head)
    else rows.push({ anchor, heads: [head] })
  }
  const found: Omit<Section, 'edges'>[] = []
  for (const { anchor, heads } of rows) {
    const isGrouped = heads.some(({ parts }) => parts.has('group-head'))
    const own = withoutOverlaps(heads).filter(
      (head) => !(head.x1 < frame.labelEnd + em * 0.3 && head.parts.has('side') && isGrouped),
    )
    const amounts = own.filter(({ parts }) => parts.has('measure'))
    const others = phrases.filter(
      (phrase) =>
        Math.abs(phrase.y - anchor) < em * 0.4 &&
        !own.some(({ lines }) => lines.includes(phrase)) &&
        !book.partsOf(phrase.text).has('side'),
    )
    if (own.length >= 3 || (own.length === 2 && amounts.length === 1 && others.length === 0)) {
      const unknown = others
        .filter(({ x0, x1 }) => !own.some((head) => overlap(head.x0, head.x1, x0, x1) > 0))
        .filter(({ x1 }) => x1 > frame.labelEnd || own.some((head) => head.x1 < frame.labelEnd + em * 0.3))
        .map((phrase) => headOf([phrase], new Set()))
      const all = [...own, ...unknown].sort((a, b) => a.x0 - b.x0)
      found.push({ heads: all, anchor, isHeadless: false })
    } else if (amounts.length > 0 && amounts.length === own.length && others.length === 0) {
      found.push({ heads: amounts.sort((a, b) => a.x0 - b.x0), anchor, isHeadless: true })
    }
  }
  return found
}

function headsFrom(phrase: Phrase, all: readonly Phrase[], leading: number, book: LabelBook): Head[] {
  return stacksFrom(phrase, all, leading, 4).flatMap((lines) => {
    const parts = book.partsOf(textOfLines(lines))
    return headParts.some((part) => parts.has(part)) ? [headOf(lines, parts)] : []
  })
}

function headOf(lines: readonly Phrase[], parts: ReadonlySet<LabelPart>): Head {
  return {
    lines,
    text: textOfLines(lines),
    x0: Math.min(...lines.map(({ x0 }) => x0)),
    x1: Math.max(...lines.map(({ x1 }) => x1)),
    parts,
  }
}

/** Of heads that share lines, the one with the most lines. */
function withoutSharedLines(heads: readonly Head[]): Head[] {
  const taken = new Set<Phrase>()
  return [...heads]
    .sort((a, b) => b.lines.length - a.lines.length)
    .filter(({ lines }) => {
      const isFree = lines.every((line) => !taken.has(line))
      if (isFree) for (const line of lines) taken.add(line)
      return isFree
    })
}

/** Of heads that share width, the one with the most text. */
function withoutOverlaps(heads: readonly Head[]): Head[] {
  const kept: Head[] = []
  for (const head of [...heads].sort((a, b) => b.text.length - a.text.length)) {
    if (kept.every((other) => overlap(head.x0, head.x1, other.x0, other.x1) <= 0)) kept.push(head)
  }
  return kept
}

/** How far, in em, text may reach over its column's side. */
const OVERHANG_EM = 0.2
/** In steps of this, in em, the first edge is looked for. */
const STEP_EM = 0.1

/** The section with the edges of its columns, which heads are centred in and texts keep to. `below`: the texts under it. */
export function withEdges(
  section: Omit<Section, 'edges'>,
  below: readonly Phrase[],
  sheet: Sheet,
  frame: Frame,
): Section {
  const { em } = sheet
  const centres = section.heads.map(centreOf)
  const [first] = section.heads
  const range = section.isHeadless
    ? [frame.right - em * 0.2, frame.right + em]
    : first !== undefined && first.x1 < frame.labelEnd + em * 0.3
      ? [frame.left - em, first.x0 + em * OVERHANG_EM]
      : [frame.labelEnd - em * 1.2, Math.min(frame.labelEnd + em * 0.4, (first?.x0 ?? 0) + em * OVERHANG_EM)]
  const [from = 0, to = 0] = range
  const tried: { edges: readonly number[]; cost: number }[] = []
  for (let at = from; at <= to + em * 0.001; at += em * STEP_EM) {
    const edges = section.isHeadless ? chainLeft(centres, at) : chainRight(centres, at)
    const cost = costOf(edges, section.heads, below, em)
    if (cost !== null) tried.push({ edges, cost })
  }
  const least = Math.min(...tried.map(({ cost }) => cost))
  const loose = corridors(section, below, frame, em)
  const looseCost = (costOf(loose, section.heads, below, em) ?? 0) + CHAIN_WORTH
  const best = tried.filter(({ cost }) => cost <= least + em * 0.01)
  const middle = best[best.length >> 1]
  return { ...section, edges: middle === undefined || looseCost < least ? loose : middle.edges }
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
  heads: readonly Head[],
  below: readonly Phrase[],
  em: number,
): number | null {
  for (const [index, head] of heads.entries()) {
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
  return cost
}

/** What it costs where texts of two cells touch at an edge. */
const TOUCHING_COST = 0.2

/** Edges between the heads where the fewest texts stand. */
function corridors(
  section: Omit<Section, 'edges'>,
  below: readonly Phrase[],
  frame: Frame,
  em: number,
): number[] {
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
