/** Stores what one reading of a document gave: all of it, once, or nothing. */
import type { Filing } from '@backfile/model'
import { eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { compareWithClaims } from './claims.ts'
import { lockPaths, noteUnread, pathLocks, refreshCurrent } from './current.ts'
import { type Database, executeTogether, insertionOf, inTransaction } from './database.ts'
import type { Failure } from './documents.ts'
import { type FilingRows, rowsOfFiling } from './reading-rows.ts'
import {
  type DocumentState,
  documentStates,
  documents,
  filings,
  findings,
  fundAmounts,
  funds,
  indicators,
  readings,
  targets,
} from './schema.ts'

export interface Reading {
  readonly sha256: string
  readonly extractorVersion: string
  readonly durationMs: number
  /** What was read, or why nothing was. Filings carry this `sha256` and parts 0, 1, 2 …. */
  readonly result: { readonly filings: readonly Filing[] } | { readonly failure: Failure }
}

/**
 * Stores a reading and sets its document's state to read or failed, in one transaction. A reading of the same document by
 * the same version changes nothing, whatever a queue delivers twice; only what failed before may be replaced. The filings
 * of older readings stay, and the newest successful reading's are current.
 *
 * @returns `unchanged` where this was known
 * @throws where the document was never received
 */
export async function storeReading(db: Database, reading: Reading): Promise<'stored' | 'unchanged'> {
  const { sha256, extractorVersion, durationMs, result } = reading
  const failure = 'failure' in result ? result.failure : null
  if ('filings' in result) checkFilings(sha256, result.filings)
  return inTransaction(db, async (tx) => {
    const document = await lockDocument(tx, sha256)
    if (document === null) throw new Error(`The document ${sha256} was read, but never received.`)
    const before = await standingOf(tx, sha256, extractorVersion)

    if (before.known !== null) {
      const { id, failureCode, failureEn } = before.known
      const same = failure !== null && failureCode === failure.code && failureEn === failure.message.en
      if (failureCode === null || same) {
        const state = failureCode === null ? 'read' : 'failed'
        if (document.state !== state)
          await tx.execute(settlement(sha256, failureCode === null ? null : failure))
        if (failureCode !== null) await noteFailure(tx, sha256, before)
        return 'unchanged'
      }
      await tx.delete(readings).where(eq(readings.id, id))
    }
    const readingId = before.nextId
    const row = {
      id: readingId,
      sha256,
      extractorVersion,
      durationMs: Math.round(durationMs),
      ...columnsOf(failure),
    }
    const read = 'filings' in result ? result.filings : []
    if (failure === null && before.shown) await tx.execute(retirement(sha256))
    const current = before.current && !before.contested
    await executeTogether(tx, [
      insertionOf(readings, [row]),
      ...insertionsOf(read.map((filing) => rowsOfFiling(readingId, current, filing))),
      settlement(sha256, failure),
    ])
    if (failure !== null) await noteFailure(tx, sha256, before)
    else if (before.contested) await refreshPaths(tx, sha256)
    if (read.length > 0) await compareWithClaims(tx, sha256)
    return 'stored'
  })
}

/** Locks the document's paths and then its row, in the order in which receiving does; gives its state, or null. */
async function lockDocument(tx: Database, sha256: string): Promise<{ readonly state: DocumentState } | null> {
  const { rows } = await tx.execute(sql`
    with paths as materialized (${pathLocks(sql`select distinct path_key from document_paths where sha256 = ${sha256}`)})
    select state from documents where sha256 = ${sha256} and (select count(*) from paths) >= 0 for update`)
  return rows[0] === undefined ? null : z.object({ state: z.enum(documentStates) }).parse(rows[0])
}

const Standing = z.object({
  /** A number that no reading has, for the next one. */
  nextId: z.coerce.number(),
  /** Whether the content is the newest version of some path. */
  current: z.boolean(),
  /** Whether one of its paths has had other contents: which of them is shown must be worked out. */
  contested: z.boolean(),
  /** Whether filings of an older reading are current. */
  shown: z.boolean(),
  /** The reading of the same version of the extractor. */
  known: z
    .object({ id: z.number(), failureCode: z.string().nullable(), failureEn: z.string().nullable() })
    .nullable(),
})

/** How things stand, once the document's row is locked: a later statement, because it must see what was waited for. */
async function standingOf(
  tx: Database,
  sha256: string,
  extractorVersion: string,
): Promise<z.infer<typeof Standing>> {
  const { rows } = await tx.execute(sql`
    select
      nextval(pg_get_serial_sequence('readings', 'id')) as "nextId",
      exists (select from document_paths where sha256 = ${sha256} and current) as current,
      exists (
        select from document_paths one join document_paths other on other.path_key = one.path_key
        where one.sha256 = ${sha256} and other.sha256 <> ${sha256}
      ) as contested,
      exists (select from filings where sha256 = ${sha256} and current) as shown,
      (
        select jsonb_build_object('id', id, 'failureCode', failure_code, 'failureEn', failure_en)
        from readings where sha256 = ${sha256} and extractor_version = ${extractorVersion}
      ) as known`)
  return Standing.parse(rows[0])
}

/** What is shown in place of a content that could not be read says so: an older version of it, or an older reading. */
async function noteFailure(
  tx: Database,
  sha256: string,
  { contested, shown }: z.infer<typeof Standing>,
): Promise<void> {
  if (contested) await refreshPaths(tx, sha256)
  else if (shown) await noteUnread(tx, [sha256])
}

async function refreshPaths(tx: Database, sha256: string): Promise<void> {
  await lockPaths(tx, sql`select distinct path_key from document_paths where sha256 = ${sha256}`)
  await refreshCurrent(tx, [sha256])
}

function insertionsOf(read: readonly FilingRows[]): readonly (SQL | null)[] {
  return [
    insertionOf(
      filings,
      read.map((rows) => rows.filing),
    ),
    insertionOf(
      funds,
      read.flatMap((rows) => rows.funds),
    ),
    insertionOf(
      fundAmounts,
      read.flatMap((rows) => rows.amounts),
    ),
    insertionOf(
      indicators,
      read.flatMap((rows) => rows.indicators),
    ),
    insertionOf(
      targets,
      read.flatMap((rows) => rows.targets),
    ),
    insertionOf(
      findings,
      read.flatMap((rows) => rows.findings),
    ),
  ]
}

/** The filings of older readings are no longer what is listed. */
function retirement(sha256: string): SQL {
  return sql`update ${filings} set current = false where sha256 = ${sha256} and current`
}

function settlement(sha256: string, failure: Failure | null): SQL {
  return sql`
    update ${documents}
    set state = ${failure === null ? 'read' : 'failed'}, failure_code = ${failure?.code ?? null},
      failure_zh = ${failure?.message.zh ?? null}, failure_en = ${failure?.message.en ?? null}, updated_at = now()
    where sha256 = ${sha256}`
}

function columnsOf(failure: Failure | null) {
  return {
    failureCode: failure?.code ?? null,
    failureZh: failure?.message.zh ?? null,
    failureEn: failure?.message.en ?? null,
  }
}

function checkFilings(sha256: string, read: readonly Filing[]): void {
  const stray = read.find((filing) => filing.source.sha256 !== sha256)
  if (stray !== undefined)
    throw new Error(`A filing of ${stray.source.sha256} was given as one of ${sha256}.`)
}
