/**
 * Sheets printed over, then down: the strips below the first one, of which blank pages may have been left out
 * anywhere.
 */
import type { Pile } from './arrangement.ts'

/** A strip's pages by band, and the points of evidence at the seam before each. */
export interface LaterStrip {
  readonly pages: readonly (number | null)[]
  readonly seams: readonly (number | null)[]
}

/** A page in its band, behind those before it. */
interface Placed {
  readonly page: number
  readonly band: number
  /** Points of evidence that it stands beside the page before it; null where it begins a strip. */
  readonly beside: number | null
  readonly points: number
  /** Whether its columns alone tell its band: a strip of one page has nothing else to be told by. */
  readonly isTold: boolean
  readonly before: Placed | null
}

/** A page that was left out: its rows are blank there. */
const LEFT_OUT = -1
/** A page all of whose texts stand in the columns of its band; one of which none do has as many against it. */
const SAME_COLUMNS = 6
/** Of the texts of a page that has the columns of another, so many stand in them. */
export const TOLD = 0.75
/** The columns of the page above it outweigh so many points against a page. */
export const COLUMNS_ABOVE = 3
/** So many pages back a band is compared. */
const LOOK_BACK = 24

/**
 * The strips of as many of the pages from `at` on as can stand below the first strip: each page in the band whose
 * columns it has, by dynamic programming over pages × bands.
 */
export function laterStrips(pile: Pile, first: readonly number[], at: number): LaterStrip[] {
  let ends: readonly Placed[] = []
  let last: Placed | null = null
  for (let page = at; page < pile.size; page += 1) {
    const next = first.flatMap((_, band) => bestAt(pile, first, ends, page, band) ?? [])
    if (next.length === 0) break
    ends = next
    const closed = ends.filter(canClose).reduce<Placed | null>((best, end) => {
      const points = end.points + (first.length - 1 - end.band) * LEFT_OUT
      return best === null || points > best.points + (first.length - 1 - best.band) * LEFT_OUT ? end : best
    }, null)
    last = closed ?? last
  }
  return stripsOf(last, first.length)
}

function bestAt(
  pile: Pile,
  first: readonly number[],
  ends: readonly Placed[],
  page: number,
  band: number,
): Placed | null {
  let best: Placed | null = null
  for (const before of ends.length === 0 ? [null] : ends) {
    const likeness = likenessTo(pile, first, before, page, band)
    const columns = likeness === null ? 0 : (2 * likeness - 1) * SAME_COLUMNS
    const isTold = likeness !== null && likeness >= TOLD
    const gained = (before?.points ?? 0) + columns
    const top = first[band]
    if ((before === null || canClose(before)) && top !== undefined && pile.sameSides(top, page)) {
      const blank = (before === null ? 0 : first.length - 1 - before.band) + band
      const points = gained + blank * LEFT_OUT
      if (best === null || points > best.points) best = { page, band, beside: null, points, isTold, before }
    }
    const beside = before === null || before.band >= band ? null : pile.evidence(before.page, page)
    const least = pile.leastInOrder - (isTold ? COLUMNS_ABOVE : 0)
    if (before === null || beside === null || beside < least) continue
    const points = gained + beside + (band - before.band - 1) * LEFT_OUT
    if (best === null || points > best.points) best = { page, band, beside, points, isTold, before }
  }
  return best
}

/** Whether a strip may end with the page. */
function canClose({ beside, isTold }: Placed): boolean {
  return beside !== null || isTold
}

/** The most that a page has of the columns of one page of a band; null where none tells. */
function likenessTo(
  pile: Pile,
  first: readonly number[],
  before: Placed | null,
  page: number,
  band: number,
): number | null {
  const top = first[band]
  let best = top === undefined ? null : pile.likeness(top, page)
  let placed = before
  for (let back = 0; placed !== null && back < LOOK_BACK; back += 1) {
    const likeness = placed.band === band ? pile.likeness(placed.page, page) : null
    if (likeness !== null && (best === null || likeness > best)) best = likeness
    placed = placed.before
  }
  return best
}

function stripsOf(last: Placed | null, bands: number): LaterStrip[] {
  const strips: LaterStrip[] = []
  let pages = Array.from({ length: bands }, (): number | null => null)
  let seams = Array.from({ length: bands }, (): number | null => null)
  for (let placed = last; placed !== null; placed = placed.before) {
    pages[placed.band] = placed.page
    seams[placed.band] = placed.beside
    if (placed.beside !== null) continue
    strips.unshift({ pages, seams })
    pages = Array.from({ length: bands }, () => null)
    seams = Array.from({ length: bands }, () => null)
  }
  return strips
}
