/** What a page shows of the next column where the page edge falls just inside it: a strip too narrow to show its rules. */
import { alignEdges } from '../edges.ts'
import { WHOLE } from '../text-lines.ts'
import type { Leaf, LeafText, Piece, PieceCell } from './piece.ts'
import { byPlace, movedLine } from './seam.ts'
import { level } from './seam-looks.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** A strip is narrower than this many ems of the text beside it: rules in it end before they begin. */
const STRIP_EMS = 1.5

/** How far the places of a glyph on the two pages may lie apart, in ems. */
const SLACK_EMS = 0.75

/**
 * Both pieces with the cells of a narrow strip at the seam divided as the cells that go on beyond it: no cell of one page
 * goes on in several of the other, so rules are missing in the strip.
 */
export function withStripsDivided(left: Piece, right: Piece): readonly [Piece, Piece] {
  const lastColumn = left.columnEdges.length - 2
  const atRight = (cell: PieceCell): boolean => cell.column + cell.columnSpan - 1 === lastColumn
  const atLeft = (cell: PieceCell): boolean => cell.column === 0
  return [
    divided(
      left,
      (cell) => atRight(cell) && cell.open.right,
      right.cells.filter((cell) => atLeft(cell) && cell.open.left),
    ),
    divided(
      right,
      (cell) => atLeft(cell) && cell.open.left,
      left.cells.filter((cell) => atRight(cell) && cell.open.right),
    ),
  ]
}

function divided(piece: Piece, isInStrip: (cell: PieceCell) => boolean, facing: readonly PieceCell[]): Piece {
  const parts = new Map<PieceCell, readonly PieceCell[]>()
  for (const cell of piece.cells) {
    if (!isInStrip(cell) || cell.columnSpan > 1) continue
    const beyond = tilesOf(cell, facing)
    const em = Math.max(0, ...beyond.flatMap(({ lines }) => lines.map(({ size }) => size)))
    if (beyond.length > 1 && cell.box[2] - cell.box[0] < STRIP_EMS * em) parts.set(cell, beyond)
  }
  if (parts.size === 0) return piece
  const inner = [...parts.values()].flatMap((tiles) => tiles.slice(1).map(({ box }) => box[1]))
  const rows = alignEdges(
    piece.rowEdges,
    [...new Set(inner)].sort((a, b) => a - b),
    ROW_TOLERANCE,
  )
  const rowAt = (height: number): number =>
    rows.edges.reduce(
      (best, edge, at) => (Math.abs(edge - height) < Math.abs((rows.edges[best] ?? 0) - height) ? at : best),
      0,
    )
  const cells = piece.cells.flatMap((cell): readonly PieceCell[] => {
    const row = rows.first[cell.row] ?? 0
    const end = rows.first[cell.row + cell.rowSpan] ?? row + 1
    const tiles = parts.get(cell)
    if (tiles === undefined) return [{ ...cell, row, rowSpan: end - row }]
    return tiles.map((tile, index): PieceCell => {
      const from = index === 0 ? row : rowAt(tile.box[1])
      const to = index === tiles.length - 1 ? end : rowAt(tile.box[3])
      const [top, bottom] = [rows.edges[from] ?? 0, rows.edges[to] ?? 0]
      return {
        ...cell,
        row: from,
        rowSpan: to - from,
        box: [cell.box[0], top, cell.box[2], bottom],
        lines: cell.lines.filter(({ box }) => slotOf(tiles, (box[1] + box[3]) / 2) === index),
        open: {
          ...cell.open,
          top: cell.open.top && index === 0,
          bottom: cell.open.bottom && index === tiles.length - 1,
        },
        origins: cell.origins.map((origin) => (index === 0 ? origin : `${origin}/${index}`)),
      }
    })
  })
  return { ...piece, rowEdges: rows.edges, cells: [...cells].sort(byPlace) }
}

/** The cells beyond the seam that fill just the cell's height, from the top down; empty where they do not. */
function tilesOf({ box }: PieceCell, facing: readonly PieceCell[]): readonly PieceCell[] {
  const within = facing
    .filter((other) => other.box[1] >= box[1] - ROW_TOLERANCE && other.box[3] <= box[3] + ROW_TOLERANCE)
    .sort((a, b) => a.box[1] - b.box[1])
  let reached = box[1]
  for (const tile of within) {
    if (Math.abs(tile.box[1] - reached) > ROW_TOLERANCE) return []
    reached = tile.box[3]
  }
  return Math.abs(reached - box[3]) <= ROW_TOLERANCE ? within : []
}

/** Which of the tiles stands at a height: the last that begins above it. */
function slotOf(tiles: readonly PieceCell[], height: number): number {
  return Math.max(
    0,
    tiles.findLastIndex(({ box }) => box[1] <= height),
  )
}

/**
 * The texts of a leaf without what the page edge leaves of glyphs beside its tables, where the other page has the glyph at
 * this place. `dx` moves the other page to its place beside this one.
 */
export function withoutCutRemains(texts: readonly LeafText[], other: Leaf, dx: number): readonly LeafText[] {
  const isCut = ({ line }: LeafText): boolean => line.firstVisible < WHOLE && line.lastVisible < WHOLE
  if (!texts.some(isCut)) return texts
  const lines = other.pieces.flatMap(({ cells }) =>
    cells.flatMap((cell) => cell.lines.map((line) => movedLine(line, dx, 0))),
  )
  return texts.filter((text) => {
    const { line } = text
    const middle = (line.box[0] + line.box[2]) / 2
    const slack = SLACK_EMS * line.size
    return !(
      isCut(text) &&
      lines.some(
        (whole) =>
          level(whole, line) &&
          whole.text.includes(line.text) &&
          middle > whole.box[0] - slack &&
          middle < whole.box[2] + slack,
      )
    )
  })
}
