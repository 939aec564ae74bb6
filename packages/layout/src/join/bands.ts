/** Sheets that were printed over several pages sideways: finds their bands and lays them side by side again. */
import type { Arrangement } from './arrangement.ts'
import {
  besideEvidence,
  CERTAIN_EVIDENCE,
  type ContentHeight,
  confidenceOf,
  ENOUGH_EVIDENCE,
  LEAST_EVIDENCE,
} from './beside.ts'
import { withCutRows } from './cut-rows.ts'
import { repeats } from './furniture.ts'
import { withGapsFilled } from './gaps.ts'
import { hasColumnsOf, hasSidesOf } from './leaf-columns.ts'
import { asLeftOver, isLeftOver, LEFT_OVER } from './left-over.ts'
import type { Leaf } from './piece.ts'
import { sharesLabels } from './shared-labels.ts'
import { stitched } from './stitch.ts'

/** The longest band that is looked for, in pages, and the most bands side by side. */
const LONGEST_BAND = 300
const MOST_BANDS = 40

/** A page of a band that stands beside no page of the next one: its rows are blank there, or it is none of the sheet. */
const LONE_PAGE = -2

/** A page whose rows do not match where its place in the order says that they should. */
const UNTOLD_PAGE = -1

/** A page whose tables begin or end elsewhere than those of its band's first page. */
const OTHER_SIDES = -3

/** Two readings whose points are nearer than this are both told. */
const CLOSE_CALL = 1.5

/** The leaves with the bands of each sheet laid side by side, strip by strip; other pages as they were. */
export function withBandsJoined(single: readonly Leaf[]): readonly Leaf[] {
  const leaves = withCutRows(withGapsFilled(single))
  const content = contentHeight(leaves)
  const known = new Map<string, number | null>()
  const evidence = (left: number, right: number): number | null => {
    const key = `${left}/${right}`
    const before = known.get(key)
    if (before !== undefined) return before
    const [a, b] = [leaves[left], leaves[right]]
    const points = a === undefined || b === undefined ? null : besideEvidence(a, b, content)
    known.set(key, points)
    return points
  }
  const found: Placed[] = []
  for (let at = 0; at < leaves.length; at += found.at(-1)?.arrangement?.pages ?? 1) {
    const [best, second] = arrangements(leaves, at, evidence)
    const close =
      best !== undefined && second !== undefined && best.points - second.points < CLOSE_CALL ? second : null
    found.push({ at, arrangement: best ?? null, close })
    if (best !== undefined) known.clear()
  }
  return found.flatMap(({ at, arrangement, close }, index) => {
    const sides = [found[index - 1], found[index + 1]]
    if (arrangement === null) {
      const leaf = leaves[at]
      if (leaf === undefined) return []
      return sides.some((side) => isPlacedWithout(leaves, side, leaf)) ? [asLeftOver(leaf)] : [leaf]
    }
    const over = sides.flatMap((side) =>
      side?.arrangement === null && isLeftOver(leaves[side.at], pagesOf(leaves, arrangement))
        ? (leaves[side.at]?.pages ?? [])
        : [],
    )
    const sure = confidenceOf(arrangement.weakest)
    return stitched(leaves, arrangement, over.length > 0 ? Math.min(sure, LEFT_OVER) : sure, { close, over })
  })
}

/** From which leaf on an arrangement was found, or that none begins there. */
interface Placed {
  readonly at: number
  readonly arrangement: Arrangement | null
  readonly close: Arrangement | null
}

function isPlacedWithout(leaves: readonly Leaf[], placed: Placed | undefined, leaf: Leaf): boolean {
  return placed?.arrangement != null && isLeftOver(leaf, pagesOf(leaves, placed.arrangement))
}

function pagesOf(leaves: readonly Leaf[], { strips }: Arrangement): readonly Leaf[] {
  return strips.flatMap((strip) => strip.flatMap((place) => leaves[place ?? -1] ?? []))
}

type Evidence = (left: number, right: number) => number | null

/** All arrangements that begin at a page, the likeliest first. */
function arrangements(leaves: readonly Leaf[], start: number, evidence: Evidence): readonly Arrangement[] {
  if ((leaves[start]?.pieces.length ?? 0) === 0) return []
  const found: Arrangement[] = []
  const enough = ({ strips, points }: Arrangement): boolean => {
    const pairs = strips.reduce((sum, strip) => sum + strip.filter((page) => page !== null).length - 1, 0)
    return points >= ENOUGH_EVIDENCE * pairs
  }
  const over = overThenDown(leaves, start, evidence)
  if (over !== null && enough(over)) found.push(over)
  const furthest = Math.min(leaves.length - 1, start + LONGEST_BAND)
  for (let second = start + 2; second <= furthest; second += 1) {
    if ((evidence(start, second) ?? -1) < LEAST_EVIDENCE) continue
    const down = downThenOver(leaves, start, second - start, evidence)
    if (down !== null && enough(down)) found.push(down)
  }
  return found.sort((a, b) => b.points - a.points || b.pages - a.pages)
}

/** Pages side by side one after the other, strip below strip. */
function overThenDown(leaves: readonly Leaf[], start: number, evidence: Evidence): Arrangement | null {
  const strips: number[][] = []
  const seams: number[][] = []
  let points = 0
  let at = start
  let bands = MOST_BANDS
  while (at < leaves.length) {
    const strip = [at]
    let gained = 0
    while (strip.length < bands) {
      const last = strip.at(-1) ?? at
      const next = last + 1
      const value = evidence(last, next)
      // The first band again: the next strip begins.
      const isFirstStrip = strips.length === 0
      if (isFirstStrip && hasColumnsOf(leaves[start], leaves[next]) && (value ?? 0) < CERTAIN_EVIDENCE) break
      if (value === null || value < LEAST_EVIDENCE) break
      gained += value
      seams[strip.length] = [...(seams[strip.length] ?? []), value]
      strip.push(next)
    }
    if (strips.length === 0 && strip.length < 2) {
      const value = evidence(start, start + 1)
      if (value === null || value < LEAST_EVIDENCE) return null
      strip.push(start + 1)
      seams[1] = [value]
      gained += value
    }
    const continues = strips.length === 0 || (strip.length > 1 && hasSidesOf(leaves[start], leaves[at]))
    if (!continues) break
    strips.push(strip)
    points += gained
    if (strips.length === 1) bands = strip.length
    at += strip.length
  }
  return { order: 'over-then-down', strips, pages: at - start, points, weakest: weakestOf(seams) }
}

/** The pages of the first band one below the other, then those of the second, and so on. */
function downThenOver(
  leaves: readonly Leaf[],
  start: number,
  length: number,
  evidence: Evidence,
): Arrangement | null {
  const strips: (number | null)[][] = Array.from({ length }, (_, index) => [start + index])
  const seams: number[][] = []
  let points = 0
  let at = start + length
  for (let band = 1; band < MOST_BANDS && at < leaves.length; band += 1) {
    let strip = 0
    let gained = 0
    const began = at
    while (at < leaves.length && strip < length) {
      const found = firstBeside(leaves, strips, strip, band, at, evidence)
      // A page too blank to tell stands where it must if the next one stands beside the next strip.
      if (
        found?.strip !== strip &&
        firstBeside(leaves, strips, strip + 1, band, at + 1, evidence)?.strip === strip + 1
      ) {
        gained += UNTOLD_PAGE
        strips[strip]?.push(at)
        strip += 1
        at += 1
        continue
      }
      if (found === null && isBlank(leaves, at) && strip > 0) {
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
  points += OTHER_SIDES * strangers(leaves, strips, bands)
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
function strangers(leaves: readonly Leaf[], strips: Arrangement['strips'], bands: number): number {
  let count = 0
  for (let band = 0; band < bands; band += 1) {
    const pages = strips
      .flatMap((strip) => strip[band] ?? [])
      .filter((page) => leaves[page]?.pieces.length !== 0)
    const [first] = pages
    if (first !== undefined) count += pages.filter((page) => !hasSidesOf(leaves[first], leaves[page])).length
  }
  return count
}

/** A page that shows a part of a sheet where there is nothing: it has the running title, if that. */
function isBlank(leaves: readonly Leaf[], at: number): boolean {
  const [leaf, before] = [leaves[at], leaves[at - 1]]
  if (leaf === undefined || before === undefined || leaf.pieces.length > 0) return false
  return leaf.texts.every((text) => repeats(text, before))
}

function firstBeside(
  leaves: readonly Leaf[],
  strips: readonly (readonly (number | null)[])[],
  from: number,
  band: number,
  page: number,
  evidence: Evidence,
): { readonly strip: number; readonly points: number } | null {
  for (let strip = from; strip < strips.length; strip += 1) {
    const places = strips[strip]?.slice(0, band) ?? []
    const pages = places.flatMap((place) => place ?? [])
    const points = besideStrip(pages, page, evidence)
    if (points === null || points < LEAST_EVIDENCE) continue
    if (band > 1 && isAnotherSheet(leaves, pages[0] ?? page, page, evidence)) continue
    return { strip, points }
  }
  return null
}

/** Whether another sheet of the same form begins: with the first page's columns and labels, or with its labels alone. */
function isAnotherSheet(leaves: readonly Leaf[], first: number, page: number, evidence: Evidence): boolean {
  if (hasColumnsOf(leaves[first], leaves[page]) && evidence(first, page) === null) return true
  const [begins, next] = [leaves[first], leaves[page]]
  return begins !== undefined && next !== undefined && sharesLabels(begins, next)
}

/**
 * Points of evidence that a page stands at the right end of a strip. The page before it tells most, but where merged
 * cells leave that hardly a row, the others of the strip have the rows as well.
 */
function besideStrip(pages: readonly number[], page: number, evidence: Evidence): number | null {
  const last = pages.at(-1)
  if (last === undefined) return null
  const beside = evidence(last, page)
  if (beside !== null) return beside
  return pages.slice(0, -1).reduce<number | null>((best, left) => {
    const points = evidence(left, page)
    return points !== null && points > (best ?? Number.NEGATIVE_INFINITY) ? points : best
  }, null)
}

function contentHeight(leaves: readonly Leaf[]): ContentHeight {
  let top = Number.POSITIVE_INFINITY
  let bottom = 0
  for (const [index, leaf] of leaves.entries()) {
    for (const piece of leaf.pieces) {
      top = Math.min(top, piece.box[1])
      bottom = Math.max(bottom, piece.box[3])
    }
    const neighbours = [leaves[index - 1], leaves[index + 1]].flatMap((other) => other ?? [])
    for (const text of leaf.texts) {
      // A running title says nothing about where sheets begin.
      if (!neighbours.some((other) => repeats(text, other))) top = Math.min(top, text.line.box[1])
    }
  }
  return { top, bottom }
}
