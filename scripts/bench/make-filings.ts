/** A shelf of small filings of all kinds, the same for the same number. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawPdf } from '../fixtures/draw-pdf.ts'
import { randomFiling } from '../fixtures/random-filing.ts'
import { writeDocx } from '../fixtures/write-docx.ts'
import { writeText } from '../fixtures/write-text.ts'
import { writeXlsx } from '../fixtures/write-xlsx.ts'

const kinds = ['txt', 'xlsx', 'docx', 'pdf'] as const

/** Writes so many filings, text, workbook, Word and PDF in turn, into ten folders below this one. */
export async function makeFilings(folder: string, count: number): Promise<void> {
  for (let seed = 1; seed <= count; seed += 1) {
    const form = seed % 3 === 0 ? 'project-performance-target' : 'department-performance-target'
    const { sheet } = randomFiling(seed, form)
    const kind = kinds[seed % kinds.length] ?? 'txt'
    const below = join(folder, String(seed % 10))
    await mkdir(below, { recursive: true })
    await writeFile(join(below, `${seed}.${kind}`), await contentOf(kind, sheet))
  }
}

type Sheet = ReturnType<typeof randomFiling>['sheet']

async function contentOf(kind: (typeof kinds)[number], sheet: Sheet): Promise<string | Uint8Array> {
  switch (kind) {
    case 'txt':
      return writeText(sheet)
    case 'xlsx':
      return writeXlsx([sheet])
    case 'docx':
      return writeDocx(sheet)
    case 'pdf':
      return await drawPdf([sheet])
  }
}
