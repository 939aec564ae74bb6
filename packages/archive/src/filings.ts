/** Finds filings: a page of a listing, or one by its id. */
import { foldKey } from '@backfile/model'
import { and, asc, desc, eq, gt, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { type Page, pageOf } from './page.ts'
import { documentPaths, filings, readings } from './schema.ts'

export interface ListedFiling {
  readonly id: string
  readonly sha256: string
  readonly part: number
  /** Where its file stands now; where it stood last, if its content was replaced everywhere. */
  readonly path: string | null
  readonly formId: string
  readonly formTitle: string | null
  readonly formConfidence: number
  readonly unitName: string | null
  readonly unitCode: string | null
  readonly fiscalYear: number | null
  readonly current: boolean
  readonly fundCount: number
  readonly indicatorCount: number
  readonly errorCount: number
  readonly warningCount: number
  readonly infoCount: number
  readonly extractorVersion: string
  readonly readAt: Date
}

export interface FilingFilter {
  readonly form?: string
  /** A part of the unit's name, or its code. */
  readonly unit?: string
  readonly year?: number
}

/** Current filings by unit, year and form, a page at a time; those without a unit come first. */
export async function listFilings(
  db: Database,
  filter: FilingFilter,
  limit: number,
  after: string | null = null,
): Promise<Page<ListedFiling>> {
  const rows = await db
    .select({ ...listed, listKey: filings.listKey })
    .from(filings)
    .innerJoin(readings, eq(readings.id, filings.readingId))
    .where(
      and(
        filings.current,
        ...filingConditions(filter),
        after === null ? undefined : gt(filings.listKey, Buffer.from(after, 'base64url').toString()),
      ),
    )
    .orderBy(asc(filings.listKey))
    .limit(limit + 1)
  const { items, next } = pageOf(rows, limit, (row) => Buffer.from(row.listKey).toString('base64url'))
  return { items: items.map(({ listKey: _, ...filing }) => filing), next }
}

export type FoundFiling =
  | { readonly kind: 'found'; readonly filing: ListedFiling; readonly json: string }
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[] }
  | { readonly kind: 'missing' }

/** How many ids are named where a prefix fits several. */
const namedIds = 10

/**
 * The filing with this id or the only one whose id begins so: as it was last read, whether or not it is current. `json`
 * is byte for byte what was stored.
 */
export async function getFiling(db: Database, idOrPrefix: string): Promise<FoundFiling> {
  const prefix = idOrPrefix.toLowerCase()
  if (!/^[0-9a-f]+$/.test(prefix)) return { kind: 'missing' }
  const ids = await db
    .selectDistinct({ id: filings.id })
    .from(filings)
    // "g" follows every hex digit.
    .where(and(gte(filings.id, prefix), lt(filings.id, `${prefix}g`)))
    .orderBy(asc(filings.id))
    .limit(namedIds)
  const id = ids.length === 1 || ids[0]?.id === prefix ? ids[0]?.id : undefined
  if (id === undefined) {
    return ids.length === 0 ? { kind: 'missing' } : { kind: 'ambiguous', ids: ids.map((row) => row.id) }
  }
  const [row] = await db
    .select({ ...listed, json: filings.json })
    .from(filings)
    .innerJoin(readings, eq(readings.id, filings.readingId))
    .where(eq(filings.id, id))
    .orderBy(desc(filings.current), desc(filings.readingId))
    .limit(1)
  if (row === undefined) return { kind: 'missing' }
  const { json, ...filing } = row
  return { kind: 'found', filing, json }
}

/** What a filter says of the filings table; for listings of filings and of what belongs to them. */
export function filingConditions({ form, unit, year }: FilingFilter): readonly SQL[] {
  const unitCondition =
    unit === undefined
      ? undefined
      : or(eq(filings.unitCode, unit), sql`position(${foldKey(unit)} in ${filings.unitKey}) > 0`)
  return [
    form === undefined ? undefined : eq(filings.formId, form),
    unitCondition,
    year === undefined ? undefined : eq(filings.fiscalYear, year),
  ].filter((condition) => condition !== undefined)
}

const listed = {
  id: filings.id,
  sha256: filings.sha256,
  part: filings.part,
  path: sql<string | null>`(
    select ${documentPaths.path} from ${documentPaths} where ${documentPaths.sha256} = ${filings.sha256}
    order by ${documentPaths.current} desc, ${documentPaths.seenAt} desc, ${documentPaths.path} limit 1)`,
  formId: filings.formId,
  formTitle: filings.formTitle,
  formConfidence: filings.formConfidence,
  unitName: filings.unitName,
  unitCode: filings.unitCode,
  fiscalYear: filings.fiscalYear,
  current: filings.current,
  fundCount: filings.fundCount,
  indicatorCount: filings.indicatorCount,
  errorCount: filings.errorCount,
  warningCount: filings.warningCount,
  infoCount: filings.infoCount,
  extractorVersion: readings.extractorVersion,
  readAt: readings.readAt,
}
