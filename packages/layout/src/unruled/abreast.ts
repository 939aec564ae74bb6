/** Tables side by side told from one wide table: by captions, by rules that stop between them, by their lines' heights. */
import type { Ruling } from '@backfile/readers'
import type { TextLine, Word } from '../page-table.ts'
import { isCaptionText } from './captions.ts'
import { phraseLinesOf } from './phrases.ts'

/** A stretch of lines that stand on both sides of a position. */
export interface Parting {
  readonly at: number
  readonly first: number
  readonly last: number
}

/** The text on one side of a position, line by line. */
export type SideOf = (lines: readonly TextLine[], belongs: (word: Word) => boolean) => TextLine[]

/** Fewest lines on each side. */
const LINES = 4
/** Narrowest white space between two tables, in em. */
const GAP_EM = 1.2
/** Rules on both sides that stop at the gap, at least so many each. */
const RULES = 2
/** Share of a side's width that a rule of its own crosses. */
const RULE_SHARE = 0.8
/** Lines of two sides within so many em of one another are at one height. */
const SAME_HEIGHT_EM = 0.12
/** Share of the sparser side's lines that stand at heights of their own where the sides are strangers. */
const OWN_HEIGHTS = 0.6
/** Fewest lines by whose heights two sides are called strangers. */
const STRANGER_LINES = 5

/** The longest stretch in which one of these positions parts two tables; null where none does. */
export function partingOf(
  lines: readonly TextLine[],
  rulings: readonly Ruling[],
  positions: readonly number[],
  sideOf: SideOf,
): Parting | null {
  let best: Parting | null = null
  for (const at of positions) {
    for (const { first, last } of stretchesAt(at, lines)) {
      if (best && last - first <= best.last - best.first) continue
      const inside = lines.slice(first, last + 1)
      const [left, right] = [
        sideOf(inside, (word) => centreX(word) < at),
        sideOf(inside, (word) => centreX(word) >= at),
      ]
      if (left.length < LINES || right.length < LINES) continue
      if (!areApart(left, right, at, rulings)) continue
      const captions = captionsAbreast(left, right)
      const from = captions === null ? first : lines.findIndex((line) => line.box[3] > captions)
      best = { at, first: Math.max(first, from), last }
    }
  }
  return best
}

function areApart(
  left: readonly TextLine[],
  right: readonly TextLine[],
  at: number,
  rulings: readonly Ruling[],
): boolean {
  if (isCrossed(left, right, at, rulings)) return false
  if (!hasColumns(left) || !hasColumns(right)) return false
  return (
    captionsAbreast(left, right) !== null ||
    [left, right].every((side) => rulesOf(side, rulings).length >= RULES) ||
    areStrangers(left, right)
  )
}

/** Runs of lines that no word crosses at this position, with a gap where there is text on both sides. */
function stretchesAt(at: number, lines: readonly TextLine[]): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = []
  let first: number | null = null
  for (const [index, line] of [...lines, null].entries()) {
    const isFree = line !== null && isFreeAt(line, at)
    if (isFree && first === null) first = index
    if (!isFree && first !== null) {
      found.push({ first, last: index - 1 })
      first = null
    }
  }
  return found
}

function isFreeAt(line: TextLine, at: number): boolean {
  const next = line.words.findIndex((word) => word.box[2] > at)
  const [before, after] = [line.words[next - 1], line.words[next]]
  if (!after) return true
  if (after.box[0] < at) return false
  return !before || after.box[0] - before.box[2] >= GAP_EM * line.size
}

/** The top of the first captions that both sides have at one height, y; null where there are none. */
function captionsAbreast(left: readonly TextLine[], right: readonly TextLine[]): number | null {
  const captions = right.filter((line) => isCaptionText(line.text))
  for (const line of left) {
    if (!isCaptionText(line.text)) continue
    const other = captions.find((each) => Math.abs(each.box[1] - line.box[1]) < 2 * line.size)
    if (other) return Math.min(line.box[1], other.box[1])
  }
  return null
}

function isCrossed(
  left: readonly TextLine[],
  right: readonly TextLine[],
  at: number,
  rulings: readonly Ruling[],
): boolean {
  const [top, bottom] = [
    Math.min(...[...left, ...right].map((line) => line.box[1])),
    Math.max(...[...left, ...right].map((line) => line.box[3])),
  ]
  return rulings.some(
    (ruling) =>
      isLevel(ruling) && ruling.x0 < at - 2 && ruling.x1 > at + 2 && ruling.y0 > top && ruling.y0 < bottom,
  )
}

/** The rules that cross nearly all of a side and nothing else. */
function rulesOf(side: readonly TextLine[], rulings: readonly Ruling[]): Ruling[] {
  const [left, right] = [
    Math.min(...side.map((line) => line.box[0])),
    Math.max(...side.map((line) => line.box[2])),
  ]
  const [top, bottom] = [side[0]?.box[1] ?? 0, side.at(-1)?.box[3] ?? 0]
  const slack = (side[0]?.size ?? 10) * 1.5
  return rulings.filter(
    (ruling) =>
      isLevel(ruling) &&
      ruling.y0 > top - slack &&
      ruling.y0 < bottom + slack &&
      ruling.x1 - ruling.x0 >= (right - left) * RULE_SHARE &&
      ruling.x0 > left - slack &&
      ruling.x1 < right + slack,
  )
}

/** Whether lines have texts side by side, as a table has. */
function hasColumns(side: readonly TextLine[]): boolean {
  const several = phraseLinesOf(side).filter((line) => line.phrases.length > 1)
  return several.length >= Math.max(2, side.length * 0.3)
}

/** Whether the lines of two sides keep to heights of their own, as no table's cells do. */
function areStrangers(left: readonly TextLine[], right: readonly TextLine[]): boolean {
  const [sparse, dense] = left.length < right.length ? [left, right] : [right, left]
  if (sparse.length < STRANGER_LINES) return false
  const [top, bottom] = [dense[0]?.box[1] ?? 0, dense.at(-1)?.box[3] ?? 0]
  const beside = sparse.filter((line) => line.box[3] > top && line.box[1] < bottom)
  const own = beside.filter((line) => !dense.some((other) => areAtOneHeight(line, other)))
  return beside.length >= STRANGER_LINES && own.length >= beside.length * OWN_HEIGHTS
}

/** Whether two texts stand on one line: at one height, or the smaller within the height of the larger. */
function areAtOneHeight(a: TextLine, b: TextLine): boolean {
  const slack = SAME_HEIGHT_EM * a.size
  const [top, bottom] = [a.box[1] - b.box[1], a.box[3] - b.box[3]]
  return (
    Math.abs(centreY(a) - centreY(b)) < slack ||
    (top < slack && bottom > -slack) ||
    (top > -slack && bottom < slack)
  )
}

function isLevel(ruling: Ruling): boolean {
  return Math.abs(ruling.y0 - ruling.y1) < 0.5
}

function centreX(word: Word): number {
  return (word.box[0] + word.box[2]) / 2
}

function centreY(line: TextLine): number {
  return (line.box[1] + line.box[3]) / 2
}
