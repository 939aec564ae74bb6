/** The archives that tests run on: embedded, and a real PostgreSQL where this machine has one. */
import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, describe, it } from 'vitest'
import { type Archive, openArchive } from '../archive.ts'

/** A place for one new archive, which `remove` takes away again with all that is in it. */
export interface TestPlace {
  open(): Promise<Archive>
  remove(): Promise<void>
}

export interface Engine {
  readonly name: string
  newPlace(): Promise<TestPlace>
  /** One without tables: whoever opens it makes them. */
  newBarePlace(): Promise<TestPlace>
}

const postgresUrl = process.env.BACKFILE_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test'

const postgresMissing = await (async () => {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 3000 })
  try {
    await client.connect()
    await client.end()
    return null
  } catch (error) {
    return `no PostgreSQL answers (BACKFILE_TEST_POSTGRES_URL): ${error instanceof Error ? error.message : error}`
  }
})()

let template: Promise<string> | null = null

afterAll(async () => {
  if (template !== null) await rm(await template, { recursive: true, force: true })
})

/**
 * A folder with an empty embedded archive in it. Making one takes seconds, a copy does not: each test process makes one
 * and copies it.
 */
async function newEmbeddedFolder(): Promise<string> {
  template ??= (async () => {
    const made = await mkdtemp(join(tmpdir(), 'backfile-template-'))
    await (await openArchive(made)).close()
    return made
  })()
  const folder = await mkdtemp(join(tmpdir(), 'backfile-archive-'))
  await cp(await template, folder, { recursive: true })
  return folder
}

const embedded: Engine = {
  name: 'embedded',
  newPlace: async () => embeddedIn(await newEmbeddedFolder()),
  newBarePlace: async () => embeddedIn(await mkdtemp(join(tmpdir(), 'backfile-archive-'))),
}

function embeddedIn(folder: string): TestPlace {
  return { open: () => openArchive(folder), remove: () => rm(folder, { recursive: true, force: true }) }
}

const server: Engine = {
  name: 'PostgreSQL',
  newPlace: newDatabase,
  newBarePlace: newDatabase,
}

async function newDatabase(): Promise<TestPlace> {
  const name = `backfile_${randomUUID().replaceAll('-', '')}`
  const folder = await mkdtemp(join(tmpdir(), 'backfile-blobs-'))
  const { folderBlobStore } = await import('../folder-blob-store.ts')
  await onServer(`create database ${name}`)
  const url = new URL(postgresUrl)
  url.pathname = name
  return {
    open: () => openArchive(url.href, { blobs: folderBlobStore(folder) }),
    async remove() {
      await onServer(`drop database ${name} with (force)`)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The same tests on each engine. Where there is no PostgreSQL they are skipped with a line that says so, which is a
 * failure where CI=true.
 */
export function describeOnEachEngine(title: string, tests: (engine: Engine) => void): void {
  describe(`${title} (${embedded.name})`, () => tests(embedded))
  if (postgresMissing === null) {
    describe(`${title} (${server.name})`, () => tests(server))
  } else if (process.env.CI === 'true') {
    it(`${title} (${server.name})`, () => {
      throw new Error(postgresMissing)
    })
  } else {
    console.warn(`skipped: ${title} (${server.name}): ${postgresMissing}`)
    it.skip(`${title} (${server.name}): ${postgresMissing}`, () => undefined)
  }
}

/** The engines that this machine has. */
export const engines: readonly Engine[] = postgresMissing === null ? [embedded, server] : [embedded]

/** Takes everything out of an archive, so that the next test starts with an empty one. */
export async function emptyArchive(archive: Archive): Promise<void> {
  await archive.db.execute(sql`
    truncate documents, document_paths, readings, filings, funds, fund_amounts, indicators, targets, findings, runs,
      claims, corrections, finding_states restart identity`)
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
