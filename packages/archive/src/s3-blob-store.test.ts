import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { s3BlobStore } from './s3-blob-store.ts'
import { describeBlobStore } from './testing/blob-store-contract.ts'
import { sha256Of } from './testing/filings.ts'

const bucket = 'filings'
let folder: string
let server: ChildProcess
let endpoint: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backfile-s3-'))
  server = await startStore(folder)
})
afterAll(async () => {
  const gone = once(server, 'exit')
  server.kill()
  await gone
  await rm(folder, { recursive: true, force: true })
})

const storeAt = (change: Partial<Parameters<typeof s3BlobStore>[0]> = {}) =>
  s3BlobStore({
    bucket,
    prefix: `${randomUUID()}/`,
    endpoint,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    ...change,
  })

describeBlobStore('an S3-compatible store', async () => storeAt())

it('lists more files than one answer of the store holds', async () => {
  const store = storeAt()
  const contents = Array.from({ length: 1010 }, (_, i) => `filing ${i}`)
  for (let at = 0; at < contents.length; at += 50) {
    await Promise.all(
      contents
        .slice(at, at + 50)
        .map((content) => store.put(sha256Of(content), new TextEncoder().encode(content))),
    )
  }
  const listed: string[] = []
  for await (const sha256 of store.list()) listed.push(sha256)
  expect(listed.sort()).toEqual(contents.map(sha256Of).sort())
})

it('says so where the store refuses the key or has no such bucket', async () => {
  const content = new TextEncoder().encode('one')
  await expect(storeAt({ secretAccessKey: 'wrong' }).get(sha256Of('one'))).rejects.toThrow('403')
  await expect(storeAt({ bucket: 'absent' }).put(sha256Of('one'), content)).rejects.toThrow('absent')
})

/** Starts a real S3 server with the bucket and sets `endpoint`. */
async function startStore(directory: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('./testing/s3-server.mjs', import.meta.url))
  // It makes its continuation tokens with a cipher that OpenSSL 3 has put away.
  const child = spawn(process.execPath, ['--openssl-legacy-provider', program, directory, bucket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(createInterface({ input: child.stdout }), 'line')
  endpoint = `http://127.0.0.1:${port}`
  return child
}
