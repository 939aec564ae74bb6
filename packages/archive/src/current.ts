/** Keeps straight which filings are current: the last word on a path that is still there. */
import { sql } from 'drizzle-orm'
import { type Database, recordset } from './database.ts'

/**
 * Sets `current` of all filings of these contents: true for those of the newest successful reading, where the content is
 * the newest version of some path. The caller has locked the documents' rows.
 */
export async function refreshCurrent(tx: Database, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  const rows = hashes.map((sha256) => ({ sha256 }))
  await tx.execute(sql`
    update filings f
    set current = wanted.current
    from (
      select
        filings.reading_id,
        filings.part,
        filings.reading_id = (
          select max(id) from readings where readings.sha256 = filings.sha256 and failure_code is null
        ) and exists (
          select from document_paths where document_paths.sha256 = filings.sha256 and document_paths.current
        ) as current
      from filings
      where filings.sha256 in (select sha256 from ${recordset(rows)} as r(sha256 text))
    ) wanted
    where f.reading_id = wanted.reading_id and f.part = wanted.part and f.current <> wanted.current`)
}
