/** A document's marks or grids to its tables and texts: the stage as the pipeline calls it. */
import type { Doubt } from '@backfile/model'
import type { GridDocument, PaintedDocument } from '@backfile/readers'
import { formSheets, type PageRun, PageRuns, uprightPage } from './form-sheet/index.ts'
import type { LabelBook } from './form-sheet/vocabulary.ts'
import { sectionOf } from './grids.ts'
import { joinPages } from './join/index.ts'
import { areBandOfRuled } from './join/level-band.ts'
import { layOutPage } from './page-layout.ts'
import type { PageLayout, PageTable } from './page-table.ts'
import type { Block, Section } from './table.ts'

export interface LaidOut {
  readonly sections: readonly Section[]
  /** What readers doubted of single pages, and what layout could not look at; the document has doubts of its own. */
  readonly doubts: readonly Doubt[]
  /** Numbers of the pages whose tables were read from a form's labels: what `layOutPage` finds there was not used. */
  readonly formPages: readonly number[]
}

/**
 * Rebuilds the tables of a document. Of the pages only their layouts are kept: memory is that of the page in hand.
 * Throws what the reader throws while it gives pages.
 */
export async function layOut(
  document: PaintedDocument | GridDocument,
  book: LabelBook = noLabels,
): Promise<LaidOut> {
  if (document.kind === 'grids') {
    return { sections: document.sections.map(sectionOf), doubts: [], formPages: [] }
  }
  const runs = new PageRuns<PageLayout>(book)
  const doubts: Doubt[] = []
  for await (const page of document.pages()) {
    const layout = layOutPage(page)
    doubts.push(...layout.doubts)
    if (layout.tables.some(isFullyRuled)) runs.addOther(uprightPage(page), layout)
    else runs.add(uprightPage(page), layout)
  }
  return { ...joinedRuns(runs.runs(), book), doubts }
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

function joinedRuns(found: readonly PageRun<PageLayout>[], book: LabelBook): Omit<LaidOut, 'doubts'> {
  const runs = withBandsAmongRuled(found)
  if (runs.every(({ isForm }) => !isForm))
    return { sections: joinPages(runs.flatMap(({ kept }) => kept)), formPages: [] }
  const formPages: number[] = []
  const blocks = runs.flatMap(({ isForm, kept, pages }) => {
    if (!isForm) return blocksOf(kept)
    return formSheets(pages, book).flatMap(({ pages: sheet, blocks: own }) => {
      const numbers = new Set(sheet.map(({ page }) => page.number))
      if (own !== null) formPages.push(...numbers)
      return own ?? blocksOf(kept.filter((layout) => numbers.has(layout.page)))
    })
  })
  return { sections: [{ name: null, blocks }], formPages }
}

function blocksOf(layouts: readonly PageLayout[]): readonly Block[] {
  return joinPages(layouts).flatMap((section) => [...section.blocks])
}

/** The runs, those that are a band of a ruled sheet put together with the pages before and after them. */
function withBandsAmongRuled(runs: readonly PageRun<PageLayout>[]): readonly PageRun<PageLayout>[] {
  const ruled = runs.filter(({ isForm }) => !isForm).flatMap(({ kept }) => kept)
  if (ruled.length === 0) return runs
  const result: PageRun<PageLayout>[] = []
  for (const run of runs) {
    const isForm = run.isForm && !areBandOfRuled(run.kept, ruled)
    const last = result.at(-1)
    if (isForm) result.push(run)
    else if (last !== undefined && !last.isForm) last.kept.push(...run.kept)
    else result.push({ isForm: false, kept: [...run.kept], pages: [] })
  }
  return result
}

const noLabels: LabelBook = { partsOf: () => new Set() }
