/** A worker in a process of its own, so that it can be killed; and other programs that can. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { until } from './until.ts'

const main = fileURLToPath(new URL('../../../workers/ingest/dist/main.js', import.meta.url))

export interface LogLine {
  readonly event: string
  readonly path?: string | null
  readonly reason?: string
}

export interface WorkerProcess {
  readonly pid: number
  /** Its log so far. */
  readonly log: readonly LogLine[]
  /** Waits until it has logged such a line. */
  logged(event: string, path?: string): Promise<void>
  /** Ends it at once, as a crash would, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to stop; gives its exit code. */
  stop(): Promise<number | null>
}

/** Starts a worker with this environment; it is at work when this returns. */
export async function startWorker(environment: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const log: LogLine[] = []
  if (child.stderr === null || child.pid === undefined) throw new Error('The worker did not start.')
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('{')) log.push(JSON.parse(line))
    else process.stderr.write(`worker: ${line}\n`)
  })
  const worker: WorkerProcess = {
    pid: child.pid,
    log,
    logged: (event, path) =>
      until(() => {
        if (child.exitCode !== null) throw new Error(`The worker ended: ${JSON.stringify(log.at(-1))}`)
        return log.some((line) => line.event === event && (path === undefined || line.path === path))
      }),
    kill: () => end(child, 'SIGKILL'),
    async stop() {
      await end(child, 'SIGTERM')
      return child.exitCode
    },
  }
  await worker.logged('working')
  return worker
}

/** Sends a signal and waits until the process is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
