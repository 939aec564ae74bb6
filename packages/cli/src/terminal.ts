/** What the terminal is and how to write to it: language, colour, width, errors. */
import type { Message } from '@backfile/model'

/** Chinese where the user's environment says so (`BACKFILE_LANG`, then the locale), else English. */
export function language(env: NodeJS.ProcessEnv = process.env): keyof Message {
  const locale = env.BACKFILE_LANG ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? ''
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** Speaks the language asked for with `--lang` from now on, here and in child processes. */
export function speak(lang: string): void {
  process.env.BACKFILE_LANG = lang
}

/** The sentence in the user's language. */
export function say(message: Message): string {
  return message[language()]
}

/** Whether to colour what goes to `stream`: a terminal, and neither NO_COLOR nor a dumb terminal. */
export function colours(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '') return false
  return stream.isTTY === true && process.env.TERM !== 'dumb'
}

const codes = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 } as const

/** Text in a colour, where the stream takes colours. */
export function paint(stream: NodeJS.WriteStream, colour: keyof typeof codes, text: string): string {
  return colours(stream) ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text
}

/**
 * One line on stderr: `backfile: PATH: REASON`. With BACKFILE_DEBUG set, the stack of the error that it came from follows.
 */
export function complain(path: string | null, reason: string, cause?: unknown): void {
  process.stderr.write(complaint(path, reason, cause))
}

/** What `complain` writes, for who writes it otherwise. */
export function complaint(path: string | null, reason: string, cause?: unknown): string {
  const head = paint(process.stderr, 'red', 'backfile:')
  const line = oneLine(reason)
  const stack = debugging() && cause instanceof Error ? `${cause.stack ?? cause.message}\n` : ''
  return `${path === null ? `${head} ${line}` : `${head} ${oneLine(path)}: ${line}`}\n${stack}`
}

function debugging(): boolean {
  return (process.env.BACKFILE_DEBUG ?? '') !== ''
}

/** Text from a file on one line, without what a terminal would obey. */
export function oneLine(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
}

/** Columns of the terminal behind the stream; no limit where there is none. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY === true && stream.columns > 0 ? stream.columns : Number.POSITIVE_INFINITY
}

/** Stops quietly when the reader of stdout goes away (`| head`). */
export function quietOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

/** Writes to stdout, waiting where the reader is slower than we are. */
export async function print(text: string): Promise<void> {
  if (process.stdout.write(text)) return
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
}
