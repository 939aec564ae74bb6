/** Title columns, which a printer repeats at the left of each band: which pages print an earlier page's again. */
import type { Glyph, PaintedPage, Ruling } from '@backfile/readers'
import { firstAtLeast, median } from '../../geometry.ts'
import { phrasesOf } from '../phrase.ts'
import type { LabelBook } from '../vocabulary.ts'
import { bandPage, heightOf, isCut } from './band-page.ts'

/** A page that prints the first columns of another one again. */
export interface Repetition {
  /** The place of the page whose first columns they are. */
  readonly of: number
  /** How much further right it has them, points. */
  readonly dx: number
  /** What the page shows behind them. */
  readonly rest: PaintedPage
}

/** What a page shows of first columns that other pages repeat, and what it shows behind them. */
export interface Repeated {
  readonly columns: PaintedPage
  readonly rest: PaintedPage
}

/** The page at that place in two, where other pages repeat its first columns; null where none does. */
export function repeatedOf(
  pages: readonly PaintedPage[],
  repetitions: readonly (Repetition | null)[],
  place: number,
): Repeated | null {
  const [page, again] = [pages[place], repetitions.findIndex((each) => each?.of === place)]
  const repetition = repetitions[again]
  if (page === undefined || repetition === undefined || repetition === null) return null
  const behind = new Set(repetition.rest.glyphs)
  const repeated = (pages[again]?.glyphs ?? []).filter((glyph) => !behind.has(glyph))
  const end =
    repeated.reduce((most, { box }) => Math.max(most, box[0]), Number.NEGATIVE_INFINITY) - repetition.dx
  const own = new Set(page.glyphs.filter((glyph) => !isCut(glyph) && glyph.box[0] <= end + SAME_SHARE))
  const columns = { ...page, glyphs: [...own], rulings: [] }
  return { columns, rest: withoutGlyphs(page, own) }
}

/**
 * For each page the earlier one whose first columns it repeats, and null where it repeats none. `isTop`: the page shows
 * that a sheet begins.
 */
export function repetitionsOf(
  pages: readonly PaintedPage[],
  isTop: (page: PaintedPage) => boolean,
  book: LabelBook,
): (Repetition | null)[] {
  const likeliest = candidatesOf(pages, isTop, book)
  const certain = likeliest.filter((each) => each !== null && each.lines >= LEAST_LINES)
  const found: (Repetition | null)[] = []
  for (const [at, columns] of likeliest.entries()) {
    const page = pages[at]
    // One text tells too little by itself, but other pages tell how wide the columns are.
    const isOne =
      columns !== null &&
      (columns.lines >= LEAST_LINES || certain.some((other) => other !== null && endAlike(columns, other)))
    if (!isOne || page === undefined) {
      found.push(null)
      continue
    }
    // The columns of a page that repeats them are those of the page that it repeats.
    const first = found[columns.of] ?? { of: columns.of, dx: 0 }
    const rest = withoutGlyphs(page, columns.again)
    found.push({ of: first.of, dx: first.dx + columns.dx, rest })
  }
  return found
}

/** First columns that a page may have in common with the page at the place `of`. */
interface SharedColumns {
  readonly of: number
  readonly dx: number
  readonly again: ReadonlySet<Glyph>
  /** At how many heights they show text. */
  readonly lines: number
  /** The columns end between these, points from the left. */
  readonly end: readonly [least: number, most: number]
}

function endAlike(one: SharedColumns, other: SharedColumns): boolean {
  return one.end[0] < other.end[1] && other.end[0] < one.end[1]
}

/**
 * For each page the most that it may repeat of the first page of its sheet that has it. The top of a sheet whose columns
 * are repeated shows them on each band: one that repeats nothing begins another sheet, which may end as the one before it.
 */
function candidatesOf(
  pages: readonly PaintedPage[],
  isTop: (page: PaintedPage) => boolean,
  book: LabelBook,
): (SharedColumns | null)[] {
  const places = new Map<string, { readonly at: number; readonly x: number; readonly y: number }[]>()
  return pages.map((page, at) => {
    const phrases = phrasesOf(page)
    // Columns that are printed again begin with the sheet's first one: no page's side cuts their beginning.
    const isCutLeft = bandPage(page).outer.left.some(isCut)
    const leading = isCutLeft ? [] : [...phrases].sort((a, b) => a.x0 - b.x0).slice(0, LEADING_PHRASES)
    const alike = new Map<number, { readonly dx: number; readonly texts: number }>()
    for (const { text, x0, y, size } of leading) {
      for (const other of places.get(text.slice(0, BEGINNING)) ?? []) {
        if (Math.abs(other.y - y) > size * SAME_PLACE_EM) continue
        const before = alike.get(other.at)
        alike.set(other.at, { dx: before?.dx ?? x0 - other.x, texts: (before?.texts ?? 0) + 1 })
      }
    }
    const [best] = [...alike]
      .sort(([first, a], [second, b]) => b.texts - a.texts || first - second)
      .slice(0, MOST_COMPARED)
      .flatMap(([of, { dx }]) => {
        const first = pages[of]
        return first === undefined ? [] : (sharedColumns(first, page, of, dx, book) ?? [])
      })
      .sort((a, b) => b.again.size - a.again.size || a.of - b.of)
    if (best === undefined && isTop(page)) places.clear()
    for (const { text, x0: x, y } of phrases) {
      const begins = text.slice(0, BEGINNING)
      const there = places.get(begins)
      if (there === undefined) places.set(begins, [{ at, x, y }])
      else there.push({ at, x, y })
    }
    return best ?? null
  })
}

/** So many texts at the left of a page tell which pages may have its first columns. */
const LEADING_PHRASES = 6
/** Heads stand at one place on many pages: so many are compared as a whole, those with the most of the texts. */
const MOST_COMPARED = 4
/** So many characters of a text are compared at first: what goes on behind the columns may follow it without a gap. */
const BEGINNING = 2
/** One text on two pages stands at one place, give or take this, in em: both pages have the same margins. */
const SAME_PLACE_EM = 0.1

/**
 * The columns at the left of `page` that repeat those of `first`, moved by `dx`. All that stands in them is on both
 * pages, and behind them hardly anything is: another sheet of the form has the same labels, but the heads behind
 * them as well.
 */
function sharedColumns(
  first: PaintedPage,
  page: PaintedPage,
  of: number,
  dx: number,
  book: LabelBook,
): SharedColumns | null {
  const there = byTextAcross(first.glyphs)
  const isThere = (glyph: Glyph): boolean => {
    const { glyphs, lefts } = there.get(glyph.text) ?? noGlyphs
    const slack = glyph.size * SAME_PLACE_EM
    for (let at = firstAtLeast(lefts, glyph.box[0] - dx - slack); at < glyphs.length; at += 1) {
      const other = glyphs[at]
      const apart = other === undefined ? slack : other.box[0] + dx - glyph.box[0]
      if (other === undefined || apart >= slack) return false
      const isLevel = Math.abs(heightOf(other) - heightOf(glyph)) < slack
      if (apart > -slack && isLevel && glyph.visible < other.visible + SAME_SHARE) return true
    }
    return false
  }
  const inOrder = fromTheLeft(page.glyphs)
  const same = new Set(inOrder.filter(isThere))
  const count = countWithin(inOrder, same)
  const again = new Set(inOrder.slice(0, count).filter((glyph) => same.has(glyph)))
  const behind = inOrder.slice(count)
  if (again.size === 0 || behind.length === 0) return null
  const last = inOrder[count - 1]?.box[0] ?? 0
  const whole = first.glyphs.filter((glyph) => !isCut(glyph) && glyph.box[0] + dx <= last + SAME_SHARE)
  if (again.size < whole.length * WHOLE_COLUMNS) return null
  if (behind.filter((glyph) => same.has(glyph)).length > behind.length * BY_CHANCE) return null
  const headsAgain = phrasesOf(page).some(
    ({ glyphs, text }) =>
      glyphs.every((glyph) => same.has(glyph) && !again.has(glyph)) && book.partsOf(text).size > 0,
  )
  if (headsAgain) return null
  const lines = new Set([...again].map((glyph) => Math.round(heightOf(glyph) / glyph.size))).size
  return { of, dx, again, lines, end: [last, behind[0]?.box[0] ?? last] }
}

interface GlyphsAcross {
  readonly glyphs: readonly Glyph[]
  /** Where each begins, points from the left. */
  readonly lefts: readonly number[]
}

const noGlyphs: GlyphsAcross = { glyphs: [], lefts: [] }

/** The glyphs of each text from left to right: a page may have thousands of one digit. */
function byTextAcross(glyphs: readonly Glyph[]): ReadonlyMap<string, GlyphsAcross> {
  const found = new Map<string, { readonly glyphs: Glyph[]; readonly lefts: number[] }>()
  for (const glyph of fromTheLeft(glyphs)) {
    const own = found.get(glyph.text) ?? { glyphs: [], lefts: [] }
    own.glyphs.push(glyph)
    own.lefts.push(glyph.box[0])
    found.set(glyph.text, own)
  }
  return found
}

function fromTheLeft(glyphs: readonly Glyph[]): readonly Glyph[] {
  return [...glyphs].sort((a, b) => a.box[0] - b.box[0])
}

/** Shares of a glyph that differ by less are one. */
const SAME_SHARE = 0.1
/** Repeated columns show text at so many heights at least. */
const LEAST_LINES = 2
/** So much of what a page shows in the columns is on the page that repeats them. */
const WHOLE_COLUMNS = 0.9
/** Of what stands behind the columns, no more than this share stands on both pages by chance. */
const BY_CHANCE = 0.1

/**
 * How many of the glyphs, from left to right, begin within the columns. What goes on behind them is cut at their
 * side, so that it begins a little before it.
 */
function countWithin(inOrder: readonly Glyph[], same: ReadonlySet<Glyph>): number {
  let best = { count: 0, points: 0 }
  let points = 0
  for (const [index, glyph] of inOrder.entries()) {
    points += same.has(glyph) ? 1 : isCut(glyph) ? 0 : STRANGER
    if (points > best.points) best = { count: index + 1, points }
  }
  return best.count
}

/** A glyph within the columns that the other page has not outweighs so many that it has. */
const STRANGER = -4

function withoutGlyphs(page: PaintedPage, again: ReadonlySet<Glyph>): PaintedPage {
  const glyphs = page.glyphs.filter((glyph) => !again.has(glyph))
  const em = median(glyphs.map(({ size }) => size)) ?? 0
  const from = glyphs.reduce((least, { box }) => Math.min(least, box[0]), Number.POSITIVE_INFINITY) - em
  const rulings = page.rulings.flatMap((ruling): Ruling[] =>
    ruling.x1 <= from ? [] : [{ ...ruling, x0: Math.max(ruling.x0, from) }],
  )
  return { ...page, glyphs, rulings }
}
