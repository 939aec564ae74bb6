/** Receives files: what was seen where, before anybody reads it. */
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { lockPaths, refreshCurrent } from './current.ts'
import { type Database, inTransaction, recordset } from './database.ts'
import { type DocumentState, documentStates } from './schema.ts'

/** A file as it was found; its content is in the blob store already. */
export interface SeenFile {
  readonly path: string
  /** SHA-256 of the content, 64 hex digits. */
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
  /** Time of last change by the file system, in nanoseconds (`stat(path, { bigint: true }).mtimeNs`). */
  readonly modifiedNs: bigint
  /** The load it comes with: a run's number, or a label from a manifest. */
  readonly batch: string | null
}

export interface Received {
  readonly path: string
  readonly sha256: string
  /**
   * `new`: content and path were unknown. `copy`: a known content at a path that was unknown. `changed`: the path had
   * another content, this is its next version. `unchanged`: seen before.
   */
  readonly outcome: 'new' | 'copy' | 'changed' | 'unchanged'
  /** Which content of this path it is, from 1. */
  readonly version: number
  readonly state: DocumentState
}

/** Receives one file; see `receiveDocuments`. */
export async function receiveDocument(db: Database, file: SeenFile): Promise<Received> {
  const [received] = await receiveDocuments(db, [file])
  if (received === undefined) throw new Error(`The archive took no note of ${file.path}.`)
  return received
}

/**
 * Receives any number of files in one transaction and a handful of statements, in the given order. Receiving the same
 * files again changes nothing. A path with a new content gets a new version; the filings of the older content stay
 * current until the new one is read.
 *
 * @param files at most one for each path
 */
export async function receiveDocuments(
  db: Database,
  files: readonly SeenFile[],
): Promise<readonly Received[]> {
  if (files.length === 0) return []
  const seen = files.map(({ modifiedNs, ...file }, ordinal) => ({
    ...file,
    ordinal,
    path_key: pathKey(file.path),
    media_type: file.mediaType,
    modified_ns: String(modifiedNs),
  }))
  if (new Set(seen.map((row) => row.path_key)).size < seen.length) {
    throw new Error('The same path was given twice in one call.')
  }
  const rows = sql`${recordset(seen)} as r(
    ordinal int, path_key text, path text, sha256 text, bytes bigint, media_type text, modified_ns bigint, batch text)`
  return inTransaction(db, async (tx) => {
    await lockPaths(tx, sql`select path_key from ${rows}`)
    await tx.execute(sql`
      insert into documents (sha256, bytes, media_type, first_path)
      select sha256, bytes, media_type, path
      from (select distinct on (sha256) * from ${rows} order by sha256, ordinal) content
      order by ordinal
      on conflict (sha256) do nothing`)
    const before = Before.array().parse(
      (
        await tx.execute(sql`
          select r.ordinal, d.state, p.version, p.sha256 as was,
            exists (select from document_paths known where known.sha256 = r.sha256) as known
          from ${rows}
          join documents d on d.sha256 = r.sha256
          left join document_paths p on p.path_key = r.path_key and p.current
          order by r.ordinal`)
      ).rows,
    )
    const received = seen.map((file, ordinal) => outcomeOf(file, before[ordinal], seen))
    await linkPaths(tx, rows, received)
    return received
  })
}

const Before = z.object({
  ordinal: z.int(),
  state: z.enum(documentStates),
  /** Of the path, before; null where the path was unknown. */
  version: z.int().nullable(),
  was: z.string().nullable(),
  /** Whether the content stood at any path before. */
  known: z.boolean(),
})
type Before = z.infer<typeof Before>

function outcomeOf(
  { path, sha256, ordinal }: { readonly path: string; readonly sha256: string; readonly ordinal: number },
  before: Before | undefined,
  seen: readonly { readonly sha256: string; readonly ordinal: number }[],
): Received {
  if (before === undefined) throw new Error(`The archive took no note of ${path}.`)
  const { state, version, was, known } = before
  if (was === sha256) return { path, sha256, state, version: version ?? 1, outcome: 'unchanged' }
  if (version !== null) return { path, sha256, state, version: version + 1, outcome: 'changed' }
  const copy = known || seen.some((other) => other.sha256 === sha256 && other.ordinal < ordinal)
  return { path, sha256, state, version: 1, outcome: copy ? 'copy' : 'new' }
}

async function linkPaths(
  tx: Database,
  rows: ReturnType<typeof sql>,
  received: readonly Received[],
): Promise<void> {
  if (received.every(({ outcome }) => outcome === 'unchanged')) {
    await touch(tx, rows)
    return
  }
  await touch(tx, rows)
  await tx.execute(sql`
    update document_paths p set current = false
    from ${rows} where p.path_key = r.path_key and p.current and p.sha256 <> r.sha256`)
  await tx.execute(sql`
    insert into document_paths (path_key, version, path, sha256, current, modified_ns, batch)
    select r.path_key,
      1 + coalesce((select max(version) from document_paths old where old.path_key = r.path_key), 0),
      r.path, r.sha256, true, r.modified_ns, r.batch
    from ${rows}
    where not exists (select from document_paths p where p.path_key = r.path_key and p.current)`)
  // A content that nobody has seen is not read, and stands nowhere else.
  const turned = received.filter(({ outcome }) => outcome === 'changed' || outcome === 'copy')
  await refreshCurrent(
    tx,
    turned.map(({ sha256 }) => sha256),
  )
}

/** A file that was touched, its content the same, is known by its new time from now on. */
async function touch(tx: Database, rows: ReturnType<typeof sql>): Promise<void> {
  await tx.execute(sql`
    update document_paths p set modified_ns = r.modified_ns
    from ${rows}
    where p.path_key = r.path_key and p.current and p.sha256 = r.sha256 and p.modified_ns <> r.modified_ns`)
}

/** A path as the archive looks it up. */
export function pathKey(path: string): string {
  return createHash('sha256').update(path).digest('hex')
}
