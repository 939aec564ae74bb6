import { countsByState } from '@backfile/archive'
import { EXTRACTOR_VERSION } from '@backfile/pipeline'
import { openQueue } from '@backfile/queue'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type S3Server, startS3Server } from '../../packages/archive/src/testing/s3-server.ts'
import { backfile, newFolder } from '../cli/support/backfile.ts'
import { expectReadOnce, receive, sampleDocuments, settled } from './support/documents.ts'
import {
  newServerPlace,
  type OwnRedis,
  postgresMissing,
  redisMissing,
  type ServerPlace,
  startRedis,
} from './support/servers.ts'
import { until } from './support/until.ts'
import { describeWhereThereIs } from './support/where-there-is.ts'
import { startWorker, type WorkerProcess } from './support/worker-process.ts'

/** Documents a minute that all workers together may begin. */
const PER_MINUTE = 5

describeWhereThereIs(
  'a fleet with its queue in Redis, its files in S3 and its archive in PostgreSQL',
  postgresMissing ?? redisMissing,
  () => {
    let s3: S3Server
    let redis: OwnRedis
    let place: ServerPlace
    let environment: Readonly<Record<string, string>>
    let workers: WorkerProcess[]
    const start = async (more: Readonly<Record<string, string>> = {}) => {
      const worker = await startWorker({ ...environment, ...more })
      workers.push(worker)
      return worker
    }
    beforeEach(async () => {
      workers = []
      s3 = await startS3Server()
      redis = await startRedis()
      place = await newServerPlace({ ...s3.store, prefix: '2024/' })
      environment = { ...place.environment, BACKFILE_REDIS_URL: redis.url }
    })
    afterEach(async () => {
      await Promise.all(workers.map((worker) => worker.kill()))
      await place.remove()
      await redis.kill()
      await s3.stop()
    })

    const command = (...words: string[]) => backfile(newFolder(), words, { env: environment })
    const read = async () => (await countsByState(place.archive.db)).read

    it('waits while it is paused, goes no faster than it may, and reads each file once', async () => {
      const documents = sampleDocuments(12)
      await receive(place.archive, documents)
      const queue = await openQueue(
        { redisUrl: redis.url, silence: 2000, extractorVersion: EXTRACTOR_VERSION },
        place.archive,
      )
      expect((await command('pause')).code).toBe(0)
      const limited = { BACKFILE_PER_MINUTE: String(PER_MINUTE) }
      const both = await Promise.all([start(limited), start(limited)])
      await until(async () => (await queue.counts()).waiting === documents.length)
      expect(await countsByState(place.archive.db)).toMatchObject({ queued: 12, reading: 0, read: 0 })

      const resumed = performance.now()
      expect((await command('resume')).code).toBe(0)
      await until(async () => (await read()) >= PER_MINUTE)
      const done = await read()
      const minutes = Math.floor((performance.now() - resumed) / 60_000)
      expect(done).toBeLessThanOrEqual(PER_MINUTE * (1 + minutes))
      for (const worker of both) expect(await worker.stop()).toBe(0)

      // One that may go as fast as it can reads the rest.
      await start()
      await settled(place.archive, documents)
      await queue.close()
      await expectReadOnce(place.archive, documents)
      for (const { sha256 } of documents) expect(await place.archive.blobs.verify(sha256)).toBe('whole')
    })

    it('can be verified, backed up and restored into a folder', async () => {
      const documents = sampleDocuments(4)
      await receive(place.archive, documents)
      await start()
      await settled(place.archive, documents)
      expect((await command('verify')).stdout).toMatch(/^All 4 documents are accounted for/)
      const folder = newFolder()
      const saved = await backfile(folder, ['backup', 'all.tar.gz'], { env: environment })
      expect({ code: saved.code, stderr: saved.stderr }).toEqual({ code: 0, stderr: '' })
      const listed = await command('list', '--json')
      expect((await backfile(folder, ['restore', 'all.tar.gz', '--archive', 'here'])).code).toBe(0)
      expect((await backfile(folder, ['list', '--json', '--archive', 'here'])).stdout).toBe(listed.stdout)
      expect((await backfile(folder, ['verify', '--archive', 'here'])).code).toBe(0)
    })
  },
)
