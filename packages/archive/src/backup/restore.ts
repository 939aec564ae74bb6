/** Reads a backup into an empty archive, of whichever kind. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Archive } from '../archive.ts'
import { type Database, inTransaction } from '../database.ts'
import { documents } from '../schema.ts'
import type { BackupCounts } from './backup.ts'
import { migrationsOf, tables } from './tables.ts'
import { readTar } from './tar.ts'

const Head = z.object({ backup: z.literal(1), migrations: z.array(z.string()) })

/**
 * Puts everything back, in one transaction: the archive has all of it, or stays empty (contents may stay in the store,
 * where they do no harm). Each content is compared with its hash.
 *
 * @throws where the archive is not empty, or the backup is damaged or of another version
 */
export async function restoreArchive(archive: Archive, file: string): Promise<BackupCounts> {
  const counts = { documents: 0, rows: 0 }
  await inTransaction(archive.db, async (tx) => {
    await refuseUnlessEmpty(tx)
    let head: z.infer<typeof Head> | null = null
    const unpacked = createReadStream(file).pipe(createGunzip())
    for await (const { name, bytes } of readTar(unpacked)) {
      const [kind, what = ''] = name.split('/')
      if (name === 'backfile.json') {
        head = Head.parse(JSON.parse(Buffer.from(bytes).toString()))
        await refuseOtherVersion(tx, head.migrations)
      } else if (head === null) {
        throw new Error('This is not a backup of an archive.')
      } else if (kind === 'blobs') {
        await archive.blobs.put(what, bytes)
        counts.documents += 1
      } else if (kind === 'rows') {
        counts.rows += await insertRows(tx, what, Buffer.from(bytes).toString())
      }
    }
    if (head === null) throw new Error('This is not a backup of an archive.')
    await restartCounters(tx)
  })
  return counts
}

async function refuseUnlessEmpty(tx: Database): Promise<void> {
  const known = await tx.select({ sha256: documents.sha256 }).from(documents).limit(1)
  if (known.length > 0) throw new Error('The archive is not empty: restore into a new one.')
}

/** Rows fit only into tables that went through the same migrations. */
async function refuseOtherVersion(tx: Database, migrations: readonly string[]): Promise<void> {
  const here = new Set(await migrationsOf(tx))
  if (migrations.some((hash) => !here.has(hash))) {
    throw new Error('The backup was made by a newer version of Backfile: use that version, or a newer one.')
  }
  if (migrations.length < here.size) {
    throw new Error(
      'The backup was made by an older version of Backfile: restore it with that version; this one then brings the archive up to date when it opens it.',
    )
  }
}

async function insertRows(tx: Database, name: string, lines: string): Promise<number> {
  const found = tables.find((table) => table.name === name)
  if (found === undefined) throw new Error(`The backup has rows of a table that is not known: ${name}.`)
  const rows = lines.split('\n')
  await tx.execute(sql`
    insert into ${found.table} overriding system value
    select r.* from jsonb_populate_recordset(null::${found.table}, ${`[${rows.join(',')}]`}::jsonb) r`)
  return rows.length
}

/** New rows are numbered after the old ones. */
async function restartCounters(tx: Database): Promise<void> {
  for (const { name, table, counter } of tables) {
    if (counter === null) continue
    await tx.execute(sql`
      select setval(pg_get_serial_sequence(${name}, ${counter}),
        coalesce((select max(${sql.identifier(counter)}) from ${table}), 0) + 1, false)`)
  }
}
