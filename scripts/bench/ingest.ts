/** Bulk loading at each size: files a second, memory, archive size, queries, and what queue and archive cost. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createExtractionPool } from '@backfile/pipeline'
import pg from 'pg'
import { drawPdf } from '../fixtures/draw-pdf.ts'
import { randomFiling } from '../fixtures/random-filing.ts'
import { writeDocx } from '../fixtures/write-docx.ts'
import { writeText } from '../fixtures/write-text.ts'
import { writeXlsx } from '../fixtures/write-xlsx.ts'
import { median } from './median.ts'

const program = fileURLToPath(new URL('../../packages/cli/bin/backfile.js', import.meta.url))
const postgres = process.env.BACKFILE_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test'
const redis = process.env.BACKFILE_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379'

interface Run {
  readonly seconds: number
  readonly peak: Readonly<Record<string, number>>
}

/** Loads `files` filings (and, for the queries, 100) at each size that this machine has the services for. */
export async function benchIngest(files: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'backfile-bench-'))
  try {
    const filings = join(folder, 'filings')
    await makeFilings(filings, files)
    const alone = await extractionAlone(filings)
    console.log(
      `\nIngest: ${files} small filings (text, xlsx, docx, PDF in turn), ${availableParallelism()} processors`,
    )
    const rows: Record<string, object> = {
      'reading alone (pool, no queue, no archive)': row(files, { seconds: alone, peak: {} }, alone),
    }
    const embedded = join(folder, 'embedded')
    rows['embedded (queue and archive on PGlite)'] = row(
      files,
      await load(filings, { BACKFILE_ARCHIVE: embedded }),
      alone,
    )
    const few = join(folder, 'few')
    await makeFilings(join(folder, 'hundred'), 100)
    await load(join(folder, 'hundred'), { BACKFILE_ARCHIVE: few })
    for (const [name, queue] of [
      ['PostgreSQL queue', {}],
      ['Redis queue', { BACKFILE_REDIS_URL: redis }],
    ] as const) {
      for (const workers of [1, 2]) {
        const run = await withDatabase(
          async (url) =>
            await serve(filings, files, workers, {
              BACKFILE_ARCHIVE: url,
              BACKFILE_BLOBS: join(folder, `blobs-${workers}-${name}`),
              ...queue,
            }),
        )
        rows[`PostgreSQL archive, ${name}, ${workers} worker${workers > 1 ? 's' : ''}`] =
          run === null ? { note: 'no server' } : row(files, run, alone)
      }
    }
    console.table(rows)
    console.log(
      `archive: ${Math.round((await sizeOf(join(embedded, 'db'))) / files / 1024)} kB a filing in the database, ${Math.round((await sizeOf(join(embedded, 'blobs'))) / files / 1024)} kB in files`,
    )
    console.table({ 'at 100 filings': queries(few), [`at ${files} filings`]: queries(embedded) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function row(files: number, { seconds, peak }: Run, alone: number): object {
  return {
    seconds: Math.round(seconds * 10) / 10,
    'files/s': Math.round((files / seconds) * 10) / 10,
    'over reading alone': `${Math.round((1 - alone / seconds) * 100)} %`,
    ...Object.fromEntries(
      Object.entries(peak).map(([name, bytes]) => [`${name} peak MB`, Math.round(bytes / 1_048_576)]),
    ),
  }
}

async function makeFilings(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (let seed = 1; seed <= count; seed++) {
    const { sheet } = randomFiling(
      seed,
      seed % 3 === 0 ? 'project-performance-target' : 'department-performance-target',
    )
    const kind = (['txt', 'xlsx', 'docx', 'pdf'] as const)[seed % 4] ?? 'txt'
    const bytes =
      kind === 'txt'
        ? writeText(sheet)
        : kind === 'xlsx'
          ? writeXlsx([sheet])
          : kind === 'docx'
            ? writeDocx(sheet)
            : await drawPdf([sheet])
    const sub = join(folder, String(seed % 10))
    await mkdir(sub, { recursive: true })
    await writeFile(join(sub, `${seed}.${kind}`), bytes)
  }
}

/** Seconds that the pool takes over the same files, with nothing stored: the floor. */
async function extractionAlone(folder: string): Promise<number> {
  const width = availableParallelism()
  const pool = createExtractionPool({ size: width, timeLimit: 60_000, memoryLimit: 2 ** 30 })
  const paths = (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'))
  const started = performance.now()
  const next = paths.values()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const path of next) await pool.extract(await readFile(join(folder, path)), path)
    }),
  )
  const seconds = (performance.now() - started) / 1000
  await pool.close()
  return seconds
}

async function load(folder: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const child = spawn(process.execPath, [program, 'ingest', folder], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return await watched({ ingest: child.pid ?? 0 }, async () => await ended(child))
}

/** Files are taken in first; the clock runs while the workers empty the queue. */
async function serve(folder: string, files: number, workers: number, env: NodeJS.ProcessEnv): Promise<Run> {
  const surroundings = { ...process.env, BACKFILE_CONCURRENCY: '1', ...env }
  spawnSync(process.execPath, [program, 'ingest', folder, '--leave-reading'], { env: surroundings })
  const children = Array.from({ length: workers }, () =>
    spawn(process.execPath, [program, 'worker'], { env: surroundings, stdio: 'ignore' }),
  )
  const pids = Object.fromEntries(children.map((child, index) => [`worker ${index + 1}`, child.pid ?? 0]))
  const run = await watched(pids, async () => {
    const client = new pg.Client(env.BACKFILE_ARCHIVE)
    await client.connect()
    for (;;) {
      const { rows } = await client.query<{ done: string }>(
        "select count(*) as done from documents where state in ('read', 'failed')",
      )
      if (Number(rows[0]?.done ?? 0) >= files) break
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    await client.end()
  })
  await Promise.all(
    children.map(async (child) => {
      child.kill('SIGTERM')
      await ended(child)
    }),
  )
  return run
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  let words = ''
  child.stderr?.on('data', (chunk) => {
    words = `${words}${chunk}`.slice(-2000)
  })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`backfile ended with ${code}: ${words}`)
}

/** Resident memory of the processes while the work goes on: their highest, in bytes. */
async function watched(pids: Readonly<Record<string, number>>, work: () => Promise<void>): Promise<Run> {
  const peak: Record<string, number> = {}
  const look = setInterval(() => {
    for (const [name, pid] of Object.entries(pids)) {
      void readFile(`/proc/${pid}/status`, 'utf8').then(
        (status) => {
          const held = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
          peak[name] = Math.max(peak[name] ?? 0, held)
        },
        () => undefined,
      )
    }
  }, 250)
  const started = performance.now()
  await work()
  clearInterval(look)
  return { seconds: (performance.now() - started) / 1000, peak }
}

/** A database of its own for one run, dropped afterwards; null where no PostgreSQL answers. */
async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T | null> {
  const admin = new pg.Client(postgres)
  try {
    await admin.connect()
  } catch {
    return null
  }
  const name = `backfile_bench_${process.pid}_${Date.now()}`
  await admin.query(`create database ${name}`)
  try {
    return await work(Object.assign(new URL(postgres), { pathname: `/${name}` }).href)
  } finally {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
}

/** Milliseconds of whole commands, the start of the process and of PGlite included. */
function queries(archive: string): object {
  const time = (...words: readonly string[]): number => {
    const runs = Array.from({ length: 3 }, () => {
      const started = performance.now()
      spawnSync(process.execPath, [program, ...words, '--archive', archive], { stdio: 'ignore' })
      return performance.now() - started
    })
    return Math.round(median(runs))
  }
  const first = spawnSync(
    process.execPath,
    [program, 'list', '--json', '--limit', '1', '--archive', archive],
    { encoding: 'utf8' },
  )
  const id = /"id":"([0-9a-f]+)"/.exec(first.stdout)?.[1] ?? ''
  return {
    'list --limit 20 ms': time('list', '--limit', '20'),
    'show ms': time('show', id),
    'findings --limit 20 ms': time('findings', '--limit', '20'),
  }
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder, { recursive: true })) {
    const entry = await stat(join(folder, name))
    if (entry.isFile()) bytes += entry.size
  }
  return bytes
}
