/** Ruled cells that upright rules part from below: a label above, and under it the labels of its columns. */
import type { Box, Message } from '@backfile/model'
import type { Ruling } from '@backfile/readers'
import { around, clustered, firstAtLeast, slotOf } from '../geometry.ts'
import type { PageCell, PageTable, TextLine } from '../page-table.ts'
import type { Repair } from '../table.ts'
import { type PartedRow, withPartedRows } from './parted-rows.ts'
import { phraseLinesOf, phraseOf, textLinesOf } from './phrases.ts'

/** Confidence of cells that rules part on two sides only. */
const CONFIDENCE = 0.85
/** A rule is at a column's edge within so many points. */
const AT_EDGE = 2
/** Pieces of one rule are at most so many points apart. */
const PIECE_GAP = 3
/** Above and below the end of a rule in a cell there is room for a line of so many em. */
const LINE_EM = 0.7
/** Rules that begin within so many em of one another begin at one height. */
const SAME_HEIGHT_EM = 0.5
/** A label over columns that crosses no rule's place stands in their middle within so many em. */
const MIDDLE_EM = 1

/** A rule at the edge before this column, and where it begins, y. */
interface PartWayRule {
  readonly column: number
  readonly top: number
}

/** Cells side by side with part-way rules between them. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly top: number
  readonly lines: readonly TextLine[]
  readonly rules: readonly PartWayRule[]
}

interface Part {
  readonly from: number
  readonly to: number
  readonly top: number
  readonly bottom: number
  readonly lines: readonly TextLine[]
}

/** What is drawn of an upright rule, from its upper end to its lower one. */
interface Piece {
  readonly from: number
  readonly to: number
}

/** The table with the cells apart that upright rules part which begin below the cells' top. */
export function withPartWayRules(table: PageTable, rulings: readonly Ruling[]): PageTable {
  const cells: PageCell[][] = table.rowEdges.slice(1).map(() => [])
  for (const cell of table.cells) if (cell.rowSpan === 1) cells[cell.row]?.push(cell)
  const pieces = piecesByCell(table, rulings)
  const parted = cells.map((own, row) => partedRow(table, own, pieces[row] ?? [], row))
  if (parted.every((row) => row === null)) return table
  return withPartedRows(table, (row, own, first, extent) => {
    const parts = parted[row]
    return parts ? withParts(table, own, first, extent, parts) : null
  })
}

/** The pieces of rules at the left edge of each column that reach into each row, by row and column. */
function piecesByCell({ rowEdges, columnEdges }: PageTable, rulings: readonly Ruling[]): Piece[][][] {
  const found: Piece[][][] = rowEdges.slice(1).map(() => columnEdges.map(() => []))
  for (const { x0, y0, x1, y1 } of rulings) {
    if (Math.abs(y1 - y0) <= Math.abs(x1 - x0)) continue
    const x = (x0 + x1) / 2
    const piece = { from: Math.min(y0, y1), to: Math.max(y0, y1) }
    for (let column = firstAtLeast(columnEdges, x - AT_EDGE); column < columnEdges.length; column += 1) {
      const apart = (columnEdges[column] ?? 0) - x
      if (apart >= AT_EDGE) break
      if (apart <= -AT_EDGE) continue
      for (let row = Math.max(0, firstAtLeast(rowEdges, piece.from) - 1); row < found.length; row += 1) {
        if ((rowEdges[row] ?? 0) >= piece.to) break
        if ((rowEdges[row + 1] ?? 0) > piece.from) found[row]?.[column]?.push(piece)
      }
    }
  }
  return found
}

/** What the row's cells become; null where no rule begins within one of them. `pieces`: at each column's left edge. */
function partedRow(
  table: PageTable,
  own: readonly PageCell[],
  pieces: readonly (readonly Piece[])[],
  row: number,
): readonly Part[] | null {
  const [top, bottom] = [table.rowEdges[row] ?? 0, table.rowEdges[row + 1] ?? 0]
  const size = Math.max(0, ...own.flatMap(({ lines }) => lines.map((line) => line.size)))
  if (size === 0 || bottom - top < 2 * LINE_EM * size) return null
  const rules = table.columnEdges.slice(1, -1).flatMap((_, index): PartWayRule[] => {
    const start = startOf(pieces[index + 1] ?? [], bottom)
    const isPartWay = start > top + LINE_EM * size && start < bottom - LINE_EM * size
    return isPartWay ? [{ column: index + 1, top: start }] : []
  })
  if (rules.length === 0) return null
  const parts = stretchesOf(own, rules, top).flatMap((stretch) => {
    const found = partsWithin(stretch, table.columnEdges, bottom)
    return found.length > 1 ? found : []
  })
  return parts.length === 0 ? null : parts
}

/** Where the rule of these pieces begins that reaches down to `bottom`; `bottom` where there is none. */
function startOf(pieces: readonly Piece[], bottom: number): number {
  return [...pieces]
    .sort((a, b) => b.to - a.to)
    .reduce((start, { from, to }) => (to > start - PIECE_GAP ? Math.min(start, from) : start), bottom)
}

/** The cells of a row that have part-way rules within them or between them, taken together. */
function stretchesOf(
  own: readonly PageCell[],
  rules: readonly PartWayRule[],
  top: number,
): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const cell of [...own].sort((a, b) => a.column - b.column)) {
    const last = stretches.at(-1)
    const to = cell.column + cell.columnSpan
    const goesOn = last?.to === cell.column && rules.some(({ column }) => column === cell.column)
    const from = goesOn && last ? last.from : cell.column
    const within = rules.filter(({ column }) => column > from && column < to)
    const lines = goesOn && last ? [...last.lines, ...cell.lines] : cell.lines
    if (goesOn) stretches.pop()
    stretches.push({ from, to, top, lines, rules: within })
  }
  return stretches.filter((stretch) => stretch.rules.length > 0)
}

/** A label above the first rules, and what stands between them below; the stretch itself where its text is no such. */
function partsWithin(stretch: Stretch, edges: readonly number[], bottom: number): readonly Part[] {
  const { from, to, top, lines, rules } = stretch
  const whole = [{ from, to, top, bottom, lines }]
  const start = Math.min(...rules.map((rule) => rule.top))
  const size = Math.max(0, ...lines.map((line) => line.size))
  const first = rules.filter((rule) => rule.top < start + size * SAME_HEIGHT_EM)
  const above = lines.filter((line) => centreOf(line) < start)
  if (!isLabelOver(above, first, stretch, edges)) return whole
  const below = lines.filter((line) => centreOf(line) >= start)
  const bounds = [from, ...first.map(({ column }) => column), to]
  const places = bounds.map((column) => edges[column] ?? 0)
  const columns = bounds.slice(0, -1).map((column, index): Stretch => {
    const next = bounds[index + 1] ?? to
    const phrases = below.flatMap(({ words }) => {
      const own = words.filter(({ box }) => slotOf(places, (box[0] + box[2]) / 2) === index)
      return own.length === 0 ? [] : [phraseOf(own)]
    })
    const inner = rules.filter((rule) => rule.column > column && rule.column < next)
    return { from: column, to: next, top: start, lines: textLinesOf(phrases), rules: inner }
  })
  if (columns.filter((each) => each.lines.length > 0).length < 2) return whole
  return [
    { from, to, top, bottom: start, lines: above },
    ...columns.flatMap((each): readonly Part[] =>
      each.rules.length > 0
        ? partsWithin(each, edges, bottom)
        : [{ from: each.from, to: each.to, top: start, bottom, lines: each.lines }],
    ),
  ]
}

/** Whether there is one text to a line, which crosses a rule's place or stands in the middle of all columns. */
function isLabelOver(
  lines: readonly TextLine[],
  rules: readonly PartWayRule[],
  { from, to }: Stretch,
  edges: readonly number[],
): boolean {
  if (lines.length === 0 || rules.length === 0) return false
  const phraseLines = phraseLinesOf(lines)
  const size = Math.max(...phraseLines.map((line) => line.size))
  if (phraseLines.some(({ phrases }) => phrases.length > 1)) return false
  if (clustered(lines.map(centreOf), SAME_HEIGHT_EM * size).length < lines.length) return false
  const [x0, x1] = [
    Math.min(...phraseLines.map((line) => line.left)),
    Math.max(...phraseLines.map((line) => line.right)),
  ]
  const crosses = rules.some((rule) => {
    const x = edges[rule.column] ?? 0
    return x > x0 + size * LINE_EM && x < x1 - size * LINE_EM
  })
  return crosses || Math.abs(x0 + x1 - (edges[from] ?? 0) - (edges[to] ?? 0)) / 2 < size * MIDDLE_EM
}

/** The row's cells with these parts in the place of those that they were made of. */
function withParts(
  { page, columnEdges }: PageTable,
  own: readonly PageCell[],
  firstRow: number,
  [top, bottom]: readonly [number, number],
  parts: readonly Part[],
): PartedRow {
  const size = Math.max(...parts.flatMap(({ lines }) => lines.map((line) => line.size)))
  const slack = size * SAME_HEIGHT_EM
  const cuts = clustered(
    parts.map((part) => part.top).filter((y) => y > top),
    slack,
  )
  const edges = [top, ...cuts, bottom]
  const rowAt = (y: number): number => edges.findIndex((edge) => Math.abs(edge - y) <= slack)
  const isKept = (cell: PageCell): boolean =>
    !parts.some(({ from, to }) => cell.column >= from && cell.column < to)
  const rowSpan = cuts.length + 1
  const kept = own.filter(isKept).map((cell) => ({ ...cell, row: firstRow, rowSpan }))
  const made = parts.map((part): PageCell => {
    const [row, end] = [rowAt(part.top), rowAt(part.bottom)]
    const old = own.filter((cell) => cell.column < part.to && cell.column + cell.columnSpan > part.from)
    return {
      row: firstRow + row,
      column: part.from,
      rowSpan: end - row,
      columnSpan: part.to - part.from,
      box: [columnEdges[part.from] ?? 0, edges[row] ?? top, columnEdges[part.to] ?? 0, edges[end] ?? bottom],
      lines: part.lines,
      open: {
        left: old.some(({ column, open }) => column === part.from && open.left),
        right: old.some(({ column, columnSpan, open }) => column + columnSpan === part.to && open.right),
        top: row === 0 && old.some(({ open }) => open.top),
        bottom: end === rowSpan && old.some(({ open }) => open.bottom),
      },
      confidence: Math.min(CONFIDENCE, ...old.map(({ confidence }) => confidence ?? 1)),
    }
  })
  const bbox: Box = around(made.map(({ box }) => box))
  const repair: Repair = {
    kind: 'span-inferred',
    message: PARTED,
    confidence: CONFIDENCE,
    locators: [{ page, bbox }],
    cells: made.map(({ row, column }): readonly [number, number] => [row, column]),
  }
  return { cuts, cells: [...kept, ...made], repairs: [repair] }
}

const PARTED: Message = {
  zh: '竖线只分隔单元格的下部：推断上部是这些列的合并标题',
  en: 'Upright rules part the lower part of a cell only: what stands above them is taken for a label merged over their columns',
}

function centreOf({ box }: TextLine): number {
  return (box[1] + box[3]) / 2
}
