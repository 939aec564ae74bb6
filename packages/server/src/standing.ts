/** How things stand altogether: what the status page shows and `/api/status` answers. */

import type { Archive } from '@backfile/archive'
import {
  countFilings,
  countsByState,
  failureTotals,
  listRuns,
  openFindingTotals,
  pendingStates,
  readingRate,
} from '@backfile/archive'
import type { IngestQueue } from '@backfile/queue'
import { z } from '@hono/zod-openapi'

const count = z.int().min(0)
const Message = z.object({ zh: z.string(), en: z.string() }).openapi('Message')

export const Standing = z
  .object({
    at: z.string().openapi({ format: 'date-time' }),
    documents: z
      .object({ received: count, queued: count, reading: count, read: count, failed: count })
      .openapi({ description: 'Documents in the archive by state' }),
    pending: count.openapi({ description: 'Documents that are neither read nor failed' }),
    perMinute: z
      .number()
      .nullable()
      .openapi({ description: 'Documents settled a minute, lately; null where nobody reads' }),
    secondsLeft: z
      .number()
      .nullable()
      .openapi({ description: 'Until nothing is pending, at this rate; null where that cannot be said' }),
    queue: z
      .object({
        backend: z.enum(['redis', 'postgres', 'embedded']),
        ...{ waiting: count, active: count, delayed: count, paused: z.boolean() },
      })
      .nullable()
      .openapi({ description: 'Null for an archive in a folder' }),
    filings: count.openapi({ description: 'Filings that are shown: the newest reading of each' }),
    failures: z
      .array(z.object({ code: z.string(), count, message: Message }))
      .openapi({ description: 'Failed documents by the code of their reason' }),
    findings: z
      .array(z.object({ check: z.string(), severity: z.enum(['error', 'warning', 'info']), count }))
      .openapi({ description: 'Findings that nobody has decided on, by check' }),
    runs: z
      .array(
        z.object({
          startedAt: z.string().openapi({ format: 'date-time' }),
          endedAt: z.string().nullable().openapi({ format: 'date-time' }),
          state: z.enum(['running', 'finished', 'interrupted', 'failed']),
          roots: z.array(z.string()),
          counts: z.record(z.string(), z.number()).nullable(),
        }),
      )
      .openapi({ description: 'The last ingests, the newest first' }),
  })
  .openapi('Status')
export type Standing = z.infer<typeof Standing>

/** Ingests named. */
const NAMED_RUNS = 5

/** Milliseconds for which an answer holds: a page that many people reload costs the archive little. */
const HOLDS = 2000

/** Gives how things stand, asked of the archive at most once in `HOLDS`, by one at a time. */
export function standingSource(archive: Archive, queue: IngestQueue | null): () => Promise<Standing> {
  let asked = Number.NEGATIVE_INFINITY
  let answer: Promise<Standing> | null = null
  return () => {
    if (answer === null || performance.now() - asked > HOLDS) {
      asked = performance.now()
      const asking = standingOf(archive, queue)
      answer = asking
      // A fault is told to who asked, and the next asks anew.
      asking.catch(() => {
        if (answer === asking) answer = null
      })
    }
    return answer
  }
}

async function standingOf({ db }: Archive, queue: IngestQueue | null): Promise<Standing> {
  const documents = await countsByState(db)
  const pending = pendingStates.reduce((sum, state) => sum + documents[state], 0)
  const rate = await readingRate(db)
  const queued = queue === null ? null : { backend: queue.backend, ...(await queue.counts()) }
  const stalled = rate === null || queued?.paused === true
  return {
    at: new Date().toISOString(),
    documents,
    pending,
    perMinute: rate === null ? null : Math.round(rate * 600) / 10,
    secondsLeft: pending === 0 || stalled ? null : Math.ceil(pending / rate),
    queue: queued,
    filings: await countFilings(db),
    failures: (await failureTotals(db)).map((one) => ({ ...one })),
    findings: (await openFindingTotals(db)).map((one) => ({ ...one })),
    runs: (await listRuns(db, NAMED_RUNS)).map(({ startedAt, endedAt, state, roots, counts }) => ({
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      state,
      roots: [...roots],
      counts: counts === null ? null : { ...counts },
    })),
  }
}
