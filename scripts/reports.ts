/**
 * Measures how well the tables of reports are found that are no filings: made reports, printed, read, and compared
 * by the adjacency relations of their cells, as the ICDAR 2013 table competition counts.
 *
 *   npm run reports -- [--count N] [--seed S] [--keep FOLDER] [--pdfs FOLDER]
 *
 * The same arguments give the same reports. `--keep` writes each report that was not read exactly, with what differs
 * as text beside it; `--pdfs` keeps printed reports, and takes them from there the next time. Needs Chromium.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { printWithChromium } from './reports/print-chromium.ts'
import { randomReport } from './reports/random-report.ts'
import type { Report } from './reports/report.ts'
import { reportHtml } from './reports/report-html.ts'
import { type ReportScore, scoreReport } from './reports/score-report.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
    pdfs: { type: 'string' },
  },
})

/** As many are printed at a time. */
const AT_ONCE = 2

const fonts = pathToFileURL(resolve('node_modules/pdfjs-dist/standard_fonts')).href
const seeds = Array.from({ length: Number(values.count) }, (_, index) => Number(values.seed) + index)
const scores: ReportScore[] = []
for (const folder of [values.keep, values.pdfs])
  if (folder !== undefined) await mkdir(folder, { recursive: true })
const printed = new Map<number, Promise<Uint8Array>>()
for (const [index, seed] of seeds.entries()) {
  for (const next of seeds.slice(index, index + AT_ONCE))
    if (!printed.has(next)) printed.set(next, pdfOf(next))
  const report = randomReport(seed)
  const pdf = await (printed.get(seed) ?? pdfOf(seed))
  printed.delete(seed)
  const score = await scoreReport(report, pdf)
  scores.push(score)
  console.log(lineOf(report, score))
  if (values.keep !== undefined && score.differences.length > 0) {
    await writeFile(join(values.keep, `${report.name}.pdf`), pdf)
    await writeFile(
      join(values.keep, `${report.name}.txt`),
      `${lineOf(report, score)}\n${score.differences.join('\n')}\n`,
    )
  }
}
console.log(summaryOf(scores))

async function pdfOf(seed: number): Promise<Uint8Array> {
  const report = randomReport(seed)
  const kept = values.pdfs === undefined ? null : join(values.pdfs, `${report.name}.pdf`)
  const there = kept === null ? null : await readFile(kept).catch(() => null)
  if (there) return there
  const pdf = await printWithChromium(reportHtml(report, fonts))
  if (kept !== null) await writeFile(kept, pdf)
  return pdf
}

function lineOf(report: Report, { found, given, tables }: ReportScore): string {
  const kinds = report.blocks.map((block) =>
    block.kind === 'table'
      ? `${block.table.kind}/${block.table.style.rules}`
      : block.kind === 'html'
        ? block.name
        : 'abreast',
  )
  const what = kinds.filter((kind) => kind !== 'prose' && kind !== 'heading').join(', ')
  return `${report.name} ${f1Of(found).toFixed(3)} ${f1Of(given).toFixed(3)} ${tables} ${what}`
}

function summaryOf(all: readonly ReportScore[]): string {
  const sum = (which: 'found' | 'given'): string => {
    const parts = all.map((score) => score[which])
    const micro = f1Of({
      expected: parts.reduce((total, part) => total + part.expected, 0),
      found: parts.reduce((total, part) => total + part.found, 0),
      right: parts.reduce((total, part) => total + part.right, 0),
    })
    const macro = parts.reduce((total, part) => total + f1Of(part), 0) / Math.max(1, parts.length)
    return `${which}: over all relations ${micro.toFixed(4)}, per document ${macro.toFixed(4)}`
  }
  return `${all.length} reports; ${sum('found')}; ${sum('given')}`
}

function f1Of({ expected, found, right }: ReportScore['found']): number {
  return expected + found === 0 ? 1 : (2 * right) / (expected + found)
}
