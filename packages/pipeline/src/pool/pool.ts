/**
 * A pool of child processes that read files under limits of time and memory, so that no file takes its caller down.
 *
 * Processes, not threads: a thread's limits bound its heap, not the buffers and the wasm memory in which parsers
 * work, and a crash in native code takes the whole process (docs/adr/0004).
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { UnreadableError } from '@backfile/readers'
import type { StageTimes } from '../extract.ts'
import type { ExtractReply, ExtractRequest } from './messages.ts'
import { residentMemory } from './resident-memory.ts'

export interface PoolLimits {
  /** Processes at work at the same time. */
  readonly size: number
  /** Milliseconds that one file may take. */
  readonly timeLimit: number
  /** Bytes of resident memory that reading one file may take the process to. */
  readonly memoryLimit: number
}

/** A file's filings as their canonical JSON texts, byte for byte as `extract` gives them. */
export interface PooledExtraction {
  readonly filings: readonly string[]
  readonly times: StageTimes
}

export interface ExtractionPool {
  /** Reads one file; waits for a free process. Throws `UnreadableError`, also for a file that hit a limit. */
  readonly extract: (bytes: Uint8Array, path: string) => Promise<PooledExtraction>
  /** Stops all processes; files in reading and files that wait are rejected. */
  readonly close: () => Promise<void>
}

/** How often a process's memory is looked at. */
const WATCH_MILLISECONDS = 100

/** An idle process that holds more than this share of its limit is replaced: its memory does not come back. */
const RECYCLE_SHARE = 0.6

export function createExtractionPool(limits: PoolLimits): ExtractionPool {
  const idle: ChildProcess[] = []
  const all = new Set<ChildProcess>()
  const waiting: {
    readonly give: (child: ChildProcess) => void
    readonly refuse: (reason: Error) => void
  }[] = []
  let closed = false

  const start = (): ChildProcess => {
    // The caller's own Node flags (a test runner's, a debugger's) are not the child's.
    const child = fork(childFile(), {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    all.add(child)
    child.once('exit', () => {
      all.delete(child)
      const at = idle.indexOf(child)
      if (at >= 0) idle.splice(at, 1)
    })
    return child
  }

  const take = async (): Promise<ChildProcess> => {
    const child = idle.pop()
    if (child !== undefined) return child
    if (all.size < limits.size) return start()
    return await new Promise((give, refuse) => waiting.push({ give, refuse }))
  }

  /** @param held what the process says that it holds, in bytes; null where it gave no answer */
  const giveBack = (child: ChildProcess, held: number | null): void => {
    const gone = child.exitCode !== null || child.signalCode !== null || child.killed
    const reusable = !gone && held !== null && held < limits.memoryLimit * RECYCLE_SHARE
    if (!reusable) {
      child.kill('SIGKILL')
      all.delete(child)
    }
    if (closed) return
    const next = waiting.shift()
    if (next !== undefined) next.give(reusable ? child : start())
    else if (reusable) idle.push(child)
  }

  const extract = async (bytes: Uint8Array, path: string): Promise<PooledExtraction> => {
    if (closed) throw stopped()
    const child = await take()
    let held: number | null = null
    try {
      const reply = await ask(child, { bytes, path }, limits)
      held = reply.resident
      if (reply.kind === 'read') return { filings: reply.filings, times: reply.times }
      throw new UnreadableError(reply.code, reply.reason)
    } finally {
      giveBack(child, held)
    }
  }

  const close = async (): Promise<void> => {
    closed = true
    for (const caller of waiting.splice(0)) caller.refuse(stopped())
    const gone = [...all].map((child) => new Promise((resolve) => child.once('exit', resolve)))
    for (const child of all) child.kill('SIGKILL')
    await Promise.all(gone)
  }

  return { extract, close }
}

/** One question to one process; the process is killed where it exceeds a limit. */
async function ask(child: ChildProcess, request: ExtractRequest, limits: PoolLimits): Promise<ExtractReply> {
  return await new Promise((resolve, reject) => {
    let settled = false
    const settle = (finish: () => void): void => {
      // A memory reading may come in after the answer; the process is at work on another file by then.
      if (settled) return
      settled = true
      clearTimeout(timer)
      clearInterval(watch)
      child.off('message', onMessage)
      child.off('exit', onExit)
      child.off('error', onError)
      finish()
    }
    const fail = (error: UnreadableError): void => {
      settle(() => {
        child.kill('SIGKILL')
        reject(error)
      })
    }
    const onMessage = (reply: ExtractReply): void => settle(() => resolve(reply))
    const onExit = (code: number | null, signal: string | null): void => fail(crashed(code, signal))
    const onError = (error: Error): void => fail(crashed(null, error.message))
    const timer = setTimeout(() => fail(tooSlow(limits.timeLimit)), limits.timeLimit)
    const watch = setInterval(() => {
      if (child.pid === undefined) return
      void residentMemory(child.pid).then((held) => {
        if (held !== null && held > limits.memoryLimit) fail(tooHungry(limits.memoryLimit))
      })
    }, WATCH_MILLISECONDS)
    child.on('message', onMessage)
    child.on('exit', onExit)
    child.on('error', onError)
    child.send(request, (error) => {
      if (error !== null) onError(error)
    })
  })
}

/** The built child: beside this file when built, in `dist` when the sources run (tests). */
function childFile(): string {
  const built = import.meta.url.endsWith('.ts') ? '../../dist/pool/child.js' : './child.js'
  return fileURLToPath(new URL(built, import.meta.url))
}

function tooSlow(limit: number): UnreadableError {
  const seconds = Math.round(limit / 1000)
  return new UnreadableError('time-limit', {
    zh: `读取超过了 ${seconds} 秒的限制，已停止`,
    en: `Reading took longer than the limit of ${seconds} s and was stopped`,
  })
}

function tooHungry(limit: number): UnreadableError {
  const megabytes = Math.round(limit / 1_048_576)
  return new UnreadableError('memory-limit', {
    zh: `读取占用的内存超过了 ${megabytes} MB 的限制，已停止`,
    en: `Reading took more memory than the limit of ${megabytes} MB and was stopped`,
  })
}

function crashed(code: number | null, signal: string | null): UnreadableError {
  const how = signal ?? `exit code ${code ?? '?'}`
  return new UnreadableError('crashed', {
    zh: `读取这个文件的进程崩溃了（${how}）`,
    en: `The process that read this file crashed (${how})`,
  })
}

function stopped(): UnreadableError {
  return new UnreadableError('crashed', { zh: '读取已停止', en: 'Reading was stopped' })
}
