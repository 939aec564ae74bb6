/** Ruled pieces of a table most of whose rows no ruling encloses: a boxed header, rows between two headings. */
import type { Box } from '@backfile/model'
import type { Glyph, PaintedPage } from '@backfile/readers'
import { encloses, overlap } from '../geometry.ts'
import { muchLike } from '../kept-lines.ts'
import type { PageTable } from '../page-table.ts'
import { isCaptionText } from './captions.ts'
import { findUnruledTables } from './index.ts'
import { levelLinesOf, type PhraseLine, phraseLinesOf } from './phrases.ts'

/** Rows go on below or above a piece within so many em. */
const NEAR_EM = 1.4
/** Fewest lines beside a piece that have texts in several of its columns. */
const ROWS = 2
/** Share of a piece's width that its table covers: rulings reach further than text. */
const SHARED_WIDTH = 0.7
/** Edges of one column in two pieces are at most so many points apart. */
const SAME_EDGE = 2
/** Between two pieces there is at most a heading, within so many em. */
const HEADING_EM = 3.5
/** Text may stand so many em beyond a piece's column. */
const SLACK_EM = 0.6

/** The tables with rulings that are whole, and those found by alignment with the pieces of others in them. */
export function withFragments(
  page: PaintedPage,
  grids: readonly PageTable[],
  rest: readonly Glyph[],
): { whole: readonly PageTable[]; aligned: readonly PageTable[] } {
  const pieces = piecesAmong(grids, rest)
  const together = alignedWith(page, grids, pieces, rest)
  if (pieces.length === 0) return { whole: grids, aligned: together }
  const held = pieces.filter((piece) => together.some((table) => isPieceOf(piece, table)))
  const aligned = held.length === pieces.length ? together : alignedWith(page, grids, held, rest)
  return { whole: grids.filter((grid) => !held.includes(grid)), aligned }
}

/** Whether a table found by alignment has the piece's rows among its own. */
function isPieceOf({ box, rowEdges }: PageTable, table: PageTable): boolean {
  const [left, top, right, bottom] = table.box
  const y = (box[1] + box[3]) / 2
  const shared = overlap(left, right, box[0], box[2])
  return (
    y > top &&
    y < bottom &&
    shared > (box[2] - box[0]) * SHARED_WIDTH &&
    table.rowEdges.length > rowEdges.length
  )
}

function alignedWith(
  page: PaintedPage,
  grids: readonly PageTable[],
  pieces: readonly PageTable[],
  rest: readonly Glyph[],
): readonly PageTable[] {
  const whole = grids.filter((grid) => !pieces.includes(grid))
  const free = new Set(rest)
  const glyphs =
    pieces.length === 0
      ? rest
      : muchLike(
          rest,
          page.glyphs.filter(
            (glyph) => free.has(glyph) || pieces.some(({ box }) => encloses(box, glyph.box, 1)),
          ),
        )
  return findUnruledTables(
    { ...page, glyphs },
    whole.map((grid) => grid.box),
  )
}

/** The ruled tables of few rows that go on, without rulings, above or below in the same columns. */
function piecesAmong(grids: readonly PageTable[], rest: readonly Glyph[]): PageTable[] {
  const few = grids.filter((grid) => grid.columnEdges.length > 2)
  if (few.length === 0 || rest.length === 0) return []
  const lines = phraseLinesOf(levelLinesOf(rest))
  return grids.filter((grid) => {
    if (isOfBrokenColumns(grid, few)) return true
    if (!few.includes(grid)) return false
    const rows = grid.rowEdges.length - 1
    return (
      rowsBeside(grid, lines) >= Math.max(ROWS, rows) ||
      few.some((other) => areTwoPieces(grid, other, lines) || areTwoPieces(other, grid, lines))
    )
  })
}

/** Whether a table goes on below, in the same columns, behind a heading that crosses them; rows of one have no rulings. */
function areTwoPieces(above: PageTable, below: PageTable, lines: readonly PhraseLine[]): boolean {
  const [top, bottom] = [above.box[3], below.box[1]]
  const size = lines[0]?.size ?? 10
  if (top > bottom || bottom - top > HEADING_EM * size) return false
  if (!haveSameEdges(above, below)) return false
  if (!hasBareRows(above) && !hasBareRows(below)) return false
  const between = lines.filter((line) => line.centre > top && line.centre < bottom)
  return between.every(
    (line) => line.phrases.length === 1 && line.phrases.every((phrase) => !isCaptionText(phrase.text)),
  )
}

function haveSameEdges(a: PageTable, b: PageTable): boolean {
  if (a.columnEdges.length !== b.columnEdges.length) return false
  return a.columnEdges.every((edge, index) => Math.abs(edge - (b.columnEdges[index] ?? 0)) <= SAME_EDGE)
}

/** Whether a piece is one end of a table whose upright rules break off, or lies between two such ends. */
function isOfBrokenColumns(grid: PageTable, grids: readonly PageTable[]): boolean {
  return grids.some((above) => {
    if (!isOpenAt(above, 'bottom')) return false
    return grids.some((below) => {
      const isBelow = below.box[1] > above.box[3] && isOpenAt(below, 'top') && haveSameEdges(above, below)
      if (!isBelow) return false
      const whole: Box = [above.box[0], above.box[1], above.box[2], below.box[3]]
      return encloses(whole, grid.box, SAME_EDGE)
    })
  })
}

/** Whether no rule closes a piece at this side: the uprights of all its columns break off. */
function isOpenAt({ cells, columnEdges }: PageTable, side: 'top' | 'bottom'): boolean {
  const open = cells.filter((cell) => cell.open[side])
  return open.reduce((sum, cell) => sum + cell.columnSpan, 0) === columnEdges.length - 1
}

/** Whether one ruled row holds several lines in several cells. */
function hasBareRows(grid: PageTable): boolean {
  return grid.rowEdges.length === 2 && grid.cells.filter(({ lines }) => lines.length > 1).length >= 2
}

/** How many lines, one after the other below or above a ruled table, stand in its columns. */
function rowsBeside(grid: PageTable, lines: readonly PhraseLine[]): number {
  const [left, top, right, bottom] = grid.box
  const within = lines.filter((line) => line.left > left - line.size && line.right < right + line.size)
  const below = within.filter((line) => line.centre > bottom)
  const above = within.filter((line) => line.centre < top).reverse()
  return Math.max(
    countRows(
      grid,
      below,
      (line, from) => line.top - from,
      bottom,
      (line) => line.bottom,
    ),
    countRows(
      grid,
      above,
      (line, from) => from - line.bottom,
      top,
      (line) => line.top,
    ),
  )
}

function countRows(
  grid: PageTable,
  lines: readonly PhraseLine[],
  distance: (line: PhraseLine, from: number) => number,
  start: number,
  end: (line: PhraseLine) => number,
): number {
  let from = start
  let rows = 0
  for (const line of lines) {
    if (distance(line, from) > NEAR_EM * line.size) break
    from = end(line)
    if (line.phrases.length === 1) continue
    if (!standsInColumns(grid, line)) break
    rows += 1
  }
  return rows
}

/** Whether each of a line's texts stands in a column of its own. */
function standsInColumns({ columnEdges }: PageTable, line: PhraseLine): boolean {
  const slack = line.size * SLACK_EM
  const places = line.phrases.map(({ box }) =>
    columnEdges.findIndex((edge, index) => {
      const next = columnEdges[index + 1]
      return next !== undefined && box[0] > edge - slack && box[2] < next + slack
    }),
  )
  return places.every((place) => place >= 0) && new Set(places).size === places.length
}
