import { existsSync, readFileSync } from 'node:fs'
import { openQueue } from '@backfile/queue'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  documentOf,
  expectFailed,
  expectReadOnce,
  receive,
  sampleDocuments,
  settled,
} from './support/documents.ts'
import { breakConnections, newServerPlace, postgresMissing, type ServerPlace } from './support/servers.ts'
import { until } from './support/until.ts'
import { describeWhereThereIs } from './support/where-there-is.ts'
import { startWorker, type WorkerProcess } from './support/worker-process.ts'

describeWhereThereIs('workers on PostgreSQL', postgresMissing, () => {
  let place: ServerPlace
  const workers: WorkerProcess[] = []
  const start = async (more: Readonly<Record<string, string>> = {}) => {
    const worker = await startWorker({ ...place.environment, ...more })
    workers.push(worker)
    return worker
  }
  const inHand = async (): Promise<number> => {
    const { rows } = await place.archive.db.execute(`select from documents where state = 'reading'`)
    return rows.length
  }
  beforeEach(async () => {
    place = await newServerPlace()
  })
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()))
    await place.remove()
  })

  it('killed in mid-file leave the file to another', async () => {
    const documents = [...sampleDocuments(3, 'is-slow'), ...sampleDocuments(8).slice(3)]
    await receive(place.archive, documents)
    const first = await start()
    await until(() => childrenOf(first.pid).length > 0)
    await until(async () => (await inHand()) > 0)
    const children = childrenOf(first.pid)
    await first.kill()
    await start()
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
    await until(() => children.every((pid) => !existsSync(`/proc/${pid}`)))
  })

  it('killed while a file loops leave no process behind that loops for ever', async () => {
    await receive(place.archive, [documentOf('loops.txt', new TextEncoder().encode('loops'))])
    const worker = await start({ BACKFILE_TIME_LIMIT: '600' })
    await until(() => childrenOf(worker.pid).length > 0)
    await until(async () => (await inHand()) > 0)
    const children = childrenOf(worker.pid)
    await worker.kill()
    await until(() => children.every((pid) => !existsSync(`/proc/${pid}`)))
  })

  it('told to stop finish what is in hand, give back the rest and end', async () => {
    const documents = sampleDocuments(6, 'is-slow')
    await receive(place.archive, documents)
    const first = await start({ BACKFILE_STOP_WITHIN: '0' })
    await until(() => childrenOf(first.pid).length > 0)
    expect(await first.stop()).toBe(0)
    expect(first.log.at(-1)).toMatchObject({ event: 'stopped' })
    const { rows } = await place.archive.db.execute(
      `select state from documents where state in ('reading', 'failed')`,
    )
    expect(rows).toEqual([])
    await start()
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
  })

  it('survive files that loop, eat memory and crash their reader, and say so of each', async () => {
    const loops = documentOf('loops.txt', new TextEncoder().encode('loops'))
    const eats = documentOf('eats-memory.txt', new TextEncoder().encode('eats'))
    const crashes = documentOf('crashes.txt', new TextEncoder().encode('crashes'))
    const documents = sampleDocuments(6)
    await receive(place.archive, [loops, eats, crashes, ...documents])
    const worker = await start({ BACKFILE_TIME_LIMIT: '2' })
    await settled(place.archive, [loops, eats, crashes, ...documents])
    await expectFailed(place.archive, loops, 'time-limit')
    await expectFailed(place.archive, eats, 'memory-limit')
    await expectFailed(place.archive, crashes, 'crashed')
    await expectReadOnce(place.archive, documents)
    // Each was tried a second time before it was given up.
    for (const { path } of [loops, eats, crashes]) {
      expect(worker.log.filter((line) => line.event === 'fault' && line.path === path)).toHaveLength(1)
    }
  })

  it('go on when the database breaks their connections', async () => {
    const documents = sampleDocuments(24)
    await receive(place.archive, documents)
    const worker = await start()
    for (let round = 0; round < 3; round += 1) {
      const read = worker.log.length
      await until(() => worker.log.length > read + 2)
      await breakConnections(place)
    }
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
  })

  it('that are given the same file read it once', async () => {
    const documents = sampleDocuments(4)
    await receive(place.archive, documents)
    await Promise.all([start(), start()])
    const queue = await openQueue({ redisUrl: null, silence: 2000, extractorVersion: '1' }, place.archive)
    for (let again = 0; again < 5; again += 1) await queue.add(documents, 'interactive')
    await settled(place.archive, documents)
    await until(async () => {
      const { waiting, active, delayed } = await queue.counts()
      return waiting + active + delayed === 0
    })
    await queue.close()
    await expectReadOnce(place.archive, documents)
  })
})

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}
