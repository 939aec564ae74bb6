/** What separates rows besides their lines: rulings, shading, headings in the middle of the table. */
import type { PlacedLine } from './placed.ts'

/** What separates rows besides the lines themselves. */
export interface RowEvidence {
  /** y of rulings and of shading's edges that cross nearly the whole table. */
  readonly cuts: readonly number[]
  readonly left: number
  readonly right: number
}

/** A table's middle is met within so many em. */
const MIDDLE_EM = 1.5

/** A label indented by less, in em, is the first column's. */
const INDENT_EM = 3

/** Whether a line is one text, no figure, in the middle of the table. */
export function isCentredAlone(line: PlacedLine, { left, right }: RowEvidence): boolean {
  const only = line.cells[0]
  if (!only || line.cells.length > 1 || only.phrase.isNumeric) return false
  const [x0, , x1] = only.phrase.box
  if (x0 - left < line.size * INDENT_EM) return false
  return Math.abs((x0 + x1) / 2 - (left + right) / 2) < line.size * MIDDLE_EM
}

export function cutsBetween(lines: readonly PlacedLine[], index: number, evidence: RowEvidence): boolean {
  const [above, below] = [lines[index - 1], lines[index]]
  if (!above || !below) return true
  return evidence.cuts.some((cut) => cut > above.centre && cut < below.centre)
}
