/** Which band, and which row of pages, each page of a text shows, by the order in which printers lay pages down. */

/** Where a page stands among the pages of one sheet. */
export interface PagePlace {
  readonly band: number
  /** Which row of pages; pages side by side have the same. */
  readonly run: number
}

/** Log-likelihood that a page of the sheet is not in the text: it was blank. */
const MISSING = -2

/** Beyond this many pages bands are taken to be complete: ways to place so many pages are too many to try. */
const MOST_PAGES = 100

/**
 * The likeliest places: all pages of one band after those of the other (down, then over), or row of pages by row of
 * pages (over, then down). `fits` gives, for each page, the log-likelihood of each band.
 */
export function orderPages(fits: readonly (readonly number[])[], bands: number): readonly PagePlace[] {
  const ways = [downThenOver(fits, bands), overThenDown(fits, bands)].filter((way) => way !== null)
  const best = ways.reduce<Ordered | null>(
    (likeliest, way) => (likeliest === null || way.score > likeliest.score ? way : likeliest),
    null,
  )
  return best?.places ?? fits.map((_, page) => ({ band: Math.min(page, bands - 1), run: 0 }))
}

interface Ordered {
  readonly places: readonly PagePlace[]
  readonly score: number
}

/** Band after band; a band with fewer pages than the first one lacks its blank ones. */
function downThenOver(fits: readonly (readonly number[])[], bands: number): Ordered | null {
  const pages = fits.length
  const full = pages % bands === 0 ? [pages / bands] : []
  const firsts = pages > MOST_PAGES ? full : Array.from({ length: pages }, (_, index) => index + 1)
  let best: Ordered | null = null
  for (const first of firsts) {
    const cuts = pages > MOST_PAGES ? evenCuts(first, bands) : bestCuts(fits, bands, first)
    if (cuts === null) continue
    const places = fits.map((_, page): PagePlace => {
      const band = Math.max(
        0,
        cuts.findLastIndex((cut) => cut <= page),
      )
      return { band, run: page - (cuts[band] ?? 0) }
    })
    const lengths = cuts.map((cut, band) => (cuts[band + 1] ?? pages) - cut)
    const missing = lengths.reduce((sum, length) => sum + Math.abs(first - length), 0)
    const score = fitOf(fits, places) + MISSING * missing
    if (score > (best?.score ?? -Infinity)) best = { places, score }
  }
  return best
}

const evenCuts = (pages: number, bands: number): readonly number[] =>
  Array.from({ length: bands }, (_, band) => band * pages)

/** Where each band begins, if the first has so many pages. */
function bestCuts(
  fits: readonly (readonly number[])[],
  bands: number,
  first: number,
): readonly number[] | null {
  const pages = fits.length
  const worth = (band: number, from: number, to: number): number => {
    let sum = 0
    for (let page = from; page < to; page++) sum += fits[page]?.[band] ?? -Infinity
    return sum
  }
  // Of the bands so far, the best way to end before each page.
  let ends = new Map([[first, { score: worth(0, 0, first), cuts: [0] }]])
  for (let band = 1; band < bands; band++) {
    const next = new Map<number, { score: number; cuts: number[] }>()
    for (const [from, { score, cuts }] of ends)
      for (let to = from + 1; to <= pages - (bands - 1 - band); to++) {
        const total = score + worth(band, from, to) + MISSING * Math.abs(first - (to - from))
        if (total > (next.get(to)?.score ?? -Infinity)) next.set(to, { score: total, cuts: [...cuts, from] })
      }
    ends = next
  }
  return ends.get(pages)?.cuts ?? null
}

/** Row by row of pages, left to right, blank ones left out. */
function overThenDown(fits: readonly (readonly number[])[], bands: number): Ordered | null {
  const best: { score: number; from: number }[][] = []
  for (const [page, fit] of fits.entries()) {
    best.push(
      Array.from({ length: bands }, (_, band) => {
        const own = fit[band] ?? -Infinity
        if (page === 0) return { score: own + MISSING * band, from: -1 }
        let most = { score: -Infinity, from: 0 }
        for (const [from, before] of (best[page - 1] ?? []).entries()) {
          const skipped = band > from ? band - from - 1 : bands - 1 - from + band
          const score = before.score + MISSING * skipped + own
          if (score > most.score) most = { score, from }
        }
        return most
      }),
    )
  }
  const last = (best.at(-1) ?? []).map(({ score }, band) => score + MISSING * (bands - 1 - band))
  const score = Math.max(...last)
  if (score === -Infinity) return null
  const order = [last.indexOf(score)]
  for (let page = fits.length - 1; page > 0; page--) order.unshift(best[page]?.[order[0] ?? 0]?.from ?? 0)
  let run = 0
  const places = order.map((band, page): PagePlace => {
    if (page > 0 && band <= (order[page - 1] ?? 0)) run += 1
    return { band, run }
  })
  return { places, score }
}

function fitOf(fits: readonly (readonly number[])[], places: readonly PagePlace[]): number {
  return places.reduce((sum, { band }, page) => sum + (fits[page]?.[band] ?? -Infinity), 0)
}
