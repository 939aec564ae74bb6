/** Where the glyphs of one line part into words, and what stands in small type above them. */
import { raisedText } from '@backfile/model'
import type { Glyph } from '@backfile/readers'
import { around, median } from './geometry.ts'
import type { Word } from './page-table.ts'
import { isDigit, isIdeographic, isIdeographicPunctuation } from './scripts.ts'

/** A gap that parts Latin words, in em: the usual space is 0.25 wide, a justified one seldom under 0.17. */
const LATIN_WORD_GAP_EM = 0.15
/** A gap that parts words beside an ideograph: up to here it is automatic spacing or justification. */
const IDEOGRAPH_WORD_GAP_EM = 0.4
/** Where the file has a space, a gap from this on shows it; less is a space that kerning took back. */
const WRITTEN_SPACE_EM = 0.1
/** The same between two ideographs, which stand up to so far apart in justified lines. */
const WRITTEN_SPACE_IDEOGRAPHS_EM = 0.2
/** Letters set with tracking: no gap above this is taken for tracking. */
const MAX_TRACKING_EM = 0.5
/** A figure of at least so many characters shows by its gaps whether it is set with tracking. */
const MIN_TRACKED_FIGURE = 4
/** Gaps or advances that differ by no more than this many em are even. */
const EVEN_EM = 0.04
/** A figure set in type of one width has its characters no further apart than this, from edge to edge, in em. */
const MAX_FIGURE_PITCH_EM = 0.8
/**
 * A raised character is no larger than this share of the one it stands beside; its foot stands above the other's by at
 * least this share of the other's em, by more where it is nearly as large (small type has marks set in hardly smaller
 * type), and it nearly touches it.
 */
const RAISED = [
  { size: 0.78, rise: 0.22 },
  { size: 0.86, rise: 0.3 },
] as const
const MAX_RAISED_GAP_EM = 0.3

/** A glyph in its own frame of reading: `u` runs along the line, `v` from line to line. */
export interface Placed {
  readonly glyph: Glyph
  readonly u0: number
  readonly u1: number
  /** Centre of the glyph across the line. */
  readonly v: number
  /** Half its em across the line. */
  readonly half: number
}

/**
 * The words of one line's glyphs, which stand in reading order. Words part where a reader sees a space: where the
 * file has one and a gap shows it, and where a gap is wide without one. Digits raised beside a word are given as
 * superscript digits, so that `5.2¹` is not read as 5.21.
 */
export function wordsOf(placed: readonly Placed[]): Word[] {
  const tracking = trackingOf(placed)
  const bound = figuresOf(placed)
  const raised = raisedOf(placed)
  const words: Word[] = []
  let run: Placed[] = []
  let text = ''
  const close = (): void => {
    if (run.length > 0) words.push(wordOf(run, text))
    run = []
    text = ''
  }
  for (const [index, each] of placed.entries()) {
    const previous = run.at(-1)
    if (previous && !bound.has(index) && partsWords(previous, each, tracking)) close()
    run.push(each)
    text += raised.has(index) ? raisedText(each.glyph.text) : each.glyph.text
  }
  close()
  return words
}

function partsWords(previous: Placed, next: Placed, tracking: number): boolean {
  const gap = gapEm(previous, next)
  const before = previous.glyph.text.at(-1)
  const after = next.glyph.text.at(0)
  const [hanBefore, hanAfter] = [isIdeographic(before), isIdeographic(after)]
  if (next.glyph.afterSpace === true) {
    const least = hanBefore && hanAfter ? WRITTEN_SPACE_IDEOGRAPHS_EM : WRITTEN_SPACE_EM
    if (gap > least + tracking) return true
  }
  if (hanBefore || hanAfter) {
    return gap > IDEOGRAPH_WORD_GAP_EM + tracking + blankOf(previous) + blankOf(next)
  }
  const areDigits = isDigit(before) || isDigit(after)
  return gap > LATIN_WORD_GAP_EM + (areDigits ? 0 : tracking)
}

/** How much of a punctuation mark's square, in em, a font of another kind has left out: blank, not a space. */
function blankOf({ glyph, u0, u1, half }: Placed): number {
  return isIdeographicPunctuation(glyph.text) ? Math.max(0, 1 - (u1 - u0) / (2 * half)) : 0
}

/**
 * How far apart this line sets every letter, in em: half its gaps are at least so wide. Numbers never count, so
 * that single figures in narrow columns are not taken for one number set with tracking; nor do the dots that lead
 * from a label to its figure, which are set apart though the label is not.
 */
function trackingOf(placed: readonly Placed[]): number {
  const gaps: number[] = []
  let wide = 0
  for (let index = 1; index < placed.length; index += 1) {
    const [previous, each] = [placed[index - 1], placed[index]]
    if (!previous || !each || isUntracked(each.glyph.text) || isUntracked(previous.glyph.text)) continue
    const gap = gapEm(previous, each)
    if (gap > 0) wide += 1
    gaps.push(gap)
  }
  // The ordinary case, spared the search for the middle gap: most glyphs touch.
  if (gaps.length < 4 || wide * 2 < gaps.length) return 0
  const tracking = median(gaps) ?? 0
  return tracking > 0 && tracking <= MAX_TRACKING_EM ? tracking : 0
}

function isUntracked(text: string): boolean {
  return isDigit(text) || LEADER_DOT.test(text)
}

const LEADER_DOT = /^[.·…‥_]+$/u

/**
 * Places of the characters that belong to the figure before them though they stand apart: in a figure that is set
 * with tracking all gaps are alike, in one set in type of one width all advances are.
 */
function figuresOf(placed: readonly Placed[]): ReadonlySet<number> {
  const bound = new Set<number>()
  let start = 0
  const close = (end: number): void => {
    if (end - start >= MIN_TRACKED_FIGURE && isEvenlySet(placed.slice(start, end))) {
      for (let index = start + 1; index < end; index += 1) bound.add(index)
    }
    start = end
  }
  let wasOfFigure = false
  for (const [index, each] of placed.entries()) {
    const previous = placed[index - 1]
    const is = isOfFigure(each.glyph.text) && !isOfLeader(placed, index)
    const goesOn =
      is &&
      wasOfFigure &&
      previous !== undefined &&
      each.glyph.afterSpace !== true &&
      gapEm(previous, each) <= MAX_TRACKING_EM
    if (!goesOn) close(index)
    wasOfFigure = is
  }
  close(placed.length)
  return bound
}

function isEvenlySet(figure: readonly Placed[]): boolean {
  let [leastGap, mostGap, leastPitch, mostPitch] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [index, each] of figure.entries()) {
    const previous = figure[index - 1]
    if (previous === undefined) continue
    const gap = gapEm(previous, each)
    const pitch = (each.u0 - previous.u0) / (2 * each.half)
    leastGap = Math.min(leastGap, gap)
    mostGap = Math.max(mostGap, gap)
    leastPitch = Math.min(leastPitch, pitch)
    mostPitch = Math.max(mostPitch, pitch)
  }
  const isTracked = mostGap - leastGap <= EVEN_EM
  const isOfOneWidth = mostPitch - leastPitch <= EVEN_EM && mostPitch <= MAX_FIGURE_PITCH_EM
  return isTracked || isOfOneWidth
}

function isOfFigure(text: string): boolean {
  return text.length === 1 && FIGURE_CHARACTERS.has(text)
}

/** Whether a point has another beside it: dots that lead from a label to its figure may stand as evenly as digits. */
function isOfLeader(placed: readonly Placed[], index: number): boolean {
  const isPoint = (at: number): boolean => placed[at]?.glyph.text === '.'
  return isPoint(index) && (isPoint(index - 1) || isPoint(index + 1))
}

const FIGURE_CHARACTERS: ReadonlySet<string> = new Set('0123456789.,%+-−()')

/** Places of the characters that stand raised and small beside a larger one. */
function raisedOf(placed: readonly Placed[]): ReadonlySet<number> {
  const raised = new Set<number>()
  let base: Placed | undefined
  for (const [index, each] of placed.entries()) {
    const previous = placed[index - 1]
    if (base !== undefined && previous !== undefined && isRaised(base, previous, each)) raised.add(index)
    else base = each
  }
  return raised
}

/** Whether a character stands raised and small beside `base`, right behind `previous`: that one or another raised. */
export function isRaised(base: Placed, previous: Placed, each: Placed): boolean {
  if (each.glyph.vertical) return false
  const rise = (base.v + base.half - (each.v + each.half)) / (2 * base.half)
  const isSmallAndHigh = RAISED.some((least) => each.half <= least.size * base.half && rise >= least.rise)
  return isSmallAndHigh && gapEm(previous, each) <= MAX_RAISED_GAP_EM
}

function gapEm(previous: Placed, next: Placed): number {
  return (next.u0 - previous.u1) / (2 * Math.max(previous.half, next.half))
}

function wordOf(run: readonly Placed[], text: string): Word {
  return {
    text,
    box: around(run.map((each) => each.glyph.box)),
    size: run.reduce((size, each) => Math.max(size, each.half * 2), 0),
  }
}
