/** The archive's tables, in the order in which they can be filled. */
import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../database.ts'
import * as schema from '../schema.ts'

export const tables: readonly {
  readonly name: string
  readonly table: PgTable
  readonly counter: string | null
}[] = [
  { name: 'documents', table: schema.documents, counter: 'seq' },
  { name: 'document_paths', table: schema.documentPaths, counter: null },
  { name: 'readings', table: schema.readings, counter: 'id' },
  { name: 'filings', table: schema.filings, counter: null },
  { name: 'funds', table: schema.funds, counter: null },
  { name: 'fund_amounts', table: schema.fundAmounts, counter: null },
  { name: 'indicators', table: schema.indicators, counter: null },
  { name: 'targets', table: schema.targets, counter: null },
  { name: 'findings', table: schema.findings, counter: null },
  { name: 'runs', table: schema.runs, counter: 'id' },
  { name: 'claims', table: schema.claims, counter: null },
  { name: 'corrections', table: schema.corrections, counter: 'id' },
  { name: 'finding_states', table: schema.findingStates, counter: 'id' },
]

/** Which migrations the tables have gone through: rows fit only into tables that went through the same. */
export async function migrationsOf(db: Database): Promise<readonly string[]> {
  const { rows } = await db.execute(sql`select hash from archive_migrations order by hash`)
  return rows.map(({ hash }) => String(hash))
}
