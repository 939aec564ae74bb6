/** What is still to be read, for those who share out the work: each step holds only where the document still waits. */
import { and, inArray, sql } from 'drizzle-orm'
import { type Database, isOneOf } from './database.ts'
import { type DocumentState, documents } from './schema.ts'

/** Received and neither read nor failed; what stands in a queue or in somebody's hands is among these. */
export const pendingStates = ['received', 'queued', 'reading'] as const satisfies readonly DocumentState[]

/** Whether any document is still to be read; at the same cost however many there are. */
export async function isAnyPending(db: Database): Promise<boolean> {
  const [pending] = await db
    .select({ sha256: documents.sha256 })
    .from(documents)
    .where(inArray(documents.state, [...pendingStates]))
    .limit(1)
  return pending !== undefined
}

/**
 * Notes that documents are put in a queue: those that wait still. A document that was settled meanwhile stays as it is.
 *
 * @returns those that are to be put in the queue
 */
export async function markQueued(db: Database, hashes: readonly string[]): Promise<readonly string[]> {
  return move(db, hashes, pendingStates, 'queued')
}

/** Notes that documents that were in hand wait in the queue again. */
export async function markGivenBack(db: Database, hashes: readonly string[]): Promise<void> {
  await move(db, hashes, ['reading'], 'queued')
}

/**
 * Lets documents that were read or failed wait again; what was read of them stays until it is read anew.
 *
 * @returns those that wait now and did not before
 */
export async function waitAgain(db: Database, hashes: readonly string[]): Promise<readonly string[]> {
  return move(db, hashes, ['read', 'failed'], 'received')
}

async function move(
  db: Database,
  hashes: readonly string[],
  from: readonly DocumentState[],
  state: DocumentState,
): Promise<readonly string[]> {
  if (hashes.length === 0) return []
  const rows = await db
    .update(documents)
    .set({ state, updatedAt: sql`now()` })
    .where(and(isOneOf(documents.sha256, hashes), inArray(documents.state, [...from])))
    .returning({ sha256: documents.sha256 })
  return rows.map(({ sha256 }) => sha256)
}
