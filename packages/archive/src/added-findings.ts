/** Findings that the archive adds to a stored filing, after those that were found in reading it. */
import type { Finding } from '@backfile/model'
import { and, eq, sql } from 'drizzle-orm'
import { type Database, insertionOf } from './database.ts'
import { filings, findings } from './schema.ts'

/** They come after all that were found in reading: their ordinals begin here, each check's at a multiple of it. */
const FIRST_ORDINAL = 1_000_000

/** The checks of the archive itself, in the order in which their findings stand. */
const checks = ['manifest/differs', 'document/newer-unread'] as const
export type AddedCheck = (typeof checks)[number]

/** A filing of one reading. */
export interface FilingPlace {
  readonly readingId: number
  readonly part: number
}

/** Puts these warnings in the place of all that the check said of the filing before. */
export async function replaceFindings(
  tx: Database,
  { readingId, part }: FilingPlace,
  check: AddedCheck,
  found: readonly Finding[],
): Promise<void> {
  const here = and(eq(findings.readingId, readingId), eq(findings.part, part), eq(findings.check, check))
  const before = await tx.delete(findings).where(here).returning({ id: findings.id })
  const first = FIRST_ORDINAL * (1 + checks.indexOf(check))
  const rows = found.map(
    ({ id, severity, message, subjects, expected, actual, locators }, at): typeof findings.$inferInsert => ({
      ...{ readingId, part, id, check, severity, expected, actual, locators },
      ordinal: first + at,
      severityRank: 1,
      messageZh: message.zh,
      messageEn: message.en,
      subjects: [...subjects],
    }),
  )
  const insertion = insertionOf(findings, rows)
  if (insertion !== null) await tx.execute(insertion)
  if (before.length === found.length) return
  await tx
    .update(filings)
    .set({ warningCount: sql`${filings.warningCount} + ${found.length - before.length}` })
    .where(and(eq(filings.readingId, readingId), eq(filings.part, part)))
}
