/** What people decide about a filing: corrections and the states of findings, added to and never overwritten. */
import { and, asc, eq, type SQL } from 'drizzle-orm'
import type { Database } from './database.ts'
import { corrections, findingStates } from './schema.ts'

/** Of a filing, by content and part: it holds however often the content is read. */
interface Decision {
  readonly sha256: string
  readonly part: number
  /** Neither may be empty: no correction without a name and a reason. */
  readonly madeBy: string
  readonly reason: string
}

export interface Correction extends Decision {
  /** Stable id of the fund line or indicator, or a field's key. */
  readonly subject: string
  /** Which of its values: a measure, a period, `name`, `text` … */
  readonly property: string
  /** The right value; null where the source has none. */
  readonly value: string | null
}

export interface FindingDecision extends Decision {
  readonly findingId: string
  readonly state: 'open' | 'accepted' | 'dismissed'
}

/** With the time at which the archive was told. */
export type Made<T> = T & { readonly madeAt: Date }

/** Adds a correction on top of what was read. */
export async function addCorrection(db: Database, correction: Correction): Promise<void> {
  await db.insert(corrections).values(correction)
}

/** The corrections of a filing in the order in which they were made: of two of the same value, the later holds. */
export async function listCorrections(
  db: Database,
  sha256: string,
  part: number,
): Promise<readonly Made<Correction>[]> {
  const rows = await db
    .select()
    .from(corrections)
    .where(ofFiling(corrections, sha256, part))
    .orderBy(asc(corrections.id))
  return rows.map(({ id: _, ...correction }) => correction)
}

/** Adds what a person says of a finding. */
export async function addFindingDecision(db: Database, decision: FindingDecision): Promise<void> {
  await db.insert(findingStates).values(decision)
}

/** What was said of a filing's findings, in the order in which it was said. */
export async function listFindingDecisions(
  db: Database,
  sha256: string,
  part: number,
): Promise<readonly Made<FindingDecision>[]> {
  const rows = await db
    .select()
    .from(findingStates)
    .where(ofFiling(findingStates, sha256, part))
    .orderBy(asc(findingStates.id))
  return rows.map(({ id: _, ...decision }) => decision)
}

function ofFiling(
  table: typeof corrections | typeof findingStates,
  sha256: string,
  part: number,
): SQL | undefined {
  return and(eq(table.sha256, sha256), eq(table.part, part))
}
