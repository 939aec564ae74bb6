/** `backfile serve`: the status page and the API, until it is stopped. */
import { EXTRACTOR_VERSION } from '@backfile/pipeline'
import { openQueue } from '@backfile/queue'
import { runServer } from '@backfile/server'
import { withConfiguration } from '../archive/configuration.ts'
import { type ArchivePlace, isServer, withArchive } from '../archive/open.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { onInterruption } from '../interruption.ts'
import { complain } from '../terminal.ts'
import { logLine } from './log-line.ts'

/** Serves until SIGTERM or Ctrl-C; the second stops it at once. */
export async function serve(place: ArchivePlace): Promise<ExitCode> {
  return withConfiguration(place, ({ redisUrl, silence, server }) =>
    withArchive(place, 'read', async (archive) => {
      const nothing = () => undefined
      const interruption = onInterruption(nothing, nothing)
      // The queue of an archive in a folder begins with whoever reads.
      const queue =
        isServer(place) || redisUrl !== null
          ? await openQueue({ redisUrl, silence, extractorVersion: EXTRACTOR_VERSION }, archive)
          : null
      try {
        await runServer(server, { archive, queue }, logLine, interruption.signal)
        return exitCodes.done
      } catch (error) {
        complain(null, error instanceof Error ? error.message : String(error), error)
        return exitCodes.archive
      } finally {
        await queue?.close()
        interruption.end()
      }
    }),
  )
}
