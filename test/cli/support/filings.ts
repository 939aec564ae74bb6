/** Filings to feed the command with, and files that are none. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drawPdf } from '../../../scripts/fixtures/draw-pdf.ts'
import { type RandomFiling, randomFiling } from '../../../scripts/fixtures/random-filing.ts'
import { writeDocx } from '../../../scripts/fixtures/write-docx.ts'
import { writeText } from '../../../scripts/fixtures/write-text.ts'
import { writeXlsx } from '../../../scripts/fixtures/write-xlsx.ts'

/** A short filing; the same number gives the same one. */
export function someFiling(number: number): RandomFiling {
  return randomFiling(number, 'department-performance-target', {
    length: 'short',
    longNarrative: false,
    income: true,
    consistent: true,
  })
}

export const containers = {
  xlsx: ({ sheet }: RandomFiling) => writeXlsx([sheet]),
  docx: ({ sheet }: RandomFiling) => writeDocx(sheet),
  txt: ({ sheet }: RandomFiling) => Buffer.from(writeText(sheet)),
  pdf: ({ sheet }: RandomFiling) => drawPdf([sheet]),
} as const

/** Writes a file and the folders above it; gives its path. */
export function put(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

/** Writes so many different filings as workbooks into a folder and its folders. */
export function putMany(folder: string, count: number): void {
  for (let number = 1; number <= count; number += 1)
    put(folder, `${number % 4}/${number}.xlsx`, containers.xlsx(someFiling(number)))
}

/** [MS-CFB] 2.2's signature and the stream that an encrypted Office file has. */
export const encryptedWorkbook = Buffer.concat([
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  Buffer.alloc(1024),
  Buffer.from('EncryptedPackage', 'utf16le'),
  Buffer.alloc(512),
])

export const picture = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(64),
])
