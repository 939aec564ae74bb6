/** A document's marks or grids to its tables and texts: the stage as the pipeline calls it. */
import type { Doubt } from '@backfile/model'
import type { GridDocument, PaintedDocument } from '@backfile/readers'
import { beginsFiling, formSheetBlocks, isFormPage, type SheetPage, uprightPage } from './form-sheet/index.ts'
import type { LabelBook } from './form-sheet/vocabulary.ts'
import { sectionOf } from './grids.ts'
import { joinPages } from './join/index.ts'
import { areBandOfRuled } from './join/level-band.ts'
import { layOutPage } from './page-layout.ts'
import type { PageLayout } from './page-table.ts'
import type { Section } from './table.ts'

export interface LaidOut {
  readonly sections: readonly Section[]
  /** What readers doubted of single pages, and what layout could not look at; the document has doubts of its own. */
  readonly doubts: readonly Doubt[]
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
    return { sections: document.sections.map(sectionOf), doubts: [] }
  }
  const runs: Run[] = []
  const doubts: Doubt[] = []
  for await (const page of document.pages()) {
    const layout = layOutPage(page)
    doubts.push(...layout.doubts)
    const sheetPage = uprightPage(page)
    const run = runs.at(-1)
    const isForm = isFormPage(sheetPage, book, run?.sheet.at(-1) ?? null)
    const begins = isForm && beginsFiling(sheetPage, book)
    if (run !== undefined && isForm === run.sheet.length > 0 && !begins) {
      run.layouts.push(layout)
      if (isForm) run.sheet.push(sheetPage)
    } else runs.push({ layouts: [layout], sheet: isForm ? [sheetPage] : [] })
  }
  return { sections: joinedRuns(runs, book), doubts }
}

/** Pages that follow each other: with `sheet`, those of forms without upright rulings. */
interface Run {
  readonly layouts: PageLayout[]
  readonly sheet: SheetPage[]
}

function joinedRuns(found: readonly Run[], book: LabelBook): Section[] {
  const runs = withBandsAmongRuled(found)
  if (runs.every(({ sheet }) => sheet.length === 0)) return joinPages(runs.flatMap(({ layouts }) => layouts))
  const blocks = runs.flatMap(({ layouts, sheet }) => {
    const own = sheet.length === 0 ? null : formSheetBlocks(sheet, book)
    return own ?? joinPages(layouts).flatMap((section) => [...section.blocks])
  })
  return [{ name: null, blocks }]
}

/** The runs, those that are a band of a ruled sheet put together with the pages before and after them. */
function withBandsAmongRuled(runs: readonly Run[]): readonly Run[] {
  const ruled = runs.filter(({ sheet }) => sheet.length === 0).flatMap(({ layouts }) => layouts)
  if (ruled.length === 0) return runs
  const result: Run[] = []
  for (const run of runs) {
    const isForm = run.sheet.length > 0 && !areBandOfRuled(run.layouts, ruled)
    const last = result.at(-1)
    if (isForm) result.push(run)
    else if (last !== undefined && last.sheet.length === 0) last.layouts.push(...run.layouts)
    else result.push({ layouts: [...run.layouts], sheet: [] })
  }
  return result
}

const noLabels: LabelBook = { partsOf: () => new Set() }
