import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Archive } from '../archive.ts'
import { addCorrection, listCorrections } from '../decisions.ts'
import { countsByState, getDocument } from '../documents.ts'
import { getFiling, listFilings } from '../filings.ts'
import { listFindings } from '../findings.ts'
import { filingId } from '../reading-rows.ts'
import { receiveDocument } from '../receive.ts'
import { startRun } from '../runs.ts'
import * as schema from '../schema.ts'
import { storeReading } from '../store-reading.ts'
import { describeOnEachEngine, engines, type TestPlace } from '../testing/archives.ts'
import { filingOf, seenFile, sha256Of } from '../testing/filings.ts'
import { backUpArchive } from './backup.ts'
import { restoreArchive } from './restore.ts'
import { tables } from './tables.ts'

const contents = ['甲', '乙', '丙']

describeOnEachEngine('a backup', (engine) => {
  let folder: string
  let file: string
  let places: TestPlace[]
  let archives: Archive[]
  const open = async (on = engine): Promise<Archive> => {
    const place = await on.newPlace()
    places.push(place)
    const archive = await place.open()
    archives.push(archive)
    return archive
  }
  const filled = async (): Promise<Archive> => {
    const archive = await open()
    for (const content of contents) {
      await archive.blobs.put(sha256Of(content), new TextEncoder().encode(content))
      await receiveDocument(archive.db, seenFile(`${content}.txt`, content))
      const result = { filings: [filingOf(content)] }
      const reading = { sha256: sha256Of(content), extractorVersion: '1', durationMs: 5, result }
      await storeReading(archive.db, reading)
    }
    await addCorrection(archive.db, {
      ...{ sha256: sha256Of('甲'), part: 0, subject: 'aaaaaaaaaaaa', property: 'fullYearBudget' },
      ...{ value: '2330.60', madeBy: '王', reason: 'as in the printed budget' },
    })
    return archive
  }
  beforeEach(async () => {
    places = []
    archives = []
    folder = await mkdtemp(join(tmpdir(), 'backfile-backup-'))
    file = join(folder, 'archive.backup')
  })
  afterEach(async () => {
    for (const archive of archives) await archive.close()
    for (const place of places) await place.remove()
    await rm(folder, { recursive: true, force: true })
  })

  it('gives back every filing, finding, correction and file, byte for byte', async () => {
    const archive = await filled()
    expect(await backUpArchive(archive, file)).toMatchObject({ documents: 3 })
    const restored = await open()
    expect(await restoreArchive(restored, file)).toMatchObject({ documents: 3 })
    for (const content of contents) {
      const sha256 = sha256Of(content)
      expect(await getDocument(restored.db, sha256)).toEqual(await getDocument(archive.db, sha256))
      expect(await restored.blobs.verify(sha256)).toBe('whole')
      const id = filingId(sha256, 0)
      expect(await getFiling(restored.db, id)).toEqual(await getFiling(archive.db, id))
    }
    expect(await listFilings(restored.db, {}, 10)).toEqual(await listFilings(archive.db, {}, 10))
    expect(await listFindings(restored.db, {}, 10)).toEqual(await listFindings(archive.db, {}, 10))
    expect(await listCorrections(restored.db, sha256Of('甲'), 0)).toEqual(
      await listCorrections(archive.db, sha256Of('甲'), 0),
    )
    // The archive goes on where it stopped.
    await receiveDocument(restored.db, seenFile('丁.txt', '丁'))
    await startRun(restored.db, '1', [])
  })

  it('is refused by an archive that has something in it', async () => {
    const archive = await filled()
    await backUpArchive(archive, file)
    await expect(restoreArchive(archive, file)).rejects.toThrow('not empty')
  })

  it('goes into an archive of the other kind, and back', async () => {
    const archive = await filled()
    await backUpArchive(archive, file)
    for (const other of engines.filter(({ name }) => name !== engine.name)) {
      const there = await open(other)
      expect(await restoreArchive(there, file)).toMatchObject({ documents: 3 })
      expect(await listFilings(there.db, {}, 10)).toEqual(await listFilings(archive.db, {}, 10))
      const again = join(folder, 'again.backup')
      await backUpArchive(there, again)
      const back = await open()
      await restoreArchive(back, again)
      expect(await listFilings(back.db, {}, 10)).toEqual(await listFilings(archive.db, {}, 10))
      expect(await listFindings(back.db, {}, 10)).toEqual(await listFindings(archive.db, {}, 10))
      for (const content of contents) expect(await back.blobs.verify(sha256Of(content))).toBe('whole')
    }
  })

  it('of an older or a newer version is refused, and what to do is said', async () => {
    const archive = await filled()
    await backUpArchive(archive, file)
    const newer = await open()
    await newer.db.execute(sql`insert into archive_migrations (hash) values ('of next year')`)
    await expect(restoreArchive(newer, file)).rejects.toThrow(
      'made by an older version of Backfile: restore it with that version',
    )
    await archive.db.execute(sql`insert into archive_migrations (hash) values ('of next year')`)
    const later = join(folder, 'later.backup')
    await backUpArchive(archive, later)
    const older = await open()
    await expect(restoreArchive(older, later)).rejects.toThrow(
      'made by a newer version of Backfile: use that',
    )
    expect(await countsByState(older.db)).toMatchObject({ read: 0 })
  })

  it('that is damaged leaves the archive empty', async () => {
    const archive = await filled()
    await backUpArchive(archive, file)
    await truncate(file, 900)
    const restored = await open()
    await expect(restoreArchive(restored, file)).rejects.toThrow()
    expect((await listFilings(restored.db, {}, 10)).items).toEqual([])
    await writeFile(file, 'no backup at all')
    await expect(restoreArchive(restored, file)).rejects.toThrow()
  })

  it('is not made where a file is missing from the store', async () => {
    const archive = await open()
    await receiveDocument(archive.db, seenFile('gone.txt', 'gone'))
    await expect(backUpArchive(archive, file)).rejects.toThrow(sha256Of('gone'))
  })
})

it('a backup knows every table of the archive', () => {
  const all = Object.values(schema).flatMap((one) => (is(one, PgTable) ? [getTableName(one)] : []))
  expect(tables.map(({ name }) => name).sort()).toEqual(all.sort())
})
