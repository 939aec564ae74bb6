/** What a page without upright rulings shows of where it was cut sideways: lines that its sides cut, heights, columns. */
import type { Glyph, PaintedPage } from '@backfile/readers'
import { clustered, median } from '../../geometry.ts'
import { levelRules, type Rule } from '../../level-rules.ts'
import { WHOLE } from '../../text-lines.ts'
import { type Phrase, phrasesOf } from '../phrase.ts'

/** One page of a pile, as far as its neighbours sideways tell. */
export interface BandPage {
  readonly page: PaintedPage
  readonly phrases: readonly Phrase[]
  readonly rules: readonly Rule[]
  /** Heights of its rules, ascending, each once. */
  readonly ruled: readonly number[]
  /** The usual font size, points. */
  readonly em: number
  /** Heights of its lines, ascending, points. */
  readonly heights: readonly number[]
  /** First glyphs of the lines that begin where the page's left side may cut, and last ones at the right side. */
  readonly outer: { readonly left: readonly Glyph[]; readonly right: readonly Glyph[] }
}

/** Lines whose heights differ by less are one, in em. */
const SAME_LINE_EM = 0.1
/** A cut glyph is the outermost on its page, give or take its own size times this. */
const OUTERMOST_EM = 1.1

export function bandPage(page: PaintedPage): BandPage {
  const phrases = phrasesOf(page)
  const em = median(phrases.map(({ size }) => size)) ?? 10
  const heights: number[] = []
  for (const { y } of phrases) if (y - (heights.at(-1) ?? -em) > em * SAME_LINE_EM) heights.push(y)
  const rules = levelRules(page.rulings, em)
  const ruled = clustered(
    rules.map(({ y }) => y),
    1,
  )
  return { page, phrases, rules, ruled, em, heights, outer: outerOf(phrases) }
}

function outerOf(phrases: readonly Phrase[]): BandPage['outer'] {
  const left = Math.min(...phrases.map(({ x0 }) => x0))
  const right = Math.max(...phrases.map(({ x1 }) => x1))
  // A line that is cut all along was cut by the page's end.
  const own = phrases.filter(({ glyphs }) => glyphs.length === 1 || glyphs.some((glyph) => !isCut(glyph)))
  return {
    left: own
      .flatMap(({ glyphs }) => glyphs[0] ?? [])
      .filter(({ box, size }) => box[0] < left + size * OUTERMOST_EM),
    right: own
      .flatMap(({ glyphs }) => glyphs.at(-1) ?? [])
      .filter(({ box, size }) => box[2] > right - size * OUTERMOST_EM),
  }
}

export function isCut({ visible }: Glyph): boolean {
  return visible < WHOLE
}

/** Whether the page's sides cut some line. */
export function isCutSideways({ outer }: BandPage): boolean {
  return outer.left.some(isCut) || outer.right.some(isCut)
}

/** The glyph's centre across its line, points from the top. */
export function heightOf({ box }: Glyph): number {
  return (box[1] + box[3]) / 2
}
