/** Opens the ZIP container of an Office file, within limits that a zip bomb cannot pass. */
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { UnreadableError } from './unreadable.ts'

/** Entries of one container; a workbook of a thousand sheets has about two thousand. */
const maxEntries = 10_000
/** Bytes of one part after inflating: some 600,000 cells, far beyond any filing. */
const maxPartBytes = 48 * 1024 * 1024
/** Bytes of all parts that are read, together. */
const maxTotalBytes = 96 * 1024 * 1024
/** How far from either end of the file names of entries are looked for, in bytes. */
const sniffedBytes = 64 * 1024

/** The inflated parts of a container, by name in lower case without a leading slash (OPC names ignore case). */
export type ZipParts = ReadonlyMap<string, Uint8Array>

/** Whether the bytes begin as a ZIP container does: with a local entry, or with the end of an empty directory. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes[3] === bytes[2] + 1
  )
}

/** Whether an entry's name with this beginning is seen near either end of the container. A hint: nothing is parsed. */
export function zipMentions(bytes: Uint8Array, name: string): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (
    view.subarray(0, sniffedBytes).includes(name, 0, 'latin1') ||
    view.subarray(Math.max(0, view.length - sniffedBytes)).includes(name, 0, 'latin1')
  )
}

/**
 * Inflates the XML parts of an Office container; pictures and other parts are left alone.
 * Declared sizes are checked before anything is inflated, actual sizes and checksums while it is.
 * Throws `UnreadableError`: damaged, too-large, password-protected.
 */
export async function readXmlParts(bytes: Uint8Array): Promise<ZipParts> {
  const zip = await opened(bytes)
  try {
    const entries = await xmlEntries(zip)
    const parts = new Map<string, Uint8Array>()
    for (const entry of entries) parts.set(partName(entry), await inflated(zip, entry))
    return parts
  } catch (error) {
    throw error instanceof UnreadableError ? error : damagedContainer(error)
  } finally {
    zip.close()
  }
}

/** The text of an XML part, or null where the container has no such part. Throws where its bytes are not text. */
export function partText(parts: ZipParts, name: string): string | null {
  const bytes = parts.get(name.toLowerCase().replace(/^\/+/, ''))
  if (bytes === undefined) return null
  const start = Buffer.from(bytes.subarray(0, 120)).toString('latin1')
  const utf16 = start.startsWith('\xff\xfe') ? 'utf-16le' : start.startsWith('\xfe\xff') ? 'utf-16be' : null
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding=["']([\w-]+)["']/.exec(start)?.[1]
  try {
    return new TextDecoder(utf16 ?? declared ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw damagedContainer(error)
  }
}

async function opened(bytes: Uint8Array): Promise<ZipFile> {
  try {
    return await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      autoClose: false,
    })
  } catch (error) {
    throw damagedContainer(error)
  }
}

async function xmlEntries(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > maxEntries) {
    throw tooLarge(
      `${zip.entryCount} 个部件（上限 ${maxEntries}）`,
      `${zip.entryCount} parts (limit ${maxEntries})`,
    )
  }
  const entries: Entry[] = []
  let total = 0
  for await (const entry of zip.eachEntry()) {
    if (!/\.(xml|rels)$/i.test(entry.fileName)) continue
    if (entry.isEncrypted()) {
      throw new UnreadableError('password-protected', {
        zh: '文件有密码保护，请解除密码后重新提交',
        en: 'the file is password-protected; remove the password and submit it again',
      })
    }
    total += entry.uncompressedSize
    if (entry.uncompressedSize > maxPartBytes) throw tooLargeBytes(entry.uncompressedSize, maxPartBytes)
    if (total > maxTotalBytes) throw tooLargeBytes(total, maxTotalBytes)
    entries.push(entry)
  }
  return entries
}

async function inflated(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size > maxPartBytes) throw tooLargeBytes(size, maxPartBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function partName(entry: Entry): string {
  return entry.fileName.toLowerCase().replace(/^\/+/, '')
}

function tooLargeBytes(bytes: number, limit: number): UnreadableError {
  const inMegabytes = (n: number): string => `${Math.ceil(n / 1024 / 1024)} MB`
  return tooLarge(
    `解压后达 ${inMegabytes(bytes)}（上限 ${inMegabytes(limit)}）`,
    `${inMegabytes(bytes)} when unpacked (limit ${inMegabytes(limit)})`,
  )
}

function tooLarge(zh: string, en: string): UnreadableError {
  return new UnreadableError('too-large', {
    zh: `文件过大，未读取：${zh}`,
    en: `the file is too large to read: ${en}`,
  })
}

function damagedContainer(cause: unknown): UnreadableError {
  return new UnreadableError(
    'damaged',
    {
      zh: '文件已损坏或不完整：其压缩包结构无法读取，请重新获取原文件',
      en: 'the file is damaged or cut short: its ZIP container cannot be read; fetch the original again',
    },
    { cause },
  )
}
