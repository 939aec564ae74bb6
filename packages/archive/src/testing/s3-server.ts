/** A real S3 server with one bucket, for the length of a test. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { S3Store } from '../s3-blob-store.ts'

export interface S3Server {
  /** The bucket, with no prefix. */
  readonly store: S3Store
  stop(): Promise<void>
}

export async function startS3Server(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'backfile-s3-'))
  const program = fileURLToPath(new URL('./s3-server.mjs', import.meta.url))
  const bucket = 'filings'
  // It makes its continuation tokens with a cipher that OpenSSL 3 has put away.
  const child = spawn(process.execPath, ['--openssl-legacy-provider', program, folder, bucket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(createInterface({ input: child.stdout }), 'line')
  return {
    store: {
      ...{ bucket, prefix: '', endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1' },
      ...{ accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    },
    async stop() {
      const gone = once(child, 'exit')
      child.kill()
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}
