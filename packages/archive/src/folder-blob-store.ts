/** Files kept in a folder, which several processes and machines may share: `ab/abcd…`. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BlobDiffers, type BlobStore, type Content, checkHash } from './blob-store.ts'
import { syncFolder } from './sync-folder.ts'

/** Temporary files live here until they are whole. */
const unfinished = 'unfinished'

/**
 * A store in the folder, which is made with the first file. A content is written under a temporary name, flushed to
 * the disk and then renamed, so that whatever stands under a hash is whole, whoever was killed when.
 */
export function folderBlobStore(folder: string): BlobStore {
  const fileOf = (sha256: string) => join(folder, checkHash(sha256).slice(0, 2), sha256)
  const has = (sha256: string) => exists(fileOf(sha256))
  return {
    async put(sha256, content) {
      const file = fileOf(sha256)
      if (await exists(file)) return 'present'
      const temporary = join(folder, unfinished, `${sha256}.${randomUUID()}`)
      try {
        const handle = await inFolder(temporary, () => open(temporary, 'wx'))
        const actual = await writeFlushed(handle, content)
        if (actual !== sha256) throw new BlobDiffers(sha256, actual)
        await inFolder(file, () => rename(temporary, file))
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
      await syncFolder(dirname(file))
      return 'stored'
    },
    async get(sha256) {
      return readFile(fileOf(sha256)).catch(nullIfMissing)
    },
    has,
    async verify(sha256) {
      const hash = createHash('sha256')
      const read = async () => {
        for await (const piece of createReadStream(fileOf(sha256))) hash.update(piece)
        return true
      }
      if ((await read().catch(nullIfMissing)) === null) return 'missing'
      return hash.digest('hex') === sha256 ? 'whole' : 'differs'
    },
    async *list() {
      for (const outer of await entries(folder)) {
        if (!/^[0-9a-f]{2}$/.test(outer)) continue
        yield* (await entries(join(folder, outer))).filter((name) => /^[0-9a-f]{64}$/.test(name))
      }
    },
  }
}

/** Writes the content, flushes it to the disk and closes the file; gives its SHA-256. */
async function writeFlushed(handle: FileHandle, content: Content): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      hash.update(piece)
      await handle.writeFile(piece)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return hash.digest('hex')
}

/** Does what needs the file's folder; it is made where it is missing, as it hardly ever is, and the work done again. */
async function inFolder<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    nullIfMissing(error)
  }
  const first = await mkdir(dirname(file), { recursive: true })
  if (first !== undefined) await syncParents(dirname(file), first)
  return work()
}

/** Flushes new folders, from the innermost to the first that was made, each into its own parent. */
async function syncParents(innermost: string, first: string): Promise<void> {
  await syncFolder(dirname(innermost))
  if (innermost !== first) await syncParents(dirname(innermost), first)
}

async function entries(folder: string): Promise<readonly string[]> {
  const directory = await opendir(folder).catch(nullIfMissing)
  const names: string[] = []
  if (directory !== null) for await (const entry of directory) names.push(entry.name)
  return names
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(nullIfMissing)) !== null
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return null
  throw error
}
