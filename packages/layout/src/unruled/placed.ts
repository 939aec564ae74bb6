/** Phrases put into the columns that they stand in, cut where two cells' texts nearly touch. */
import { overlap } from '../geometry.ts'
import type { Word } from '../page-table.ts'
import type { Column } from './columns.ts'
import { boundariesOf } from './columns.ts'
import type { Phrase, PhraseLine } from './phrases.ts'
import { isBracketed, isCurrency, isFigure, phraseOf } from './phrases.ts'

/** A phrase and the columns that it covers, first to last. */
export interface PlacedPhrase {
  readonly phrase: Phrase
  readonly from: number
  readonly to: number
}

export interface PlacedLine {
  readonly cells: readonly PlacedPhrase[]
  readonly top: number
  readonly bottom: number
  readonly centre: number
  readonly size: number
}

/** A boundary between columns that is ruled, with the heights, from and to, that its ruling covers. */
export interface HardBoundary {
  readonly at: number
  readonly pieces: readonly (readonly [number, number])[]
}

/** Share of a column's width that a phrase from beside it must cover to span it too. */
const SPAN_SHARE = 0.35

/** A phrase that reaches this far into a wide column spans it, in em. */
const SPAN_REACH_EM = 2.5

/** A gap so much wider than the phrase's other gaps parts cells. */
const ODD_GAP_FACTOR = 1.5

/** Fewer lines whose words stand apart at one place may do so by chance. */
const CORRIDOR_LINES = 4

/** No gap narrower than this, in em, is odd. */
const ODD_GAP_EM = 0.42

/** Puts each phrase of these lines into its columns. No text crosses a `hard` boundary where its ruling is. */
export function placeLines(
  lines: readonly PhraseLine[],
  columns: readonly Column[],
  hard: readonly HardBoundary[],
): PlacedLine[] {
  const boundaries = boundariesOf(
    columns,
    hard.map(({ at }) => at),
  )
  const numeric = columns.map((column) => isNumericColumn(column, lines))
  const cuts = boundaries.map((at, index) => ({
    at,
    left: columns[index]?.right ?? at,
    right: columns[index + 1]?.left ?? at,
    middleLeft: middleOf(columns[index], at),
    middleRight: middleOf(columns[index + 1], at),
    column: columns[index],
    nextColumn: columns[index + 1],
    pieces: hard.find((boundary) => boundary.at === at)?.pieces ?? [],
    isSure: isWordCorridor(at, lines),
    numericLeft: numeric[index] ?? false,
    numericRight: numeric[index + 1] ?? false,
  }))
  const place = (phrase: Phrase): PlacedPhrase => ({ phrase, ...spanOf(phrase, columns, boundaries) })
  return lines.map((line) => ({
    cells: line.phrases.flatMap((phrase) => cutPhrase(phrase, cuts)).map(place),
    top: line.top,
    bottom: line.bottom,
    centre: line.centre,
    size: line.size,
  }))
}

interface Cut {
  readonly at: number
  readonly left: number
  readonly right: number
  readonly middleLeft: number
  readonly middleRight: number
  readonly column: Column | undefined
  readonly nextColumn: Column | undefined
  readonly pieces: readonly (readonly [number, number])[]
  readonly isSure: boolean
  readonly numericLeft: boolean
  readonly numericRight: boolean
}

function cutPhrase(phrase: Phrase, cuts: readonly Cut[]): Phrase[] {
  if (isBracketed(phrase.text)) return [phrase]
  let rest = phrase
  const pieces: Phrase[] = []
  for (const cut of cuts) {
    if (rest.box[0] >= cut.at || rest.box[2] <= cut.at) continue
    const place = cutPlace(rest, cut)
    if (place === null) continue
    pieces.push(phraseOf(rest.words.slice(0, place)))
    rest = phraseOf(rest.words.slice(place))
  }
  return [...pieces, rest]
}

/** Where between the phrase's words this boundary parts two cells; null where it does not. */
function cutPlace(phrase: Phrase, cut: Cut): number | null {
  const slack = phrase.size * 0.3
  const gaps = phrase.words.map((word, index) => {
    const previous = phrase.words[index - 1]
    return previous ? word.box[0] - previous.box[2] : 0
  })
  const odd = oddGap(phrase, gaps, cut)
  if (odd !== null) return odd
  let best: number | null = null
  for (const [index, word] of phrase.words.entries()) {
    const previous = phrase.words[index - 1]
    if (!previous || isCurrency(previous.text)) continue
    if (word.box[0] < cut.left - slack || previous.box[2] > cut.right + slack) continue
    if (best === null || (gaps[index] ?? 0) > (gaps[best] ?? 0)) best = index
  }
  if (best === null) return null
  const y = (phrase.box[1] + phrase.box[3]) / 2
  if (cut.isSure || cut.pieces.some(([top, bottom]) => y > top && y < bottom)) return best
  const [before, after] = [phrase.words.slice(0, best), phrase.words.slice(best)]
  if (cut.numericRight && isCellOf(after, cut.nextColumn) && !isWholeFigure(phrase)) return best
  if (cut.numericLeft && isCellOf(before, cut.column) && !isWholeFigure(phrase)) return best
  return null
}

/** The gap nearest to the boundary, between its columns' middles, that is clearly wider than the usual word gap. */
function oddGap(phrase: Phrase, gaps: readonly number[], cut: Cut): number | null {
  const inner = gaps.slice(1)
  const sorted = [...inner].sort((a, b) => a - b)
  const middling = sorted.length > 1 ? sorted[(sorted.length - 1) >> 1] : undefined
  const usual = Math.max(middling ?? phrase.size * 0.35, phrase.size * 0.2)
  let best: { index: number; off: number } | null = null
  for (const [index, gap] of gaps.entries()) {
    const [word, previous] = [phrase.words[index], phrase.words[index - 1]]
    if (
      !word ||
      !previous ||
      isCurrency(previous.text) ||
      gap < Math.max(usual * ODD_GAP_FACTOR, ODD_GAP_EM * phrase.size)
    )
      continue
    const middle = (word.box[0] + previous.box[2]) / 2
    if (middle < cut.middleLeft || middle > cut.middleRight) continue
    const off = Math.abs(middle - cut.at)
    if (!best || off < best.off) best = { index, off }
  }
  return best?.index ?? null
}

function middleOf(column: Column | undefined, fallback: number): number {
  return column ? (column.left + column.right) / 2 : fallback
}

/** Whether words are a figure of this column: they stand where its figures stand. */
function isCellOf(words: readonly Word[], column: Column | undefined): boolean {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last || !column || !words.every((word) => isFigure(word.text))) return false
  return first.box[0] > column.left - first.size && last.box[2] < column.right + first.size
}

function isWholeFigure(phrase: Phrase): boolean {
  return /^\d{1,3}(?: \d{3})+$/u.test(phrase.text)
}

function spanOf(
  phrase: Phrase,
  columns: readonly Column[],
  boundaries: readonly number[],
): { from: number; to: number } {
  const [left, , right] = phrase.box
  const centre = (left + right) / 2
  let home = 0
  let most = -1
  for (const [index, column] of columns.entries()) {
    const share = overlap(left, right, column.left, column.right)
    if (share > most) {
      home = index
      most = share
    }
  }
  if (most <= 0) {
    home = boundaries.filter((at) => at < centre).length
    return { from: home, to: home }
  }
  let [from, to] = [home, home]
  while (spans(phrase, columns[from - 1])) from -= 1
  while (spans(phrase, columns[to + 1])) to += 1
  return { from, to }
}

function spans(phrase: Phrase, column: Column | undefined): boolean {
  if (!column) return false
  const shared = overlap(phrase.box[0], phrase.box[2], column.left, column.right)
  return shared > Math.min((column.right - column.left) * SPAN_SHARE, phrase.size * SPAN_REACH_EM)
}

function isNumericColumn(column: Column, lines: readonly PhraseLine[]): boolean {
  const held = lines.flatMap((line) =>
    line.phrases.filter((phrase) => phrase.box[2] > column.left && phrase.box[0] < column.right),
  )
  return held.length > 0 && held.filter((phrase) => phrase.isNumeric).length >= held.length / 2
}

/** A boundary that most phrases cross but no word does: cells stand as near to each other as words. */
function isWordCorridor(at: number, lines: readonly PhraseLine[]): boolean {
  let crossing = 0
  for (const line of lines) {
    const phrase = line.phrases.find((each) => each.box[0] < at && each.box[2] > at)
    if (!phrase) continue
    // A line of one text may be a heading across the columns.
    if (line.phrases.length > 1) crossing += 1
    if (phrase.words.some((word) => word.box[0] < at && word.box[2] > at)) return false
  }
  return crossing >= Math.max(CORRIDOR_LINES, lines.length / 2)
}
