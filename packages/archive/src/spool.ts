/** A content of unknown length, held on this machine's disk until it is sent on. */
import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Writes the pieces to a temporary file and gives it to `use`, with its hash; the file is gone when this returns. A store
 * asks for a content's length before the content, and a request that is repeated must be able to begin again.
 */
export async function spooled<T>(
  pieces: AsyncIterable<Uint8Array>,
  use: (content: Blob, sha256: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'backfile-upload-'))
  try {
    const file = join(folder, 'content')
    const hash = createHash('sha256')
    const handle = await open(file, 'wx')
    try {
      for await (const piece of pieces) {
        hash.update(piece)
        await handle.writeFile(piece)
      }
    } finally {
      await handle.close()
    }
    return await use(await openAsBlob(file), hash.digest('hex'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
