/** `backfile worker`: reads what others receive, until it is stopped. */
import { runWorker } from '@backfile/ingest'
import { withConfiguration } from '../archive/configuration.ts'
import type { ArchivePlace } from '../archive/open.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { onInterruption } from '../interruption.ts'
import { complain } from '../terminal.ts'
import { logLine } from './log-line.ts'

/** Works until SIGTERM or Ctrl-C, which ask it to stop in good order; the second stops it at once. */
export async function worker(place: ArchivePlace): Promise<ExitCode> {
  return withConfiguration(place, async (configuration) => {
    const nothing = () => undefined
    const interruption = onInterruption(nothing, nothing)
    try {
      await runWorker(configuration, logLine, interruption.signal)
      return exitCodes.done
    } catch (error) {
      complain(null, error instanceof Error ? error.message : String(error), error)
      return exitCodes.archive
    } finally {
      interruption.end()
    }
  })
}
