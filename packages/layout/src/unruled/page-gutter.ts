/** The gutter of a page set in columns of equal width, where prose fills one of them and anything the other. */
import type { Ruling } from '@backfile/readers'
import { median } from '../geometry.ts'
import type { TextLine, Word } from '../page-table.ts'
import {
  centreX,
  centreY,
  frequentEdges,
  type Gutter,
  isCrossedByRules,
  isDense,
  isFreeAt,
  isTableOfText,
  sideOf,
} from './gutters.ts'

/** So many lines that begin at one edge may be a column's. */
const FEW_LINES = 3
/** So many left edges are tried, the most frequent first: tables have many columns. */
const MANY_EDGES = 16
/** Widths of page columns differ by at most this share: one is as wide as the other, or as two of it. */
const SAME_WIDTH = 0.05

/** So many lines of prose that fill a column of the page tell where it ends. */
const FILLED_LINES = 8

/** The same where the other side is not as wide, nor this one half the page: only prose says that there are columns. */
const SURE_LINES = 14

/** A line of prose fills a column that it covers to this share. */
const FILLED = 0.8

/** No page has its columns further apart, in em. */
const WIDE_GUTTER_EM = 4

/** The gutter between a page's columns of equal width, one of them filled with prose, whatever stands in the other. */
export function pageGutterOf(lines: readonly TextLine[], rulings: readonly Ruling[]): Gutter | null {
  let best: Gutter | null = null
  const page = extentOf(lines)
  const edges = frequentEdges(lines, FEW_LINES, MANY_EDGES).map((edge) => edge - 0.5)
  for (const at of [...edges, (page.from + page.to) / 2]) {
    for (const { first, last } of freeStretches(lines, at)) {
      const inside = lines.slice(first, last + 1)
      const support = columnSupport(inside, at, page)
      if (support === 0 || (best && support <= best.support)) continue
      if (!isCrossedByRules(inside, at, rulings) && !isTableOfText(inside, at))
        best = { at, first, last, support }
    }
  }
  return best
}

/** Runs of lines with a gutter's white space at this position. */
function freeStretches(lines: readonly TextLine[], at: number): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = []
  let first: number | null = null
  for (const [index, line] of [...lines, null].entries()) {
    if (line !== null && isFreeAt(line, at)) first ??= index
    else if (first !== null) {
      found.push({ first, last: index - 1 })
      first = null
    }
  }
  return found
}

/** Lines of prose that fill the column on one side of this position; 0 where no columns of the page meet there. */
function columnSupport(inside: readonly TextLine[], at: number, page: Extent): number {
  const isLeft = (word: Word): boolean => centreX(word) < at
  const isRight = (word: Word): boolean => centreX(word) >= at
  const extents = [extentOfWords(inside, isLeft), extentOfWords(inside, isRight)]
  const [a, b] = extents
  if (!a || !b || a.lines < FEW_LINES || b.lines < FEW_LINES) return 0
  const [wider, narrower] = [Math.max(a.to - a.from, b.to - b.from), Math.min(a.to - a.from, b.to - b.from)]
  const gap = b.from - a.to
  const size = median(inside.map((line) => line.size)) ?? 10
  if (gap > WIDE_GUTTER_EM * size) return 0
  const [left, right] = [sideOf(inside, isLeft), sideOf(inside, isRight)]
  const sides = [left, right]
  const filled = sides.map((side, index) => {
    const { from, to } = extents[index] ?? a
    return side.filter(({ words, box }) => isDense(words) && box[2] - box[0] > (to - from) * FILLED).length
  })
  const support = Math.max(...filled)
  const areEqual = [1, 2, 3].some(
    (share) => Math.abs(wider - share * narrower - (share - 1) * gap) < wider * SAME_WIDTH,
  )
  if (areEqual) return support >= FILLED_LINES ? support : 0
  const prose = filled[0] === support ? a : b
  const isHalf = Math.abs((prose.to - prose.from) * 2 + gap - (page.to - page.from)) < wider * SAME_WIDTH
  const isSure = support >= (isHalf ? FILLED_LINES : SURE_LINES)
  return isSure && prose.to - prose.from === wider && ownHeights(left, right) ? support : 0
}

/** From where to where text stands, left to right. */
interface Extent {
  readonly from: number
  readonly to: number
}

function extentOf(lines: readonly TextLine[]): Extent {
  return {
    from: Math.min(...lines.map((line) => line.box[0])),
    to: Math.max(...lines.map((line) => line.box[2])),
  }
}

/** The same of some words, and how many lines have any. */
function extentOfWords(
  lines: readonly TextLine[],
  isOne: (word: Word) => boolean,
): Extent & { readonly lines: number } {
  let [from, to, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (const { words } of lines) {
    let has = false
    for (const word of words) {
      if (!isOne(word)) continue
      has = true
      from = Math.min(from, word.box[0])
      to = Math.max(to, word.box[2])
    }
    if (has) count += 1
  }
  return { from, to, lines: count }
}

/** Share of the sparser side's lines that stand at heights of their own where two sides are strangers. */
const OWN_HEIGHTS = 0.4

function ownHeights(left: readonly TextLine[], right: readonly TextLine[]): boolean {
  const [sparse, dense] = left.length < right.length ? [left, right] : [right, left]
  const own = sparse.filter((line) => !dense.some((other) => Math.abs(centreY(other) - centreY(line)) < 1))
  return own.length >= sparse.length * OWN_HEIGHTS
}
