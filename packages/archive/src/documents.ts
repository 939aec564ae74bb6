/** Where every document stands: its state, and what is still to be read. */
import type { Message } from '@backfile/model'
import { and, asc, count, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from './database.ts'
import { type Page, pageOf } from './page.ts'
import { pathKey } from './receive.ts'
import { type DocumentState, documentPaths, documentStates, documents, readings } from './schema.ts'

/** Why a document could not be read: a code to count by, and a sentence for people. */
export interface Failure {
  readonly code: string
  readonly message: Message
}

export interface ArchivedDocument {
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
  readonly firstPath: string
  readonly state: DocumentState
  /** Set where the last reading failed. */
  readonly failure: Failure | null
  readonly attempts: number
  readonly receivedAt: Date
  readonly updatedAt: Date
}

/** The document with this content, or null. */
export async function getDocument(db: Database, sha256: string): Promise<ArchivedDocument | null> {
  const [row] = await db.select().from(documents).where(eq(documents.sha256, sha256))
  return row === undefined ? null : fromRow(row)
}

/** A file that was not read: what the file system says of it. */
export interface FoundFile {
  readonly path: string
  readonly bytes: number
  /** Time of last change, in nanoseconds. */
  readonly modifiedNs: bigint
}

/**
 * For each file the document last seen at its path, if the file has the size and the time of change that it had then:
 * such a file need not be read to know its hash. Null where the path is unknown or the file may have changed.
 */
export async function findDocumentsByPath(
  db: Database,
  files: readonly FoundFile[],
): Promise<readonly (ArchivedDocument | null)[]> {
  if (files.length === 0) return []
  const keys = files.map(({ path }) => pathKey(path))
  const rows = await db
    .select({ document: documents, pathKey: documentPaths.pathKey, modifiedNs: documentPaths.modifiedNs })
    .from(documentPaths)
    .innerJoin(documents, eq(documents.sha256, documentPaths.sha256))
    .where(and(inArray(documentPaths.pathKey, keys), documentPaths.current))
  const known = new Map(rows.map((row) => [row.pathKey, row]))
  return files.map(({ bytes, modifiedNs }, i) => {
    const row = known.get(keys[i] ?? '')
    if (row === undefined || row.modifiedNs !== modifiedNs || row.document.bytes !== bytes) return null
    return fromRow(row.document)
  })
}

/** One content of a path, and where else it is. */
export interface PathVersion {
  readonly path: string
  readonly version: number
  readonly sha256: string
  readonly current: boolean
  readonly batch: string | null
  readonly seenAt: Date
}

/** All contents that a path has had, the newest first. */
export async function versionsOfPath(db: Database, path: string): Promise<readonly PathVersion[]> {
  const rows = await db
    .select()
    .from(documentPaths)
    .where(eq(documentPaths.pathKey, pathKey(path)))
  return rows.map(versionFromRow).sort((a, b) => b.version - a.version)
}

/** All paths that a content was seen at, by path. */
export async function pathsOfDocument(db: Database, sha256: string): Promise<readonly PathVersion[]> {
  const rows = await db.select().from(documentPaths).where(eq(documentPaths.sha256, sha256))
  return rows
    .map(versionFromRow)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.version - b.version))
}

/** Back to waiting, or put in a queue; what was read of it before stays. Unknown documents are passed over. */
export async function setDocumentState(
  db: Database,
  hashes: readonly string[],
  state: 'received' | 'queued',
): Promise<void> {
  if (hashes.length === 0) return
  await db
    .update(documents)
    .set({ state, updatedAt: sql`now()` })
    .where(and(inArray(documents.sha256, [...hashes]), sql`${documents.state} <> ${state}`))
}

const Standing = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('begun'),
    /** The first path it was seen at. */
    path: z.string(),
    bytes: z.coerce.number(),
  }),
  z.object({ kind: z.literal('already-read') }),
  z.object({ kind: z.literal('unknown') }),
])
export type Standing = z.infer<typeof Standing>

/**
 * Says that somebody begins to read a document, and counts the attempt. Where this version of the extractor has read it
 * already nothing changes, so that a job delivered twice does not leave a document "being read" for ever.
 *
 * Nobody waits until this is on the disk: a power loss that forgets it leaves the document waiting, as it should.
 */
export async function beginReading(
  db: Database,
  sha256: string,
  extractorVersion: string,
): Promise<Standing> {
  const { rows } = await db.execute(sql`select * from begin_reading(${sha256}, ${extractorVersion})`)
  return Standing.parse(rows[0])
}

export interface DocumentFilter {
  readonly states?: readonly DocumentState[]
  /** Only those that this version of the extractor has neither read nor failed to read. */
  readonly notTriedBy?: string
}

/** Documents in the order of receipt, a page at a time. */
export async function listDocuments(
  db: Database,
  filter: DocumentFilter,
  limit: number,
  after: string | null = null,
): Promise<Page<ArchivedDocument>> {
  const conditions: SQL[] = []
  if (filter.states !== undefined) conditions.push(inArray(documents.state, [...filter.states]))
  if (filter.notTriedBy !== undefined) conditions.push(notTriedBy(filter.notTriedBy))
  if (after !== null) conditions.push(gt(documents.seq, Number(after)))
  const rows = await db
    .select()
    .from(documents)
    .where(and(...conditions))
    .orderBy(asc(documents.seq))
    .limit(limit + 1)
  const page = pageOf(rows, limit, (row) => String(row.seq))
  return { items: page.items.map(fromRow), next: page.next }
}

/** How many documents are in each state; every state is named. */
export async function countsByState(db: Database): Promise<Readonly<Record<DocumentState, number>>> {
  const rows = await db
    .select({ state: documents.state, count: count() })
    .from(documents)
    .groupBy(documents.state)
  const counted = new Map(rows.map((row) => [row.state, row.count]))
  const [received, queued, reading, read, failed] = documentStates.map((state) => counted.get(state) ?? 0)
  return {
    received: received ?? 0,
    queued: queued ?? 0,
    reading: reading ?? 0,
    read: read ?? 0,
    failed: failed ?? 0,
  }
}

/** As a value for each document, not a join: an embedded archive may not have the statistics to plan a join by. */
function notTriedBy(extractorVersion: string): SQL {
  return sql`(
      select ${readings.id} from ${readings}
      where ${readings.sha256} = ${documents.sha256} and ${readings.extractorVersion} = ${extractorVersion}
    ) is null`
}

function fromRow(row: typeof documents.$inferSelect): ArchivedDocument {
  const { sha256, bytes, mediaType, firstPath, state, attempts, receivedAt, updatedAt } = row
  const failure =
    row.failureCode === null
      ? null
      : { code: row.failureCode, message: { zh: row.failureZh ?? '', en: row.failureEn ?? '' } }
  return { sha256, bytes, mediaType, firstPath, state, failure, attempts, receivedAt, updatedAt }
}

function versionFromRow(row: typeof documentPaths.$inferSelect): PathVersion {
  const { path, version, sha256, current, batch, seenAt } = row
  return { path, version, sha256, current, batch, seenAt }
}
