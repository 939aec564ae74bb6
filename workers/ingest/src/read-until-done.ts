/** A worker that ends: for a command that waits until all is read. */
import { type Archive, countsByState, isAnyPending, pendingStates } from '@backfile/archive'
import { startIngestWorker, type WorkerParts, type WorkerRules } from './ingest-worker.ts'

export interface ReadingOrder extends WorkerRules {
  /** Resolves when nothing more will be put in the queue; where it rejects, reading stops. */
  readonly supply: Promise<void>
  /** Stop before all is read. */
  readonly stop: AbortSignal
  /** Milliseconds that documents in hand have when reading stops early. */
  readonly grace: number
}

/** Milliseconds between two looks whether anything is left, also in the hands of other workers. */
const LOOK_EVERY = 200

/** Faults in a row, without one document settled between them, after which it is no use to go on. */
const HOPELESS = 40

/**
 * Reads what waits in the archive and what comes while it reads, until nothing waits. Throws where the supply fails, or
 * where nothing but faults come: the last of them.
 */
export async function readUntilDone(parts: WorkerParts, order: ReadingOrder): Promise<void> {
  let supplied = false
  let failure: { readonly error: unknown } | null = null
  let inARow = 0
  order.supply.then(
    () => {
      supplied = true
    },
    (error: unknown) => {
      failure ??= { error }
    },
  )
  const worker = await startIngestWorker(parts, {
    ...order,
    onOutcome: (outcome) => {
      inARow = 0
      order.onOutcome(outcome)
    },
    onFault: (fault, path) => {
      inARow += 1
      if (inARow >= HOPELESS) failure ??= { error: fault }
      order.onFault(fault, path)
    },
  })
  const isOver = async (): Promise<boolean> =>
    order.stop.aborted || failure !== null || (supplied && !(await isAnyPending(parts.archive.db)))
  try {
    while (!(await isOver())) await pause(LOOK_EVERY, order.stop)
  } finally {
    await worker.stop(order.grace)
  }
  throwFirst(failure)
}

/** Documents received and neither read nor failed. */
export async function countPending(archive: Archive): Promise<number> {
  const counts = await countsByState(archive.db)
  return pendingStates.reduce((sum, state) => sum + counts[state], 0)
}

async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, milliseconds)
    stop.addEventListener('abort', wake, { once: true })
  })
}

/** A value that callbacks set looks constant to the compiler where it is read. */
function throwFirst(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error
}
