/** What a page break cut at the seam of two pages: cells that span it, and rows that go on below it. */
import type { AlignedEdges } from '../edges.ts'
import { endsSentence, flowBetween, isFilled, linesLeft } from './line-end.ts'
import type { Piece, PieceCell } from './piece.ts'
import {
  type Facing,
  FILLED,
  GOES_ON,
  type Habits,
  habitsOf,
  MAY_GO_ON,
  makesFigure,
  rowPoints,
  saysSame,
} from './row-goes-on.ts'
import type { CellJoin } from './seam.ts'
import { isShownTwice, linesBelow } from './shown-twice.ts'

export interface CutCell extends CellJoin {
  /** Borders say that it is one cell, or the row goes on, or a merged cell does. */
  readonly reason: 'open' | 'row' | 'span'
}

/** Confidence in a joined cell by what says so. */
const BY_BORDERS = 0.98
const BY_ONE_BORDER = 0.9
const BY_MUCH_TEXT = 0.92
const BY_TEXT = 0.8
const BY_EMPTY_SPAN = 0.8
const BY_LABELS_ELSEWHERE = 0.92
const BY_FLOW = 0.7
/** Confidence in two cells that may be one. */
const APART = 0.7
/** Digits that a break may have parted are joined only with a person's eye on them. */
const BY_DIGITS = 0.6

/** Powers of ten of evidence for a row that goes on which nobody needs to look at. */
const SURELY = 2.5

/** A row lower than this, in points, may be what is left of one where no line found room; forms have higher blanks. */
const BLANK_ROW_HEIGHT = 40

/** Lines that may be left free below a label that goes on. */
const MOST_LINES_LEFT = 1.6
/** Powers of ten of evidence from which a merged label goes on; a new label fills its cell more often than not. */
const CERTAIN_FLOW = 1.2

/** What the borders at the seam can tell. */
export interface SeamBorders {
  /** The table has no border at its very top either: at the seam it says nothing that there is none. */
  readonly hasOpenTop: boolean
  /** Whoever printed these pages leaves out the borders of cells that go on: cells with borders do not. */
  readonly bordersTell: boolean
}

/** Whether a page shows that its printer leaves out the borders of cells that go on: some cells lack them, others not. */
export function hasTellingBorders(piece: Piece): boolean {
  const rows = piece.rowEdges.length - 1
  const feet = piece.cells.filter((cell) => cell.row + cell.rowSpan === rows)
  return feet.some((cell) => cell.open.bottom) && feet.some((cell) => !cell.open.bottom)
}

/**
 * Cells at either side of a seam that were kept apart although they may be one: their texts read on, yet not surely
 * enough. Empty where `cuts` says what became of the row.
 */
export function doubtfulCuts(
  upper: Piece,
  lower: Piece,
  columns: AlignedEdges,
  cuts: readonly CutCell[],
): readonly CutCell[] {
  const facing = facingCells(upper, lower, columns)
  if (cuts.some(({ reason }) => reason !== 'span')) return []
  const habits = habitsOf(upper, lower, columns)
  const apart = facing.filter((pair) => isTextOnBoth(pair) && cuts.every(({ first }) => first !== pair.first))
  const asRow = facing.length > 1 && rowPoints(facing, habits) >= MAY_GO_ON
  return apart
    .filter((pair) => asRow || (isMerged(pair.first, pair.second) && labelPoints(pair, habits) > MAY_GO_ON))
    .map((pair) => cut(pair, asRow ? 'row' : 'span', APART))
}

/** The cells at the foot of `upper` that go on at the head of `lower`, from left to right. */
export function cutCells(
  upper: Piece,
  lower: Piece,
  columns: AlignedEdges,
  { hasOpenTop, bordersTell }: SeamBorders,
): readonly CutCell[] {
  const facing = facingCells(upper, lower, columns)
  const open = facing.filter(({ first, second }) => first.open.bottom && second.open.top)
  // A line that both pages show in part is one row's, whatever the borders say.
  const isCutInLine = open.some((pair) => !isMerged(pair.first, pair.second) && isShownOnBoth(pair))
  if (open.length > 0 && (!hasOpenTop || isCutInLine)) {
    // Two whole texts never stand in one cell: where they would, the break fell between rows and took the border away.
    // Where other cells of the row have their border, these lack it because they go on.
    const isSelective = facing.some(({ first }) => !first.open.bottom)
    const going =
      !isSelective && areTwoRows(open)
        ? open.filter((pair) => isHalfEmptySpan(pair) || isShownOnBoth(pair))
        : open
    const half = facing.filter((pair) => !open.includes(pair) && isHalfEmptySpan(pair) && isHalfOpen(pair))
    if (going.length > 0) {
      return [
        ...going.map((pair) => cut(pair, 'open', isTwoTexts(pair) ? BY_FLOW : BY_BORDERS)),
        ...half.map((pair) => cut(pair, 'span', BY_ONE_BORDER)),
      ]
    }
  }
  if (bordersTell && !hasOpenTop && areClosedAbove(facing)) return []
  const habits = habitsOf(upper, lower, columns)
  const rowGoesOn = rowConfidence(upper, lower, facing, habits)
  if (rowGoesOn !== null) return facing.map((pair) => cut(pair, 'row', rowGoesOn))
  return spansThatGoOn(upper, lower, facing, habits)
}

function cut(pair: Facing, reason: CutCell['reason'], confidence: number): CutCell {
  const { first, second } = pair
  const lines = saysSame(pair) ? first.lines : linesBelow(first.lines, second.lines)
  return { first, second, reason, confidence, lines }
}

function facingCells(upper: Piece, lower: Piece, columns: AlignedEdges): readonly Facing[] {
  const rows = upper.rowEdges.length - 1
  const heads = new Map<string, PieceCell>()
  for (const cell of lower.cells) {
    if (cell.row === 0) heads.set(key(columns.second, cell), cell)
  }
  return upper.cells
    .filter((cell) => cell.row + cell.rowSpan === rows)
    .flatMap((first): Facing[] => {
      const second = heads.get(key(columns.first, first))
      return second === undefined ? [] : [{ first, second, column: columns.first[first.column] ?? 0 }]
    })
    .sort((a, b) => a.column - b.column)
}

function key(places: readonly number[], { column, columnSpan }: PieceCell): string {
  return `${places[column]}-${places[column + columnSpan]}`
}

/**
 * Whether the last row goes on although borders close it, as word processors draw them. Then nothing begins below: what
 * stands there goes on from a text above, and a figure or a short text above has nothing below it.
 */
function rowConfidence(upper: Piece, lower: Piece, facing: readonly Facing[], habits: Habits): number | null {
  const rows = upper.rowEdges.length - 1
  const heads = lower.cells.filter((cell) => cell.row === 0)
  const feet = upper.cells.filter((cell) => cell.row + cell.rowSpan === rows)
  if (facing.length < 2 || heads.length !== facing.length || feet.length !== facing.length) return null
  if (isBlankFoot(upper) || isBlankHead(lower)) return BY_ONE_BORDER
  const points = rowPoints(facing, habits)
  if (points < GOES_ON) return null
  if (facing.some((pair) => isTextOnBoth(pair) && isHalfOpen(pair))) return BY_ONE_BORDER
  if (facing.some(makesFigure)) return BY_DIGITS
  return points < SURELY ? BY_TEXT : BY_MUCH_TEXT
}

/** Merged labels that the break cut: empty on one of the pages, and all labels to the left of them go on as well. */
function spansThatGoOn(
  upper: Piece,
  lower: Piece,
  facing: readonly Facing[],
  habits: Habits,
): readonly CutCell[] {
  const found: CutCell[] = []
  const selective = facing.some(({ first }) => !first.open.bottom)
  // A label goes on where one that stands under it does.
  const rightOf = (index: number): number =>
    facing.slice(index + 1).some((pair) => isMerged(pair.first, pair.second) && isSurelyGoingOn(pair))
      ? CERTAIN_FLOW
      : 0
  let leftGoesOn = true
  for (const [index, pair] of facing.entries()) {
    const { first, second } = pair
    const halfEmpty = isEmpty(first) !== isEmpty(second)
    const bothFull = !isEmpty(first) && !isEmpty(second)
    const merged = isMerged(first, second)
    const labels = spansRows(upper, first.column) || spansRows(lower, second.column)
    const rare = !emptyElsewhere(upper, first.column, first) && !emptyElsewhere(lower, second.column, second)
    if (isHalfOpen(pair) && !bothFull && (merged || (selective && first.open.bottom))) {
      found.push(cut(pair, 'span', BY_ONE_BORDER))
    } else if (leftGoesOn && halfEmpty && merged) {
      // Where each other merged cell of the column has its label, one without has it above the break.
      found.push(cut(pair, 'span', rare && isEmpty(second) ? BY_LABELS_ELSEWHERE : BY_EMPTY_SPAN))
    } else if (leftGoesOn && halfEmpty && labels && rare) {
      // Of a merged label each page may show but one row; where no other cell of the column is blank, this one is a part.
      found.push(cut(pair, 'span', BY_EMPTY_SPAN - 0.1))
    } else if (
      bothFull &&
      merged &&
      leftGoesOn &&
      labelPoints(pair, habits) + rightOf(index) >= CERTAIN_FLOW
    ) {
      found.push(cut(pair, 'span', BY_FLOW))
    } else if (merged) {
      // A new label: those to the right of it, which stand under it, are new as well.
      leftGoesOn = false
    }
  }
  return found
}

/** What a break leaves of a row on one page where no line of its text found room: a low row, all empty, alone. */
function isBlankFoot(upper: Piece): boolean {
  const last = upper.rowEdges.length - 2
  return isBlankRow(upper, last) && !isBlankRow(upper, last - 1)
}

function isBlankHead(lower: Piece): boolean {
  return isBlankRow(lower, 0) && lower.rowEdges.length > 2 && !isBlankRow(lower, 1)
}

function isBlankRow(piece: Piece, row: number): boolean {
  const height = (piece.rowEdges[row + 1] ?? 0) - (piece.rowEdges[row] ?? 0)
  const cells = piece.cells.filter((cell) => cell.row === row && cell.rowSpan === 1)
  return height < BLANK_ROW_HEIGHT && cells.length > 0 && cells.every(isEmpty)
}

/** Powers of ten for a merged label whose text runs over the break, against two labels. */
function labelPoints(pair: Facing, habits: Habits): number {
  const { first, second } = pair
  const flow = flowBetween(first, second)
  if (!['goes-on', 'may-go-on'].includes(flow)) return Number.NEGATIVE_INFINITY
  if (endsSentence(first) || linesLeft(first) > MOST_LINES_LEFT) return Number.NEGATIVE_INFINITY
  const byLine = flow === 'goes-on' ? CERTAIN_FLOW : Math.log10(0.9 / habits.full(pair))
  return byLine + (isFilled(first) ? FILLED : 0) + habits.short(pair)
}

function isSurelyGoingOn(pair: Facing): boolean {
  return isTextOnBoth(pair) && flowBetween(pair.first, pair.second) === 'goes-on'
}

function isMerged(first: PieceCell, second: PieceCell): boolean {
  return first.rowSpan > 1 || second.rowSpan > 1
}

function isTextOnBoth({ first, second }: Facing): boolean {
  return !isEmpty(first) && !isEmpty(second)
}

function isHalfOpen({ first, second }: Facing): boolean {
  return first.open.bottom || second.open.top
}

/**
 * Whether borders close all cells above the break. Below it they may all be open: a border that both rows share is drawn
 * on one page, and a header that was printed again takes with it what it had below.
 */
function areClosedAbove(facing: readonly Facing[]): boolean {
  const openBelow = facing.filter(({ second }) => second.open.top)
  return (
    facing.every(({ first }) => !first.open.bottom) &&
    (openBelow.length === 0 || openBelow.length === facing.length)
  )
}

/** A merged cell that has its text on one page. */
function isHalfEmptySpan(pair: Facing): boolean {
  return isMerged(pair.first, pair.second) && isHalfEmpty(pair)
}

function isHalfEmpty({ first, second }: Facing): boolean {
  return isEmpty(first) !== isEmpty(second)
}

/**
 * Whether whole texts end above the break and begin below it. In a row that is cut within a line they do not, unless the
 * line is that of a label to their left, merged over both rows; nor where more columns have their text on one page, or
 * one that fills its line above the break: a row's columns are mostly filled on both sides of it.
 */
function areTwoRows(open: readonly Facing[]): boolean {
  const whole = open.filter(isTwoTexts)
  const [first] = whole
  if (first === undefined) return false
  const shown = open.filter(isShownOnBoth)
  if (shown.some(({ column }) => column > first.column)) return false
  if (shown.length > 0) {
    const others = open.filter((pair) => isTextOnBoth(pair) && !shown.includes(pair))
    return whole.length > 1 && whole.length === others.length
  }
  const against = open.filter(
    (pair) => !isMerged(pair.first, pair.second) && (isHalfEmpty(pair) || goesOn(pair)),
  )
  return against.length <= whole.length
}

/** Whether both pages show the line that the break cuts. */
function isShownOnBoth({ first, second }: Facing): boolean {
  return isShownTwice(first.lines, second.lines)
}

/** Text on both pages that is not one text going on: the upper one ends within its line. */
function isTwoTexts(pair: Facing): boolean {
  const { first, second } = pair
  if (!isTextOnBoth(pair) || isShownOnBoth(pair)) return false
  return flowBetween(first, second) === 'ended'
}

/** Text on both pages of which the upper one leaves no room for the lower one's beginning. */
function goesOn(pair: Facing): boolean {
  return (
    isTextOnBoth(pair) &&
    !isShownOnBoth(pair) &&
    ['goes-on', 'may-go-on'].includes(flowBetween(pair.first, pair.second))
  )
}

function spansRows(piece: Piece, column: number): boolean {
  return piece.cells.some((cell) => cell.column === column && cell.columnSpan === 1 && cell.rowSpan > 1)
}

function emptyElsewhere(piece: Piece, column: number, except: PieceCell): boolean {
  return piece.cells.some((cell) => cell.column === column && cell !== except && isEmpty(cell))
}

function isEmpty(cell: PieceCell): boolean {
  return cell.lines.length === 0
}
