import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { folderBlobStore } from './folder-blob-store.ts'
import { describeBlobStore } from './testing/blob-store-contract.ts'
import { sha256Of } from './testing/filings.ts'

const folders: string[] = []
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'backfile-blobs-'))
  folders.push(folder)
  return folder
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

describeBlobStore('a folder', async () => folderBlobStore(join(await newFolder(), 'blobs')))

it('a damaged file in the folder is noticed', async () => {
  const folder = await newFolder()
  const store = folderBlobStore(folder)
  const sha256 = sha256Of('one')
  await store.put(sha256, new TextEncoder().encode('one'))
  await writeFile(join(folder, sha256.slice(0, 2), sha256), 'onf')
  expect(await store.verify(sha256)).toBe('differs')
})

it('a file that was refused leaves nothing behind in the folder', async () => {
  const folder = await newFolder()
  const store = folderBlobStore(folder)
  await expect(store.put(sha256Of('one'), new TextEncoder().encode('two'))).rejects.toThrow()
  expect(await readdir(join(folder, 'unfinished'))).toEqual([])
})
