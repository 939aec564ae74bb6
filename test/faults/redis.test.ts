import { openQueue } from '@backfile/queue'
import { afterEach, beforeEach, expect, it } from 'vitest'
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

describeWhereThereIs('workers with their queue in Redis', postgresMissing ?? redisMissing, () => {
  let place: ServerPlace
  let redis: OwnRedis
  let workers: WorkerProcess[]
  const start = async () => {
    const worker = await startWorker({ ...place.environment, BACKFILE_REDIS_URL: redis.url })
    workers.push(worker)
    return worker
  }
  beforeEach(async () => {
    workers = []
    place = await newServerPlace()
    redis = await startRedis()
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.kill()))
    await redis.kill()
    await place.remove()
  })

  it('killed in mid-file leave the file to another', async () => {
    const documents = [...sampleDocuments(3, 'is-slow'), ...sampleDocuments(8).slice(3)]
    await receive(place.archive, documents)
    const first = await start()
    await until(async () => (await inHand()) > 0)
    await first.kill()
    await start()
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
  })

  it('find in the archive what a Redis that was emptied has forgotten', async () => {
    const documents = sampleDocuments(30)
    await receive(place.archive, documents)
    const worker = await start()
    await worker.logged('read')
    await redis.empty()
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
  })

  it('wait for a Redis that was killed, and go on when it is back with nothing in it', async () => {
    const documents = sampleDocuments(30)
    await receive(place.archive, documents)
    const worker = await start()
    await worker.logged('read')
    await redis.kill()
    await until(() => worker.log.some(({ event, path }) => event === 'fault' && path === null))
    await redis.restart()
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
    expect(await worker.stop()).toBe(0)
  })

  it('share out a load, two and more of them, and read each file once', async () => {
    const documents = sampleDocuments(24)
    await receive(place.archive, documents)
    const [first, second] = await Promise.all([start(), start()])
    const queue = await openQueue(
      { redisUrl: redis.url, silence: 2000, extractorVersion: '1' },
      place.archive,
    )
    await queue.add(documents, 'interactive')
    await settled(place.archive, documents)
    await queue.close()
    await expectReadOnce(place.archive, documents)
    for (const worker of [first, second]) {
      expect(worker?.log.filter(({ event }) => event === 'read').length).toBeGreaterThan(0)
    }
  })

  const inHand = async (): Promise<number> => {
    const { rows } = await place.archive.db.execute(`select from documents where state = 'reading'`)
    return rows.length
  }
})
