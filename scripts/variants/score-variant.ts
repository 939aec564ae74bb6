/** Reads a variant and scores what was read against all the filings that it was made from. */
import type { Filing, Finding } from '@backfile/model'
import { extract } from '@backfile/pipeline'
import { compareFiling } from '../fixtures/compare-filing.ts'
import type { FilingContent } from '../fixtures/filing-content.ts'
import type { Sheet } from '../fixtures/sheet.ts'
import { writeXlsx } from '../fixtures/write-xlsx.ts'
import type { MadeVariant } from './variant.ts'

export interface VariantScore {
  readonly figures: { readonly expected: number; readonly read: number; readonly right: number }
  readonly rows: { readonly expected: number; readonly right: number }
  readonly fields: { readonly expected: number; readonly right: number }
  /** Wrong or invented, surely, with no finding on them. */
  readonly silent: readonly string[]
  /** Lost, in a filing with no finding but those that its content deserves. */
  readonly silentlyLost: readonly string[]
  /** Findings that the content does not deserve: doubts of the reading. */
  readonly doubts: readonly string[]
  readonly differences: readonly string[]
  /** Milliseconds. */
  readonly time: number
}

/** What cannot be read at all counts as lost, with its message as the one doubt. */
export async function scoreVariant(variant: MadeVariant): Promise<VariantScore> {
  const started = performance.now()
  const read = await extract(variant.bytes, variant.name).catch((error: unknown) => String(error))
  const time = performance.now() - started
  if (typeof read === 'string') return { ...unread(variant.expected, read), time }
  const pairs = pairUp(variant.expected, read.filings)
  const scores = await Promise.all(
    pairs.map(({ expected, filing }, index) => scoreFiling(expected, filing, variant.sheets[index])),
  )
  const claimed = new Set(pairs.map(({ filing }) => filing))
  const extra = read.filings.filter((filing) => !claimed.has(filing))
  // Tables of other pages are kept as a filing of no known form: that is no error, but somebody has to look at it.
  const kept = extra
    .filter(({ form }) => form.id === 'unknown')
    .map(({ form }) => `form/unknown: ${form.title}`)
  const invented = extra
    .filter(({ form }) => form.id !== 'unknown')
    .map((filing) => `a filing that is not there: ${filing.form.title ?? filing.form.id}`)
  const sum = added(scores)
  return {
    ...sum,
    silent: [...sum.silent, ...invented],
    doubts: [...sum.doubts, ...kept],
    differences: [...sum.differences, ...invented],
    time,
  }
}

type Scored = Omit<VariantScore, 'time'>

interface Pair {
  readonly expected: FilingContent
  readonly filing: Filing | null
}

/** Each expected filing with the one that was read of it: the one with the most right figures. */
function pairUp(expected: readonly FilingContent[], filings: readonly Filing[]): readonly Pair[] {
  const left = [...filings]
  return expected.map((content) => {
    const likeness = left.map((filing) => {
      const { figures, fields } = compareFiling(content, filing)
      return figures.right + fields.right
    })
    const best = likeness.indexOf(Math.max(...likeness))
    const [filing] = best >= 0 && (likeness[best] ?? 0) > 0 ? left.splice(best, 1) : []
    return { expected: content, filing: filing ?? (expected.length === 1 ? (left[0] ?? null) : null) }
  })
}

async function scoreFiling(
  expected: FilingContent,
  filing: Filing | null,
  sheet: Sheet | undefined,
): Promise<Scored> {
  if (filing === null) return unread([expected], 'the filing was not found in the file')
  const deserved = sheet === undefined ? new Set<string>() : await deservedFindings(sheet)
  const doubts = filing.findings.filter((finding) => !deserved.has(findingKey(finding)))
  const score = compareFiling(expected, filing)
  return {
    ...score,
    silentlyLost: doubts.length === 0 ? score.lost : [],
    doubts: doubts.map(({ check, message }) => `${check}: ${message.en}`),
  }
}

/** What is found in the same sheet when nothing stands between it and the checks: its content's own faults. */
async function deservedFindings(sheet: Sheet): Promise<ReadonlySet<string>> {
  const { filings } = await extract(writeXlsx([sheet]), 'sheet.xlsx')
  return new Set(filings.flatMap(({ findings }) => findings.map(findingKey)))
}

function findingKey({ check, message }: Finding): string {
  return `${check} ${message.en}`
}

function unread(expected: readonly FilingContent[], why: string): Scored {
  const figures = expected.reduce(
    (sum, { funds, indicators }) =>
      sum +
      funds.reduce((all, { amounts }) => all + amounts.filter(({ value }) => value !== null).length, 0) +
      indicators.reduce((all, { targets }) => all + targets.length, 0),
    0,
  )
  const rows = expected.reduce((sum, { indicators }) => sum + indicators.length, 0)
  const fields = expected.reduce(
    (sum, filing) => sum + filing.fields.filter(({ text }) => text !== null).length,
    0,
  )
  return {
    figures: { expected: figures, read: 0, right: 0 },
    rows: { expected: rows, right: 0 },
    fields: { expected: fields, right: 0 },
    silent: [],
    silentlyLost: [],
    doubts: [why],
    differences: [`not read: ${why}`],
  }
}

function added(scores: readonly Scored[]): Scored {
  const total = (of: (score: Scored) => number): number => scores.reduce((sum, score) => sum + of(score), 0)
  return {
    figures: {
      expected: total(({ figures }) => figures.expected),
      read: total(({ figures }) => figures.read),
      right: total(({ figures }) => figures.right),
    },
    rows: { expected: total(({ rows }) => rows.expected), right: total(({ rows }) => rows.right) },
    fields: { expected: total(({ fields }) => fields.expected), right: total(({ fields }) => fields.right) },
    silent: scores.flatMap(({ silent }) => silent),
    silentlyLost: scores.flatMap(({ silentlyLost }) => silentlyLost),
    doubts: scores.flatMap(({ doubts }) => doubts),
    differences: scores.flatMap(({ differences }) => differences),
  }
}
