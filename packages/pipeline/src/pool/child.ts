/** The child process of the pool: reads one file at a time and answers with its filings as JSON texts. */
import { Worker } from 'node:worker_threads'
import { UnreadableError } from '@backfile/readers'
import { extract } from '../extract.ts'
import type { ExtractOutcome, ExtractReply, ExtractRequest } from './messages.ts'

/** Milliseconds between two looks whether the parent is still there. */
const LOOK_EVERY = 1000

process.on('message', (request: ExtractRequest) => {
  void answer(request)
})

process.on('disconnect', () => process.exit(0))
endWithParent()
// Ctrl-C goes to the whole process group; the parent decides when its children stop.
process.on('SIGINT', () => undefined)

async function answer(request: ExtractRequest): Promise<void> {
  const reply: ExtractReply = { ...(await replyTo(request)), resident: process.memoryUsage.rss() }
  // A parent that died meanwhile needs no answer; without a listener that would be an error that nobody catches.
  process.send?.(reply, undefined, undefined, () => undefined)
}

async function replyTo({ bytes, path }: ExtractRequest): Promise<ExtractOutcome> {
  try {
    const { filings, times } = await extract(bytes, path)
    return { kind: 'read', filings: filings.map((filing) => JSON.stringify(filing)), times }
  } catch (error) {
    if (error instanceof UnreadableError)
      return { kind: 'unreadable', code: error.code, reason: error.reason }
    const what = error instanceof Error ? error.message : String(error)
    return {
      kind: 'unreadable',
      code: 'damaged',
      reason: { zh: `读取时出错：${what}`, en: `Reading failed: ${what}` },
    }
  }
}

/**
 * A file that loops keeps this process from hearing that its parent was killed, and it would loop for ever: a thread of
 * its own looks, and ends the process. (A process whose parent died is given another, everywhere but on Windows.)
 */
function endWithParent(): void {
  const look = `
    const { ppid } = require('node:worker_threads').workerData
    setInterval(() => { if (process.ppid !== ppid) process.kill(process.pid, 'SIGKILL') }, ${LOOK_EVERY})`
  new Worker(look, { eval: true, workerData: { ppid: process.ppid } }).unref()
}
