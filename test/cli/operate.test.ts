import { readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openArchive, storeReading } from '@backfile/archive'
import type { Filing } from '@backfile/model'
import { EXTRACTOR_VERSION } from '@backfile/pipeline'
import { openQueue } from '@backfile/queue'
import { describe, expect, it } from 'vitest'
import { newServerPlace, postgresMissing } from '../faults/support/servers.ts'
import { until } from '../faults/support/until.ts'
import { describeWhereThereIs } from '../faults/support/where-there-is.ts'
import { backfile, jsonLines, newFolder, newFolderWithArchive, start } from './support/backfile.ts'
import { containers, picture, put, putMany, someFiling } from './support/filings.ts'

interface Standing {
  readonly documents: Readonly<Record<string, number>>
  readonly queue: { readonly waiting: number; readonly paused: boolean } | null
}

async function status(folder: string, ...words: string[]): Promise<Standing> {
  const [standing] = jsonLines<Standing>((await backfile(folder, ['status', '--json', ...words])).stdout)
  if (standing === undefined) throw new Error('no status')
  return standing
}

describe('an archive in a folder', () => {
  it('says where everything is, and that all of it is accounted for', async () => {
    const folder = await newFolderWithArchive()
    putMany(join(folder, 'filings'), 2)
    put(folder, 'filings/bad.pdf', picture)
    await backfile(folder, ['ingest', 'filings'])
    expect(await status(folder)).toMatchObject({
      documents: { read: 2, failed: 1, received: 0 },
      queue: null,
    })
    expect((await backfile(folder, ['status'])).stdout).toMatch(/read +2\n +failed +1\n/)
    const whole = await backfile(folder, ['verify'])
    expect({ code: whole.code, stdout: whole.stdout }).toEqual({
      code: 0,
      stdout: 'All 3 documents are accounted for, and their contents match their hashes.\n',
    })
  })

  it('whose store was damaged names the document', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    await backfile(folder, ['ingest', 'filings'])
    const blobs = join(folder, '.backfile', 'blobs')
    const [blob] = readdirSync(blobs, { recursive: true }).filter((name) =>
      /[0-9a-f]{64}$/.test(String(name)),
    )
    writeFileSync(join(blobs, String(blob)), 'altered')
    const { code, stderr } = await backfile(folder, ['verify'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^backfile: filings\/a\.xlsx: its content in the store is not what was received/)
  })

  it('lists what failed, and tries it again when told to', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/bad.pdf', picture)
    put(folder, 'filings/empty.pdf', '')
    await backfile(folder, ['ingest', 'filings'])
    expect((await backfile(folder, ['failed'])).stdout.split('\n')).toHaveLength(3)
    const retried = await backfile(folder, ['failed', '--retry', '--code', 'empty', '--json'])
    expect(retried.code).toBe(1)
    expect(JSON.parse(retried.stdout)).toMatchObject({ state: 'finished', counts: { found: 0, failed: 1 } })
  })

  it('is the same after backup and restore', async () => {
    const folder = await newFolderWithArchive()
    putMany(join(folder, 'filings'), 3)
    await backfile(folder, ['ingest', 'filings'])
    const before = await backfile(folder, ['list', '--json'])
    expect((await backfile(folder, ['backup', 'all.tar.gz'])).code).toBe(0)
    expect((await backfile(folder, ['backup', 'all.tar.gz'])).code).toBe(2)
    const elsewhere = newFolder()
    const restored = await backfile(elsewhere, ['restore', join(folder, 'all.tar.gz')])
    expect(restored.stdout).toMatch(/^3 documents and \d+ rows are restored\.\n$/)
    expect((await backfile(elsewhere, ['list', '--json'])).stdout).toBe(before.stdout)
    expect((await backfile(elsewhere, ['verify'])).code).toBe(0)
  })

  it('read by an older version is read again, and every changed value is shown', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    await backfile(folder, ['ingest', 'filings'])
    const [listed] = jsonLines<{ id: string; sha256: string }>(
      (await backfile(folder, ['list', '--json'])).stdout,
    )
    if (listed === undefined) throw new Error('nothing listed')
    const now: Filing = JSON.parse((await backfile(folder, ['show', listed.id, '--json'])).stdout)
    const archive = await openArchive(join(folder, '.backfile'))
    // As if an older version had read another unit, and this one nothing yet.
    await archive.db.execute(`delete from readings`)
    await storeReading(archive.db, {
      ...{ sha256: listed.sha256, extractorVersion: '0', durationMs: 1 },
      result: { filings: [{ ...now, unit: { name: 'another unit', code: null } }] },
    })
    await archive.close()
    const { code, stdout } = await backfile(folder, ['reread'])
    expect(code).toBe(0)
    expect(stdout).toContain(`  unit: another unit → ${now.unit.name}\n1 values changed, in 1 documents.\n`)
    expect(JSON.parse((await backfile(folder, ['show', listed.id, '--json'])).stdout)).toEqual(now)
    expect((await backfile(folder, ['reread'])).stdout).toContain('0 values changed, in 0 documents.\n')
  })

  it('what an older version could not read is tried again by a newer one, once', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    put(folder, 'filings/b.pdf', '')
    await backfile(folder, ['ingest', 'filings'])
    const archive = await openArchive(join(folder, '.backfile'))
    // As if both had been tried by an older version, and it had failed.
    await archive.db.execute(`delete from readings where failure_code is null`)
    await archive.db.execute(
      `update documents set state = 'failed', failure_code = 'damaged', failure_zh = '损坏', failure_en = 'damaged'`,
    )
    await archive.db.execute(`update readings set extractor_version = '0'`)
    await archive.close()
    const { code, stdout } = await backfile(folder, ['reread'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/a\.xlsx\n {2}filing: – → [^\n]+\n1 values changed, in 1 documents\.\n$/)
    const again = await backfile(folder, ['reread', '--json'])
    expect(JSON.parse(again.stdout)).toMatchObject({ counts: { read: 0, failed: 0 } })
  })

  it('has no workers to pause, and says what to do instead', async () => {
    const folder = await newFolderWithArchive()
    const { code, stderr } = await backfile(folder, ['pause'])
    expect(code).toBe(2)
    expect(stderr).toContain('Ctrl-C')
  })

  it('is filled with a manifest, and says where that differs from what was read', async () => {
    const folder = await newFolderWithArchive()
    put(folder, 'filings/a.xlsx', containers.xlsx(someFiling(1)))
    put(folder, 'filings/b.xlsx', containers.xlsx(someFiling(2)))
    await backfile(folder, ['ingest', 'filings/a.xlsx'])
    const [a] = jsonLines<{ unitName: string; fiscalYear: number; id: string }>(
      (await backfile(folder, ['list', '--json'])).stdout,
    )
    if (a === undefined) throw new Error('nothing listed')
    const lines = [`路径,单位,年度`, `filings/a.xlsx,${a.unitName},1999`, `filings/b.xlsx,无此单位,`]
    put(folder, 'manifest.csv', `${lines.join('\n')}\n`)
    expect((await backfile(folder, ['ingest', 'filings', '--manifest', 'manifest.csv'])).code).toBe(0)
    const found = await backfile(folder, ['findings', '--check', 'manifest/differs', '--json'])
    const differing = jsonLines<{ finding: { expected: string } }>(found.stdout)
    expect(differing.map(({ finding }) => finding.expected).sort()).toEqual(['1999', '无此单位'])
    expect((await backfile(folder, ['show', a.id])).stdout).toContain('“1999”')
    put(folder, 'wrong.csv', '单位,年度\n某单位,2024\n')
    const wrong = await backfile(folder, ['ingest', 'filings', '--manifest', 'wrong.csv'])
    expect({ code: wrong.code, stderr: wrong.stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^backfile: wrong\.csv: .*"path"/),
    })
  })

  it('whose queue is in a Redis that does not answer says so, where that would be, and what else there is', async () => {
    const folder = await newFolderWithArchive()
    const env = { BACKFILE_REDIS_URL: 'redis://127.0.0.1:1' }
    const { code, stdout, stderr } = await backfile(folder, ['status'], { env })
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/^backfile: Redis at 127\.0\.0\.1:1 does not answer: .+\n$/),
    })
    expect(stdout).toContain('Documents:')
  })

  it('is not opened with an environment that cannot be meant', async () => {
    const env = { BACKFILE_CONCURRENCY: 'many', BACKFILE_REDIS_URL: 'here' }
    const { code, stderr } = await backfile(newFolder(), ['ingest', '.'], { env })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^backfile: BACKFILE_REDIS_URL: .+\nbackfile: BACKFILE_CONCURRENCY: .+\n$/)
  })
})

describeWhereThereIs('an archive on a server', postgresMissing, () => {
  it('reads a file for which somebody waits before a bulk load, also where it is among that', async () => {
    const place = await newServerPlace()
    const { BACKFILE_ARCHIVE: archive = '', BACKFILE_BLOBS: blobs = '' } = place.environment
    const folder = newFolder()
    const words = ['--leave-reading', '--json', '--archive', archive, '--blobs', blobs]
    putMany(join(folder, 'filings'), 6)
    put(folder, 'new.xlsx', containers.xlsx(someFiling(7)))
    try {
      await backfile(folder, ['ingest', 'filings', ...words])
      await backfile(folder, ['ingest', 'filings/2/6.xlsx', 'new.xlsx', '--first', ...words])
      const queue = await openQueue(
        { redisUrl: null, silence: 5000, extractorVersion: EXTRACTOR_VERSION },
        place.archive,
      )
      const order: string[] = []
      const consumer = await queue.consume(
        async ({ path }) => {
          order.push(basename(path))
          return 'done'
        },
        { concurrency: 1, perMinute: null, onFault: () => undefined },
      )
      await until(() => order.length === 7)
      await consumer.close()
      await queue.close()
      expect(order.slice(0, 2).sort()).toEqual(['6.xlsx', 'new.xlsx'])
    } finally {
      await place.remove()
    }
  })

  it('is filled by one process and read by others, which can be paused', async () => {
    const place = await newServerPlace()
    const { BACKFILE_ARCHIVE: archive = '', BACKFILE_BLOBS: blobs = '' } = place.environment
    const folder = newFolder()
    const words = ['--archive', archive, '--blobs', blobs]
    putMany(join(folder, 'filings'), 4)
    try {
      const received = await backfile(folder, ['ingest', 'filings', '--leave-reading', '--json', ...words])
      expect(JSON.parse(received.stdout)).toMatchObject({ counts: { new: 4, read: 0, waiting: 4 } })
      expect((await backfile(folder, ['pause', ...words])).code).toBe(0)
      expect(await status(folder, ...words)).toMatchObject({
        documents: { queued: 4 },
        queue: { waiting: 4, paused: true },
      })
      const worker = start(folder, ['worker', ...words], place.environment)
      expect((await backfile(folder, ['resume', ...words])).code).toBe(0)
      await until(async () => (await status(folder, ...words)).documents.read === 4)
      worker.child.kill('SIGTERM')
      const { code, stderr } = await worker.ended
      expect({ code, last: jsonLines<{ event: string }>(stderr).at(-1)?.event }).toEqual({
        code: 0,
        last: 'stopped',
      })
      expect((await backfile(folder, ['verify', ...words])).code).toBe(0)
    } finally {
      await place.remove()
    }
  })
})
