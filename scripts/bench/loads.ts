/** One bulk load at each size: embedded, on PostgreSQL, with its queue there or in Redis. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createExtractionPool } from '@backfile/pipeline'
import { Redis } from 'ioredis'
import pg from 'pg'
import { type RoleUse, readersOf, watchProcesses } from './processes.ts'

export const program = fileURLToPath(new URL('../../packages/cli/bin/backfile.js', import.meta.url))
const postgres = process.env.BACKFILE_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test'
export const redisUrl = process.env.BACKFILE_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379'

export interface Load {
  /** Seconds for all: receiving and reading. */
  readonly seconds: number
  /** Of these, before the first worker began. */
  readonly receiving: number
  readonly roles: ReadonlyMap<string, RoleUse>
  /** Bytes of the database, where it is a server's. */
  readonly databaseBytes: number | null
}

/** The pool alone, nothing queued and nothing stored: the floor that all else is measured against. */
export async function readAlone(folder: string, files: number, readers: number): Promise<Load> {
  const pool = createExtractionPool({ size: readers, timeLimit: 60_000, memoryLimit: 2 ** 30 })
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'))
  // In the order in which they were made: a folder alone has not all the kinds that the whole has.
  names.sort((a, b) => Number.parseInt(basename(a), 10) - Number.parseInt(basename(b), 10))
  const next = names.slice(0, files).values()
  const watch = watchProcesses({ bench: process.pid })
  const started = performance.now()
  await Promise.all(
    Array.from({ length: readers }, async () => {
      for (const name of next) await pool.extract(await readFile(join(folder, name)), name)
    }),
  )
  const seconds = (performance.now() - started) / 1000
  const roles = await watch.end()
  await pool.close()
  const reading = roles.get(readersOf('bench'))
  return {
    seconds,
    receiving: 0,
    roles: new Map(reading && [[readersOf('pool'), reading]]),
    databaseBytes: null,
  }
}

/** `backfile ingest` into a new embedded archive. */
export async function loadEmbedded(folder: string, archive: string): Promise<Load> {
  const started = performance.now()
  const roles = await watchedCommand('ingest', ['ingest', folder], { BACKFILE_ARCHIVE: archive })
  return { seconds: (performance.now() - started) / 1000, receiving: 0, roles, databaseBytes: null }
}

/**
 * `backfile ingest --leave-reading` into a database of its own, then workers, each with one reader, until all is settled.
 * Null where no PostgreSQL answers.
 */
export async function loadOnServer(
  folder: string,
  workers: number,
  env: Readonly<Record<string, string>>,
): Promise<Load | null> {
  return withDatabase(async (url, client) => {
    const surroundings = { BACKFILE_CONCURRENCY: '1', BACKFILE_ARCHIVE: url, ...env }
    const redis = env.BACKFILE_REDIS_URL === undefined ? null : new Redis(env.BACKFILE_REDIS_URL)
    const redisBefore = await redisSeconds(redis)
    const started = performance.now()
    const receipt = await watchedCommand(
      'receiving',
      ['ingest', folder, '--leave-reading'],
      surroundings,
      client,
    )
    const receiving = (performance.now() - started) / 1000
    const children = Array.from({ length: workers }, () => start(['worker'], surroundings))
    const watch = watchProcesses(
      Object.fromEntries(children.map((child, index) => [`worker ${index + 1}`, child.pid ?? 0])),
    )
    while (await isAnyUnsettled(client)) {
      watch.also('PostgreSQL', await serverProcesses(client))
      if (children.some((child) => child.exitCode !== null)) throw new Error('A worker ended by itself.')
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    const seconds = (performance.now() - started) / 1000
    const roles = new Map([...receipt, ...(await watch.end())])
    const before = receipt.get('PostgreSQL')?.cpuSeconds ?? 0
    const during = roles.get('PostgreSQL')
    if (during !== undefined) roles.set('PostgreSQL', { ...during, cpuSeconds: during.cpuSeconds + before })
    if (redis !== null)
      roles.set('Redis', { memory: [], cpuSeconds: (await redisSeconds(redis)) - redisBefore })
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(children.map(ended))
    const { rows } = await client.query<{ size: string }>(
      'select pg_database_size(current_database()) as size',
    )
    if (redis !== null) await forget(redis, url)
    redis?.disconnect()
    return { seconds, receiving, roles, databaseBytes: Number(rows[0]?.size) }
  })
}

/** An archive's queue keeps a few keys of its own when it is empty; this archive is gone for good. */
async function forget(redis: Redis, archive: string): Promise<void> {
  const keys = await redis.keys(`backfile:*-${new URL(archive).pathname.slice(1)}:*`)
  if (keys.length > 0) await redis.del(keys)
}

async function watchedCommand(
  role: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  client: pg.Client | null = null,
): Promise<ReadonlyMap<string, RoleUse>> {
  const child = start(words, env)
  const watch = watchProcesses({ [role]: child.pid ?? 0 })
  const server = setInterval(() => {
    if (client !== null) void serverProcesses(client).then((pids) => watch.also('PostgreSQL', pids))
  }, 250)
  try {
    await ended(child)
  } finally {
    clearInterval(server)
  }
  return watch.end()
}

function start(words: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [program, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

async function ended(child: ChildProcess): Promise<void> {
  let words = ''
  child.stderr?.on('data', (chunk) => {
    words = `${words}${chunk}`.slice(-2000)
  })
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('exit', resolve)))
  if (code !== 0) throw new Error(`backfile ended with ${code}: ${words}`)
}

/** All are received before the workers start; two files of one content are one document. */
async function isAnyUnsettled(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    "select from documents where state in ('received', 'queued', 'reading') limit 1",
  )
  return rows.length > 0
}

/** The server's processes that work for this database; only where the server is on this machine are they seen. */
async function serverProcesses(client: pg.Client): Promise<readonly number[]> {
  const { rows } = await client.query<{ pid: number }>(
    'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  return rows.map(({ pid }) => pid)
}

/** Processor seconds of the whole Redis server since its start: nothing else should use it meanwhile. */
async function redisSeconds(redis: Redis | null): Promise<number> {
  const words = (await redis?.info('cpu')) ?? ''
  return ['used_cpu_sys', 'used_cpu_user']
    .map((name) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(words)?.[1] ?? 0))
    .reduce((sum, seconds) => sum + seconds, 0)
}

/** A database of its own for one run, dropped afterwards; null where no PostgreSQL answers. */
async function withDatabase<T>(work: (url: string, client: pg.Client) => Promise<T>): Promise<T | null> {
  const admin = new pg.Client(postgres)
  try {
    await admin.connect()
  } catch {
    return null
  }
  const name = `backfile_bench_${process.pid}_${Date.now()}`
  await admin.query(`create database ${name}`)
  try {
    const url = Object.assign(new URL(postgres), { pathname: `/${name}` }).href
    const client = new pg.Client(url)
    await client.connect()
    // The database is dropped under it in the end.
    client.on('error', () => undefined)
    try {
      return await work(url, client)
    } finally {
      await client.end()
    }
  } finally {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
}
