/** Lines whose end was lost: the next line's fields stand behind theirs, so that they are about twice as wide as others. */
import type { WholeLines } from './broken-lines.ts'
import { linesGlued } from './messages.ts'
import { type SourceLine, type Token, usualWidth } from './source-lines.ts'

/** Narrowest lines that are told by their width, and the share of all that must have it. */
const NARROWEST = 4
const USUAL_SHARE = 0.5

/** Fewest texts of either half: a line that is wide by chance has them on one side. */
const LEAST_TEXTS = 2

/** Confidence of the fields of a line that was parted, and of one that both halves may have. */
const PARTED = 0.85
const EITHER = 0.5

/** The lines, those of two rows parted where most lines of the text are of one width. */
export function partGluedLines(lines: readonly SourceLine[]): WholeLines {
  const width = usualWidth(lines)
  const usual = lines.filter((line) => line.width === width)
  if (width < NARROWEST || usual.length < USUAL_SHARE * lines.length) return { lines, doubts: [] }
  const parted: SourceLine[] = []
  const whole = lines.flatMap((line) => {
    const rows = line.width === 2 * width || line.width === 2 * width - 1 ? rowsOf(line, width, usual) : null
    if (rows === null) return [line]
    parted.push(...rows)
    return rows
  })
  return { lines: whole, doubts: parted.length === 0 ? [] : [linesGlued(parted)] }
}

function rowsOf(line: SourceLine, width: number, usual: readonly SourceLine[]): readonly SourceLine[] | null {
  const shared = line.width < 2 * width ? width - 1 : null
  const sure = (token: Token): Token => ({ ...token, confidence: Math.min(token.confidence, PARTED) })
  const moved = (token: Token): Token => ({ ...token, column: token.column - (line.width - width) })
  const own = line.tokens.filter(({ column }) => column < width && column !== shared).map(sure)
  const next = line.tokens.filter(({ column }) => column >= width).map((token) => moved(sure(token)))
  const between = line.tokens.find(({ column }) => column === shared)
  const [last, first] = between === undefined ? [null, null] : halvesOf(between, width, usual)
  const upper = last === null ? own : [...own, last]
  const lower = first === null ? next : [{ ...first, column: 0 }, ...next]
  if (upper.length < LEAST_TEXTS || lower.length < LEAST_TEXTS) return null
  return [
    { ...line, width, tokens: upper },
    { ...line, width, tokens: lower },
  ]
}

/** The last field of one row and the first of the next, which stand in one: of columns that recur or are mostly blank. */
function halvesOf(
  token: Token,
  width: number,
  usual: readonly SourceLine[],
): readonly [Token | null, Token | null] {
  const textsAt = (column: number): readonly string[] =>
    usual.flatMap(({ tokens }) => tokens.find((own) => own.column === column)?.text ?? [])
  const [lasts, firsts] = [textsAt(width - 1), textsAt(0)]
  const piece = (text: string, confidence: number): Token | null =>
    text === '' ? null : { ...token, text, confidence: Math.min(token.confidence, confidence) }
  const end = Math.max(0, ...lasts.filter((text) => token.text.startsWith(text)).map((text) => text.length))
  if (end > 0) return [piece(token.text.slice(0, end), PARTED), piece(token.text.slice(end).trim(), PARTED)]
  if (firsts.includes(token.text) || lasts.length === 0) return [null, piece(token.text, PARTED)]
  const mostlyLast = lasts.length >= firsts.length
  return mostlyLast ? [piece(token.text, EITHER), null] : [null, piece(token.text, EITHER)]
}
