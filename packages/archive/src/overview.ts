/** Sums over the archive, for those who look after it: what failed and why, what needs eyes, how fast it goes. */
import type { Finding, Message } from '@backfile/model'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from './database.ts'

/** How many documents could not be read for one reason. */
export interface FailureTotal {
  readonly code: string
  readonly count: number
  /** The reason in words, as one of them has it. */
  readonly message: Message
}

const FailureRow = z.object({ code: z.string(), count: z.number(), zh: z.string(), en: z.string() })

/** Failed documents by the code of their reason, the most frequent first. */
export async function failureTotals(db: Database): Promise<readonly FailureTotal[]> {
  const { rows } = await db.execute(sql`
    select coalesce(failure_code, 'unknown') as code, count(*)::int as count,
      coalesce(min(failure_zh), '') as zh, coalesce(min(failure_en), '') as en
    from documents where state = 'failed'
    group by 1 order by 2 desc, 1`)
  return FailureRow.array()
    .parse(rows)
    .map(({ code, count, zh, en }) => ({ code, count, message: { zh, en } }))
}

/** How many findings of one check wait for somebody to decide on them. */
export interface CheckTotal {
  readonly check: string
  readonly severity: Finding['severity']
  readonly count: number
}

const CheckRow = z.object({
  check: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  count: z.number(),
})

/** Open findings of current filings by check, the gravest and most frequent first. */
export async function openFindingTotals(db: Database): Promise<readonly CheckTotal[]> {
  const { rows } = await db.execute(sql`
    with last_said as (
      select distinct on (sha256, part, finding_id) sha256, part, finding_id, state
      from finding_states order by sha256, part, finding_id, id desc
    )
    select n.check_code as check, n.severity, count(*)::int as count
    from findings n
    join filings f on f.reading_id = n.reading_id and f.part = n.part and f.current
    left join last_said s on s.sha256 = f.sha256 and s.part = f.part and s.finding_id = n.id
    where coalesce(s.state, 'open') = 'open'
    group by n.check_code, n.severity, n.severity_rank
    order by n.severity_rank, 3 desc, 1`)
  return CheckRow.array().parse(rows)
}

/** How many filings are current. */
export async function countFilings(db: Database): Promise<number> {
  const { rows } = await db.execute(sql`select count(*)::int as count from filings where current`)
  return z.object({ count: z.number() }).parse(rows[0]).count
}

/** Seconds over which the rate is taken: long beside one filing, short beside a pause. */
const RATE_WINDOW = 120

/** Readings looked at: the cost is the same however many there are. */
const RATE_READINGS = 1000

/** Documents settled a second, lately, by all who read; null where nobody has read for two minutes. */
export async function readingRate(db: Database): Promise<number | null> {
  const { rows } = await db.execute(sql`
    select count(*)::int as count, extract(epoch from now() - min(read_at))::float as seconds
    from (select read_at from readings order by id desc limit ${RATE_READINGS}) last
    where read_at > now() - make_interval(secs => ${RATE_WINDOW})`)
  const { count, seconds } = z.object({ count: z.number(), seconds: z.number().nullable() }).parse(rows[0])
  // Over less than a second the few that were read say nothing.
  return seconds === null ? null : count / Math.max(seconds, 1)
}
