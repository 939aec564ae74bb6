/** Reads text whose tables are fields between tabs or pipes, and text that has lost its columns altogether. */
import { decodeStart } from './charset.ts'
import { pipeSeparatedLines, tabSeparatedLines } from './delimited.ts'
import { readText } from './read-text.ts'
import type { Reader } from './reader.ts'
import { textShape } from './text-shape.ts'

export const textReader: Reader = {
  mediaType: 'text/plain',
  extensions: ['txt', 'tsv', 'text'],
  sniff: (bytes, name) => {
    const start = decodeStart(bytes)
    if (start === null) return 0
    const shape = textShape(start, name)
    return shape === 'tabs' || shape === 'pipes' ? 0.6 : 0.3
  },
  read: async (bytes) => {
    const { text, doubts } = readText(bytes)
    const lines = textShape(text, '') === 'pipes' ? pipeSeparatedLines(text) : tabSeparatedLines(text)
    return { kind: 'flattened', mediaType: 'text/plain', lines, doubts }
  },
}
