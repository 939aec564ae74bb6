/** Reading a file the user named, and saying why one cannot be read. */
import { open } from 'node:fs/promises'
import { describeFileError, LARGEST_FILE, tooLarge, UnreadableError } from '@backfile/readers'
import { say } from './terminal.ts'

/** What stdin is called where no name was given. */
const STDIN = 'stdin'

/** The file's bytes; throws `UnreadableError` where it is missing, a folder, not ours to read or too large. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const stat = await file.stat()
      if (stat.size > LARGEST_FILE) throw tooLarge()
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileError(error, path) ?? error
  }
}

/** All of stdin. */
export async function bytesOfStdin(): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of process.stdin) {
    const bytes = Buffer.from(piece)
    size += bytes.length
    if (size > LARGEST_FILE) throw tooLarge()
    pieces.push(bytes)
  }
  return Buffer.concat(pieces)
}

/** A path or, for `-`, what stdin was said to be called. */
export function nameOf(path: string, stdinName: string | undefined): string {
  return path === '-' ? (stdinName ?? STDIN) : path
}

/** An error of the file system as the reason why this path is not read, without the path; null for other errors. */
export function fileError(error: unknown, path: string): UnreadableError | null {
  const described = describeFileError(error, path)
  if (described === null) return null
  const bare = (reason: string): string =>
    reason.startsWith(path) ? reason.slice(path.length + 1).trim() : reason
  const reason = { zh: bare(described.reason.zh), en: bare(described.reason.en) }
  return new UnreadableError(described.code, reason, { cause: error })
}

/** The reason in the user's language, for an error of any kind. */
export function reasonOf(error: unknown): string {
  if (error instanceof UnreadableError) return say(error.reason)
  return error instanceof Error ? error.message : String(error)
}
