/** Opens an archive: a folder on this machine, or a PostgreSQL database that many processes share. */
import { mkdir, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import type { Pool } from 'pg'
import type { BlobStore } from './blob-store.ts'
import type { Database } from './database.ts'
import { folderBlobStore } from './folder-blob-store.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'

export interface Archive {
  /** What all the functions of this package work on. */
  readonly db: Database
  /** The files as received. */
  readonly blobs: BlobStore
  /** The connection itself, for what must share it: an embedded database can be open only once, so the queue uses it too. */
  readonly connection: Connection
  /** Ends all connections and gives the folder free; the process can then end by itself. Closing twice is once. */
  close(): Promise<void>
}

export type Connection =
  | { readonly kind: 'embedded'; readonly pglite: PGlite }
  | { readonly kind: 'server'; readonly pool: Pool }

export interface ArchiveOptions {
  /** Where files are kept; by default `blobs/` of an embedded archive's folder. */
  readonly blobs?: BlobStore
}

/**
 * Opens the archive and brings its tables up to date.
 *
 * @param location a folder (made where it is missing; tables in `db/`, files in `blobs/`), or a `postgres://` URL
 * @throws ArchiveInUse where another process has the folder
 */
export async function openArchive(location: string, options: ArchiveOptions = {}): Promise<Archive> {
  return /^postgres(ql)?:\/\//.test(location)
    ? openServer(location, options.blobs ?? noBlobStore)
    : openFolder(location, options.blobs)
}

/**
 * Collects the statistics that the database plans its queries by, and clears what updates left behind. A server does it
 * by itself; an embedded archive needs it after much was written, and this does nothing on a server.
 */
export async function tidyArchive(archive: Archive): Promise<void> {
  if (archive.connection.kind === 'embedded') await archive.db.execute(sql`vacuum (analyze)`)
}

async function openFolder(location: string, givenBlobs: BlobStore | undefined): Promise<Archive> {
  await mkdir(location, { recursive: true })
  const folder = await realpath(location)
  const lock = await lockFolder(folder)
  try {
    const [{ openEmbeddedDatabase }, { drizzle }] = await Promise.all([
      import('./embedded-database.ts'),
      import('drizzle-orm/pglite'),
    ])
    const pglite = await openEmbeddedDatabase(join(folder, 'db'))
    const db: Database = drizzle(pglite)
    const close = once(async () => {
      await pglite.close()
      await lock.release()
    })
    const blobs = join(folder, 'blobs')
    if (givenBlobs === undefined) await rm(join(blobs, 'unfinished'), { recursive: true, force: true })
    await closeIfFails(close, () => migrate(db))
    return {
      db,
      blobs: givenBlobs ?? folderBlobStore(blobs),
      connection: { kind: 'embedded', pglite },
      close,
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openServer(url: string, blobs: BlobStore): Promise<Archive> {
  const [{ default: pg }, { drizzle }] = await Promise.all([
    import('pg'),
    import('drizzle-orm/node-postgres'),
  ])
  const pool = new pg.Pool({ connectionString: url, application_name: 'backfile' })
  // A connection that breaks while nobody uses it is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The same for one that breaks between two statements of a transaction: the next statement says so.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db: Database = drizzle(pool)
  const close = once(() => pool.end())
  await closeIfFails(close, () => migrate(db))
  return { db, blobs, connection: { kind: 'server', pool }, close }
}

async function closeIfFails(close: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await close()
    throw error
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => {
    done ??= work()
    return done
  }
}

/** For an archive on a server that was opened without a store: its tables can be read, its files cannot. */
const refuseBlobs = () => {
  throw new Error('No place for files was given with this archive: name the folder or store that holds them.')
}
const noBlobStore: BlobStore = {
  put: refuseBlobs,
  get: refuseBlobs,
  has: refuseBlobs,
  verify: refuseBlobs,
  list: refuseBlobs,
}
