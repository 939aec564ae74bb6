/** What a manifest claims of files, compared with what was read of them. */
import { type Finding, foldKey, type Message, stableId } from '@backfile/model'
import { and, asc, eq, sql } from 'drizzle-orm'
import { replaceFindings } from './added-findings.ts'
import { type Database, inTransaction, isOneOf, recordset } from './database.ts'
import { pathKey } from './receive.ts'
import { claims, documentPaths, filings, findings } from './schema.ts'

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

/** Claims noted, and documents compared with them, in one transaction. */
const GROUP = 500

/**
 * Notes claims, the later of two of the same path, and compares them with what is read of these files already. What is
 * read later is compared when it is stored. Noting the same claims again changes nothing.
 */
export async function noteClaims(db: Database, noted: Iterable<Claim>): Promise<void> {
  let group = new Map<string, ClaimRow>()
  for (const { path, unit, fiscalYear, form } of noted) {
    const path_key = pathKey(path)
    group.set(path_key, { path_key, path, unit, form, fiscal_year: fiscalYear })
    if (group.size < GROUP) continue
    await noteGroup(db, [...group.values()])
    group = new Map()
  }
  if (group.size > 0) await noteGroup(db, [...group.values()])
}

/** A claim with the names of the table's columns. */
interface ClaimRow extends Omit<Claim, 'fiscalYear'> {
  readonly path_key: string
  readonly fiscal_year: number | null
}

async function noteGroup(db: Database, rows: readonly ClaimRow[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.execute(sql`
      insert into claims (path_key, path, unit, fiscal_year, form)
      select path_key, path, unit, fiscal_year, form
      from ${recordset(rows)} as r(path_key text, path text, unit text, fiscal_year int, form text)
      order by path_key
      on conflict (path_key) do update
      set unit = excluded.unit, fiscal_year = excluded.fiscal_year, form = excluded.form, noted_at = now()`)
    const keys = rows.map((row) => row.path_key)
    const read = await tx
      .selectDistinct({ sha256: documentPaths.sha256 })
      .from(documentPaths)
      .where(and(isOneOf(documentPaths.pathKey, keys), documentPaths.current))
    await compareWithClaims(
      tx,
      read.map(({ sha256 }) => sha256),
    )
  })
}

/** Compares the current filings of documents with what is claimed of their paths; their findings say what differs. */
export async function compareWithClaims(tx: Database, hashes: readonly string[]): Promise<void> {
  const claimed = bySha256(
    await tx
      .select({
        sha256: documentPaths.sha256,
        unit: claims.unit,
        fiscalYear: claims.fiscalYear,
        form: claims.form,
      })
      .from(claims)
      .innerJoin(documentPaths, eq(documentPaths.pathKey, claims.pathKey))
      .where(and(isOneOf(documentPaths.sha256, hashes), documentPaths.current))
      .orderBy(asc(claims.path)),
  )
  if (claimed.size === 0) return
  const read = bySha256(
    await tx
      .select({
        sha256: filings.sha256,
        readingId: filings.readingId,
        part: filings.part,
        unitName: filings.unitName,
        unitCode: filings.unitCode,
        fiscalYear: filings.fiscalYear,
        formId: filings.formId,
        formTitle: filings.formTitle,
      })
      .from(filings)
      .where(and(isOneOf(filings.sha256, [...claimed.keys()]), filings.current))
      .orderBy(asc(filings.readingId), asc(filings.part)),
  )
  const stated = bySha256(
    await tx
      .select({ sha256: filings.sha256, id: findings.id })
      .from(findings)
      .innerJoin(filings, and(eq(filings.readingId, findings.readingId), eq(filings.part, findings.part)))
      .where(
        and(isOneOf(filings.sha256, [...read.keys()]), filings.current, eq(findings.check, manifestCheck)),
      ),
  )
  // In one order, so that two who compare cannot wait for each other.
  for (const sha256 of [...read.keys()].sort()) {
    const parts = read.get(sha256) ?? []
    const [first] = parts
    if (first === undefined) continue
    const differing = (claimed.get(sha256) ?? []).flatMap((claim) => differences(claim, parts))
    const found = new Map(differing.map((one) => [one.id, one]))
    const known = new Set((stated.get(sha256) ?? []).map(({ id }) => id))
    const same = known.size === found.size && [...known].every((id) => found.has(id))
    if (!same) await replaceFindings(tx, first, manifestCheck, [...found.values()])
  }
}

function bySha256<T extends { readonly sha256: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.sha256)
    if (group === undefined) groups.set(row.sha256, [row])
    else group.push(row)
  }
  return groups
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
