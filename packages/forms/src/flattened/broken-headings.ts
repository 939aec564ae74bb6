/** Lines of headings that a line end inside a cell broke: `一级` on one line, `指标 · 二级指标 · …` on the next. */
import { isFundHeading } from './band-funds.ts'
import { headerOf, isWholeHeader } from './header.ts'
import type { HeaderColumn } from './row-columns.ts'
import { joinTokens, type SourceLine, usualWidth } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Most line ends inside the cells of one line of headings. */
const MOST_BREAKS = 6

/** The lines with broken headings in one: together they are as wide as most lines, and head columns only so. */
export function joinBrokenHeadings(lines: readonly SourceLine[], vocabulary: Vocabulary): SourceLine[] {
  const width = usualWidth(lines)
  const whole: SourceLine[] = []
  for (let at = 0; at < lines.length; at++) {
    const heading = headingFrom(lines, at, width, vocabulary)
    const line = lines[at]
    if (heading !== null) {
      whole.push(heading.line)
      at += heading.breaks
    } else if (line !== undefined) whole.push(line)
  }
  return whole
}

function headingFrom(
  lines: readonly SourceLine[],
  at: number,
  width: number,
  vocabulary: Vocabulary,
): { readonly line: SourceLine; readonly breaks: number } | null {
  let line = lines[at]
  if (line === undefined || width < 2 || heads(line, vocabulary)) return null
  for (let breaks = 1; breaks <= MOST_BREAKS; breaks++) {
    const joined = joinBroken(line, lines[at + breaks])
    if (joined === null || joined.width > width) return null
    if (joined.width === width && heads(joined, vocabulary)) return { line: joined, breaks }
    line = joined
  }
  return null
}

/** The last cell of one line goes on in the first of the next. */
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
