/** Joining amounts that the page edge cut in two: `12` at the end of one band, `34.50` at the start of the next. */
import { type Doubt, foldWidth } from '@backfile/model'
import { isFundHeading } from './band-funds.ts'
import { amountsCut } from './band-messages.ts'
import { joinTokens, type SourceLine, type Token } from './source-lines.ts'
import { isAmount } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Confidence of an amount put together from both sides of the page edge: nothing but its sum could confirm it. */
const CUT_AMOUNT = 0.85

/** Confidence of two pieces that make no amount. */
const NO_AMOUNT = 0.3

/** How well two texts at the seam make one amount: above 0 where the first ends in mid-number, below where they make none. */
export function amountSeam(piece: string, rest: string): number {
  if (!amountPiece.test(piece) || !amountPiece.test(rest)) return 0
  const decimals = /^[^.．]*[.．](\d*)$/.exec(foldWidth(piece + rest))?.[1]?.length
  const isOne = isAmount(piece + rest) && !/^0\d/.test(foldWidth(piece + rest))
  if (!isOne || (decimals ?? 0) > MOST_DECIMALS) return SEAM.none
  return /[.．,，]$/.test(piece) || decimals === MOST_DECIMALS ? SEAM.unfinished : SEAM.possible
}

/** Decimals of an amount in yuan or ten thousand yuan. */
const MOST_DECIMALS = 2

const SEAM = { none: -3, possible: 0.3, unfinished: 1.5 }

/** What the page edge leaves of an amount: digits and separators. */
const amountPiece = /^[-(（]?[\d０-９.,，．]+[)）]?$/

/** An amount, or what the page edge left of one. */
export const isAmountPiece = (text: string): boolean => isAmount(text) || amountPiece.test(text)

/**
 * Joined lines whose amounts are whole. The edge runs through a column of amounts where the heading of that column
 * was cut, or where lines have more amounts than the lines above them have headings; among label–value pairs, where
 * no label parts two amounts. An amount of a cut column that shows on one side only is as doubtful as a joined one.
 */
export function joinCutAmounts(
  lines: readonly SourceLine[],
  width: number,
  vocabulary: Vocabulary,
): { readonly lines: readonly SourceLine[]; readonly doubts: readonly Doubt[] } {
  const joined: SourceLine[] = []
  const cut: Token[] = []
  for (const { heading, rows } of fundTables(lines, vocabulary)) {
    if (heading !== null) joined.push(heading)
    const place = heading === null ? null : cutPlace(heading, rows, width, vocabulary)
    const placed = rows.map((row) => {
      const own = isPaired(row, vocabulary) ? anywhere(width) : place
      return { row, own, whole: own === null ? null : withWholeAmount(row, own, width) }
    })
    const decimals = new Set(
      placed.flatMap(({ whole }) => (whole === null ? [] : decimalsOf(whole.piece.text))),
    )
    for (const { row, own, whole } of placed) {
      const mended = whole ?? (own === null ? null : withHalf(row, own, width, decimals))
      joined.push(mended?.line ?? row)
      if (mended !== null) cut.push(mended.amount)
    }
  }
  return { lines: joined, doubts: cut.length === 0 ? [] : [amountsCut(cut)] }
}

/** A line of a block whose labels and amounts alternate. */
export function isPaired(line: SourceLine, vocabulary: Vocabulary): boolean {
  const blocks = vocabulary.form.funds.filter((block) => block.pairs)
  return blocks.some((block) => line.tokens.some(({ text }) => vocabulary.line(block, text) !== null))
}

/** Where the page edge cuts amounts. */
interface CutPlace {
  /** First column at the left whose last text is the beginning of an amount: merged columns behind it are blank. */
  readonly from: number
  /** Where whole amounts stand, under their heading. */
  readonly column: number
  /** The heading itself was cut: every amount of the column may be. */
  readonly sure: boolean
}

const anywhere = (width: number): CutPlace => ({ from: 0, column: width - 1, sure: false })

function cutPlace(
  heading: SourceLine,
  rows: readonly SourceLine[],
  width: number,
  vocabulary: Vocabulary,
): CutPlace | null {
  const last = heading.tokens.findLast((token) => token.column < width)
  if (last !== undefined && linesOf(last).size > 1 && isMeasure(last, vocabulary))
    return { from: last.column, column: last.column, sure: true }
  if (!hasTooMany(heading, rows, vocabulary)) return null
  const headed = heading.tokens.some((token) => token.column === width)
  const from = last !== undefined && isMeasure(last, vocabulary) ? last.column : width - 1
  return { from, column: headed ? width : from, sure: false }
}

interface FundTable {
  /** The line of the measures' headings; null for lines above the first. */
  readonly heading: SourceLine | null
  readonly rows: readonly SourceLine[]
}

function fundTables(lines: readonly SourceLine[], vocabulary: Vocabulary): FundTable[] {
  const tables: { heading: SourceLine | null; rows: SourceLine[] }[] = []
  for (const line of lines) {
    if (headsMeasures(line, vocabulary)) tables.push({ heading: line, rows: [] })
    else if (tables.length === 0) tables.push({ heading: null, rows: [line] })
    else tables.at(-1)?.rows.push(line)
  }
  return tables
}

/** Labels of the block may stand before the headings. */
function headsMeasures(line: SourceLine, vocabulary: Vocabulary): boolean {
  const tails = line.tokens.map((_, from) => ({ ...line, tokens: line.tokens.slice(from) }))
  return tails.some((tail) => isFundHeading(tail, vocabulary))
}

const linesOf = (token: Token): ReadonlySet<number> =>
  new Set(token.locators.flatMap((locator) => ('line' in locator ? [locator.line] : [])))

function hasTooMany(heading: SourceLine, rows: readonly SourceLine[], vocabulary: Vocabulary): boolean {
  const measures = heading.tokens.filter((token) => isMeasure(token, vocabulary))
  return rows.some((row) => trailingPieces(row).length > measures.length)
}

const isMeasure = (token: Token, vocabulary: Vocabulary): boolean =>
  vocabulary.form.funds.some((block) => vocabulary.measure(block, token.text) !== null)

function trailingPieces(row: SourceLine): readonly Token[] {
  return row.tokens.slice(row.tokens.findLastIndex((token) => !amountPiece.test(token.text)) + 1)
}

interface MendedRow {
  readonly line: SourceLine
  readonly amount: Token
}

interface WholeRow extends MendedRow {
  /** What the edge left of the amount at its left. */
  readonly piece: Token
}

function withWholeAmount(row: SourceLine, place: CutPlace, width: number): WholeRow | null {
  const at = row.tokens.findIndex((token) => token.column === width)
  const [piece, rest] = [row.tokens[at - 1], row.tokens[at]]
  if (piece === undefined || rest === undefined || piece.column < place.from) return null
  if (!amountPiece.test(piece.text) || !amountPiece.test(rest.text)) return null
  const joined = joinTokens([piece, rest], '')
  const amount = {
    ...joined,
    column: place.column,
    confidence: Math.min(joined.confidence, isAmount(joined.text) ? CUT_AMOUNT : NO_AMOUNT),
  }
  return { line: { ...row, tokens: row.tokens.toSpliced(at - 1, 2, amount) }, amount, piece }
}

/** Decimals that a text shows of an amount; none where it ends before its point. */
function decimalsOf(text: string): number[] {
  const shown = /[.．]([\d０-９]*)$/.exec(text)?.[1]
  return shown === undefined ? [] : [shown.length]
}

/**
 * What the edge left of an amount on one side: the whole of a short one, or half of one whose row was misjudged. Where
 * no heading shows that the whole column is cut, one that ends as many `decimals` behind its point as others that are.
 */
function withHalf(
  row: SourceLine,
  place: CutPlace,
  width: number,
  decimals: ReadonlySet<number>,
): MendedRow | null {
  const at = row.tokens.findLastIndex(({ column }) => column >= place.from && column <= width)
  const half = row.tokens[at]
  if (half === undefined || !amountPiece.test(half.text)) return null
  if (!place.sure && !decimalsOf(half.text).some((own) => own < MOST_DECIMALS && decimals.has(own)))
    return null
  const amount = { ...half, column: place.column, confidence: Math.min(half.confidence, CUT_AMOUNT) }
  return { line: { ...row, tokens: row.tokens.with(at, amount) }, amount }
}
