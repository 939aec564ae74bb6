/** The embedded archive's one connection in the shape of a `pg.Pool`, which is what BullMQ takes. */
import { EventEmitter } from 'node:events'
import type { PGlite, Results, Transaction } from '@electric-sql/pglite'
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq'

/**
 * A pool over the one connection. Ending it leaves the database open: that is its owner's.
 *
 * BullMQ's statements name no schema, and there is one session for it and for the archive: the caller has set a
 * `search_path` in which both find their tables.
 */
export function pglitePool(pglite: PGlite): PgPool {
  return new PglitePool(pglite)
}

class PglitePool extends EventEmitter implements PgPool {
  readonly #pglite: PGlite

  constructor(pglite: PGlite) {
    super()
    this.#pglite = pglite
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return run(this.#pglite, text, params)
  }

  async connect(): Promise<PgPoolClient> {
    return new PgliteClient(this.#pglite)
  }

  async end(): Promise<void> {}
}

/** A "checked-out connection": its notifications are its own, and a transaction on it keeps everybody else out. */
class PgliteClient extends EventEmitter implements PgPoolClient {
  readonly #pglite: PGlite
  readonly #unlisten: (() => Promise<void>)[] = []
  #transaction: OpenTransaction | null = null

  constructor(pglite: PGlite) {
    super()
    this.#pglite = pglite
  }

  async query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    const channel = /^\s*LISTEN\s+"?(\w+)"?\s*;?\s*$/i.exec(text)?.[1]
    if (channel !== undefined) {
      const told = (payload: string) => this.emit('notification', { channel, payload })
      this.#unlisten.push(await this.#pglite.listen(channel, told))
      return nothing
    }
    const word = text.trim().toUpperCase()
    if (word === 'BEGIN') {
      this.#transaction = await begin(this.#pglite)
      return nothing
    }
    if (word === 'COMMIT' || word === 'ROLLBACK') {
      await this.#transaction?.end(word === 'COMMIT')
      this.#transaction = null
      return nothing
    }
    return run(this.#transaction?.tx ?? this.#pglite, text, params)
  }

  release(): void {
    for (const stop of this.#unlisten.splice(0)) void stop().catch(() => undefined)
  }
}

const nothing = { rows: [], rowCount: 0 }

async function run<R>(
  on: Pick<Transaction, 'query' | 'exec'>,
  text: string,
  params?: readonly unknown[],
): Promise<PgQueryResult<R>> {
  if (params !== undefined) return asPg(await on.query<R>(text, [...params]))
  // Several statements in one text, as migrations are, go only without parameters.
  const results = await on.exec(text)
  const last = results.at(-1)
  // `exec` does not know the rows' type; the caller does, as with `pg`.
  return last === undefined ? nothing : asPg(last as Results<R>)
}

function asPg<R>({ rows, affectedRows }: Results<R>): PgQueryResult<R> {
  return { rows, rowCount: rows.length > 0 ? rows.length : (affectedRows ?? 0) }
}

interface OpenTransaction {
  readonly tx: Transaction
  end(commit: boolean): Promise<void>
}

/** PGlite's transactions are functions; this one stays open until it is told how to end. */
async function begin(pglite: PGlite): Promise<OpenTransaction> {
  return new Promise((opened, refused) => {
    let finish: (commit: boolean) => void = () => undefined
    const ending = new Promise<boolean>((resolve) => {
      finish = resolve
    })
    const whole = pglite.transaction(async (tx) => {
      const end = async (commit: boolean) => {
        finish(commit)
        await whole
      }
      opened({ tx, end })
      if (!(await ending)) await tx.rollback()
    })
    whole.catch(refused)
  })
}
