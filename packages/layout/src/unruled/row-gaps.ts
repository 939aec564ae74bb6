/** White space between lines that ends a table, told from what stands between its rows. */
import type { Ruling } from '@backfile/readers'
import { isYear, type PhraseLine } from './phrases.ts'

/** White space above a line, in em, that ends whatever stood before. */
const BREAK_EM = 2.1

/** The same inside a table whose columns go on below. */
export const REJOIN_EM = 4

/** Rows of one table, and what heads them, stand as far apart but for this share. */
const EVEN_SHARE = 0.1

/** A head above a rule has at most so many lines. */
const HEAD_LINES = 3

/**
 * Whether so much white space stands between the line at `index` and `run`, the lines above it that may be of the same
 * table, that these end: not where rows beside it stand as far apart, nor below a head that a rule parts from them. Word
 * processors give each row space above and below, which then may be wider than that before paragraphs.
 */
export function endsAbove(
  lines: readonly PhraseLine[],
  index: number,
  run: readonly PhraseLine[],
  rulings: readonly Ruling[],
): boolean {
  const [previous, line] = [run.at(-1), lines[index]]
  if (!previous || !line) return false
  const gap = line.top - previous.bottom
  if (gap <= BREAK_EM * Math.max(line.size, previous.size)) return false
  if (gap > REJOIN_EM * line.size) return true
  return !isRowGap(lines, index, gap) && !(isHead(run) && isRuledOff(previous, line, rulings))
}

/** Whether lines are labels of columns: few, the last one of several texts, none of them a figure but years. */
function isHead(run: readonly PhraseLine[]): boolean {
  const [first, ...others] = run.at(-1)?.phrases ?? []
  if (run.length > HEAD_LINES || !first || others.length === 0) return false
  return run.every(({ phrases }) => phrases.every(({ isNumeric, text }) => !isNumeric || isYear(text)))
}

/** Whether a rule stands between two lines, from the first text of the upper one to its last. */
function isRuledOff(above: PhraseLine, line: PhraseLine, rulings: readonly Ruling[]): boolean {
  const between = rulings.filter(
    ({ y0, y1 }) => Math.abs(y1 - y0) < 0.5 && y0 > above.centre && y0 < line.centre,
  )
  const covered = (x: number): boolean => between.some(({ x0, x1 }) => x0 < x && x1 > x)
  return above.phrases.every(({ box }) => covered((box[0] + box[2]) / 2))
}

/** Whether rows, lines of several texts, stand `gap` points apart right above or right below a line. */
function isRowGap(lines: readonly PhraseLine[], index: number, gap: number): boolean {
  return [index - 2, index - 1, index + 1, index + 2].some((at) => {
    const [upper, lower] = [lines[at - 1], lines[at]]
    if (!upper || !lower || upper.phrases.length < 2 || lower.phrases.length < 2) return false
    return Math.abs(lower.top - upper.bottom - gap) < gap * EVEN_SHARE
  })
}
