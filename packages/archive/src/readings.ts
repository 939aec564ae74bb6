/** What several versions of the extractor read of one document. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database } from './database.ts'
import { filings, readings } from './schema.ts'

export interface ArchivedReading {
  readonly extractorVersion: string
  readonly readAt: Date
  /** The filings' JSON in the order of their parts, byte for byte as stored. */
  readonly filings: readonly string[]
}

/** The readings that succeeded, the oldest first. */
export async function readingsOfDocument(db: Database, sha256: string): Promise<readonly ArchivedReading[]> {
  const rows = await db
    .select({ id: readings.id, extractorVersion: readings.extractorVersion, readAt: readings.readAt })
    .from(readings)
    .where(and(eq(readings.sha256, sha256), isNull(readings.failureCode)))
    .orderBy(asc(readings.id))
  const read = await db
    .select({ readingId: filings.readingId, json: filings.json })
    .from(filings)
    .where(eq(filings.sha256, sha256))
    .orderBy(asc(filings.readingId), asc(filings.part))
  return rows.map(({ id, extractorVersion, readAt }) => ({
    extractorVersion,
    readAt,
    filings: read.filter(({ readingId }) => readingId === id).map(({ json }) => json),
  }))
}
