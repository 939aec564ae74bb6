/** How far an ingest is, on stderr: a bar on a terminal, else a plain line now and then. */
import { complaint, say } from '../terminal.ts'
import { cutTo, displayWidth } from '../text-columns.ts'

export interface Standing {
  /** Files received so far. */
  readonly received: number
  /** Documents read or failed so far. */
  readonly done: number
  readonly failed: number
  /** Documents to read in all; null while files are still being received. */
  readonly total: number | null
}

export interface Progress {
  readonly show: (standing: Standing) => void
  /** One line of complaint, above the bar. */
  readonly complain: (path: string | null, reason: string) => void
  readonly note: (line: string) => void
  readonly stop: () => void
}

/** Milliseconds between plain lines where there is no terminal. */
const PLAIN_LINE_EVERY = 10_000

/** Milliseconds over which the rate is measured: long beside one filing, short beside a coffee. */
const RATE_WINDOW = 20_000

/** Starts to show progress; where there is no terminal, what ends soon shows none. */
export async function startProgress(stream: NodeJS.WriteStream): Promise<Progress> {
  const rate = rateMeter()
  return stream.isTTY === true && process.env.TERM !== 'dumb'
    ? startBar(stream, rate)
    : startPlainLines(stream, rate)
}

async function startBar(stream: NodeJS.WriteStream, rate: RateMeter): Promise<Progress> {
  const { default: cliProgress } = await import('cli-progress')
  let standing: Standing = { received: 0, done: 0, failed: 0, total: null }
  const bars = new cliProgress.MultiBar({
    stream,
    format: () => cutTo(barLine(standing, rate.perSecond(), stream.columns), stream.columns - 1),
    clearOnComplete: true,
    hideCursor: true,
    linewrap: true,
    forceRedraw: true,
  })
  bars.create(1, 0)
  return {
    show: (next) => {
      standing = next
      rate.note(next.done)
    },
    complain: (path, reason) => bars.log(complaint(path, reason)),
    note: (line) => bars.log(`${line}\n`),
    stop: () => {
      bars.update()
      bars.stop()
    },
  }
}

function startPlainLines(stream: NodeJS.WriteStream, rate: RateMeter): Progress {
  let standing: Standing | null = null
  let timer: NodeJS.Timeout | null = null
  const line = (): void => {
    if (standing !== null) stream.write(`${progressWords(standing, rate.perSecond())}\n`)
  }
  return {
    show: (next) => {
      timer ??= setInterval(line, PLAIN_LINE_EVERY).unref()
      standing = next
      rate.note(next.done)
    },
    complain: (path, reason) => {
      stream.write(complaint(path, reason))
    },
    note: (line) => {
      stream.write(`${line}\n`)
    },
    stop: () => {
      if (timer !== null) clearInterval(timer)
    },
  }
}

/** `████████░░░░  345/1,200  29 %  12.3/s  1 min 10 s left  3 failed`, as wide as the terminal. */
export function barLine(standing: Standing, perSecond: number, width: number): string {
  const words = progressWords(standing, perSecond)
  if (standing.total === null || standing.total === 0) return words
  const room = Math.min(40, width - displayWidth(words) - 3)
  if (room < 8) return words
  const filled = Math.round((Math.min(standing.done, standing.total) / standing.total) * room)
  return `${'█'.repeat(filled)}${'░'.repeat(room - filled)}  ${words}`
}

/** The standing in words: what was received, read and failed, how fast, and how long the rest takes. */
export function progressWords({ received, done, failed, total }: Standing, perSecond: number): string {
  const parts: string[] = []
  if (total === null) {
    parts.push(say({ zh: `已接收 ${number(received)} 个文件`, en: `${number(received)} files received` }))
    parts.push(say({ zh: `已读 ${number(done)}`, en: `${number(done)} read` }))
  } else {
    const share = total === 0 ? 100 : Math.floor((Math.min(done, total) / total) * 100)
    parts.push(`${number(done)}/${number(total)}`, `${share} %`)
  }
  if (perSecond > 0) {
    parts.push(`${perSecond.toFixed(1)}/s`)
    if (total !== null && total > done) {
      const left = duration((total - done) / perSecond)
      parts.push(say({ zh: `还需 ${left}`, en: `${left} left` }))
    }
  }
  if (failed > 0) parts.push(say({ zh: `${number(failed)} 个失败`, en: `${number(failed)} failed` }))
  return parts.join('  ')
}

/** `8 s`, `1 min 10 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const zh =
    hours > 0 ? `${hours} 小时 ${minutes} 分` : minutes > 0 ? `${minutes} 分 ${rest} 秒` : `${rest} 秒`
  const en = hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`
  return say({ zh, en })
}

/** `12,345`. */
export function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

interface RateMeter {
  readonly note: (done: number) => void
  readonly perSecond: () => number
}

function rateMeter(): RateMeter {
  const points: { at: number; done: number }[] = []
  return {
    note: (done) => {
      const at = performance.now()
      const [second] = points.slice(1)
      if (points.length > 2 && second !== undefined && at - second.at > RATE_WINDOW) points.shift()
      const last = points.at(-1)
      // Ten points a second are enough.
      if (last !== undefined && at - last.at < 100) last.done = done
      else points.push({ at, done })
    },
    perSecond: () => {
      const [first] = points
      const last = points.at(-1)
      if (first === undefined || last === undefined || last.at === first.at) return 0
      return ((last.done - first.done) / (performance.now() - first.at)) * 1000
    },
  }
}
