import { EXTRACTOR_VERSION } from '@backfile/pipeline'
import { openQueue } from '@backfile/queue'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { expectReadOnce, receive, samplesNamed, settled } from './support/documents.ts'
import { type Gates, newGates } from './support/gates.ts'
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
  let gates: Gates
  let workers: WorkerProcess[]
  const start = async () => {
    const worker = await startWorker({
      ...{ ...place.environment, ...gates.environment },
      BACKFILE_REDIS_URL: redis.url,
    })
    workers.push(worker)
    return worker
  }
  beforeEach(async () => {
    workers = []
    gates = newGates()
    place = await newServerPlace()
    redis = await startRedis()
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.kill()))
    gates.remove()
    await redis.kill()
    await place.remove()
  })

  it('killed in mid-file leave the file to another', async () => {
    const documents = samplesNamed({ 'gate-1': 3, later: 5 })
    await receive(place.archive, documents)
    const first = await start()
    await gates.reached('gate-1')
    await first.kill()
    gates.open('gate-1')
    await start()
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
  })

  it('find in the archive what a Redis that was emptied has forgotten', async () => {
    const documents = samplesNamed({ 'gate-1': 3, later: 20 })
    await receive(place.archive, documents)
    await start()
    await gates.reached('gate-1')
    await redis.empty()
    gates.open('gate-1')
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
  })

  it('wait for a Redis that was killed, and go on when it is back with nothing in it', async () => {
    const documents = samplesNamed({ 'gate-1': 3, later: 20 })
    await receive(place.archive, documents)
    const worker = await start()
    await gates.reached('gate-1')
    await redis.kill()
    await until(() => worker.log.some(({ event, path }) => event === 'fault' && path === null))
    await redis.restart()
    gates.open('gate-1')
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
    expect(await worker.stop()).toBe(0)
  })

  it('share out a load, two and more of them, and read each file once', async () => {
    const documents = samplesNamed({ 'gate-1': 8, later: 8 })
    await receive(place.archive, documents)
    const both = [await start(), await start()]
    const queue = await openQueue(
      { redisUrl: redis.url, silence: 2000, extractorVersion: EXTRACTOR_VERSION },
      place.archive,
    )
    await queue.add(documents, 'interactive')
    // One alone has three in hand at most: with more in hand, both have some.
    await until(async () => (await inHand()) > 3)
    gates.open('gate-1')
    await settled(place.archive, documents)
    await queue.close()
    await expectReadOnce(place.archive, documents)
    for (const worker of both) expect(worker.log.map(({ event }) => event)).toContain('read')
  })

  const inHand = async (): Promise<number> => {
    const { rows } = await place.archive.db.execute(`select from documents where state = 'reading'`)
    return rows.length
  }
})
