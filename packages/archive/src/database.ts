/** The one handle to the archive's tables, whichever PostgreSQL is behind it. */
import { getTableColumns, type SQL, type SQLChunk, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT, PgTable } from 'drizzle-orm/pg-core'

/** What both drivers give for a statement written out in SQL. */
interface RowsResult extends PgQueryResultHKT {
  readonly type: { readonly rows: readonly Readonly<Record<string, unknown>>[] }
}

/** A database or a transaction in it. */
export type Database = PgDatabase<RowsResult>

/** SQLSTATE of the faults after which PostgreSQL asks that the transaction be tried again. */
const passingFaults = new Set(['40001', '40P01'])

/** Two processes rarely meet in a deadlock, and hardly ever twice. */
const transactionTries = 5

/**
 * Does the work in one transaction: all of it happens, or nothing. A deadlock with another process is tried again, so
 * the work must have no effect outside the database.
 */
export async function inTransaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return triedAgain(() => db.transaction(work))
}

/** The same for a single statement, which is a transaction of its own. */
export async function triedAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work()
    } catch (error) {
      if (tried === transactionTries || !passingFaults.has(sqlState(error) ?? '')) throw error
    }
  }
}

/** The SQLSTATE of a database error, of its cause where it was wrapped, or null. */
function sqlState(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) return error.code
  return sqlState(error.cause)
}

/**
 * A statement that inserts any number of rows with one parameter; both drivers are slow with thousands of parameters.
 * All rows have the same columns. Null where there are no rows.
 */
export function insertionOf<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): SQL | null {
  const [first] = rows
  if (first === undefined) return null
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in first)
  const names = columns.map(([, column]) => sql.identifier(column.name))
  const types = columns.map(([key, column]) => sql`${sql.identifier(key)} ${sql.raw(column.getSQLType())}`)
  const values = columns.map(([key]) => sql`r.${sql.identifier(key)}`)
  return sql`insert into ${table} (${list(names)}) overriding system value
    select ${list(values)} from ${recordset(rows)} as r(${list(types)})`
}

function list(parts: readonly SQLChunk[]): SQL {
  return sql.join([...parts], sql`, `)
}

/** Plain rows as a table expression; `as r(name type, …)` must follow. */
export function recordset(rows: readonly object[]): SQL {
  return sql`jsonb_to_recordset(${jsonOf(rows)}::jsonb)`
}

/** That the column has one of the values: one parameter, however many they are. */
export function isOneOf(column: SQLChunk, values: readonly string[]): SQL {
  return sql`${column} = any(array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)))`
}

/** Rows as JSON with the names of the table's columns, as `jsonb_populate_recordset` takes them. */
export function jsonRows<T extends PgTable>(table: T, rows: readonly Partial<T['$inferInsert']>[]): string {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => [key, column.name] as const)
  return jsonOf(
    rows.map((row: Readonly<Record<string, unknown>>) => {
      const named: Record<string, unknown> = {}
      for (const [key, name] of columns) if (row[key] !== undefined) named[name] = row[key]
      return named
    }),
  )
}

function jsonOf(rows: readonly object[]): string {
  const json = JSON.stringify(rows)
  return unstorable.test(json) ? JSON.stringify(rows, (_, value) => storable(value)) : json
}

/** In JSON, what only U+0000 and half surrogate pairs are written with; and a text that happens to speak of them. */
const unstorable = /\\u(?:0000|d[89a-f])/

/**
 * PostgreSQL's text holds neither U+0000 nor half a surrogate pair, which a broken file may well contain: they become
 * U+FFFD in the columns that are searched. A filing's JSON has them escaped and keeps them.
 */
function storable(value: unknown): unknown {
  return typeof value === 'string'
    ? value.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd')
    : value
}
