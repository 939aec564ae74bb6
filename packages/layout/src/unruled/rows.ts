/** Lines gathered into rows: where a new row begins, and which lines only go on with a wrapped cell. */
import { median } from '../geometry.ts'
import { rowsByWhiteSpace } from './blocks.ts'
import { isYear } from './phrases.ts'
import type { PlacedLine, PlacedPhrase } from './placed.ts'

/** What separates rows besides the lines themselves. */
export interface RowEvidence {
  /** y of rulings and of shading's edges that cross nearly the whole table. */
  readonly cuts: readonly number[]
  readonly left: number
  readonly right: number
}

/** Lines this much nearer than rows usually are belong to one row. */
const TIGHT_SHARE = 0.86
/** Lines nearer than the nearest of many rows by this factor belong to one row. */
const NEARER_THAN_ROWS = 0.95
/** So many rows of figures tell how near rows come. */
const MANY_ROWS = 5
/** A line's pitch is told from a row's pitch where one is at least so many times the other. */
const PITCH_RATIO = 1.18
/** Lines of one cell stand at most this far apart, from middle to middle, in em. */
const LINE_PITCH_EM = 1.75

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

/** How many of the first lines are the header. */
export function headerLengthOf(
  lines: readonly PlacedLine[],
  values: readonly boolean[],
  evidence: RowEvidence,
): number {
  const ruled = firstRuledBlock(lines, evidence)
  if (!values.includes(true)) return ruled ?? 0
  const start = lines.findIndex((line, index) => isBodyLine(line, values, lines[index + 1]))
  if (start <= 0) return 0
  let length = ruled === start ? start : firstFullLine(lines.slice(0, start), values, lines)
  while (
    length > 0 &&
    (isHeading(lines[length - 1], lines[length - 2]) || headsSection(lines, length - 1, evidence)) &&
    (!cutsBetween(lines, length, evidence) || cutsBetween(lines, length - 1, evidence))
  ) {
    length -= 1
  }
  return length
}

/** Rulings part every row of a body from so many rows on. */
const RULED_ROWS = 3
/** Share of ruled rows that may hold figures below one another before they count as several rows each. */
const STACKED_SHARE = 0.2

/** The body's rows where rulings or shading part each of them; null where they part only groups of rows. */
export function ruledRowsOf(
  lines: readonly PlacedLine[],
  values: readonly boolean[],
  evidence: RowEvidence,
): PlacedLine[][] | null {
  const rows: PlacedLine[][] = []
  for (const [index, line] of lines.entries()) {
    const row = rows.at(-1)
    if (row && !cutsBetween(lines, index, evidence)) row.push(line)
    else rows.push([line])
  }
  if (rows.length < RULED_ROWS) return null
  const rights = rightsOf(lines, values.length)
  const stacked = rows.filter((row) => stacks(row, values, rights))
  return stacked.length > rows.length * STACKED_SHARE ? null : rows
}

/** The lines of the body, gathered row by row. */
export function rowsOf(
  lines: readonly PlacedLine[],
  values: readonly boolean[],
  evidence: RowEvidence,
): PlacedLine[][] {
  const ruled = ruledRowsOf(lines, values, evidence)
  if (ruled?.some((row) => row.length > 1)) return splitStacks(ruled, values, rightsOf(lines, values.length))
  const byWhiteSpace = values.includes(true) ? null : rowsByWhiteSpace(lines, values.length, readsOn)
  if (byWhiteSpace) return byWhiteSpace
  const context: RowContext = {
    rowPitch: rowPitchOf(lines, values),
    leastRowPitch: leastRowPitchOf(lines, values),
    values,
    keys: values.includes(true) ? values : keyColumnsOf(lines, values.length),
    rights: rightsOf(lines, values.length),
  }
  const rows: PlacedLine[][] = []
  let joins = false
  for (const [index, line] of lines.entries()) {
    const row = rows.at(-1)
    const isCut = cutsBetween(lines, index, evidence)
    if (row && !isCut && (joins || continuesRow(row, line, lines[index + 1], context))) row.push(line)
    else rows.push([line])
    const next = lines[index + 1]
    joins =
      next !== undefined &&
      !cutsBetween(lines, index + 1, evidence) &&
      !(rows.at(-1) ?? []).some((each) => isAnchor(each, context)) &&
      leadsInto(line, next, lines[index + 2], context)
  }
  return rows
}

/** The few ruled rows that hold figures or texts below one another are rows without rulings of their own. */
function splitStacks(
  rows: readonly PlacedLine[][],
  values: readonly boolean[],
  rights: readonly number[],
): PlacedLine[][] {
  return rows.flatMap((row) =>
    stacks(row, values, rights) ? rowsOf(row, values, { cuts: [], left: 0, right: 0 }) : [row],
  )
}

/** Whether lines are several rows': figures stand below one another, or texts that end before their cell is full. */
function stacks(row: readonly PlacedLine[], values: readonly boolean[], rights: readonly number[]): boolean {
  if (row.some((line, index) => index > 0 && stacksFigures(row.slice(0, index), line, values))) return true
  const breaks = row.slice(1).flatMap((line, index) =>
    line.cells.flatMap((cell) => {
      const upper = row[index]?.cells.find((each) => each.from === cell.from && each.to === cell.to)
      return upper ? [{ column: cell.from, isFull: wraps(upper, cell, { rights }) }] : []
    }),
  )
  const free = breaks.filter(({ isFull }) => !isFull)
  return new Set(free.map(({ column }) => column)).size >= 2 && free.length > breaks.length / 2
}

interface RowContext {
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

/** Whether a line only goes on with cells of the row above it. */
function continuesRow(
  row: readonly PlacedLine[],
  line: PlacedLine,
  next: PlacedLine | undefined,
  context: RowContext,
): boolean {
  const last = row.at(-1)
  if (!last || stacksFigures(row, line, context.values)) return false
  const pitch = line.centre - last.centre
  if (pitch < line.size * 0.75) return sharesNoColumn(row, line)
  if (isTight(pitch, context)) {
    const nextPitch = next ? next.centre - line.centre : Number.POSITIVE_INFINITY
    const leansDown = nextPitch < pitch * 0.9 && nextPitch > line.size * 0.75
    return !leansDown && line.cells.some((cell) => lastAbove(row, cell) !== undefined)
  }
  if (pitch > Math.max(context.rowPitch ?? 0, line.size * 1.3) * 1.15) return false
  if (!line.cells.every((cell) => wraps(lastAbove([last], cell), cell, context))) return false
  const reading = line.cells.filter((cell) => readsOn(lastAbove([last], cell), cell))
  const isInner = line.cells.every((cell) => cell.from > 0)
  return (
    reading.length * 2 > line.cells.length || (reading.length > 0 && (isInner || !isAnchor(line, context)))
  )
}

/** Whether a label's line goes on in the next line, where its figures stand. */
function leadsInto(
  line: PlacedLine,
  next: PlacedLine,
  afterNext: PlacedLine | undefined,
  context: RowContext,
): boolean {
  const isLast = isAnchor(next, context)
  if (!isLast && (!afterNext || !goesOnBelow(next, afterNext))) return false
  const pitch = next.centre - line.centre
  if (pitch < line.size * 0.75) return sharesNoColumn([line], next)
  const label = line.cells[0]
  const below = next.cells.find((cell) => cell.from === label?.from)
  if (!label || !below || line.cells.length > 1 || label.to !== label.from) return false
  if (/[:：]$/u.test(label.phrase.text)) return false
  if (isTight(pitch, context) && (!afterNext || afterNext.centre - next.centre > pitch * 1.1)) return true
  if (label.from > 0 && isFlush(label, below) && wraps(label, below, context)) return true
  return pitch < line.size * 1.7 && wraps(label, below, context) && readsOn(label, below)
}

/** Whether one text stands right below another, flush left with it. */
function isFlush(upper: PlacedPhrase, lower: PlacedPhrase): boolean {
  return Math.abs(upper.phrase.box[0] - lower.phrase.box[0]) < lower.phrase.size * 0.3
}

/** Whether a label's second line goes on in a third, where the figures stand. */
function goesOnBelow(line: PlacedLine, next: PlacedLine): boolean {
  const [label, below] = [line.cells[0], next.cells[0]]
  if (!label || !below || line.cells.length > 1 || label.from !== below.from) return false
  return next.centre - line.centre < line.size * 1.7 && readsOn(label, below)
}

function isTight(pitch: number, { rowPitch, leastRowPitch }: RowContext): boolean {
  if (rowPitch !== null && pitch < rowPitch * TIGHT_SHARE) return true
  return leastRowPitch !== null && pitch < leastRowPitch * NEARER_THAN_ROWS
}

/** A line that has what every row has. */
function isAnchor(line: PlacedLine, { keys }: RowContext): boolean {
  return line.cells.some((cell) => keys[cell.from] && cell.from === cell.to)
}

/** Whether the lower text's first word would not have fitted on the upper text's line. */
function wraps(
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
function readsOn(upper: PlacedPhrase | undefined, lower: PlacedPhrase): boolean {
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

/**
 * Distance of neighbouring rows. Lines that both hold figures in one column tell it; else the wider of two clearly
 * different pitches does, if the lines that stand nearer look like a wrapped cell's. Null where nothing tells it.
 */
function rowPitchOf(lines: readonly PlacedLine[], values: readonly boolean[]): number | null {
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

function leastRowPitchOf(lines: readonly PlacedLine[], values: readonly boolean[]): number | null {
  const pitches = lines.flatMap((line, index) => {
    const previous = lines[index - 1]
    return previous && stacksFigures([previous], line, values) ? [line.centre - previous.centre] : []
  })
  return pitches.length >= MANY_ROWS ? Math.min(...pitches) : null
}

function rightsOf(lines: readonly PlacedLine[], columns: number): number[] {
  const rights = Array.from({ length: columns }, () => Number.NEGATIVE_INFINITY)
  for (const cell of lines.flatMap((line) => line.cells)) {
    if (cell.from === cell.to) rights[cell.from] = Math.max(rights[cell.from] ?? 0, rightOf(cell))
  }
  return rights
}

function keyColumnsOf(lines: readonly PlacedLine[], columns: number): boolean[] {
  const filled = Array.from({ length: columns }, () => 0)
  for (const cell of lines.flatMap((line) => line.cells)) {
    if (cell.from === cell.to) filled[cell.from] = (filled[cell.from] ?? 0) + 1
  }
  const most = Math.max(...filled.slice(1), 1)
  return filled.map((count, index) => index > 0 && count >= most * 0.7)
}

function stacksFigures(row: readonly PlacedLine[], line: PlacedLine, values: readonly boolean[]): boolean {
  return line.cells.some(
    (cell) =>
      values[cell.from] &&
      cell.phrase.isNumeric &&
      row.some((above) =>
        above.cells.some((each) => each.from === cell.from && each.to === cell.to && each.phrase.isNumeric),
      ),
  )
}

function sharesNoColumn(row: readonly PlacedLine[], line: PlacedLine): boolean {
  return line.cells.every(
    (cell) => !row.some((each) => each.cells.some((above) => above.from <= cell.to && above.to >= cell.from)),
  )
}

function lastAbove(row: readonly PlacedLine[], cell: PlacedPhrase): PlacedPhrase | undefined {
  for (let index = row.length - 1; index >= 0; index -= 1) {
    const above = row[index]?.cells.find((each) => each.from === cell.from)
    if (above) return above
  }
  return undefined
}

function isBodyLine(line: PlacedLine, values: readonly boolean[], next: PlacedLine | undefined): boolean {
  const figures = line.cells.filter(
    (cell) => values[cell.from] && cell.from === cell.to && cell.phrase.isNumeric,
  )
  if (figures.length === 0) return false
  if (numbersColumns(figures.map((cell) => cell.phrase.text))) return false
  const ordinary = figures.filter((cell) => !headsColumns(cell.phrase.text))
  if (ordinary.length > 0) return ordinary.length >= figures.length / 2
  if (!next) return true
  return next.cells.some(
    (cell) => figures.some((each) => each.from === cell.from) && isYear(cell.phrase.text),
  )
}

/** A row `1 2 3 4` below the labels. */
function numbersColumns(texts: readonly string[]): boolean {
  if (texts.length < 3) return false
  const start = Number(texts[0])
  return start <= 2 && texts.every((text, index) => Number(text) === start + index)
}

/** Years and lettered or numbered columns stand in headers. */
function headsColumns(text: string): boolean {
  return isYear(text) || /^\(\w{1,2}\)$/u.test(text)
}

/**
 * Where words fill columns of figures below the header, the header ends with the first line that fills them all,
 * unless the next lines stand too near to be rows.
 */
function firstFullLine(
  header: readonly PlacedLine[],
  values: readonly boolean[],
  lines: readonly PlacedLine[],
): number {
  const rowPitch = rowPitchOf(lines, values)
  const isFull = (line: PlacedLine | undefined): boolean =>
    line !== undefined &&
    values.every((isValue, column) => !isValue || line.cells.some((cell) => cell.from === column))
  const first = header.findIndex(isFull)
  const [full, next] = [header[first], header[first + 1]]
  if (!full || !next || !isFull(next)) return header.length
  const pitch = next.centre - full.centre
  const isStacked = rowPitch !== null && pitch < rowPitch * 0.93
  const isShort = header.length <= 3 && pitch < full.size * 1.35
  return isStacked || isShort ? header.length : first + 1
}

/** A lone label of the first column heads the rows below it, unless it goes on with the header's own label. */
function isHeading(line: PlacedLine | undefined, above: PlacedLine | undefined): boolean {
  const label = line?.cells[0]
  if (!line || !label || line.cells.length !== 1 || label.from !== 0) return false
  const isClose = above !== undefined && line.centre - above.centre < line.size * 1.5
  const goesOn = isClose && above.cells[0]?.from === 0 && /^[\p{Ll}(]/u.test(label.phrase.text)
  return !goesOn
}

/** A lone text in the middle of the table heads a section where another one like it stands further down. */
function headsSection(lines: readonly PlacedLine[], index: number, evidence: RowEvidence): boolean {
  const line = lines[index]
  if (!line || !isCentredAlone(line, evidence)) return false
  return lines.slice(index + 1).some((other) => isCentredAlone(other, evidence))
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

function firstRuledBlock(lines: readonly PlacedLine[], evidence: RowEvidence): number | null {
  for (const cut of evidence.cuts) {
    const above = lines.filter((line) => line.centre < cut).length
    if (above > 0) return above <= Math.max(2, lines.length * 0.4) && above < lines.length ? above : null
  }
  return null
}

function cutsBetween(lines: readonly PlacedLine[], index: number, evidence: RowEvidence): boolean {
  const [above, below] = [lines[index - 1], lines[index]]
  if (!above || !below) return true
  return evidence.cuts.some((cut) => cut > above.centre && cut < below.centre)
}

function rightOf(cell: PlacedPhrase): number {
  return cell.phrase.box[2]
}
