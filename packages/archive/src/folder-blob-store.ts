/** Files kept in a folder, which several processes and machines may share: `ab/cd/abcd…`. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { BlobDiffers, type BlobStore, type Content, checkHash } from './blob-store.ts'
import { syncFolder } from './sync-folder.ts'

/** Temporary files live here until they are whole. */
const unfinished = 'unfinished'

/**
 * A store in the folder, which is made with the first file. A content is written under a temporary name, flushed to
 * the disk and then renamed, so that whatever stands under a hash is whole, whoever was killed when.
 */
export function folderBlobStore(folder: string): BlobStore {
  const fileOf = (sha256: string) => join(folder, checkHash(sha256).slice(0, 2), sha256.slice(2, 4), sha256)
  const has = (sha256: string) => exists(fileOf(sha256))
  return {
    async put(sha256, content) {
      const file = fileOf(sha256)
      if (await exists(file)) return 'present'
      const temporary = join(folder, unfinished, `${sha256}.${randomUUID()}`)
      await mkdir(dirname(temporary), { recursive: true })
      try {
        const actual = await writeFlushed(temporary, content)
        if (actual !== sha256) throw new BlobDiffers(sha256, actual)
        await makeFolder(dirname(file), folder)
        await rename(temporary, file)
        await syncFolder(dirname(file))
      } finally {
        await rm(temporary, { force: true })
      }
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
        for (const inner of await entries(join(folder, outer))) {
          yield* (await entries(join(folder, outer, inner))).filter((name) => /^[0-9a-f]{64}$/.test(name))
        }
      }
    },
  }
}

/** Writes the content to a new file and flushes it to the disk; gives its SHA-256. */
async function writeFlushed(file: string, content: Content): Promise<string> {
  const hash = createHash('sha256')
  const handle = await open(file, 'wx')
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

/** Makes a folder below `top` with its parents, each flushed into its own parent. */
async function makeFolder(folder: string, top: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made !== top && basename(made) !== ''; made = dirname(made))
    await syncFolder(dirname(made))
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
