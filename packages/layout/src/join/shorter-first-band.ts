/** Sheets printed down, then over, whose first band has fewer pages than the others: blank pages were not printed. */
import type { Arrangement, Pile } from './arrangement.ts'
import { LEAST_EVIDENCE, LONE_PAGE } from './page-orders.ts'

/** Points that may speak against a page of labels alone. */
const LABELS_ALONE = 3

/** What the places of a band's pages gain, and the strip of each. */
interface Placing {
  readonly points: number
  readonly strips: readonly number[]
}

/**
 * The arrangement of the later bands with the pages from `start` up to `second` before them: in their order, the first beside
 * the first strip, so that the points of all are most. Null where the first band has as many pages, or one has no place.
 */
export function withShorterFirstBand(
  pile: Pile,
  start: number,
  second: number,
  others: Arrangement,
): Arrangement | null {
  const count = second - start
  if (others.order !== 'down-then-over' || others.strips.length <= count) return null
  // Labels merged over any rows need not show the heights of the page on which the sheet begins.
  const least = pile.isTop(second) ? pile.leastInOrder - LABELS_ALONE : LEAST_EVIDENCE
  const placing = placed(pile, start, others.strips, count, least)
  if (placing === null) return null
  const pageOf = new Map(placing.strips.map((strip, index) => [strip, start + index]))
  return {
    order: others.order,
    strips: others.strips.map((strip, index) => [pageOf.get(index) ?? null, ...strip]),
    pages: count + others.pages,
    points: placing.points + others.points,
    weakest: Math.min(placing.points / count, others.weakest),
  }
}

/** The best places of so many pages from `start` on, by dynamic programming from the last strip upwards. */
function placed(
  pile: Pile,
  start: number,
  strips: Arrangement['strips'],
  count: number,
  least: number,
): Placing | null {
  // Of so many last pages in the strips seen so far, from the last one upwards.
  let best: (Placing | null)[] = [{ points: 0, strips: [] }, ...Array.from({ length: count }, () => null)]
  for (let strip = strips.length - 1; strip >= 0; strip -= 1) {
    best = best.map((without, pages) => {
      const skipped = without === null ? null : { ...without, points: without.points + LONE_PAGE }
      // The first page begins the sheet.
      const isPlace = pages > 0 && (pages < count || strip === 0)
      const rest = isPlace ? (best[pages - 1] ?? null) : null
      const gained = rest === null ? null : evidenceFor(pile, start + count - pages, strips[strip] ?? [])
      if (rest === null || gained === null || gained < least) return skipped
      const points = rest.points + gained
      // Of equal places the upper one: labels stand beside fields, which come before the lists that they are merged over.
      return skipped !== null && skipped.points > points
        ? skipped
        : { points, strips: [strip, ...rest.strips] }
    })
  }
  return best[count] ?? null
}

/** Points that a page stands to the left of a strip: the first page of it that can tell does. */
function evidenceFor(pile: Pile, page: number, strip: readonly (number | null)[]): number | null {
  for (const place of strip) {
    const points = place === null ? null : pile.evidence(page, place)
    if (points !== null) return points
  }
  return null
}
