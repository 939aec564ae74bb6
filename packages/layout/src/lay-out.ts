/** A document's marks or grids to its tables and texts: the stage as the pipeline calls it. */
import type { Doubt } from '@backfile/model'
import type { GridDocument, PaintedDocument } from '@backfile/readers'
import { sectionOf } from './grids.ts'
import { joinPages } from './join/index.ts'
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
export async function layOut(document: PaintedDocument | GridDocument): Promise<LaidOut> {
  if (document.kind === 'grids') {
    return { sections: document.sections.map(sectionOf), doubts: [] }
  }
  const pages: PageLayout[] = []
  for await (const page of document.pages()) pages.push(layOutPage(page))
  return { sections: joinPages(pages), doubts: pages.flatMap((page) => [...page.doubts]) }
}
