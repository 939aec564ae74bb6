/** Runs a script of this folder in a process of its own, so that it can be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly pid: number
  /** What it prints, line by line, until it ends. */
  readonly lines: AsyncIterableIterator<string>
  /** Ends it at once, as a crash would, and waits until it is gone. */
  kill(): Promise<void>
  /** Waits until it ends by itself; gives its exit code. */
  ended(): Promise<number | null>
}

/** @param script file name in this folder */
export function startChild(script: string, ...args: readonly string[]): Child {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=backfile-source', '--import=tsx', file, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  if (child.stdout === null || child.pid === undefined) throw new Error(`${script} did not start`)
  return {
    pid: child.pid,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async ended() {
      await ended
      return child.exitCode
    },
  }
}
