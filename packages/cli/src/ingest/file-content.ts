/** A walked file's bytes: its hash, and a copy of it in the archive's store. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { BlobStore } from '@backfile/archive'
import { BlobDiffers } from '@backfile/archive'
import { readers, UnreadableError } from '@backfile/readers'
import { fileError } from '../read-file.ts'
import type { WalkedFile } from './walk.ts'

/** Files up to so many bytes are read once and held; larger ones are streamed, twice. */
const HELD_AT_ONCE = 8 * 1024 * 1024

/** Bytes at a file's start that tell its format where the file is not held. */
const SNIFFED = 64 * 1024

export interface KeptContent {
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
}

/**
 * Keeps the file's content in the store. Throws `UnreadableError` where the file cannot be read or changes meanwhile;
 * whatever else is thrown is a fault of the store.
 */
export async function keepContent(blobs: BlobStore, file: WalkedFile): Promise<KeptContent> {
  try {
    return file.bytes <= HELD_AT_ONCE ? await keepHeld(blobs, file) : await keepStreamed(blobs, file)
  } catch (error) {
    if (error instanceof BlobDiffers) throw changedMeanwhile(error)
    throw error
  }
}

async function keepHeld(blobs: BlobStore, file: WalkedFile): Promise<KeptContent> {
  const content = await readable(file, async () => {
    const opened = await open(file.address)
    try {
      return await opened.readFile()
    } finally {
      await opened.close()
    }
  })
  const sha256 = createHash('sha256').update(content).digest('hex')
  await blobs.put(sha256, content)
  return { sha256, bytes: content.length, mediaType: mediaTypeOf(content, file.path) }
}

async function keepStreamed(blobs: BlobStore, file: WalkedFile): Promise<KeptContent> {
  const hash = createHash('sha256')
  let bytes = 0
  let start: Uint8Array = new Uint8Array()
  for await (const piece of piecesOf(file)) {
    hash.update(piece)
    bytes += piece.length
    if (start.length === 0) start = piece.subarray(0, SNIFFED)
  }
  const sha256 = hash.digest('hex')
  await blobs.put(sha256, piecesOf(file))
  return { sha256, bytes, mediaType: mediaTypeOf(start, file.path) }
}

async function* piecesOf(file: WalkedFile): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterator<Uint8Array> = createReadStream(file.address, { highWaterMark: 1024 * 1024 })[
    Symbol.asyncIterator
  ]()
  for (;;) {
    const next = await readable(file, () => stream.next())
    if (next.done === true) return
    yield next.value
  }
}

/** Faults while reading the file are the file's; whatever is thrown elsewhere is not. */
async function readable<T>(file: WalkedFile, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw fileError(error, file.path) ?? brokenOff(error)
  }
}

/** What the file seems to be, for the archive's lists; reading it decides. */
function mediaTypeOf(start: Uint8Array, name: string): string {
  let best = 'application/octet-stream'
  let bestScore = 0
  for (const reader of readers) {
    const score = reader.sniff(start, name)
    if (score > bestScore) [best, bestScore] = [reader.mediaType, score]
  }
  return best
}

function changedMeanwhile(cause: unknown): UnreadableError {
  const reason = {
    zh: '读取时文件正在被修改；请在写完后再次导入',
    en: 'it was being changed while it was read; ingest it again when it is finished',
  }
  return new UnreadableError('damaged', reason, { cause })
}

function brokenOff(cause: unknown): UnreadableError {
  const what = cause instanceof Error ? cause.message : String(cause)
  return new UnreadableError(
    'damaged',
    { zh: `读取中断：${what}`, en: `reading broke off: ${what}` },
    { cause },
  )
}
