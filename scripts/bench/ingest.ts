/**
 * Bulk loading at each size: files a second, what queue and archive cost, memory over the run, archive size, queries.
 *
 * The cost of queue and archive is given in two ways. By processor time: of all that the run's processes took (walking,
 * receiving, queue, archive, database server, reading), what was not taken by the processes that read. It holds also on
 * a machine where something else runs. By the clock: how much longer the load takes than the same number of readers take
 * alone, over some of the same files; it includes waiting for the disk, and wants a quiet machine.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Load, loadEmbedded, loadOnServer, readAlone, redisUrl } from './loads.ts'
import { makeFilings } from './make-filings.ts'
import type { RoleUse } from './processes.ts'
import { timeQueries } from './queries.ts'

/** Files that the readers read alone, at most: enough for a rate, and for all code to have become warm. */
const ALONE = 2000
/** Filings in the small archive that the large one's queries are compared with. */
const FEW = 100

/** Loads `files` filings at each size that this machine has the services for, and prints what each cost. */
export async function benchIngest(files: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'backfile-bench-'))
  const processors = availableParallelism()
  const say = (words: string) => console.error(`bench: ${words}`)
  try {
    const filings = join(folder, 'filings')
    say(`making ${files} filings`)
    await makeFilings(filings, files)
    const count = Math.min(files, ALONE)
    const alone = new Map<number, number>()
    const rates: Record<string, object> = {}
    const memories: Record<string, object> = {}
    for (const readers of [...new Set([1, 2, processors])]) {
      say(`reading ${count} alone, ${named(readers, 'reader')}`)
      const load = await readAlone(filings, count, readers)
      alone.set(readers, count / load.seconds)
      rates[`reading alone, ${named(readers, 'reader')}`] = rateRow(count, load, null)
    }
    const note = (name: string, readers: number, load: Load | null) => {
      rates[name] = load === null ? { note: 'no server' } : rateRow(files, load, alone.get(readers) ?? null)
      for (const [role, use] of load?.roles ?? []) {
        const row = memoryRow(use)
        if (row !== null) memories[`${name}: ${role}`] = row
      }
      console.error(name, rates[name])
    }
    const embedded = join(folder, 'embedded')
    say('loading into an embedded archive')
    note(`embedded, ${named(processors, 'reader')}`, processors, await loadEmbedded(filings, embedded))
    for (const [queue, env] of [
      ['queue in PostgreSQL', {}],
      ['queue in Redis', { BACKFILE_REDIS_URL: redisUrl }],
    ] as const) {
      for (const workers of [1, 2]) {
        const name = `PostgreSQL, ${queue}, ${named(workers, 'worker')}`
        say(`loading: ${name}`)
        const blobs = join(folder, `blobs-${Object.keys(rates).length}`)
        const load = await loadOnServer(filings, workers, { BACKFILE_BLOBS: blobs, ...env })
        await rm(blobs, { recursive: true, force: true })
        note(name, workers, load)
      }
    }
    say('asking the archives')
    const few = join(folder, 'few')
    await makeFilings(join(folder, 'hundred'), FEW)
    await loadEmbedded(join(folder, 'hundred'), few)
    const size = { few: await sizeOf(join(few, 'db')), many: await sizeOf(join(embedded, 'db')) }
    const queries = {
      [`at ${FEW} filings, ms`]: await timeQueries(few),
      [`at ${files} filings, ms`]: await timeQueries(embedded),
    }

    console.log(`\nIngest: ${files} small filings (text, xlsx, docx, PDF in turn), ${processors} processors`)
    console.table(rates)
    console.log('Memory of the largest process of each role, MB:')
    console.table(memories)
    console.log(
      `Archive: database ${megabytes(size.many)} MB (an archive of ${FEW}: ${megabytes(size.few)} MB), ` +
        `so ${Math.round((size.many - size.few) / Math.max(1, files - FEW) / 1024)} kB a filing; ` +
        `received files ${Math.round((await sizeOf(join(embedded, 'blobs'))) / files / 1024)} kB a filing`,
    )
    console.table(transposed(queries))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param aloneRate files a second that as many readers read alone; null where this is that */
function rateRow(
  files: number,
  { seconds, receiving, roles, databaseBytes }: Load,
  aloneRate: number | null,
) {
  const rate = files / seconds
  const [reading, rest] = [cpuOf(roles, true), cpuOf(roles, false)]
  return {
    'files/s': tenth(rate),
    seconds: tenth(seconds),
    'of these receiving': tenth(receiving),
    'CPU ms a file, reading': tenth((reading / files) * 1000),
    'CPU ms a file, all else': tenth((rest / files) * 1000),
    ...(aloneRate === null
      ? {}
      : {
          'queue and archive, of CPU': percent(rest / (reading + rest)),
          'queue and archive, of the time': percent(1 - rate / aloneRate),
        }),
    'processors busy': percent((reading + rest) / seconds / availableParallelism()),
    ...(databaseBytes === null ? {} : { 'kB a filing': Math.round(databaseBytes / files / 1024) }),
  }
}

function cpuOf(roles: ReadonlyMap<string, RoleUse>, reading: boolean): number {
  const counted = [...roles].filter(([role]) => role.endsWith('readers') === reading)
  return counted.reduce((sum, [, { cpuSeconds }]) => sum + cpuSeconds, 0)
}

/** Memory when a tenth, half and all of the run's time was over, and at its highest; null where none was seen. */
function memoryRow({ memory }: RoleUse): object | null {
  const last = memory.at(-1)
  if (last === undefined) return null
  const at = (share: number) => memory.find((sample) => sample.at >= last.at * share) ?? last
  return {
    'at 10 %': megabytes(at(0.1).bytes),
    'at 50 %': megabytes(at(0.5).bytes),
    // Not the very last: a process that ends has let go of much.
    'at 95 %': megabytes(at(0.95).bytes),
    peak: megabytes(Math.max(...memory.map(({ bytes }) => bytes))),
  }
}

function transposed(columns: Readonly<Record<string, Readonly<Record<string, number>>>>): object {
  const rows: Record<string, Record<string, number>> = {}
  for (const [column, values] of Object.entries(columns)) {
    for (const [row, value] of Object.entries(values)) rows[row] = { ...rows[row], [column]: value }
  }
  return rows
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder, { recursive: true })) {
    const entry = await stat(join(folder, name))
    if (entry.isFile()) bytes += entry.size
  }
  return bytes
}

function named(count: number, what: string): string {
  return `${count} ${what}${count > 1 ? 's' : ''}`
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576)
}
