/** Whether a table goes on in the next page's table, and how their columns lie over each other. */
import { type AlignedEdges, alignEdges } from '../edges.ts'
import { WHOLE } from '../text-lines.ts'
import type { ContentHeight } from './beside.ts'
import { repeats, saysGoesOn } from './furniture.ts'
import { beginsAnew } from './new-header.ts'
import type { Leaf, LeafText, Piece } from './piece.ts'
import { repeatedRows } from './repeated-header.ts'

/** A table on its way down the pages. */
export interface OpenTable {
  /** All that was joined so far. */
  readonly piece: Piece
  /** Its first page's part, whose head later pages may repeat. */
  readonly head: Piece
  /** Its last page's part, and the leaf on which that stands. */
  readonly tail: Piece
  readonly leaf: Leaf
  /** Texts in the margins beside its parts. */
  readonly beside: readonly LeafText[]
  /** Texts below it on its last leaf. */
  readonly after: readonly LeafText[]
}

export interface Continuation {
  readonly points: number
  readonly columns: AlignedEdges
  /** How far the lower piece is to be moved sideways. */
  readonly dx: number
  /** How many of its first rows repeat the head. */
  readonly headerRows: number
}

/** From so many points of evidence the next page's table is the same table. */
export const ENOUGH_TO_GO_ON = 1.5

const weights = {
  allColumns: 2,
  /** For each inner edge that agrees beyond the first, up to four; where all do and no beginning contradicts, up to eight. */
  eachColumn: 0.35,
  someColumns: 1.5,
  onlySides: 0.5,
  fewColumns: -3,
  endsAtBottom: 1.5,
  endsEarly: -1.5,
  startsAtTop: 1,
  startsLate: -1,
  openCells: 3,
  header: 2.5,
  saidSo: 3,
  /** The same labels as at the table's beginning: another filing of the same form. */
  sameStart: -5,
  /** Another header over columns of figures. */
  newHeader: -6,
} as const

/** Widths of one table on two pages differ by at most this share. */
const WIDTH_DRIFT = 0.015
/** A table whose pages were scaled differently is still recognised by its proportions within these bounds. */
const MOST_SCALE = 1.2
/** Column edges drift by at most this share of the table's width, or this many points. */
const EDGE_DRIFT = 0.008
const EDGE_DRIFT_POINTS = 3
/** So many edges of a page's table stand where the table before has some: it is the same without its outer columns. */
const LEAST_WITHIN = 4
/** Rows looked at when the beginnings of two tables are compared. */
const START_ROWS = 6
const SAME_START_SHARE = 0.6

/** The evidence that `lower`, the first table of `leaf`, continues an open table; null where it cannot. */
export function belowEvidence(
  table: OpenTable,
  lower: Piece,
  leaf: Leaf,
  before: readonly LeafText[],
  content: ContentHeight,
): Continuation | null {
  const saidSo = before.some(saysGoesOn) || table.after.some(saysGoesOn)
  const isOther = (text: LeafText, next: Leaf, part: Piece): boolean =>
    !saysGoesOn(text) && !repeats(text, next) && !showsCutRow(text, part)
  if (table.after.some((text) => isOther(text, leaf, lower))) return null
  if (before.some((text) => isOther(text, table.leaf, table.tail))) return null
  const columns = alignColumns(table.piece.columnEdges, lower.columnEdges)
  if (columns === null) return null

  const headerRows = repeatedRows(table.piece, lower)
  let points = columnPoints(table.piece, lower, columns.aligned)
  const room = content.bottom - table.tail.box[3]
  const firstRow = (lower.rowEdges[headerRows + 1] ?? 0) - (lower.rowEdges[headerRows] ?? 0)
  points +=
    room < Math.max(EDGE_DRIFT_POINTS * 4, firstRow + EDGE_DRIFT_POINTS)
      ? weights.endsAtBottom
      : weights.endsEarly
  const white = lower.box[1] - Math.max(content.top, ...before.map(({ line }) => line.box[3]))
  points += white < 40 ? weights.startsAtTop : weights.startsLate
  if (table.tail.cells.some((cell) => cell.open.bottom) && lower.cells.some((cell) => cell.open.top)) {
    points += weights.openCells
  }
  if (headerRows > 0) points += weights.header
  if (saidSo) points += weights.saidSo
  const sameStart = startsAlike(table.head, lower)
  const newHeader = headerRows === 0 && beginsAnew(table.head, lower)
  if (sameStart) points += weights.sameStart
  if (newHeader) points += weights.newHeader
  // Many equal columns tell little where two tables of one kind follow each other, and much where nothing says so.
  if (!sameStart && !newHeader) points += manyColumnPoints(table.piece, lower, columns.aligned)
  return { points, columns: columns.aligned, dx: columns.dx, headerRows }
}

/** Whether a text is what a page break shows of a row that the other page has: each of its words stands in a cell there. */
export function showsCutRow({ line }: LeafText, part: Piece): boolean {
  if (line.firstVisible >= WHOLE || line.lastVisible >= WHOLE) return false
  const lines = part.cells.flatMap((cell) => [...cell.lines])
  return line.words.every(({ text }) => lines.some((other) => other.text.includes(text)))
}

/** Columns of two pages over each other: moved, or where only the proportions agree, scaled as well. */
function alignColumns(
  upper: readonly number[],
  lower: readonly number[],
): { readonly aligned: AlignedEdges; readonly dx: number } | null {
  const [upperWidth, lowerWidth] = [upper, lower].map((edges) => (edges.at(-1) ?? 0) - (edges[0] ?? 0))
  if (upperWidth === undefined || lowerWidth === undefined || upperWidth <= 0 || lowerWidth <= 0) return null
  const dx = (upper[0] ?? 0) - (lower[0] ?? 0)
  const scale = upperWidth / lowerWidth
  const scaled = lower.map((edge) => (upper[0] ?? 0) + (edge - (lower[0] ?? 0)) * scale)
  const tolerance = Math.max(EDGE_DRIFT_POINTS, upperWidth * EDGE_DRIFT)
  const aligned = alignEdges(upper, scaled, tolerance)
  const alike = Math.abs(scale - 1) < WIDTH_DRIFT
  const allMatch = aligned.matched === upper.length && upper.length === lower.length
  const within = alignEdges(upper, lower, tolerance)
  // A merged label without a border at the side is no column on a page that shows none of its ends.
  if (
    !alike &&
    lower.length < upper.length &&
    lower.length >= LEAST_WITHIN &&
    within.matched === lower.length
  )
    return { aligned: within, dx: 0 }
  if (alike) return { aligned: allMatch ? aligned : (inOrder(upper, scaled) ?? aligned), dx }
  if (scale > MOST_SCALE || scale < 1 / MOST_SCALE) return null
  return allMatch && upper.length >= 4 ? { aligned, dx } : null
}

/** As many columns on both pages whose edges drift by less than half a column: the same, in order. */
function inOrder(upper: readonly number[], lower: readonly number[]): AlignedEdges | null {
  if (upper.length !== lower.length) return null
  for (const [index, edge] of upper.entries()) {
    const narrow = Math.min(edge - (upper[index - 1] ?? -1e9), (upper[index + 1] ?? 1e9) - edge)
    if (Math.abs(edge - (lower[index] ?? 0)) > narrow * 0.4) return null
  }
  const places = upper.map((_, index) => index)
  return { edges: upper, first: places, second: places, matched: upper.length }
}

function columnPoints(upper: Piece, lower: Piece, aligned: AlignedEdges): number {
  const inner = aligned.matched - 2
  const [more, fewer] = [upper, lower].map((piece) => piece.columnEdges.length - 2).sort((a, b) => b - a)
  if (more === undefined || fewer === undefined) return 0
  if (fewer <= 0) return weights.onlySides
  const several = Math.min(4, inner - 1) * weights.eachColumn
  if (inner === more) return weights.allColumns + several
  if (inner / fewer >= 0.75) return weights.someColumns + several
  return inner / fewer >= 0.5 ? weights.onlySides : weights.fewColumns
}

/** What the edges say beyond the first ones, where all agree. */
function manyColumnPoints(upper: Piece, lower: Piece, { matched }: AlignedEdges): number {
  const all = matched === upper.columnEdges.length && matched === lower.columnEdges.length
  return all ? Math.max(0, Math.min(8, matched - 3) - 4) * weights.eachColumn : 0
}

/** Whether most of the first rows have the labels that the table began with. */
function startsAlike(head: Piece, lower: Piece): boolean {
  const rows = Math.min(START_ROWS, head.rowEdges.length - 1, lower.rowEdges.length - 1)
  if (rows < 2) return false
  let alike = 0
  for (let row = 0; row < rows; row += 1) {
    const label = labelOf(head, row)
    if (label !== '' && label === labelOf(lower, row)) alike += 1
  }
  return alike / rows >= SAME_START_SHARE
}

function labelOf(piece: Piece, row: number): string {
  const cell = piece.cells.find((each) => each.row === row && each.lines.length > 0)
  return cell === undefined ? '' : cell.lines.map((line) => line.text).join('')
}
