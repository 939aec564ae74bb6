import { existsSync, readFileSync } from 'node:fs'
import { countsByState } from '@backfile/archive'
import { EXTRACTOR_VERSION } from '@backfile/pipeline'
import { openQueue } from '@backfile/queue'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  documentOf,
  expectFailed,
  expectReadOnce,
  receive,
  type SampleDocument,
  sampleDocuments,
  samplesNamed,
  settled,
} from './support/documents.ts'
import { type Gates, newGates } from './support/gates.ts'
import { breakConnections, newServerPlace, postgresMissing, type ServerPlace } from './support/servers.ts'
import { until } from './support/until.ts'
import { describeWhereThereIs } from './support/where-there-is.ts'
import { startWorker, type WorkerProcess } from './support/worker-process.ts'

describeWhereThereIs('workers on PostgreSQL', postgresMissing, () => {
  let place: ServerPlace
  let gates: Gates
  const workers: WorkerProcess[] = []
  const start = async (more: Readonly<Record<string, string>> = {}) => {
    const worker = await startWorker({ ...place.environment, ...gates.environment, ...more })
    workers.push(worker)
    return worker
  }
  const inHand = async (): Promise<number> => {
    const { rows } = await place.archive.db.execute(`select from documents where state = 'reading'`)
    return rows.length
  }
  beforeEach(async () => {
    place = await newServerPlace()
    gates = newGates()
  })
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()))
    gates.remove()
    await place.remove()
  })

  it('killed in mid-file leave the file to another', async () => {
    const documents = samplesNamed({ 'gate-1': 3, later: 5 })
    await receive(place.archive, documents)
    const first = await start()
    await gates.reached('gate-1')
    const children = childrenOf(first.pid)
    expect(children.length).toBeGreaterThan(0)
    await first.kill()
    gates.open('gate-1')
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

  it('told to stop finish what is in hand and end', async () => {
    const documents = samplesNamed({ 'gate-1': 6 })
    await receive(place.archive, documents)
    const worker = await start({ BACKFILE_STOP_WITHIN: '100' })
    await gates.reached('gate-1')
    const stopped = worker.stop()
    await worker.logged('stopping')
    gates.open('gate-1')
    expect(await stopped).toBe(0)
    expect(await inHand()).toBe(0)
    const read = worker.log.filter(({ event }) => event === 'read').length
    expect(read).toBeGreaterThan(0)
    expect(await countsByState(place.archive.db)).toMatchObject({ read, failed: 0 })
  })

  it('that have no time to finish give back what is in hand, and another reads it', async () => {
    const documents = samplesNamed({ 'gate-1': 6 })
    await receive(place.archive, documents)
    const first = await start({ BACKFILE_STOP_WITHIN: '0' })
    await gates.reached('gate-1')
    expect(await first.stop()).toBe(0)
    expect(first.log.at(-1)).toMatchObject({ event: 'stopped' })
    expect(await countsByState(place.archive.db)).toMatchObject({ reading: 0, read: 0, failed: 0 })
    gates.open('gate-1')
    await start()
    await settled(place.archive, documents)
    await expectReadOnce(place.archive, documents)
  })

  it('survive files that eat memory and crash their reader, and say so of each', async () => {
    const eats = documentOf('eats-memory.txt', new TextEncoder().encode('eats'))
    const crashes = documentOf('crashes.txt', new TextEncoder().encode('crashes'))
    const documents = sampleDocuments(6)
    await receive(place.archive, [eats, crashes, ...documents])
    const worker = await start()
    await settled(place.archive, [eats, crashes, ...documents])
    await expectFailed(place.archive, eats, 'memory-limit')
    await expectFailed(place.archive, crashes, 'crashed')
    await expectReadOnce(place.archive, documents)
    expectTriedTwice(worker, [eats, crashes])
  })

  it('survive a file that loops, and say so', async () => {
    const loops = documentOf('loops.txt', new TextEncoder().encode('loops'))
    await receive(place.archive, [loops])
    const worker = await start({ BACKFILE_TIME_LIMIT: '2' })
    await settled(place.archive, [loops])
    await expectFailed(place.archive, loops, 'time-limit')
    expectTriedTwice(worker, [loops])
    expect(await worker.stop()).toBe(0)
  })

  /** Each met one passing fault before it was given up. */
  const expectTriedTwice = (worker: WorkerProcess, documents: readonly SampleDocument[]) => {
    for (const { path } of documents)
      expect(worker.log.filter((line) => line.event === 'fault' && line.path === path)).toHaveLength(1)
  }

  it('go on when the database breaks their connections', async () => {
    await start()
    const all = samplesNamed({ 'gate-1': 4, 'gate-2': 4, 'gate-3': 4 })
    for (const gate of ['gate-1', 'gate-2', 'gate-3'] as const) {
      const documents = all.filter(({ path }) => path.startsWith(gate))
      await receive(place.archive, documents)
      await gates.reached(gate)
      await breakConnections(place)
      gates.open(gate)
      await settled(place.archive, documents)
      await expectReadOnce(place.archive, documents)
    }
  })

  it('that are given the same file read it once', async () => {
    const documents = sampleDocuments(4)
    await receive(place.archive, documents)
    await Promise.all([start(), start()])
    const queue = await openQueue(
      { redisUrl: null, silence: 2000, extractorVersion: EXTRACTOR_VERSION },
      place.archive,
    )
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
