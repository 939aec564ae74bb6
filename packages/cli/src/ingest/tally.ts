/** What an ingest counts, and the few files and filings that a person should look at first. */
import { filingId } from '@backfile/archive'
import type { Filing, Message } from '@backfile/model'

export interface Counts {
  /** Files found below what was named. */
  found: number
  /** Of these: content not known before. */
  new: number
  /** Known content at a path not known before. */
  copies: number
  /** Known path with another content: a new version. */
  changed: number
  unchanged: number
  /** Hidden files and the like, not received. */
  skipped: number
  /** Could not be received: no permission, not there. */
  unreadable: number
  /** Documents read, also those that an ingest before had left. */
  read: number
  /** Documents that cannot be read. */
  failed: number
  /** Documents received and not read yet. */
  waiting: number
  filings: number
  fundLines: number
  indicators: number
  errors: number
  warnings: number
  notes: number
}

export interface FailedFile {
  readonly path: string
  readonly code: string
  readonly reason: Message
}

export interface DoubtfulFiling {
  readonly id: string
  readonly path: string
  readonly unit: string | null
  readonly year: number | null
  readonly form: string
  readonly errors: number
  readonly warnings: number
}

/** Failed files that the summary names; the archive names them all. */
const NAMED_FAILURES = 20
/** Filings that the summary names as those to look at first. */
const NAMED_FILINGS = 5

export interface Tally {
  readonly counts: Counts
  /** The first ones, `NAMED_FAILURES` at most. */
  readonly failures: readonly FailedFile[]
  /** Those with most errors, then warnings. */
  readonly doubtful: readonly DoubtfulFiling[]
  readonly fail: (failure: FailedFile) => void
  readonly add: (filing: Filing) => void
}

/** A tally at nought; it holds the counts and a handful of names, however many files there are. */
export function newTally(): Tally {
  const counts: Counts = {
    found: 0,
    new: 0,
    copies: 0,
    changed: 0,
    unchanged: 0,
    skipped: 0,
    unreadable: 0,
    read: 0,
    failed: 0,
    waiting: 0,
    filings: 0,
    fundLines: 0,
    indicators: 0,
    errors: 0,
    warnings: 0,
    notes: 0,
  }
  const failures: FailedFile[] = []
  const doubtful: DoubtfulFiling[] = []
  return {
    counts,
    failures,
    doubtful,
    fail: (failure) => {
      if (failures.length < NAMED_FAILURES) failures.push(failure)
    },
    add: (filing) => {
      const entry = summaryOf(filing)
      counts.filings += 1
      counts.fundLines += filing.funds.length
      counts.indicators += filing.indicators.length
      counts.errors += entry.errors
      counts.warnings += entry.warnings
      counts.notes += filing.findings.length - entry.errors - entry.warnings
      if (entry.errors + entry.warnings === 0) return
      doubtful.push(entry)
      doubtful.sort((a, b) => b.errors - a.errors || b.warnings - a.warnings || (a.path < b.path ? -1 : 1))
      doubtful.length = Math.min(doubtful.length, NAMED_FILINGS)
    },
  }
}

function summaryOf(filing: Filing): DoubtfulFiling {
  const count = (severity: string) =>
    filing.findings.filter((finding) => finding.severity === severity).length
  return {
    id: filingId(filing.source.sha256, filing.source.part),
    path: filing.source.path,
    unit: filing.unit.name,
    year: filing.fiscalYear,
    form: filing.form.id,
    errors: count('error'),
    warnings: count('warning'),
  }
}
