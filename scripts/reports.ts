/**
 * Measures how well the tables of reports are found that are no filings: made reports, printed, read, and compared
 * by the adjacency relations of their cells, as the ICDAR 2013 table competition counts.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endWith, readArguments, wholeNumber } from './read-arguments.ts'
import type { PrintedReport } from './reports/report.ts'
import { routes } from './reports/routes.ts'
import { type ReportScore, scoreReport } from './reports/score-report.ts'

const usage = `npm run reports -- [--route ${Object.keys(routes).join('|')}] [--count N] [--seed S]
                   [--keep FOLDER] [--pdfs FOLDER]

The same arguments give the same reports: those of the seeds S, S + 1, … Each route makes reports of its own; three need
Chromium, LibreOffice or groff. --keep writes each report that was not read exactly, with what differs as text beside it;
--pdfs keeps printed reports, and takes them from there the next time.`

const { values } = readArguments(usage, {
  options: {
    count: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    route: { type: 'string', default: 'chromium' },
    keep: { type: 'string' },
    pdfs: { type: 'string' },
  },
})

/** As many are printed at a time. */
const AT_ONCE = 2

const route = routes[values.route] ?? endWith(`--route is one of ${Object.keys(routes).join(', ')}`, usage)
const firstSeed = wholeNumber('--seed', values.seed, 0, usage)
const seeds = Array.from(
  { length: wholeNumber('--count', values.count, 1, usage) },
  (_, index) => firstSeed + index,
)
const scores: ReportScore[] = []
for (const folder of [values.keep, values.pdfs])
  if (folder !== undefined) await mkdir(folder, { recursive: true })
const printed = new Map<number, Promise<PrintedReport>>()
for (const [index, seed] of seeds.entries()) {
  for (const next of seeds.slice(index, index + AT_ONCE))
    if (!printed.has(next)) printed.set(next, route(next, values.pdfs ?? null))
  const report = await (printed.get(seed) ?? route(seed, values.pdfs ?? null))
  printed.delete(seed)
  const score = await scoreReport(report)
  scores.push(score)
  console.log(lineOf(report, score))
  if (values.keep !== undefined && score.differences.length > 0) {
    await writeFile(join(values.keep, `${report.name}.pdf`), report.pdf)
    await writeFile(
      join(values.keep, `${report.name}.txt`),
      `${lineOf(report, score)}\n${score.differences.join('\n')}\n`,
    )
  }
}
console.log(summaryOf(scores))

function lineOf({ name, what }: PrintedReport, { found, given, tables }: ReportScore): string {
  return `${name} ${f1Of(found).toFixed(3)} ${f1Of(given).toFixed(3)} ${tables} ${what}`
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
