/** Columns that only the stretched spaces of justified text make: a narrow column set flush at both its sides. */
import type { Phrase, PhraseLine } from './phrases.ts'

/** Text set flush with an edge ends within so many em of it. */
const FLUSH_EM = 0.35
/** The next line of a paragraph stands at most so far below, from middle to middle, in em. */
const NEXT_LINE_EM = 1.5
/** So many corridors at most run through one justified column. */
const MOST_CORRIDORS = 3
/** Fewest lines with a stretched space. */
const FEWEST_LINES = 2
/** Share of the lines with a stretched space that are as such lines are: a misprint is no column. */
const STRETCHED_SHARE = 0.9

/**
 * The boundaries of columns without those that run through a column of justified text. Every line with a gap there
 * reaches from the one side to the other and goes on in the line below, and other lines have no gap there.
 */
export function withoutStretchedSpaces(
  boundaries: readonly number[],
  hard: readonly number[],
  lines: readonly PhraseLine[],
): number[] {
  let kept = [...boundaries].sort((a, b) => a - b)
  for (let count = MOST_CORRIDORS; count > 0; count -= 1) {
    for (let at = 0; at + count <= kept.length; at += 1) {
      const inner = kept.slice(at, at + count)
      if (inner.some((each) => hard.includes(each))) continue
      const left = kept[at - 1] ?? Number.NEGATIVE_INFINITY
      const right = kept[at + count] ?? Number.POSITIVE_INFINITY
      if (isJustified(lines, [left, right], inner)) kept = kept.filter((each) => !inner.includes(each))
    }
  }
  return kept
}

interface ColumnLine {
  readonly phrases: readonly Phrase[]
  readonly centre: number
  readonly left: number
  readonly right: number
  readonly size: number
}

function isJustified(
  lines: readonly PhraseLine[],
  [from, to]: readonly [number, number],
  inner: readonly number[],
): boolean {
  const column = lines.flatMap(({ phrases, centre, size }): readonly ColumnLine[] => {
    const own = phrases.filter(({ box }) => box[0] > from && box[2] < to)
    const [first, last] = [own[0], own.at(-1)]
    return first && last ? [{ phrases: own, centre, size, left: first.box[0], right: last.box[2] }] : []
  })
  const gapped = column.filter(({ phrases }) => phrases.length > 1)
  if (gapped.length < FEWEST_LINES) return false
  const left = Math.min(...column.map((line) => line.left))
  const right = Math.max(...column.map((line) => line.right))
  const stretched = gapped.filter((line) => {
    const slack = line.size * FLUSH_EM
    const next = column[column.indexOf(line) + 1]
    const goesOn = next && next.centre - line.centre < line.size * NEXT_LINE_EM && next.left - left < slack
    return line.left - left < slack && right - line.right < slack && goesOn && line.phrases.every(isWords)
  })
  if (stretched.length < gapped.length * STRETCHED_SHARE) return false
  return inner.every((at) =>
    column.some(({ phrases }) => phrases.some(({ box }) => box[0] < at && box[2] > at)),
  )
}

function isWords({ isNumeric, text }: Phrase): boolean {
  return !isNumeric && /\p{L}/u.test(text)
}
