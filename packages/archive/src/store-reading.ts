/** Stores what one reading of a document gave: all of it, once, or nothing. */
import type { Filing } from '@backfile/model'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { compareWithClaims } from './claims.ts'
import { lockPaths, refreshCurrent } from './current.ts'
import { type Database, inTransaction, jsonRows, triedAgain } from './database.ts'
import type { Failure } from './documents.ts'
import { rowsOfFiling } from './reading-rows.ts'
import { filings, findings, fundAmounts, funds, indicators, targets } from './schema.ts'

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
 * of older readings stay, and the newest successful reading's are current, of the newest version of a path that was read.
 *
 * The work is a function of the database (drizzle/0002_store_reading.sql): one journey instead of six, of which each
 * would cost an embedded archive more than the insertion itself.
 *
 * @returns `unchanged` where this was known
 * @throws where the document was never received
 */
export async function storeReading(db: Database, reading: Reading): Promise<'stored' | 'unchanged'> {
  const { sha256 } = reading
  const call = callOf(reading)
  const stored = await triedAgain(() => call(db, 'alone'))
  if (stored !== 'more') return known(stored, sha256)
  return inTransaction(db, async (tx) => {
    await lockPaths(tx, sql`select distinct path_key from document_paths where sha256 = ${sha256}`)
    const outcome = known(await call(tx, 'more-follows'), sha256)
    await refreshCurrent(tx, [sha256])
    await compareWithClaims(tx, [sha256])
    return outcome
  })
}

/**
 * `more`: nothing was stored, since more is to be done than storing: a manifest claims something of the document, or
 * another version of it is shown.
 */
const Outcome = z.enum(['stored', 'unchanged', 'more', 'unknown'])

function known(outcome: z.infer<typeof Outcome>, sha256: string): 'stored' | 'unchanged' {
  if (outcome === 'stored' || outcome === 'unchanged') return outcome
  throw new Error(`The document ${sha256} was read, but never received.`)
}

type Call = (db: Database, then: 'alone' | 'more-follows') => Promise<z.infer<typeof Outcome>>

function callOf({ sha256, extractorVersion, durationMs, result }: Reading): Call {
  const failure = 'failure' in result ? result.failure : null
  const read = 'filings' in result ? result.filings : []
  checkFilings(sha256, read)
  const rows = read.map(rowsOfFiling)
  const tables = [
    jsonRows(
      filings,
      rows.map(({ filing }) => filing),
    ),
    jsonRows(
      funds,
      rows.flatMap((filing) => filing.funds),
    ),
    jsonRows(
      fundAmounts,
      rows.flatMap((filing) => filing.amounts),
    ),
    jsonRows(
      indicators,
      rows.flatMap((filing) => filing.indicators),
    ),
    jsonRows(
      targets,
      rows.flatMap((filing) => filing.targets),
    ),
    jsonRows(
      findings,
      rows.flatMap((filing) => filing.findings),
    ),
  ].map((json) => sql`${json}::jsonb`)
  return async (db, then) => {
    const { rows: answers } = await db.execute(sql`
      select store_reading(
        ${sha256}, ${extractorVersion}, ${Math.round(durationMs)}::integer,
        ${failure?.code ?? null}, ${failure?.message.zh ?? null}, ${failure?.message.en ?? null},
        ${sql.join(tables, sql`, `)}, ${then === 'more-follows'}::boolean) as outcome`)
    return Outcome.parse(answers[0]?.outcome)
  }
}

function checkFilings(sha256: string, read: readonly Filing[]): void {
  const stray = read.find((filing) => filing.source.sha256 !== sha256)
  if (stray !== undefined)
    throw new Error(`A filing of ${stray.source.sha256} was given as one of ${sha256}.`)
}
