/** The pages of a sheet laid out in one order, as far as what any two of them tell allows. */
import type { Arrangement, Pile } from './arrangement.ts'
import { COLUMNS_ABOVE, laterStrips, TOLD } from './later-strips.ts'

/** The most bands side by side. */
export const MOST_BANDS = 40

/** With so many points of evidence a pair, on average, pages count as bands. */
export const ENOUGH_EVIDENCE = 2

/** From so many points of evidence on there is hardly a doubt, even if other pages look like a repetition. */
export const CERTAIN_EVIDENCE = 6

/** A pair with fewer points than this cannot be among them. */
export const LEAST_EVIDENCE = 0

/** A page of a band that stands beside no page of the next one: its rows are blank there, or it is none of the sheet. */
export const LONE_PAGE = -2

/** A page whose rows do not match where its place in the order says that they should. */
const UNTOLD_PAGE = -1

/** A page whose tables begin or end elsewhere than those of its band's first page. */
const OTHER_SIDES = -3

/** A band ends with a page whose columns go on down the next one, the first of another band. */
const GOES_ON_BELOW = -5

/** Pages side by side one after the other, strip below strip, no more than `most` in each. */
export function overThenDown(pile: Pile, start: number, most: number): Arrangement | null {
  const first = firstStrip(pile, start, most)
  if (first === null) return null
  const below = laterStrips(pile, first.pages, start + first.pages.length)
  const strips = [first, ...below]
  const bands = first.pages.map((_, band) => strips.flatMap(({ seams }) => seams[band] ?? []))
  const told = bands.flat()
  const count = strips.flatMap(({ pages }) => pages.filter((page) => page !== null)).length
  return {
    order: 'over-then-down',
    strips: strips.map(({ pages }) => pages),
    pages: count,
    points: told.reduce((sum, value) => sum + value, 0),
    weakest: weakestOf(bands),
  }
}

/** The pages from `start` on that stand side by side; null where no page stands beside the first. */
function firstStrip(
  pile: Pile,
  start: number,
  most: number,
): { readonly pages: readonly number[]; readonly seams: readonly (number | null)[] } | null {
  const pages = [start]
  const seams: (number | null)[] = [null]
  while (pages.length < most) {
    const last = start + pages.length - 1
    const value = last + 1 < pile.size ? pile.evidence(last, last + 1) : null
    // The first band again: the next strip begins.
    const isFirstBand =
      pages.length > 1 && pile.sameColumns(start, last + 1) && (value ?? 0) < CERTAIN_EVIDENCE
    if (value === null || value < LEAST_EVIDENCE || isFirstBand) break
    seams.push(value)
    pages.push(last + 1)
  }
  return pages.length < 2 ? null : { pages, seams }
}

/** The pages of the first band one below the other, then those of the second, and so on. */
export function downThenOver(pile: Pile, start: number, length: number): Arrangement | null {
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
      const isPassed = found?.strip !== strip && isNextInOrder(pile, strips, strip, band, at + 1)
      const isUntold = found === null && strip > 0
      if (isPassed || (isUntold && (pile.isBlank(at) || mayStandInOrder(pile, strips, strip, band, at)))) {
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
    const isSure = gained >= CERTAIN_EVIDENCE * (at - began)
    if (!isSure && pile.goesOnBelow(began - 1, began)) points += GOES_ON_BELOW
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

/**
 * Whether a page may stand where its place in the order says: not much speaks against it, or it has the band's
 * columns.
 */
function mayStandInOrder(
  pile: Pile,
  strips: readonly (readonly (number | null)[])[],
  strip: number,
  band: number,
  page: number,
): boolean {
  const points = besideStrip(pile, placesOf(strips, strip, band), page)
  if (points === null || points >= pile.leastInOrder) return points !== null
  if (points < pile.leastInOrder - COLUMNS_ABOVE) return false
  const above = strips[strip - 1]?.[band] ?? null
  return above !== null && (pile.likeness(above, page) ?? 0) >= TOLD
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
export function isAnotherSheet(pile: Pile, first: number, page: number): boolean {
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
