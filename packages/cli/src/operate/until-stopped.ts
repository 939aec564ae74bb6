/** Runs what goes on until it is told to stop: the worker, the server. */
import { whyNoQueue } from '../archive/queue.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { onInterruption } from '../interruption.ts'
import { complain } from '../terminal.ts'

/** SIGTERM or Ctrl-C abort the signal, which asks for an end in good order; the second stops the process at once. */
export async function untilStopped(run: (stop: AbortSignal) => Promise<void>): Promise<ExitCode> {
  const nothing = () => undefined
  const interruption = onInterruption(nothing, nothing)
  try {
    await run(interruption.signal)
    return exitCodes.done
  } catch (error) {
    const why = whyNoQueue(error) ?? (error instanceof Error ? error.message : String(error))
    complain(null, why, error)
    return exitCodes.archive
  } finally {
    interruption.end()
  }
}
