/** Columns of prose told from columns of tables: a page's text cut into lanes that are read one after the other. */
import type { Ruling } from '@backfile/readers'
import type { TextLine } from '../page-table.ts'
import { partingOf } from './abreast.ts'
import {
  centreX,
  frequentEdges,
  type Gutter,
  isCrossedByRules,
  isTableOfText,
  type Sides,
  sideOf,
  sidesOf,
} from './gutters.ts'
import { pageGutterOf } from './page-gutter.ts'

/** Fewest lines in which prose stands on both sides of a gutter. */
const GUTTER_LINES = 6

/** So many lines that begin at one edge may be a table's beside another. */
const FEW_LINES = 3

/** Share of the shorter side's lines between whose first and last there must be lines of the other side. */
const SHARED_STRETCH = 0.5

/** Lanes nest: a page of three columns is two and one. */
const MAX_DEPTH = 4

/** Left edges that are tried as gutters, the most frequent first. */
const MAX_EDGES = 6

/** Tables have many columns: so many left edges are tried for one that begins another table. */
const MANY_EDGES = 16

/** Rules and headings begin up to so many points left of a table's texts. */
const MARGIN_POINTS = 6

/** The lanes of these lines, in reading order; one where the page is not set in columns. */
export function lanesOf(lines: readonly TextLine[], rulings: readonly Ruling[], depth = 0): TextLine[][] {
  const gutter =
    depth < MAX_DEPTH
      ? (pageGutterOf(lines, rulings) ??
        gutterOf(lines, rulings) ??
        partingOf(lines, rulings, edgesOf(lines), sideOf))
      : null
  if (!gutter) return [[...lines]]
  const inside = lines.slice(gutter.first, gutter.last + 1)
  const parts = [
    lines.slice(0, gutter.first),
    sideOf(inside, (word) => centreX(word) < gutter.at),
    sideOf(inside, (word) => centreX(word) >= gutter.at),
    lines.slice(gutter.last + 1),
  ]
  return parts.filter((part) => part.length > 0).flatMap((part) => lanesOf(part, rulings, depth + 1))
}

function gutterOf(lines: readonly TextLine[], rulings: readonly Ruling[]): Gutter | null {
  let best: Gutter | null = null
  for (const edge of frequentEdges(lines, GUTTER_LINES, MAX_EDGES)) {
    for (const gutter of guttersAt(edge, lines)) {
      if (gutter.support < GUTTER_LINES || (best && gutter.support <= best.support)) continue
      const inside = lines.slice(gutter.first, gutter.last + 1)
      if (!isCrossedByRules(inside, gutter.at, rulings) && !isTableOfText(inside, gutter.at)) best = gutter
    }
  }
  return best
}

/** In the margin left of where text begins, line after line. */
function edgesOf(lines: readonly TextLine[]): number[] {
  return frequentEdges(lines, FEW_LINES, MANY_EDGES).map((edge) => edge - MARGIN_POINTS)
}

/** Stretches of lines that a gutter left of this edge runs through, prose on both sides of it. */
function guttersAt(edge: number, lines: readonly TextLine[]): Gutter[] {
  const at = edge - 0.5
  const all = lines.map((line) => sidesOf(line, at))
  const found: Gutter[] = []
  let left: number[] = []
  let right: number[] = []
  let tabular = 0
  const end = (): void => {
    const [first, last] = [Math.min(...left, ...right), Math.max(...left, ...right)]
    const shared = Math.min(left.at(-1) ?? 0, right.at(-1) ?? 0) - Math.max(left[0] ?? 0, right[0] ?? 0)
    const shorter = Math.min(...[left, right].map((side) => (side.at(-1) ?? 0) - (side[0] ?? 0)))
    const support = shared > shorter * SHARED_STRETCH ? Math.min(left.length, right.length) : 0
    if (support > 0) found.push({ at, ...widened(all, first, last), support })
    left = []
    right = []
    tabular = 0
  }
  for (const [index, sides] of all.entries()) {
    if (sides?.left === 'prose') left.push(index)
    if (sides?.right === 'prose') right.push(index)
    tabular = sides?.left === 'other' && sides.right === 'other' ? tabular + 1 : 0
    if (!sides || tabular >= 4) end()
  }
  end()
  return found
}

/** Takes in the lines next to a stretch that stand on one side only, or have prose on one. */
function widened(
  all: readonly (Sides | null)[],
  first: number,
  last: number,
): { first: number; last: number } {
  const isOneSided = (sides: Sides | null | undefined): boolean =>
    sides !== null && sides !== undefined && (sides.left !== 'other' || sides.right !== 'other')
  const goesOn = (next: number, afterNext: number): boolean =>
    isOneSided(all[next]) || (all[next] !== null && isOneSided(all[afterNext]))
  let [from, to] = [first, last]
  while (from > 0 && goesOn(from - 1, from - 2)) from -= 1
  while (to < all.length - 1 && goesOn(to + 1, to + 2)) to += 1
  return { first: from, last: to }
}
