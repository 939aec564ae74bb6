/** Writes a whole archive to one file: every row, every received file. */
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Archive } from '../archive.ts'
import type { Database } from '../database.ts'
import { syncFolder } from '../sync-folder.ts'
import { migrationsOf, tables } from './tables.ts'
import { type TarEntry, writeTar } from './tar.ts'

/** Rows in one entry of the file. */
const ROWS = 500

/** Filings are mostly packed already, and rows pack well whatever the effort. */
const EFFORT = { level: 3 }

export interface BackupCounts {
  readonly documents: number
  readonly rows: number
}

/**
 * Writes a backup, as the archive is at this moment: a gzipped tar that `restoreArchive` reads into an archive of either
 * kind. The file is whole or not there.
 *
 * @throws where the store lacks the content of a document: a backup without it would not be one
 */
export async function backUpArchive(archive: Archive, file: string): Promise<BackupCounts> {
  const unfinished = `${file}.unfinished`
  const counts = { documents: 0, rows: 0 }
  try {
    await archive.db.transaction(
      async (tx) => {
        const tar = Readable.from(writeTar(entriesOf(tx, archive, counts)), { objectMode: false })
        await pipeline(tar, createGzip(EFFORT), createWriteStream(unfinished))
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    )
    const handle = await open(unfinished, 'r+')
    await handle.sync()
    await handle.close()
    await rename(unfinished, file)
    await syncFolder(dirname(file))
  } finally {
    await rm(unfinished, { force: true })
  }
  return counts
}

async function* entriesOf(
  tx: Database,
  archive: Archive,
  counts: { documents: number; rows: number },
): AsyncGenerator<TarEntry> {
  yield {
    name: 'backfile.json',
    bytes: bytesOf(JSON.stringify({ backup: 1, migrations: await migrationsOf(tx) })),
  }
  for await (const sha256 of hashesOf(tx)) {
    const bytes = await archive.blobs.get(sha256)
    if (bytes === null) throw new Error(`The store does not have the content of document ${sha256}.`)
    counts.documents += 1
    yield { name: `blobs/${sha256}`, bytes }
  }
  for (const { name, table } of tables) {
    for await (const rows of rowsOf(tx, sql`select to_jsonb(t)::text as text from ${table} t`)) {
      counts.rows += rows.length
      // One line a row. Rows stay text: a number must not pass through a binary float.
      yield { name: `rows/${name}`, bytes: bytesOf(rows.join('\n')) }
    }
  }
}

async function* hashesOf(tx: Database): AsyncGenerator<string> {
  for await (const hashes of rowsOf(tx, sql`select sha256 as text from documents order by seq`)) yield* hashes
}

const Rows = z.array(z.object({ text: z.string() }))

/** The rows of a query, some at a time. */
async function* rowsOf(tx: Database, query: ReturnType<typeof sql>): AsyncGenerator<readonly string[]> {
  await tx.execute(sql`declare backup_rows no scroll cursor for ${query}`)
  for (;;) {
    const { rows } = await tx.execute(sql`fetch ${sql.raw(String(ROWS))} from backup_rows`)
    if (rows.length === 0) break
    yield Rows.parse(rows).map(({ text }) => text)
  }
  await tx.execute(sql`close backup_rows`)
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
