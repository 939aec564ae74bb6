/** Receives files, puts them in the queue and reads from it, until all is read or it is stopped. */
import {
  type Configuration,
  countPending,
  enqueue,
  type Outcome,
  readUntilDone,
  roomGuard,
  type WorkerParts,
} from '@backfile/ingest'
import type { Urgency } from '@backfile/queue'
import { displayPath } from '../place.ts'
import { complain, say } from '../terminal.ts'
import type { Progress } from './progress.ts'
import { type Receipt, receive } from './receive.ts'
import type { FailedFile, Tally } from './tally.ts'
import { walk } from './walk.ts'

/** Milliseconds that documents in hand have to finish once it is stopped; then they are given back. */
const GRACE = 5_000

export interface Work extends WorkerParts {
  readonly configuration: Configuration
  readonly tally: Tally
  readonly progress: Progress
  /** Files and folders to receive; none where only what waits already is to be read. */
  readonly paths: readonly string[]
  /** The load that the files come with. */
  readonly batch: string
  /** A folder that is passed over: the archive's own. */
  readonly avoid: string | null
  /** Whether a person waits for these files, or they come in bulk. */
  readonly urgency: Urgency
  /** Whether reading is left to workers elsewhere. */
  readonly leaveReading: boolean
  readonly interrupted: AbortSignal
}

/** Does it all; gives the fault of archive or queue that ended it early, or null. */
export async function receiveAndRead(work: Work): Promise<{ readonly error: unknown } | null> {
  const { archive, queue, pool, configuration, tally, interrupted } = work
  const board = progressBoard(work)
  const ensureRoom = roomGuard(configuration.archive)
  const supply = receiveAll(work, board, ensureRoom)
  try {
    if (work.leaveReading) {
      await supply
      return null
    }
    await readUntilDone(
      { archive, queue, pool },
      {
        concurrency: configuration.concurrency + 1,
        perMinute: configuration.perMinute,
        sweepEvery: configuration.sweepEvery,
        ensureRoom,
        ...{ supply, stop: interrupted, grace: GRACE },
        onOutcome: (outcome) => {
          countOutcome(tally, outcome)
          if (outcome.kind === 'failed') board.fail(failureOf(outcome))
          board.show()
        },
        onFault: (fault, path) => {
          if (process.env.BACKFILE_DEBUG === '1') complain(path, 'tried again after', fault)
        },
      },
    )
    return null
  } catch (error) {
    return { error }
  }
}

interface Board {
  readonly show: () => void
  readonly fail: (failure: FailedFile) => void
  readonly setTotal: (total: number) => void
}

function progressBoard({ tally, progress }: Pick<Work, 'tally' | 'progress'>): Board {
  const { counts } = tally
  let total: number | null = null
  return {
    show: () =>
      progress.show({
        received: counts.found,
        done: counts.read + counts.failed,
        failed: counts.failed + counts.unreadable,
        total,
      }),
    fail: (failure) => {
      tally.fail(failure)
      progress.complain(displayPath(failure.path), say(failure.reason))
    },
    setTotal: (sum) => {
      total = sum
    },
  }
}

async function receiveAll(work: Work, board: Board, ensureRoom: () => Promise<void>): Promise<void> {
  const { archive, queue, tally, interrupted } = work
  const { counts } = tally
  await ensureRoom()
  const toRead = async (documents: Parameters<typeof enqueue>[2]): Promise<void> => {
    await enqueue(archive, queue, documents, work.urgency)
  }
  // What waits among the bulk comes first from now on, where a person waits for it.
  const waiting = work.urgency === 'interactive' ? toRead : async () => undefined
  const walked = walk(work.paths, work.avoid)
  for await (const receipt of receive(archive, walked, work.batch, { toRead, waiting }, interrupted)) {
    await ensureRoom()
    countReceipt(tally, receipt)
    if (receipt.kind === 'unreadable') board.fail(receipt.failure)
    board.show()
  }
  board.setTotal(counts.read + counts.failed + (await countPending(archive)))
  board.show()
}

function countReceipt({ counts }: Tally, receipt: Receipt): void {
  if (receipt.kind === 'skipped') {
    counts.skipped += 1
    return
  }
  counts.found += 1
  if (receipt.kind === 'unreadable') counts.unreadable += 1
  else counts[receipt.outcome === 'copy' ? 'copies' : receipt.outcome] += 1
}

function countOutcome(tally: Tally, outcome: Outcome): void {
  if (outcome.kind === 'read') {
    tally.counts.read += 1
    for (const filing of outcome.filings) tally.add(filing)
  } else if (outcome.kind === 'failed') {
    tally.counts.failed += 1
  }
}

function failureOf({ path, failure }: Extract<Outcome, { kind: 'failed' }>): FailedFile {
  return { path, code: failure.code, reason: failure.message }
}
