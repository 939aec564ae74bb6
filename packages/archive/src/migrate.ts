/** Brings the archive's tables to the version this software knows; safe when several processes start at once. */
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { type Database, inTransaction } from './database.ts'

/** Beside `src/` and beside `dist/`. */
const migrationsFolder = fileURLToPath(new URL('../drizzle', import.meta.url))

/** Any number that no other program locks in the same database: the bytes of "backfile". */
const migrationLock = 0x6261636b66696c65n

/**
 * Applies what is missing, in one transaction under a lock: a second process waits and then finds nothing to do.
 * Fails where the archive was made by a newer version, which this one would not understand.
 */
export async function migrate(db: Database): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder })
  await inTransaction(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${migrationLock})`)
    await tx.execute(sql`
      create table if not exists archive_migrations (
        hash text primary key,
        applied_at timestamptz not null default now()
      )`)
    const applied = await tx.execute(sql`select hash from archive_migrations`)
    const hashes = new Set(applied.rows.map(({ hash }) => hash))
    if (hashes.size > known.length) {
      throw new Error(
        'This archive was made by a newer version of Backfile: use that version, or a newer one.',
      )
    }
    for (const migration of known.filter(({ hash }) => !hashes.has(hash))) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement))
      await tx.execute(sql`insert into archive_migrations (hash) values (${migration.hash})`)
    }
  })
}
