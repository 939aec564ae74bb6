/** Tables of indicators in running words: their headings, and what belongs below them. */
import type { Locator } from '@backfile/model'
import { formsTitled } from '../split.ts'
import { headerOf, isWholeHeader, sameColumns } from './header.ts'
import { endsBlock } from './pieces.ts'
import type { HeaderColumn } from './row-columns.ts'
import type { RunningContext } from './running-cells.ts'
import { lineEnd, lineOf, piecesFrom } from './running-labels.ts'
import { type RunningCell, runningRows } from './running-rows.ts'
import { joinWords, OUT_OF_ORDER, PLACED, sharesLine } from './running-words.ts'
import type { Token } from './source-lines.ts'
import { isLevelRole, isTargetRole } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Fewest columns of a table of indicators, and most that the form does not know on either side of the others. */
const COLUMNS = { fewest: 3, unknown: 2 }

/** Longest heading of a column that the form does not know. */
const LONGEST_HEADING = 8

/** More than this share of the rows that have labels has nothing else: labels and names do not stand side by side. */
const MOST_LABELS_ALONE = 0.5

export interface RunningIndicators {
  readonly header: readonly HeaderColumn[]
  readonly rows: readonly (readonly RunningCell[])[]
  /** The word with which the text goes on. */
  readonly end: number
}

/** Headings of a table of indicators, and the rows below them up to what ends the table. */
export function indicatorsAt(
  words: readonly Token[],
  at: number,
  vocabulary: Vocabulary,
  context: RunningContext,
): RunningIndicators | null {
  const heading = headingAt(words, at, vocabulary)
  if (heading === null) return null
  let end = heading.end
  while (end < words.length && !endsIndicators(words, end, vocabulary)) end = lineEnd(words, end)
  const own = words.slice(heading.end, end)
  return {
    header: heading.columns,
    rows: own.length === 0 ? [] : runningRows(own, heading.columns, context),
    end,
  }
}

/** Tables with the heading of the one above go on from it. */
export function tablesWithParts(
  parts: readonly RunningIndicators[],
): readonly (readonly RunningIndicators[])[] {
  const tables: RunningIndicators[][] = []
  for (const part of parts) {
    const above = tables.at(-1)?.at(-1)
    if (above !== undefined && sameColumns(above.header, part.header)) tables.at(-1)?.push(part)
    else tables.push([part])
  }
  return tables
}

/**
 * Whether labels of merged cells stand in front of their first rows: then a table's first row begins with one, and most
 * labels have a name behind them. Where a text goes by lines or by columns, they stand beside their rows or elsewhere.
 */
export function labelsInOrder(parts: readonly RunningIndicators[]): boolean {
  const header = parts[0]?.header ?? []
  const rows = parts.flatMap((part) => part.rows)
  const outermost = header.findIndex(isLevel)
  const labelled = rows.filter((row) => row.some(({ column }) => isLevel(header[column])))
  const alone = labelled.filter((row) => !row.some(({ column }) => header[column]?.role === 'name'))
  const begins = rows[0]?.some(({ column }) => column === outermost) === true
  return begins && alone.length <= MOST_LABELS_ALONE * labelled.length
}

const isLevel = (column: HeaderColumn | undefined): boolean =>
  column !== undefined && isLevelRole(column.role)

/** The rows with a field for each column; `inOrder`: their labels stand in front of them. */
export function indicatorLines(
  { header, rows }: RunningIndicators,
  inOrder: boolean,
): readonly (readonly (Token | null)[])[] {
  const surePlace = inOrder ? PLACED : OUT_OF_ORDER
  return rows.map((cells) => {
    const row = new Array<Token | null>(header.length).fill(null)
    for (const { column, token, share } of cells) {
      const saysPlace = header[column]?.role === 'name' || isLevel(header[column])
      row[column] = { ...token, confidence: Math.min(saysPlace ? surePlace : PLACED, share) }
    }
    return row
  })
}

/** Where the rows that have a name and a target begin. */
export function namedRows({ header, rows }: RunningIndicators): readonly Locator[] {
  const named = rows.filter((cells) => {
    const roles = cells.flatMap(({ column }) => header[column]?.role ?? [])
    return roles.includes('name') && roles.some(isTargetRole)
  })
  return named.flatMap((row) => row[0]?.token.locators.slice(0, 1) ?? [])
}

/** Headings one behind the other, with a few on either side of them on the same line that the form does not know. */
export function headingAt(
  words: readonly Token[],
  at: number,
  vocabulary: Vocabulary,
): { readonly columns: readonly HeaderColumn[]; readonly end: number } | null {
  const headed = new Set<string>()
  // The same heading again is that of the next page.
  const isKnown = (text: string): boolean => {
    const match = vocabulary.column(text)
    if (match?.likeness !== 1 || headed.has(match.role)) return false
    headed.add(match.role)
    return true
  }
  for (let front = 0; front <= COLUMNS.unknown; front++) {
    headed.clear()
    const known = piecesFrom(words, at + front, isKnown)
    if (known.tokens.length < COLUMNS.fewest) continue
    const before = words.slice(at, at + front)
    const behind = words.slice(known.end, lineEnd(words, known.end - 1))
    const others = [...before, ...behind]
    const [first] = known.tokens
    if (others.some(({ text }) => text.length > LONGEST_HEADING || /[\d。；，]/.test(text))) continue
    if (behind.length > COLUMNS.unknown || first === undefined) continue
    if (before.some((word) => !sharesLine(word, first) && !vocabulary.isIndicatorsLabel(word.text))) continue
    const tokens = [...before, ...known.tokens, ...behind]
    const columns = tokens.map((token, column): HeaderColumn => {
      const role = known.tokens.includes(token)
        ? vocabulary.column(token.text.replaceAll(' ', ''))?.role
        : undefined
      const isBlock = column === 0 && role === undefined && vocabulary.isIndicatorsLabel(token.text)
      return { role: role ?? (isBlock ? 'indicatorsLabel' : `other:${column}`), column, token }
    })
    if (columns.some(({ role }) => role === 'name')) return { columns, end: known.end + behind.length }
  }
  return brokenHeadingAt(words, at, vocabulary)
}

/** A line of headings of which some go on on the next line, which has nothing else. */
function brokenHeadingAt(
  words: readonly Token[],
  at: number,
  vocabulary: Vocabulary,
): { readonly columns: readonly HeaderColumn[]; readonly end: number } | null {
  const end = lineEnd(words, at)
  const next = words.slice(end, end < words.length ? lineEnd(words, end) : end)
  if (next.length === 0) return null
  const tokens = [...words.slice(at, end)]
  let from = 0
  for (const rest of next) {
    const index = tokens.findIndex(
      ({ text }, place) => place >= from && vocabulary.column(text + rest.text)?.likeness === 1,
    )
    const own = tokens[index]
    if (own === undefined) return null
    tokens[index] = joinWords([own, rest])
    from = index + 1
  }
  const columns = headerOf(lineOf(tokens), vocabulary)
  return columns !== null && isWholeHeader(columns) ? { columns, end: end + next.length } : null
}

/** Whether other headings, a field or a title begin at this word, the first of its line. */
function endsIndicators(words: readonly Token[], at: number, vocabulary: Vocabulary): boolean {
  const line = lineOf(words.slice(at, lineEnd(words, at)))
  const whole = joinWords(line.tokens).text
  if (formsTitled(whole, [vocabulary.form]).length > 0) return true
  return endsBlock(line, vocabulary) || headingAt(words, at, vocabulary) !== null
}
