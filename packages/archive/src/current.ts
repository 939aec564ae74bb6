/**
 * Keeps straight which filings are current: of each path the newest version that was read. A file that changed keeps its
 * old figures until the new ones are read; where they cannot be read the old ones stay, and a finding on them says so.
 */
import { type Finding, stableId } from '@backfile/model'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { replaceFindings } from './added-findings.ts'
import { type Database, recordset } from './database.ts'

/** The check that stands by these findings. */
export const unreadCheck = 'document/newer-unread'

/** Waits until nobody else says what these paths' versions are, or which of them is shown; until the transaction ends. */
export async function lockPaths(tx: Database, pathKeys: SQL): Promise<void> {
  await tx.execute(pathLocks(pathKeys))
}

/** The statement that locks paths: in one order, so that two cannot wait for one another. */
function pathLocks(pathKeys: SQL): SQL {
  return sql`select pg_advisory_xact_lock(hashtextextended(path_key, 0)) from (${pathKeys} order by 1) keys`
}

/**
 * Sets `current` of all filings of these contents and of all that share a path with them: true for those of the newest
 * successful reading, where the content is the newest read version of some path. Then says of each that is shown in
 * place of something newer why it is. The caller has locked the paths.
 */
export async function refreshCurrent(tx: Database, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  const sharing = sql`
    select distinct other.sha256
    from document_paths one join document_paths other on other.path_key = one.path_key
    where one.sha256 in (select sha256 from ${asTable(hashes)})`
  // Two who refresh different paths may meet at one content.
  const { rows } = await tx.execute(sql`
    select sha256 from documents where sha256 in (${sharing}) order by sha256 for update`)
  const all = z
    .array(z.object({ sha256: z.string() }))
    .parse(rows)
    .map(({ sha256 }) => sha256)
  await tx.execute(sql`
    update filings f
    set current = wanted.current
    from (
      select
        filings.reading_id,
        filings.part,
        filings.reading_id = (
          select max(id) from readings where readings.sha256 = filings.sha256 and failure_code is null
        ) and exists (
          select from document_paths p where p.sha256 = filings.sha256 and ${isShown}
        ) as current
      from filings
      where filings.sha256 in (select sha256 from ${asTable(all)})
    ) wanted
    where f.reading_id = wanted.reading_id and f.part = wanted.part and f.current <> wanted.current`)
  await noteUnread(tx, all)
}

/** Of a row `p` of `document_paths`: it is the newest version of its path that was read. */
const isShown = sql`p.version = (
  select max(v.version) from document_paths v
  where v.path_key = p.path_key
    and exists (select from readings r where r.sha256 = v.sha256 and r.failure_code is null))`

const Unread = z.object({
  sha256: z.string(),
  readingId: z.coerce.number(),
  part: z.number(),
  /** Where the newer version stands; null where the same content could not be read again. */
  path: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
})

/** Says on the current filings of these contents that something newer could not be read, and nothing where it was. */
async function noteUnread(tx: Database, hashes: readonly string[]): Promise<void> {
  const { rows } = await tx.execute(sql`
    with shown as (
      select f.sha256, f.reading_id, min(f.part) as part
      from filings f
      where f.current and f.sha256 in (select sha256 from ${asTable(hashes)})
      group by f.sha256, f.reading_id
    ), unread as (
      select p.sha256, n.path, d.failure_zh, d.failure_en
      from document_paths p
      join document_paths n on n.path_key = p.path_key and n.current and n.version > p.version
      join documents d on d.sha256 = n.sha256 and d.state = 'failed'
      where ${isShown}
      union all
      select d.sha256, null, d.failure_zh, d.failure_en from documents d where d.state = 'failed'
    )
    select shown.sha256, shown.reading_id as "readingId", shown.part, unread.path,
      coalesce(unread.failure_zh, '') as zh, coalesce(unread.failure_en, '') as en
    from shown join unread on unread.sha256 = shown.sha256
    order by shown.sha256, unread.path nulls last`)
  const wanted = new Map<number, z.infer<typeof Unread>[]>()
  for (const row of Unread.array().parse(rows))
    wanted.set(row.readingId, [...(wanted.get(row.readingId) ?? []), row])
  const noted = await tx.execute(sql`
    select distinct n.reading_id as "readingId", n.part
    from findings n join filings f on (f.reading_id, f.part) = (n.reading_id, n.part)
    where n.check_code = ${unreadCheck} and f.sha256 in (select sha256 from ${asTable(hashes)})`)
  for (const place of Place.array().parse(noted.rows)) {
    if (!wanted.has(place.readingId)) await replaceFindings(tx, place, unreadCheck, [])
  }
  for (const unread of wanted.values()) {
    const [place] = unread
    if (place !== undefined) await replaceFindings(tx, place, unreadCheck, unread.map(findingOf))
  }
}

const Place = z.object({ readingId: z.coerce.number(), part: z.number() })

function findingOf({ sha256, path, zh, en }: z.infer<typeof Unread>): Finding {
  const message =
    path === null
      ? {
          zh: `这个文件再次读取时失败（${zh}）；这里仍是上一次读到的内容`,
          en: `This file could not be read again (${en}): what is shown is what was read before`,
        }
      : {
          zh: `${path} 有更新的版本，但未能读取（${zh}）；这里仍是上一版的内容`,
          en: `A newer version of ${path} could not be read (${en}): what is shown is the version before it`,
        }
  return {
    id: stableId('finding', unreadCheck, sha256, path ?? ''),
    ...{ check: unreadCheck, severity: 'warning', message },
    ...{ subjects: [], expected: null, actual: null, locators: [] },
  }
}

function asTable(hashes: readonly string[]): SQL {
  return sql`${recordset(hashes.map((sha256) => ({ sha256 })))} as hashes(sha256 text)`
}
