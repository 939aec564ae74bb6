/** Whether one page is the continuation to the right of another: two bands of one strip of a sheet. */
import { type AlignedEdges, alignEdges } from '../edges.ts'
import { repeats } from './furniture.ts'
import type { Leaf, LeafText, Piece } from './piece.ts'
import { cutGlyphsFace, cutTitlesFace, lineOf, openCellsFace } from './seam-looks.ts'
import { sharesLabels } from './shared-labels.ts'
import { movedLeaf, rowShift } from './shift.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Where tables begin and end on the document's pages, in points from the top. */
export interface ContentHeight {
  readonly top: number
  readonly bottom: number
}

/** Two pages of one print are equally large, but for rounding, in points. */
const PAGE_TOLERANCE = 2

/** Bands share at least this much of the row edges of the one that has fewer: the rest are merged over on one side. */
const LEAST_SHARED_EDGES = 0.8
/** The same where no rows are staggered: each page then merges over rows of its own that the other shows. */
const LEAST_SHARED_UNSTAGGERED = 0.5

/** Two pages with the same columns whose rows share so many labels are the same form twice, not two bands. */
const SAME_LABELS_SHARE = 0.5

/** Share of the cells of two first rows that say the same where both are one header. */
const SAME_HEADER_SHARE = 0.6

/** So many rows of other heights than the one above tell that two pages have the same rows a little lower. */
const LEAST_UNEVEN_SHIFTED = 2

/** What each observation weighs. Positive ones are improbable for two pages that are not bands. */
const weights = {
  /** A shared edge that the height of the row above does not foretell; even rows coincide on any two pages. */
  unevenRow: 1,
  mostUnevenRows: 4,
  /** Between two shared edges, both pages have one that the other lacks: in one sheet, hardly ever. */
  staggeredRow: -1.5,
  mostStaggeredRows: -6,
  /** The tables begin lower than others do, and nothing stands above the right one to explain it. */
  unexplainedTop: 1.5,
  /** The tables end above the bottom of other pages, at the same height. */
  sameEarlyEnd: 1.5,
  sameEnd: 0.5,
  /** One ends above the other: its last rows are blank and have no borders, or it is another sheet's. */
  otherEnd: -1.5,
  /** A cell without a border on the right, facing one without a border on the left. */
  openCell: 3,
  /** A line whose last glyph the left page cuts goes on at the right page's edge. */
  cutGlyph: 3,
  /** A line outside the tables runs to the edge, and goes on at the other page's edge. */
  cutTitle: 2.5,
  differentColumns: 1,
  sameColumns: -2.5,
  /** The same, for each change of width from column to column: other columns of a sheet are seldom as wide. */
  sameUnevenColumn: -1,
  mostSameColumns: -6,
  sameHeader: -4,
  /** Many labels of the right page stand on the left one as well: another sheet of the same form. */
  sameLabels: -4,
  /** Each page has a title of its own. */
  ownTitle: -3,
  /** The rows meet only where one page is moved. */
  shifted: -1,
} as const

/** Points of evidence that `right` continues `left` sideways; null where it cannot. */
export function besideEvidence(left: Leaf, right: Leaf, content: ContentHeight): number | null {
  if (Math.abs(left.width - right.width) > PAGE_TOLERANCE) return null
  if (Math.abs(left.height - right.height) > PAGE_TOLERANCE) return null
  const shift = rowShift(rowEdgesOf(left), rowEdgesOf(right))
  if (shift === 0) return levelEvidence(left, right, content)
  const level = movedLeaf(right, 0, shift)
  if (!isToldThoughShifted(left, level)) return null
  const points = levelEvidence(left, level, content)
  return points === null ? null : points + weights.shifted
}

/** Rows of one height meet on any two pages of which one is moved: others tell, or as many with cells that face each other. */
function isToldThoughShifted(left: Leaf, level: Leaf): boolean {
  const [rows, others] = [rowEdgesOf(left), rowEdgesOf(level)]
  if (unevenSteps(rows, others) >= LEAST_UNEVEN_SHIFTED) return true
  const haveSameEnd = Math.abs((rows.at(-1) ?? 0) - (others.at(-1) ?? 0)) <= ROW_TOLERANCE
  return haveSameEnd && (openCellsFace(left, level) || cutGlyphsFace(left, level))
}

/** The same of pages whose rows begin at one height. */
function levelEvidence(left: Leaf, right: Leaf, content: ContentHeight): number | null {
  const leftRows = rowEdgesOf(left)
  const rightRows = rowEdgesOf(right)
  const fewer = Math.min(leftRows.length, rightRows.length)
  if (fewer < 2) return null
  const top = leftRows[0] ?? 0
  if (Math.abs(top - (rightRows[0] ?? 0)) > ROW_TOLERANCE) return null
  const aligned = alignEdges(leftRows, rightRows, ROW_TOLERANCE)
  const staggered = staggeredRows(aligned)
  const least = staggered === 0 ? LEAST_SHARED_UNSTAGGERED : LEAST_SHARED_EDGES
  if (aligned.matched < 2 || aligned.matched / fewer < least) return null

  let points = Math.min(weights.mostUnevenRows, unevenSteps(leftRows, rightRows) * weights.unevenRow)
  points += Math.max(weights.mostStaggeredRows, staggered * weights.staggeredRow)
  points += endEvidence(leftRows.at(-1) ?? 0, rightRows.at(-1) ?? 0, content)
  const leftTitles = left.texts.filter((text) => isAbove(text, top))
  const rightTitles = right.texts.filter((text) => isAbove(text, top) && !repeats(text, left))
  if (top > content.top + ROW_TOLERANCE && !right.texts.some((text) => isAbove(text, top))) {
    points += weights.unexplainedTop
  }
  if (openCellsFace(left, right)) points += weights.openCell
  if (cutGlyphsFace(left, right)) points += weights.cutGlyph
  const titlesCut = cutTitlesFace(left, right, leftTitles.map(lineOf), rightTitles.map(lineOf))
  if (titlesCut) points += weights.cutTitle
  else if (leftTitles.length > 0 && rightTitles.length > 0) points += weights.ownTitle
  if (sharesLabels(left, right)) points += weights.sameLabels
  const columns = columnEvidence(left, right)
  return columns === null ? null : points + columns
}

/** Confidence that so many points deserve: 2 points are likely, from 6 on there is hardly a doubt. */
export function confidenceOf(points: number): number {
  return Math.round((1 - 0.5 * Math.exp(-Math.max(0, points) / 2)) * 100) / 100
}

/** All row edges of a leaf's tables, ascending, each once. */
export function rowEdgesOf(leaf: Leaf): readonly number[] {
  const known = rowEdgesKnown.get(leaf)
  if (known !== undefined) return known
  const sorted = leaf.pieces.flatMap((piece) => [...piece.rowEdges]).sort((a, b) => a - b)
  const edges = sorted.filter(
    (edge, index) => index === 0 || edge - (sorted[index - 1] ?? 0) > ROW_TOLERANCE / 2,
  )
  rowEdgesKnown.set(leaf, edges)
  return edges
}

/** Each page is compared with hundreds of others: what is asked of it again and again is told once. */
const rowEdgesKnown = new WeakMap<Leaf, readonly number[]>()

/** How often the distance from one shared edge to the next changes. */
function unevenSteps(left: readonly number[], right: readonly number[]): number {
  let uneven = 0
  let lastHeight: number | null = null
  let lastEdge: number | null = null
  for (const edge of commonEdges(left, right)) {
    if (lastEdge !== null) {
      const height = edge - lastEdge
      if (lastHeight !== null && Math.abs(height - lastHeight) > ROW_TOLERANCE) uneven += 1
      lastHeight = height
    }
    lastEdge = edge
  }
  return uneven
}

function commonEdges(first: readonly number[], second: readonly number[]): readonly number[] {
  const aligned = alignEdges(first, second, ROW_TOLERANCE)
  const shared = new Set(aligned.first)
  return aligned.second.filter((place) => shared.has(place)).map((place) => aligned.edges[place] ?? 0)
}

/** How many rows of each page end, between two shared edges, where none of the other page's do. */
function staggeredRows({ first, second }: AlignedEdges): number {
  const [own, others] = [new Set(first), new Set(second)]
  const last = Math.max(first.at(-1) ?? 0, second.at(-1) ?? 0)
  let count = 0
  let [onlyFirst, onlySecond] = [0, 0]
  for (let place = 0; place <= last; place += 1) {
    if (own.has(place) && others.has(place)) {
      count += Math.min(onlyFirst, onlySecond)
      onlyFirst = 0
      onlySecond = 0
    } else if (own.has(place)) onlyFirst += 1
    else onlySecond += 1
  }
  return count
}

function endEvidence(left: number, right: number, content: ContentHeight): number {
  if (Math.abs(left - right) > ROW_TOLERANCE) return weights.otherEnd
  return left < content.bottom - 10 * ROW_TOLERANCE ? weights.sameEarlyEnd : weights.sameEnd
}

/** Null where both are the same form, filled in twice. */
function columnEvidence(left: Leaf, right: Leaf): number | null {
  const first = left.pieces[0]
  const second = right.pieces[0]
  if (first === undefined || second === undefined) return 0
  const headers = sameHeader(first, second) ? weights.sameHeader : 0
  const [from, to] = [first.columnEdges, second.columnEdges]
  const matched = alignEdges(from, to, ROW_TOLERANCE).matched
  const sameSides =
    alignEdges([first.box[0], first.box[2]], [second.box[0], second.box[2]], ROW_TOLERANCE).matched === 2
  const fewer = Math.min(from.length, to.length)
  const sameColumns = sameSides && fewer > 2 && matched >= 0.75 * fewer
  if (sameColumns && sameLabels(first, second)) return null
  if (sameColumns) {
    const uneven = unevenSteps(from, to) * weights.sameUnevenColumn
    return headers + Math.max(weights.mostSameColumns, weights.sameColumns + uneven)
  }
  return headers + (sameSides ? 0 : weights.differentColumns)
}

/** Whether most rows begin with the same label on both pages. */
function sameLabels(first: Piece, second: Piece): boolean {
  const known = new Set(firstLabelsOf(first))
  const others = firstLabelsOf(second)
  const shared = others.filter((label) => known.has(label)).length
  return shared >= 2 && shared >= SAME_LABELS_SHARE * others.length
}

/** The texts of the first column with their heights. */
function firstLabelsOf(piece: Piece): readonly string[] {
  const known = firstLabelsKnown.get(piece)
  if (known !== undefined) return known
  const labels = piece.cells
    .filter((cell) => cell.column === 0 && cell.lines.length > 0)
    .map((cell) => `${Math.round(cell.box[1])} ${cell.lines.map((line) => line.text).join('')}`)
  firstLabelsKnown.set(piece, labels)
  return labels
}

const firstLabelsKnown = new WeakMap<Piece, readonly string[]>()

function isAbove({ line }: LeafText, top: number): boolean {
  return line.box[3] <= top + ROW_TOLERANCE
}

/** Whether the first rows have the same labels, but for what a page break cut. */
function sameHeader(first: Piece, second: Piece): boolean {
  const [labels, others] = [first, second].map((piece) =>
    piece.cells.filter((cell) => cell.row === 0).map((cell) => cell.lines.map((line) => line.text).join('')),
  )
  if (labels === undefined || others === undefined || labels.length !== others.length) return false
  const same = labels.filter((label, index) => label !== '' && label === others[index]).length
  return same > 1 && same >= SAME_HEADER_SHARE * labels.length
}
