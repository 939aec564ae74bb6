/** The ways in which reports are printed: by a browser, by an office program, straight into a PDF, or set by groff. */
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { printWithLibreOffice } from '../fixtures/print-libreoffice.ts'
import { officeReport } from './office-report.ts'
import { officialReport } from './official-report.ts'
import { printWithChromium } from './print-chromium.ts'
import { randomReport } from './random-report.ts'
import { type PrintedReport, type Report, tablesOf } from './report.ts'
import { reportHtml } from './report-html.ts'
import { roffReport } from './roff-report.ts'
import { tablePlaces } from './table-places.ts'

/** Makes and prints the report of a seed; where `folder` is given, a print that is there is taken from it. */
export type Route = (seed: number, folder: string | null) => Promise<PrintedReport>

export const routes: Readonly<Record<string, Route>> = {
  chromium: throughChromium,
  drawn: officialReport,
  office: throughOffice,
  roff: roffReport,
}

async function throughChromium(seed: number, folder: string | null): Promise<PrintedReport> {
  const report = randomReport(seed)
  const pdf = await kept(folder, report.name, () => printWithChromium(reportHtml(report, fonts)))
  return {
    name: report.name,
    what: kindsOf(report),
    tables: tablesOf(report),
    places: await tablePlaces(pdf),
    pdf,
  }
}

async function throughOffice(seed: number, folder: string | null): Promise<PrintedReport> {
  const { name, what, tables, html } = officeReport(seed)
  const pdf = await kept(folder, name, async () => {
    const [printed] = await printWithLibreOffice([{ name: `${name}.html`, bytes: Buffer.from(html) }])
    if (!printed) throw new Error(`LibreOffice printed nothing for ${name}`)
    return printed
  })
  return { name, what, tables, places: [], pdf }
}

/** The print that a folder keeps under this name; else a new one, which it then keeps. */
async function kept(
  folder: string | null,
  name: string,
  print: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  if (folder === null) return print()
  const path = join(folder, `${name}.pdf`)
  const there = await readFile(path).catch(() => null)
  if (there) return there
  const pdf = await print()
  await writeFile(path, pdf)
  return pdf
}

const fonts = pathToFileURL(resolve('node_modules/pdfjs-dist/standard_fonts')).href

function kindsOf({ blocks }: Report): string {
  const kinds = blocks.map((block) => {
    if (block.kind === 'table') return `${block.table.kind}/${block.table.style.rules}`
    return block.kind === 'html' ? block.name : 'abreast'
  })
  return kinds.filter((kind) => kind !== 'prose' && kind !== 'heading').join(', ')
}
