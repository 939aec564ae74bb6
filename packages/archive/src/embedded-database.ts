/**
 * PostgreSQL inside this process (PGlite) on a folder, made as durable as a server.
 *
 * As it comes, PGlite runs with `fsync=off` and its file system has no fsync at all: an archive then survives the death
 * of the process, since what was written is in the operating system's hands, but a power loss may lose the last commits
 * or leave the folder unreadable. Here `fsync` is on and carried out on the real files, so PostgreSQL's own rules hold:
 * a commit returns when its log is on the disk (about 1 ms), a checkpoint when the tables are. What remains is what every database
 * has: a disk that reports as written what is only in its cache loses the last commits, and a lost disk loses all.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, fsyncSync } from 'node:fs'
import { appendFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { emptyDatabase, unpackDatabase } from './empty-database.ts'
import { syncFolder, syncFolderAtOnce, syncTree } from './sync-folder.ts'

/**
 * Settings over PGlite's own. `fsync` rather than `fdatasync`, which PGlite's C library leaves undone. The log is kept
 * short, at 64 MB, because it is part of the archive's folder; a checkpoint at that pace costs little.
 */
const settings = ['fsync=on', 'wal_sync_method=fsync', 'max_wal_size=64MB', 'min_wal_size=32MB']

/**
 * Opens the database in the folder, or makes it. A new one
 * is made beside its place and moved there when it is whole, so that a process killed meanwhile leaves nothing half-made.
 */
export async function openEmbeddedDatabase(folder: string): Promise<PGlite> {
  if (!existsSync(folder)) {
    const unfinished = `${folder}.new`
    await rm(unfinished, { recursive: true, force: true })
    if (existsSync(emptyDatabase)) await unpackDatabase(emptyDatabase, unfinished)
    else await makeFromNothing(unfinished)
    // All that are unpacked have one system identifier; by this name they are told apart.
    await appendFile(join(unfinished, 'postgresql.conf'), `\ncluster_name = '${randomUUID()}'\n`)
    await syncTree(unfinished)
    await rename(unfinished, folder)
    await syncFolder(dirname(folder))
  }
  return start(folder)
}

/** What the build does once for all (about 4 s, and 800 MB of memory meanwhile). */
async function makeFromNothing(folder: string): Promise<void> {
  const made = await start(folder)
  await made.close()
}

async function start(folder: string): Promise<PGlite> {
  const startParams = [
    ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
    ...settings.flatMap((setting) => ['-c', setting]),
  ]
  return PGlite.create({ fs: new SyncedFolder(folder), startParams })
}

/** What Emscripten gives for an open file of the folder: `nfd` is Node's descriptor, which a folder has not. */
interface OpenFile {
  readonly nfd?: number
  readonly node: unknown
}

/** The part of Emscripten's Node file system that is used here. It is not typed by PGlite. */
interface NodeFileSystem {
  readonly stream_ops: { fsync?: (file: OpenFile) => number }
  realPath(node: unknown): string
}

/** PGlite's own file system, with the fsync that it lacks. */
class SyncedFolder extends NodeFS {
  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options)
    const addSync = (module: { NODEFS: unknown }) => {
      // PGlite's types know the field only as some file system; it is Emscripten's NODEFS.
      const files = module.NODEFS as NodeFileSystem
      files.stream_ops.fsync = (file) => {
        if (file.nfd === undefined) syncFolderAtOnce(files.realPath(file.node))
        else fsyncSync(file.nfd)
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...asList(emscriptenOpts.preRun), addSync] } }
  }
}

function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value as T]
}
