/** Chooses the reader of a file by its bytes, and reads it. */
import { alignedTextReader } from './aligned-text.ts'
import { csvReader } from './csv.ts'
import { docxReader } from './docx/index.ts'
import { pdfReader } from './pdf/index.ts'
import type { Reader } from './reader.ts'
import { refusalOf, unknownFormat } from './refusal.ts'
import type { SourceDocument } from './source-document.ts'
import { textReader } from './text.ts'
import { UnreadableError } from './unreadable.ts'
import { xlsxReader } from './xlsx/index.ts'

/** Every format that is read. A new one is one file and one line here. */
export const readers: readonly Reader[] = [
  pdfReader,
  xlsxReader,
  docxReader,
  csvReader,
  alignedTextReader,
  textReader,
]

/**
 * Reads a file of whatever format. What its bytes are decides; its name only where the bytes leave it open.
 * Throws `UnreadableError` with the reason in words, for each file that gives no document.
 */
export async function readDocument(bytes: Uint8Array, name: string): Promise<SourceDocument> {
  if (bytes.length === 0)
    throw new UnreadableError('empty', { zh: '文件是空的（0 字节）', en: 'the file is empty (0 bytes)' })
  const refusal = refusalOf(bytes, name)
  if (refusal !== null) throw refusal
  const reader = bestReader(bytes, name)
  if (reader === null) throw unknownFormat(name)
  return reader.read(bytes)
}

function bestReader(bytes: Uint8Array, name: string): Reader | null {
  let best: Reader | null = null
  let bestScore = 0
  for (const reader of readers) {
    const score = reader.sniff(bytes, name)
    if (score > bestScore) [best, bestScore] = [reader, score]
  }
  return best
}
