/** Lines that several steps of layout ask for, of a page's glyphs and of parts of them: assembled once. */
import type { Glyph } from '@backfile/readers'
import { firstAtLeast } from './geometry.ts'
import type { TextLine } from './page-table.ts'
import { type Assembled, assembled, type Direction, inReadingOrder, placedOf } from './text-lines.ts'

/** The lines of a page's glyphs, as `assembleLines` gives them; they are kept with the list. */
export function linesOnce(glyphs: readonly Glyph[]): readonly TextLine[] {
  const known = linesKept.get(glyphs)
  if (known !== undefined) return known.lines
  const other = likeness.get(glyphs)
  const like = other && linesKept.get(other)
  const made = like === undefined ? assembled(glyphs) : assembledLike(like.made, glyphs)
  const lines = made.map(({ line }) => line)
  linesKept.set(glyphs, { lines, made })
  return lines
}

const linesKept = new WeakMap<
  readonly Glyph[],
  { readonly lines: readonly TextLine[]; readonly made: readonly Assembled[] }
>()

/** The lines of the glyphs that pass. */
export function linesAmong(glyphs: readonly Glyph[], isOne: (glyph: Glyph) => boolean): readonly TextLine[] {
  return linesOnce(onlyThose(glyphs, isOne))
}

/** The glyphs that pass: the list itself where all do, so that what is kept with it is found again. */
export function onlyThose(glyphs: readonly Glyph[], isOne: (glyph: Glyph) => boolean): readonly Glyph[] {
  const passing = glyphs.filter(isOne)
  return passing.length === glyphs.length ? glyphs : muchLike(glyphs, passing)
}

/** The glyphs, with the note that most of their lines may be known: those of `other`. */
export function muchLike(other: readonly Glyph[], glyphs: readonly Glyph[]): readonly Glyph[] {
  likeness.set(glyphs, linesKept.has(other) ? other : (likeness.get(other) ?? other))
  return glyphs
}

const likeness = new WeakMap<readonly Glyph[], readonly Glyph[]>()

/**
 * Lines by those of a list much like this one. A line is one whatever others there are, so that only those which lose or
 * gain glyphs are made anew, and those at their height, which may take such glyphs.
 */
function assembledLike(like: readonly Assembled[], glyphs: readonly Glyph[]): readonly Assembled[] {
  const anew = new Set(glyphs)
  const whole = like.filter((made) => made.glyphs.every((glyph) => anew.has(glyph)))
  for (const made of whole) for (const glyph of made.glyphs) anew.delete(glyph)
  const heights = heightsOf(anew)
  const kept: Assembled[] = []
  for (const made of whole) {
    if (!heights[made.direction].meets(made.from, made.to)) kept.push(made)
    else for (const glyph of made.glyphs) anew.add(glyph)
  }
  return anew.size === 0 ? kept : inReadingOrder([...kept, ...assembled(anew)])
}

/** The heights at which glyphs stand, of each direction. */
function heightsOf(glyphs: Iterable<Glyph>): Record<Direction, Stretches> {
  const heights = {
    right: new Stretches(),
    down: new Stretches(),
    left: new Stretches(),
    up: new Stretches(),
  }
  const inOrder = placedOf(glyphs).sort((a, b) => a.v - a.half - (b.v - b.half))
  for (const { direction, v, half } of inOrder) heights[direction].add(v - half, v + half)
  return heights
}

/** Stretches of an axis, those that touch put together; they are added by where they begin. */
class Stretches {
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  add(from: number, to: number): void {
    const last = this.#ends.length - 1
    const end = this.#ends[last]
    if (end === undefined || from > end) {
      this.#starts.push(from)
      this.#ends.push(to)
    } else this.#ends[last] = Math.max(end, to)
  }

  meets(from: number, to: number): boolean {
    const start = this.#starts[firstAtLeast(this.#ends, from)]
    return start !== undefined && start <= to
  }
}
