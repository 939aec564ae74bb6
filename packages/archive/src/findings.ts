/** Lists the findings of current filings, the gravest first. */
import type { Finding, Locator } from '@backfile/model'
import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from './database.ts'
import { type FilingFilter, filingConditions } from './filings.ts'
import { type Page, pageOf } from './page.ts'
import { filings, findingStates, findings } from './schema.ts'

export interface ListedFinding {
  readonly filingId: string
  readonly unitName: string | null
  readonly fiscalYear: number | null
  readonly formId: string
  readonly finding: Finding
  /** What a person said of it last; `open` where nobody has. */
  readonly state: FindingState
  /** Who said so, when and why; null where nobody has. */
  readonly decision: {
    readonly state: FindingState
    readonly madeBy: string
    readonly madeAt: Date
    readonly reason: string
  } | null
}

type FindingState = 'open' | 'accepted' | 'dismissed'

export interface FindingFilter extends FilingFilter {
  /** Id of one filing, in full. */
  readonly filing?: string
  readonly severity?: Finding['severity']
  /** Code of one check, such as `funds/total-differs`. */
  readonly check?: string
  /** Only those on which nobody has decided, or which somebody has opened again. */
  readonly open?: boolean
}

/** Findings by severity, then in the order in which filings were read and as they stand there; a page at a time. */
export async function listFindings(
  db: Database,
  filter: FindingFilter,
  limit: number,
  after: string | null = null,
): Promise<Page<ListedFinding>> {
  const conditions: (SQL | undefined)[] = [eq(filings.current, true), ...filingConditions(filter)]
  if (filter.filing !== undefined) conditions.push(eq(filings.id, filter.filing))
  if (filter.severity !== undefined) conditions.push(eq(findings.severityRank, rankOf[filter.severity]))
  if (filter.check !== undefined) conditions.push(eq(findings.check, filter.check))
  if (filter.open === true) conditions.push(sql`coalesce(${lastSaid} ->> 'state', 'open') = 'open'`)
  if (after !== null) conditions.push(sql`(${place}) > (${placeFrom(after)})`)
  const rows = await db
    .select({
      finding: findings,
      filingId: filings.id,
      unitName: filings.unitName,
      fiscalYear: filings.fiscalYear,
      formId: filings.formId,
      decision: lastSaid,
    })
    .from(findings)
    .innerJoin(filings, and(eq(filings.readingId, findings.readingId), eq(filings.part, findings.part)))
    .where(and(...conditions))
    .orderBy(asc(findings.severityRank), asc(findings.readingId), asc(findings.part), asc(findings.ordinal))
    .limit(limit + 1)
  const { items, next } = pageOf(rows, limit, ({ finding: { severityRank, readingId, part, ordinal } }) =>
    [severityRank, readingId, part, ordinal].join('.'),
  )
  return {
    items: items.map(({ finding, decision, ...where }) => {
      const said = Said.parse(decision)
      return { ...where, finding: fromRow(finding), state: said?.state ?? 'open', decision: said }
    }),
    next,
  }
}

const lastSaid = sql<unknown>`(
  select jsonb_build_object(
    'state', ${findingStates.state}, 'madeBy', ${findingStates.madeBy}, 'reason', ${findingStates.reason},
    'madeAt', to_char(${findingStates.madeAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from ${findingStates}
  where ${findingStates.sha256} = ${filings.sha256} and ${findingStates.part} = ${filings.part}
    and ${findingStates.findingId} = ${findings.id}
  order by ${findingStates.id} desc limit 1)`

const Said = z
  .object({
    state: z.enum(['open', 'accepted', 'dismissed']),
    madeBy: z.string(),
    madeAt: z.iso.datetime().transform((time) => new Date(time)),
    reason: z.string(),
  })
  .nullable()

const rankOf = { error: 0, warning: 1, info: 2 } as const
const severities = ['error', 'warning', 'info'] as const

const place = sql`${findings.severityRank}, ${findings.readingId}, ${findings.part}, ${findings.ordinal}`

function placeFrom(after: string): SQL {
  const numbers = after.split('.').map(Number)
  if (numbers.length !== 4 || !numbers.every(Number.isSafeInteger)) {
    throw new Error(`Not a place in a list of findings: ${JSON.stringify(after)}`)
  }
  return sql.join(
    numbers.map((number) => sql`${number}::bigint`),
    sql`, `,
  )
}

function fromRow(row: typeof findings.$inferSelect): Finding {
  const { id, check, subjects, expected, actual } = row
  return {
    id,
    check,
    severity: severities[row.severityRank] ?? 'error',
    message: { zh: row.messageZh, en: row.messageEn },
    subjects,
    expected,
    actual,
    // Written by this package from a `Finding`, and by nobody else.
    locators: row.locators as readonly Locator[],
  }
}
