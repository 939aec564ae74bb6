/** Headers that are printed again on each page: found at the top of a page's table, and taken off it. */
import type { TextLine } from '../page-table.ts'
import { WHOLE } from '../text-lines.ts'
import type { Piece, PieceCell, PieceRepair } from './piece.ts'
import { byPlace } from './seam.ts'

/** A header has at most this many rows. */
const MOST_ROWS = 5

/** Edges that are the same may differ by this many points. */
const EDGE_SLACK = 1

/**
 * How many of the first rows of `lower`, perhaps all, repeat a header of the table: that of the block it is in, which is the last one
 * whose labels are alike. A block that begins on the new page has a header of its own, which stays.
 */
export function repeatedRows(table: Piece, lower: Piece): number {
  const most = Math.min(lower.rowEdges.length - 1, MOST_ROWS)
  const headers = Array.from({ length: Math.max(0, most) }, (_, index) => most - index)
    .map((rows) => ({ rows, labels: labelsAbove(lower, lower.rowEdges[rows] ?? 0) }))
    .filter(({ labels }) => labels.length >= 2 && !labels.some(isFigure))
  if (headers.length === 0) return 0
  // A long table is looked through once for all of them.
  const known = new Set(headers.flatMap(({ labels }) => labels))
  const labelled = table.cells.filter(({ lines }) => known.has(textOf(lines)))
  return headers.find(({ rows, labels }) => areLastRowsLike(table, labelled, labels, rows))?.rows ?? 0
}

/**
 * The piece without its first rows, which repeat a header of `table`. A merged label may go on right under a header, without a line between: what stands
 * below the header stays, open at its top.
 */
export function withoutHeader(table: Piece, piece: Piece, rows: number): Piece {
  if (rows === 0) return piece
  const said = new Set(table.cells.map((cell) => textOf(cell.lines)))
  const edge = piece.rowEdges[rows] ?? 0
  const cells = piece.cells.flatMap((cell): readonly PieceCell[] => {
    // The header's border closes what stands below it, whether that goes on from the page before or not.
    const open = cell.row <= rows ? { ...cell.open, top: true } : cell.open
    if (cell.row >= rows) return [{ ...cell, row: cell.row - rows, open }]
    if (cell.row + cell.rowSpan <= rows) return []
    return [
      {
        ...cell,
        row: 0,
        rowSpan: cell.row + cell.rowSpan - rows,
        box: [cell.box[0], edge, cell.box[2], cell.box[3]],
        // A label merged over the header and the rows below is printed again with the header.
        lines: said.has(textOf(cell.lines)) ? [] : cell.lines.filter((line) => !standsAbove(line, edge)),
        open,
      },
    ]
  })
  return {
    ...piece,
    rowEdges: piece.rowEdges.slice(rows),
    cells: [...cells].sort(byPlace),
    repairs: [...piece.repairs, headerDropped(piece, rows)],
  }
}

/**
 * The texts of the cells above an edge, in order. A label that runs on below it is merged over the rows that it heads:
 * what of it stands beside the header is another matter on each page.
 */
function labelsAbove(piece: Piece, edge: number): readonly string[] {
  return piece.cells
    .filter((cell) => cell.box[3] < edge + EDGE_SLACK)
    .map((cell) => textOf(cell.lines.filter((line) => standsAbove(line, edge))))
    .filter((text) => text !== '')
}

function standsAbove(line: TextLine, edge: number): boolean {
  return line.firstVisible >= WHOLE && line.lastVisible >= WHOLE && (line.box[1] + line.box[3]) / 2 < edge
}

/**
 * Whether the last rows of a table that share at least half of the labels say just the same; `labelled`: its cells with
 * any of the labels.
 */
function areLastRowsLike(
  table: Piece,
  labelled: readonly PieceCell[],
  labels: readonly string[],
  rows: number,
): boolean {
  const wanted = new Set(labels)
  const shared = new Map<number, number>()
  for (const cell of labelled) {
    if (wanted.has(textOf(cell.lines))) shared.set(cell.row, (shared.get(cell.row) ?? 0) + 1)
  }
  const isAlike = (row: number): boolean => (shared.get(row) ?? 0) * 2 * rows >= wanted.size
  const last = [...shared.keys()].reduce((most, row) => (isAlike(row) ? Math.max(most, row) : most), -1)
  if (last === -1) return false
  // The rows of one header stand together: the last of them leads to the first.
  let first = last
  while (isAlike(first - 1) && last - first + 1 < rows) first -= 1
  const said = table.cells
    .filter((cell) => cell.row >= first && cell.row + cell.rowSpan <= first + rows && cell.lines.length > 0)
    .map((cell) => textOf(cell.lines))
  return said.join('\t') === labels.join('\t')
}

function textOf(lines: readonly TextLine[]): string {
  const known = textsKnown.get(lines)
  if (known !== undefined) return known
  const text = lines.map((line) => line.text).join('')
  textsKnown.set(lines, text)
  return text
}

/** All cells of a long table are looked at again for each page that it goes on on. */
const textsKnown = new WeakMap<readonly TextLine[], string>()

function isFigure(text: string): boolean {
  return /^[-+=≥≤<>]?[\d,.]+%?$/.test(text)
}

function headerDropped(piece: Piece, rows: number): PieceRepair {
  return {
    kind: 'header-dropped',
    message: { zh: '每页重复的表头只取一次', en: 'A header that is repeated on each page was taken once' },
    confidence: 0.97,
    locators: piece.cells.filter((cell) => cell.row < rows).flatMap((cell) => [...cell.locators]),
    origins: [],
  }
}
