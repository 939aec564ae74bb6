/** Opens the queue on the backend that the configuration names. */
import { type Archive, answerWithin } from '@backfile/archive'
import { createPostgresBackend, type PgPool, Queue, runMigrations, Worker, withBackend } from 'bullmq'
import type { Redis } from 'ioredis'
import { bullmqQueue, type QueueParts } from './bullmq-queue.ts'
import { pglitePool } from './pglite-pool.ts'
import type { IngestQueue, QueuedDocument } from './queue.ts'

export interface QueueConfiguration {
  /** Keeps the queue in Redis; null keeps it in the archive's own database. */
  readonly redisUrl: string | null
  /** Milliseconds after which a process that holds a document and says nothing is taken for dead. */
  readonly silence: number
  /**
   * Which extractor the queue's documents are read by. Each version has a queue of its own, so that while a fleet is
   * brought up to date no old worker reads what was meant for the new one.
   */
  readonly extractorVersion: string
}

/** Refused: there is no Redis at the address that the configuration gives, or it lets nobody in. */
export class QueueUnreachable extends Error {
  override readonly name = 'QueueUnreachable'
  /** Host and port. */
  readonly address: string
  readonly why: string

  constructor(address: string, why: string) {
    super(`Redis at ${address} does not answer: ${why}`)
    this.address = address
    this.why = why
  }
}

/** Milliseconds that a Redis has for its first answer: one that is being restarted may need some. */
const REDIS_ANSWERS_WITHIN = 5_000

/** Schema of BullMQ's tables in PostgreSQL. */
const SCHEMA = 'bullmq'

/** Connections to PostgreSQL for the queue's own statements, one of which waits for news. */
const CONNECTIONS = 6

/**
 * Opens the queue of an archive. In an embedded archive it starts empty whenever it is opened: nobody else can have the
 * archive, so whatever was in hand belongs to a process that is gone.
 *
 * @throws `QueueUnreachable` where no Redis answers at the configured address
 */
export async function openQueue(configuration: QueueConfiguration, archive: Archive): Promise<IngestQueue> {
  const name = `read-${configuration.extractorVersion}`
  const parts = await partsOf(name, configuration, archive)
  const queue = bullmqQueue(parts, configuration.silence)
  await parts.queue.waitUntilReady()
  if (parts.backend === 'embedded') await parts.queue.obliterate({ force: true })
  return queue
}

async function partsOf(
  name: string,
  { redisUrl }: QueueConfiguration,
  archive: Archive,
): Promise<QueueParts> {
  if (redisUrl !== null) return redisParts(name, redisUrl, await archiveKey(archive))
  return archive.connection.kind === 'embedded'
    ? embeddedParts(name, archive.connection.pglite)
    : serverParts(name, archive.connection.pool)
}

async function redisParts(name: string, url: string, key: string): Promise<QueueParts> {
  const { Redis } = await import('ioredis')
  const prefix = `backfile:${key}`
  // Nothing is lost by waiting for a Redis that is being restarted: null is to try until it is back.
  const connection = new Redis(url, { maxRetriesPerRequest: null, connectionName: 'backfile' })
  await answering(connection)
  return {
    backend: 'redis',
    queue: new Queue<QueuedDocument, void, string>(name, { connection, prefix }),
    makeWorker: (process, options) => new Worker(name, process, { ...options, connection, prefix }),
    async end() {
      connection.disconnect()
    },
  }
}

/** Waits for the first answer: whoever starts a command with a wrong address must not wait for ever without a word. */
async function answering(connection: Redis): Promise<void> {
  let fault: string | null = null
  connection.on('error', (error: Error) => {
    fault = error.message
  })
  const answer = await answerWithin(REDIS_ANSWERS_WITHIN, connection.ping())
  if (answer === 'ok') return
  connection.disconnect()
  const { host = '', port = '' } = connection.options
  throw new QueueUnreachable(`${host}:${port}`, fault ?? answer)
}

/**
 * Several archives may share one Redis: a key that is the same for all who open this archive, by whatever address. An
 * embedded one has its own name; of a server PostgreSQL knows which it is.
 */
export async function archiveKey({ connection }: Archive): Promise<string> {
  const { rows } =
    connection.kind === 'embedded'
      ? await connection.pglite.query<{ key: string }>(`select current_setting('cluster_name') as key`)
      : await connection.pool.query<{ key: string }>(
          `select (pg_control_system()).system_identifier || '-' || current_database() as key`,
        )
  const [row] = rows
  if (row === undefined || row.key === '') throw new Error('The archive has no name to know its queue by.')
  return row.key
}

type ServerPool = Extract<Archive['connection'], { kind: 'server' }>['pool']

async function serverParts(name: string, archivePool: ServerPool): Promise<QueueParts> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    ...archivePool.options,
    max: CONNECTIONS,
    keepAlive: true,
    application_name: 'backfile-queue',
    options: `-c search_path=${SCHEMA}`,
  })
  // Connections that break are replaced; without listeners, in the pool or out of it, they would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  // BullMQ takes a real pool; only its type for listeners is narrower than what newer types of `pg` say.
  return postgresParts('postgres', name, pool as unknown as PgPool, () => pool.end())
}

type Embedded = Extract<Archive['connection'], { kind: 'embedded' }>['pglite']

async function embeddedParts(name: string, pglite: Embedded): Promise<QueueParts> {
  const parts = await postgresParts('embedded', name, pglitePool(pglite), async () => undefined)
  await pglite.exec(keepOutOfLog)
  await pglite.query(`set search_path = public, ${SCHEMA}`)
  return parts
}

/**
 * An embedded queue is filled again from the archive whenever it is opened, so its jobs need not be in the database's
 * log, nor does the disk have to be waited for at each of their steps. Tables that refer to others go first.
 */
const keepOutOfLog = ['job_log', 'job_dependency', 'job', 'event']
  .map(
    (table) => `
    do $$ begin
      if exists (select from pg_class where oid = '${SCHEMA}.${table}'::regclass and relpersistence = 'p') then
        alter table ${SCHEMA}.${table} set unlogged;
      end if;
    end $$;`,
  )
  .join('')

async function postgresParts(
  backend: 'postgres' | 'embedded',
  name: string,
  pool: PgPool,
  end: () => Promise<void>,
): Promise<QueueParts> {
  const client = await pool.connect()
  try {
    await runMigrations(client, SCHEMA)
  } finally {
    client.release()
  }
  const { Queue, Worker } = withBackend(createPostgresBackend)
  return {
    backend,
    queue: new Queue<QueuedDocument, void, string>(name, { connection: pool }),
    makeWorker: (process, options) => new Worker(name, process, { ...options, connection: pool }),
    end,
  }
}
