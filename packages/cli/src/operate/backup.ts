/** `backfile backup` and `backfile restore`: a whole archive as one file. */
import { existsSync } from 'node:fs'
import { backUpArchive, restoreArchive } from '@backfile/archive'
import { type ArchivePlace, lacksBlobs, withArchive } from '../archive/open.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { fileError } from '../read-file.ts'
import { complain, print, say } from '../terminal.ts'

/** Writes the archive to a file that is not there yet. */
export async function backUp(file: string, place: ArchivePlace): Promise<ExitCode> {
  if (lacksBlobs(place)) return exitCodes.usage
  if (existsSync(file)) {
    complain(file, say({ zh: '文件已存在；请换一个名字', en: 'it is there already; choose another name' }))
    return exitCodes.usage
  }
  return withArchive(place, 'read', (archive) =>
    reported(file, async () => {
      const { documents, rows } = await backUpArchive(archive, file)
      return say({
        zh: `已备份 ${documents} 个文件、${rows} 行记录到 ${file}。`,
        en: `${documents} documents and ${rows} rows are backed up in ${file}.`,
      })
    }),
  )
}

/** Reads a backup into a new archive, of whichever kind. */
export async function restore(file: string, place: ArchivePlace): Promise<ExitCode> {
  if (!existsSync(file)) {
    complain(file, say({ zh: '没有这个文件', en: 'no such file' }))
    return exitCodes.someFailed
  }
  return withArchive(place, 'write', (archive) =>
    reported(file, async () => {
      const { documents, rows } = await restoreArchive(archive, file)
      return say({
        zh: `已恢复 ${documents} 个文件、${rows} 行记录。`,
        en: `${documents} documents and ${rows} rows are restored.`,
      })
    }),
  )
}

async function reported(file: string, work: () => Promise<string>): Promise<ExitCode> {
  try {
    await print(`${await work()}\n`)
    return exitCodes.done
  } catch (error) {
    const known = fileError(error, file)
    complain(
      file,
      known !== null ? say(known.reason) : String(error instanceof Error ? error.message : error),
      error,
    )
    return exitCodes.archive
  }
}
