/** The worker as a process: opens what the configuration names, works until it is told to stop, closes all again. */
import { type Archive, answerWithin } from '@backfile/archive'
import { createExtractionPool, EXTRACTOR_VERSION } from '@backfile/pipeline'
import { type IngestQueue, openQueue } from '@backfile/queue'
import { sql } from 'drizzle-orm'
import type { Configuration } from './configuration.ts'
import { startIngestWorker } from './ingest-worker.ts'
import { workerMetrics } from './metrics.ts'
import { openConfiguredArchive } from './open-archive.ts'
import type { Outcome } from './read-delivery.ts'
import { roomGuard } from './room.ts'
import { type Health, startStatusServer } from './status-server.ts'

/** Milliseconds within which archive and queue must answer to count as well. */
const HEALTHY_WITHIN = 2000

/** One line of a worker's log: what happened, to what, and why. */
export type Log = (event: string, details: Readonly<Record<string, string | number | null>>) => void

/** Works until `stop` is aborted. Throws where it cannot begin: the archive, the queue or the port is not to be had. */
export async function runWorker(configuration: Configuration, log: Log, stop: AbortSignal): Promise<void> {
  const { silence, redisUrl, concurrency, timeLimit, memoryLimit } = configuration
  const archive = await openConfiguredArchive(configuration)
  try {
    const queue = await openQueue({ redisUrl, silence, extractorVersion: EXTRACTOR_VERSION }, archive)
    try {
      const pool = createExtractionPool({ size: concurrency, timeLimit, memoryLimit })
      await work(configuration, { archive, queue, pool }, log, stop)
    } finally {
      await queue.close()
    }
  } finally {
    await archive.close()
  }
}

async function work(
  configuration: Configuration,
  parts: Parameters<typeof startIngestWorker>[0],
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  const { archive, queue } = parts
  let inHand = (): number => 0
  const metrics = workerMetrics(archive, queue, () => inHand())
  const { host, port } = configuration
  const server =
    port === null
      ? null
      : await startStatusServer(host, port, metrics.registry, () => healthOf(archive, queue, stop))
  try {
    const worker = await startIngestWorker(parts, {
      concurrency: configuration.concurrency + 1,
      perMinute: configuration.perMinute,
      sweepEvery: configuration.sweepEvery,
      ensureRoom: roomGuard(configuration.archive),
      onOutcome: (outcome) => {
        metrics.noteOutcome(outcome)
        logOutcome(log, outcome)
      },
      onFault: (fault, path) => {
        metrics.noteFault()
        log('fault', { path, reason: fault instanceof Error ? fault.message : String(fault) })
      },
    })
    inHand = worker.inHand
    log('working', {
      queue: queue.backend,
      concurrency: configuration.concurrency,
      port: server?.port ?? null,
    })
    await aborted(stop)
    log('stopping', { inHand: worker.inHand() })
    await worker.stop(configuration.stopWithin)
    log('stopped', {})
  } finally {
    await server?.close()
  }
}

function logOutcome(log: Log, outcome: Outcome): void {
  const { kind, path, sha256, seconds } = outcome
  const took = Math.round(seconds * 1000) / 1000
  if (kind === 'failed') {
    const { code, message } = outcome.failure
    log('failed', { path, sha256, seconds: took, code, reason: message.en })
  } else if (kind === 'read') {
    log('read', { path, sha256, seconds: took, filings: outcome.filings.length })
  } else {
    log(kind, { path, sha256 })
  }
}

async function healthOf(archive: Archive, queue: IngestQueue, stop: AbortSignal): Promise<Health> {
  const [archiveSays, queueSays] = await Promise.all([
    answerWithin(HEALTHY_WITHIN, archive.db.execute(sql`select 1`)),
    answerWithin(HEALTHY_WITHIN, queue.counts()),
  ])
  const well = archiveSays === 'ok' && queueSays === 'ok' && !stop.aborted
  return {
    status: well ? 'ok' : 'unwell',
    archive: archiveSays,
    queue: queueSays,
    worker: stop.aborted ? 'stopping' : 'ok',
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
