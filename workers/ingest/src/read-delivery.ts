/** Reads one delivered document: from its content in the store to its filings in the archive. */
import { createHash } from 'node:crypto'
import {
  type Archive,
  beginReading,
  type Failure,
  markGivenBack,
  type Reading,
  storeReading,
} from '@backfile/archive'
import type { Filing } from '@backfile/model'
import { EXTRACTOR_VERSION, type ExtractionPool } from '@backfile/pipeline'
import type { Delivery } from '@backfile/queue'
import { LARGEST_FILE, tooLarge, UnreadableError } from '@backfile/readers'

/** What became of a delivered document. */
export type Outcome = { readonly path: string; readonly sha256: string; readonly seconds: number } & (
  | { readonly kind: 'read'; readonly filings: readonly Filing[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** This version of the extractor has read it before: delivered twice. */
  | { readonly kind: 'known' }
  /** The archive never received it: it was put back from a backup that is older than the queue. */
  | { readonly kind: 'unknown' }
  /** The worker stops: it waits again. */
  | { readonly kind: 'given-back' }
)

export interface ReadingParts {
  readonly archive: Archive
  readonly pool: ExtractionPool
  /** Aborted when nothing more is begun: Ctrl-C ends the processes that read as well, and that is no crash. */
  readonly stopping: AbortSignal
  /** Aborted when what is in hand is to be given back. */
  readonly giveBack: AbortSignal
}

/** A file that took down so many workers is not given to another. */
const WORKERS_LOST = 3

/**
 * Faults that lie in the file or in the moment, one cannot tell: these files are tried a second time. All other
 * unreadable files are as unreadable the next time, and are failed at once.
 */
const triedTwice = new Set<string>(['crashed', 'time-limit', 'memory-limit'])

/**
 * Reads a document and stores what came of it in one transaction; doing it twice, or in two places at once, changes
 * nothing. Throws a passing fault, for which the document is to be delivered again; on the last try the document is
 * failed with that reason instead.
 */
export async function readDelivery(delivery: Delivery, parts: ReadingParts): Promise<Outcome> {
  const { sha256 } = delivery
  const begun = performance.now()
  const standing = await beginReading(parts.archive.db, sha256, EXTRACTOR_VERSION)
  // The archive's name for it goes into what is read: the same, whoever put it in the queue.
  const path = standing.kind === 'begun' ? standing.path : delivery.path
  const ended = () => ({ path, sha256, seconds: (performance.now() - begun) / 1000 })
  const store = (result: Reading['result']) =>
    storeReading(parts.archive.db, {
      sha256,
      extractorVersion: EXTRACTOR_VERSION,
      durationMs: performance.now() - begun,
      result,
    })
  const fail = async (failure: Failure): Promise<Outcome> => {
    await store({ failure })
    return { kind: 'failed', failure, ...ended() }
  }

  if (standing.kind === 'unknown') return { kind: 'unknown', ...ended() }
  if (standing.kind === 'already-read') return { kind: 'known', ...ended() }
  if (delivery.abandonments >= WORKERS_LOST) return fail(tookWorkersDown(delivery.abandonments))
  try {
    const filings = await filingsOf({ sha256, ...standing }, parts)
    await store({ filings })
    return { kind: 'read', filings, ...ended() }
  } catch (error) {
    const crashed = error instanceof UnreadableError && error.code === 'crashed'
    if (parts.giveBack.aborted || (parts.stopping.aborted && crashed)) {
      await markGivenBack(parts.archive.db, [sha256])
      return { kind: 'given-back', ...ended() }
    }
    if (error instanceof UnreadableError) {
      if (triedTwice.has(error.code) && delivery.failures === 0) throw error
      return fail({ code: error.code, message: error.reason })
    }
    if (!delivery.lastTry) throw error
    return fail(gaveUp(delivery.failures + 1, error))
  }
}

async function filingsOf(
  { sha256, path, bytes }: { readonly sha256: string; readonly path: string; readonly bytes: number },
  { archive, pool }: ReadingParts,
): Promise<readonly Filing[]> {
  if (bytes > LARGEST_FILE) throw tooLarge()
  const content = await archive.blobs.get(sha256)
  if (content === null) throw lost()
  if (createHash('sha256').update(content).digest('hex') !== sha256) throw altered()
  const { filings } = await pool.extract(content, path)
  return filings.map((text): Filing => JSON.parse(text))
}

function lost(): UnreadableError {
  return new UnreadableError('not-found', {
    zh: '存档中没有这个文件的内容；请重新导入原文件',
    en: 'The archive does not have its content; ingest the file again',
  })
}

function altered(): UnreadableError {
  return new UnreadableError('damaged', {
    zh: '存档中这个文件的内容已损坏（与其哈希值不符）；请重新导入原文件',
    en: 'Its content in the store is not what was received (another hash); ingest the file again',
  })
}

function tookWorkersDown(times: number): Failure {
  return {
    code: 'crashed',
    message: {
      zh: `读取这个文件时，处理进程 ${times} 次中途消失，不再尝试`,
      en: `The worker that read this file vanished ${times} times; it is not tried again`,
    },
  }
}

function gaveUp(tries: number, error: unknown): Failure {
  const what = error instanceof Error ? error.message : String(error)
  return {
    code: 'gave-up',
    message: {
      zh: `尝试了 ${tries} 次都未能读取并保存：${what}`,
      en: `Reading and storing it failed ${tries} times: ${what}`,
    },
  }
}
