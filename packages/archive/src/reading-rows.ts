/** A filing as rows of the tables that are searched and summed; the JSON beside them stays the whole truth. */
import { type Filing, foldKey, stableId } from '@backfile/model'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { filings, findings, fundAmounts, funds, indicators, targets } from './schema.ts'

/** Rows without what all of one reading share, which the database fills in. */
export interface FilingRows {
  readonly filing: Omit<typeof filings.$inferInsert, 'readingId' | 'sha256' | 'current'>
  readonly funds: readonly RowOf<typeof funds>[]
  readonly amounts: readonly RowOf<typeof fundAmounts>[]
  readonly indicators: readonly RowOf<typeof indicators>[]
  readonly targets: readonly RowOf<typeof targets>[]
  readonly findings: readonly RowOf<typeof findings>[]
}

type RowOf<T extends PgTable> = Omit<T['$inferInsert'], 'readingId'>

/** Characters of a unit's name that count in the order of listings; an index entry has to be short. */
const unitKeyLength = 100

/**
 * Digits of a number that go into a numeric column. PostgreSQL's limit is 131,072 before the point; no amount of money
 * has a hundred, and what is longer is a fault of the file, kept as text and in the JSON.
 */
const longestNumber = 1000

const severityRank = { error: 0, warning: 1, info: 2 } as const

/** The id of a filing: of the same content and part, the same in every archive and after every reading. */
export function filingId(sha256: string, part: number): string {
  return stableId('filing', sha256, String(part))
}

/** All rows of one filing. */
export function rowsOfFiling(filing: Filing): FilingRows {
  const { sha256, part } = filing.source
  const key = { part }
  const count = (severity: keyof typeof severityRank) =>
    filing.findings.filter((finding) => finding.severity === severity).length
  const id = filingId(sha256, part)
  const unitKey = foldKey(filing.unit.name ?? '')
  return {
    filing: {
      ...key,
      id,
      formId: filing.form.id,
      formTitle: filing.form.title,
      formConfidence: filing.form.confidence,
      unitName: filing.unit.name,
      unitCode: filing.unit.code,
      unitKey,
      fiscalYear: filing.fiscalYear,
      listKey: listKey(unitKey, filing.fiscalYear, filing.form.id, id),
      json: JSON.stringify(filing),
      fundCount: filing.funds.length,
      indicatorCount: filing.indicators.length,
      errorCount: count('error'),
      warningCount: count('warning'),
      infoCount: count('info'),
    },
    funds: filing.funds.map((line, ordinal) => ({
      ...key,
      ordinal,
      id: line.id,
      section: line.section,
      path: [...line.path],
      role: line.role,
    })),
    amounts: filing.funds.flatMap((line, fund) =>
      line.amounts.map(({ measure, raw, value, unit, confidence }, ordinal) => ({
        ...key,
        fund,
        ordinal,
        measure,
        raw,
        value: number(value),
        unit,
        confidence,
      })),
    ),
    indicators: filing.indicators.map((row, ordinal) => ({
      ...key,
      ordinal,
      id: row.id,
      position: row.order,
      level1: row.level1,
      level2: row.level2,
      task: row.task,
      subprojects: [...row.subprojects],
      name: row.name,
      explanation: row.explanation,
      valueSource: row.valueSource,
      weight: number(row.weight ?? null),
      score: number(row.score ?? null),
      deviationReason: row.deviationReason ?? null,
      confidence: row.confidence,
    })),
    targets: filing.indicators.flatMap((row, indicator) =>
      row.targets.map(({ period, raw, operator, value, upper, unit, text, confidence }, ordinal) => ({
        ...key,
        indicator,
        ordinal,
        period,
        raw,
        operator,
        value: number(value),
        upper: number(upper),
        unit,
        text,
        confidence,
      })),
    ),
    findings: filing.findings.map((finding, ordinal) => ({
      ...key,
      ordinal,
      id: finding.id,
      check: finding.check,
      severity: finding.severity,
      severityRank: severityRank[finding.severity],
      messageZh: finding.message.zh,
      messageEn: finding.message.en,
      subjects: [...finding.subjects],
      expected: finding.expected,
      actual: finding.actual,
      locators: finding.locators,
    })),
  }
}

/** Filings without a unit or a year come first: they are the ones to look at. */
function listKey(unitKey: string, fiscalYear: number | null, formId: string, id: string): string {
  const year = String(fiscalYear ?? 0).padStart(4, '0')
  return [Array.from(unitKey).slice(0, unitKeyLength).join(''), year, formId, id].join('\u0001')
}

function number(value: string | null): string | null {
  return value === null || value.length > longestNumber ? null : value
}
