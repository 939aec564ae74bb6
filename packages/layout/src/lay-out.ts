/** A document's marks or grids to its tables and texts: the stage as the pipeline calls it. */
import type { Doubt } from '@backfile/model'
import type { GridDocument, PaintedDocument, PaintedPage } from '@backfile/readers'
import { formSheets, type PageRun, PageRuns } from './form-sheet/index.ts'
import { type LabelBook, noLabels } from './form-sheet/vocabulary.ts'
import { withHalvesJoined } from './grid-halves.ts'
import { sectionOf } from './grids.ts'
import { joinPages } from './join/index.ts'
import { areBandOfRuled } from './join/level-band.ts'
import { type PageCount, pageCountDoubts, pageCountOf } from './page-counts.ts'
import { layOutPage, outlineOf } from './page-layout.ts'
import type { PageLayout, PageTable } from './page-table.ts'
import { withPastedOnce } from './pasted-once.ts'
import type { Block, Section } from './table.ts'
import { type PageOnSheet, type PlaceOnSheet, pagesOn } from './two-up/halves.ts'
import { doubtsOnSheets, onSheets, twoPagesEach } from './two-up/places.ts'

export interface LaidOut {
  readonly sections: readonly Section[]
  /** What readers doubted of single pages, and what layout could not look at; the document has doubts of its own. */
  readonly doubts: readonly Doubt[]
  /** Numbers of the pages whose tables were read from a form's labels: what `layOutPage` would find there was not used. */
  readonly formPages: readonly number[]
}

/**
 * Rebuilds the tables of a document. Of the pages only their layouts are kept, but for those of forms without upright
 * rulings: memory is that of the page in hand.
 * Throws what the reader throws while it gives pages.
 */
export async function layOut(
  document: PaintedDocument | GridDocument,
  book: LabelBook = noLabels,
): Promise<LaidOut> {
  if (document.kind === 'grids') {
    const stated = document.sections.map(sectionOf).map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => (block.kind === 'table' ? withPastedOnce(block, book) : block)),
    }))
    const sections = withHalvesJoined(stated, book)
    return { sections, doubts: [], formPages: [] }
  }
  const runs = new PageRuns<LaidPage>(book, (page) => page.layOut())
  const pages: LaidPage[] = []
  const halves = new Map<number, PlaceOnSheet>()
  const counts: PageCount[] = []
  let onSheet: readonly PageOnSheet[] = []
  for await (const seen of document.pages()) {
    onSheet = pagesOn(seen, onSheet)
    for (const { page, upright, from, sheet } of onSheet) {
      if (sheet !== null) halves.set(page.number, { from, sheet })
      const count = pageCountOf(upright.page)
      if (count !== null) counts.push(count)
      const laid = new LaidPage(page)
      pages.push(laid)
      if (hasUprightRulings(upright.page) && laid.layOut().tables.some(isFullyRuled))
        runs.addOther(upright, laid)
      else runs.add(upright, laid)
    }
  }
  const { sections, formPages } = joinedRuns(runs.runs(), book)
  return {
    sections: onSheets(sections, halves),
    formPages: sheetsOf(formPages),
    doubts: [
      ...doubtsOnSheets([...pages.flatMap(({ doubts }) => doubts), ...pageCountDoubts(counts)]),
      ...twoPagesEach(halves),
    ],
  }
}

/** The numbers of the sheets that pages stand on, each once. */
function sheetsOf(pages: Iterable<number>): number[] {
  return [...new Set(Array.from(pages, Math.floor))]
}

/** Whether any ruling of the page runs down, however short. */
function hasUprightRulings({ rulings }: PaintedPage): boolean {
  return rulings.some(({ x0, y0, x1, y1 }) => Math.abs(y1 - y0) > Math.abs(x1 - x0))
}

/** Columns of a table that are no box to tick, and cells of it with text. */
const LEAST_COLUMNS = 3
const LEAST_TEXTS = 4

/** Whether every cell of a table is ruled at all sides, however short: a form without upright rulings has none such. */
function isFullyRuled({ method, columnEdges, rowEdges, cells }: PageTable): boolean {
  return (
    method === 'ruled' &&
    columnEdges.length > LEAST_COLUMNS &&
    rowEdges.length > 2 &&
    cells.filter(({ lines }) => lines.length > 0).length >= LEAST_TEXTS
  )
}

/** A page that is laid out when that is asked for, as pages of forms seldom are; from then on only its layout is kept. */
class LaidPage {
  readonly number: number
  #seen: PaintedPage | PageLayout

  constructor(page: PaintedPage) {
    this.number = page.number
    this.#seen = page
  }

  layOut(): PageLayout {
    const layout = 'glyphs' in this.#seen ? layOutPage(this.#seen) : this.#seen
    this.#seen = layout
    return layout
  }

  get doubts(): readonly Doubt[] {
    return this.#seen.doubts
  }
}

function joinedRuns(found: readonly PageRun<LaidPage>[], book: LabelBook): Omit<LaidOut, 'doubts'> {
  const runs = withBandsAmongRuled(found)
  if (runs.every(({ isForm }) => !isForm))
    return { sections: joinPages(runs.flatMap(({ kept }) => layoutsOf(kept))), formPages: [] }
  const formPages: number[] = []
  const blocks = runs.flatMap(({ isForm, kept, pages }) => {
    if (!isForm) return blocksOf(kept)
    return formSheets(pages, book).flatMap(({ pages: sheet, blocks: own }) => {
      const numbers = new Set(sheet.map(({ page }) => page.number))
      if (own !== null) formPages.push(...numbers)
      return own ?? blocksOf(kept.filter(({ number }) => numbers.has(number)))
    })
  })
  return { sections: [{ name: null, blocks }], formPages }
}

function blocksOf(pages: readonly LaidPage[]): readonly Block[] {
  return joinPages(layoutsOf(pages)).flatMap((section) => [...section.blocks])
}

function layoutsOf(pages: readonly LaidPage[]): PageLayout[] {
  return pages.map((page) => page.layOut())
}

/** The runs, those that are a band of a ruled sheet put together with the pages before and after them. */
function withBandsAmongRuled(runs: readonly PageRun<LaidPage>[]): readonly PageRun<LaidPage>[] {
  const ruled = runs.filter(({ isForm }) => !isForm).flatMap(({ kept }) => layoutsOf(kept))
  if (ruled.length === 0) return runs
  const result: PageRun<LaidPage>[] = []
  for (const run of runs) {
    const outlines = run.pages.map(({ page }) => ({ height: page.height, outline: outlineOf(page) }))
    const isForm = run.isForm && !areBandOfRuled(outlines, ruled)
    const last = result.at(-1)
    if (isForm) result.push(run)
    else if (last !== undefined && !last.isForm) last.kept.push(...run.kept)
    else result.push({ isForm: false, kept: [...run.kept], pages: [] })
  }
  return result
}
