/** Keeps a record of ingests: what was asked for, when, and what came of it. */
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { type RunState, runs } from './schema.ts'

export interface Run {
  readonly id: number
  readonly state: RunState
  readonly extractorVersion: string
  /** The files and folders that were named. */
  readonly roots: readonly string[]
  /** How many of what, by name; null until it ends. */
  readonly counts: Readonly<Record<string, number>> | null
  readonly startedAt: Date
  readonly endedAt: Date | null
}

/** Notes that an ingest begins; gives its number. */
export async function startRun(
  db: Database,
  extractorVersion: string,
  roots: readonly string[],
): Promise<number> {
  const [run] = await db
    .insert(runs)
    .values({ extractorVersion, roots: [...roots] })
    .returning({ id: runs.id })
  if (run === undefined) throw new Error('The run was not recorded.')
  return run.id
}

/** Notes how an ingest ended. A run that has ended stays as it is. */
export async function finishRun(
  db: Database,
  id: number,
  state: Exclude<RunState, 'running'>,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  await db
    .update(runs)
    .set({ state, counts, endedAt: sql`now()` })
    .where(and(eq(runs.id, id), eq(runs.state, 'running')))
}

/**
 * Notes of every run still marked as running that it was interrupted. Only where nobody else can be running: in an
 * embedded archive, before the next run starts. Gives how many there were.
 */
export async function closeAbandonedRuns(db: Database): Promise<number> {
  const closed = await db
    .update(runs)
    .set({ state: 'interrupted', endedAt: sql`now()` })
    .where(eq(runs.state, 'running'))
    .returning({ id: runs.id })
  return closed.length
}

/** The last runs, the newest first. */
export async function listRuns(db: Database, limit: number): Promise<readonly Run[]> {
  return db.select().from(runs).orderBy(desc(runs.id)).limit(limit)
}
