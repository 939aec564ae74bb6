/** Whether the pages are all there and in order, as the numbers that they were printed with tell: `第 2 页，共 4 页`. */
import type { Doubt, Locator } from '@backfile/model'
import type { PaintedPage } from '@backfile/readers'
import { linesAmong } from './kept-lines.ts'
import { MARGIN_SHARE, saidCount } from './page-number.ts'

/** What both ways to write it have: pages without it are not looked at any further. */
const SIGNS = new Set(['页', 'P', 'p'])

/** What a page says of its place among all that were printed with it. */
export interface PageCount {
  readonly number: number
  readonly of: number
  readonly place: Locator
}

/** The count in the head or foot of a page that stands upright; null where it has none. */
export function pageCountOf({ number: page, height, glyphs }: PaintedPage): PageCount | null {
  const inMargin = ({ box }: { readonly box: PaintedPage['glyphs'][number]['box'] }): boolean =>
    box[3] < height * MARGIN_SHARE || box[1] > height * (1 - MARGIN_SHARE)
  if (!glyphs.some((glyph) => SIGNS.has(glyph.text) && inMargin(glyph))) return null
  for (const { text, box } of linesAmong(glyphs, inMargin)) {
    const said = saidCount(text)
    if (said !== null) return { ...said, place: { page, bbox: box } }
  }
  return null
}

/**
 * The findings about pages that are missing, stand twice or out of order. A file may hold several prints one after the
 * other, each counted from 1, and may be an excerpt of one that is much longer.
 */
export function pageCountDoubts(counts: readonly PageCount[]): readonly Doubt[] {
  const byTotal = new Map<number, PageCount[]>()
  for (const count of counts) {
    const same = byTotal.get(count.of)
    if (same === undefined) byTotal.set(count.of, [count])
    else same.push(count)
  }
  return [...byTotal].flatMap(([of, pages]) => (isInOrder(of, pages) ? [] : [doubtOf(of, pages)]))
}

function isInOrder(of: number, pages: readonly PageCount[]): boolean {
  const [first, last] = [pages[0]?.number ?? 1, pages.at(-1)?.number ?? of]
  const missing = first - 1 + of - last
  const isExcerpt = (first > 1 && last < of) || missing > pages.length
  const follows = pages.every(({ number }, at) => {
    const before = pages[at - 1]?.number
    return before === undefined || number === (before % of) + 1
  })
  return follows && (missing === 0 || isExcerpt)
}

function doubtOf(of: number, pages: readonly PageCount[]): Doubt {
  const found = pages.map(({ number }) => number)
  return {
    check: 'layout/page-count',
    severity: 'warning',
    message: {
      zh: `页脚写明共 ${of} 页，文件中依次只有第 ${found.join('、')} 页：可能缺页、重页或顺序不对，请与原件核对`,
      en: `By their feet the pages are ${found.join(', ')} of ${of}, in this order: some are missing, stand twice or out of order. Compare them with the original`,
    },
    subjects: ['source'],
    expected: `${of}`,
    actual: found.join(', '),
    locators: pages.map(({ place }) => place),
  }
}
