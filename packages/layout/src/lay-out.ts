/** A document's marks or grids to its tables and texts: the stage as the pipeline calls it. */
import type { Doubt } from '@backfile/model'
import type { GridDocument, PaintedDocument } from '@backfile/readers'
import { formSheets, isFormPage, type SheetPage, uprightPage } from './form-sheet/index.ts'
import type { LabelBook } from './form-sheet/vocabulary.ts'
import { sectionOf } from './grids.ts'
import { joinPages } from './join/index.ts'
import { layOutPage } from './page-layout.ts'
import type { PageLayout } from './page-table.ts'
import type { Block, Section } from './table.ts'

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
    if (run !== undefined && isForm === run.sheet.length > 0) {
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

function joinedRuns(runs: readonly Run[], book: LabelBook): Section[] {
  if (runs.every(({ sheet }) => sheet.length === 0)) return joinPages(runs.flatMap(({ layouts }) => layouts))
  const blocks = runs.flatMap(({ layouts, sheet }) => {
    if (sheet.length === 0) return blocksOf(layouts)
    return formSheets(sheet, book).flatMap(({ pages, blocks: own }) => {
      const numbers = new Set(pages.map(({ page }) => page.number))
      return own ?? blocksOf(layouts.filter((layout) => numbers.has(layout.page)))
    })
  })
  return [{ name: null, blocks }]
}

function blocksOf(layouts: readonly PageLayout[]): readonly Block[] {
  return joinPages(layouts).flatMap((section) => [...section.blocks])
}

const noLabels: LabelBook = { partsOf: () => new Set() }
