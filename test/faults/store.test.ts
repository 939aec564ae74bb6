import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Archive, type BlobStore, countsByState, folderBlobStore, openArchive } from '@backfile/archive'
import { type Outcome, startIngestWorker } from '@backfile/ingest'
import { createExtractionPool, EXTRACTOR_VERSION } from '@backfile/pipeline'
import { openQueue } from '@backfile/queue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backfile } from '../cli/support/backfile.ts'
import { expectFailed, expectReadOnce, receive, sampleDocuments, settled } from './support/documents.ts'
import { describeWhereThereIs } from './support/where-there-is.ts'

/** Bytes of the small disk: enough for the first files of a load, and not for all. */
const SMALL_DISK = 40_000

describe('a worker in an embedded archive', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backfile-faults-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** Reads all that waits in the archive, with its files in this store; gives what was tried again. */
  const readAll = async (
    archive: Archive,
    blobs: BlobStore,
    documents: ReturnType<typeof sampleDocuments>,
  ) => {
    const faulty = { ...archive, blobs }
    const queue = await openQueue(
      { redisUrl: null, silence: 5000, extractorVersion: EXTRACTOR_VERSION },
      archive,
    )
    const pool = createExtractionPool({ size: 2, timeLimit: 20_000, memoryLimit: 2 ** 30 })
    const faults: string[] = []
    const outcomes: Outcome[] = []
    const worker = await startIngestWorker(
      { archive: faulty, queue, pool },
      {
        concurrency: 3,
        perMinute: null,
        sweepEvery: 1000,
        ensureRoom: async () => undefined,
        onOutcome: (outcome) => outcomes.push(outcome),
        onFault: (fault) => faults.push(fault instanceof Error ? fault.message : String(fault)),
      },
    )
    await settled(archive, documents)
    await worker.stop(5000)
    await queue.close()
    return { faults, outcomes }
  }

  it('waits for a store that answers slowly', async () => {
    const archive = await openArchive(join(folder, 'archive'))
    const documents = sampleDocuments(4)
    await receive(archive, documents)
    const slow: BlobStore = {
      ...archive.blobs,
      get: async (sha256) => {
        await sleep(1500)
        return archive.blobs.get(sha256)
      },
    }
    const { faults } = await readAll(archive, slow, documents)
    expect(faults).toEqual([])
    await expectReadOnce(archive, documents)
    await archive.close()
  })

  it('tries again where the store fails for a while', async () => {
    const archive = await openArchive(join(folder, 'archive'))
    const documents = sampleDocuments(4)
    await receive(archive, documents)
    let asked = 0
    const failing: BlobStore = {
      ...archive.blobs,
      get: async (sha256) => {
        asked += 1
        if (asked <= 6) throw new Error('the store is not to be reached')
        return archive.blobs.get(sha256)
      },
    }
    const { faults } = await readAll(archive, failing, documents)
    expect(faults).toEqual(Array.from({ length: 6 }, () => 'the store is not to be reached'))
    await expectReadOnce(archive, documents)
    await archive.close()
  })

  it('fails a file whose content the store has lost or altered, and reads the others', async () => {
    const archive = await openArchive(join(folder, 'archive'))
    const [lost, altered, ...others] = sampleDocuments(5)
    if (lost === undefined || altered === undefined) throw new Error('no documents')
    await receive(archive, [lost, altered, ...others])
    const broken: BlobStore = {
      ...archive.blobs,
      get: async (sha256) => {
        if (sha256 === lost.sha256) return null
        const content = await archive.blobs.get(sha256)
        return sha256 === altered.sha256 && content !== null ? content.subarray(1) : content
      },
    }
    await readAll(archive, broken, [lost, altered, ...others])
    await expectFailed(archive, lost, 'not-found')
    await expectFailed(archive, altered, 'damaged')
    await expectReadOnce(archive, others)
    await archive.close()
  })

  describeWhereThereIs('on a disk that is full', tmpfsMissing(), () => {
    it('receives nothing by halves, and goes on once there is room', async () => {
      const disk = join(folder, 'disk')
      run('mkdir', disk)
      run('mount', '-t', 'tmpfs', '-o', `size=${SMALL_DISK}`, 'tmpfs', disk)
      try {
        const archive = await openArchive(join(folder, 'archive'), { blobs: folderBlobStore(disk) })
        const documents = sampleDocuments(12)
        const received: (typeof documents)[number][] = []
        for (const document of documents) {
          const fits = await receive(archive, [document]).then(
            () => true,
            (error: NodeJS.ErrnoException) => {
              expect(error.code).toBe('ENOSPC')
              return false
            },
          )
          if (fits) received.push(document)
        }
        expect(received.length).toBeGreaterThan(0)
        expect(received.length).toBeLessThan(documents.length)
        expect(await countsByState(archive.db)).toMatchObject({ received: received.length })
        for (const { sha256 } of received) expect(await archive.blobs.verify(sha256)).toBe('whole')
        run('mount', '-o', 'remount,size=10M', disk)
        await receive(archive, documents)
        await readAll(archive, archive.blobs, documents)
        await expectReadOnce(archive, documents)
        await archive.close()
      } finally {
        run('umount', disk)
      }
    })
  })
})

describeWhereThereIs('an ingest into an archive whose disk is nearly full', tmpfsMissing(), () => {
  it('stops in words before the disk is full, and goes on where there is room', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'backfile-faults-'))
    const [disk, filings] = [join(folder, 'disk'), join(folder, 'filings')]
    run('mkdir', disk, filings)
    run('mount', '-t', 'tmpfs', '-o', 'size=70M', 'tmpfs', disk)
    try {
      const documents = sampleDocuments(4)
      for (const { path, bytes } of documents) await writeFile(join(filings, path), bytes)
      const full = await backfile(folder, ['ingest', filings, '--archive', join(disk, 'archive')])
      expect(full.code).toBe(3)
      expect(full.stderr).toMatch(/the archive cannot be written, so this stopped: Only \d+ MB are free/)
      run('mount', '-o', 'remount,size=200M', disk)
      const again = await backfile(folder, ['ingest', filings, '--json', '--archive', join(disk, 'archive')])
      expect(JSON.parse(again.stdout)).toMatchObject({ state: 'finished', counts: { read: 4, waiting: 0 } })
    } finally {
      run('umount', disk)
      await rm(folder, { recursive: true, force: true })
    }
  })
})

/** Why no small disk can be made here, or null. */
function tmpfsMissing(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'only root on Linux can make a small disk'
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
    ? null
    : 'this machine lets nobody mount a disk'
}

function run(command: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`)
}
