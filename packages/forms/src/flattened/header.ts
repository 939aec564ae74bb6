/** Finding the lines that head indicator rows, whole or one band's share of them. */
import type { HeaderColumn } from './row-columns.ts'
import type { SourceLine, Token } from './source-lines.ts'
import { type ColumnRole, isLevelRole, isTargetRole } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Share of a line's texts that must head columns of the form. */
const HEADED_SHARE = 0.6

/** The columns that the line heads, or null. */
export function headerOf(line: SourceLine, vocabulary: Vocabulary): readonly HeaderColumn[] | null {
  const found = line.tokens.map((token) => ({ token, match: vocabulary.column(token.text) }))
  const roles = new Map<ColumnRole, { readonly token: Token; readonly likeness: number }>()
  for (const { token, match } of found) {
    if (match === null || match.likeness < (roles.get(match.role)?.likeness ?? 0)) continue
    roles.set(match.role, { token, likeness: match.likeness })
  }
  const headed = found.filter(({ match }) => match !== null).length
  if (roles.size < 2 || headed < HEADED_SHARE * line.tokens.length) return null
  const names = new Map([...roles].map(([role, { token }]) => [token, role]))
  return found.map(({ token }, index): HeaderColumn => {
    const own = names.get(token)
    if (own !== undefined) return { role: own, column: token.column, token }
    const isBlock = index === 0 && vocabulary.isIndicatorsLabel(token.text)
    return { role: isBlock ? 'indicatorsLabel' : `other:${index}`, column: token.column, token }
  })
}

/**
 * The columns that a line heads on one band. At the band's edges a heading may be cut, so that only an exact one
 * tells its column there; at least one heading must be exact.
 */
export function bandHeaderOf(line: SourceLine, vocabulary: Vocabulary): readonly HeaderColumn[] | null {
  const matches = line.tokens.map((token, index) => {
    const match = vocabulary.column(token.text)
    const atEdge = index === 0 || index === line.tokens.length - 1
    const begun = index === line.tokens.length - 1 && token.text.length <= SHORT_PIECE
    const cut = begun || (atEdge && match?.likeness !== 1)
    return cut ? null : match
  })
  const [first] = line.tokens
  const again = matches.slice(1).some((other) => other?.role === matches[0]?.role)
  const hasBlockLabel =
    first !== undefined &&
    (again || matches[1]?.role === 'level1') &&
    vocabulary.isIndicatorsLabel(first.text)
  const columns = line.tokens.map((token, index): HeaderColumn => {
    if (index === 0 && hasBlockLabel) return { role: 'indicatorsLabel', column: token.column, token }
    const role = matches[index]?.role
    const before = matches.slice(hasBlockLabel ? 1 : 0, index).some((other) => other?.role === role)
    const known = role !== undefined && (!before || index === 1)
    return { role: known ? role : `other:${index}`, column: token.column, token }
  })
  const known = columns.filter(({ role }) => !role.startsWith('other:')).length
  const exact = matches.some((match) => match?.likeness === 1)
  const others = line.tokens.length - known
  return exact && others <= Math.max(2, known) && line.tokens.every(isHeading) ? columns : null
}

/** The last heading of a line that is no heading of its own, with the columns that the others head. */
export interface Beginning {
  readonly text: string
  readonly roles: readonly ColumnRole[]
}

/**
 * The columns of a line whose first text ends a heading that the page edge cut: `度指标值` behind `年`; else null. One
 * that would be a heading by itself is the end of another where that column is headed beside it already.
 */
export function restOfHeader(
  line: SourceLine,
  beginnings: readonly Beginning[],
  vocabulary: Vocabulary,
): readonly HeaderColumn[] | null {
  const [first, ...others] = line.tokens
  if (first === undefined || !line.tokens.every(isHeading)) return null
  if (!/^\p{Script=Han}/u.test(first.text)) return null
  const alone = vocabulary.column(first.text)
  const isTwice = others.some((token) => vocabulary.column(token.text)?.role === alone?.role)
  const role = beginnings
    .filter(({ roles }) => alone?.likeness !== 1 || isTwice || roles.includes(alone.role))
    .map(({ text }) => vocabulary.column(text + first.text))
    .find((match) => match?.likeness === 1)?.role
  if (role === undefined) return null
  return [
    { role, column: first.column, token: first },
    ...others.map((token, index): HeaderColumn => {
      const match = vocabulary.column(token.text)
      return {
        role: match?.likeness === 1 && match.role !== role ? match.role : `other:${index + 1}`,
        column: token.column,
        token,
      }
    }),
  ]
}

/** A heading this short at a band's edge may be the beginning of a longer one: 年度 of 年度重点工作. */
const SHORT_PIECE = 2

/** Longest heading of a column, in characters. */
const LONGEST_HEADING = 14

const isHeading = (token: Token): boolean => token.text.length <= LONGEST_HEADING

/** Headings at inner edges that were not cut after all, only worded otherwise. */
export function resolveOthers(
  header: readonly HeaderColumn[],
  vocabulary: Vocabulary,
): readonly HeaderColumn[] {
  const taken = new Set(rolesOf(header))
  return header.map((column) => {
    if (!column.role.startsWith('other:')) return column
    const match = vocabulary.column(column.token.text)
    if (match === null || taken.has(match.role)) return column
    taken.add(match.role)
    return { ...column, role: match.role }
  })
}

export const rolesOf = (header: readonly HeaderColumn[]): readonly ColumnRole[] =>
  header.map((column) => column.role)

/** A header of a sheet that was not cut sideways: a name with its targets. */
export function isWholeHeader(header: readonly HeaderColumn[]): boolean {
  const roles = rolesOf(header)
  return roles.length >= 3 && roles.includes('name') && roles.some(isTargetRole)
}

/** A header that has levels, names and targets: its sheet was not cut between them. */
export function spansBands(header: readonly HeaderColumn[]): boolean {
  const roles = rolesOf(header)
  return roles.some(isLevelRole) && roles.includes('name') && roles.some(isTargetRole)
}

/** A header that begins a row's figures or what is said of them: the names stand on another band. */
export function beginsBehindNames(header: readonly HeaderColumn[]): boolean {
  const known = rolesOf(header).filter((role) => !role.startsWith('other:'))
  return known.length > 0 && !known.some((role) => isLevelRole(role) || role === 'name')
}

export function sameColumns(a: readonly HeaderColumn[], b: readonly HeaderColumn[]): boolean {
  const [rolesA, rolesB] = [rolesOf(a), rolesOf(b)]
  return rolesA.length === rolesB.length && rolesA.every((role, index) => role === rolesB[index])
}

export const levelColumns = (header: readonly HeaderColumn[]): readonly HeaderColumn[] =>
  header.filter((column) => isLevelRole(column.role))
