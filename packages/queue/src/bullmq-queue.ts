/** `IngestQueue` over BullMQ, the same for every backend. */
import { type Job, type JobsOptions, type Queue, WaitingError, type Worker, type WorkerOptions } from 'bullmq'
import type {
  Consumer,
  ConsumerOptions,
  Delivery,
  DeliveryEnd,
  IngestQueue,
  QueuedDocument,
  Urgency,
} from './queue.ts'
import {
  ABANDONMENTS,
  BATCH,
  BULK_PRIORITY,
  FIRST_PAUSE,
  IDLE_WAIT,
  PAUSE_JITTER,
  RECONNECT_PAUSE,
  TRIES,
} from './settings.ts'

export type ReadJob = Job<QueuedDocument, void, string>
export type Processor = (job: ReadJob, token?: string) => Promise<void>

/** What is used of BullMQ's classes, without the backend that is a part of their types. */
type JobQueue = Pick<
  Queue<QueuedDocument, void, string>,
  | 'addBulk'
  | 'close'
  | 'getJob'
  | 'getJobCounts'
  | 'getJobState'
  | 'isPaused'
  | 'obliterate'
  | 'pause'
  | 'resume'
  | 'waitUntilReady'
> & { on(event: 'error', listener: (fault: Error) => void): unknown }
type JobWorker = Pick<Worker<QueuedDocument, void, string>, 'close' | 'pause' | 'waitUntilReady'> & {
  on(event: 'error', listener: (fault: Error) => void): unknown
}

/** BullMQ's queue and workers, made for one backend. */
export interface QueueParts {
  readonly backend: IngestQueue['backend']
  readonly queue: JobQueue
  makeWorker(process: Processor, options: Omit<WorkerOptions, 'connection' | 'prefix'>): JobWorker
  /** Ends what the parts share, after the queue and all workers are closed. */
  end(): Promise<void>
}

/** @param silence milliseconds after which a process that holds a document and says nothing is taken for dead */
export function bullmqQueue(parts: QueueParts, silence: number): IngestQueue {
  const { queue, backend } = parts
  const consumers = new Set<Consumer>()
  // A fault of the connection also rejects the call that met it; without a listener it would end the process.
  queue.on('error', () => undefined)

  const add = async (documents: readonly QueuedDocument[], urgency: Urgency): Promise<void> => {
    for (let at = 0; at < documents.length; at += BATCH) {
      await queue.addBulk(documents.slice(at, at + BATCH).map((document) => jobOf(document, urgency)))
    }
    if (urgency === 'interactive') await Promise.all(documents.map(({ sha256 }) => hasten(queue, sha256)))
  }

  const missing = async (hashes: readonly string[]): Promise<readonly string[]> => {
    const absent: string[] = []
    for (let at = 0; at < hashes.length; at += BATCH) {
      const batch = hashes.slice(at, at + BATCH)
      const states = await Promise.all(batch.map((sha256) => queue.getJobState(sha256)))
      absent.push(...batch.filter((_, i) => states[i] === 'unknown'))
    }
    return absent
  }

  const consume = async (
    read: (delivery: Delivery) => Promise<DeliveryEnd>,
    { concurrency, perMinute, onFault }: ConsumerOptions,
  ): Promise<Consumer> => {
    const process: Processor = async (job, token) => {
      const end = await read(deliveryOf(job))
      if (end === 'done') return
      await job.moveToWait(token)
      throw new WaitingError()
    }
    const worker = parts.makeWorker(process, {
      concurrency,
      lockDuration: silence,
      stalledInterval: silence,
      maxStalledCount: ABANDONMENTS,
      runRetryDelay: RECONNECT_PAUSE,
      drainDelay: IDLE_WAIT,
      ...(perMinute === null ? {} : { limiter: { max: perMinute, duration: 60_000 } }),
    })
    worker.on('error', onFault)
    await worker.waitUntilReady()
    const consumer: Consumer = {
      stopTaking: () => worker.pause(true),
      async close() {
        await worker.close()
        consumers.delete(consumer)
      },
    }
    consumers.add(consumer)
    return consumer
  }

  return {
    backend,
    add,
    missing,
    consume,
    async counts() {
      const counts = await queue.getJobCounts('wait', 'prioritized', 'active', 'delayed')
      const of = (state: string) => counts[state] ?? 0
      return {
        waiting: of('wait') + of('prioritized'),
        active: of('active'),
        delayed: of('delayed'),
        paused: await queue.isPaused(),
      }
    },
    pause: () => queue.pause(),
    resume: () => queue.resume(),
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.close()))
      await queue.close()
      await parts.end()
    },
  }
}

/** The content's hash is the job's id: whatever is added twice is one job. */
function jobOf(document: QueuedDocument, urgency: Urgency) {
  const { sha256, path } = document
  const opts: JobsOptions = {
    jobId: sha256,
    attempts: TRIES,
    backoff: { type: 'exponential', delay: FIRST_PAUSE, jitter: PAUSE_JITTER },
    removeOnComplete: true,
    removeOnFail: true,
    ...(urgency === 'bulk' ? { priority: BULK_PRIORITY } : {}),
  }
  return { name: 'read', data: { sha256, path }, opts }
}

/** A document that waits among the bulk, and for which a person now waits as well. */
async function hasten(queue: QueueParts['queue'], sha256: string): Promise<void> {
  const job = await queue.getJob(sha256)
  if (job === undefined || job.priority === 0) return
  // It may have been delivered meanwhile, and then there is nothing to hasten.
  await job.changePriority({ priority: 0 }).catch(() => undefined)
}

function deliveryOf(job: ReadJob): Delivery {
  const { sha256, path } = job.data
  return {
    sha256,
    path,
    failures: job.attemptsMade,
    abandonments: job.stalledCounter,
    lastTry: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
  }
}
