/** `backfile-worker`: one worker, told what to do by its environment, stopped by SIGTERM or Ctrl-C. */
import { ConfigurationError, readConfiguration } from './configuration.ts'
import { type Log, runWorker } from './run-worker.ts'

/** JSON, one line an event, as log collectors take it. */
const log: Log = (event, details) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...details })}\n`)
}

/** As `sysexits.h` says for a configuration that is wrong: systemd must not start it again. */
const WRONG_CONFIGURATION = 78

const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    // The second time is meant: whatever is in hand is found and read again later.
    if (stop.signal.aborted) process.exit(1)
    stop.abort()
  })
}

try {
  await runWorker(readConfiguration(process.env), log, stop.signal)
} catch (error) {
  const problems = error instanceof ConfigurationError ? error.problems : [messageOf(error)]
  for (const problem of problems) log('cannot work', { reason: problem })
  process.exitCode = error instanceof ConfigurationError ? WRONG_CONFIGURATION : 1
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
