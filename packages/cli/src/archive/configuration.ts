/** The environment's configuration with what the command's words say, or what is wrong with it. */
import { type Configuration, ConfigurationError, readConfiguration } from '@backfile/ingest'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { complain } from '../terminal.ts'
import { type ArchivePlace, lacksBlobs } from './open.ts'

/** Gives the configuration to the work; where it cannot be meant, says so of each variable and does nothing. */
export async function withConfiguration(
  place: ArchivePlace,
  work: (configuration: Configuration) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (lacksBlobs(place)) return exitCodes.usage
  let configuration: Configuration
  try {
    configuration = readConfiguration({
      ...process.env,
      BACKFILE_ARCHIVE: place.archive,
      BACKFILE_BLOBS: place.blobs,
    })
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    for (const problem of error.problems) complain(null, problem)
    return exitCodes.usage
  }
  return work(configuration)
}
