/** `backfile worker`: reads what others receive, until it is stopped. */
import { runWorker } from '@backfile/ingest'
import { withConfiguration } from '../archive/configuration.ts'
import type { ArchivePlace } from '../archive/open.ts'
import type { ExitCode } from '../exit-codes.ts'
import { logLine } from './log-line.ts'
import { untilStopped } from './until-stopped.ts'

/** Works until SIGTERM or Ctrl-C. */
export async function worker(place: ArchivePlace): Promise<ExitCode> {
  return withConfiguration(place, (configuration) =>
    untilStopped((stop) => runWorker(configuration, logLine, stop)),
  )
}
