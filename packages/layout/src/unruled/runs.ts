/** Runs of lines that may be tables: between wide white space, running text, captions and notes. */
import type { PaintedPage, Ruling } from '@backfile/readers'
import { median } from '../geometry.ts'
import { isCaptionText, isNoteText } from './captions.ts'
import { linesInCells } from './cell-lines.ts'
import { boundariesOf } from './columns.ts'
import { contentsAmong } from './contents.ts'
import { isProselike, isYear, type PhraseLine } from './phrases.ts'
import { endsAbove, REJOIN_EM } from './row-gaps.ts'
import type { Arrangement } from './structure.ts'
import { arrange } from './structure.ts'

/** A heading between two parts of a table has at most so many lines. */
const HEADING_LINES = 2

/** A lane with this share of running text is prose: its lines from edge to edge are prose, however stretched. */
const TEXT_LANE_SHARE = 0.35

/** White space so many times the usual one, and so much wider in em, may part two tables. */
const PARTING_FACTOR = 1.5
const PARTING_EM = 0.35
/** So many of the widest gaps of a run are looked at. */
const PARTINGS = 4

/** The lines of a lane that may be tables, each run one table's. */
export function tableRuns(lines: readonly PhraseLine[], page: PaintedPage): PhraseLine[][] {
  return rejoined(runsOf(lines, page.rulings), lines, page).flatMap((run) => partedRun(run, page))
}

/**
 * A run parted where another table begins right below the first: behind white space wider than between the rows, with
 * a header and columns of its own.
 */
function partedRun(run: readonly PhraseLine[], page: PaintedPage, depth = 0): PhraseLine[][] {
  const again = repeatedHeaders(run)
  if (again.length > 0) {
    const ends = [...again, run.length]
    return [0, ...again].flatMap((from, part) => partedRun(run.slice(from, ends[part]), page, depth))
  }
  if (depth === PARTINGS) return [[...run]]
  for (const at of wideGaps(run)) {
    const [above, below] = [run.slice(0, at), run.slice(at)]
    const header = below.find((line) => line.phrases.length > 1)
    if (!header || header.phrases.some(({ isNumeric, text }) => isNumeric && !isYear(text))) continue
    const [a, b] = [arrange(above, page), arrange(below, page)]
    if (!a || !b || !hasRows(a) || !hasRows(b) || haveSameColumns(a, b)) continue
    if (!a.values.includes(true) && !b.values.includes(true)) continue
    return [...partedRun(above, page, depth + 1), ...partedRun(below, page, depth + 1)]
  }
  return [[...run]]
}

/**
 * Where a run's first line of several labels, no figure among them, stands again below a heading: other tables
 * begin.
 */
function repeatedHeaders(run: readonly PhraseLine[]): number[] {
  const first = run.findIndex(({ phrases }) => phrases.length > 1)
  const labels = textsOf(run[first])
  if (labels === null) return []
  return run.flatMap((line, index) => {
    const isBelowHeading = index > first + 1 && run[index - 1]?.phrases.length === 1
    return isBelowHeading && textsOf(line) === labels ? [index] : []
  })
}

function textsOf(line: PhraseLine | undefined): string | null {
  if (line === undefined || line.phrases.length < 2 || line.phrases.some(({ isNumeric }) => isNumeric))
    return null
  return line.phrases.map(({ text }) => text).join('\n')
}

/** The places of lines that stand behind unusually wide white space, the widest first. */
function wideGaps(run: readonly PhraseLine[]): number[] {
  const gaps = run.slice(1).map((line, index) => line.top - (run[index]?.bottom ?? line.top))
  const usual = Math.max(0, gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length * 0.8)] ?? 0)
  return gaps
    .flatMap((gap, index) => {
      const size = run[index + 1]?.size ?? 0
      return gap > usual * PARTING_FACTOR && gap > usual + size * PARTING_EM ? [{ gap, at: index + 1 }] : []
    })
    .sort((a, b) => b.gap - a.gap)
    .slice(0, PARTINGS)
    .map(({ at }) => at)
}

function hasRows({ lines }: Arrangement): boolean {
  return lines.filter((line) => new Set(line.cells.map((cell) => cell.from)).size > 1).length >= 2
}

/** Lines between things that cannot stand inside a table: wide white space, running text, captions, notes. */
function runsOf(lines: readonly PhraseLine[], rulings: readonly Ruling[]): PhraseLine[][] {
  const laneLeft = edgeOf(lines.map((line) => line.left).sort((a, b) => a - b))
  const laneRight = edgeOf(lines.map((line) => line.right).sort((a, b) => b - a))
  const runs: PhraseLine[][] = []
  let run: PhraseLine[] = []
  const end = (): void => {
    if (run.filter((line) => line.phrases.length > 1).length >= 2) runs.push(run)
    run = []
  }
  const running = lines.filter(
    (line) => isRunningText(line, laneLeft, laneRight) || isStretched(line, laneLeft, laneRight),
  )
  const isLaneOfText = running.length >= lines.length * TEXT_LANE_SHARE
  const contents = contentsAmong(lines)
  const inCells = linesInCells(lines)
  const usualSize = median(lines.map(({ size }) => size)) ?? 0
  let text: PhraseLine | null = null
  let runLeft = laneLeft
  for (const [index, line] of lines.entries()) {
    const previous = run.at(-1)
    // Text and tables below an outdented heading begin further right than the lane does.
    const edge = run.length === 0 ? laneLeft : Math.max(laneLeft, runLeft - line.size * 2)
    const isText: boolean =
      !inCells.has(line) &&
      ((isRunningText(line, edge, laneRight) && !isAmongRows(line, lines[index - 1], lines[index + 1])) ||
        (text !== null &&
          isStretched(line, text.left, text.right) &&
          line.centre - text.centre < line.size * 1.8) ||
        (text !== null && isLong(text, laneLeft, laneRight) && endsParagraph(line, text)) ||
        (isLaneOfText && isStretched(line, laneLeft, laneRight)))
    text = isText ? line : null
    if (previous && endsAbove(lines, index, run, rulings)) end()
    const isBeside = contents.has(line) || isCaption(line) || isNote(line) || isForSignatures(line)
    if (
      isText ||
      isBeside ||
      (isHeading(line, usualSize, lines[index + 1]) && line.left - edge < line.size * INDENT_EM)
    )
      end()
    else {
      runLeft = run.length === 0 ? line.left : Math.min(runLeft, line.left)
      run.push(line)
    }
  }
  end()
  return runs
}

/** So many lines of a lane may reach beyond it: a running title, a page number. */
const OUTLIERS = 2
/** A lane of fewer lines has none. */
const MANY_LINES = 10

/** The edge that a lane's lines keep to, of their ends from the outermost one inwards. */
function edgeOf(ends: readonly number[]): number {
  return ends[ends.length < MANY_LINES ? 0 : OUTLIERS] ?? 0
}

/** Puts runs together again that have the same columns, with the headings that stand between them. */
function rejoined(
  runs: readonly PhraseLine[][],
  lines: readonly PhraseLine[],
  page: PaintedPage,
): PhraseLine[][] {
  const joined: PhraseLine[][] = []
  const usualSize = median(lines.map(({ size }) => size)) ?? 0
  for (const run of runs) {
    const previous = joined.at(-1)
    const between = previous ? linesBetween(previous, run, lines) : []
    const areHeadings =
      between.length <= HEADING_LINES &&
      !between.some(
        (line, index) =>
          isCaption(line) || isNote(line) || isHeading(line, usualSize, between[index + 1] ?? run[0]),
      )
    if (previous && areHeadings && goesOn(previous, run, page)) previous.push(...between, ...run)
    else joined.push([...run])
  }
  return joined
}

/** The lines between two runs, but for those that stand beside them. */
function linesBetween(
  above: readonly PhraseLine[],
  below: readonly PhraseLine[],
  lines: readonly PhraseLine[],
): PhraseLine[] {
  const [last, first] = [above.at(-1), below[0]]
  if (!last || !first) return []
  const left = Math.min(...above.map((line) => line.left))
  return lines
    .slice(lines.indexOf(last) + 1, lines.indexOf(first))
    .filter((line) => line.left > left - line.size * INDENT_EM)
}

function goesOn(above: readonly PhraseLine[], below: readonly PhraseLine[], page: PaintedPage): boolean {
  const [last, first] = [above.at(-1), below[0]]
  if (!last || !first || first.top - last.bottom > REJOIN_EM * first.size) return false
  const [a, b] = [arrange(above, page), arrange(below, page)]
  if (!a || !b || !haveSameColumns(a, b)) return false
  const startsWithBody =
    b.lines[0]?.cells.some((cell) => b.values[cell.from] && cell.phrase.isNumeric) ?? false
  return startsWithBody || (b.lines[0]?.cells.length === 1 && b.lines[0]?.cells[0]?.from === 0)
}

/** Whether a line has rows right above and right below: then it is a heading or a long label, no paragraph. */
function isAmongRows(
  line: PhraseLine,
  above: PhraseLine | undefined,
  below: PhraseLine | undefined,
): boolean {
  if (!above || !below || above.phrases.length < 2 || below.phrases.length < 2) return false
  if (line.left < Math.min(above.left, below.left) - line.size * INDENT_EM) return false
  if (isSetAlike(line, above) || isSetAlike(line, below)) return false
  return Math.max(line.top - above.bottom, below.top - line.bottom) < line.size * AMONG_ROWS_EM
}

/** Rows are indented below their heading by at most so many em. */
const INDENT_EM = 3

/** Whether a row's first text is as long as a line, from the same edge on: both are lines of one paragraph. */
function isSetAlike(line: PhraseLine, { phrases: [first] }: PhraseLine): boolean {
  if (!first || !isProselike(first)) return false
  const [left, , right] = first.box
  return Math.abs(left - line.left) < line.size && Math.abs(right - line.right) < line.size * SAME_LENGTH_EM
}

/** Lines of a ragged paragraph end within so many em of one another. */
const SAME_LENGTH_EM = 5

/** Rows stand so near above and below a heading among them, in em. */
const AMONG_ROWS_EM = 1

function isRunningText(line: PhraseLine, laneLeft: number, laneRight: number): boolean {
  const only = line.phrases[0]
  if (!only || line.phrases.length > 1 || !isProselike(only)) return false
  const isAtLeft = line.left - laneLeft < line.size * INDENT_EM
  return isAtLeft && isLong(line, laneLeft, laneRight)
}

function isLong(line: PhraseLine, laneLeft: number, laneRight: number): boolean {
  return line.right - line.left > (laneRight - laneLeft) * 0.6
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

/** Headings are set so many times as large as the text. */
const HEADING_SIZE = 1.12
/** The number of a section. */
const SECTION_NUMBER = /^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?)$/u

/**
 * Whether a line is a heading of the text: larger than it and what is below, nothing but words, perhaps behind a
 * number.
 */
function isHeading({ phrases, size }: PhraseLine, usualSize: number, below: PhraseLine | undefined): boolean {
  if (size < Math.max(usualSize, below?.size ?? 0) * HEADING_SIZE) return false
  const [number, words] = phrases
  if (words === undefined) return number !== undefined && !number.isNumeric
  return phrases.length === 2 && SECTION_NUMBER.test(number?.text ?? '') && !words.isNumeric
}

/** Lines of a paragraph stand at most so many em apart, from middle to middle, and begin within so many of one edge. */
const PARAGRAPH_PITCH_EM = 1.8
const PARAGRAPH_EDGE_EM = 0.3
/** Gaps that are no wider than this, in em, are spaces between words. */
const SPACE_EM = 0.6

/** Whether a line goes on with the running text right above it: with nothing but spaces between its words. */
function endsParagraph(line: PhraseLine, text: PhraseLine): boolean {
  if (line.centre - text.centre > line.size * PARAGRAPH_PITCH_EM) return false
  if (Math.abs(line.left - text.left) > line.size * PARAGRAPH_EDGE_EM || line.right > text.right + line.size)
    return false
  const words = line.phrases.flatMap((phrase) => phrase.words)
  return words.every((word, index) => {
    const before = words[index - 1]
    return before === undefined || word.box[0] - before.box[2] < line.size * SPACE_EM
  })
}

/** Lines drawn with underscores, to be signed on. */
const SIGNATURE = /^_{6,}$/u

function isForSignatures({ phrases }: PhraseLine): boolean {
  return phrases.every(({ text }) => SIGNATURE.test(text))
}

function isCaption(line: PhraseLine): boolean {
  return isCaptionText(line.phrases.map((phrase) => phrase.text).join(' '))
}

function isNote(line: PhraseLine): boolean {
  return isNoteText(line.phrases[0]?.text ?? '')
}

function haveSameColumns(a: Arrangement, b: Arrangement): boolean {
  if (a.columns.length !== b.columns.length) return false
  return boundariesOf(a.columns, []).every((at, index) => {
    const [left, right] = [b.columns[index], b.columns[index + 1]]
    return left !== undefined && right !== undefined && at > left.right - 2 && at < right.left + 2
  })
}
