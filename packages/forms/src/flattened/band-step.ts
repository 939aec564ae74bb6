/** Whether the lines of two bands that have as many stand side by side, one by one. */
import { meet, placesOnLines } from './band-levels.ts'
import type { CutColumn } from './band-seam.ts'
import type { BlockPiece } from './pieces.ts'
import type { SourceLine } from './source-lines.ts'
import type { KnownPlace, Vocabulary } from './vocabulary.ts'

/**
 * Pages of both bands have as many lines, and no indicator stands beside a level where it never does while the level
 * where it does is another line’s: then as many labels as rows are a coincidence.
 */
export function isInStep(
  left: BlockPiece,
  right: BlockPiece,
  cut: CutColumn | null,
  vocabulary: Vocabulary,
): boolean {
  return samePages(left.lines, right.lines) && !contradicts(left, right, cut, vocabulary)
}

function samePages(left: readonly SourceLine[], right: readonly SourceLine[]): boolean {
  return left.length === right.length && left.every((line, index) => line.page === right[index]?.page)
}

function contradicts(
  left: BlockPiece,
  right: BlockPiece,
  cut: CutColumn | null,
  vocabulary: Vocabulary,
): boolean {
  const placesOn = placesOnLines(left, vocabulary)
  const nameOf = namesOf(left, right, cut)
  const all = placesOn.flat()
  let here: readonly KnownPlace[] = []
  return left.lines.some((line, index) => {
    const own = placesOn[index] ?? []
    if (own.length > 0) here = own
    const usual = vocabulary.indicators(nameOf(line, right.lines[index]))
    if (here.length === 0 || usual.length === 0 || meet(usual, here)) return false
    return meet(usual, all)
  })
}

/** The name of the row that these lines of both bands make, either of which may be missing. */
export function namesOf(
  left: BlockPiece,
  right: BlockPiece,
  cut: CutColumn | null,
): (line: SourceLine | undefined, mate: SourceLine | undefined) => string {
  const textAt = (from: SourceLine | undefined, column: number | undefined): string =>
    from?.tokens.find((token) => token.column === column)?.text ?? ''
  if (cut?.role === 'name')
    return (line, mate) => textAt(line, cut.leftColumn) + textAt(mate, cut.rightColumn)
  const [own, other] = [left, right].map(({ header }) => header.find(({ role }) => role === 'name')?.column)
  return (line, mate) => (own === undefined ? textAt(mate, other) : textAt(line, own))
}
