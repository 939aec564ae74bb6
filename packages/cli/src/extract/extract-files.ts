/** Filings of files as JSON Lines on stdout, and nothing else there. */
import { createExtractionPool, extract } from '@backfile/pipeline'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { inOrder } from '../in-order.ts'
import { onInterruption } from '../interruption.ts'
import { poolLimits } from '../limits.ts'
import { bytesOf, bytesOfStdin, nameOf, reasonOf } from '../read-file.ts'
import { complain, print } from '../terminal.ts'

/**
 * Prints the filings of each file, in the order of the arguments; a file that cannot be read is named on stderr and the
 * rest is done. One file is read in this process, several in child processes side by side. `-` is stdin.
 */
export async function extractFiles(
  paths: readonly string[],
  stdinName: string | undefined,
): Promise<ExitCode> {
  const [only] = paths
  if (paths.length === 1 && only !== undefined) return extractOne(only, stdinName)
  const limits = poolLimits(paths.length)
  const pool = createExtractionPool(limits)
  // A process that loops does not notice that this one is gone: it has to be ended before.
  const interruption = onInterruption(
    () => void pool.close().then(() => process.exit(exitCodes.interrupted)),
    () => undefined,
  )
  let failed = 0
  try {
    const read = async (path: string) => pool.extract(await bytes(path), nameOf(path, stdinName))
    for await (const { thing: path, outcome } of inOrder(paths, limits.size * 2, read)) {
      if (outcome.status === 'fulfilled') {
        for (const filing of outcome.value.filings) await print(`${filing}\n`)
      } else {
        failed += 1
        complain(nameOf(path, stdinName), reasonOf(outcome.reason), outcome.reason)
      }
    }
  } finally {
    interruption.end()
    await pool.close()
  }
  return failed > 0 ? exitCodes.someFailed : exitCodes.done
}

async function extractOne(path: string, stdinName: string | undefined): Promise<ExitCode> {
  try {
    const { filings } = await extract(await bytes(path), nameOf(path, stdinName))
    for (const filing of filings) await print(`${JSON.stringify(filing)}\n`)
    return exitCodes.done
  } catch (error) {
    complain(nameOf(path, stdinName), reasonOf(error), error)
    return exitCodes.someFailed
  }
}

function bytes(path: string): Promise<Uint8Array> {
  return path === '-' ? bytesOfStdin() : bytesOf(path)
}
