/** Glyphs painted in any order, put together as words and lines in reading order, by geometry alone. */
import type { Glyph } from '@backfile/readers'
import { around, median } from './geometry.ts'
import type { TextLine, Word } from './page-table.ts'

/** Share of the smaller em square's height that two neighbours on one line have in common. */
const SAME_LINE_OVERLAP = 0.6
/** The same for glyphs more than `FAR_GAP_EM` apart: there a label may stand half-way between two lines. */
const SAME_LINE_OVERLAP_FAR = 0.7
const FAR_GAP_EM = 2
/** A gap that parts Latin words, in em: the usual space is 0.25 wide, a justified one seldom under 0.17. */
const LATIN_WORD_GAP_EM = 0.15
/** A gap that parts words beside an ideograph: up to here it is automatic spacing or justification. */
const IDEOGRAPH_WORD_GAP_EM = 0.4
/** Widest gap by which a spaced-out label (`单  位  名  称`) sets its single ideographs apart. */
const LETTER_SPACED_GAP_EM = 3
/** Letters set with tracking: no gap above this is taken for tracking. */
const MAX_TRACKING_EM = 0.5
/** Overprinted twice to look bold: the second glyph covers at least this share of the first one. */
const OVERPRINT_COVER = 0.7
/** A hostile glyph of enormous size is looked up in so many bands of the page, no more. */
const MAX_BANDS = 64

/** A glyph in its own frame of reading: `u` runs along the line, `v` from line to line. */
interface Placed {
  readonly glyph: Glyph
  readonly u0: number
  readonly u1: number
  /** Centre of the glyph across the line. */
  readonly v: number
  /** Half its em across the line. */
  readonly half: number
}

interface OpenLine {
  readonly placed: Placed[]
  /** The last glyph of full size: superscripts hang on it but do not move it. */
  reference: Placed
  end: number
}

type Direction = 'right' | 'down' | 'left' | 'up'

/**
 * Gives the lines of any set of glyphs, top to bottom and, at one height, left to right.
 *
 * A line is all that stands at one height, however wide its gaps: columns stay apart as `words`. Upright vertical
 * writing and text turned to 90° read downwards, columns right to left; lines of each direction come after those
 * that read to the right. Glyphs printed twice in one spot count once.
 *
 * `text` joins words by one space, with these exceptions: a gap under 0.4 em beside an ideograph is no space at
 * all (automatic spacing, justification), and single ideographs set up to 3 em apart are one spaced-out word.
 */
export function assembleLines(glyphs: readonly Glyph[]): TextLine[] {
  const byDirection: Record<Direction, Placed[]> = { right: [], down: [], left: [], up: [] }
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') continue
    const direction = directionOf(glyph)
    byDirection[direction].push(place(glyph, direction))
  }
  return [
    ...linesAlong(byDirection.right),
    ...linesAlong(byDirection.down),
    ...linesAlong(byDirection.left),
    ...linesAlong(byDirection.up),
  ]
}

/** Makes a line of words that stand in reading order. */
export function lineOfWords(words: readonly Word[], firstVisible = 1, lastVisible = 1): TextLine {
  let text = ''
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1]
    text += previous && !isLetterSpaced(previous, word) ? ` ${word.text}` : word.text
  }
  return {
    text,
    box: around(words.map((word) => word.box)),
    size: prevailingSize(words),
    words,
    firstVisible,
    lastVisible,
  }
}

/** Whether a text is written without spaces between its words: ideographs, kana, their punctuation. */
export function isIdeographic(character: string | undefined): boolean {
  if (character === undefined || character.charCodeAt(0) < FIRST_NOT_ASCII) return false
  return IDEOGRAPHIC.test(character)
}

/** Most characters are ASCII: they need no look at Unicode's tables. */
const FIRST_NOT_ASCII = 0x80

const IDEOGRAPHIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef“”‘’—…·]/u

function linesAlong(placed: Placed[]): TextLine[] {
  placed.sort((a, b) => a.u0 - b.u0 || a.glyph.order - b.glyph.order)
  const bandHeight = Math.max(1, (median(placed.map((each) => each.half)) ?? 0) * 2)
  const bands = new Map<number, OpenLine[]>()
  const lines: OpenLine[] = []
  for (const each of placed) {
    const line = nearestLine(each, bands, bandHeight)
    if (!line) {
      const opened = { placed: [each], reference: each, end: each.u1 }
      lines.push(opened)
      register(opened, bands, bandHeight)
      continue
    }
    if (isOverprint(line, each)) continue
    line.placed.push(each)
    line.end = Math.max(line.end, each.u1)
    if (each.half < line.reference.half * 0.8) continue
    const isMoved = each.v !== line.reference.v || each.half !== line.reference.half
    line.reference = each
    if (isMoved) register(line, bands, bandHeight)
  }
  return lines
    .map((line) => ({ v: prevailingV(line.placed), u: line.placed[0]?.u0 ?? 0, line }))
    .sort((a, b) => a.v - b.v || a.u - b.u)
    .map(({ line }) => lineOf(line.placed))
}

/** The open line that shares most of its height with this glyph; of equal ones, the one that ends nearest. */
function nearestLine(each: Placed, bands: Map<number, OpenLine[]>, bandHeight: number): OpenLine | null {
  let best: OpenLine | null = null
  let bestShare = 0
  const [first, last] = bandsOf(each, bandHeight)
  for (let band = first; band <= last; band += 1) {
    const there = bands.get(band)
    if (!there) continue
    for (const line of there) {
      const share = sharedHeight(line.reference, each)
      if (share < SAME_LINE_OVERLAP || share < bestShare) continue
      const far = each.u0 - line.end > FAR_GAP_EM * 2 * Math.max(each.half, line.reference.half)
      if (far && share < SAME_LINE_OVERLAP_FAR) continue
      if (share > bestShare || (best && line.end > best.end)) {
        best = line
        bestShare = share
      }
    }
  }
  return best
}

function register(line: OpenLine, bands: Map<number, OpenLine[]>, bandHeight: number): void {
  const [first, last] = bandsOf(line.reference, bandHeight)
  for (let band = first; band <= last; band += 1) {
    const there = bands.get(band)
    if (!there) bands.set(band, [line])
    else if (!there.includes(line)) there.push(line)
  }
}

/** The first and last of the bands of the page that a glyph stands in. */
function bandsOf(each: Placed, bandHeight: number): readonly [number, number] {
  const first = Math.floor((each.v - each.half) / bandHeight)
  return [first, Math.min(Math.floor((each.v + each.half) / bandHeight), first + MAX_BANDS)]
}

function sharedHeight(a: Placed, b: Placed): number {
  const shared = Math.min(a.v + a.half, b.v + b.half) - Math.max(a.v - a.half, b.v - b.half)
  return shared / Math.max(0.01, 2 * Math.min(a.half, b.half))
}

function isOverprint(line: OpenLine, each: Placed): boolean {
  for (let back = line.placed.length - 1; back >= 0 && back >= line.placed.length - 3; back -= 1) {
    const earlier = line.placed[back]
    if (!earlier || earlier.glyph.text !== each.glyph.text) continue
    const width = Math.max(0.01, Math.min(earlier.u1 - earlier.u0, each.u1 - each.u0))
    const cover = Math.min(earlier.u1, each.u1) - Math.max(earlier.u0, each.u0)
    if (cover / width >= OVERPRINT_COVER && sharedHeight(earlier, each) >= OVERPRINT_COVER) return true
  }
  return false
}

function lineOf(placed: readonly Placed[]): TextLine {
  const tracking = trackingOf(placed)
  const words: Word[] = []
  let run: Placed[] = []
  for (const each of placed) {
    const previous = run.at(-1)
    if (previous && partsWords(previous, each, tracking)) {
      words.push(wordOf(run))
      run = []
    }
    run.push(each)
  }
  if (run.length > 0) words.push(wordOf(run))
  return lineOfWords(words, placed[0]?.glyph.visible ?? 1, placed.at(-1)?.glyph.visible ?? 1)
}

function partsWords(previous: Placed, next: Placed, tracking: number): boolean {
  const em = Math.max(previous.half, next.half) * 2
  const gap = (next.u0 - previous.u1) / em
  const before = previous.glyph.text.at(-1)
  const after = next.glyph.text.at(0)
  if (isIdeographic(before) || isIdeographic(after)) return gap > IDEOGRAPH_WORD_GAP_EM + tracking
  const areDigits = isDigit(before) || isDigit(after)
  return gap > LATIN_WORD_GAP_EM + (areDigits ? 0 : tracking)
}

/**
 * How far apart this line sets every letter, in em: half its gaps are at least so wide. Numbers never count, so
 * that single figures in narrow columns are not taken for one number set with tracking; nor do the dots that lead
 * from a label to its figure, which are set apart though the label is not.
 */
function trackingOf(placed: readonly Placed[]): number {
  const gaps: number[] = []
  for (const [index, each] of placed.entries()) {
    const previous = placed[index - 1]
    if (!previous || isUntracked(each.glyph.text) || isUntracked(previous.glyph.text)) continue
    gaps.push((each.u0 - previous.u1) / (2 * Math.max(each.half, previous.half)))
  }
  if (gaps.length < 4) return 0
  const tracking = median(gaps) ?? 0
  return tracking > 0 && tracking <= MAX_TRACKING_EM ? tracking : 0
}

function wordOf(run: readonly Placed[]): Word {
  return {
    text: run.map((each) => each.glyph.text).join(''),
    box: around(run.map((each) => each.glyph.box)),
    size: run.reduce((size, each) => Math.max(size, each.half * 2), 0),
  }
}

function isLetterSpaced(previous: Word, next: Word): boolean {
  const areSingle = isSingleIdeograph(previous.text) && isSingleIdeograph(next.text)
  return areSingle && gapBetween(previous, next) <= LETTER_SPACED_GAP_EM * Math.max(previous.size, next.size)
}

function isSingleIdeograph(text: string): boolean {
  return SINGLE_IDEOGRAPH.test(text)
}

const SINGLE_IDEOGRAPH = /^\p{Script=Han}[：:，、）)]?$/u

function isUntracked(text: string): boolean {
  return isDigit(text) || LEADER_DOT.test(text)
}

const LEADER_DOT = /^[.·…‥_]+$/u

function isDigit(character: string | undefined): boolean {
  if (character === undefined) return false
  const code = character.charCodeAt(0)
  return code < FIRST_NOT_ASCII ? code >= 0x30 && code <= 0x39 : /\p{Nd}/u.test(character)
}

/** The gap of two words that follow each other, along whichever axis parts them. */
function gapBetween(previous: Word, next: Word): number {
  const [a, b] = [previous.box, next.box]
  return Math.max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])
}

function directionOf(glyph: Glyph): Direction {
  if (glyph.vertical || glyph.angle === 90) return 'down'
  if (glyph.angle === 180) return 'left'
  return glyph.angle === 270 ? 'up' : 'right'
}

function place(glyph: Glyph, direction: Direction): Placed {
  const [x0, y0, x1, y1] = glyph.box
  const half = Math.max(0.01, glyph.size / 2)
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
  if (direction === 'down') return { glyph, u0: y0, u1: y1, v: -x, half }
  if (direction === 'left') return { glyph, u0: -x1, u1: -x0, v: -y, half }
  if (direction === 'up') return { glyph, u0: -y1, u1: -y0, v: x, half }
  return { glyph, u0: x0, u1: x1, v: y, half }
}

function prevailingV(placed: readonly Placed[]): number {
  return median(placed.map((each) => each.v)) ?? 0
}

/** The size that most of the text has, by its width. */
function prevailingSize(words: readonly Word[]): number {
  const lengthOf = new Map<number, number>()
  for (const word of words) lengthOf.set(word.size, (lengthOf.get(word.size) ?? 0) + word.text.length)
  let best = 0
  let longest = 0
  for (const [size, length] of lengthOf) {
    if (length > longest || (length === longest && size > best)) {
      best = size
      longest = length
    }
  }
  return best
}
