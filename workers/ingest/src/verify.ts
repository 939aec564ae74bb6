/** Proves that every received document is accounted for, and that the store still has what was received. */
import { type Archive, type ArchivedDocument, listDocuments } from '@backfile/archive'
import type { Message } from '@backfile/model'
import { sql } from 'drizzle-orm'
import { z } from 'zod'

/** Something that is not as it must be, and what to do about it. */
export interface Discrepancy {
  readonly sha256: string
  readonly path: string | null
  readonly what: Message
}

export interface Verified {
  readonly documents: number
  /** Contents in the store that no document refers to: left by a load that was killed. They do no harm. */
  readonly strayBlobs: number
  readonly discrepancies: number
}

/** Documents looked at in one journey, and contents hashed side by side. */
const PAGE = 200
const SIDE_BY_SIDE = 4

/** Looks at every document and every content; `found` is told of each discrepancy as it is met. */
export async function verifyArchive(
  archive: Archive,
  found: (discrepancy: Discrepancy) => void,
  looked: (documents: number) => void,
): Promise<Verified> {
  let discrepancies = 0
  const report = (discrepancy: Discrepancy) => {
    discrepancies += 1
    found(discrepancy)
  }
  let documents = 0
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listDocuments>> = await listDocuments(archive.db, {}, PAGE, after)
    for (let at = 0; at < page.items.length; at += SIDE_BY_SIDE) {
      const group = page.items.slice(at, at + SIDE_BY_SIDE)
      for (const discrepancy of (await Promise.all(group.map((one) => contentOf(archive, one)))).flat()) {
        report(discrepancy)
      }
      documents += group.length
      looked(documents)
    }
    after = page.next
  } while (after !== null)
  for (const discrepancy of await unaccounted(archive)) report(discrepancy)
  return { documents, strayBlobs: await countStray(archive), discrepancies }
}

async function contentOf(archive: Archive, document: ArchivedDocument): Promise<readonly Discrepancy[]> {
  const { sha256, firstPath: path } = document
  const state = await archive.blobs.verify(sha256)
  if (state === 'whole') return []
  const what =
    state === 'missing'
      ? {
          zh: '存储中没有它的内容；请重新导入原文件',
          en: 'the store does not have its content; ingest the file again',
        }
      : {
          zh: '存储中的内容与其哈希值不符；请从存储中删除后重新导入原文件',
          en: 'its content in the store is not what was received; delete it there and ingest the file again',
        }
  return [{ sha256, path, what }]
}

const Row = z.object({
  sha256: z.string(),
  path: z.string().nullable(),
  fault: z.enum(['unread', 'unfailed', 'half']),
})

/** Documents whose state is not what their readings say, and filings that lack some of their rows. */
async function unaccounted(archive: Archive): Promise<readonly Discrepancy[]> {
  const { rows } = await archive.db.execute(sql`
    select d.sha256, d.first_path as path, 'unread' as fault from documents d
    where d.state = 'read'
      and not exists (select from readings r where r.sha256 = d.sha256 and r.failure_code is null)
    union all
    select d.sha256, d.first_path, 'unfailed' from documents d
    where d.state = 'failed' and d.failure_code is null
    union all
    select f.sha256, f.unit_name, 'half' from filings f
    where f.fund_count <> (select count(*) from funds u where (u.reading_id, u.part) = (f.reading_id, f.part))
      or f.indicator_count
        <> (select count(*) from indicators i where (i.reading_id, i.part) = (f.reading_id, f.part))`)
  return Row.array()
    .parse(rows)
    .map(({ sha256, path, fault }) => ({ sha256, path, what: faults[fault] }))
}

const faults = {
  unread: { zh: '标记为已读，但没有读取结果', en: 'is called read, but there is no reading of it' },
  unfailed: { zh: '标记为失败，但没有原因', en: 'is called failed, but for no reason' },
  half: { zh: '有一份申报表的记录不完整', en: 'one of its filings lacks some of its rows' },
} as const satisfies Record<string, Message>

async function countStray(archive: Archive): Promise<number> {
  let stray = 0
  let batch: string[] = []
  const count = async () => {
    const { rows } = await archive.db.execute(sql`
      select count(*)::int as stray from jsonb_array_elements_text(${JSON.stringify(batch)}::jsonb) as b(sha256)
      where not exists (select from documents d where d.sha256 = b.sha256)`)
    stray += z.object({ stray: z.number() }).parse(rows[0]).stray
    batch = []
  }
  for await (const sha256 of archive.blobs.list()) {
    batch.push(sha256)
    if (batch.length >= PAGE) await count()
  }
  if (batch.length > 0) await count()
  return stray
}
