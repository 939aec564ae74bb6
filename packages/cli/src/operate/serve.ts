/** `backfile serve`: the status page and the API, until it is stopped. */
import type { IngestQueue } from '@backfile/queue'
import { runServer } from '@backfile/server'
import { withConfiguration } from '../archive/configuration.ts'
import { type ArchivePlace, isServer, withArchive } from '../archive/open.ts'
import { withQueue } from '../archive/queue.ts'
import type { ExitCode } from '../exit-codes.ts'
import { logLine } from './log-line.ts'
import { untilStopped } from './until-stopped.ts'

/** Serves until SIGTERM or Ctrl-C; the second stops it at once. */
export async function serve(place: ArchivePlace): Promise<ExitCode> {
  return withConfiguration(place, (configuration) =>
    withArchive(place, 'read', (archive) => {
      const server = (queue: IngestQueue | null) =>
        untilStopped((stop) => runServer(configuration.server, { archive, queue }, logLine, stop))
      // The queue of an archive in a folder begins with whoever reads.
      const hasQueue = isServer(place) || configuration.redisUrl !== null
      return hasQueue ? withQueue(configuration, archive, server) : server(null)
    }),
  )
}
