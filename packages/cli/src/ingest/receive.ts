/** Receives walked files into the archive, many at a time: known by hash and kept before anybody reads them. */
import {
  type Archive,
  findDocumentsByPath,
  receiveDocuments,
  type SeenFile,
  waitAgain,
} from '@backfile/archive'
import { UnreadableError } from '@backfile/readers'
import { inOrder } from '../in-order.ts'
import { fileError } from '../read-file.ts'
import { keepContent } from './file-content.ts'
import type { FailedFile } from './tally.ts'
import type { Walked, WalkedFile } from './walk.ts'

/** Files received in one transaction: it costs as much for one as for some hundreds. */
const BATCH = 100

/** Files hashed and copied at once, to keep the disk busy. */
const COPIED_AT_ONCE = 4

/** What became of a walked file. */
export type Receipt =
  | { readonly kind: 'skipped'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly failure: FailedFile }
  | {
      readonly kind: 'received'
      readonly path: string
      readonly outcome: 'new' | 'copy' | 'changed' | 'unchanged'
    }

/** Takes received documents that are to be read. */
export type ToRead = (
  documents: readonly { readonly sha256: string; readonly firstPath: string }[],
) => Promise<void>

interface Readers {
  readonly toRead: ToRead
  readonly waiting: ToRead
}

/**
 * Receives all files, in their order; stops between two batches when `stop` is aborted. `toRead` gets the documents that
 * are to be read, once they are in the archive: also those that failed before, since this time it may be otherwise.
 * `waiting` gets those that are in a queue already.
 */
export async function* receive(
  archive: Archive,
  walked: AsyncIterable<Walked>,
  batchLabel: string,
  { toRead, waiting }: Readers,
  stop: AbortSignal,
): AsyncGenerator<Receipt> {
  // By path: a file that was named twice is received once.
  let batch = new Map<string, WalkedFile>()
  for await (const entry of walked) {
    if (stop.aborted) return
    if (entry.kind === 'skipped') yield entry
    else if (entry.kind === 'unreadable')
      yield { kind: 'unreadable', failure: failureOf(entry.path, entry.error) }
    else batch.set(entry.path, entry)
    if (batch.size < BATCH) continue
    yield* receiveBatch(archive, [...batch.values()], batchLabel, { toRead, waiting })
    batch = new Map()
  }
  if (!stop.aborted) yield* receiveBatch(archive, [...batch.values()], batchLabel, { toRead, waiting })
}

async function* receiveBatch(
  archive: Archive,
  files: readonly WalkedFile[],
  batchLabel: string,
  { toRead, waiting }: Readers,
): AsyncGenerator<Receipt> {
  const known = await findDocumentsByPath(archive.db, files)
  const unknown: WalkedFile[] = []
  const queued: { readonly sha256: string; readonly firstPath: string }[] = []
  for (const [index, file] of files.entries()) {
    const document = known[index] ?? null
    // What failed is received anew: its content may be missing in the store.
    if (document === null || document.state === 'failed') unknown.push(file)
    else {
      if (document.state === 'received' || document.state === 'queued') queued.push(document)
      yield { kind: 'received', path: file.path, outcome: 'unchanged' }
    }
  }

  const seen: SeenFile[] = []
  for await (const { thing: file, outcome } of inOrder(unknown, COPIED_AT_ONCE, (file) =>
    keepContent(archive.blobs, file),
  )) {
    if (outcome.status === 'fulfilled') {
      seen.push({ ...outcome.value, path: file.path, modifiedNs: file.modifiedNs, batch: batchLabel })
    } else if (outcome.reason instanceof UnreadableError) {
      yield { kind: 'unreadable', failure: failureOf(file.path, outcome.reason) }
    } else {
      throw outcome.reason
    }
  }
  const received = await receiveDocuments(archive.db, seen)
  await waitAgain(
    archive.db,
    received.flatMap(({ state, sha256 }) => (state === 'failed' ? [sha256] : [])),
  )
  await waiting(queued)
  await toRead(
    received
      .filter(({ state }) => state === 'received' || state === 'failed')
      .map(({ sha256, path }) => ({ sha256, firstPath: path })),
  )
  for (const { path, outcome } of received) yield { kind: 'received', path, outcome }
}

function failureOf(path: string, error: unknown): FailedFile {
  const reason = error instanceof UnreadableError ? error : fileError(error, path)
  if (reason !== null) return { path, code: reason.code, reason: reason.reason }
  const what = error instanceof Error ? error.message : String(error)
  return { path, code: 'damaged', reason: { zh: what, en: what } }
}
