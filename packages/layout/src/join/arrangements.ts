/** The ways in which the pages of a sheet that was printed in bands may lie, from what any two pages tell. */
import type { Arrangement, Pile } from './arrangement.ts'
import {
  CERTAIN_EVIDENCE,
  downThenOver,
  ENOUGH_EVIDENCE,
  isAnotherSheet,
  LEAST_EVIDENCE,
  MOST_BANDS,
  overThenDown,
} from './page-orders.ts'
import { withShorterFirstBand } from './shorter-first-band.ts'

/** Two readings whose points are nearer than this are both told. */
const CLOSE_CALL = 1.5

/** The longest band that is looked for, in pages. */
const LONGEST_BAND = 300

/** So many pages behind an arrangement are looked at to see how well they can be arranged after it. */
const FURTHEST = 200

/** A pile that keeps what it was asked of two pages, until pages have their place. */
export interface RememberingPile extends Pile {
  /** Forgets what was told of pages before this one. */
  readonly forgetBefore: (page: number) => void
}

/** The pile with what is known of two pages kept, as it is asked again and again. */
export function remembering(pile: Pile): RememberingPile {
  const evidence = new ToldOfPairs(pile.evidence)
  const likeness = new ToldOfPairs(pile.likeness)
  const own: RememberingPile = {
    ...pile,
    evidence: (left, right) => evidence.of(left, right),
    likeness: (first, second) => likeness.of(first, second),
    forgetBefore: (page) => {
      for (const kept of [evidence.known, likeness.known, arrangementsKnown.get(own)])
        for (const first of kept?.keys() ?? []) if (first < page) kept?.delete(first)
    },
  }
  return own
}

class ToldOfPairs {
  readonly known = new Map<number, Map<number, number | null>>()
  readonly #tell: Pile['evidence']

  constructor(tell: Pile['evidence']) {
    this.#tell = tell
  }

  of(first: number, second: number): number | null {
    const own = this.known.get(first) ?? new Map<number, number | null>()
    const before = own.get(second)
    if (before !== undefined) return before
    if (own.size === 0) this.known.set(first, own)
    const told = this.#tell(first, second)
    own.set(second, told)
    return told
  }
}

/**
 * The likeliest arrangement that begins at a page, and the runner-up where it is close; null where there is none. One of
 * few pages is as likely as one of many if the pages behind it are arranged as well: several sheets of one form follow each
 * other, whose pages look a little like one long sheet's.
 */
export function arrangementFrom(
  pile: Pile,
  start: number,
): { readonly best: Arrangement; readonly close: Arrangement | null } | null {
  const found = arrangements(pile, start)
  const until = start + Math.min(FURTHEST, Math.max(0, ...found.map(({ pages }) => pages)))
  const known = new Map<number, number>()
  const [best, second] = found
    .map((arrangement) => ({
      arrangement,
      points: told(pile, arrangement) + pointsBetween(pile, start + arrangement.pages, until, known),
    }))
    .sort((a, b) => b.points - a.points || b.arrangement.pages - a.arrangement.pages)
  if (best === undefined) return null
  const isClose = second !== undefined && best.points - second.points < CLOSE_CALL
  return { best: best.arrangement, close: isClose ? second.arrangement : null }
}

/** The points of the likeliest arrangements, one behind the other, of the pages from `start` up to `until`. */
function pointsBetween(pile: Pile, start: number, until: number, known: Map<number, number>): number {
  if (start >= until) return 0
  const before = known.get(start)
  if (before !== undefined) return before
  const found = arrangements(pile, start)
  const points =
    found.length === 0
      ? pointsBetween(pile, start + 1, until, known)
      : Math.max(
          ...found.map((each) => told(pile, each) + pointsBetween(pile, start + each.pages, until, known)),
        )
  known.set(start, points)
  return points
}

/** Points that no arrangement of so many pages has by chance. */
function told(pile: Pile, arrangement: Arrangement): number {
  return arrangement.points - pile.byChance * pairsIn(arrangement)
}

/** How often the arrangement has one page beside another. */
function pairsIn({ strips }: Arrangement): number {
  return strips.reduce((sum, strip) => sum + strip.filter((page) => page !== null).length - 1, 0)
}

/** Whether a sheet begins below a first strip on which none does: another of its pages is the first. */
function hasTopBelow(pile: Pile, { strips: [first = [], ...below] }: Arrangement): boolean {
  const isTop = (page: number | null): boolean => page !== null && pile.isTop(page)
  return !first.some(isTop) && below.some((strip) => strip.some(isTop))
}

/**
 * Whether the page is the first one of a band that begins a sheet, of which the page at `start` does not show
 * the top.
 */
function isTopBeside(pile: Pile, start: number, page: number): boolean {
  return !pile.isTop(start) && pile.isTop(page) && !pile.isTop(page - 1)
}

/** All arrangements that begin at a page: several are asked for again and again. */
function arrangements(pile: Pile, start: number): readonly Arrangement[] {
  const known = arrangementsKnown.get(pile) ?? new Map<number, readonly Arrangement[]>()
  arrangementsKnown.set(pile, known)
  const before = known.get(start)
  if (before !== undefined) return before
  const found = pile.isEmpty(start) ? [] : arrangementsAt(pile, start)
  known.set(start, found)
  return found
}

const arrangementsKnown = new WeakMap<Pile, Map<number, readonly Arrangement[]>>()

function arrangementsAt(pile: Pile, start: number): readonly Arrangement[] {
  const found: Arrangement[] = []
  const enough = (arrangement: Arrangement): boolean =>
    arrangement.points >= ENOUGH_EVIDENCE * pairsIn(arrangement) && !hasTopBelow(pile, arrangement)
  for (let bands = MOST_BANDS; bands >= 2; ) {
    const over = overThenDown(pile, start, bands)
    if (over === null) break
    if (over.pages > 0 && enough(over)) found.push(over)
    bands = (over.strips[0]?.length ?? 0) - 1
  }
  const furthest = Math.min(pile.size - 1, start + LONGEST_BAND)
  for (let second = start + 2; second <= furthest; second += 1) {
    if ((pile.evidence(start, second) ?? -1) < LEAST_EVIDENCE) continue
    const down = downThenOver(pile, start, second - start)
    if (down !== null && enough(down)) found.push(down)
  }
  // The first band may be shorter than those behind it.
  for (let second = start + 1; second <= furthest; second += 1) {
    const isTold = (pile.evidence(start, second) ?? 0) >= CERTAIN_EVIDENCE || isTopBeside(pile, start, second)
    if (!isTold || isAnotherSheet(pile, start, second)) continue
    for (const others of arrangements(pile, second)) {
      const whole = withShorterFirstBand(pile, start, second, others)
      if (whole !== null && enough(whole)) found.push(whole)
    }
  }
  return found
}
