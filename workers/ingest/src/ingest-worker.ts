/** The worker: takes documents off the queue, reads them, and sees to it that none is forgotten. */
import type { Archive } from '@backfile/archive'
import type { ExtractionPool } from '@backfile/pipeline'
import type { IngestQueue } from '@backfile/queue'
import { type Outcome, readDelivery } from './read-delivery.ts'
import { sweep } from './sweep.ts'

export interface WorkerParts {
  readonly archive: Archive
  readonly queue: IngestQueue
  /** The worker closes it when it stops. */
  readonly pool: ExtractionPool
}

export interface WorkerRules {
  /** Documents in hand at once: one more than the pool has processes keeps them all at work. */
  readonly concurrency: number
  /** Documents a minute that all workers of the queue together begin; null is as many as they can. */
  readonly perMinute: number | null
  /** Milliseconds between two looks for documents that are in no queue. */
  readonly sweepEvery: number
  /** Throws where there is no room for what will be read: then it is tried again later, and nothing is begun. */
  readonly ensureRoom: () => Promise<void>
  /** Told how each document ended. */
  readonly onOutcome: (outcome: Outcome) => void
  /** Told of a passing fault: of the queue (`null`), or of a document that will be tried again. */
  readonly onFault: (fault: unknown, path: string | null) => void
}

export interface IngestWorker {
  /** Documents in hand now. */
  readonly inHand: () => number
  /**
   * Takes nothing more; finishes what is in hand, or gives it back where that takes longer than the time given.
   *
   * @param grace milliseconds
   */
  readonly stop: (grace: number) => Promise<void>
}

/** Fills the queue with what the archive still has to read, and begins to take from it. */
export async function startIngestWorker(parts: WorkerParts, rules: WorkerRules): Promise<IngestWorker> {
  const { archive, queue, pool } = parts
  const stopping = new AbortController()
  const giveBack = new AbortController()
  const reading = { archive, pool, stopping: stopping.signal, giveBack: giveBack.signal }
  let inHand = 0
  await sweep(archive, queue)
  const consumer = await queue.consume(
    async (delivery) => {
      inHand += 1
      try {
        await rules.ensureRoom()
        const outcome = await readDelivery(delivery, reading)
        rules.onOutcome(outcome)
        return outcome.kind === 'given-back' ? 'given-back' : 'done'
      } catch (error) {
        rules.onFault(error, delivery.path)
        throw error
      } finally {
        inHand -= 1
      }
    },
    {
      concurrency: rules.concurrency,
      perMinute: rules.perMinute,
      onFault: (fault) => rules.onFault(fault, null),
    },
  )
  const sweeper = setInterval(() => {
    sweep(archive, queue).catch((error: unknown) => rules.onFault(error, null))
  }, rules.sweepEvery)

  let stopped: Promise<void> | null = null
  const stop = async (grace: number): Promise<void> => {
    stopping.abort()
    clearInterval(sweeper)
    const impatience = setTimeout(() => {
      giveBack.abort()
      // Files that are being read are broken off.
      void pool.close()
    }, grace)
    try {
      await consumer.stopTaking()
      await consumer.close()
    } finally {
      clearTimeout(impatience)
      await pool.close()
    }
  }
  return {
    inHand: () => inHand,
    stop: (grace) => {
      stopped ??= stop(grace)
      return stopped
    },
  }
}
