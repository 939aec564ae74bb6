/** What a page of forms shows to those that may stand beside it, looked at once for all of them. */
import { clustered, median, nearest } from '../../geometry.ts'
import { brokenLabels } from '../blocks.ts'
import { centreOf, type Phrase } from '../phrase.ts'
import { type LabelBook, type LabelPart, plays } from '../vocabulary.ts'
import type { BandPage } from './band-page.ts'

export interface PageLooks {
  /** Labels of a form but for levels, which stand again and again in one column. */
  readonly labels: readonly Phrase[]
  /** Labels that head columns. */
  readonly heads: readonly Phrase[]
  /**
   * Heights at which nothing but labels stands that may be merged over any rows, where the page has hardly any
   * others.
   */
  readonly labelHeights: ReadonlySet<number>
  /** Texts that are no prose, and where they begin and have their middles, ascending. */
  readonly short: readonly Phrase[]
  readonly starts: readonly number[]
  readonly middles: readonly number[]
  /** Where several lines of prose begin that stand further in than the page's first text. */
  readonly proseStarts: readonly number[]
  /** The usual distance from line to line, and the heights half-way between two lines. */
  readonly pitch: number
  readonly between: readonly number[]
}

/** The parts of one glyph stand at one height, give or take this, in em. */
export const SAME_HEIGHT_EM = 0.1
/** Columns that differ by less have one side or one middle, in em. */
export const SAME_COLUMN_EM = 0.15
/** Longer phrases are prose, which begins at one place on many sheets, in em. */
const SHORT_EM = 14

/** A page is compared with many others: what it shows is kept with it, for the book that it was last looked at with. */
const looksKept = new WeakMap<BandPage, { readonly book: LabelBook; readonly looks: PageLooks }>()

export function looksOf(page: BandPage, book: LabelBook): PageLooks {
  const kept = looksKept.get(page)
  if (kept?.book === book) return kept.looks
  const { phrases, heights, em } = page
  const short = phrases.filter(({ x0, x1 }) => x1 - x0 < em * SHORT_EM)
  const looks = {
    labels: phrases.filter(({ text }) => isLabel(text, book)),
    heads: phrases.filter(({ text }) => plays(text, headParts, book)),
    labelHeights: labelHeights(page, book),
    short,
    starts: short.map(({ x0 }) => x0).sort((a, b) => a - b),
    middles: short.map(centreOf).sort((a, b) => a - b),
    proseStarts: proseStarts(page),
    pitch: median(heights.slice(1).map((height, index) => height - (heights[index] ?? height))) ?? 0,
    between: heights.slice(1).map((height, index) => (height + (heights[index] ?? height)) / 2),
  }
  looksKept.set(page, { book, looks })
  return looks
}

const headParts: readonly LabelPart[] = ['head', 'group-head', 'measure']
const mergedParts: readonly LabelPart[] = ['level', 'side', 'field']

function isLabel(text: string, book: LabelBook): boolean {
  const parts = book.partsOf(text)
  return parts.size > 0 && !parts.has('level')
}

function labelHeights({ phrases, heights, em }: BandPage, book: LabelBook): ReadonlySet<number> {
  const broken = new Set(brokenLabels(phrases, em, book).flat())
  const isMerged = (phrase: Phrase): boolean => broken.has(phrase) || plays(phrase.text, mergedParts, book)
  const others = Float64Array.from(
    phrases.filter((phrase) => !isMerged(phrase)),
    ({ y }) => y,
  ).sort()
  const own = heights.filter((height) => {
    const next = nearest(others, height, em * SAME_HEIGHT_EM)
    return next === undefined || Math.abs((others[next] ?? height) - height) >= em * SAME_HEIGHT_EM
  })
  return new Set(own.length > heights.length * LABELS_SHARE ? own : [])
}

/** Lines of labels are more than this share of such a page's. */
const LABELS_SHARE = 0.5

function proseStarts({ phrases, em }: BandPage): number[] {
  const first = phrases.reduce((least, { x0 }) => Math.min(least, x0), Number.POSITIVE_INFINITY)
  const starts = phrases
    .filter(({ x0, x1 }) => x1 - x0 > em * SHORT_EM && x0 > first + em * LABELS_EM)
    .map(({ x0 }) => x0)
  return clustered(starts, em * SAME_COLUMN_EM).filter(
    (start) => starts.filter((x0) => Math.abs(x0 - start) < em * SAME_COLUMN_EM).length >= LINES_OF_PROSE,
  )
}

/** Labels beside prose take more room than this, in em. */
const LABELS_EM = 2
const LINES_OF_PROSE = 3
