/** Whether the lines of two bands that have as many stand side by side, one by one. */
import type { CutColumn } from './band-seam.ts'
import type { BlockPiece } from './pieces.ts'
import type { SourceLine } from './source-lines.ts'
import { isLevelRole } from './text-fit.ts'
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
  const levels = left.header.filter(({ role }) => isLevelRole(role)).map(({ column }) => column)
  const placesOn = left.lines.map((line) => {
    const labels = line.tokens.filter(({ column }) => levels.includes(column)).reverse()
    return labels.map(({ text }) => placesOf(text, vocabulary)).find((places) => places.length > 0) ?? []
  })
  const all = placesOn.flat()
  let here: readonly KnownPlace[] = []
  return left.lines.some((line, index) => {
    const own = placesOn[index] ?? []
    if (own.length > 0) here = own
    const usual = vocabulary.indicators(nameOf(line, right.lines[index], left, right, cut))
    if (here.length === 0 || usual.length === 0 || meet(usual, here)) return false
    return meet(usual, all)
  })
}

function nameOf(
  line: SourceLine,
  mate: SourceLine | undefined,
  left: BlockPiece,
  right: BlockPiece,
  cut: CutColumn | null,
): string {
  const textAt = (from: SourceLine | undefined, column: number | undefined): string =>
    from?.tokens.find((token) => token.column === column)?.text ?? ''
  if (cut?.role === 'name') return textAt(line, cut.leftColumn) + textAt(mate, cut.rightColumn)
  const [own, other] = [left, right].map(({ header }) => header.find(({ role }) => role === 'name')?.column)
  return own === undefined ? textAt(mate, other) : textAt(line, own)
}

function placesOf(text: string, vocabulary: Vocabulary): readonly KnownPlace[] {
  const second = vocabulary.secondLevels(text)
  return second.length > 0 ? second : vocabulary.firstLevels(text)
}

/** A first level holds all of its second levels. */
function meet(usual: readonly KnownPlace[], places: readonly KnownPlace[]): boolean {
  return usual.some((one) =>
    places.some(
      (other) =>
        one.level1 === other.level1 &&
        (one.level2 === null || other.level2 === null || one.level2 === other.level2),
    ),
  )
}
