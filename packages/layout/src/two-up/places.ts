/** Places on pages that were cut from sheets, told as places on those sheets. */
import type { Doubt, Locator } from '@backfile/model'
import { moved, rounded } from '../geometry.ts'
import type { Block, Section } from '../table.ts'
import type { PlaceOnSheet } from './halves.ts'

/** The sections with each place on the sheet that is seen; themselves where no page was cut from a sheet. */
export function onSheets(
  sections: readonly Section[],
  halves: ReadonlyMap<number, PlaceOnSheet>,
): readonly Section[] {
  if (halves.size === 0) return sections
  const seen = <Placed extends { readonly locators: readonly Locator[] }>(own: Placed): Placed => ({
    ...own,
    locators: own.locators.map((locator) => onSheet(locator, halves)),
  })
  const block = (own: Block): Block =>
    own.kind === 'text' ? seen(own) : { ...own, cells: own.cells.map(seen), repairs: own.repairs.map(seen) }
  return sections.map((section) => ({ ...section, blocks: section.blocks.map(block) }))
}

/** Doubts of pages, with the numbers of the sheets that are seen: readers told places on those already. */
export function doubtsOnSheets(doubts: readonly Doubt[]): readonly Doubt[] {
  const seen = (locator: Locator): Locator =>
    'page' in locator ? { ...locator, page: Math.floor(locator.page) } : locator
  return doubts.map((doubt) => ({ ...doubt, locators: doubt.locators.map(seen) }))
}

/** The finding about sheets of which each holds two pages; none where there are none. */
export function twoPagesEach(halves: ReadonlyMap<number, PlaceOnSheet>): readonly Doubt[] {
  if (halves.size === 0) return []
  const sizes = new Map([...halves].map(([page, { sheet }]) => [Math.floor(page), sheet]))
  const sheets = [...sizes.keys()]
  return [
    {
      check: 'layout/two-pages-a-sheet',
      severity: 'info',
      message: {
        zh: `第 ${sheets.join('、')} 页每页并排印有两页，已分开读取；右边一页在提示中以 .5 页表示`,
        en: `Two pages stand side by side on page ${sheets.join(', ')}. Each half was read as a page; messages call a right half page n.5.`,
      },
      subjects: ['source'],
      expected: null,
      actual: null,
      locators: [...sizes].map(([page, [width, height]]) => ({ page, bbox: rounded([0, 0, width, height]) })),
    },
  ]
}

function onSheet(locator: Locator, halves: ReadonlyMap<number, PlaceOnSheet>): Locator {
  const half = 'page' in locator ? halves.get(locator.page) : undefined
  if (half === undefined || !('page' in locator)) return locator
  return { page: Math.floor(locator.page), bbox: rounded(moved(locator.bbox, ...half.from)) }
}
