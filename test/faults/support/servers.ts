/** Servers that a fault test may break: a PostgreSQL database of its own, and a Redis of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Archive, folderBlobStore, openArchive, type S3Store, s3BlobStore } from '@backfile/archive'
import { sql } from 'drizzle-orm'
import { Redis } from 'ioredis'
import pg from 'pg'
import { until } from './until.ts'
import { end } from './worker-process.ts'

const { BACKFILE_TEST_POSTGRES_URL: postgresUrl = 'postgres://postgres@127.0.0.1:5432/test' } = process.env

/** Why there is no PostgreSQL to test with, or null. */
export const postgresMissing = await (async () => {
  try {
    await onServer('select 1')
    return null
  } catch (error) {
    return `no PostgreSQL answers (BACKFILE_TEST_POSTGRES_URL): ${error instanceof Error ? error.message : error}`
  }
})()

/** Why no Redis can be started, or null. */
export const redisMissing =
  spawnSync('redis-server', ['--version']).error === undefined ? null : 'no redis-server here'

export interface ServerPlace {
  readonly archive: Archive
  readonly database: string
  /** What a worker's environment says of this place; tests need faults found soon. */
  readonly environment: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/** A new archive on PostgreSQL, with its files in a folder or in the store of an S3 server. */
export async function newServerPlace(s3: S3Store | null = null): Promise<ServerPlace> {
  const database = `backfile_${randomUUID().replaceAll('-', '')}`
  const folder = await mkdtemp(join(tmpdir(), 'backfile-faults-'))
  await onServer(`create database ${database}`)
  const url = new URL(postgresUrl)
  url.pathname = database
  const blobs = s3 === null ? folderBlobStore(folder) : s3BlobStore(s3)
  const archive = await openArchive(url.href, { blobs })
  const files = s3 === null ? { BACKFILE_BLOBS: folder } : environmentOf(s3)
  return {
    archive,
    database,
    environment: { ...impatient, BACKFILE_ARCHIVE: url.href, ...files },
    async remove() {
      await archive.close()
      await onServer(`drop database ${database} with (force)`)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function environmentOf({ bucket, prefix, endpoint, region, accessKeyId, secretAccessKey }: S3Store) {
  return {
    BACKFILE_BLOBS: `s3://${bucket}/${prefix}`,
    BACKFILE_S3_ENDPOINT: endpoint,
    BACKFILE_S3_REGION: region,
    BACKFILE_S3_ACCESS_KEY_ID: accessKeyId,
    BACKFILE_S3_SECRET_ACCESS_KEY: secretAccessKey,
  }
}

/** Faults are found after seconds rather than minutes. No file meets the time limit because the machine is busy. */
export const impatient = {
  BACKFILE_SILENCE: '2',
  BACKFILE_SWEEP_EVERY: '1',
  BACKFILE_TIME_LIMIT: '100',
  BACKFILE_MEMORY_LIMIT: '500',
  BACKFILE_CONCURRENCY: '2',
  BACKFILE_STOP_WITHIN: '5',
}

/** Breaks all connections to a place's database; the test's own archive is whole again when this returns. */
export async function breakConnections({ archive, database }: ServerPlace): Promise<void> {
  await onServer(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and pid <> pg_backend_pid()`,
  )
  await until(() =>
    archive.db.execute(sql`select 1`).then(
      () => true,
      () => false,
    ),
  )
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 3000 })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export interface OwnRedis {
  readonly url: string
  /** Takes everything out of it. */
  empty(): Promise<void>
  kill(): Promise<void>
  /** Starts it again, on the same port and with nothing in it. */
  restart(): Promise<void>
}

export async function startRedis(): Promise<OwnRedis> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let server = await launch(port, url)
  return {
    url,
    async empty() {
      const redis = new Redis(url)
      await redis.flushall()
      redis.disconnect()
    },
    kill: () => end(server, 'SIGKILL'),
    async restart() {
      server = await launch(port, url)
    },
  }
}

async function launch(port: number, url: string): Promise<ChildProcess> {
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  )
  const redis = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  await redis.ping()
  redis.disconnect()
  return server
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
