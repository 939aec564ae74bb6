/** Finds documents that wait in the archive and are in no queue, and puts them there. */
import { type Archive, countsByState, listDocuments, markQueued, pendingStates } from '@backfile/archive'
import type { IngestQueue, QueuedDocument, Urgency } from '@backfile/queue'

/** Documents looked at in one journey. */
const PAGE = 500

/**
 * A queue may be lost (a Redis that was emptied, a process killed between receiving a file and queueing it); the archive
 * is not, so the queue is filled again from there. Doing it at any time, and in several workers at once, is harmless.
 *
 * @returns how many documents were put in the queue
 */
export async function sweep(archive: Archive, queue: IngestQueue): Promise<number> {
  const pending = await countsByState(archive.db)
  const owed = pendingStates.reduce((sum, state) => sum + pending[state], 0)
  const { waiting, active, delayed } = await queue.counts()
  const held = waiting + active + delayed
  // A document leaves the archive's list before it leaves the queue, so a queue that holds as many has lost none.
  if (owed === 0 || held >= owed) return 0
  let queued = 0
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listDocuments>> = await listDocuments(
      archive.db,
      { states: pendingStates },
      PAGE,
      after,
    )
    const hashes = page.items.map(({ sha256 }) => sha256)
    const missing = held === 0 ? hashes : await queue.missing(hashes)
    queued += await enqueue(archive, queue, page.items.filter(isAmong(missing)), 'bulk')
    after = page.next
  } while (after !== null)
  return queued
}

/** Puts received documents in the queue, unless they were settled meanwhile; gives how many. Those that are in it may become more urgent. */
export async function enqueue(
  archive: Archive,
  queue: IngestQueue,
  documents: readonly { readonly sha256: string; readonly firstPath: string }[],
  urgency: Urgency,
): Promise<number> {
  const marked = await markQueued(
    archive.db,
    documents.map(({ sha256 }) => sha256),
  )
  const toQueue = documents
    .filter(isAmong(marked))
    .map(({ sha256, firstPath }): QueuedDocument => ({ sha256, path: firstPath }))
  await queue.add(toQueue, urgency)
  return toQueue.length
}

function isAmong(hashes: readonly string[]): (document: { readonly sha256: string }) => boolean {
  const known = new Set(hashes)
  return ({ sha256 }) => known.has(sha256)
}
