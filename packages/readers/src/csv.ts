/** Reads comma-separated text: each record becomes a line of fields. */
import { decodeStart } from './charset.ts'
import { commaSeparatedLines, commaSeparatedRecords } from './delimited.ts'
import { readText } from './read-text.ts'
import type { Reader } from './reader.ts'
import type { FlattenedLine } from './source-document.ts'
import { textShape } from './text-shape.ts'

export const csvReader: Reader = {
  mediaType: 'text/csv',
  extensions: ['csv'],
  sniff: (bytes, name) => {
    const start = decodeStart(bytes)
    return start !== null && textShape(start, name) === 'commas' ? 0.6 : 0
  },
  read: async (bytes) => {
    const { text, doubts } = readText(bytes)
    return { kind: 'flattened', mediaType: 'text/csv', lines: commaSeparatedLines(text), doubts }
  },
}

/**
 * The records of a CSV in whichever of the usual character sets, made one by one each time that they are gone through.
 * Throws `UnreadableError` where it is no text.
 */
export function csvRecords(bytes: Uint8Array): Iterable<FlattenedLine> {
  return commaSeparatedRecords(readText(bytes).text)
}
