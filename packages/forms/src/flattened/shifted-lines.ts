/** Lines of a page that stand further right than the others, put back before pages are laid side by side. */
import { isTextLine, type SourceLine } from './source-lines.ts'

/** Confidence of texts of a line that was moved back. */
const MOVED_BACK = 0.94

/**
 * The lines in their columns. A page has as many fields on each line; where some have more, and each of those begins
 * with as many blank ones, they stand so many too far right: beside another band's line that could not be told any
 * more. Where a line that has more begins with a text, the numbers of fields tell nothing of shifts.
 */
export function unshifted(lines: readonly SourceLine[]): readonly SourceLine[] {
  const widths = pageWidths(lines)
  return lines.map((line) => {
    const width = widths.get(line.page) ?? line.width
    const by = line.width - width
    if (by <= 0) return line
    const tokens = line.tokens.map((token) => ({
      ...token,
      column: token.column - by,
      confidence: Math.min(token.confidence, MOVED_BACK),
    }))
    return { ...line, width, tokens }
  })
}

/** The fewest fields of each page whose lines with more all begin with blank ones. */
function pageWidths(lines: readonly SourceLine[]): ReadonlyMap<number, number> {
  const pages = new Map<number, SourceLine[]>()
  for (const line of lines)
    if (!isTextLine(line)) pages.set(line.page, [...(pages.get(line.page) ?? []), line])
  return new Map(
    [...pages].flatMap(([page, own]): readonly [number, number][] => {
      const width = Math.min(...own.map((line) => line.width))
      const isBlank = (line: SourceLine): boolean => (line.tokens[0]?.column ?? 0) >= line.width - width
      return own.every(isBlank) ? [[page, width]] : []
    }),
  )
}
