/** What a page without upright rulings shows of where it was cut sideways: lines that its sides cut, heights, columns. */
import type { Glyph, PaintedPage } from '@backfile/readers'
import { clustered, median } from '../../geometry.ts'
import { levelRules, type Rule } from '../../level-rules.ts'
import { type Phrase, phrasesOf, WHOLE } from '../phrase.ts'

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
  /** First glyphs of lines that the page's left side cuts, and last ones of those that its right side cuts. */
  readonly cut: { readonly left: readonly Glyph[]; readonly right: readonly Glyph[] }
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
  return { page, phrases, rules, ruled, em, heights, cut: cutsOf(phrases) }
}

function cutsOf(phrases: readonly Phrase[]): BandPage['cut'] {
  const left = Math.min(...phrases.map(({ x0 }) => x0))
  const right = Math.max(...phrases.map(({ x1 }) => x1))
  // A line that is cut all along was cut by the page's end.
  const own = phrases.filter(
    ({ glyphs }) => glyphs.length === 1 || glyphs.some(({ visible }) => visible >= WHOLE),
  )
  const isCut = (glyph: Glyph | undefined): glyph is Glyph => glyph !== undefined && glyph.visible < WHOLE
  return {
    left: own
      .map(({ glyphs }) => glyphs[0])
      .filter(isCut)
      .filter(({ box, size }) => box[0] < left + size * OUTERMOST_EM),
    right: own
      .map(({ glyphs }) => glyphs.at(-1))
      .filter(isCut)
      .filter(({ box, size }) => box[2] > right - size * OUTERMOST_EM),
  }
}

/** The glyph's centre across its line, points from the top. */
export function heightOf({ box }: Glyph): number {
  return (box[1] + box[3]) / 2
}
