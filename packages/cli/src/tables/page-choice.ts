/** Which pages, and which part of them, `backfile tables` looks at. */
import { joinPages, layOutPage, layOutRegion, type PageLayout, type Section } from '@backfile/layout'
import type { Box } from '@backfile/model'
import { sectionsOf } from '@backfile/pipeline'
import type { SourceDocument } from '@backfile/readers'
import { say } from '../terminal.ts'

export interface PageChoice {
  /** Page numbers from 1, `[first, last]`; all pages where there are none. */
  readonly ranges: readonly (readonly [number, number])[]
  /** Points from the page's top left corner; the whole page where null. */
  readonly area: Box | null
}

/** `3`, `2-5`, `1,4-6`, `7-`; null for anything else. */
export function parsePages(text: string): PageChoice['ranges'] | null {
  const ranges: (readonly [number, number])[] = []
  for (const part of text.split(',')) {
    const found = /^\s*(\d{1,6})\s*(?:(-)\s*(\d{1,6})?)?\s*$/.exec(part)
    const first = Number(found?.[1])
    const last = found?.[2] === undefined ? first : Number(found[3] ?? Number.POSITIVE_INFINITY)
    if (!(first >= 1) || last < first) return null
    ranges.push([first, last])
  }
  return ranges
}

/** `x0,y0,x1,y1` with a left and a top edge before a right and a bottom one; null for anything else. */
export function parseArea(text: string): Box | null {
  const [x0, y0, x1, y1, ...more] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined || more.length > 0)
    return null
  return x1 > x0 && y1 > y0 ? [x0, y0, x1, y1] : null
}

/** The sections of the chosen pages. Throws, with a sentence for the user, where the file has no pages to choose from. */
export async function chosenSections(
  document: SourceDocument,
  choice: PageChoice,
): Promise<readonly Section[]> {
  if (choice.ranges.length === 0 && choice.area === null) return (await sectionsOf(document)).sections
  if (document.kind !== 'painted') throw new Error(say(NO_PAGES))
  const isChosen = (page: number): boolean =>
    choice.ranges.length === 0 || choice.ranges.some(([first, last]) => page >= first && page <= last)
  const pages: PageLayout[] = []
  let isOnPage = choice.area === null
  for await (const page of document.pages()) {
    if (!isChosen(page.number)) continue
    isOnPage ||= choice.area !== null && choice.area[0] < page.width && choice.area[1] < page.height
    pages.push(choice.area === null ? layOutPage(page) : layOutRegion(page, choice.area))
  }
  if (pages.length === 0) throw new Error(say(notThere(document.pageCount)))
  const [first] = pages
  if (first && !isOnPage) throw new Error(say(besidePage(first)))
  return joinPages(pages)
}

const NO_PAGES = {
  zh: '这种文件没有页，不能用 --pages 或 --area',
  en: 'a file of this kind has no pages: --pages and --area do not apply',
}

function besidePage({ page, width, height }: PageLayout): { zh: string; en: string } {
  const size = `${Math.round(width)} × ${Math.round(height)}`
  return {
    zh: `所选区域在页面之外：第 ${page} 页大小为 ${size} 点`,
    en: `the area lies outside the page: page ${page} is ${size} points`,
  }
}

function notThere(count: number): { zh: string; en: string } {
  return {
    zh: `文件共 ${count} 页，没有所选的页`,
    en: `none of these pages is there: the file has ${count}`,
  }
}
