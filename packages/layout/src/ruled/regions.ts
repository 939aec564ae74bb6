/** Touching lines to cells: the base grid of their positions, merged wherever no line separates. */
import type { Box } from '@backfile/model'
import { disjointSets } from '../disjoint-sets.ts'
import { clustered, firstAtLeast, nearest, overlap } from '../geometry.ts'
import { type Line, type LineSet, reachOf, snapOf } from './lines.ts'

/** A rectangle of base cells that no line divides. */
export interface Region {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly box: Box
  /** Sides at the grid's border that no line closes. */
  readonly open: {
    readonly left: boolean
    readonly right: boolean
    readonly top: boolean
    readonly bottom: boolean
  }
  /** It was cut out of a shape that is no rectangle: a line is missing somewhere. */
  readonly mended: boolean
}

export interface RegionGrid {
  readonly columnEdges: readonly number[]
  readonly rowEdges: readonly number[]
  readonly regions: readonly Region[]
  /** The region that each base cell belongs to, row by row. */
  readonly regionOf: Int32Array
}

/** A side is closed where lines cover more than this share of it: less is an overshoot, more a gap to bridge. */
const CLOSED_SHARE = 0.5

/**
 * Lines that run on past the last crossing line by more than this many ems hold an open cell there (a missing
 * outer border, a row that the page cuts); less is an overshoot.
 */
const OPEN_CELL_EMS = 0.85

/**
 * Where the page cuts a row or column close to a border, at least this share of the lines there run on past it, and by
 * more ems than a doubled border is wide.
 */
const CUT_ROW_EMS = 0.5
const CUT_ROW_SHARE = 0.7
/** With text beyond the border, two lines that run on past it by so many ems are enough. */
const TEXT_STRIP_EMS = 0.2

/** Base cells that one set of lines may make; a sheet of 1,000 rows by 200 columns has 200,000. */
const MOST_BASE_CELLS = 2_000_000

/** The regions of one set of touching lines, by row, then column; null where it encloses nothing. */
export function regionsOf(set: LineSet, em: number, hasText: (area: Box) => boolean): RegionGrid | null {
  const [top, bottom] = extentOf(set.vertical, set.horizontal)
  const [left, right] = extentOf(set.horizontal, set.vertical)
  const columnEdges = edgesOf(set.vertical, set.horizontal, em, (x0, x1) => hasText([x0, top, x1, bottom]))
  const rowEdges = edgesOf(set.horizontal, set.vertical, em, (y0, y1) => hasText([left, y0, right, y1]))
  const columns = columnEdges.length - 1
  const rows = rowEdges.length - 1
  if (columns < 1 || rows < 1 || columns * rows > MOST_BASE_CELLS) return null

  const snap = snapOf(em)
  const upright = coverage(set.vertical, columnEdges, rowEdges, snap)
  const level = coverage(set.horizontal, rowEdges, columnEdges, snap)
  const separatedLeft = (row: number, column: number): boolean =>
    (upright[column * rows + row] ?? 0) > CLOSED_SHARE
  const separatedAbove = (row: number, column: number): boolean =>
    (level[row * columns + column] ?? 0) > CLOSED_SHARE

  const sets = disjointSets(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const place = row * columns + column
      if (column > 0 && !separatedLeft(row, column)) sets.unite(place - 1, place)
      if (row > 0 && !separatedAbove(row, column)) sets.unite(place - columns, place)
    }
  }

  const shapes = new Map<number, number[]>()
  for (let place = 0; place < rows * columns; place += 1) {
    const leader = sets.find(place)
    const shape = shapes.get(leader)
    if (shape === undefined) shapes.set(leader, [place])
    else shape.push(place)
  }

  const spans = [...shapes.values()]
    .flatMap((shape) => rectanglesOf(shape, columns))
    .sort((a, b) => a.row - b.row || a.column - b.column)
  const regionOf = new Int32Array(rows * columns)
  const regions = spans.map((span, index): Region => {
    const { row, column, rowSpan, columnSpan } = span
    for (let r = row; r < row + rowSpan; r += 1)
      regionOf.fill(index, r * columns + column, r * columns + column + columnSpan)
    const everyRow = (closed: (r: number) => boolean): boolean => share(row, rowSpan, closed) > CLOSED_SHARE
    const everyColumn = (closed: (c: number) => boolean): boolean =>
      share(column, columnSpan, closed) > CLOSED_SHARE
    return {
      ...span,
      box: [
        columnEdges[column] ?? 0,
        rowEdges[row] ?? 0,
        columnEdges[column + columnSpan] ?? 0,
        rowEdges[row + rowSpan] ?? 0,
      ],
      open: {
        left: column === 0 && !everyRow((r) => separatedLeft(r, 0)),
        right: column + columnSpan === columns && !everyRow((r) => separatedLeft(r, columns)),
        top: row === 0 && !everyColumn((c) => separatedAbove(0, c)),
        bottom: row + rowSpan === rows && !everyColumn((c) => separatedAbove(rows, c)),
      },
    }
  })
  return { columnEdges, rowEdges, regions, regionOf }
}

/**
 * Positions of the lines across an axis, and beyond the outermost of them the common end of the lines along it,
 * where that leaves room for a cell.
 */
function edgesOf(
  across: readonly Line[],
  along: readonly Line[],
  em: number,
  hasText: (from: number, to: number) => boolean,
): readonly number[] {
  const positions = clustered(
    across.map((line) => line.at),
    snapOf(em),
  )
  const first = positions[0]
  const last = positions.at(-1)
  if (first === undefined || last === undefined) return []
  const before = commonEnd(
    along,
    (line) => first - line.from,
    em,
    (length) => hasText(first - length, first),
  )
  const after = commonEnd(
    along,
    (line) => line.to - last,
    em,
    (length) => hasText(last, last + length),
  )
  return [
    ...(before === null ? [] : [first - before]),
    ...positions,
    ...(after === null ? [] : [last + after]),
  ]
}

/**
 * How far most of the lines run on past a border, where that is room for a cell. Where nearly all of them run on equally
 * far it is a cell however little the page shows of it.
 */
function commonEnd(
  lines: readonly Line[],
  beyond: (line: Line) => number,
  em: number,
  hasText: (length: number) => boolean,
): number | null {
  const reaching = lines.map(beyond).filter((length) => length > -reachOf(em))
  const ends = reaching.filter((length) => length > snapOf(em))
  let best: number | null = null
  let most = 0
  for (const length of clustered(ends, reachOf(em))) {
    const members = ends.filter((end) => Math.abs(end - length) <= reachOf(em)).length
    const isRoomy = length > em * OPEN_CELL_EMS
    // One line alone may be a stray; with text beside the border it is not.
    const isCommon = members >= 2 || reaching.length === 1 || (isRoomy && hasText(length))
    const isCut = members >= reaching.length * CUT_ROW_SHARE && length > em * CUT_ROW_EMS
    const isCutWithText = members >= 2 && length > em * TEXT_STRIP_EMS && hasText(length)
    const isCell = isRoomy || (members >= 3 && isCut) || isCutWithText
    if (isCommon && isCell && members > most) {
      best = length
      most = members
    }
  }
  return best
}

/** From the first to the last point of lines along an axis, and of those that cross it. */
function extentOf(along: readonly Line[], across: readonly Line[]): readonly [number, number] {
  const starts = [...along.map((line) => line.from), ...across.map((line) => line.at)]
  const ends = [...along.map((line) => line.to), ...across.map((line) => line.at)]
  return [minimum(starts), -minimum(ends.map((end) => -end))]
}

function minimum(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
}

/** Share 0…1 of each base cell's side that lines cover, `edge * slots + slot`. */
function coverage(
  lines: readonly Line[],
  edges: readonly number[],
  crossEdges: readonly number[],
  snap: number,
): Float32Array {
  const slots = crossEdges.length - 1
  const covered = new Float32Array(edges.length * slots)
  for (const line of lines) {
    const edge = nearest(edges, line.at, snap)
    if (edge === undefined) continue
    for (let slot = Math.max(0, firstAtLeast(crossEdges, line.from) - 1); slot < slots; slot += 1) {
      const from = crossEdges[slot] ?? 0
      const to = crossEdges[slot + 1] ?? 0
      if (from > line.to) break
      if (to < line.from) continue
      const place = edge * slots + slot
      covered[place] = (covered[place] ?? 0) + overlap(from, to, line.from, line.to) / (to - from)
    }
  }
  return covered
}

interface Span {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly mended: boolean
}

/** One rectangle where the shape is one; otherwise runs of its rows, equal runs below one another taken together. */
function rectanglesOf(shape: readonly number[], columns: number): readonly Span[] {
  let top = Number.POSITIVE_INFINITY
  let left = Number.POSITIVE_INFINITY
  let bottom = 0
  let right = 0
  for (const place of shape) {
    const row = Math.floor(place / columns)
    const column = place % columns
    top = Math.min(top, row)
    left = Math.min(left, column)
    bottom = Math.max(bottom, row)
    right = Math.max(right, column)
  }
  const rowSpan = bottom - top + 1
  const columnSpan = right - left + 1
  if (rowSpan * columnSpan === shape.length)
    return [{ row: top, column: left, rowSpan, columnSpan, mended: false }]

  const runs: { row: number; column: number; rowSpan: number; columnSpan: number; mended: boolean }[] = []
  const openRuns = new Map<string, { row: number; rowSpan: number }>()
  const places = [...shape].sort((a, b) => a - b)
  let at = 0
  while (at < places.length) {
    const start = places[at] ?? 0
    const row = Math.floor(start / columns)
    let length = 1
    while (places[at + length] === start + length && Math.floor((start + length) / columns) === row)
      length += 1
    const key = `${start % columns}+${length}`
    const above = openRuns.get(key)
    if (above !== undefined && above.row + above.rowSpan === row) {
      above.rowSpan += 1
    } else {
      const run = { row, column: start % columns, rowSpan: 1, columnSpan: length, mended: true }
      runs.push(run)
      openRuns.set(key, run)
    }
    at += length
  }
  return runs
}

function share(start: number, count: number, test: (index: number) => boolean): number {
  let passed = 0
  for (let index = start; index < start + count; index += 1) if (test(index)) passed += 1
  return passed / count
}
