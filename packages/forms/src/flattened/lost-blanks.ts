/** Lines of a band that lost their blank fields in front. */
import type { CutColumn } from './band-seam.ts'
import type { BlockPiece } from './pieces.ts'
import type { SourceLine } from './source-lines.ts'
import { isTargetRole } from './text-fit.ts'
import { isSureTarget } from './value-patterns.ts'

/** Confidence of texts of a line whose blank fields in front were put back. */
const PUT_BACK = 0.94

/** A line of texts side by side that begins in front of the band's first column has lost its blank fields there. */
export function withBlanks(line: SourceLine, { header }: BlockPiece, cut: CutColumn | null): SourceLine {
  const [first, last] = [line.tokens[0], line.tokens.at(-1)]
  const [head, ...others] = cut === null ? header : cut.rightHeader
  if (first === undefined || last === undefined || head === undefined) return line
  const least = cut?.rightColumn ?? head.column
  if (first.column >= least || last.column - first.column >= line.tokens.length) return line
  const isOwn = isTargetRole(head.role) && isSureTarget(first.text)
  const by = (isOwn ? head.column : least) - first.column
  const end = Math.max(head.column, ...others.map(({ column }) => column))
  if (last.column + by > end) return line
  const tokens = line.tokens.map((token) => ({
    ...token,
    column: token.column + by,
    confidence: Math.min(token.confidence, PUT_BACK),
  }))
  return { ...line, tokens }
}
