import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { s3BlobStore } from './s3-blob-store.ts'
import { describeBlobStore } from './testing/blob-store-contract.ts'
import { sha256Of } from './testing/filings.ts'
import { type S3Server, startS3Server } from './testing/s3-server.ts'

let server: S3Server
beforeAll(async () => {
  server = await startS3Server()
})
afterAll(() => server.stop())

const storeAt = (change: Partial<Parameters<typeof s3BlobStore>[0]> = {}) =>
  s3BlobStore({ ...server.store, prefix: `${randomUUID()}/`, ...change })

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
