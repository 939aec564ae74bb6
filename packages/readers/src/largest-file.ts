/** The size above which no file is read, from wherever it comes. */
import { UnreadableError } from './unreadable.ts'

/** Bytes of the largest file that is read; a filing has a few megabytes, a scanned one some tens. */
export const LARGEST_FILE = 512 * 1024 * 1024

/** The reason why a larger one is not. */
export function tooLarge(): UnreadableError {
  const megabytes = LARGEST_FILE / 1024 / 1024
  return new UnreadableError('too-large', {
    zh: `文件过大，未读取（上限 ${megabytes} MB）`,
    en: `the file is too large to read (limit ${megabytes} MB)`,
  })
}
