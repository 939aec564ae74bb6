/** Space-aligned text of a form in bands, whose lines stand at other heights on each page: joined by order alone. */
import type { Section } from '@backfile/layout'
import type { Locator } from '@backfile/model'
import type { FlattenedDocument, FlattenedLine } from '@backfile/readers'
import type { FormDefinition, IndicatorColumnRole } from '../form-definition.ts'
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
 * Whether pages show the sheet's whole width: labels of fields or first levels, which stand at a form's left, and the
 * year's targets. A page that has none of the heads of those, and none at the left, shows columns behind them: as many
 * such pages as whole ones are bands. The tools that write such text end each page with a form feed, so blank lines
 * within one part no bands.
 */
function showsWholeWidth(written: readonly FlattenedLine[], vocabulary: Vocabulary): boolean {
  const pages = pagesOf(written).map((lines) => rolesOn(lines, vocabulary))
  const whole = pages.filter((roles) => isAtLeft(roles) && roles.has('target:fullYear'))
  const known = new Set(whole.flatMap((roles) => [...roles]))
  const behind = pages.filter(
    (roles) => roles.size > 0 && !isAtLeft(roles) && [...roles].every((role) => !known.has(role)),
  )
  return whole.length > behind.length
}

type PageRole = IndicatorColumnRole | 'field'

const isAtLeft = (roles: ReadonlySet<PageRole>): boolean => roles.has('field') || roles.has('level1')

function pagesOf(written: readonly FlattenedLine[]): FlattenedLine[][] {
  const pages: FlattenedLine[][] = []
  for (const line of written) {
    const open = pages.at(-1)
    if (open === undefined || line.afterFormFeed) pages.push([line])
    else open.push(line)
  }
  return pages
}

/** The labels of fields and the heads of columns on a page, those too that narrow columns break over lines. */
function rolesOn(lines: readonly FlattenedLine[], vocabulary: Vocabulary): ReadonlySet<PageRole> {
  const roles = new Set<PageRole>()
  for (const [at, line] of lines.entries())
    for (const [place, text] of line.fields.entries())
      for (const label of labelsFrom(lines, at, place, text)) {
        const column = vocabulary.column(label)
        if (column !== null && column.likeness >= SURE_LABEL) roles.add(column.role)
        if ((vocabulary.field(label)?.likeness ?? 0) >= SURE_LABEL) roles.add('field')
      }
  return roles
}

/** The field's text, and that together with the texts that stand below its middle, one line after the other. */
function labelsFrom(lines: readonly FlattenedLine[], at: number, place: number, text: string): string[] {
  const labels = [text]
  if (text.length > LONGEST_LABEL_LINE) return labels
  const middle = (lines[at]?.starts?.[place] ?? 0) + text.length / 2
  for (let below = at + 1; below <= at + LABEL_LINES && labels.length < LABEL_LINES; below += 1) {
    const line = lines[below]
    const under = line?.fields.find((other, index) => {
      const start = line.starts?.[index]
      return start !== undefined && Math.abs(start + other.length / 2 - middle) < SAME_MIDDLE_EM
    })
    if (under !== undefined) labels.push(`${labels.at(-1) ?? ''}${under}`)
  }
  return labels
}

/** A narrow column breaks a label into so many lines, between those of its neighbours … */
const LABEL_LINES = 4
/** … of no more characters than this each. */
const LONGEST_LABEL_LINE = 12
/** The lines of a label have their middles in common, or nearly so where the last one is shorter, in em. */
const SAME_MIDDLE_EM = 1.6

/** Where each table of the section begins. */
function placesOf({ blocks }: Section): readonly Locator[] {
  return blocks.flatMap((block) =>
    block.kind === 'table' ? (block.cells.find(({ text }) => text !== '')?.locators ?? []) : [],
  )
}
