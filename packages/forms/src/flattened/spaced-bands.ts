/** Space-aligned text of a form in bands, whose lines stand at other heights on each page: joined by order alone. */
import type { Section } from '@backfile/layout'
import type { Locator } from '@backfile/model'
import type { FlattenedDocument, FlattenedLine } from '@backfile/readers'
import type { FormDefinition } from '../form-definition.ts'
import { isTarget } from '../indicator-header.ts'
import { bandsByGaps } from './band-messages.ts'
import { bandsOf } from './band-pages.ts'
import { joinBrokenLines } from './broken-lines.ts'
import { likeliestForm, splitFilings } from './filing-lines.ts'
import { type Rebuilt, rebuildFlattened } from './rebuild.ts'
import { unshifted } from './shifted-lines.ts'
import { readSourceLines } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Below this whatever is read of bands whose lines only gaps part in fields: they drift from line to line. */
const SURE_BY_GAPS = 0.5

/** Likeness from which a text is a label beyond doubt. */
const SURE_LABEL = 0.95

/**
 * The tables of a text whose fields are parted by gaps of spaces, where it is of a form in bands; null for any other,
 * which is read better as it is painted.
 */
export function rebuildSpacedBands(
  written: readonly FlattenedLine[],
  forms: readonly FormDefinition[],
): Rebuilt | null {
  const { lines } = readSourceLines(written)
  const vocabulary = likeliestForm(lines, forms)
  if (vocabulary === null || showsWholeWidth(written, vocabulary)) return null
  const filings = splitFilings(joinBrokenLines(lines, vocabulary).lines, vocabulary)
  if (!filings.some((filing) => bandsOf(unshifted(filing), vocabulary) !== null)) return null
  const document: FlattenedDocument = {
    kind: 'flattened',
    mediaType: 'text/plain',
    doubts: [],
    lines: written,
  }
  const { sections, doubts } = rebuildFlattened(document, forms)
  const unsure = sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => ({
      ...block,
      confidence: Math.min(block.confidence, SURE_BY_GAPS),
    })),
  }))
  return { sections: unsure, doubts: [...doubts, bandsByGaps(sections.flatMap(placesOf))] }
}

/**
 * Whether a page has labels of fields, which stand at a form's left, and headings of targets, at its right: the tools that
 * write such text end each page with a form feed, so blank lines within one part no bands.
 */
function showsWholeWidth(written: readonly FlattenedLine[], { field, column }: Vocabulary): boolean {
  let [hasField, hasTarget] = [false, false]
  for (const { fields, afterFormFeed } of written) {
    if (afterFormFeed) [hasField, hasTarget] = [false, false]
    hasField ||= (field(fields[0] ?? '')?.likeness ?? 0) >= SURE_LABEL
    hasTarget ||= fields.some((text) => {
      const found = column(text)
      return found !== null && found.likeness >= SURE_LABEL && isTarget(found.role)
    })
    if (hasField && hasTarget) return true
  }
  return false
}

/** Where each table of the section begins. */
function placesOf({ blocks }: Section): readonly Locator[] {
  return blocks.flatMap((block) =>
    block.kind === 'table' ? (block.cells.find(({ text }) => text !== '')?.locators ?? []) : [],
  )
}
