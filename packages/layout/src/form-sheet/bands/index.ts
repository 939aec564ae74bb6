/** Forms without upright rulings that were printed in bands: their pages side by side again. */
import type { PaintedPage } from '@backfile/readers'
import { median } from '../../geometry.ts'
import type { Arrangement, Pile } from '../../join/arrangement.ts'
import { arrangementFrom, remembering } from '../../join/arrangements.ts'
import { bandsJoined } from '../../join/bands-joined.ts'
import { confidenceOf } from '../../join/beside.ts'
import type { Repair } from '../../table.ts'
import { beginsFiling, type SheetPage } from '../form-page.ts'
import { phrasesOf } from '../phrase.ts'
import type { LabelBook } from '../vocabulary.ts'
import { type BandPage, bandPage, isCutSideways } from './band-page.ts'
import { besideEvidence, columnLikeness, hasSameColumns, repeatsLabels } from './beside.ts'
import { type Repeated, repeatedOf, repetitionsOf } from './repeated-columns.ts'
import { blankStrip, type Strip, seamOf, stripOf, withPageBeside } from './strip.ts'

export { type Origin, type Strip, stripOf } from './strip.ts'

/** Strips of one sheet from the top down, and how they were joined; null for pages that stand alone. */
export interface Strips {
  readonly strips: readonly Strip[]
  readonly repair: StripRepair | null
}

/** A repair of whole pages: its places are those of the tables on them. */
export type StripRepair = Omit<Repair, 'locators'>

/** What is said of a page of a sheet in bands beside which no other page was found. */
export function standsAlone(page: number): StripRepair {
  return {
    kind: 'bands-joined',
    message: {
      zh: `第 ${page} 页像是横向分页打印的一部分，但未找到与其左右相接的页，文字可能不全`,
      en: `Page ${page} seems to be one of pages that were printed side by side, but none was found that it stands beside: text may be missing`,
    },
    confidence: STANDS_ALONE,
  }
}

/** Confidence in a page whose other half is missing. */
const STANDS_ALONE = 0.5

/** The pages, side by side where they are bands; `bare`: without page numbers and running titles. */
export function stripsOf(
  pages: readonly SheetPage[],
  bare: readonly PaintedPage[],
  book: LabelBook,
): Strips[] {
  const repetitions = repetitionsOf(bare, showsTitle, book)
  const bands = bare.map(
    (page, at): Band => ({
      whole: bandPage(page),
      isTop: showsTitle(page),
      isBeginning: beginsFiling(page, book),
      repeats: repetitions[at]?.of ?? null,
      own: bandPage(repetitions[at]?.rest ?? page),
      repeated: repeatedOf(bare, repetitions, at),
    }),
  )
  const pile = remembering(pileOf(bands, book))
  const found: Strips[] = []
  let alone: Strip[] = []
  const close = (): void => {
    if (alone.length > 0) found.push({ strips: alone, repair: null })
    alone = []
  }
  for (let at = 0; at < pages.length; ) {
    pile.forgetBefore(at)
    const arranged = arrangementFrom(pile, at)
    const [own, page] = [pages[at], bare[at]]
    if (arranged === null) {
      const band = bands[at]
      at += 1
      if (own === undefined || page === undefined) continue
      const strip = stripOf(own, page)
      if (band === undefined || !isCutSideways(band.whole)) alone.push(strip)
      else {
        close()
        found.push({ strips: [strip], repair: standsAlone(own.page.number) })
      }
      continue
    }
    close()
    const { best } = arranged
    const strips = laidOut(pages, bands, best)
    const confidence = confidenceOf(best.weakest)
    const numbers = strips.flatMap((strip) => strip.pages.map((each) => each.page.number))
    found.push({
      strips,
      repair: bandsJoined(numbers, best, confidence, { close: arranged.close, over: [], cut: [] }),
    })
    at += best.pages
  }
  close()
  return found
}

/** A page of a pile, and what it shows behind columns that it prints again from the page at the place `repeats`. */
interface Band {
  readonly whole: BandPage
  readonly own: BandPage
  /** A part of a title stands at its top. */
  readonly isTop: boolean
  /** A whole title stands there, and labels of fields below it. */
  readonly isBeginning: boolean
  readonly repeats: number | null
  /** Where other pages repeat its first columns, these and the rest. */
  readonly repeated: Repeated | null
}

/** A title is set in type larger than the page's by this share … */
const TITLE_TYPE = 1.2
/** … and is one of so many first phrases, though a side may cut it so that no form is known by it. */
const TITLE_PHRASES = 2

function showsTitle(page: PaintedPage): boolean {
  const phrases = phrasesOf(page)
  const em = median(phrases.map(({ size }) => size)) ?? 0
  return phrases.slice(0, TITLE_PHRASES).some(({ size }) => size > em * TITLE_TYPE)
}

/** A page on which only merged labels stand has hardly a line at the heights of the page beside it. */
const LEAST_IN_ORDER = -1
/** Lines of two pages that are no bands meet now and then: 98 in 100 of such pairs have less than this. */
const BY_CHANCE = 1

/** Points for a page that prints the first columns of the page beside it again. */
const REPEATED_COLUMNS = 6

function pileOf(bands: readonly Band[], book: LabelBook): Pile {
  const both = (first: number, second: number, tell: (a: BandPage, b: BandPage) => boolean): boolean => {
    const [a, b] = [bands[first], bands[second]]
    return a !== undefined && b !== undefined && tell(a.own, b.own)
  }
  const isBare = (at: number): boolean => (bands[at]?.own.phrases.length ?? 0) === 0
  return {
    size: bands.length,
    leastInOrder: LEAST_IN_ORDER,
    byChance: BY_CHANCE,
    evidence: (left, right) => {
      const [a, b] = [bands[left], bands[right]]
      if (a === undefined || b === undefined) return null
      // A sheet has one title, which its sides cut or one band shows.
      if (a.isBeginning && b.isBeginning && b.repeats === null) return null
      if (b.repeats === null) return besideEvidence(a.own, b.own, book)
      if (b.repeats !== (a.repeats ?? left)) return null
      const points = besideEvidence(a.own, b.own, book)
      return points === null ? null : points + REPEATED_COLUMNS
    },
    isTop: (page) => bands[page]?.isTop === true,
    isEmpty: isBare,
    isBlank: isBare,
    sameSides: () => true,
    sameColumns: (first, second) => both(first, second, (a, b) => hasSameColumns(a, b, book)),
    likeness: (first, second) => {
      const [a, b] = [bands[first], bands[second]]
      return a === undefined || b === undefined ? null : columnLikeness(a.own, b.own, book)
    },
    goesOnBelow: (page, next) => both(page, next, (a, b) => hasSameColumns(a, b, book)),
    sharesLabels: (earlier, later) => both(earlier, later, (a, b) => repeatsLabels(a, b, book)),
  }
}

/** Room between texts at a seam that no glyph shows, in em: two cells meet there. */
const SEAM_EM = 1

/** The strips of an arrangement, which may be those of several sheets of one form: each has a seam of its own. */
function laidOut(pages: readonly SheetPage[], bands: readonly Band[], { strips }: Arrangement): Strip[] {
  const sheets: (typeof strips)[number][][] = []
  for (const strip of strips) {
    const last = sheets.at(-1)
    if (last === undefined || strip.some((place) => bands[place ?? LACKING]?.isTop === true))
      sheets.push([strip])
    else last.push(strip)
  }
  return sheets.flatMap((own) => laidOutSheet(pages, bands, own))
}

function laidOutSheet(
  pages: readonly SheetPage[],
  bands: readonly Band[],
  strips: Arrangement['strips'],
): Strip[] {
  const count = Math.max(...strips.map((strip) => strip.length))
  const seams = Array.from({ length: count }, (_, band) => (band === 0 ? 0 : seamBefore(bands, strips, band)))
  return strips.flatMap((strip) => {
    let wide: Strip | null = null
    let dx = 0
    for (const [band, place] of strip.entries()) {
      dx += seams[band] ?? 0
      const shown = bands[place ?? LACKING]
      const [own, page] = [pages[place ?? LACKING], (band === 0 ? shown?.whole : shown?.own)?.page]
      if (own === undefined || page === undefined) continue
      if (band === 0) wide = stripOf(own, page)
      else if (wide !== null) wide = withPageBeside(wide, own, page, dx)
      // Of a strip whose first page was left out the next one shows the columns that all repeat.
      else if (shown?.repeated == null) wide = withPageBeside(blankStrip(page), own, page, dx)
      else wide = withPageBeside(columnsAlone(own, shown.repeated), own, shown.repeated.rest, dx)
    }
    return wide === null ? [] : [wide]
  })
}

function columnsAlone(own: SheetPage, { columns }: Repeated): Strip {
  return { ...stripOf(own, columns), pages: [] }
}

/** The place of a page that a band lacks. */
const LACKING = -1

/** How far the pages of a band are moved to stand beside those of the band before it. */
function seamBefore(bands: readonly Band[], strips: Arrangement['strips'], band: number): number {
  const pairs = strips.flatMap((strip) => {
    const [left, right] = [bands[strip[band - 1] ?? LACKING]?.own, bands[strip[band] ?? LACKING]?.own]
    return left === undefined || right === undefined ? [] : [[left, right] as const]
  })
  const shown = median(pairs.flatMap(([left, right]) => seamOf(left, right) ?? []))
  if (shown !== undefined) return shown
  const ruled = pairs.flatMap(([left, right]) =>
    left.rules.length === 0 || right.rules.length === 0
      ? []
      : [Math.max(...left.rules.map(({ to }) => to)) - Math.min(...right.rules.map(({ from }) => from))],
  )
  if (ruled.length > 0) return Math.max(...ruled)
  const ends = pairs.flatMap(([left]) => left.phrases.map(({ x1 }) => x1))
  const starts = pairs.flatMap(([, right]) => right.phrases.map(({ x0 }) => x0))
  const em = pairs[0]?.[0].em ?? 0
  return Math.max(...ends) - Math.min(...starts) + em * SEAM_EM
}
