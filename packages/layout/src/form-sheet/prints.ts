/** Where pages that follow each other were printed apart: bands and running lines are those of one print. */
import type { Glyph, PaintedPage } from '@backfile/readers'
import { MARGIN_SHARE, saidNumber } from '../page-number.ts'
import { isOfCharacters } from './character-page.ts'
import type { SheetPage } from './form-page.ts'
import { pageNumbersOf, textOf } from './furniture.ts'
import { phrasesOf } from './phrase.ts'

/** Pages of one print differ in size by rounding alone, in points. */
const SAME_SIZE = 2

/**
 * The pages by the prints that they surely come from: a file that several were bound into has other paper where the
 * next begins, or its pages are counted from one again.
 */
export function printsOf(pages: readonly SheetPage[]): SheetPage[][] {
  const prints: SheetPage[][] = []
  let counted: number | null = null
  for (const own of pages) {
    const before = prints.at(-1)?.at(-1)
    const number = countOf(own.page)
    const isAgain: boolean = number === 1 && counted !== null && counted > 1
    if (before === undefined || isAgain || !areOfOnePaper(before.page, own.page)) prints.push([own])
    else prints.at(-1)?.push(own)
    counted = number ?? counted
  }
  return prints
}

/** Pages of characters are as high as they have lines. */
function areOfOnePaper(before: PaintedPage, page: PaintedPage): boolean {
  const isAlike =
    Math.abs(before.width - page.width) < SAME_SIZE && Math.abs(before.height - page.height) < SAME_SIZE
  return isAlike || (isOfCharacters(before) && isOfCharacters(page))
}

/** What the page says in its head or foot is its number. */
function countOf(page: PaintedPage): number | null {
  const inMargin = ({ box }: Glyph): boolean =>
    box[1] < page.height * MARGIN_SHARE || box[3] > page.height * (1 - MARGIN_SHARE)
  const lines = pageNumbersOf(phrasesOf({ ...page, glyphs: page.glyphs.filter(inMargin) }), page.height)
  return lines.map((line) => saidNumber(textOf(line))).find((said) => said !== null) ?? null
}
