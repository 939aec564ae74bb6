/** Glyphs painted in any order, put together as lines in reading order, by geometry alone. */
import type { Glyph } from '@backfile/readers'
import { around, median } from './geometry.ts'
import { isRaised, type Placed, wordsOf } from './line-words.ts'
import type { TextLine, Word } from './page-table.ts'

export { isIdeographic } from './scripts.ts'

/** A glyph shown in less than this share was cut. */
export const WHOLE = 0.98
/** Share of the smaller em square's height that two neighbours on one line have in common. */
const SAME_LINE_OVERLAP = 0.6
/** The same for glyphs more than `FAR_GAP_EM` apart: there a label may stand half-way between two lines. */
const SAME_LINE_OVERLAP_FAR = 0.7
const FAR_GAP_EM = 2
/** Widest gap by which a spaced-out label (`单  位  名  称`) sets its single ideographs apart. */
const LETTER_SPACED_GAP_EM = 3
/** Overprinted twice to look bold: the second glyph covers at least this share of the first one. */
const OVERPRINT_COVER = 0.7
/** A hostile glyph of enormous size is looked up in so many bands of the page, no more. */
const MAX_BANDS = 64

interface OpenLine {
  readonly placed: Placed[]
  /** All that stands in it, also what was printed twice. */
  readonly glyphs: Glyph[]
  /** The last glyph of full size: superscripts hang on it but do not move it. */
  reference: Placed
  end: number
}

const DIRECTIONS = ['right', 'down', 'left', 'up'] as const

export type Direction = (typeof DIRECTIONS)[number]

/**
 * Gives the lines of any set of glyphs, top to bottom and, at one height, left to right.
 *
 * A line is all that stands at one height, however wide its gaps: columns stay apart as `words`. Upright vertical
 * writing and text turned to 90° read downwards, columns right to left; lines of each direction come after those
 * that read to the right. Glyphs printed twice in one spot count once.
 *
 * `text` joins words (`line-words.ts` says where they part) by one space; single ideographs set up to 3 em apart
 * are one spaced-out word.
 */
export function assembleLines(glyphs: readonly Glyph[]): TextLine[] {
  return assembled(glyphs).map(({ line }) => line)
}

/** A line with all glyphs that stand in it, those printed twice included, and where it stands in its direction. */
export interface Assembled {
  readonly line: TextLine
  readonly glyphs: readonly Glyph[]
  readonly direction: Direction
  readonly v: number
  readonly u: number
  /** From where to where its glyphs stand across its direction. */
  readonly from: number
  readonly to: number
}

/** The same lines with their glyphs. */
export function assembled(glyphs: Iterable<Glyph>): Assembled[] {
  const placed = placedOf(glyphs)
  const first = placed[0]?.direction
  if (first === undefined) return []
  if (placed.every(({ direction }) => direction === first)) return linesAlong(placed, first)
  return DIRECTIONS.flatMap((one) =>
    linesAlong(
      placed.filter(({ direction }) => direction === one),
      one,
    ),
  )
}

/** Lines of one set of glyphs in the order in which `assembleLines` gives them. */
export function inReadingOrder(lines: readonly Assembled[]): Assembled[] {
  return DIRECTIONS.flatMap((one) => lines.filter(({ direction }) => direction === one).sort(byPlace))
}

function byPlace(a: Assembled, b: Assembled): number {
  return a.v - b.v || a.u - b.u
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

function linesAlong(placed: Placed[], direction: Direction): Assembled[] {
  if (placed.length === 0) return []
  placed.sort((a, b) => a.u0 - b.u0 || a.glyph.order - b.glyph.order)
  return openLinesOf(placed)
    .flatMap(({ placed: all, glyphs }) => {
      const [v, u] = [prevailingV(all), all[0]?.u0 ?? 0]
      const from = all.reduce((least, each) => Math.min(least, each.v - each.half), Infinity)
      const to = all.reduce((most, each) => Math.max(most, each.v + each.half), -Infinity)
      return partedByClip(all).map((part) => ({ line: lineOf(part), glyphs, direction, v, u, from, to }))
    })
    .sort(byPlace)
}

/** Glyphs put on lines, one after the other from where lines begin. */
function openLinesOf(placed: readonly Placed[]): readonly OpenLine[] {
  const bandHeight = Math.max(1, (median(placed.map((each) => each.half)) ?? 0) * 2)
  const bands = new Map<number, OpenLine[]>()
  const lines: OpenLine[] = []
  const areLevel = placed.every(({ v, half }) => v === placed[0]?.v && half === placed[0].half)
  for (const each of placed) {
    // Most cells have but one line: no line is searched where there can be no other.
    const line = areLevel ? lines[0] : nearestLine(each, bands, bandHeight)
    if (!line) {
      const opened = { placed: [each], glyphs: [each.glyph], reference: each, end: each.u1 }
      lines.push(opened)
      register(opened, bands, bandHeight)
      continue
    }
    line.glyphs.push(each.glyph)
    if (isOverprint(line, each)) continue
    const previous = line.placed.at(-1) ?? line.reference
    line.placed.push(each)
    line.end = Math.max(line.end, each.u1)
    if (each.half < line.reference.half * 0.8 || isRaised(line.reference, previous, each)) continue
    const isMoved = each.v !== line.reference.v || each.half !== line.reference.half
    line.reference = each
    if (isMoved) register(line, bands, bandHeight)
  }
  return lines
}

/**
 * The glyphs of a line, in two where an edge parts two texts: what a glyph shows up to it and what another shows
 * from it on lie over each other. So stand columns that are printed again on each page, and what goes on behind
 * them.
 */
function partedByClip(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  for (const [index, each] of placed.entries()) {
    const next = placed[index + 1]
    if (next === undefined || each.glyph.visible >= WHOLE || next.glyph.visible >= WHOLE) continue
    if (next.u0 >= each.u1) continue
    const [left, right] = clipBetween(each, next) <= clipBetween(next, each) ? [each, next] : [next, each]
    if (clipBetween(left, right) > SAME_CLIP_EM * 2 * Math.min(left.half, right.half)) continue
    return [
      [...placed.slice(0, index), left],
      [right, ...placed.slice(index + 2)],
    ]
  }
  return [placed]
}
/** Glyphs are cut by one edge if it stands at the same place for both, give or take this, in em. */
const SAME_CLIP_EM = 0.1

/** How far apart the edges stand that cut off the end of one glyph and the beginning of another. */
function clipBetween(left: Placed, right: Placed): number {
  const end = left.u0 + left.glyph.visible * (left.u1 - left.u0)
  const start = right.u1 - right.glyph.visible * (right.u1 - right.u0)
  return Math.abs(end - start)
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
  return lineOfWords(wordsOf(placed), placed[0]?.glyph.visible ?? 1, placed.at(-1)?.glyph.visible ?? 1)
}

function isLetterSpaced(previous: Word, next: Word): boolean {
  const areSingle = isSingleIdeograph(previous.text) && isSingleIdeograph(next.text)
  return areSingle && gapBetween(previous, next) <= LETTER_SPACED_GAP_EM * Math.max(previous.size, next.size)
}

function isSingleIdeograph(text: string): boolean {
  return SINGLE_IDEOGRAPH.test(text)
}

const SINGLE_IDEOGRAPH = /^\p{Script=Han}[：:，、）)]?$/u

/** The gap of two words that follow each other, along whichever axis parts them. */
function gapBetween(previous: Word, next: Word): number {
  const [a, b] = [previous.box, next.box]
  return Math.max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])
}

/** The glyphs that can be seen, each in its own frame of reading. */
export function placedOf(glyphs: Iterable<Glyph>): (Placed & { readonly direction: Direction })[] {
  const placed: (Placed & { readonly direction: Direction })[] = []
  for (const glyph of glyphs) if (glyph.text.trim() !== '') placed.push(place(glyph))
  return placed
}

function directionOf(glyph: Glyph): Direction {
  if (glyph.vertical || glyph.angle === 90) return 'down'
  if (glyph.angle === 180) return 'left'
  return glyph.angle === 270 ? 'up' : 'right'
}

function place(glyph: Glyph): Placed & { readonly direction: Direction } {
  const direction = directionOf(glyph)
  const [x0, y0, x1, y1] = glyph.box
  const half = Math.max(0.01, glyph.size / 2)
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
  if (direction === 'down') return { glyph, direction, u0: y0, u1: y1, v: -x, half }
  if (direction === 'left') return { glyph, direction, u0: -x1, u1: -x0, v: -y, half }
  if (direction === 'up') return { glyph, direction, u0: -y1, u1: -y0, v: x, half }
  return { glyph, direction, u0: x0, u1: x1, v: y, half }
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
