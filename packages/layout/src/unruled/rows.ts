/** Lines gathered into rows: where a new row begins, and which lines only go on with a wrapped cell. */
import { rowsByWhiteSpace } from './blocks.ts'
import { breaksFigures } from './broken-figures.ts'
import { isYear } from './phrases.ts'
import type { PlacedLine, PlacedPhrase } from './placed.ts'
import {
  keyColumnsOf,
  LINE_PITCH_EM,
  leastRowPitchOf,
  type RowContext,
  rightsOf,
  rowPitchOf,
  stacksFigures,
} from './row-context.ts'
import { cutsBetween, isCentredAlone, type RowEvidence } from './row-evidence.ts'
import { isFlush, lastAbove, readsOn, standsOver, wraps } from './wrapped.ts'

/** Lines this much nearer than rows usually are belong to one row. */
const TIGHT_SHARE = 0.86

/** Lines nearer than the nearest of many rows by this factor belong to one row. */
const NEARER_THAN_ROWS = 0.95

/** Rulings part every row of a body from so many rows on. */
const RULED_ROWS = 3

/** Share of ruled rows that may hold figures below one another before they count as several rows each. */
const STACKED_SHARE = 0.2

/**
 * The body's rows where rulings or shading part each of them, or groups of rows in which no cell has a second
 * line; null where they part others.
 */
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
  if (areGroups(rows, values.length)) return lines.map((line) => [line])
  const rights = rightsOf(lines, values.length)
  const stacked = rows.filter((row) => stacks(row, values, rights))
  return stacked.length > rows.length * STACKED_SHARE ? null : rows
}

/** Cells of so many columns do not all break over the same lines, again and again. */
const GROUP_COLUMNS = 3
const GROUP_BREAKS = 3

/** Whether rules part groups of rows: wherever they leave lines together, each of them has a text in every column. */
function areGroups(rows: readonly PlacedLine[][], columns: number): boolean {
  const several = rows.filter((row) => row.length > 1)
  const breaks = several.reduce((sum, row) => sum + row.length - 1, 0)
  if (columns < GROUP_COLUMNS || breaks < GROUP_BREAKS) return false
  return several.every((row) =>
    row.every(({ cells }) => new Set(cells.map(({ from }) => from)).size === columns),
  )
}

/** The lines of the body, gathered row by row. */
export function rowsOf(
  lines: readonly PlacedLine[],
  values: readonly boolean[],
  evidence: RowEvidence,
): PlacedLine[][] {
  const ruled = ruledRowsOf(lines, values, evidence)
  if (ruled) return splitStacks(ruled, values, rightsOf(lines, values.length))
  const hasRowsOfFigures = values.some((isValue, column) => isValue && !holdsYears(lines, column))
  const byFigures = hasRowsOfFigures && !breaksFigures(lines, values.length)
  const byWhiteSpace = byFigures ? null : rowsByWhiteSpace(lines, values.length, readsOn)
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
    const isCut = cutsBetween(lines, index, evidence) || headsSection(line, values, evidence)
    if (row && !isCut && (joins || continuesRow(row, line, lines[index + 1], context))) row.push(line)
    else rows.push([line])
    const next = lines[index + 1]
    joins =
      next !== undefined &&
      !cutsBetween(lines, index + 1, evidence) &&
      !headsSection(line, values, evidence) &&
      !(rows.at(-1) ?? []).some((each) => isAnchor(each, context)) &&
      leadsInto(line, next, lines[index + 2], context)
  }
  return rows
}

/** Whether a column's figures are years only: they date the texts beside them, which break over lines all the same. */
function holdsYears(lines: readonly PlacedLine[], column: number): boolean {
  const held = lines.flatMap(({ cells }) => cells.filter(({ from }) => from === column))
  return held.every(({ phrase }) => !phrase.isNumeric || isYear(phrase.text))
}

/** Whether a line is a heading in the middle of the table, where figures stand in other lines. */
function headsSection(line: PlacedLine, values: readonly boolean[], evidence: RowEvidence): boolean {
  const [only] = line.cells
  if (!only || !isCentredAlone(line, evidence)) return false
  return only.to > only.from || values[only.from] === true
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
  if (pitch < line.size * 0.75) return sharesNoColumn(row, line) || goesOnAround(row, last, line)
  if (isBalanced(row, context) && !isAnchor(line, context)) return false
  if (context.values.includes(true) && headsRows(last)) return false
  if (next && beginsLabel(row, line, next, context)) return false
  if (isTight(pitch, context)) {
    const nextPitch = next ? next.centre - line.centre : Number.POSITIVE_INFINITY
    const leansDown = nextPitch < pitch * 0.9 && nextPitch > line.size * 0.75
    return (
      !leansDown &&
      line.cells.some((cell) => {
        const above = lastAbove(row, cell)
        return above !== undefined && standsOver(above, cell)
      })
    )
  }
  if (pitch > Math.max(context.rowPitch ?? 0, line.size * 1.3) * 1.15) return false
  if (!line.cells.every((cell) => wraps(lastAbove([last], cell), cell, context))) return false
  const reading = line.cells.filter((cell) => readsOn(lastAbove([last], cell), cell))
  const isInner = line.cells.every((cell) => cell.from > 0)
  return (
    reading.length * 2 > line.cells.length || (reading.length > 0 && (isInner || !isAnchor(line, context)))
  )
}

/** Whether a line is nothing but a heading that announces the rows below it. */
function headsRows({ cells }: PlacedLine): boolean {
  return cells.length === 1 && cells[0]?.from === 0 && /[:：]$/u.test(cells[0].phrase.text)
}

/** A label's further lines are indented by at least so many em. */
const INDENTED_EM = 0.4

/**
 * Whether a line of nothing but a label goes on below, by its words or by an indent, and not from the row above: either
 * the figures stand beside its next line, or its first word would have had room above.
 */
function beginsLabel(
  row: readonly PlacedLine[],
  line: PlacedLine,
  next: PlacedLine,
  context: RowContext,
): boolean {
  const [label, below] = [line.cells[0], next.cells[0]]
  if (!label || !below || line.cells.length > 1 || label.from > 0 || below.from > 0) return false
  if (!row.some((each) => isAnchor(each, context))) return false
  const above = lastAbove(row, label)
  const first = row.find(({ cells }) => cells.some(({ from }) => from === 0))?.cells[0]
  if (!above || !first || readsOn(above, label)) return false
  const indent = label.phrase.size * INDENTED_EM
  if (label.phrase.box[0] > first.phrase.box[0] + indent) return false
  const isIndented = below.phrase.box[0] > label.phrase.box[0] + indent
  const readsOnBelow = /^\p{Ll}/u.test(below.phrase.text)
  return (
    (readsOnBelow && isAnchor(next, context)) ||
    ((readsOnBelow || isIndented) && !wraps(above, label, context))
  )
}

/** Whether two lines of a label stand as far above as below the figures beside it, which are set in its middle. */
function goesOnAround(row: readonly PlacedLine[], middle: PlacedLine, line: PlacedLine): boolean {
  return line.cells.every((cell) => {
    const above = row.findLast((each) => each.cells.some(({ from }) => from === cell.from))
    if (!above || above === middle || line.centre - above.centre > line.size * LINE_PITCH_EM) return false
    return Math.abs(above.centre + line.centre - 2 * middle.centre) < line.size * SAME_MIDDLE_EM * 2
  })
}

/** A label's middle and its figures' are within so many em of one another. */
const SAME_MIDDLE_EM = 0.15

/** Whether a row begins above its figures and has as much below them: they stand in its middle, so it is whole. */
function isBalanced(row: readonly PlacedLine[], context: RowContext): boolean {
  const [first, last] = [row[0], row.at(-1)]
  const anchors = row.filter((line) => isAnchor(line, context))
  const [anchor] = anchors
  if (!first || !last || !anchor || anchors.length > 1 || first === anchor || last === anchor) return false
  return Math.abs(first.centre + last.centre - 2 * anchor.centre) < anchor.size * SAME_MIDDLE_EM * 2
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
  if (!label || !below || line.cells.length > 1) return false
  if (label.to !== label.from && !/^\p{Ll}/u.test(below.phrase.text)) return false
  if (/[:：]$/u.test(label.phrase.text) || !standsOver(label, below)) return false
  if (headsItems(label, below, context)) return false
  if (isTight(pitch, context) && (!afterNext || afterNext.centre - next.centre > pitch * 1.1)) return true
  if (label.from > 0 && isFlush(label, below) && wraps(label, below, context)) return true
  return pitch < line.size * 1.7 && wraps(label, below, context) && readsOn(label, below)
}

/** Whether a label heads the one below: that is indented, and its first word would have had room above. */
function headsItems(label: PlacedPhrase, below: PlacedPhrase, context: RowContext): boolean {
  const isIndented = below.phrase.box[0] > label.phrase.box[0] + label.phrase.size * INDENTED_EM
  return isIndented && !wraps(label, below, context) && !readsOn(label, below)
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

function sharesNoColumn(row: readonly PlacedLine[], line: PlacedLine): boolean {
  return line.cells.every(
    (cell) => !row.some((each) => each.cells.some((above) => above.from <= cell.to && above.to >= cell.from)),
  )
}
