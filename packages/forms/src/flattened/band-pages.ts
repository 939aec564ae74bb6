/** Telling which band of a sheet that was printed over several pages sideways each page of the text shows. */

import { orderPages } from './band-order.ts'
import { type FamilyOf, type Page, splitByWidth, tellingWidths } from './band-widths.ts'
import {
  type Beginning,
  bandHeaderOf,
  beginsBehindNames,
  restOfHeader,
  rolesOf,
  spansBands,
} from './header.ts'
import type { HeaderColumn } from './row-columns.ts'
import { type SourceLine, usualWidth } from './source-lines.ts'
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
  if (isWholeSheet(lines, headers, vocabulary)) return null
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
  const looks = families.map((family, band) => bandLook(family, band, vocabulary))
  const shown = pagesOf(lines)
  const widths = tellingWidths(shown, familyOf)
  const pages = splitMixed(
    shown.flatMap((page) => splitByWidth(page, widths)),
    familyOf,
    looks,
  )
  const places = orderPages(pageFits(pages, familyOf, looks), families.length)
  const bands = families.map((_, band) =>
    pages.flatMap((page, index) => {
      const place = places[index]
      return place?.band === band ? page.map((line) => ({ ...line, page: place.run })) : []
    }),
  )
  return { bands, headerAt: (line) => headers.get(line.line) ?? null }
}

/**
 * Headers that have levels, names and targets are a whole sheet's, unless as many others have only columns that none
 * of these has: targets, explanations, sources. The second line of a two-line header is none of those.
 */
function isWholeSheet(
  lines: readonly SourceLine[],
  headers: ReadonlyMap<number, readonly HeaderColumn[]>,
  vocabulary: Vocabulary,
): boolean {
  // The end of a heading that the edge cut says nothing of the sheet's width: its beginning is on another band.
  const isWhole = ({ role, token }: HeaderColumn): boolean => vocabulary.column(token.text)?.role === role
  const whole = [...headers.values()].filter((header) => spansBands(header.filter(isWhole)))
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
  const beginnings: Beginning[] = []
  const found = lines.flatMap((line, index) => {
    const header = restOfHeader(line, beginnings, vocabulary) ?? whole[index] ?? null
    const last = header?.at(-1)
    if (last !== undefined && !isKnown(last.role))
      beginnings.push({ text: last.token.text, roles: rolesOf(header ?? []) })
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
  const agrees = ({ role, token, column }: HeaderColumn, line: SourceLine): boolean => {
    const names = called.get(role)
    if (names !== undefined) return names.has(token.text)
    if (isTargetRole(role) || column === 0) return true
    const aboveLevels = linesBelow(lines, line).some((below) => showsLevels(below, vocabulary))
    if (isLevelRole(role)) return aboveLevels
    return !aboveLevels && perBlock.has(alone.filter((text) => text === token.text).length)
  }
  const headers = found.filter(
    ({ line, known }) => known.length > 1 || known.every((column) => agrees(column, line)),
  )
  return new Map(headers.map(({ line, header }) => [line.line, header]))
}

/** How many lines below a heading tell what band it is of, where no page break ends them. */
const LINES_BELOW = 20

function linesBelow(lines: readonly SourceLine[], heading: SourceLine): readonly SourceLine[] {
  const from = lines.indexOf(heading) + 1
  return lines.slice(from, from + LINES_BELOW).filter(({ page }) => page === heading.page)
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

/** A heading that tells a band: 单位 also stands above tables, for what their amounts are counted in. */
const isKnown = (role: ColumnRole): boolean => !role.startsWith('other:') && role !== 'targetUnit'

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

const isHeading = (line: SourceLine): boolean => line.apart

/** Where page breaks are lost, one run of lines holds several bands: it is cut where what it shows changes. */
function splitMixed(pages: readonly Page[], familyOf: FamilyOf, looks: readonly Look[]): Page[] {
  return pages.flatMap((page) => {
    const parts: Page[] = []
    let from = 0
    let last: { readonly at: number; readonly family: number } | null = null
    for (const [at, line] of page.entries()) {
      const family = familyOf(line)
      if (family === null) continue
      const [before, behind] = [looks[last?.family ?? family], looks[family]]
      if (last !== null && family !== last.family && before !== undefined && behind !== undefined) {
        const cut = bestCut(page, last.at + 1, at, (line) => before(line) - behind(line))
        parts.push(page.slice(from, cut))
        from = cut
      }
      last = { at, family }
    }
    return [...parts, page.slice(from)]
  })
}

/** The line from which the other band's lines are: a heading, else where they look like the other band's. */
function bestCut(page: Page, from: number, to: number, look: Look): number {
  const heading = page.findIndex((line, at) => at >= from && at < to && isHeading(line))
  if (heading >= 0) return heading
  let best = { cut: to, score: 0 }
  let score = 0
  for (let cut = to - 1; cut >= from; cut--) {
    const line = page[cut]
    if (line !== undefined) score -= look(line)
    if (score > best.score) best = { cut, score }
  }
  return best.cut
}

/** How much a line looks like one of a band, in nats. */
type Look = (line: SourceLine) => number

/** The form's labels stand on the left band; levels, names and targets on the bands that have their headings. */
function bandLook(family: Family, band: number, vocabulary: Vocabulary): Look {
  const roles = new Set(family.flat())
  const [levels, names, targets] = [
    [...roles].some(isLevelRole),
    roles.has('name'),
    [...roles].some(isTargetRole),
  ]
  const worth = (has: boolean): number => (has ? 0.5 : -0.5)
  const lookOf = (text: string): number => {
    if (vocabulary.field(text) !== null || vocabulary.isFundsLabel(text)) return worth(band === 0)
    if (vocabulary.firstLevels(text).length + vocabulary.secondLevels(text).length > 0) return worth(levels)
    if (vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, text) > 0.9))
      return worth(band === 0) / 2
    if (targetLikeness(text) >= 1.5) return worth(targets)
    if (vocabulary.indicators(text).some((place) => place.likeness > 0.9)) return worth(names)
    return text.length > LONGEST_LABEL ? worth(band > 0) / 2 : 0
  }
  return (line) =>
    line.tokens
      .filter((token, index) => index > 0 || !rowNumber.test(token.text))
      .reduce((sum, token) => sum + lookOf(token.text), 0)
}

/** The number of a row, which says nothing of what stands behind it. */
const rowNumber = /^\d{1,3}$/

/** What a page's looks are worth at most, and that its lines are as wide as the band's others, in nats. */
const LOOKS = { most: 3, sameWidth: 2 }

/** For each page, the log-likelihood of each band; a page with a header is of that header's band. */
function pageFits(
  pages: readonly Page[],
  familyOf: FamilyOf,
  looks: readonly Look[],
): readonly (readonly number[])[] {
  const shown = pages.map((page) => page.map(familyOf).find((family) => family !== null) ?? null)
  const widths = looks.map((_, band) =>
    usualWidth(pages.filter((_page, index) => shown[index] === band).flat()),
  )
  return pages.map((page, index) => {
    const own = shown[index] ?? null
    const rows = page.filter((line) => !isHeading(line))
    return looks.map((look, band) => {
      if (own !== null) return own === band ? 0 : -Infinity
      const looked = page.reduce((sum, line) => sum + look(line), 0)
      const alike = rows.filter((line) => line.width === widths[band]).length / Math.max(1, rows.length)
      return Math.max(-LOOKS.most, Math.min(LOOKS.most, looked)) + LOOKS.sameWidth * alike
    })
  })
}
