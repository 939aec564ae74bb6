/** Makes the sample filings: each of `fixtures/expected/*.json` in every container, under `fixtures/samples`. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { drawPdf, usualPrint } from './fixtures/draw-pdf.ts'
import type { FilingContent } from './fixtures/filing-content.ts'
import { filingToSheet } from './fixtures/filing-to-sheet.ts'
import { cutsForBands } from './fixtures/paginate.ts'
import { printWithLibreOffice } from './fixtures/print-libreoffice.ts'
import type { Sheet } from './fixtures/sheet.ts'
import { typeset } from './fixtures/typeset.ts'
import { usualProjectWording, usualWording } from './fixtures/wording.ts'
import { writeDocx } from './fixtures/write-docx.ts'
import { writeText } from './fixtures/write-text.ts'
import { writeXlsx } from './fixtures/write-xlsx.ts'

const expected = new URL('../fixtures/expected/', import.meta.url)
const samples = new URL('../fixtures/samples/', import.meta.url)

await mkdir(samples, { recursive: true })
const names = (await readdir(expected)).filter((name) => name.endsWith('.json')).sort()
for (const name of names) {
  const content: FilingContent = JSON.parse(await readFile(new URL(name, expected), 'utf8'))
  await writeSamples(name.replace(/\.json$/, ''), sampleSheet(content))
}
console.log(`${names.length} filings written to ${fileURLToPath(samples)}`)

function sampleSheet(content: FilingContent): Sheet {
  if (content.form.id === 'project-performance-target') return filingToSheet(content, usualProjectWording)
  return filingToSheet(content, { ...usualWording, subtitles: [`${content.fiscalYear}年度`] })
}

async function writeSamples(name: string, sheet: Sheet): Promise<void> {
  const workbook = writeXlsx([sheet])
  await writeFile(new URL(`${name}.txt`, samples), writeText(sheet))
  await writeFile(new URL(`${name}.docx`, samples), writeDocx(sheet))
  await writeFile(new URL(`${name}-in-bands.pdf`, samples), await printInBands(sheet))
  // LibreOffice dates what it prints: a PDF is made anew only where its workbook has changed.
  const asBefore = await readFile(new URL(`${name}.xlsx`, samples)).then(
    (before) => workbook.length === before.length && workbook.every((byte, index) => byte === before[index]),
    () => false,
  )
  const printed = (await readdir(samples)).includes(`${name}.pdf`)
  await writeFile(new URL(`${name}.xlsx`, samples), workbook)
  if (asBefore && printed) return
  const [pdf] = await printWithLibreOffice([{ name: `${name}.xlsx`, bytes: workbook }])
  if (pdf !== undefined) await writeFile(new URL(`${name}.pdf`, samples), pdf)
}

/** As an archive has it: A4 upright, two bands that cut through cells, down then over, page numbers. */
async function printInBands(sheet: Sheet): Promise<Uint8Array> {
  const columnCuts = cutsForBands(typeset(sheet, usualPrint.size), 2, 'in-cells')
  return await drawPdf([sheet], {
    ...usualPrint,
    setup: { ...usualPrint.setup, columnCuts },
    style: { ...usualPrint.style, cutLines: 'clipped', pageNumbers: true },
  })
}
