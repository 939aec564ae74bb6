/** What every store of files must do; each implementation's test calls this with a maker of empty stores. */
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { BlobDiffers, type BlobStore } from '../blob-store.ts'
import { sha256Of } from './filings.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Larger than any buffer on the way, in bytes. */
const largeContent = 3_000_000

export function describeBlobStore(name: string, emptyStore: () => Promise<BlobStore>): void {
  describe(`${name} keeps received files`, () => {
    let store: BlobStore
    beforeEach(async () => {
      store = await emptyStore()
    })

    it('gives back what it was given', async () => {
      expect(await store.put(sha256Of('一份表'), bytesOf('一份表'))).toBe('stored')
      expect(await store.get(sha256Of('一份表'))).toEqual(Buffer.from('一份表'))
      expect(await store.has(sha256Of('一份表'))).toBe(true)
      expect(await store.verify(sha256Of('一份表'))).toBe('whole')
    })

    it('says of what it has not that it has it not', async () => {
      expect(await store.get(sha256Of('absent'))).toBeNull()
      expect(await store.has(sha256Of('absent'))).toBe(false)
      expect(await store.verify(sha256Of('absent'))).toBe('missing')
      expect(await hashesIn(store)).toEqual([])
    })

    it('keeps a content once', async () => {
      await store.put(sha256Of('one'), bytesOf('one'))
      expect(await store.put(sha256Of('one'), bytesOf('one'))).toBe('present')
      await store.put(sha256Of('two'), bytesOf('two'))
      expect(await hashesIn(store)).toEqual([sha256Of('one'), sha256Of('two')].sort())
    })

    it('keeps an empty file', async () => {
      expect(await store.put(sha256Of(''), bytesOf(''))).toBe('stored')
      expect(await store.get(sha256Of(''))).toHaveLength(0)
      expect(await store.verify(sha256Of(''))).toBe('whole')
    })

    it('takes a large file in pieces', async () => {
      const large = randomBytes(largeContent).toString('hex')
      const pieces = async function* () {
        for (let at = 0; at < large.length; at += 100_001) yield bytesOf(large.slice(at, at + 100_001))
      }
      expect(await store.put(sha256Of(large), pieces())).toBe('stored')
      expect((await store.get(sha256Of(large)))?.toString()).toBe(large)
    })

    it('refuses a content that is not what its hash says, and keeps nothing of it', async () => {
      await expect(store.put(sha256Of('one'), bytesOf('other'))).rejects.toThrow(BlobDiffers)
      expect(await store.has(sha256Of('one'))).toBe(false)
      expect(await store.put(sha256Of('one'), bytesOf('one'))).toBe('stored')
    })

    it('keeps nothing of a file that could not be read to its end', async () => {
      const broken = async function* () {
        yield bytesOf('on')
        throw new Error('the disk was pulled out')
      }
      await expect(store.put(sha256Of('one'), broken())).rejects.toThrow('pulled out')
      expect(await store.has(sha256Of('one'))).toBe(false)
      expect(await hashesIn(store)).toEqual([])
    })

    it('takes the same file from several at once', async () => {
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => store.put(sha256Of('one'), bytesOf('one'))))
      expect(outcomes).toContain('stored')
      expect(await store.verify(sha256Of('one'))).toBe('whole')
    })

    it('lets nothing but a hash name a file', async () => {
      for (const name of ['../../etc/passwd', '', sha256Of('one').toUpperCase(), `${sha256Of('one')}/..`]) {
        await expect(store.put(name, bytesOf('one'))).rejects.toThrow('Not a SHA-256')
        await expect(store.get(name)).rejects.toThrow('Not a SHA-256')
      }
    })
  })
}

async function hashesIn(store: BlobStore): Promise<readonly string[]> {
  const hashes: string[] = []
  for await (const hash of store.list()) hashes.push(hash)
  return hashes.sort()
}
