/** `extract`: the stages in a row, from the bytes of one file to its filings. */
import { createHash } from 'node:crypto'
import { runChecks } from '@backfile/checks'
import {
  forms,
  labelBook,
  type RecognisedFiling,
  rebuildFlattened,
  rebuildSpacedBands,
  recognise,
  subjectsAt,
} from '@backfile/forms'
import { type LaidOut, layOut } from '@backfile/layout'
import {
  type Doubt,
  type Filing,
  type Finding,
  type Locator,
  type Source,
  stableId,
  uniqueIds,
} from '@backfile/model'
import { readDocument, type SourceDocument } from '@backfile/readers'
import { withoutMendedCuts } from './mended-cuts.ts'

/** Milliseconds that each stage took. For painted documents reading happens page by page within `layout`. */
export interface StageTimes {
  readonly read: number
  readonly layout: number
  readonly recognise: number
  readonly check: number
}

export interface Extraction {
  /** At least one: a file in which no form is recognised gives one filing of form `unknown`. */
  readonly filings: readonly Filing[]
  readonly times: StageTimes
}

/**
 * The filings of one file. `path` is what the source is called in the result, and a hint of its format.
 * The same bytes and path give the same filings, byte for byte. Throws `UnreadableError` for a file that
 * cannot be read at all.
 */
export async function extract(bytes: Uint8Array, path: string): Promise<Extraction> {
  const started = performance.now()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const size = bytes.byteLength
  const document = await readDocument(bytes, path)
  const read = performance.now()
  const laidOut = await sectionsOf(document)
  const layout = performance.now()
  const recognised = recognise(laidOut.sections, forms)
  const filings = recognised.length > 0 ? recognised : [withoutTables()]
  const recognisedAt = performance.now()
  const fileDoubts = withoutMendedCuts([...document.doubts, ...laidOut.doubts], laidOut.sections)
  const source = { path, sha256, mediaType: document.mediaType, bytes: size, pages: pagesOf(document) }
  const partOf = partsByPlace(filings)
  const complete = filings.map((filing, part) =>
    completeFiling(
      filing,
      { ...source, part },
      fileDoubts.filter((doubt) => partOf(doubt) === part),
    ),
  )
  return {
    filings: complete,
    times: {
      read: read - started,
      layout: layout - read,
      recognise: recognisedAt - layout,
      check: performance.now() - recognisedAt,
    },
  }
}

const knownLabels = labelBook(forms)

/** The laid-out sections of a document, whatever its kind. */
export async function sectionsOf(document: SourceDocument): Promise<LaidOut> {
  if (document.kind === 'flattened') return { ...rebuildFlattened(document, forms), formPages: [] }
  const lines = document.kind === 'painted' ? document.gapLines : undefined
  const bands = lines === undefined ? null : rebuildSpacedBands(lines, forms)
  return bands === null ? layOut(document, knownLabels) : { ...bands, formPages: [] }
}

function pagesOf(document: SourceDocument): number | null {
  if (document.kind === 'painted') return document.pageCount
  return document.kind === 'grids' && document.mediaType.includes('spreadsheet')
    ? document.sections.length
    : null
}

function completeFiling(recognised: RecognisedFiling, source: Source, fileDoubts: readonly Doubt[]): Filing {
  const { doubts: formDoubts, tables, ...parts } = recognised
  const subjects = subjectsAt(recognised)
  const before = [...fileDoubts, ...formDoubts].map((doubt) => aboutValues(doubt, subjects))
  const filing = { schema: 'backfile/filing@1' as const, source, ...parts }
  const doubts = [...before, ...runChecks({ ...filing, doubts: before })]
  const findings = withIds(doubts)
  return tables === undefined ? { ...filing, findings } : { ...filing, findings, tables }
}

/** A reader or a layout knows places, not values: its doubts are about the values read there, or about the source. */
function aboutValues(doubt: Doubt, subjects: ReturnType<typeof subjectsAt>): Doubt {
  if (doubt.subjects.some((subject) => subject !== 'source')) return doubt
  const found = subjects(doubt.locators)
  return { ...doubt, subjects: found.length > 0 ? found : ['source'] }
}

function withIds(doubts: readonly Doubt[]): Finding[] {
  const unique = uniqueIds()
  return doubts.map((doubt) => ({
    id: unique(stableId('finding', doubt.check, ...doubt.subjects, doubt.expected ?? '', doubt.actual ?? '')),
    ...doubt,
  }))
}

/** The filing that a doubt is about: that with a value at its place, else on its page, sheet or table, else the first. */
function partsByPlace(filings: readonly RecognisedFiling[]): (doubt: Doubt) => number {
  const subjects = filings.map(subjectsAt)
  const areas = filings.map(
    ({ fields, indicators, funds }) =>
      new Set(
        [...fields, ...indicators, ...funds.flatMap((line) => line.amounts)].flatMap(({ locators }) =>
          locators.map(areaOf),
        ),
      ),
  )
  return ({ locators }) => {
    if (filings.length === 1 || locators.length === 0) return 0
    const exact = subjects.findIndex((at) => at(locators).length > 0)
    const near = areas.findIndex((known) => locators.some((locator) => known.has(areaOf(locator))))
    return Math.max(0, exact >= 0 ? exact : near)
  }
}

function areaOf(locator: Locator): string {
  if ('page' in locator) return `page ${locator.page}`
  if ('sheet' in locator) return `sheet ${locator.sheet}`
  return 'table' in locator ? `table ${locator.table}` : 'text'
}

function withoutTables(): RecognisedFiling {
  return {
    form: { id: 'unknown', title: null, confidence: 0 },
    unit: { name: null, code: null },
    fiscalYear: null,
    fields: [],
    funds: [],
    indicators: [],
    tables: [],
    doubts: [
      {
        check: 'form/no-table',
        severity: 'error',
        message: { zh: '文件里没有找到表格。', en: 'No table was found in the file.' },
        subjects: ['form'],
        expected: null,
        actual: null,
        locators: [],
      },
    ],
  }
}
