/** Where on a page tables without rulings are: runs of lines that share columns, without captions, notes or prose. */
import type { PaintedPage } from '@backfile/readers'
import { median } from '../geometry.ts'
import { isCaptionText, isNoteText } from './captions.ts'
import type { Column } from './columns.ts'
import { boundariesOf } from './columns.ts'
import type { Phrase, PhraseLine } from './phrases.ts'
import { isLeader, isProselike } from './phrases.ts'
import type { PlacedLine } from './placed.ts'
import type { Arrangement } from './structure.ts'
import { arrange } from './structure.ts'

/** A table's lines, arranged, and how sure it is that they are a table. */
export interface FoundRegion {
  readonly arrangement: Arrangement
  readonly confidence: number
}

/** White space above a line, in em, that ends whatever stood before. */
const BREAK_EM = 2.1
/** The same inside a table whose columns go on below. */
const REJOIN_EM = 4
/** A table without a figure needs this many lines of several cells. */
const TEXT_TABLE_LINES = 3
/** Below this, lines that share columns are not called a table. */
const LEAST_CONFIDENCE = 0.6
/** No table is surer than this whose columns alignment alone shows: its figures are for a person to compare. */
const MOST_CONFIDENCE = 0.89
/** How one reaches somebody: two offices' addresses side by side are no table. */
const CONTACT =
  /@|\bwww\.|https?:|^(?:tel|telephone|phone|fax|e-?mail|courriel|电话|传真|邮箱|邮编)\b\.?\s*:?/iu

function areAddresses(lines: readonly PlacedLine[]): boolean {
  const all = lines.flatMap((line) => line.cells).map((cell) => cell.phrase.text)
  return lines.length <= MOST_ADDRESS_LINES && all.filter((text) => CONTACT.test(text)).length >= 2
}

/** An address has no more lines than this. */
const MOST_ADDRESS_LINES = 10

/** Lines flush at both edges are rows all the same where this share of their inner cells keeps to edges too. */
const KEPT_EDGES = 0.8

/** A lane with this share of running text is prose: its lines from edge to edge are prose, however stretched. */
const TEXT_LANE_SHARE = 0.35

const NOTE_MARK = /^(?:\*{1,3}|†|‡|\(?\d{1,2}[).]|\(?[a-z][).]|\d|[a-z])$/u

/** The tables among a lane's lines. */
export function findRegions(lines: readonly PhraseLine[], page: PaintedPage): FoundRegion[] {
  const found: FoundRegion[] = []
  for (const run of rejoined(runsOf(lines), page)) {
    const trimmed = trimRun(run, page)
    if (!trimmed) continue
    const confidence = confidenceOf(trimmed)
    if (confidence >= LEAST_CONFIDENCE) found.push({ arrangement: trimmed, confidence })
  }
  return found
}

/** Lines between things that cannot stand inside a table: wide white space, running text, captions, notes. */
function runsOf(lines: readonly PhraseLine[]): PhraseLine[][] {
  const laneLeft = Math.min(...lines.map((line) => line.left))
  const laneRight = Math.max(...lines.map((line) => line.right))
  const runs: PhraseLine[][] = []
  let run: PhraseLine[] = []
  const end = (): void => {
    if (run.filter((line) => line.phrases.length > 1).length >= 2) runs.push(run)
    run = []
  }
  const running = lines.filter((line) => isRunningText(line, laneLeft, laneRight))
  const isLaneOfText = running.length >= lines.length * TEXT_LANE_SHARE
  let text: PhraseLine | null = null
  for (const line of lines) {
    const previous = run.at(-1)
    const isText: boolean =
      isRunningText(line, laneLeft, laneRight) ||
      (text !== null &&
        isStretched(line, text.left, text.right) &&
        line.centre - text.centre < line.size * 1.8) ||
      (isLaneOfText && isStretched(line, laneLeft, laneRight))
    text = isText ? line : null
    if (previous && line.top - previous.bottom > BREAK_EM * Math.max(line.size, previous.size)) end()
    if (isText || isCaption(line) || isNote(line)) end()
    else run.push(line)
  }
  end()
  return runs
}

/** Puts runs together again that white space alone parted and that have the same columns. */
function rejoined(runs: readonly PhraseLine[][], page: PaintedPage): PhraseLine[][] {
  const joined: PhraseLine[][] = []
  for (const run of runs) {
    const previous = joined.at(-1)
    if (previous && goesOn(previous, run, page)) previous.push(...run)
    else joined.push([...run])
  }
  return joined
}

function goesOn(above: readonly PhraseLine[], below: readonly PhraseLine[], page: PaintedPage): boolean {
  const [last, first] = [above.at(-1), below[0]]
  if (!last || !first || first.top - last.bottom > REJOIN_EM * first.size) return false
  const [a, b] = [arrange(above, page), arrange(below, page)]
  if (!a || !b || a.columns.length !== b.columns.length) return false
  const isSame = boundariesOf(a.columns, []).every((at, index) => {
    const [left, right] = [b.columns[index], b.columns[index + 1]]
    return left !== undefined && right !== undefined && at > left.right - 2 && at < right.left + 2
  })
  const startsWithBody =
    b.lines[0]?.cells.some((cell) => b.values[cell.from] && cell.phrase.isNumeric) ?? false
  return isSame && (startsWithBody || (b.lines[0]?.cells.length === 1 && b.lines[0]?.cells[0]?.from === 0))
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

function extentOf({ lines, evidence, columns }: Arrangement): [number, number] {
  const spread = lines.map((line) => new Set(line.cells.map((cell) => cell.from)).size > 1)
  let first = spread.indexOf(true)
  let last = spread.lastIndexOf(true)
  while (last > first && isFootnote(lines[last], columns.length)) {
    last = spread.lastIndexOf(true, last - 1)
  }
  for (let above = first - 1; above >= 0; above -= 1) {
    const [line, below] = [lines[above], lines[first]]
    if (!line || !below) break
    const isCut = evidence.cuts.some((cut) => cut > line.centre && cut < below.centre)
    const overValues = line.cells.every((cell) => cell.from > 0)
    if (
      isCut ||
      !overValues ||
      below.top - line.bottom > line.size ||
      isTitle(line, below, columns, evidence.cuts)
    )
      break
    first = above
  }
  for (let below = last + 1; below < lines.length; below += 1) {
    const [line, above] = [lines[below], lines[below - 1]]
    const cell = line?.cells[0]
    if (!line || !above || !cell || line.cells.length > 1 || cell.from !== cell.to) break
    const over = above.cells.find((each) => each.from === cell.from)
    const isClose = line.centre - above.centre < line.size * 1.5
    if (!over || !isClose || !/^\p{Ll}/u.test(cell.phrase.text)) break
    last = below
  }
  return [first, last]
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

/** 0…1: how sure it is that arranged lines are a table. */
function confidenceOf(arrangement: Arrangement): number {
  const { lines, columns, values, evidence, hard } = arrangement
  const several = lines.filter((line) => new Set(line.cells.map((cell) => cell.from)).size > 1)
  const cells = lines.flatMap((line) => line.cells)
  const beyondFirst = cells.filter((cell) => cell.from > 0)
  const figures = beyondFirst.filter((cell) => cell.phrase.isNumeric).length / Math.max(1, beyondFirst.length)
  const filled = several.reduce((sum, line) => sum + line.cells.length, 0) / (several.length * columns.length)
  const ruled = evidence.cuts.length >= 2 ? 0.15 : evidence.cuts.length === 1 ? 0.08 : 0
  if (isContents(lines) || several.length < 2) return 0
  if (filled < 0.35) return 0
  const crossing = cells.filter((cell) => cell.to > cell.from && isProselike(cell.phrase)).length
  const wordy = cells.filter((cell) => isProselike(cell.phrase)).length / Math.max(1, cells.length)
  if (crossing > lines.length * 0.25) return 0
  const evenness = evennessOf(arrangement)
  if (columns.length === 2 && ruled === 0 && hard.length === 0 && areAddresses(lines)) return 0
  if (values.includes(true) && figures >= 0.4) {
    if (several.length < 3 && ruled === 0 && columns.length < 3) return 0.3
    return Math.min(
      MOST_CONFIDENCE,
      0.5 + 0.25 * filled + 0.15 * evenness + ruled + 0.02 * Math.min(5, several.length - 2),
    )
  }
  if (several.length < TEXT_TABLE_LINES && (ruled < 0.15 || several.length < lines.length)) return 0.3
  if (columns.length === 2 && ruled === 0 && hard.length === 0 && several.length < lines.length * 0.25)
    return 0.4
  if (isJustified(lines) && innerEvennessOf(arrangement) < KEPT_EDGES) return 0
  const score = 0.1 + 0.3 * filled + 0.35 * evenness + ruled + (hard.length > 0 ? 0.2 : 0) - 0.3 * wordy
  return Math.min(
    MOST_CONFIDENCE,
    score + 0.02 * Math.min(8, several.length - 3) + (columns.length > 2 ? 0.08 : 0),
  )
}

/** Lines flush at both edges are a paragraph with stretched spaces, not rows. */
function isJustified(lines: readonly PlacedLine[]): boolean {
  const lefts = lines.map((line) => line.cells[0]?.phrase.box[0] ?? 0)
  const rights = lines.map((line) => line.cells.at(-1)?.phrase.box[2] ?? 0)
  const slack = (lines[0]?.size ?? 10) * 0.2
  return Math.min(nearMedian(lefts, slack), nearMedian(rights, slack)) >= lines.length * 0.65
}

/** Share of cells behind the first column that keep to an edge of theirs other than the table's own right edge. */
function innerEvennessOf({ lines, columns }: Arrangement): number {
  let [even, all] = [0, 0]
  for (const index of columns.keys()) {
    if (index === 0) continue
    const held = lines.flatMap((line) =>
      line.cells.filter((cell) => cell.from === index && cell.to === index),
    )
    const slack = (held[0]?.phrase.size ?? 10) * 0.3
    const lefts = nearMedian(
      held.map((cell) => cell.phrase.box[0]),
      slack,
    )
    const rights = nearMedian(
      held.map((cell) => cell.phrase.box[2]),
      slack,
    )
    even += index === columns.length - 1 ? lefts : Math.max(lefts, rights)
    all += held.length
  }
  return all > 0 ? even / all : 0
}

/** Share of cells that stand at their column's left edge, middle or right edge, whichever its cells keep to. */
function evennessOf({ lines, columns }: Arrangement): number {
  let [even, all] = [0, 0]
  for (const index of columns.keys()) {
    const held = lines.flatMap((line) =>
      line.cells.filter((cell) => cell.from === index && cell.to === index),
    )
    if (held.length === 0) continue
    const edges = [
      held.map((cell) => cell.phrase.box[0]),
      held.map((cell) => cell.phrase.box[2]),
      held.map((cell) => (cell.phrase.box[0] + cell.phrase.box[2]) / 2),
    ]
    const size = held[0]?.phrase.size ?? 10
    even += Math.max(...edges.map((positions) => nearMedian(positions, size * 0.4)))
    all += held.length
  }
  return all > 0 ? even / all : 0
}

function nearMedian(positions: readonly number[], slack: number): number {
  const middle = median(positions) ?? 0
  return positions.filter((position) => Math.abs(position - middle) < slack).length
}

/** A contents page has several lists at most, each of which begins with a lower page than the last one ended. */
const FALLING_PAGES = 0.1

/** A contents page: most lines lead by dots to page numbers, which never fall. */
function isContents(lines: readonly PlacedLine[]): boolean {
  const led = lines.filter((line) => line.cells.some((cell) => isLed(cell.phrase)))
  if (led.length < lines.length * 0.4) return false
  const numbers = lines
    .map((line) => (line.cells.at(-1)?.phrase.text ?? '').replace(/^[.·…\s]+|[.·…\s]+$/gu, ''))
    .filter((text) => /^(?:\d{1,4}|[ivxlc]{1,7})$/iu.test(text))
  if (numbers.length < led.length * 0.7) return false
  const pages = numbers.map(Number).filter((page) => Number.isInteger(page))
  const falling = pages.filter((page, index) => page < (pages[index - 1] ?? 0))
  return falling.length <= pages.length * FALLING_PAGES
}

/** Whether dots lead on from a phrase, set close together or apart. */
function isLed({ words }: Phrase): boolean {
  const dots = words.filter((word) => isLeader(word.text))
  return dots.reduce((sum, word) => sum + word.text.length, 0) > 2
}

function isRunningText(line: PhraseLine, laneLeft: number, laneRight: number): boolean {
  const only = line.phrases[0]
  if (!only || line.phrases.length > 1 || !isProselike(only)) return false
  const isAtLeft = line.left - laneLeft < line.size * 3
  return isAtLeft && line.right - line.left > (laneRight - laneLeft) * 0.6
}

/** A justified line of a paragraph, its spaces stretched: nothing but words, from edge to edge, evenly spaced. */
function isStretched(line: PhraseLine, left: number, right: number): boolean {
  const words = line.phrases.flatMap((phrase) => phrase.words)
  const isAsLong = Math.abs(line.left - left) < line.size * 2.5 && Math.abs(line.right - right) < line.size
  const gaps = words.slice(1).map((word, index) => word.box[0] - (words[index]?.box[2] ?? 0))
  const widest = Math.max(...gaps)
  const isEven = widest < Math.min(...gaps) * 2 + line.size * 0.3 && widest < line.size * 3.5
  return isAsLong && isEven && words.filter((word) => /\p{L}/u.test(word.text)).length >= words.length * 0.7
}

function isCaption(line: PhraseLine): boolean {
  return isCaptionText(line.phrases.map((phrase) => phrase.text).join(' '))
}

function isNote(line: PhraseLine): boolean {
  return isNoteText(line.phrases[0]?.text ?? '')
}

/** A note's mark with its text: the text runs across the columns. */
function isFootnote(line: PlacedLine | undefined, columns: number): boolean {
  const [mark, text] = [line?.cells[0], line?.cells[1]]
  if (!line || !mark || !text || line.cells.length > 2 || !NOTE_MARK.test(mark.phrase.text)) return false
  return !text.phrase.isNumeric && (text.to > text.from || columns === 2) && isProselike(text.phrase)
}
