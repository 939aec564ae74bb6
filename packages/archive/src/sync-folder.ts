/** Makes sure that a file which was made or renamed in a folder is still there after a power loss. */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Windows opens no folder as a file; its file systems keep the entries in a log of their own. */
const foldersCanBeSynced = process.platform !== 'win32'

/** Flushes the folder's list of entries to the disk. */
export async function syncFolder(folder: string): Promise<void> {
  if (!foldersCanBeSynced) return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Files flushed side by side: the file system writes its log once for all of them. */
const SIDE_BY_SIDE = 16

/** Flushes everything below the folder, and the folder itself. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = (kind: 'isFile' | 'isDirectory') =>
    entries.filter((entry) => entry[kind]()).map((entry) => join(entry.parentPath, entry.name))
  await sideBySide(paths('isFile'), syncFile)
  await sideBySide([...paths('isDirectory'), folder], syncFolder)
}

async function sideBySide(paths: readonly string[], sync: (path: string) => Promise<void>): Promise<void> {
  const rest = paths.values()
  const inTurn = async (): Promise<void> => {
    for (const path of rest) await sync(path)
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, inTurn))
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** `syncFolder` for a caller that cannot wait: the embedded database's file system. */
export function syncFolderAtOnce(folder: string): void {
  if (!foldersCanBeSynced) return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
