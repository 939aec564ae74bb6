/**
 * Milliseconds of processor time a page (PDF) or a file for each stage, against bare pdfjs text and operators on the same
 * bytes. Not the clock's: what else the machine does would count. A process reads its first files several times slower
 * than those after them, as its code is not compiled yet: both are told.
 */
import { readFile } from 'node:fs/promises'
import { runChecks } from '@backfile/checks'
import { forms, recognise } from '@backfile/forms'
import { sectionsOf } from '@backfile/pipeline'
import { type PaintedPage, readDocument, type SourceDocument } from '@backfile/readers'
import { drawPdf, usualPrint } from '../fixtures/draw-pdf.ts'
import { samplesFolder } from '../fixtures/golden.ts'
import { randomFiling } from '../fixtures/random-filing.ts'
import { officialReport } from '../reports/official-report.ts'
import { median } from './median.ts'

const ROUNDS = 7
/** From this round on a process runs as one does that reads many files: what is slow is compiled. */
const WARM_FROM = 24

/** Layout reads such forms from what their labels say. */
const unruledPrint = { ...usualPrint, style: { ...usualPrint.style, rulings: 'none' as const } }

interface Row {
  readonly pages: number
  readonly bare: number | null
  readonly read: number
  readonly layout: number
  readonly recognise: number
  readonly check: number
}

export async function benchStages(): Promise<void> {
  const sheets = Array.from(
    { length: 10 },
    (_, i) => randomFiling(i + 1, 'department-performance-target').sheet,
  )
  const files: (readonly [string, Uint8Array])[] = [
    ['10 drawn filings.pdf', await drawPdf(sheets, usualPrint)],
    ['10 without rulings.pdf', await drawPdf(sheets, unruledPrint)],
    ['a report.pdf', (await officialReport(1)).pdf],
    ...(await Promise.all(
      [
        'changsha-archives-department.pdf',
        'nanjing-parks-project.pdf',
        'changsha-archives-department.xlsx',
        'changsha-archives-department.docx',
        'changsha-archives-department.txt',
        '2024-department.txt',
        '2026-department.txt',
        '2021-project.txt',
      ].map(async (name) => [name, new Uint8Array(await readFile(new URL(name, samplesFolder)))] as const),
    )),
  ]
  console.log(
    `\nStages: milliseconds of processor time a page (PDF) or a file, median of ${ROUNDS} rounds from the second on; ` +
      `warm: from round ${WARM_FROM} on; node ${process.version}`,
  )
  console.table(
    Object.fromEntries(
      await inTurn(files, async ([name, bytes]) => {
        const { early: row, warm } = await measure(name, bytes)
        const unit = row.bare === null ? 1 : row.pages
        const shown = (ms: number): number => Math.round((ms / unit) * 100) / 100
        const total = row.read + row.layout + row.recognise + row.check
        return [
          name,
          {
            pages: row.bare === null ? '–' : row.pages,
            'bare pdfjs': row.bare === null ? '–' : shown(row.bare),
            read: shown(row.read),
            layout: shown(row.layout),
            recognise: shown(row.recognise),
            check: shown(row.check),
            total: shown(total),
            'layout / bare': share(row.layout, row.bare),
            'total / bare': share(total, row.bare),
            'warm bare': warm.bare === null ? '–' : shown(warm.bare),
            'warm layout': shown(warm.layout),
            'warm layout / bare': share(warm.layout, warm.bare),
          },
        ] as const
      }),
    ),
  )
}

/** How many times the floor; layout alone is to add at most half of it. */
function share(ms: number, bare: number | null): number | string {
  return bare === null ? '–' : Math.round((ms / bare) * 100) / 100
}

async function inTurn<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const thing of things) results.push(await work(thing))
  return results
}

async function measure(
  file: string,
  bytes: Uint8Array,
): Promise<{ readonly early: Row; readonly warm: Row }> {
  const rounds: Row[] = []
  for (let round = 0; round < WARM_FROM + ROUNDS; round++) {
    // Ours first: it loads pdfjs without the substitutes that make everything slower, the floor included.
    const measured = await stages(bytes, file)
    const bare = file.endsWith('.pdf') ? await timed(() => bareText(bytes)) : null
    rounds.push({ ...measured, bare: bare?.ms ?? null })
  }
  return { early: medianOf(rounds.slice(1, 1 + ROUNDS)), warm: medianOf(rounds.slice(WARM_FROM)) }
}

function medianOf(rounds: readonly Row[]): Row {
  const of = (pick: (row: Row) => number): number => median(rounds.map(pick))
  return {
    pages: rounds[0]?.pages ?? 0,
    bare: rounds[0]?.bare === null ? null : of((row) => row.bare ?? 0),
    read: of((row) => row.read),
    layout: of((row) => row.layout),
    recognise: of((row) => row.recognise),
    check: of((row) => row.check),
  }
}

async function timed<T>(work: () => Promise<T> | T): Promise<{ readonly ms: number; readonly value: T }> {
  const started = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(started)
  return { ms: (user + system) / 1000, value }
}

async function stages(bytes: Uint8Array, name: string): Promise<Omit<Row, 'bare'>> {
  const opened = await timed(() => readDocument(bytes, name))
  const document = opened.value
  let read = opened.ms
  let pages = 0
  let source: SourceDocument = document
  if (document.kind === 'painted') {
    const painted = await timed(async () => {
      const all: PaintedPage[] = []
      for await (const page of document.pages()) all.push(page)
      return all
    })
    read += painted.ms
    pages = painted.value.length
    source = { ...document, pages: () => given(painted.value) }
  }
  const layout = await timed(() => sectionsOf(source))
  const recognised = await timed(() => recognise(layout.value.sections, forms))
  const origin = {
    path: name,
    sha256: '0'.repeat(64),
    mediaType: document.mediaType,
    bytes: bytes.length,
    pages,
    part: 0,
  }
  const checked = await timed(() =>
    recognised.value.map((filing) => runChecks({ schema: 'backfile/filing@1', source: origin, ...filing })),
  )
  return { pages, read, layout: layout.ms, recognise: recognised.ms, check: checked.ms }
}

/** Pages that were read before, as a reader gives them. */
async function* given(pages: readonly PaintedPage[]): AsyncGenerator<PaintedPage> {
  yield* pages
}

/** The floor: every page's text and operators by pdfjs, nothing made of them. */
async function bareText(bytes: Uint8Array): Promise<void> {
  const base = new URL('../../node_modules/pdfjs-dist/', import.meta.url).pathname
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({
    data: bytes.slice(),
    cMapUrl: `${base}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    verbosity: 0,
  })
  const document = await task.promise
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    await page.getTextContent()
    await page.getOperatorList()
    page.cleanup()
  }
  await task.destroy()
}
