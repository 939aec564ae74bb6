/** `backfile serve`: the status page and the API, until it is stopped. */
import type { Configuration } from '@backfile/ingest'
import type { IngestQueue } from '@backfile/queue'
import { runServer } from '@backfile/server'
import { withConfiguration } from '../archive/configuration.ts'
import { type ArchivePlace, isServer, withArchive } from '../archive/open.ts'
import { withQueue } from '../archive/queue.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { onInterruption } from '../interruption.ts'
import { complain } from '../terminal.ts'
import { logLine } from './log-line.ts'

/** Serves until SIGTERM or Ctrl-C; the second stops it at once. */
export async function serve(place: ArchivePlace): Promise<ExitCode> {
  return withConfiguration(place, (configuration) =>
    withArchive(place, 'read', (archive) => {
      const server = (queue: IngestQueue | null) =>
        serveUntilStopped(configuration.server, { archive, queue })
      // The queue of an archive in a folder begins with whoever reads.
      const hasQueue = isServer(place) || configuration.redisUrl !== null
      return hasQueue ? withQueue(configuration, archive, server) : server(null)
    }),
  )
}

async function serveUntilStopped(
  server: Configuration['server'],
  parts: Parameters<typeof runServer>[1],
): Promise<ExitCode> {
  const nothing = () => undefined
  const interruption = onInterruption(nothing, nothing)
  try {
    await runServer(server, parts, logLine, interruption.signal)
    return exitCodes.done
  } catch (error) {
    complain(null, error instanceof Error ? error.message : String(error), error)
    return exitCodes.archive
  } finally {
    interruption.end()
  }
}
