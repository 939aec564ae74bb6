/** Whether an embedded archive's disk has room for more. */
import { statfs } from 'node:fs/promises'
import { isServer } from './configuration.ts'

/**
 * Bytes that must be free before anything more is begun: what the database's log may take (64 MB). The embedded database
 * does not survive a disk that is full to the last byte: it hangs, and although nothing is lost it must be killed.
 */
const ROOM = 64 * 1024 * 1024

/** Milliseconds for which an answer holds. */
const HOLDS = 500

/** Refused, until there is room: nothing was begun, so nothing is lost. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull'

  constructor(folder: string, free: number) {
    super(
      `Only ${Math.floor(free / 1_048_576)} MB are free on the disk of ${folder}: make room there (64 MB at least).`,
    )
  }
}

/** A function that throws `DiskFull` where there is no room for more; a server minds its own disk. */
export function roomGuard(archive: string): () => Promise<void> {
  let free = Number.POSITIVE_INFINITY
  let asked = Number.NEGATIVE_INFINITY
  return async () => {
    if (isServer(archive)) return
    if (performance.now() - asked > HOLDS) {
      asked = performance.now()
      const { bavail, bsize } = await statfs(archive)
      free = bavail * bsize
    }
    if (free < ROOM) throw new DiskFull(archive, free)
  }
}
