/** What people wait for when they ask an archive: whole commands, and the queries alone. */
import { spawnSync } from 'node:child_process'
import { type Archive, getFiling, listFilings, listFindings, openArchive, type Page } from '@backfile/archive'
import { program } from './loads.ts'
import { median } from './median.ts'

const RUNS = 5
/** Lines of a listing. */
const LINES = 20

/** Milliseconds of each; a command's include the start of the process and of the embedded database. */
export async function timeQueries(place: string): Promise<Readonly<Record<string, number>>> {
  const archive = await openArchive(place)
  let id = ''
  let alone: Readonly<Record<string, number>>
  try {
    id = (await listFilings(archive.db, {}, 1)).items[0]?.id ?? ''
    alone = await queriesAlone(archive, id)
  } finally {
    await archive.close()
  }
  const command = (...words: readonly string[]): number =>
    round(
      median(
        Array.from({ length: RUNS }, () => {
          const started = performance.now()
          spawnSync(process.execPath, [program, ...words, '--archive', place], { stdio: 'ignore' })
          return performance.now() - started
        }),
      ),
    )
  return {
    'list, command': command('list', '--limit', String(LINES)),
    'show, command': command('show', id),
    'findings, command': command('findings', '--limit', String(LINES)),
    ...alone,
  }
}

async function queriesAlone({ db }: Archive, id: string): Promise<Readonly<Record<string, number>>> {
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = []
    // The first time the statement is planned and its pages are fetched; a screen asks again and again.
    for (let run = 0; run <= RUNS; run += 1) {
      const started = performance.now()
      await work()
      times.push(performance.now() - started)
    }
    return round(median(times.slice(1)))
  }
  const filings = (after: string | null) => listFilings(db, {}, LINES, after)
  const findings = (after: string | null) => listFindings(db, {}, LINES, after)
  const [lateFilings, lateFindings] = [await farDown(filings), await farDown(findings)]
  return {
    list: await time(() => filings(null)),
    'list, far down': await time(() => filings(lateFilings)),
    'list of one year': await time(() => listFilings(db, { year: 2024 }, LINES)),
    'list by unit': await time(() => listFilings(db, { unit: '档案馆' }, LINES)),
    show: await time(() => getFiling(db, id)),
    findings: await time(() => findings(null)),
    'findings, far down': await time(() => findings(lateFindings)),
    'findings of one filing': await time(() => listFindings(db, { filing: id }, LINES)),
  }
}

/** The place where the 200th page starts, or the last. */
async function farDown(page: (after: string | null) => Promise<Page<unknown>>): Promise<string | null> {
  let after: string | null = null
  for (let turned = 0; turned < 200; turned += 1) {
    const { next } = await page(after)
    if (next === null) break
    after = next
  }
  return after
}

function round(milliseconds: number): number {
  return milliseconds < 10 ? Math.round(milliseconds * 10) / 10 : Math.round(milliseconds)
}
