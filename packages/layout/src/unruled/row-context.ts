/** What a table's lines say of its rows before any is made: how far rows stand apart, which columns every row fills. */
import { median } from '../geometry.ts'
import { isLeader } from './phrases.ts'
import type { PlacedLine } from './placed.ts'

/** So many rows of figures tell how near rows come. */
const MANY_ROWS = 5

/** A line's pitch is told from a row's pitch where one is at least so many times the other. */
const PITCH_RATIO = 1.18

/** Lines of one cell stand at most this far apart, from middle to middle, in em. */
export const LINE_PITCH_EM = 1.75

/** Columns, the first apart, most of whose cells are figures. */
export function valueColumnsOf(lines: readonly PlacedLine[], columns: number): boolean[] {
  const count = Array.from({ length: columns }, () => ({ numeric: 0, all: 0 }))
  for (const cell of lines.flatMap((line) => line.cells)) {
    const column = count[cell.from]
    if (!column || cell.to !== cell.from) continue
    column.all += 1
    if (cell.phrase.isNumeric) column.numeric += 1
  }
  return count.map(({ numeric, all }, index) => index > 0 && numeric >= 2 && numeric >= all * 0.45)
}

/** What tells rows of one table from lines of one cell. */
export interface RowContext {
  /** Usual distance of two rows' centres in points; null where nothing tells it from a line's. */
  readonly rowPitch: number | null
  /** Least distance of two rows of figures that follow each other, where there are many; it hardly varies. */
  readonly leastRowPitch: number | null
  /** Columns of figures. */
  readonly values: readonly boolean[]
  /** Columns that nearly every row fills. */
  readonly keys: readonly boolean[]
  /** How far right each column's text reaches. */
  readonly rights: readonly number[]
}

/**
 * Distance of neighbouring rows. Lines that both hold figures in one column tell it; else the wider of two clearly
 * different pitches does, if the lines that stand nearer look like a wrapped cell's. Null where nothing tells it.
 */
export function rowPitchOf(lines: readonly PlacedLine[], values: readonly boolean[]): number | null {
  const sure: number[] = []
  const pairs: { pitch: number; goesOn: boolean }[] = []
  const fullest = Math.max(...lines.map((line) => line.cells.length), 0)
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1]
    const pitch = previous ? line.centre - previous.centre : 0
    if (!previous || pitch < line.size * 0.75) continue
    if (stacksFigures([previous], line, values)) sure.push(pitch)
    const goesOn = line.cells.length < fullest || line.cells.some((cell) => /^\p{Ll}/u.test(cell.phrase.text))
    pairs.push({ pitch, goesOn })
  }
  if (sure.length >= 2) return median(sure) ?? null
  pairs.sort((a, b) => a.pitch - b.pitch)
  for (const [index, pair] of pairs.entries()) {
    const above = pairs[index + 1]
    if (!above || pair.pitch > (lines[0]?.size ?? 10) * LINE_PITCH_EM) break
    if (above.pitch / pair.pitch < PITCH_RATIO) continue
    const near = pairs.slice(0, index + 1)
    return near.filter(({ goesOn }) => goesOn).length >= near.length * 0.4 ? above.pitch : null
  }
  return null
}

export function leastRowPitchOf(lines: readonly PlacedLine[], values: readonly boolean[]): number | null {
  const pitches = lines.flatMap((line, index) => {
    const previous = lines[index - 1]
    return previous && stacksFigures([previous], line, values) ? [line.centre - previous.centre] : []
  })
  return pitches.length >= MANY_ROWS ? Math.min(...pitches) : null
}

export function rightsOf(lines: readonly PlacedLine[], columns: number): number[] {
  const rights = Array.from({ length: columns }, () => Number.NEGATIVE_INFINITY)
  for (const cell of lines.flatMap((line) => line.cells)) {
    const text = cell.phrase.words.findLast((word) => !isLeader(word.text))
    if (cell.from === cell.to && text) rights[cell.from] = Math.max(rights[cell.from] ?? 0, text.box[2])
  }
  return rights
}

export function keyColumnsOf(lines: readonly PlacedLine[], columns: number): boolean[] {
  const filled = Array.from({ length: columns }, () => 0)
  for (const cell of lines.flatMap((line) => line.cells)) {
    if (cell.from === cell.to) filled[cell.from] = (filled[cell.from] ?? 0) + 1
  }
  const most = Math.max(...filled.slice(1), 1)
  return filled.map((count, index) => index > 0 && count >= most * 0.7)
}

export function stacksFigures(
  row: readonly PlacedLine[],
  line: PlacedLine,
  values: readonly boolean[],
): boolean {
  return line.cells.some(
    (cell) =>
      values[cell.from] &&
      cell.phrase.isNumeric &&
      row.some((above) =>
        above.cells.some((each) => each.from === cell.from && each.to === cell.to && each.phrase.isNumeric),
      ),
  )
}
