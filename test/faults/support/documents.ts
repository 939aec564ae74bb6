/** Small filings to read, and what must stand in an archive once they are. */
import { createHash } from 'node:crypto'
import { type Archive, filingId, getDocument, getFiling, receiveDocuments } from '@backfile/archive'
import { extract } from '@backfile/pipeline'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { randomFiling } from '../../../scripts/fixtures/random-filing.ts'
import { writeText } from '../../../scripts/fixtures/write-text.ts'
import { writeXlsx } from '../../../scripts/fixtures/write-xlsx.ts'
import { until } from './until.ts'

export interface SampleDocument {
  readonly path: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** Filings by number, workbooks and texts, named by `name`; the same each time. */
export function sampleDocuments(count: number, name = 'filing'): readonly SampleDocument[] {
  return Array.from({ length: count }, (_, seed) => {
    const form = seed % 2 === 0 ? 'department-performance-target' : 'project-performance-target'
    const { sheet } = randomFiling(seed + 1, form)
    return seed % 3 === 0
      ? documentOf(`${name}-${seed}.txt`, new TextEncoder().encode(writeText(sheet)))
      : documentOf(`${name}-${seed}.xlsx`, writeXlsx([sheet]))
  })
}

/** Filings of their own for each name: none has the content of another. */
export function samplesNamed(names: Readonly<Record<string, number>>): readonly SampleDocument[] {
  let taken = 0
  return Object.entries(names).flatMap(([name, count]) => {
    taken += count
    return sampleDocuments(taken, name).slice(taken - count)
  })
}

export function documentOf(path: string, bytes: Uint8Array): SampleDocument {
  return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Receives documents as a loader does: content first, then the row; nobody is told. */
export async function receive(archive: Archive, documents: readonly SampleDocument[]): Promise<void> {
  for (const { sha256, bytes } of documents) await archive.blobs.put(sha256, bytes)
  await receiveDocuments(
    archive.db,
    documents.map(({ path, bytes, sha256 }) => ({
      ...{ path, sha256, bytes: bytes.length },
      mediaType: 'application/octet-stream',
      modifiedNs: 1n,
      batch: null,
    })),
  )
}

/** Waits until each of the documents is read or failed. */
export async function settled(archive: Archive, documents: readonly SampleDocument[]): Promise<void> {
  await until(async () => {
    const found = await Promise.all(documents.map(({ sha256 }) => getDocument(archive.db, sha256)))
    return found.every((document) => document?.state === 'read' || document?.state === 'failed')
  })
}

/** Each document was read exactly once, nothing is half-written, and all figures are those of an undisturbed run. */
export async function expectReadOnce(archive: Archive, documents: readonly SampleDocument[]): Promise<void> {
  for (const { path, bytes, sha256 } of documents) {
    expect(await getDocument(archive.db, sha256), path).toMatchObject({ state: 'read', failure: null })
    const { filings } = await extract(bytes, path)
    for (const [part, filing] of filings.entries()) {
      const found = await getFiling(archive.db, filingId(sha256, part))
      expect(
        found.kind === 'found' && found.json === JSON.stringify(filing),
        `${path}: the same figures`,
      ).toBe(true)
    }
    const { rows } = await archive.db.execute(sql`
      select (select count(*)::int from readings where sha256 = ${sha256}) as readings,
        (select count(*)::int from filings where sha256 = ${sha256} and current) as filings`)
    expect(rows, path).toEqual([{ readings: 1, filings: filings.length }])
  }
  await expectNothingHalf(archive)
}

/** The document was failed, once, for this reason. */
export async function expectFailed(
  archive: Archive,
  { sha256, path }: SampleDocument,
  code: string,
): Promise<void> {
  expect(await getDocument(archive.db, sha256), path).toMatchObject({ state: 'failed', failure: { code } })
  const { rows } = await archive.db.execute(sql`
    select (select count(*)::int from readings where sha256 = ${sha256}) as readings,
      (select count(*)::int from filings where sha256 = ${sha256}) as filings`)
  expect(rows, path).toEqual([{ readings: 1, filings: 0 }])
}

/** No filing lacks some of its rows, and no document is "read" without a reading that succeeded, or the other way. */
async function expectNothingHalf(archive: Archive): Promise<void> {
  const { rows } = await archive.db.execute(sql`
    select f.id from filings f
    where f.fund_count <> (select count(*) from funds u where (u.reading_id, u.part) = (f.reading_id, f.part))
      or f.indicator_count <> (select count(*) from indicators i where (i.reading_id, i.part) = (f.reading_id, f.part))
      or f.error_count + f.warning_count + f.info_count
        <> (select count(*) from findings n where (n.reading_id, n.part) = (f.reading_id, f.part))
    union all
    select d.sha256 from documents d
    where (d.state = 'read')
      <> exists (select from readings r where r.sha256 = d.sha256 and r.failure_code is null)`)
  expect(rows).toEqual([])
}
