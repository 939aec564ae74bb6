/** Whether a text goes on with the text above it in its cell: by where both stand, and by how they read. */
import type { PlacedLine, PlacedPhrase } from './placed.ts'
import type { RowContext } from './row-context.ts'

/** Whether one text stands right below another, flush left with it. */
export function isFlush(upper: PlacedPhrase, lower: PlacedPhrase): boolean {
  return Math.abs(upper.phrase.box[0] - lower.phrase.box[0]) < lower.phrase.size * 0.3
}

/** Two lines of one label begin within so many em, an indent, or share their middle. */
const HANGING_EM = 2.5

/** Whether two texts may be lines of one label by where they stand: a heading in the middle of the table is not. */
export function standsOver(upper: PlacedPhrase, lower: PlacedPhrase): boolean {
  const [a, b] = [upper.phrase.box, lower.phrase.box]
  const size = lower.phrase.size
  return (
    Math.abs(a[0] - b[0]) < size * HANGING_EM ||
    Math.abs(a[0] + a[2] - b[0] - b[2]) < size ||
    Math.abs(a[2] - b[2]) < size * 0.5
  )
}

/** Whether the lower text's first word would not have fitted on the upper text's line. */
export function wraps(
  upper: PlacedPhrase | undefined,
  lower: PlacedPhrase,
  { rights }: Pick<RowContext, 'rights'>,
): boolean {
  const firstWord = lower.phrase.words[0]
  const right = rights[lower.to]
  if (!upper || !firstWord || right === undefined) return false
  const isIdeographic = /^\p{Script=Han}/u.test(firstWord.text)
  const width = isIdeographic ? lower.phrase.size : firstWord.box[2] - firstWord.box[0]
  return (
    rightOf(upper) + width + upper.phrase.size * 0.25 >
    right - upper.phrase.size * (isIdeographic ? 0.5 : 1.5)
  )
}

/** Whether the lower text goes on with the upper one's sentence, by how the one ends and the other begins. */
export function readsOn(upper: PlacedPhrase | undefined, lower: PlacedPhrase): boolean {
  if (!upper) return false
  if (OPEN_END.test(upper.phrase.text)) return true
  if (/\p{Script=Han}$/u.test(upper.phrase.text) && /^\p{Script=Han}/u.test(lower.phrase.text)) {
    const isFull = rightOf(upper) - upper.phrase.box[0] >= upper.phrase.size * WRAPPED_IDEOGRAPHS
    return isFull && Math.abs(lower.phrase.box[0] - upper.phrase.box[0]) < lower.phrase.size
  }
  return /^(?:\p{Ll}|[(（)）&])/u.test(lower.phrase.text)
}

/** A Chinese label shorter than this, in em, was not wrapped. */
const WRAPPED_IDEOGRAPHS = 5

const OPEN_END =
  /(?:[-–,(（、，/]|\b(?:and|or|of|the|to|in|for|by|with|from|on|at|a|an|other|than|per|de|la|et|des))$/iu

export function lastAbove(row: readonly PlacedLine[], cell: PlacedPhrase): PlacedPhrase | undefined {
  for (let index = row.length - 1; index >= 0; index -= 1) {
    const above = row[index]?.cells.find((each) => each.from === cell.from)
    if (above) return above
  }
  return undefined
}

function rightOf(cell: PlacedPhrase): number {
  return cell.phrase.box[2]
}
