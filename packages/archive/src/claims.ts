/** What a manifest claims of files, compared with what was read of them. */
import { type Finding, foldKey, type Message, stableId } from '@backfile/model'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { replaceFindings } from './added-findings.ts'
import { type Database, inTransaction, recordset } from './database.ts'
import { pathKey } from './receive.ts'
import { claims, documentPaths, filings } from './schema.ts'

/** One line of a manifest; null claims nothing. */
export interface Claim {
  readonly path: string
  /** Name or code of the unit; an abbreviation of its name is the same name. */
  readonly unit: string | null
  readonly fiscalYear: number | null
  /** Id or title of the form. */
  readonly form: string | null
}

/** The check that stands by these findings. */
export const manifestCheck = 'manifest/differs'

/**
 * Notes claims, the later of two of the same path, and compares them with what is read of these files already. What is
 * read later is compared when it is stored. Noting the same claims again changes nothing.
 */
export async function noteClaims(db: Database, noted: readonly Claim[]): Promise<void> {
  if (noted.length === 0) return
  const byPath = new Map(noted.map((claim) => [pathKey(claim.path), claim]))
  const rows = [...byPath].map(([path_key, { path, unit, fiscalYear, form }]) => ({
    ...{ path_key, path, unit, form },
    fiscal_year: fiscalYear,
  }))
  await inTransaction(db, async (tx) => {
    await tx.execute(sql`
      insert into claims (path_key, path, unit, fiscal_year, form)
      select path_key, path, unit, fiscal_year, form
      from ${recordset(rows)} as r(path_key text, path text, unit text, fiscal_year int, form text)
      order by path_key
      on conflict (path_key) do update
      set unit = excluded.unit, fiscal_year = excluded.fiscal_year, form = excluded.form, noted_at = now()`)
    const read = await tx
      .selectDistinct({ sha256: documentPaths.sha256 })
      .from(documentPaths)
      .where(and(inArray(documentPaths.pathKey, [...byPath.keys()]), documentPaths.current))
      .orderBy(asc(documentPaths.sha256))
    for (const { sha256 } of read) await compareWithClaims(tx, sha256)
  })
}

/** Compares the current filings of a document with what is claimed of its paths; its findings say what differs. */
export async function compareWithClaims(tx: Database, sha256: string): Promise<void> {
  const claimed = await tx
    .select({ unit: claims.unit, fiscalYear: claims.fiscalYear, form: claims.form })
    .from(claims)
    .innerJoin(documentPaths, eq(documentPaths.pathKey, claims.pathKey))
    .where(and(eq(documentPaths.sha256, sha256), documentPaths.current))
    .orderBy(asc(claims.path))
  if (claimed.length === 0) return
  const read = await tx
    .select({
      readingId: filings.readingId,
      part: filings.part,
      unitName: filings.unitName,
      unitCode: filings.unitCode,
      fiscalYear: filings.fiscalYear,
      formId: filings.formId,
      formTitle: filings.formTitle,
    })
    .from(filings)
    .where(and(eq(filings.sha256, sha256), filings.current))
    .orderBy(asc(filings.part))
  const [first] = read
  if (first === undefined) return
  const found = new Map(claimed.flatMap((claim) => differences(claim, read)).map((one) => [one.id, one]))
  await replaceFindings(tx, first, manifestCheck, [...found.values()])
}

type Claimed = Omit<Claim, 'path'>
interface Read {
  readonly readingId: number
  readonly part: number
  readonly unitName: string | null
  readonly unitCode: string | null
  readonly fiscalYear: number | null
  readonly formId: string
  readonly formTitle: string | null
}

/** A file with several filings is as claimed where one of them is. */
function differences({ unit, fiscalYear, form }: Claimed, read: readonly Read[]): readonly Finding[] {
  const units = read.flatMap(({ unitName, unitCode }) => [unitName, unitCode]).filter((name) => name !== null)
  const years = read.map((filing) => filing.fiscalYear).filter((year) => year !== null)
  const forms = read.flatMap(({ formId, formTitle }) => [formId, formTitle]).filter((name) => name !== null)
  const differs = (
    subject: string,
    words: Message,
    claimed: string | number | null,
    found: readonly (string | number)[],
    same: (one: string | number) => boolean,
  ): readonly Finding[] => {
    if (claimed === null || found.some(same)) return []
    const expected = String(claimed)
    const actual = found.length === 0 ? null : [...new Set(found.map(String))].join(', ')
    const message = {
      zh: `清单说${words.zh}是“${expected}”，${actual === null ? '文件里没有读到' : `读到的是“${actual}”`}`,
      en: `The manifest gives ${words.en} “${expected}”; ${actual === null ? 'none was read' : `“${actual}” was read`}`,
    }
    const id = stableId('finding', manifestCheck, subject, expected, actual ?? '')
    return [
      {
        ...{ id, check: manifestCheck, severity: 'warning', message },
        subjects: [subject],
        expected,
        actual,
        locators: [],
      },
    ]
  }
  return [
    ...differs('unit', { zh: '单位', en: 'the unit' }, unit, units, (one) =>
      isSameName(String(one), unit ?? ''),
    ),
    ...differs('fiscalYear', { zh: '年度', en: 'the year' }, fiscalYear, years, (one) => one === fiscalYear),
    ...differs('form', { zh: '表', en: 'the form' }, form, forms, (one) =>
      isSameName(String(one), form ?? ''),
    ),
  ]
}

/** One may be short for the other: a manifest leaves out the city. */
function isSameName(one: string, other: string): boolean {
  const [a, b] = [foldKey(one), foldKey(other)]
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a))
}
