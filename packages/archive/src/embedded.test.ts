import fs, { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from './archive.ts'
import { countsByState, getDocument } from './documents.ts'
import { startRun } from './runs.ts'
import { startChild } from './testing/child.ts'
import { sha256Of } from './testing/filings.ts'

describe('an embedded archive', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backfile-killed-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('that was killed while it was being made is made anew', async () => {
    const child = startChild('write-filings.ts', folder, '0')
    const begun = () => existsSync(join(folder, 'db.new', 'PG_VERSION'))
    // On a busy machine it may be made before this is looked at again; then it is opened as it is.
    while (!begun() && !existsSync(join(folder, 'db'))) await sleep(5)
    await child.kill()
    const archive = await openArchive(folder)
    expect(await countsByState(archive.db)).toMatchObject({ received: 0, read: 0 })
    await archive.close()
    expect((await readdir(folder)).sort()).toEqual(['db', 'lock'])
  })

  it('that is killed again and again loses nothing that it acknowledged, and keeps nothing by halves', async () => {
    const acknowledged: string[] = []
    for (const untilKilled of [1, 4, 9, 17]) {
      const child = startChild('write-filings.ts', folder, '1000')
      expect((await child.lines.next()).value).toBe('open')
      for (let i = 0; i < untilKilled; i += 1) acknowledged.push(String((await child.lines.next()).value))
      await child.kill()
      const archive = await openArchive(folder)
      for (const content of acknowledged) {
        expect(await getDocument(archive.db, sha256Of(content))).toMatchObject({ state: 'read' })
        expect(await archive.blobs.verify(sha256Of(content))).toBe('whole')
      }
      const halves = await archive.db.execute(sql`
        select f.id from filings f
        where f.fund_count <> (select count(*) from funds u where (u.reading_id, u.part) = (f.reading_id, f.part))
          or f.indicator_count <> (select count(*) from indicators i where (i.reading_id, i.part) = (f.reading_id, f.part))
          or 3 <> (select count(*) from fund_amounts a where (a.reading_id, a.part) = (f.reading_id, f.part))
          or 2 <> (select count(*) from findings n where (n.reading_id, n.part) = (f.reading_id, f.part))
        union all
        select d.sha256 from documents d
        where (d.state = 'read') <> exists (select from filings f where f.sha256 = d.sha256)`)
      expect(halves.rows).toEqual([])
      await archive.close()
    }
  })

  it('lets its process end by itself once it is closed', async () => {
    const child = startChild('write-filings.ts', folder, '2')
    expect(await child.ended()).toBe(0)
    expect(await readdir(join(folder, 'lock'))).toEqual([])
  })

  it('refuses a second process in words that name the folder and the process', async () => {
    const archive = await openArchive(folder)
    await expect(openArchive(folder)).rejects.toThrow(
      `The archive in ${folder} is open in process ${process.pid}.`,
    )
    await archive.close()
  })

  it('has each commit on the disk before it is acknowledged', async () => {
    const archive = await openArchive(folder)
    const setting = await archive.db.execute(sql`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
        current_setting('full_page_writes') as pages`)
    expect(setting.rows).toEqual([{ fsync: 'on', commits: 'on', pages: 'on' }])
    const fsyncSync = fs.fsyncSync
    let flushed = 0
    fs.fsyncSync = (descriptor) => {
      flushed += 1
      fsyncSync(descriptor)
    }
    syncBuiltinESMExports()
    try {
      for (let commit = 1; commit <= 3; commit += 1) {
        await startRun(archive.db, '1', [])
        expect(flushed).toBeGreaterThanOrEqual(commit)
      }
    } finally {
      fs.fsyncSync = fsyncSync
      syncBuiltinESMExports()
    }
    await archive.close()
  })

  it('gives its folder free again where it cannot be opened', async () => {
    const broken = join(folder, 'broken')
    await mkdir(broken)
    await writeFile(join(broken, 'db'), 'a file where the folder should be')
    await expect(openArchive(broken)).rejects.toThrow()
    expect(await readdir(join(broken, 'lock'))).toEqual([])
  })
})
