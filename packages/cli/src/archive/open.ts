/** Opens the archive that a command works on, and says in words why one cannot be opened. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Archive, ArchiveInUse, folderBlobStore, openArchive } from '@backfile/archive'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { fileError } from '../read-file.ts'
import { complain, say } from '../terminal.ts'

export interface ArchivePlace {
  /** A folder, or a `postgres://` URL. */
  readonly archive: string
  /** The folder or `s3://` store that keeps the files of an archive on a server. */
  readonly blobs?: string | undefined
}

/** What a command does to its archive: reading commands never make one. */
export type ArchiveUse = 'read' | 'write'

/** Opens the archive for the work and closes it afterwards, whatever happens; gives the work's exit code. */
export async function withArchive(
  place: ArchivePlace,
  use: ArchiveUse,
  work: (archive: Archive) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (use === 'read' && !isServer(place) && !isThere(place)) {
    complain(null, notThere(place.archive))
    return exitCodes.archive
  }
  if (use === 'write' && lacksBlobs(place)) return exitCodes.usage
  let archive: Archive
  try {
    archive = await open(place)
  } catch (error) {
    complain(null, whyNotOpen(error, place), error)
    return exitCodes.archive
  }
  try {
    return await work(archive)
  } finally {
    await archive.close()
  }
}

/** Whether nothing keeps the files of an archive on a server; says so. */
export function lacksBlobs(place: ArchivePlace): boolean {
  if (!isServer(place) || place.blobs !== undefined) return false
  complain(
    null,
    say({
      zh: '存档在服务器上时，请用 --blobs（或环境变量 BACKFILE_BLOBS）指定存放原始文件的文件夹或 s3:// 地址',
      en: 'an archive on a server needs a folder or an s3:// store that keeps the files: name it with --blobs or BACKFILE_BLOBS',
    }),
  )
  return true
}

async function open({ archive, blobs }: ArchivePlace): Promise<Archive> {
  if (blobs === undefined) return openArchive(archive)
  if (!blobs.startsWith('s3://')) return openArchive(archive, { blobs: folderBlobStore(resolve(blobs)) })
  // Only such a store needs more of the environment; the commands that read tables start faster without.
  const { openConfiguredArchive, readConfiguration } = await import('@backfile/ingest')
  const configuration = readConfiguration({
    ...process.env,
    BACKFILE_ARCHIVE: archive,
    BACKFILE_BLOBS: blobs,
  })
  return openConfiguredArchive(configuration)
}

export function isServer(place: ArchivePlace): boolean {
  return /^postgres(ql)?:\/\//.test(place.archive)
}

/** Whether the folder holds an archive. */
export function isThere(place: ArchivePlace): boolean {
  return existsSync(join(place.archive, 'db'))
}

function notThere(folder: string): string {
  return say({
    zh: `${folder} 里还没有存档；先存入文件：backfile ingest 文件夹`,
    en: `there is no archive in ${folder} yet; put filings in first: backfile ingest FOLDER`,
  })
}

function whyNotOpen(error: unknown, place: ArchivePlace): string {
  if (error instanceof ArchiveInUse) {
    return say({
      zh: `存档 ${error.folder} 正被进程 ${error.pid} 使用；请等它结束或将其停止，多个进程要同时使用时请把存档放在 PostgreSQL 里`,
      en: error.message,
    })
  }
  const where = withoutPassword(place.archive)
  const why = fileError(error, place.archive)
  const reason = why !== null ? say(why.reason) : messageOf(error)
  return say({
    zh: `无法打开存档 ${where}：${reason}`,
    en: `the archive ${where} cannot be opened: ${reason}`,
  })
}

/** The first message of the error or its causes that says anything: that of a refused connection is empty. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ')
  if (!(error instanceof Error)) return String(error)
  return error.message !== '' ? error.message : messageOf(error.cause ?? error.name)
}

function withoutPassword(location: string): string {
  return location.replace(/^(postgres(?:ql)?:\/\/[^/@:]*):[^/@]*@/, '$1@')
}
