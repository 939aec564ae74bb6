/** White space between lines that ends a table, told from what stands between its rows. */
import type { PhraseLine } from './phrases.ts'

/** White space above a line, in em, that ends whatever stood before. */
const BREAK_EM = 2.1

/** The same inside a table whose columns go on below. */
export const REJOIN_EM = 4

/** Rows of one table, and what heads them, stand as far apart but for this share. */
const EVEN_SHARE = 0.1

/**
 * Whether so much white space stands between the line at `index` and `previous`, the one above it that may be of the
 * same table, that what stood before ends: not where rows beside it stand as far apart. Word processors give each row
 * space above and below, which then may be wider than that before paragraphs.
 */
export function endsAbove(lines: readonly PhraseLine[], index: number, previous: PhraseLine): boolean {
  const line = lines[index]
  if (!line) return false
  const gap = line.top - previous.bottom
  if (gap <= BREAK_EM * Math.max(line.size, previous.size)) return false
  return gap > REJOIN_EM * line.size || !isRowGap(lines, index, gap)
}

/** Whether rows, lines of several texts, stand `gap` points apart right above or right below a line. */
function isRowGap(lines: readonly PhraseLine[], index: number, gap: number): boolean {
  return [index - 2, index - 1, index + 1, index + 2].some((at) => {
    const [upper, lower] = [lines[at - 1], lines[at]]
    if (!upper || !lower || upper.phrases.length < 2 || lower.phrases.length < 2) return false
    return Math.abs(lower.top - upper.bottom - gap) < gap * EVEN_SHARE
  })
}
