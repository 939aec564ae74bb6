/** The places that the queue's tests run on: an embedded archive, PostgreSQL and Redis, where this machine has them. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Archive, openArchive } from '@backfile/archive'
import { Redis } from 'ioredis'
import pg from 'pg'
import { describe, it } from 'vitest'
import { archiveKey, openQueue } from '../open-queue.ts'
import type { IngestQueue } from '../queue.ts'

/** A new archive with its queue, which `remove` takes away again. */
export interface QueuePlace {
  readonly archive: Archive
  /** A queue of this archive as another process would open it; an embedded archive has only one at a time. */
  open(): Promise<IngestQueue>
  remove(): Promise<void>
}

export interface Backend {
  readonly name: IngestQueue['backend']
  newPlace(): Promise<QueuePlace>
}

const postgresUrl = process.env.BACKFILE_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test'
const redisUrl = process.env.BACKFILE_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379'

/** Milliseconds: a dead consumer is found soon, and none that is merely busy is taken for dead. */
const silence = 3000

const backends: readonly (Backend & { readonly absent: string | null })[] = [
  { name: 'embedded', absent: null, newPlace: () => newEmbedded(null) },
  {
    name: 'postgres',
    absent: await reason('PostgreSQL', 'BACKFILE_TEST_POSTGRES_URL', pingPostgres),
    newPlace: newServer,
  },
  { name: 'redis', absent: await reason('Redis', 'BACKFILE_TEST_REDIS_URL', pingRedis), newPlace: newRedis },
]

/**
 * The same tests on each backend. One that is not on this machine is skipped with a line that says so, which is a
 * failure where CI=true.
 */
export function describeOnEachBackend(title: string, tests: (backend: Backend) => void): void {
  for (const backend of backends) {
    const full = `${title} (${backend.name})`
    const { absent } = backend
    if (absent === null) describe(full, () => tests(backend))
    else if (process.env.CI === 'true') {
      it(full, () => {
        throw new Error(absent)
      })
    } else {
      console.warn(`skipped: ${full}: ${absent}`)
      it.skip(`${full}: ${absent}`, () => undefined)
    }
  }
}

async function newEmbedded(redis: string | null): Promise<QueuePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'backfile-queue-'))
  const archive = await openArchive(folder)
  return {
    archive,
    open: () => openQueue({ redisUrl: redis, silence, extractorVersion: '1' }, archive),
    async remove() {
      await archive.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function newServer(): Promise<QueuePlace> {
  const name = `backfile_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name}`)
  const url = new URL(postgresUrl)
  url.pathname = name
  const archive = await openArchive(url.href)
  return {
    archive,
    open: () => openQueue({ redisUrl: null, silence, extractorVersion: '1' }, archive),
    async remove() {
      await archive.close()
      await onServer(`drop database ${name} with (force)`)
    },
  }
}

async function newRedis(): Promise<QueuePlace> {
  const place = await newEmbedded(redisUrl)
  return {
    ...place,
    async remove() {
      const redis = new Redis(redisUrl)
      const keys = await redis.keys(`backfile:${await archiveKey(place.archive)}:*`)
      if (keys.length > 0) await redis.del(keys)
      redis.disconnect()
      await place.remove()
    },
  }
}

async function reason(what: string, variable: string, ping: () => Promise<void>): Promise<string | null> {
  try {
    await ping()
    return null
  } catch (error) {
    return `no ${what} answers (${variable}): ${error instanceof Error ? error.message : error}`
  }
}

async function pingPostgres(): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 3000 })
  await client.connect()
  await client.end()
}

async function pingRedis(): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null })
  try {
    await redis.connect()
  } finally {
    redis.disconnect()
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
