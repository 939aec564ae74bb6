/** Lines that a line end inside a field broke: `一级` on one line, `指标 · 二级指标 · …` on the next. */
import { type Doubt, parseTarget } from '@backfile/model'
import { isFundHeading } from './band-funds.ts'
import { headerOf, isWholeHeader } from './header.ts'
import { figuresBroken } from './messages.ts'
import type { HeaderColumn } from './row-columns.ts'
import { joinTokens, type SourceLine, type Token, usualWidth } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Most line ends inside the fields of one line. */
const MOST_BREAKS = 6

/** Confidence of a field that a line end broke. */
const JOINED = 0.85

export interface WholeLines {
  readonly lines: readonly SourceLine[]
  readonly doubts: readonly Doubt[]
}

/**
 * The lines with broken ones in one, which together are as wide as most lines: headings that head columns only so,
 * and rows whose last field is a figure only so.
 */
export function joinBrokenLines(lines: readonly SourceLine[], vocabulary: Vocabulary): WholeLines {
  const width = usualWidth(lines)
  const whole: SourceLine[] = []
  const figures: Token[] = []
  for (let at = 0; at < lines.length; at++) {
    const found = headingFrom(lines, at, width, vocabulary) ?? rowFrom(lines, at, width)
    const line = found?.line ?? lines[at]
    if (line !== undefined) whole.push(line)
    if (found?.figure !== undefined) figures.push(found.figure)
    at += found?.breaks ?? 0
  }
  return { lines: whole, doubts: figures.length === 0 ? [] : [figuresBroken(figures)] }
}

interface Joined {
  readonly line: SourceLine
  readonly breaks: number
  /** The field that is a figure as a whole. */
  readonly figure?: Token
}

function headingFrom(
  lines: readonly SourceLine[],
  at: number,
  width: number,
  vocabulary: Vocabulary,
): Joined | null {
  const line = lines[at]
  if (line === undefined || width < 2 || heads(line, vocabulary)) return null
  return joinedFrom(lines, at, width).find((joined) => heads(joined.line, vocabulary)) ?? null
}

/** A row whose last field goes on on the next lines, and is a figure only as a whole: `不超过` above `36个`. */
function rowFrom(lines: readonly SourceLine[], at: number, width: number): Joined | null {
  const upper = lines[at]
  const last = upper?.tokens.at(-1)
  if (upper === undefined || upper.width < 2 || last === undefined) return null
  for (const { line, breaks } of joinedFrom(lines, at, width)) {
    const field = line.tokens.find(({ column }) => column === last.column)
    if (field === undefined || !isCutFigure(last.text, field.text.slice(last.text.length))) continue
    const figure = { ...field, confidence: Math.min(field.confidence, JOINED) }
    const tokens = line.tokens.map((token) => (token === field ? figure : token))
    return { line: { ...line, tokens }, breaks, figure }
  }
  return null
}

/** The line with one and more of the next ones, where that is as wide as most lines. */
function joinedFrom(lines: readonly SourceLine[], at: number, width: number): readonly Joined[] {
  const found: Joined[] = []
  let line = lines[at]
  for (let breaks = 1; line !== undefined && breaks <= MOST_BREAKS; breaks++) {
    const joined = joinBroken(line, lines[at + breaks])
    if (joined === null || joined.width > width) break
    if (joined.width === width) found.push({ line: joined, breaks })
    line = joined
  }
  return found
}

/** A text that is a figure, or has its unit, only with what the next line begins with. */
export function isCutFigure(upper: string, lower: string): boolean {
  const [own, whole] = [parseTarget(upper), parseTarget(upper + lower)]
  if (whole.value === null || whole.text !== null) return false
  if (own.value === null) return onlyRelation.test(upper)
  return own.unit === null && whole.unit !== null
}

/** No figure, and nothing that is measured. */
const onlyRelation = /^(?:[=≥≤<>＝≧≦＞＜]+|[不大小高低多少于等超过至最控制在约]+)$/

/** The last field of one line goes on in the first of the next. */
function joinBroken(line: SourceLine, next: SourceLine | undefined): SourceLine | null {
  const [last, first] = [line.tokens.at(-1), next?.tokens[0]]
  if (next === undefined || last === undefined || first === undefined) return null
  if (next.page !== line.page || last.column !== line.width - 1 || first.column !== 0) return null
  const moved = next.tokens.slice(1).map((token) => ({ ...token, column: token.column + line.width - 1 }))
  return {
    ...line,
    width: line.width + next.width - 1,
    tokens: [...line.tokens.slice(0, -1), joinTokens([last, first], ''), ...moved],
  }
}

/** A line of headings only: of indicators, or of the amounts of funds behind labels of their block. */
function heads(line: SourceLine, vocabulary: Vocabulary): boolean {
  const header = headerOf(line, vocabulary)
  if (header !== null && isWholeHeader(header)) return header.every(isHeading)
  const from = line.tokens.findIndex(({ text }) => !isFundLabel(text, vocabulary))
  return from >= 0 && isFundHeading({ ...line, tokens: line.tokens.slice(from) }, vocabulary)
}

/** A heading that the form knows, or a short one of another column: row numbers, remarks. */
const isHeading = ({ role, token }: HeaderColumn): boolean =>
  !role.startsWith('other:') || (token.text.length <= LONGEST_HEADING && !/[\d。；，]/.test(token.text))

/** Longest heading of a column that the form does not know. */
const LONGEST_HEADING = 8

const isFundLabel = (text: string, vocabulary: Vocabulary): boolean =>
  vocabulary.isFundsLabel(text) ||
  vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, text) > SURE_BLOCK)

/** Likeness from which a text is a block's label. */
const SURE_BLOCK = 0.9
