/** Whether one page without upright rulings goes on to the right of another: two bands of one sheet. */
import type { Glyph } from '@backfile/readers'
import { median, nearest } from '../../geometry.ts'
import { centreOf, type Phrase } from '../phrase.ts'
import type { LabelBook } from '../vocabulary.ts'
import { type BandPage, heightOf, isCut } from './band-page.ts'
import { looksOf, type PageLooks, SAME_COLUMN_EM, SAME_HEIGHT_EM } from './page-looks.ts'

/** Two pages of one print are equally large, but for rounding, in points. */
const PAGE_TOLERANCE = 2
/** Faces of one size differ by less than this share. */
const SAME_SIZE = 0.03
/** What two pages show of one glyph makes up so much of it; what is left of one seen to this share may be too little to be given. */
const NEARLY_WHOLE = 0.9
/** With so many lines a page tells whether it has the heights of another. */
const TELLING_LINES = 4

/** What each observation weighs. */
const weights = {
  /** A glyph that both pages show, and not both whole. */
  cutGlyph: 2.5,
  mostCutGlyphs: 9,
  /** A glyph that one page cuts and no other shows. */
  lostGlyph: -1.2,
  mostLostGlyphs: -6,
  /** One page cuts lines at its side, and the other none. */
  oneSided: -4,
  /** A line of one page at the height of one of the other; one that is at none nor half-way between two. */
  line: 0.35,
  strayLine: -0.6,
  mostLines: 4,
  /** Rules at the same heights, and at others. */
  rules: 3,
  strangeRules: -3,
  /** Heads of other columns at one height. */
  headsGoOn: 3,
  /** Most texts stand in columns of the other page: the sheet goes on below. */
  sameColumns: -5,
} as const

/** Points of evidence that `right` continues `left` sideways; null where it cannot. */
export function besideEvidence(left: BandPage, right: BandPage, book: LabelBook): number | null {
  if (Math.abs(left.page.width - right.page.width) > PAGE_TOLERANCE) return null
  if (Math.abs(left.page.height - right.page.height) > PAGE_TOLERANCE) return null
  if (left.phrases.length === 0 || right.phrases.length === 0) return null
  if (Math.abs(left.em - right.em) > left.em * SAME_SIZE * 2) return null
  if (repeatsLabels(left, right, book)) return null
  const shared = sharedGlyphs(left, right)
  let points = Math.min(weights.mostCutGlyphs, shared.length * weights.cutGlyph)
  const [cut, cutThere] = [left.outer.right.filter(isCut), right.outer.left.filter(isCut)]
  const found = new Set(shared.flat())
  const lost = [...cut, ...cutThere].filter((glyph) => glyph.visible < NEARLY_WHOLE && !found.has(glyph))
  points += Math.max(weights.mostLostGlyphs, lost.length * weights.lostGlyph)
  if (shared.length === 0 && cut.length > 0 !== cutThere.length > 0) points += weights.oneSided
  points += lineEvidence(left, right, book) + ruleEvidence(left, right)
  if (headsGoOn(left, right, book)) points += weights.headsGoOn
  if (shared.length === 0 && (hasSameColumns(left, right, book) || hasSameProse(left, right, book)))
    points += weights.sameColumns
  return points
}

/** Glyphs that both pages show, at least one of them in part, as they stand on either; all at one distance. */
export function sharedGlyphs(left: BandPage, right: BandPage): (readonly [Glyph, Glyph])[] {
  const pairs = left.outer.right.flatMap((glyph) => {
    const same = right.outer.left.find(
      (other) =>
        other.text === glyph.text &&
        (isCut(glyph) || isCut(other)) &&
        glyph.visible + other.visible > NEARLY_WHOLE &&
        Math.abs(heightOf(other) - heightOf(glyph)) < glyph.size * SAME_HEIGHT_EM &&
        Math.abs(other.size - glyph.size) < glyph.size * SAME_SIZE,
    )
    return same === undefined ? [] : [[glyph, same] as const]
  })
  const distance = median(pairs.map(([a, b]) => a.box[0] - b.box[0])) ?? 0
  return pairs.filter(([a, b]) => Math.abs(a.box[0] - b.box[0] - distance) < a.size * SAME_HEIGHT_EM)
}

/**
 * Rows have their texts at heights in common. Lines of one pitch have that by chance as well: what as many lines say
 * that are a few pitches off does not count.
 */
function lineEvidence(left: BandPage, right: BandPage, book: LabelBook): number {
  const [few, many] = left.heights.length < right.heights.length ? [left, right] : [right, left]
  if (few.heights.length < TELLING_LINES) return 0
  const { pitch, between } = looksOf(many, book)
  const labels = looksOf(few, book).labelHeights
  const met = linesMet(few, many, between, labels, 0)
  // Chance takes from that: most pages are known before it is.
  if (met <= -weights.mostLines) return -weights.mostLines
  const chance = SHIFTS.map((shift) => linesMet(few, many, between, labels, shift * pitch))
  const mean = chance.reduce((sum, points) => sum + points, 0) / chance.length
  const points = met - Math.max(0, mean)
  return Math.max(-weights.mostLines, Math.min(weights.mostLines, points))
}

/** In pitches of the lines. */
const SHIFTS = [-3, -2, -1, 1, 2, 3]

/**
 * Points for lines that stand at a height of the other page, moved down by `shift`. Where one page breaks a cell over
 * two lines or merges it over two rows, it has its middle half-way between two lines of the other: that tells nothing.
 */
function linesMet(
  few: BandPage,
  many: BandPage,
  between: readonly number[],
  labels: ReadonlySet<number>,
  shift: number,
): number {
  const tolerance = few.em * SAME_HEIGHT_EM
  const isMet = (height: number): boolean => nearest(many.heights, height, tolerance) !== undefined
  let points = 0
  for (const [index, at] of few.heights.entries()) {
    const height = at + shift
    const isHalfWay = (other: number | undefined): boolean =>
      other !== undefined && isMet((at + other) / 2 + shift)
    if (isMet(height)) points += weights.line
    else if (
      !labels.has(at) &&
      nearest(between, height, tolerance) === undefined &&
      !isHalfWay(few.heights[index - 1]) &&
      !isHalfWay(few.heights[index + 1])
    )
      points += weights.strayLine
  }
  return points
}

/** Rules end rows on both pages, but for cells that one of them merges. */
function ruleEvidence(left: BandPage, right: BandPage): number {
  const [few, many] = left.ruled.length < right.ruled.length ? [left, right] : [right, left]
  if (few.ruled.length < TELLING_RULES) return 0
  const met =
    few.ruled.filter((y) => nearest(many.ruled, y, SAME_RULE) !== undefined).length / few.ruled.length
  return met > SHARED_RULES ? weights.rules : met < STRANGE_RULES ? weights.strangeRules : 0
}

/** So many rules of a page tell whether it has the rows of another … */
const TELLING_RULES = 3
/** … if they stand at one height, give or take so many points. */
const SAME_RULE = 0.6
/** Pages of one strip have more than this share of the rules of the one with fewer in common, others less than that. */
const SHARED_RULES = 0.9
const STRANGE_RULES = 0.6

/** Whether heads stand at one height on both pages, and no head on both. */
function headsGoOn(left: BandPage, right: BandPage, book: LabelBook): boolean {
  const [heads, others] = [looksOf(left, book).heads, looksOf(right, book).heads]
  const level = heads.flatMap((head) =>
    others
      .filter(({ y }) => Math.abs(y - head.y) < head.size * SAME_HEIGHT_EM)
      .map((other) => [head, other] as const),
  )
  return level.length > 0 && level.every(([head, other]) => head.text !== other.text)
}

/** Whether most short texts of either page stand in columns of the other one. */
export function hasSameColumns(left: BandPage, right: BandPage, book: LabelBook): boolean {
  const { texts, share, met } = inCommon(left, right, book)
  return texts >= TELLING_LINES && share > SAME_COLUMNS_SHARE && !isOneOfSeveral(met, texts, left.em)
}

/** Whether the texts that two pages have in common stand in one column, and others beside it: any two columns meet by chance. */
function isOneOfSeveral(met: readonly Phrase[], texts: number, em: number): boolean {
  const [first] = met
  if (first === undefined || met.length === texts) return false
  return met.every((phrase) => Math.abs(centreOf(phrase) - centreOf(first)) < em * SAME_COLUMN_EM)
}

/**
 * The share of a page's short texts that stand in columns of the other one, nearer to a half the fewer tell;
 * null of one.
 */
export function columnLikeness(left: BandPage, right: BandPage, book: LabelBook): number | null {
  const { texts, share } = inCommon(left, right, book)
  return texts < 2 ? null : 0.5 + (share - 0.5) * Math.min(1, texts / TELLING_LINES)
}

/** What two pages have in common of their columns. */
interface InCommon {
  /** How many short texts the page with fewer has, and which of them stand in the other one's columns. */
  readonly texts: number
  readonly met: readonly Phrase[]
  /** The share of the texts of either page that do. */
  readonly share: number
}

function inCommon(left: BandPage, right: BandPage, book: LabelBook): InCommon {
  const [own, other] = [looksOf(left, book), looksOf(right, book)]
  const [few, many] = own.short.length < other.short.length ? [own, other] : [other, own]
  const texts = few.short.length
  const tolerance = left.em * SAME_COLUMN_EM
  const met = textsInColumns(few, many, tolerance)
  const share = met.length / Math.max(1, texts)
  const others = (): number => textsInColumns(many, few, tolerance).length / many.short.length
  return { texts, met, share: texts < TELLING_TEXTS ? share : Math.max(share, others()) }
}

/** Whether prose begins at one place on both pages, beside labels of either; those that bands print again tell nothing. */
function hasSameProse(left: BandPage, right: BandPage, book: LabelBook): boolean {
  const tolerance = left.em * SAME_COLUMN_EM
  const others = looksOf(right, book).proseStarts
  return looksOf(left, book).proseStarts.some(
    (start) =>
      others.some((other) => Math.abs(start - other) < tolerance) &&
      !left.phrases.some(
        (label) =>
          label.x1 < start &&
          right.phrases.some(
            ({ text, x0, y }) =>
              text === label.text && Math.abs(x0 - label.x0) < tolerance && Math.abs(y - label.y) < tolerance,
          ),
      ),
  )
}

function textsInColumns(
  { short }: PageLooks,
  { starts, middles }: PageLooks,
  tolerance: number,
): readonly Phrase[] {
  return short.filter(
    (phrase) =>
      nearest(middles, centreOf(phrase), tolerance) !== undefined ||
      nearest(starts, phrase.x0, tolerance) !== undefined,
  )
}

/** Fewer texts have the columns of a page with more by chance. */
const TELLING_TEXTS = 12
/** Of so many texts, this share stands in the other page's columns where the columns are the same. */
const SAME_COLUMNS_SHARE = 0.8

/** Whether pages have most of their labels in common, each at the same place across: one band, or the same form again. */
export function repeatsLabels(first: BandPage, second: BandPage, book: LabelBook): boolean {
  const [own, others] = [looksOf(first, book).labels, looksOf(second, book).labels]
  const [few, many] = own.length < others.length ? [own, others] : [others, own]
  const again = few.filter((label) =>
    many.some(
      (other) =>
        other.text === label.text &&
        Math.abs(centreOf(other) - centreOf(label)) < label.size * SAME_COLUMN_EM,
    ),
  )
  return again.length >= FEWEST_LABELS && again.length > few.length * SAME_LABELS_SHARE
}

const FEWEST_LABELS = 3
const SAME_LABELS_SHARE = 0.5
