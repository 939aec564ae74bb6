/** A PostgreSQL server of a test's own, which it may kill. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './servers.ts'
import { until } from './until.ts'
import { end } from './worker-process.ts'

export interface OwnPostgres {
  readonly url: string
  /** As a power cut would, but for the disk. */
  kill(): Promise<void>
  restart(): Promise<void>
  remove(): Promise<void>
}

const programs = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim() ?? ''

/** PostgreSQL refuses to run as root: then it runs as the user whom its package made. */
const account: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}

/** Why no server can be started here, or null. */
export const ownPostgresMissing =
  programs === '' || Number.isNaN(account.uid)
    ? 'no PostgreSQL server programs here (pg_config, and a user "postgres" for root)'
    : null

export async function startPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'backfile-postgres-'))
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid)
  const tables = join(folder, 'tables')
  const made = spawnSync(join(programs, 'initdb'), ['-D', tables, '-U', 'postgres', '-A', 'trust'], {
    ...{ ...account, cwd: folder, encoding: 'utf8' },
  })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const launch = async (): Promise<ChildProcess> => {
    const server = spawn(join(programs, 'postgres'), ['-D', tables, '-p', String(port), '-k', folder], {
      ...{ ...account, cwd: folder, stdio: 'ignore' },
    })
    await until(() => answers(url))
    return server
  }
  let server = await launch()
  return {
    url,
    kill: () => end(server, 'SIGKILL'),
    async restart() {
      server = await launch()
    },
    async remove() {
      await end(server, 'SIGINT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function idOf(which: '-u' | '-g'): number {
  const { stdout, status } = spawnSync('id', [which, 'postgres'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : Number.NaN
}
