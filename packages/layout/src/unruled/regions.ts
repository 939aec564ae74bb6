/** Where on a page tables without rulings are: runs of lines that share columns, without captions, notes or prose. */
import type { PaintedPage } from '@backfile/readers'
import { median } from '../geometry.ts'
import { isTableCaptionText } from './captions.ts'
import type { Column } from './columns.ts'
import { confidenceOf } from './likelihood.ts'
import type { PhraseLine } from './phrases.ts'
import { isProselike, isYear } from './phrases.ts'
import type { PlacedLine } from './placed.ts'
import { LINE_PITCH_EM } from './row-context.ts'
import type { RowEvidence } from './row-evidence.ts'
import { tableRuns } from './runs.ts'
import type { Arrangement } from './structure.ts'
import { arrange } from './structure.ts'

/** A table's lines, arranged, and how sure it is that they are a table. */
export interface FoundRegion {
  readonly arrangement: Arrangement
  readonly confidence: number
}

/** Below this, lines that share columns are not called a table. */
const LEAST_CONFIDENCE = 0.6

const NOTE_MARK = /^(?:\*{1,3}|†|‡|\(?\d{1,2}[).]|\(?[a-z][).]|\d|[a-z])$/u

/** The tables among a lane's lines. */
export function findRegions(lines: readonly PhraseLine[], page: PaintedPage): FoundRegion[] {
  const found: FoundRegion[] = []
  for (const run of tableRuns(lines, page)) {
    const trimmed = trimRun(run, page)
    if (!trimmed) continue
    const confidence = confidenceOf(trimmed, isAnnounced(lines, trimmed))
    if (confidence >= LEAST_CONFIDENCE) found.push({ arrangement: trimmed, confidence })
  }
  return found
}

/** A caption stands within so many em of its table, and has at most so many lines. */
const CAPTION_EM = 2.5
const CAPTION_LINES = 3

/** Whether a caption above these lines, or right below them, says that they are a table. */
function isAnnounced(lane: readonly PhraseLine[], { lines }: Arrangement): boolean {
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) return false
  const above = lane.filter((line) => line.centre < first.top).slice(-CAPTION_LINES)
  const below = lane.find((line) => line.centre > last.bottom)
  let top = first.top
  for (const line of above.reverse()) {
    if (top - line.bottom > CAPTION_EM * line.size) break
    if (isTableCaption(line)) return true
    top = line.top
  }
  return below !== undefined && below.top - last.bottom < CAPTION_EM * below.size && isTableCaption(below)
}

function isTableCaption(line: PhraseLine): boolean {
  return isTableCaptionText(line.phrases.map((phrase) => phrase.text).join(' '))
}

/** Takes a run's lines that stand above its header or below its last row away. */
function trimRun(run: readonly PhraseLine[], page: PaintedPage): Arrangement | null {
  let lines = run
  for (let round = 0; round < 3; round += 1) {
    const arrangement = arrange(lines, page)
    if (!arrangement) return null
    const [first, last] = extentOf(arrangement)
    if (last - first < 1) return null
    if (first === 0 && last === lines.length - 1) return arrangement
    lines = lines.slice(first, last + 1)
  }
  return arrange(lines, page)
}

function extentOf(arrangement: Arrangement): [number, number] {
  const { lines, columns, evidence } = arrangement
  const spread = lines.map((line) => new Set(line.cells.map((cell) => cell.from)).size > 1)
  let first = spread.indexOf(true)
  let last = spread.lastIndexOf(true)
  while (last > first && isFootnote(lines[last], columns)) {
    last = spread.lastIndexOf(true, last - 1)
  }
  first = firstOfHeader(arrangement, first)
  const closing = evidence.cuts.find((cut) => cut > (lines[last]?.centre ?? 0)) ?? 0
  for (let below = last + 1; below < lines.length; below += 1) {
    const [line, above] = [lines[below], lines[below - 1]]
    const cell = line?.cells[0]
    if (!line || !above || !cell || line.cells.length > 1 || cell.from !== cell.to) break
    const over = above.cells.find((each) => each.from === cell.from)
    const isClose = line.centre - above.centre < line.size * 1.5
    if (isHalfWay(above, line) && !over) {
      last = below
      continue
    }
    // Nothing but the last row's own lines stands above the rule that closes it.
    if (cell.from > 0 && line.centre < closing) {
      last = below
      continue
    }
    if (!over || !isClose) break
    // Below a first column stand notes as well, below the others nothing but what goes on with a cell.
    const isFlush = cell.from > 0 && Math.abs(over.phrase.box[0] - cell.phrase.box[0]) < line.size * FLUSH_EM
    if (!isFlush && !/^\p{Ll}/u.test(cell.phrase.text)) break
    last = below
  }
  return [first, last]
}

/** Lines of one cell begin within so many em of one another. */
const FLUSH_EM = 0.2

/** Lines of a label and of the figures in its middle stand at most so far apart, from middle to middle, in em. */
const HALF_WAY_EM = 0.75

/** Whether two lines are of one row by how near they stand: a label's, and that of the figures set in its middle. */
function isHalfWay(upper: PlacedLine, lower: PlacedLine): boolean {
  return lower.centre - upper.centre < lower.size * HALF_WAY_EM
}

/** A header stands above the rows at most so many times as far as they stand apart. */
const HEADER_GAP = 1.5

/** So many headings of sections may stand between a header and the first row. */
const SECTION_LINES = 1

/** The first line of the header above a table's first row: labels over its values, perhaps with a section's heading below. */
function firstOfHeader({ lines, evidence, columns }: Arrangement, row: number): number {
  let first = row
  const apart = median(
    lines.slice(row + 1).map((line, index) => line.top - (lines[row + index]?.bottom ?? 0)),
  )
  for (let above = row - 1; above >= 0; above -= 1) {
    const [line, below] = [lines[above], lines[above + 1]]
    if (!line || !below) break
    const isCut = evidence.cuts.some((cut) => cut > line.centre && cut < below.centre)
    if (below.top - line.bottom > Math.max(line.size, (apart ?? 0) * HEADER_GAP)) break
    if (line.cells.every((cell) => cell.from === 0) && (isHalfWay(line, below) || goesOnIn(line, below))) {
      first = above
      continue
    }
    if (line.cells.every((cell) => cell.from > 0)) {
      if (isCut && !isFlushRight(line, columns) && !isRuledOff(line, evidence)) break
      if (isTitle(line, lines[first] ?? below, columns, evidence.cuts)) break
      if (isUnitNote(line, lines[first] ?? below, columns)) break
      first = above
    } else if (row - above > SECTION_LINES || !isHeadingOf(line)) break
  }
  return first
}

/** Whether a label goes on in the line right below: that begins with a small letter. */
function goesOnIn(line: PlacedLine, below: PlacedLine): boolean {
  const [label, next] = [line.cells[0], below.cells[0]]
  if (!label || next?.from !== 0 || line.cells.length > 1 || isProselike(label.phrase)) return false
  return below.centre - line.centre < line.size * LINE_PITCH_EM && /^\p{Ll}/u.test(next.phrase.text)
}

/** Whether a line is the unit of the whole table: in brackets, at its right side, above the label of the last column. */
function isUnitNote({ cells, size }: PlacedLine, below: PlacedLine, columns: readonly Column[]): boolean {
  const [only] = cells
  const [firstOfValues, last] = [columns[1], columns.at(-1)]
  if (!only || !firstOfValues || !last || cells.length > 1 || !/^\(.*\)$/u.test(only.phrase.text))
    return false
  const [left, , right] = only.phrase.box
  if (right < last.right - size * 0.5) return false
  const off = Math.abs((left + right) / 2 - (firstOfValues.left + last.right) / 2)
  if (columns.length > 2 && off < size * CENTRED_EM) return false
  return below.cells.some(
    ({ to, phrase }) => to === columns.length - 1 && (!phrase.isNumeric || isYear(phrase.text)),
  )
}

/** A label over all columns of values has its middle within so many em of theirs. */
const CENTRED_EM = 1.5

/** Whether a ruling stands right above a line: with the one below it, it parts a head from what is none of the table. */
function isRuledOff({ top, size }: PlacedLine, { cuts }: RowEvidence): boolean {
  return cuts.some((cut) => cut < top + size * 0.3 && cut > top - size * RULED_OFF_EM)
}

/** A head stands within so many em below the ruling that begins its table. */
const RULED_OFF_EM = 1

/** Whether all of a line's texts end where their columns' figures end, as heads do and titles do not. */
function isFlushRight(line: PlacedLine, columns: readonly Column[]): boolean {
  return line.cells.every(
    ({ phrase, to }) => Math.abs(phrase.box[2] - (columns[to]?.right ?? 0)) < phrase.size * 0.5,
  )
}

/** Whether a line heads a section: one text of few words, no figure. */
function isHeadingOf({ cells }: PlacedLine): boolean {
  const [only] = cells
  return only !== undefined && cells.length === 1 && !only.phrase.isNumeric && !isProselike(only.phrase)
}

/** Larger than the table's text, or centred over the whole of it rather than over its columns of values. */
function isTitle(
  line: PlacedLine,
  below: PlacedLine,
  columns: readonly Column[],
  cuts: readonly number[],
): boolean {
  const cell = line.cells[0]
  const [first, last] = [columns[0], columns.at(-1)]
  const values = below.cells.filter((each) => each.from > 0)
  if (!cell || !first || !last || line.cells.length > 1) return false
  if (cuts.some((cut) => cut < line.centre && cut > line.top - line.size)) return false
  if (line.size > below.size * 1.12) return true
  const [left, right] = [cell.phrase.box[0], cell.phrase.box[2]]
  const [valuesLeft, valuesRight] = [
    Math.min(...values.map((each) => each.phrase.box[0])),
    Math.max(...values.map((each) => each.phrase.box[2])),
  ]
  if (Math.abs(left - valuesLeft) < line.size * 0.5) return false
  const offTable = Math.abs((left + right) / 2 - (first.left + last.right) / 2)
  const offValues = Math.abs((left + right) / 2 - (valuesLeft + valuesRight) / 2)
  return offTable < (last.right - first.left) * 0.1 && offTable < offValues * 0.8
}

/** A note's mark with its text: the text runs across the columns. */
function isFootnote(line: PlacedLine | undefined, columns: readonly Column[]): boolean {
  const [mark, text] = [line?.cells[0], line?.cells[1]]
  if (!line || !mark || !text || line.cells.length > 2 || !NOTE_MARK.test(mark.phrase.text)) return false
  const isAcross = Math.abs(text.phrase.box[0] - (columns[text.from]?.left ?? 0)) > line.size * 0.5
  return !text.phrase.isNumeric && (text.to > text.from || isAcross) && isProselike(text.phrase)
}
