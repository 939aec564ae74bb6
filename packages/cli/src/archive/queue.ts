/** Opens the queue that a command works with, and says in words why it cannot be opened. */
import type { Archive } from '@backfile/archive'
import type { Configuration } from '@backfile/ingest'
import { EXTRACTOR_VERSION } from '@backfile/pipeline'
import { type IngestQueue, openQueue, QueueUnreachable } from '@backfile/queue'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { complain, say } from '../terminal.ts'

/** Opens the archive's queue for the work and closes it afterwards, whatever happens; gives the work's exit code. */
export async function withQueue(
  { redisUrl, silence }: Configuration,
  archive: Archive,
  work: (queue: IngestQueue) => Promise<ExitCode>,
): Promise<ExitCode> {
  let queue: IngestQueue
  try {
    queue = await openQueue({ redisUrl, silence, extractorVersion: EXTRACTOR_VERSION }, archive)
  } catch (error) {
    const why = whyNoQueue(error)
    if (why === null) throw error
    complain(null, why, error)
    return exitCodes.archive
  }
  try {
    return await work(queue)
  } finally {
    await queue.close()
  }
}

/** What to tell a person whose queue does not answer; null for any other fault. */
export function whyNoQueue(error: unknown): string | null {
  if (!(error instanceof QueueUnreachable)) return null
  const { address, why } = error
  return say({
    zh: `Redis（${address}）没有应答：${why}；请检查 BACKFILE_REDIS_URL，不设置则队列放在存档的数据库里`,
    en: `Redis at ${address} does not answer: ${why}. Mend BACKFILE_REDIS_URL; without it the queue is in the archive's own database`,
  })
}
