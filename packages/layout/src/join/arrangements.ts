/** The ways in which the pages of a sheet that was printed in bands may lie, from what any two pages tell. */
import type { Arrangement, Pile } from './arrangement.ts'
import { withShorterFirstBand } from './shorter-first-band.ts'

/** With so many points of evidence a pair, on average, pages count as bands. */
const ENOUGH_EVIDENCE = 2

/** From so many points of evidence on there is hardly a doubt, even if other pages look like a repetition. */
const CERTAIN_EVIDENCE = 6

/** A pair with fewer points than this cannot be among them. */
const LEAST_EVIDENCE = 0

/** Two readings whose points are nearer than this are both told. */
const CLOSE_CALL = 1.5

/** The longest band that is looked for, in pages, and the most bands side by side. */
const LONGEST_BAND = 300
const MOST_BANDS = 40

/** So many pages behind an arrangement are looked at to see how well they can be arranged after it. */
const FURTHEST = 200

/** A page of a band that stands beside no page of the next one: its rows are blank there, or it is none of the sheet. */
const LONE_PAGE = -2

/** A page whose rows do not match where its place in the order says that they should. */
const UNTOLD_PAGE = -1

/** A page whose tables begin or end elsewhere than those of its band's first page. */
const OTHER_SIDES = -3

/** The pile with what is known of two pages kept, as it is asked again and again. */
export function remembering(pile: Pile): Pile {
  const known = new Map<string, number | null>()
  return {
    ...pile,
    evidence: (left, right) => {
      const key = `${left}/${right}`
      const before = known.get(key)
      if (before !== undefined) return before
      const points = pile.evidence(left, right)
      known.set(key, points)
      return points
    },
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
    arrangement.points >= ENOUGH_EVIDENCE * pairsIn(arrangement)
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
    if ((pile.evidence(start, second) ?? 0) < CERTAIN_EVIDENCE || isAnotherSheet(pile, start, second))
      continue
    for (const others of arrangements(pile, second)) {
      const whole = withShorterFirstBand(pile, start, second, others, {
        least: LEAST_EVIDENCE,
        lone: LONE_PAGE,
      })
      if (whole !== null && enough(whole)) found.push(whole)
    }
  }
  return found
}

/** Pages side by side one after the other, strip below strip, no more than `most` in each. */
function overThenDown(pile: Pile, start: number, most: number): Arrangement | null {
  const strips: number[][] = []
  const seams: number[][] = []
  let points = 0
  let at = start
  let bands = most
  while (at < pile.size) {
    const strip = [at]
    let gained = 0
    while (strip.length < bands) {
      const last = strip.at(-1) ?? at
      const next = last + 1
      const value = pile.evidence(last, next)
      // The first band again: the next strip begins.
      const isFirstStrip = strips.length === 0
      if (isFirstStrip && pile.sameColumns(start, next) && (value ?? 0) < CERTAIN_EVIDENCE) break
      if (value === null || value < (isFirstStrip ? LEAST_EVIDENCE : pile.leastInOrder)) break
      gained += value
      seams[strip.length] = [...(seams[strip.length] ?? []), value]
      strip.push(next)
    }
    if (strips.length === 0 && strip.length < 2) {
      const value = pile.evidence(start, start + 1)
      if (value === null || value < LEAST_EVIDENCE) return null
      strip.push(start + 1)
      seams[1] = [value]
      gained += value
    }
    const continues = strips.length === 0 || (strip.length > 1 && pile.sameSides(start, at))
    if (!continues) break
    strips.push(strip)
    points += gained
    if (strips.length === 1) bands = strip.length
    at += strip.length
  }
  return { order: 'over-then-down', strips, pages: at - start, points, weakest: weakestOf(seams) }
}

/** The pages of the first band one below the other, then those of the second, and so on. */
function downThenOver(pile: Pile, start: number, length: number): Arrangement | null {
  const strips: (number | null)[][] = Array.from({ length }, (_, index) => [start + index])
  const seams: number[][] = []
  let points = 0
  let at = start + length
  for (let band = 1; band < MOST_BANDS && at < pile.size; band += 1) {
    let strip = 0
    let gained = 0
    const began = at
    while (at < pile.size && strip < length) {
      const found = firstBeside(pile, strips, strip, band, at)
      // A page too blank to tell stands where it must if the next one stands beside the next strip.
      if (found?.strip !== strip && isNextInOrder(pile, strips, strip, band, at + 1)) {
        gained += UNTOLD_PAGE
        strips[strip]?.push(at)
        strip += 1
        at += 1
        continue
      }
      const inOrder = besideStrip(pile, placesOf(strips, strip, band), at) ?? Number.NEGATIVE_INFINITY
      if (found === null && strip > 0 && (pile.isBlank(at) || inOrder >= pile.leastInOrder)) {
        gained += UNTOLD_PAGE
        strips[strip]?.push(at)
        strip += 1
        at += 1
        continue
      }
      if (found === null) break
      gained += found.points
      strips[found.strip]?.push(at)
      strip = found.strip + 1
      at += 1
    }
    const lone = length - (at - began)
    // Pages of the next sheet may look a little like one more band of this one.
    if (at === began || gained < ENOUGH_EVIDENCE * (at - began) + lone) {
      for (const pages of strips) pages.splice(band)
      at = began
      break
    }
    points += gained + LONE_PAGE * lone
    seams[band] = [(gained + LONE_PAGE * lone) / Math.max(1, at - began)]
    for (const pages of strips) if (pages.length === band) pages.push(null)
  }
  const bands = Math.max(...strips.map((strip) => strip.length))
  points += OTHER_SIDES * strangers(pile, strips, bands)
  return bands < 2 || points < ENOUGH_EVIDENCE
    ? null
    : { order: 'down-then-over', strips, pages: at - start, points, weakest: weakestOf(seams) }
}

/** Of the means of all seams the least: bands are no surer than the one that is hardest to tell. */
function weakestOf(seams: readonly (readonly number[])[]): number {
  const means = seams.flatMap((points) =>
    points.length === 0 ? [] : [points.reduce((sum, value) => sum + value, 0) / points.length],
  )
  return Math.min(...means)
}

/** How many pages of a band have their tables' sides at another place than the band's first page. */
function strangers(pile: Pile, strips: Arrangement['strips'], bands: number): number {
  let count = 0
  for (let band = 0; band < bands; band += 1) {
    const pages = strips.flatMap((strip) => strip[band] ?? []).filter((page) => !pile.isEmpty(page))
    const [first] = pages
    if (first !== undefined) count += pages.filter((page) => !pile.sameSides(first, page)).length
  }
  return count
}

function firstBeside(
  pile: Pile,
  strips: readonly (readonly (number | null)[])[],
  from: number,
  band: number,
  page: number,
): { readonly strip: number; readonly points: number } | null {
  for (let strip = from; strip < strips.length; strip += 1) {
    const pages = placesOf(strips, strip, band)
    const points = besideStrip(pile, pages, page)
    if (points === null || points < LEAST_EVIDENCE) continue
    if (band > 1 && isAnotherSheet(pile, pages[0] ?? page, page)) continue
    return { strip, points }
  }
  return null
}

/** Whether a page stands at the place behind that of `strip` in a band: beside the next strip, or in the next band. */
function isNextInOrder(
  pile: Pile,
  strips: readonly (readonly (number | null)[])[],
  strip: number,
  band: number,
  page: number,
): boolean {
  const isLast = strip === strips.length - 1
  const [next, at] = isLast ? [0, band + 1] : [strip + 1, band]
  if (isLast && (strip === 0 || page >= pile.size)) return false
  return firstBeside(pile, strips, next, at, page)?.strip === next
}

/** The pages of a strip in its first bands. */
function placesOf(
  strips: readonly (readonly (number | null)[])[],
  strip: number,
  bands: number,
): readonly number[] {
  return (strips[strip]?.slice(0, bands) ?? []).flatMap((place) => place ?? [])
}

/** Whether another sheet of the same form begins: with the first page's columns and labels, or with its labels alone. */
function isAnotherSheet(pile: Pile, first: number, page: number): boolean {
  if (pile.sameColumns(first, page) && pile.evidence(first, page) === null) return true
  return pile.sharesLabels(first, page)
}

/**
 * Points of evidence that a page stands at the right end of a strip. The page before it tells most, but where merged
 * cells leave that hardly a row, the others of the strip have the rows as well.
 */
function besideStrip(pile: Pile, pages: readonly number[], page: number): number | null {
  const last = pages.at(-1)
  if (last === undefined) return null
  const beside = pile.evidence(last, page)
  if (beside !== null) return beside
  return pages.slice(0, -1).reduce<number | null>((best, left) => {
    const points = pile.evidence(left, page)
    return points !== null && points > (best ?? Number.NEGATIVE_INFINITY) ? points : best
  }, null)
}
