/** Strokes of letters: bold text whose outlines are drawn as paths leaves lines that are no rulings. */
import type { Ruling } from '../source-document.ts'
import type { TextMark } from './marks.ts'

/** Share of a line that stands within letters where it is part of them: rulings are longer than the text beside them. */
const WITHIN_SHARE = 0.9
/** Share of an em by which letters reach beyond their square, and by which they stand apart. */
const REACH = 0.1
/** Share of an em at a letter's edge where a ruling may touch it. */
const EDGE = 0.03
/** Ems: an upright stroke is no longer. */
const TALLEST = 1.2
/** Points: letters are looked up in stripes of the page so high. */
const STRIPE = 20

/**
 * Tells the strokes of letters, which lie within glyphs along their whole length. A ruling may touch a letter's edge;
 * sides of small outlines may lie at it as well.
 */
export function letterStrokesOf(glyphs: readonly TextMark[]): (line: Line, isOutline: boolean) => boolean {
  const stripes = stripesOf(glyphs)
  return (line, isOutline) => isWithinLetters(line, isOutline ? -REACH : EDGE, stripes)
}

type Line = Pick<Ruling, 'x0' | 'y0' | 'x1' | 'y1'>

/** The em square of a glyph: what the letter fills of a box that has room for all letters of its font. */
interface Square {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  readonly size: number
}

type Stripes = ReadonlyMap<number, readonly Square[]>

function stripesOf(glyphs: readonly TextMark[]): Stripes {
  const stripes = new Map<number, Square[]>()
  for (const glyph of glyphs) {
    const { size } = glyph
    const [x, y] = [(glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2]
    const width = Math.min(size, glyph.x1 - glyph.x0) / 2
    const height = Math.min(size, glyph.y1 - glyph.y0) / 2
    const square = { x0: x - width, y0: y - height, x1: x + width, y1: y + height, size }
    for (let at = stripe(square.y0 - size * REACH); at <= stripe(square.y1 + size * REACH); at += 1) {
      const known = stripes.get(at)
      if (known === undefined) stripes.set(at, [square])
      else known.push(square)
    }
  }
  return stripes
}

const stripe = (y: number): number => Math.floor(y / STRIPE)

function isWithinLetters({ x0, y0, x1, y1 }: Line, edgeShare: number, stripes: Stripes): boolean {
  const level = x1 - x0 >= y1 - y0
  const [from, to] = level ? [x0, x1] : [y0, y1]
  const covered: [number, number][] = []
  for (let at = stripe(y0); at <= stripe(y1); at += 1) {
    for (const square of stripes.get(at) ?? []) {
      const edge = square.size * edgeShare
      const crosses = level
        ? y0 > square.y0 + edge && y0 < square.y1 - edge
        : x0 > square.x0 + edge && x0 < square.x1 - edge
      // Lines of text one below the other may all flow over one border: an upright stroke is one letter's.
      if (!level && to - from > square.size * TALLEST) continue
      const reach = square.size * REACH
      const [low, high] = level ? [square.x0, square.x1] : [square.y0, square.y1]
      if (crosses && low - reach < to && high + reach > from) covered.push([low - reach, high + reach])
    }
  }
  return lengthWithin(covered, from, to) >= WITHIN_SHARE * (to - from)
}

/** How much of `from` … `to` the stretches cover together. */
function lengthWithin(stretches: readonly (readonly [number, number])[], from: number, to: number): number {
  let [length, reached] = [0, from]
  for (const [low, high] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const [start, end] = [Math.max(low, reached), Math.min(high, to)]
    if (end <= start) continue
    length += end - start
    reached = end
  }
  return length
}
