/** The log of what runs until it is stopped: JSON on stderr, one line an event, as log collectors take it. */
import type { Log } from '@backfile/ingest'

export const logLine: Log = (event, details) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...details })}\n`)
}
