/** The sheet that pages were cut from: their phrases one page below the other, and its usual distances. */
import type { Glyph, PaintedPage } from '@backfile/readers'
import { median } from '../geometry.ts'
import { levelRules } from '../level-rules.ts'
import type { Pitches } from './blocks.ts'
import { type Phrase, phrasesOf } from './phrase.ts'
import { type Stacked, stacked } from './stacked.ts'
import { type LabelBook, type LabelPart, plays } from './vocabulary.ts'
import { unwoven } from './woven-lines.ts'

export interface Sheet extends Pitches, Stacked {
  /** The usual font size, points. */
  readonly em: number
  /** Places across are inferred: the tool that wrote the text counted characters. */
  readonly isCounted: boolean
}

/** The sheet of upright pages without furniture that follow each other, without the phrases that begin with a dropped glyph. */
export function sheetOf(
  pages: readonly PaintedPage[],
  book: LabelBook,
  dropped: ReadonlySet<Glyph> = new Set(),
): Sheet {
  const bodies = pages.map((page) => {
    const all = unwoven(phrasesOf(page), page, book)
    const own = all.filter(({ glyphs: [first] }) => !first || !dropped.has(first))
    return { page, phrases: own, isWithoutHeads: own.length < all.length }
  })
  const em = median(bodies.flatMap(({ phrases }) => phrases.map(({ size }) => size))) ?? 10
  const { leading, rowPitch } = pitches(
    bodies.map(({ phrases }) => phrases),
    book,
    em,
  )
  const ruled = bodies.map(({ page, ...body }) => ({ ...body, rules: levelRules(page.rulings, em) }))
  const mostLeading =
    rowPitch > leading * 1.04 ? Math.min(leading * 1.12, (leading + rowPitch) / 2) : leading * 1.12
  return {
    ...stacked(ruled, rowPitch),
    em,
    leading,
    rowPitch,
    mostLeading,
    isCounted: pages.some((page) => page.isCounted === true),
  }
}

/** The pitch of lines within a cell, and that of rows of one line, from how phrases follow each other downwards. */
function pitches(
  pages: readonly (readonly Phrase[])[],
  book: LabelBook,
  em: number,
): { readonly leading: number; readonly rowPitch: number } {
  const steps = pages.flatMap((phrases) => stepsDown(phrases, em))
  const prose = peaksOf(steps.filter(({ isProse }) => isProse).map(({ step }) => step))
  // Figures may be set in another font than words, whose lines are nearer to each other.
  const words = steps.filter(({ above, below }) => hasHan.test(above.text) && hasHan.test(below.text))
  const leading = Math.min(peaksOf(words.map(({ step }) => step))[0] ?? USUAL_LEADING_EM, ...prose)
  const isLabel = ({ text }: Phrase): boolean => plays(text, rowLabels, book)
  // Labels of rows one below the other are two rows, whatever their distance.
  const rows = steps.filter(({ above, below }) => isLabel(above) && isLabel(below)).map(({ step }) => step)
  const least = rows
    .sort((a, b) => a - b)
    .find(
      (step, index) =>
        step > leading * 0.97 && (rows[index + 1] ?? Number.POSITIVE_INFINITY) - step < PITCH_BIN,
    )
  if (least !== undefined && least < leading * MOST_ROW_PITCH)
    return { leading: leading * em, rowPitch: least * em }
  const short = steps.filter(({ width }) => width < SHORT_EM).map(({ step }) => step)
  const rowPeaks = peaksOf(short).filter((step) => step > leading * 0.97 && step < leading * MOST_ROW_PITCH)
  const countNear = (step: number): number =>
    short.filter((each) => Math.abs(each - step) < PITCH_BIN * 1.5).length
  const [most] = [...rowPeaks].sort((a, b) => countNear(b) - countNear(a))
  return { leading: leading * em, rowPitch: (most ?? leading) * em }
}

const hasHan = /\p{Script=Han}/u
const rowLabels: readonly LabelPart[] = ['field', 'line', 'pair']

interface StepDown {
  readonly above: Phrase
  readonly below: Phrase
  /** In em. */
  readonly step: number
  readonly width: number
  /** Both are long and begin at one place: lines of one text, or texts of rows that are no nearer than those. */
  readonly isProse: boolean
}

/** How far below each phrase the next one stands, in em, and how wide the wider of both is. */
function stepsDown(phrases: readonly Phrase[], em: number): StepDown[] {
  const steps: StepDown[] = []
  for (const [index, phrase] of phrases.entries()) {
    if (Math.abs(phrase.size - em) > em * 0.15) continue
    for (let at = index + 1; at < phrases.length; at += 1) {
      const below = phrases[at]
      if (below === undefined || below.y - phrase.y > em * 4) break
      if (below.y - phrase.y < em * 0.85 || Math.abs(below.size - em) > em * 0.15) continue
      const shared = Math.min(phrase.x1, below.x1) - Math.max(phrase.x0, below.x0)
      const widths = [phrase.x1 - phrase.x0, below.x1 - below.x0]
      if (shared < Math.min(...widths) * 0.6) continue
      const isProse =
        Math.min(...widths) > em * PROSE_EM && Math.abs(phrase.x0 - below.x0) < em * SAME_START_EM
      steps.push({
        above: phrase,
        below,
        step: (below.y - phrase.y) / em,
        width: Math.max(...widths) / em,
        isProse,
      })
      break
    }
  }
  return steps
}

/** Lines of prose are at least so long, in em … */
const PROSE_EM = 12
/** … and begin at one place, give or take this, in em. */
const SAME_START_EM = 0.2

/** The steps that many have in common, ascending. */
function peaksOf(steps: readonly number[]): number[] {
  const bins = new Map<number, number[]>()
  for (const step of steps) {
    const bin = Math.round(step / PITCH_BIN)
    bins.set(bin, [...(bins.get(bin) ?? []), step])
  }
  const sizeOf = (bin: number): number => bins.get(bin)?.length ?? 0
  const near = (bin: number): number[] => [bin - 1, bin, bin + 1].flatMap((each) => bins.get(each) ?? [])
  const least = Math.max(2, steps.length * 0.04)
  return [...bins.keys()]
    .sort((a, b) => a - b)
    .filter((bin) => near(bin).length >= least && sizeOf(bin) >= Math.max(sizeOf(bin - 1), sizeOf(bin + 1)))
    .map((bin) => median(near(bin)) ?? 1)
}

/** Leading of a sheet that has too few lines to tell, in em. */
const USUAL_LEADING_EM = 1.3
/** Wider phrases are lines of prose, which follow each other in one cell, in em. */
const SHORT_EM = 7
/** A row of one line is no higher than so many lines. */
const MOST_ROW_PITCH = 1.97
/** Steps that differ by less are one, in em. */
const PITCH_BIN = 0.03
