/** Telling which band of a sheet that was printed over several pages sideways each page of the text shows. */
import { bandHeaderOf, beginsBehindNames, restOfHeader, rolesOf, spansBands } from './header.ts'
import type { HeaderColumn } from './row-columns.ts'
import type { SourceLine } from './source-lines.ts'
import { type ColumnRole, isLevelRole, isTargetRole } from './text-fit.ts'
import { targetLikeness } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface BandLines {
  /** Each band's lines, left band first; `page` counts within the band, so that it is the same row of pages in each. */
  readonly bands: readonly (readonly SourceLine[])[]
  /** The columns that a line of a band heads, or null. */
  readonly headerAt: (line: SourceLine) => readonly HeaderColumn[] | null
}

export function bandsOf(lines: readonly SourceLine[], vocabulary: Vocabulary): BandLines | null {
  const headers = bandHeaders(lines, vocabulary)
  if (isWholeSheet(lines, headers)) return null
  const families = familiesOf([...headers.values()].map(rolesOf))
  if (families.length < 2) return null
  const roles = new Set(families.flat(2))
  if (![...roles].some(isTargetRole) || ![...roles].some(isLevelRole)) return null
  const familyOf = (line: SourceLine): number | null => {
    const header = headers.get(line.line)
    if (header === undefined) return null
    const best = families.findIndex((family) => isOfFamily(family, rolesOf(header)))
    return best < 0 ? null : best
  }
  const pages = splitMixed(pagesOf(lines), familyOf, vocabulary)
  const order = assignPages(pages, families, familyOf, vocabulary)
  const bands = families.map((_, band) => {
    const own = pages.filter((_page, index) => order[index] === band)
    return own.flatMap((page, number) => page.map((line) => ({ ...line, page: number })))
  })
  return { bands, headerAt: (line) => headers.get(line.line) ?? null }
}

/**
 * Headers that have levels, names and targets are a whole sheet's, unless as many others have only columns that none
 * of these has: targets, explanations, sources. The second line of a two-line header is none of those.
 */
function isWholeSheet(
  lines: readonly SourceLine[],
  headers: ReadonlyMap<number, readonly HeaderColumn[]>,
): boolean {
  const whole = [...headers.values()].filter(spansBands)
  if (whole.length === 0) return false
  const roles = new Set(whole.flatMap(rolesOf).filter(isKnown))
  const behind = lines.filter((line, index) => {
    const header = headers.get(line.line)
    const above = headers.get(lines[index - 1]?.line ?? 0)
    if (header === undefined || (above !== undefined && spansBands(above))) return false
    return beginsBehindNames(header) && !rolesOf(header).some((role) => roles.has(role))
  })
  return behind.length !== whole.length
}

/**
 * Headers of bands by line. One with two columns is sure; one with a single column may be a cut name (绩效指标 of
 * 绩效指标明确性): it counts where no sure header calls that column otherwise and it recurs as headers do.
 */
function bandHeaders(
  lines: readonly SourceLine[],
  vocabulary: Vocabulary,
): ReadonlyMap<number, readonly HeaderColumn[]> {
  const whole = lines.map((line) => bandHeaderOf(line, vocabulary))
  const beginnings = whole.flatMap((header) => {
    const last = header?.at(-1)
    return last === undefined || isKnown(last.role) ? [] : [last.token.text]
  })
  const found = lines.flatMap((line, index) => {
    const header = whole[index] ?? restOfHeader(line, beginnings, vocabulary)
    return header === null ? [] : [{ line, header, known: header.filter(({ role }) => isKnown(role)) }]
  })
  const called = new Map<ColumnRole, Set<string>>()
  const sure = found.filter(({ known }) => known.length > 1)
  for (const { role, token } of sure.flatMap(({ known }) => known)) {
    called.set(role, (called.get(role) ?? new Set()).add(token.text))
  }
  const perBlock = new Set(
    sure.map(({ known }) => sure.filter((other) => sameBand(roleList(other.known), roleList(known))).length),
  )
  const alone = found.filter(({ known }) => known.length === 1).map(({ known }) => known[0]?.token.text)
  const levelPages = new Set(lines.filter((line) => showsLevels(line, vocabulary)).map((line) => line.page))
  const agrees = ({ role, token, column }: HeaderColumn, page: number): boolean => {
    const names = called.get(role)
    if (names !== undefined) return names.has(token.text)
    if (isTargetRole(role) || column === 0) return true
    return !levelPages.has(page) && perBlock.has(alone.filter((text) => text === token.text).length)
  }
  const headers = found.filter(
    ({ line, known }) => known.length > 1 || known.every((column) => agrees(column, line.page)),
  )
  return new Map(headers.map(({ line, header }) => [line.line, header]))
}

/** A usual level, whole, in front of something else: the page is of the levels' band. */
function showsLevels(line: SourceLine, vocabulary: Vocabulary): boolean {
  return line.tokens
    .slice(0, 2)
    .some(({ text }) =>
      [...vocabulary.firstLevels(text), ...vocabulary.secondLevels(text)].some(
        (place) => place.likeness === 1,
      ),
    )
}

const roleList = (header: readonly HeaderColumn[]): Roles => header.map(({ role }) => role)

type Roles = readonly ColumnRole[]

/** The headers of each band, as lists of their roles. */
type Family = readonly Roles[]

function familiesOf(headers: readonly Roles[]): Family[] {
  const families: Roles[][] = []
  for (const header of headers) {
    const own = families.find((family) => isOfFamily(family, header))
    if (own === undefined) families.push([header])
    else own.push(header)
  }
  return families
}

const isOfFamily = (family: Family, header: Roles): boolean => family.some((own) => sameBand(own, header))

/** Headers of one band share columns; a column that ends one band and begins another was only cut. */
function sameBand(a: Roles, b: Roles): boolean {
  const [knownA, knownB] = [a.filter(isKnown), b.filter(isKnown)]
  const shared = knownA.filter((role) => knownB.includes(role))
  const isCut = (role: ColumnRole): boolean =>
    knownA.length > 1 &&
    knownB.length > 1 &&
    ((knownA.at(-1) === role && knownB[0] === role) || (knownB.at(-1) === role && knownA[0] === role))
  return shared.some((role) => !isCut(role))
}

const isKnown = (role: ColumnRole): boolean => !role.startsWith('other:')

type Page = readonly SourceLine[]

/** Runs of lines between page breaks; a title that stands apart belongs to the page below it. */
function pagesOf(lines: readonly SourceLine[]): Page[] {
  const pages: SourceLine[][] = []
  let page: number | null = null
  for (const line of lines) {
    const open = pages.at(-1)
    if (open === undefined || (line.page !== page && !open.every(isHeading))) pages.push([line])
    else open.push(line)
    page = line.page
  }
  return pages
}

/** Longest label. */
const LONGEST_LABEL = 40

function isHeading(line: SourceLine): boolean {
  return line.apart
}

type FamilyOf = (line: SourceLine) => number | null

/** Where page breaks are lost, one run of lines holds several bands: it is cut where what it shows changes. */
function splitMixed(pages: readonly Page[], familyOf: FamilyOf, vocabulary: Vocabulary): Page[] {
  return pages.flatMap((page) => {
    const parts: Page[] = []
    let from = 0
    let last: { readonly at: number; readonly family: number } | null = null
    for (const [at, line] of page.entries()) {
      const family = familyOf(line)
      if (family === null) continue
      if (last !== null && family !== last.family) {
        const cut = bestCut(page, last.at + 1, at, vocabulary)
        parts.push(page.slice(from, cut))
        from = cut
      }
      last = { at, family }
    }
    return [...parts, page.slice(from)]
  })
}

/** The line from which the other band's lines are: a heading, else where values begin or end. */
function bestCut(page: Page, from: number, to: number, vocabulary: Vocabulary): number {
  const heading = page.findIndex((line, at) => at >= from && at < to && isHeading(line))
  if (heading >= 0) return heading
  const looks = page.slice(from, to).map((line) => labelLook(line, vocabulary))
  let best = { cut: to, score: -Infinity }
  for (let cut = from; cut <= to; cut++) {
    const before = looks.slice(0, cut - from).reduce((sum, look) => sum + look, 0)
    const after = looks.slice(cut - from).reduce((sum, look) => sum + look, 0)
    const score = Math.abs(before - after)
    if (score > best.score) best = { cut, score }
  }
  return best.cut
}

/** Above 0 for a line of labels, below 0 for a line of values. */
function labelLook(line: SourceLine, vocabulary: Vocabulary): number {
  let look = 0
  for (const token of line.tokens) {
    if (targetLikeness(token.text) >= 1.5) look -= 1
    else if (vocabulary.field(token.text) !== null || vocabulary.isFundsLabel(token.text)) look += 1
    else if (vocabulary.firstLevels(token.text).length + vocabulary.secondLevels(token.text).length > 0)
      look += 1
    else if (vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, token.text) > 0.9))
      look += 0.5
    else if (token.text.length > LONGEST_LABEL) look -= 0.5
  }
  return look
}

/** Pages go down then over, over then down, or, where bands have different numbers of pages, band after band. */
function assignPages(
  pages: readonly Page[],
  families: readonly Family[],
  familyOf: FamilyOf,
  vocabulary: Vocabulary,
): readonly number[] {
  const shown = pages.map((page) => page.map(familyOf).find((family) => family !== null) ?? null)
  const bands = families.length
  const agrees = (order: readonly number[]): boolean =>
    shown.every((family, page) => family === null || family === order[page])
  if (pages.length % bands === 0) {
    const down = pages.map((_, page) => Math.floor(page / (pages.length / bands)))
    if (agrees(down)) return down
    const over = pages.map((_, page) => page % bands)
    if (agrees(over)) return over
  }
  return bandAfterBand(pages, shown, vocabulary)
}

/** A page without header belongs to the band before or after it, whichever it looks like. */
function bandAfterBand(
  pages: readonly Page[],
  shown: readonly (number | null)[],
  vocabulary: Vocabulary,
): number[] {
  const looks = pages.map((page) => page.reduce((sum, line) => sum + labelLook(line, vocabulary), 0))
  return pages.map((_, page) => {
    const own = shown[page]
    if (own !== null && own !== undefined) return own
    const before = shown.slice(0, page).findLast((family) => family !== null) ?? null
    const after = shown.slice(page + 1).find((family) => family !== null) ?? null
    if (before === null || after === null || before === after) return before ?? after ?? 0
    return (looks[page] ?? 0) > 0 ? Math.min(before, after) : Math.max(before, after)
  })
}
