import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ConsumerOptions, Delivery, DeliveryEnd, IngestQueue, QueuedDocument } from './queue.ts'
import { describeOnEachBackend, type QueuePlace } from './testing/places.ts'

const documentCalled = (path: string): QueuedDocument => ({
  path,
  sha256: createHash('sha256').update(path).digest('hex'),
})
const documentsCalled = (...paths: readonly string[]) => paths.map(documentCalled)

describeOnEachBackend('the queue of documents', (backend) => {
  let place: QueuePlace
  let queue: IngestQueue
  beforeAll(async () => {
    place = await backend.newPlace()
  })
  afterAll(() => place.remove())
  beforeEach(async () => {
    queue = await place.open()
  })
  afterEach(() => queue.close())

  /** Consumes until so many deliveries were made; gives them in order. */
  const deliveries = async (
    count: number,
    read: (delivery: Delivery) => Promise<DeliveryEnd> = async () => 'done',
    options: Partial<ConsumerOptions> = {},
  ): Promise<readonly Delivery[]> => {
    const seen: Delivery[] = []
    const consumer = await queue.consume(
      async (delivery) => {
        seen.push(delivery)
        return read(delivery)
      },
      { concurrency: 1, perMinute: null, onFault: () => undefined, ...options },
    )
    await until(() => seen.length >= count)
    await consumer.stopTaking()
    await consumer.close()
    return seen
  }
  const pathsOf = (seen: readonly Delivery[]) => seen.map(({ path }) => path)
  const held = async () => {
    const { waiting, active, delayed } = await queue.counts()
    return waiting + active + delayed
  }

  it('delivers each document once, and then forgets it', async () => {
    const documents = documentsCalled('one.pdf', 'two.pdf', 'three.pdf')
    await queue.add(documents, 'bulk')
    expect(await queue.counts()).toEqual({ waiting: 3, active: 0, delayed: 0, paused: false })
    const seen = await deliveries(3)
    expect(seen[0]).toMatchObject({ ...documents[0], failures: 0, abandonments: 0, lastTry: false })
    expect(pathsOf(seen)).toEqual(['one.pdf', 'two.pdf', 'three.pdf'])
    expect(await held()).toBe(0)
  })

  it('holds a document once, however often it is added', async () => {
    await queue.add(documentsCalled('one.pdf', 'two.pdf'), 'bulk')
    await queue.add(documentsCalled('two.pdf', 'one.pdf', 'three.pdf'), 'bulk')
    expect(pathsOf(await deliveries(3))).toEqual(['one.pdf', 'two.pdf', 'three.pdf'])
    expect(await held()).toBe(0)
  })

  it('takes a document again that was read before', async () => {
    await queue.add(documentsCalled('one.pdf'), 'bulk')
    await deliveries(1)
    await queue.add(documentsCalled('one.pdf'), 'bulk')
    expect(pathsOf(await deliveries(1))).toEqual(['one.pdf'])
  })

  it('puts the document for which a person waits before a bulk load', async () => {
    await queue.add(documentsCalled('old-1.pdf', 'old-2.pdf', 'old-3.pdf'), 'bulk')
    await queue.add(documentsCalled('now.pdf'), 'interactive')
    await queue.add(documentsCalled('old-3.pdf'), 'interactive')
    expect(pathsOf(await deliveries(4))).toEqual(['now.pdf', 'old-3.pdf', 'old-1.pdf', 'old-2.pdf'])
  })

  it('delivers a document again, after a pause, where its reading met a passing fault', async () => {
    await queue.add(documentsCalled('one.pdf'), 'bulk')
    const seen = await deliveries(2, async ({ failures }) => {
      if (failures === 0) throw new Error('the database is being restarted')
      return 'done'
    })
    expect(seen.map(({ failures }) => failures)).toEqual([0, 1])
    expect(await held()).toBe(0)
  })

  it('takes back a document that was not read after all, and counts it as no try', async () => {
    await queue.add(documentsCalled('one.pdf'), 'bulk')
    let given = 0
    const seen = await deliveries(2, async () => (given++ === 0 ? 'given-back' : 'done'))
    expect(seen.map(({ failures }) => failures)).toEqual([0, 0])
    expect(await held()).toBe(0)
  })

  it('says which documents it does not hold', async () => {
    const [one, two, three] = documentsCalled('one.pdf', 'two.pdf', 'three.pdf').map(({ sha256 }) => sha256)
    await queue.add(documentsCalled('one.pdf', 'three.pdf'), 'bulk')
    expect(await queue.missing([one ?? '', two ?? '', three ?? ''])).toEqual([two])
    await deliveries(2)
    expect(await queue.missing([one ?? '', three ?? ''])).toEqual([one, three])
  })

  it('keeps what is in hand to as many as it was told', async () => {
    await queue.add(documentsCalled(...Array.from({ length: 12 }, (_, i) => `${i}.pdf`)), 'bulk')
    let inHand = 0
    let most = 0
    let three: () => void = () => undefined
    const together = new Promise<void>((resolve) => {
      three = resolve
    })
    await deliveries(
      12,
      async () => {
        inHand += 1
        most = Math.max(most, inHand)
        if (inHand === 3) three()
        await together
        await sleep(30)
        inHand -= 1
        return 'done'
      },
      { concurrency: 3 },
    )
    expect(most).toBe(3)
  })

  it('begins no more documents a minute than it was told', async () => {
    const fresh = await backend.newPlace()
    const limited = await fresh.open()
    await limited.add(documentsCalled('one.pdf', 'two.pdf', 'three.pdf', 'four.pdf'), 'bulk')
    const seen: string[] = []
    const read = async ({ path }: Delivery): Promise<DeliveryEnd> => {
      seen.push(path)
      return 'done'
    }
    const consumer = await limited.consume(read, { concurrency: 1, perMinute: 2, onFault: () => undefined })
    await until(() => seen.length >= 2)
    await sleep(500)
    expect(seen).toEqual(['one.pdf', 'two.pdf'])
    expect((await limited.counts()).waiting).toBe(2)
    await consumer.close()
    await limited.close()
    await fresh.remove()
  })

  it('delivers nothing while it is paused', async () => {
    const fresh = await backend.newPlace()
    const paused = await fresh.open()
    await paused.pause()
    await paused.add(documentsCalled('one.pdf'), 'bulk')
    const seen: string[] = []
    const read = async ({ path }: Delivery): Promise<DeliveryEnd> => {
      seen.push(path)
      return 'done'
    }
    const consumer = await paused.consume(read, { concurrency: 1, perMinute: null, onFault: () => undefined })
    await sleep(300)
    expect(seen).toEqual([])
    expect(await paused.counts()).toMatchObject({ waiting: 1, paused: true })
    await paused.resume()
    await until(() => seen.length === 1)
    await consumer.close()
    await paused.close()
    await fresh.remove()
  })

  it('lets go of a consumer only when nothing is in its hands', async () => {
    await queue.add(documentsCalled('late.pdf'), 'bulk')
    let finished = false
    let begun = false
    const consumer = await queue.consume(
      async () => {
        begun = true
        await sleep(300)
        finished = true
        return 'done'
      },
      { concurrency: 1, perMinute: null, onFault: () => undefined },
    )
    await until(() => begun)
    await consumer.close()
    expect(finished).toBe(true)
    expect(await held()).toBe(0)
  })

  it('lets the archive work while it works itself', async () => {
    await queue.add(documentsCalled(...Array.from({ length: 30 }, (_, i) => `${i}.pdf`)), 'bulk')
    const seen = await deliveries(30, async () => {
      await place.archive.db.transaction(async (tx) => {
        await tx.execute('create temporary table if not exists read_so_far (n int)')
        await sleep(1)
        await tx.execute('insert into read_so_far values (1)')
      })
      return 'done'
    })
    expect(seen).toHaveLength(30)
  })
})

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await sleep(10)
}
