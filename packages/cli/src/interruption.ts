/** Ctrl-C in two steps: the first asks to stop in good order, the second stops at once. */
import { exitCodes } from './exit-codes.ts'

export interface Interruption {
  readonly signal: AbortSignal
  /** No longer listens. */
  readonly end: () => void
}

/** Listens to SIGINT and SIGTERM; `begun` is called once, at the first. The second ends the process, after `last`. */
export function onInterruption(begun: () => void, last: () => void): Interruption {
  const controller = new AbortController()
  const listener = (): void => {
    if (controller.signal.aborted) {
      last()
      process.exit(exitCodes.interrupted)
    }
    controller.abort()
    begun()
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return {
    signal: controller.signal,
    end: () => {
      process.off('SIGINT', listener)
      process.off('SIGTERM', listener)
    },
  }
}
