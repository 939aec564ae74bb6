/** A table in the making: a page's table, or one put together from several pages. */
import type { Box, Locator } from '@backfile/model'
import { textOf } from '../cell-text.ts'
import { rounded } from '../geometry.ts'
import type { PageCell, PageLayout, PageTable, TextLine } from '../page-table.ts'
import type { Cell, Repair, Table } from '../table.ts'
import { WHOLE } from '../text-lines.ts'
import { seenBox } from '../turn.ts'

/** Confidence in a text of which a part is missing. */
const CUT_OFF = 0.5

/** A cell in the making. Boxes and lines are on the leaf: the pages of one strip of the sheet laid side by side. */
export interface PieceCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly box: Box
  readonly lines: readonly TextLine[]
  readonly open: PageCell['open']
  readonly locators: readonly Locator[]
  readonly confidence: number
  /** Which cells of the pages it was joined from: a repair names its cells by these. */
  readonly origins: readonly string[]
}

/** A repair whose cells are named by origin, since rows and columns change until all pages are joined. */
export interface PieceRepair extends Omit<Repair, 'cells'> {
  readonly origins: readonly string[]
}

export interface Piece {
  readonly box: Box
  readonly method: PageTable['method']
  readonly columnEdges: readonly number[]
  readonly rowEdges: readonly number[]
  /** Sorted by row, then column. */
  readonly cells: readonly PieceCell[]
  readonly confidence: number
  readonly repairs: readonly PieceRepair[]
  /** With rows that may be the table's: see `PageTable.wider`. */
  readonly wider?: Piece
}

export interface LeafText {
  readonly line: TextLine
  readonly locators: readonly Locator[]
  readonly confidence: number
}

/** One page, or the pages of one strip of a sheet laid side by side. */
export interface Leaf {
  /** Page numbers, from left to right. */
  readonly pages: readonly number[]
  readonly width: number
  readonly height: number
  readonly pieces: readonly Piece[]
  /** See `PageLayout.outline`. */
  readonly outline?: Piece
  readonly texts: readonly LeafText[]
  /** What was mended on the leaf and belongs to whichever table comes of it. */
  readonly repairs: readonly PieceRepair[]
}

export function leafOf(layout: PageLayout): Leaf {
  const locate = (box: Box): Locator => ({
    page: layout.page,
    bbox: rounded(seenBox(box, layout.turn, layout.width, layout.height)),
  })
  return {
    pages: [layout.page],
    width: layout.width,
    height: layout.height,
    pieces: layout.tables.map((table, index) => pieceOf(table, index, locate)),
    ...(layout.outline === null ? {} : { outline: pieceOf(layout.outline, layout.tables.length, locate) }),
    texts: layout.texts.map(({ line }) => ({ line, locators: [locate(line.box)], confidence: 1 })),
    repairs: [],
  }
}

function pieceOf(table: PageTable, index: number, locate: (box: Box) => Locator): Piece {
  const origin = (row: number, column: number): string => `${table.page}/${index}/${row}/${column}`
  const piece: Piece = {
    box: table.box,
    method: table.method,
    columnEdges: table.columnEdges,
    rowEdges: table.rowEdges,
    cells: table.cells.map((cell) => ({
      row: cell.row,
      column: cell.column,
      rowSpan: cell.rowSpan,
      columnSpan: cell.columnSpan,
      box: cell.box,
      lines: cell.lines,
      open: cell.open,
      locators: [locate(cell.box)],
      confidence: Math.min(table.confidence, cell.confidence ?? 1),
      origins: [origin(cell.row, cell.column)],
    })),
    confidence: table.confidence,
    repairs: table.repairs.map(({ cells, ...repair }) => ({
      ...repair,
      origins: (cells ?? []).map(([row, column]) => origin(row, column)),
    })),
  }
  return table.wider === undefined ? piece : { ...piece, wider: pieceOf(table.wider, index, locate) }
}

/** The finished table: every place of its grid in exactly one cell. */
export function tableOf(piece: Piece): Table {
  const rows = piece.rowEdges.length - 1
  const columns = piece.columnEdges.length - 1
  const taken = new Uint8Array(rows * columns)
  const cells: Cell[] = []
  const places = new Map<string, readonly [number, number]>()
  for (const cell of piece.cells) {
    const { row, column, rowSpan, columnSpan } = cell
    for (let r = row; r < row + rowSpan; r += 1)
      taken.fill(1, r * columns + column, r * columns + column + columnSpan)
    for (const origin of cell.origins) places.set(origin, [row, column])
    cells.push({
      row,
      column,
      rowSpan,
      columnSpan,
      text: textOf(cell.lines),
      locators: cell.locators,
      confidence: isCutOff(piece, cell) ? Math.min(cell.confidence, CUT_OFF) : cell.confidence,
    })
  }
  for (let place = 0; place < taken.length; place += 1) {
    if (taken[place] === 1) continue
    const row = Math.floor(place / columns)
    cells.push({
      row,
      column: place % columns,
      rowSpan: 1,
      columnSpan: 1,
      text: '',
      locators: [],
      confidence: piece.confidence,
    })
  }
  return {
    kind: 'table',
    rows,
    columns,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    confidence: piece.confidence,
    repairs: piece.repairs.map(({ origins, ...repair }) => {
      const named = cellsNamed(origins, places)
      return named.length === 0 ? repair : { ...repair, cells: named }
    }),
  }
}

/** Whether the text runs over the side of the whole table, where no other page was found that has the rest. */
function isCutOff(piece: Piece, { box, lines, open }: PieceCell): boolean {
  const [left, , right] = piece.box
  return lines.some(
    (line) =>
      (open.right && line.lastVisible < WHOLE && box[2] > right - line.size / 2) ||
      (open.left && line.firstVisible < WHOLE && box[0] < left + line.size / 2),
  )
}

function cellsNamed(
  origins: readonly string[],
  places: ReadonlyMap<string, readonly [number, number]>,
): readonly (readonly [number, number])[] {
  const named = new Map<string, readonly [number, number]>()
  for (const origin of origins) {
    const place = places.get(origin)
    if (place !== undefined) named.set(place.join('/'), place)
  }
  return [...named.values()]
}

/** Hundredths of a point are finer than any printer sets, and the same on every machine. */
