/** Text that is crossed out, as word processors print what was deleted while changes were tracked. */
import type { Ruling } from '../source-document.ts'
import type { TextMark } from './marks.ts'

/** Share of an em by which a line that crosses letters out lies off the middle of their squares: an underline lies further. */
const OFF_MIDDLE = 0.22
/** Share of an em by which such a line ends before or behind the text: a ruling that text runs over goes on. */
const OFF_END = 0.35
/** Share of an em between letters that one line crosses out. */
const WIDEST_GAP = 1
/** A single letter may have such a stroke itself. */
const LEAST_LETTERS = 2
/** Points: glyphs are looked up in stripes of the page so high. */
const STRIPE = 20

/** A text that lines cross out, its glyphs from left to right. */
export type StruckText = readonly TextMark[]

/**
 * The texts that level lines cross out from end to end; `strokes` are lines that lie within letters. What is crossed out
 * no longer holds: whoever strikes a figure writes the right one beside it.
 */
export function struckTexts(glyphs: readonly TextMark[], strokes: readonly Ruling[]): readonly StruckText[] {
  const level = strokes.filter(({ y0, y1, x0, x1 }) => y0 === y1 && x1 > x0)
  if (level.length === 0) return []
  const stripes = new Map<number, TextMark[]>()
  for (const glyph of glyphs) {
    if (glyph.angle !== 0 || glyph.vertical || glyph.oblique) continue
    const at = stripe(middleOf(glyph))
    const known = stripes.get(at)
    if (known === undefined) stripes.set(at, [glyph])
    else known.push(glyph)
  }
  const taken = new Set<TextMark>()
  return level.flatMap((line) => {
    const near = [-1, 0, 1].flatMap((by) => stripes.get(stripe(line.y0) + by) ?? [])
    const crossed = near
      .filter((glyph) => crosses(line, glyph) && !taken.has(glyph))
      .sort((a, b) => a.x0 - b.x0)
    if (!isCrossedOut(line, crossed)) return []
    for (const glyph of crossed) taken.add(glyph)
    return [crossed]
  })
}

function isCrossedOut({ x0, x1 }: Ruling, crossed: readonly TextMark[]): boolean {
  const [first, last] = [crossed[0], crossed.at(-1)]
  if (first === undefined || last === undefined || crossed.length < LEAST_LETTERS) return false
  return (
    Math.abs(first.x0 - x0) < first.size * OFF_END &&
    Math.abs(last.x1 - x1) < last.size * OFF_END &&
    crossed.every((glyph, at) => glyph.x0 - (crossed[at - 1]?.x1 ?? glyph.x0) < glyph.size * WIDEST_GAP)
  )
}

function crosses({ x0, x1, y0 }: Ruling, glyph: TextMark): boolean {
  const x = (glyph.x0 + glyph.x1) / 2
  return x > x0 && x < x1 && Math.abs(y0 - middleOf(glyph)) < glyph.size * OFF_MIDDLE
}

const middleOf = ({ y0, y1 }: TextMark): number => (y0 + y1) / 2

const stripe = (y: number): number => Math.floor(y / STRIPE)
