/** Lines that are as long as a paragraph's and yet stand in a cell: other cells' texts stand on both sides of it. */
import type { PhraseLine } from './phrases.ts'

/** Lines of one cell stand at most so far apart, from middle to middle, and begin within so many em of one another. */
const LEADING_EM = 1.5
const FLUSH_EM = 0.2

/** A cell's text stands beside a line where their middles are within so many em: beside it or half-way to the next. */
const BESIDE_EM = 0.75

/** A cell of more lines than this above or below one is not looked through. */
const MOST_LINES = 15

/**
 * The lines of one text that belong to a cell, not to a paragraph: they begin flush, at the distance of lines, with
 * one that has texts to the left and to the right of it. Cells of one row that hold fewer lines are set in its
 * middle (word processors and typists do), so the first and last lines of the longest one stand alone.
 */
export function linesInCells(lines: readonly PhraseLine[]): ReadonlySet<PhraseLine> {
  const found = new Set<PhraseLine>()
  for (const [index, line] of lines.entries()) {
    for (const phrase of line.phrases) {
      const edge = phrase.box[0]
      if (!isEnclosed(lines, index, edge)) continue
      if (line.phrases.length === 1) found.add(line)
      for (const way of [-1, 1]) for (const each of flushLines(lines, index, edge, way)) found.add(each)
    }
  }
  return found
}

/** Whether texts stand to both sides of the one that begins at `edge`, on its line or half-way to the next. */
function isEnclosed(lines: readonly PhraseLine[], index: number, edge: number): boolean {
  const line = lines[index]
  const own = line?.phrases.find(({ box }) => box[0] === edge)
  if (!line || !own) return false
  const beside = [lines[index - 1], line, lines[index + 1]].flatMap((each) =>
    each && Math.abs(each.centre - line.centre) < line.size * BESIDE_EM ? each.phrases : [],
  )
  return (
    beside.some(({ box }) => box[2] < own.box[0]) &&
    beside.some(({ box }) => box[0] > own.box[2]) &&
    beside.every((each) => each === own || each.box[2] < own.box[0] || each.box[0] > own.box[2])
  )
}

/** The lines of one text that go on from a cell's line, up (`way` -1) or down (1), flush with it. */
function flushLines(
  lines: readonly PhraseLine[],
  index: number,
  edge: number,
  way: number,
): readonly PhraseLine[] {
  const found: PhraseLine[] = []
  let last = lines[index]
  for (let step = 1; step <= MOST_LINES; step += 1) {
    const line = lines[index + way * step]
    if (!last || !line) break
    const pitch = Math.abs(line.centre - last.centre)
    // What stands half-way is beside the cell, and none of its lines.
    if (pitch < line.size * BESIDE_EM) continue
    const isFlush = Math.abs(line.left - edge) < line.size * FLUSH_EM
    if (line.phrases.length > 1 || !isFlush || pitch > line.size * LEADING_EM) break
    found.push(line)
    last = line
  }
  return found
}
