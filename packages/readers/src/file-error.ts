/** What the file system's errors mean, in words for a person. */
import { type UnreadableCode, UnreadableError } from './unreadable.ts'

const meanings: Readonly<Record<string, { code: UnreadableCode; zh: string; en: string }>> = {
  ENOENT: { code: 'not-found', zh: '文件或文件夹不存在', en: 'no such file or folder' },
  ENOTDIR: { code: 'not-found', zh: '路径中有一段不是文件夹', en: 'a part of the path is not a folder' },
  EACCES: { code: 'no-permission', zh: '没有读取权限', en: 'no permission to read it' },
  EPERM: { code: 'no-permission', zh: '没有读取权限', en: 'no permission to read it' },
  EISDIR: { code: 'not-a-file', zh: '这是文件夹，不是文件', en: 'it is a folder, not a file' },
}

/** The reason why the path could not be opened, or null where the error is not one of the file system's usual ones. */
export function describeFileError(error: unknown, path: string): UnreadableError | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const meaning = meanings[error.code]
  if (meaning === undefined) return null
  const reason = { zh: `${path}：${meaning.zh}`, en: `${path}: ${meaning.en}` }
  return new UnreadableError(meaning.code, reason, { cause: error })
}
