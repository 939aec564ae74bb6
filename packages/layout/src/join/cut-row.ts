/** A row of which a page shows no border at its sides, added to the table above or below it. */
import type { Box } from '@backfile/model'
import { holds } from '../geometry.ts'
import type { TextLine, Word } from '../page-table.ts'
import { lineOfWords } from '../text-lines.ts'
import type { Leaf, LeafText, Piece, PieceCell } from './piece.ts'
import { byPlace } from './seam.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Confidence in an empty cell of which the page shows no border at its sides. */
const CUT_AT_BOTH_SIDES = 0.9
/** The same with text, which may be that of several cells. */
const CUT_WITH_TEXT = 0.85

/**
 * The piece with a row from its top or bottom to `edge`. Cells that no border closes there go on in it; what stands
 * between them is a cell for each column with a text of its own, or one cell.
 */
export function withRow(piece: Piece, edge: number, texts: readonly LeafText[], { pages }: Leaf): Piece {
  const [x0, y0, x1, y1] = piece.box
  const isAbove = edge < y0
  const [from, to] = isAbove ? [edge, y0] : [y1, edge]
  const rows = piece.rowEdges.length - 1
  const kept = isAbove ? piece.cells.map((cell) => ({ ...cell, row: cell.row + 1 })) : piece.cells
  const goesOn = (cell: PieceCell): boolean =>
    isAbove ? cell.row === 1 && cell.open.top : cell.row + cell.rowSpan === rows && cell.open.bottom
  const lines = texts.filter((text) => standsIn(text, [x0, from, x1, to])).map(({ line }) => line)
  const cells = kept.map((cell): PieceCell => {
    if (!goesOn(cell)) return cell
    const [left, top, right, bottom] = cell.box
    const box: Box = [left, Math.min(top, from), right, Math.max(bottom, to)]
    const more = linesWithin(lines, left, right)
    return {
      ...cell,
      row: isAbove ? 0 : cell.row,
      rowSpan: cell.rowSpan + 1,
      box,
      lines: isAbove ? [...more, ...cell.lines] : [...cell.lines, ...more],
    }
  })
  for (const [first, end] of columnsLeft(piece, kept.filter(goesOn)).flatMap((run) =>
    parted(run, piece, lines),
  )) {
    const box: Box = [piece.columnEdges[first] ?? x0, from, piece.columnEdges[end] ?? x1, to]
    const own = linesWithin(lines, box[0], box[2])
    cells.push({
      row: isAbove ? 0 : rows,
      column: first,
      rowSpan: 1,
      columnSpan: end - first,
      box,
      lines: own,
      open: {
        left: first === 0,
        right: end === piece.columnEdges.length - 1,
        top: isAbove,
        bottom: !isAbove,
      },
      locators: pages.slice(0, 1).map((page) => ({ page, bbox: box })),
      confidence: own.length > 0 ? CUT_WITH_TEXT : CUT_AT_BOTH_SIDES,
      origins: [`${pages[0]}/cut/${isAbove ? 'above' : 'below'}/${first}`],
    })
  }
  return {
    ...piece,
    box: [x0, Math.min(y0, from), x1, Math.max(y1, to)],
    rowEdges: isAbove ? [edge, ...piece.rowEdges] : [...piece.rowEdges, edge],
    cells: cells.sort(byPlace),
  }
}

/** The line's middle is in the area; of a line that the page cuts, some of it. */
export function standsIn({ line }: LeafText, area: Box): boolean {
  const [x0, y0, x1, y1] = line.box
  if (holds(area, (x0 + x1) / 2, (y0 + y1) / 2)) return true
  const isCut = line.firstVisible < 1 || line.lastVisible < 1
  return isCut && x1 > area[0] && x0 < area[2] && y1 > area[1] && y0 < area[3]
}

/** Columns from one to another, the latter not counted. */
type Run = readonly [number, number]

/** The runs of columns that none of the cells stands in. */
function columnsLeft({ columnEdges }: Piece, cells: readonly PieceCell[]): readonly Run[] {
  const runs: Run[] = []
  let from = 0
  for (const { column, columnSpan } of [...cells].sort((a, b) => a.column - b.column)) {
    if (column > from) runs.push([from, column])
    from = column + columnSpan
  }
  if (from < columnEdges.length - 1) runs.push([from, columnEdges.length - 1])
  return runs
}

/** A run of columns parted at the edges that no word crosses, where words stand in several of the parts. */
function parted([from, to]: Run, { columnEdges }: Piece, lines: readonly TextLine[]): readonly Run[] {
  const words = lines.flatMap((line) => [...line.words])
  const starts = [from]
  for (let at = from + 1; at < to; at += 1) {
    const edge = columnEdges[at] ?? 0
    if (words.every(({ box }) => box[2] < edge + ROW_TOLERANCE || box[0] > edge - ROW_TOLERANCE))
      starts.push(at)
  }
  const runs = starts.map((start, index): Run => [start, starts[index + 1] ?? to])
  const written = runs.filter(([start, end]) =>
    words.some((word) => isBetween(word, columnEdges[start] ?? 0, columnEdges[end] ?? 0)),
  )
  return written.length > 1 ? runs : [[from, to]]
}

/** What of the lines stands between two sides. */
function linesWithin(lines: readonly TextLine[], left: number, right: number): readonly TextLine[] {
  return lines.flatMap((line): readonly TextLine[] => {
    const words = line.words.filter((word) => isBetween(word, left, right))
    if (words.length === 0) return []
    return words.length === line.words.length
      ? [line]
      : [lineOfWords(words, line.firstVisible, line.lastVisible)]
  })
}

function isBetween({ box }: Word, left: number, right: number): boolean {
  const middle = (box[0] + box[2]) / 2
  return middle >= left && middle < right
}
