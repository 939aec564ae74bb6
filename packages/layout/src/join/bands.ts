/** Sheets that were printed over several pages sideways: finds their bands and lays them side by side again. */
import { alignEdges } from '../edges.ts'
import type { Arrangement } from './arrangement.ts'
import {
  besideEvidence,
  CERTAIN_EVIDENCE,
  type ContentHeight,
  confidenceOf,
  ENOUGH_EVIDENCE,
  LEAST_EVIDENCE,
  sharesLabels,
  sidesOf,
} from './beside.ts'
import { withCutRows } from './cut-rows.ts'
import { repeats } from './furniture.ts'
import { withGapsFilled } from './gaps.ts'
import type { Leaf } from './piece.ts'
import { stitched } from './stitch.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** The longest band that is looked for, in pages, and the most bands side by side. */
const LONGEST_BAND = 300
const MOST_BANDS = 40

/** A page of a band that stands beside no page of the next one: its rows are blank there, or it is none of the sheet. */
const LONE_PAGE = -2

/** A page whose rows do not match where its place in the order says that they should. */
const UNTOLD_PAGE = -1

/** A page whose tables begin or end elsewhere than those of its band's first page. */
const OTHER_SIDES = -3

/** Pages of one band have at least this share of their column edges in common. */
const SAME_COLUMNS_SHARE = 0.8

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
  const result: Leaf[] = []
  let at = 0
  while (at < leaves.length) {
    const leaf = leaves[at]
    if (leaf === undefined) break
    const [best, second] = arrangements(leaves, at, evidence)
    if (best === undefined) {
      result.push(leaf)
      at += 1
      continue
    }
    const close = second !== undefined && best.points - second.points < CLOSE_CALL ? second : null
    result.push(...stitched(leaves, best, confidenceOf(best.points / best.strips.length), close))
    known.clear()
    at += best.pages
  }
  return result
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
      if (isFirstStrip && sameColumns(leaves, start, next) && (value ?? 0) < CERTAIN_EVIDENCE) break
      if (value === null || value < LEAST_EVIDENCE) break
      gained += value
      strip.push(next)
    }
    if (strips.length === 0 && strip.length < 2) {
      const value = evidence(start, start + 1)
      if (value === null || value < LEAST_EVIDENCE) return null
      strip.push(start + 1)
      gained += value
    }
    const continues = strips.length === 0 || (strip.length > 1 && sameSides(leaves, start, at))
    if (!continues) break
    strips.push(strip)
    points += gained
    if (strips.length === 1) bands = strip.length
    at += strip.length
  }
  return { order: 'over-then-down', strips, pages: at - start, points }
}

/** The pages of the first band one below the other, then those of the second, and so on. */
function downThenOver(
  leaves: readonly Leaf[],
  start: number,
  length: number,
  evidence: Evidence,
): Arrangement | null {
  const strips: (number | null)[][] = Array.from({ length }, (_, index) => [start + index])
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
    for (const pages of strips) if (pages.length === band) pages.push(null)
  }
  const bands = Math.max(...strips.map((strip) => strip.length))
  points += OTHER_SIDES * strangers(leaves, strips, bands)
  return bands < 2 || points < ENOUGH_EVIDENCE
    ? null
    : { order: 'down-then-over', strips, pages: at - start, points }
}

/** How many pages of a band have their tables' sides at another place than the band's first page. */
function strangers(leaves: readonly Leaf[], strips: Arrangement['strips'], bands: number): number {
  let count = 0
  for (let band = 0; band < bands; band += 1) {
    const pages = strips
      .flatMap((strip) => strip[band] ?? [])
      .filter((page) => leaves[page]?.pieces.length !== 0)
    const [first] = pages
    if (first !== undefined) count += pages.filter((page) => !sameSides(leaves, first, page)).length
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
  if (sameColumns(leaves, first, page) && evidence(first, page) === null) return true
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

function sameSides(leaves: readonly Leaf[], first: number, second: number): boolean {
  const [a, b] = [leaves[first], leaves[second]]
  if (a === undefined || b === undefined || b.pieces.length === 0) return false
  return alignEdges(sidesOf(a), sidesOf(b), ROW_TOLERANCE).matched === 2
}

/** The same sides, and nearly all edges between them. */
function sameColumns(leaves: readonly Leaf[], first: number, second: number): boolean {
  if (!sameSides(leaves, first, second)) return false
  const [a, b] = [first, second].map((at) => columnEdgesOf(leaves[at]))
  if (a === undefined || b === undefined) return false
  return alignEdges(a, b, ROW_TOLERANCE).matched >= SAME_COLUMNS_SHARE * Math.min(a.length, b.length)
}

function columnEdgesOf(leaf: Leaf | undefined): readonly number[] {
  const edges = leaf?.pieces.flatMap((piece) => [...piece.columnEdges]).sort((a, b) => a - b) ?? []
  return edges.filter((edge, index) => index === 0 || edge - (edges[index - 1] ?? 0) > ROW_TOLERANCE)
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
