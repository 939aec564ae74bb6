/** How likely a row goes on below a page break although borders close it, as word processors draw them. */
import type { AlignedEdges } from '../edges.ts'
import { endsSentence, type Flow, flowBetween, isFilled, isFull, linesLeft } from './line-end.ts'
import type { Piece, PieceCell } from './piece.ts'

/** Two cells that face each other across a page break. */
export interface Facing {
  readonly first: PieceCell
  readonly second: PieceCell
  readonly column: number
}

/** What the cells of a table are like away from the break, so that chance can be told from a cut. */
export interface Habits {
  /**
   * The share of a column's texts that fill their line anyway: a label of four characters in a column of four always
   * does, and says nothing.
   */
  readonly full: (pair: Facing) => number
  /** Powers of ten for a text at the break that is much shorter than any other of its column: it is a part of one. */
  readonly short: (pair: Facing) => number
  /** The share of rows that have nothing in any of these columns. */
  readonly empty: (pairs: readonly Facing[]) => number
}

/** From so many powers of ten of evidence the row goes on. */
export const GOES_ON = 0.9
/** From so many it may: the rows are kept apart, and a person is told. */
export const MAY_GO_ON = 0
/** Several lines that fill their cell from head to foot. */
export const FILLED = 0.3

const weights: Record<Flow, number> = {
  'goes-on': 1.4,
  'may-go-on': 0,
  'figure-may-go-on': 0,
  paragraph: 0,
  ended: Number.NEGATIVE_INFINITY,
}
/** A text with nothing above it, where its neighbours go on, would have begun on the page before. */
const BEGUN = -1
/** Text that goes on uses up its page: one line may be kept for the next page, since none stands there alone. */
const MOST_LINES_LEFT = 2.4
const ROOM_LEFT = -0.7
/** Evidence of columns that are filled elsewhere and empty below the break: from so much on, digits may be one figure. */
const ENOUGH_FOR_FIGURES = 0.9

/** Powers of ten for a row that goes on, against one that is new; minus infinity where it cannot be one row. */
export function rowPoints(facing: readonly Facing[], habits: Habits): number {
  const bothText = facing.filter(
    (pair) => !isEmpty(pair.first) && !isEmpty(pair.second) && !isPrintedAgain(pair),
  )
  const ended = facing.filter(
    ({ first, second }) => !isEmpty(first) && isEmpty(second) && !isMerged(first, second),
  )
  const begun = facing.filter(
    ({ first, second }) => isEmpty(first) && !isEmpty(second) && !isMerged(first, second),
  )
  if (bothText.length === 0) return Number.NEGATIVE_INFINITY
  const byEnded = ended.length === 0 ? 0 : Math.max(0, Math.log10(0.5 / habits.empty(ended)))
  let points = byEnded + begun.length * BEGUN
  let onlyFigures = true
  for (const pair of bothText) {
    const flow = flowBetween(pair.first, pair.second)
    points += weights[flow]
    if (flow === 'may-go-on' && !endsSentence(pair.first)) points += Math.log10(0.9 / habits.full(pair))
    if (flow !== 'figure-may-go-on') onlyFigures = false
    if (flow === 'may-go-on' && isFilled(pair.first)) points += FILLED
    if (flow === 'may-go-on') points += habits.short(pair)
    if (linesLeft(pair.first) > MOST_LINES_LEFT) points += ROOM_LEFT
  }
  return onlyFigures && byEnded < ENOUGH_FOR_FIGURES ? Math.min(points, MAY_GO_ON) : points
}

/** Whether both pages show a merged label whole, as word processors print it: that says nothing of the rows beside it. */
export function isPrintedAgain(pair: Facing): boolean {
  return isMerged(pair.first, pair.second) && saysSame(pair)
}

/** Whether the texts on both pages are equal: of one cell they are one text. */
export function saysSame({ first, second }: Facing): boolean {
  return !isEmpty(first) && textOf(first) === textOf(second)
}

function textOf({ lines }: PieceCell): string {
  return lines.map(({ text }) => text).join('')
}

/** Whether a join would make one figure of digits above and digits below. */
export function makesFigure({ first, second }: Facing): boolean {
  return flowBetween(first, second) === 'figure-may-go-on'
}

/** The habits of two pieces, whose columns are told by the places of their edges. */
export function habitsOf(upper: Piece, lower: Piece, columns: AlignedEdges): Habits {
  const key = (places: readonly number[], { column, columnSpan }: PieceCell): string =>
    `${places[column]}-${places[column + columnSpan]}`
  const rows: Map<string, PieceCell>[] = []
  const last = upper.rowEdges.length - 2
  for (const [piece, places, cut] of [
    [upper, columns.first, last],
    [lower, columns.second, 0],
  ] as const) {
    const own: Map<string, PieceCell>[] = []
    for (const cell of piece.cells) {
      if (cell.rowSpan > 1 || cell.row === cut) continue
      const row = own[cell.row] ?? new Map<string, PieceCell>()
      own[cell.row] = row.set(key(places, cell), cell)
    }
    rows.push(...own.filter((row) => row !== undefined))
  }
  return {
    full: ({ first }) => {
      const at = key(columns.first, first)
      const texts = rows.flatMap((row) => row.get(at) ?? []).filter((cell) => !isEmpty(cell))
      return (texts.filter(isFull).length + USUAL_FULL * WEIGHT) / (texts.length + WEIGHT)
    },
    short: ({ first, second }) => {
      const at = key(columns.first, first)
      const own = [
        ...upper.cells.filter((cell) => cell !== first && key(columns.first, cell) === at),
        ...lower.cells.filter((cell) => cell !== second && key(columns.second, cell) === at),
      ]
      const lengths = own.filter((cell) => !isEmpty(cell)).map(lengthOf)
      if (lengths.length < LEAST_KNOWN) return 0
      const share = Math.min(lengthOf(first), lengthOf(second)) / Math.min(...lengths)
      return share <= VERY_SHORT ? SHORT_POINTS.very : share <= SHORT ? SHORT_POINTS.rather : 0
    },
    empty: (pairs) => {
      const places = pairs.map(({ first }) => key(columns.first, first))
      const like = rows.filter((row) => places.every((at) => row.has(at)))
      const empty = like.filter((row) => places.every((at) => row.get(at)?.lines.length === 0))
      return (empty.length + USUAL_EMPTY * WEIGHT) / (like.length + WEIGHT)
    },
  }
}

/** What is assumed of columns of which nothing is known, and for how many rows that counts. */
const USUAL_FULL = 0.2
const USUAL_EMPTY = 0.15
const WEIGHT = 3

/** Of so many texts of a column the shortest is known. */
const LEAST_KNOWN = 3
/** Shares of the shortest other text of a column. */
const VERY_SHORT = 0.3
const SHORT = 0.5
const SHORT_POINTS = { very: 0.9, rather: 0.5 } as const

function lengthOf(cell: PieceCell): number {
  return textOf(cell).length
}

function isMerged(first: PieceCell, second: PieceCell): boolean {
  return first.rowSpan > 1 || second.rowSpan > 1
}

function isEmpty(cell: PieceCell): boolean {
  return cell.lines.length === 0
}
