/** Rows of a table of text told from paragraphs side by side: the cells of a row begin at one height. */
import { median } from '../geometry.ts'
import type { TextLine, Word } from '../page-table.ts'

/** A text that stands apart from others of its line. */
interface Part {
  readonly left: number
  readonly y: number
  readonly size: number
}

/** Texts that begin within so many em of one another are of one column: paragraphs and items are indented. */
const INDENT_EM = 3
/** Fewer lines are no column. */
const COLUMN_LINES = 3
/** Behind so many times the usual distance of lines a text begins anew. */
const NEXT_PITCH = 1.1
/** Texts that begin within so many points are at one height. */
const SAME_HEIGHT = 1.5
/** So many texts that begin anew on the sparser side, each beside one on the other, are rows and no chance. */
const ROWS = 3
/** The same where a side has several columns. */
const ROWS_OF_COLUMNS = 2

/** Whether wherever text begins anew on the side of a position where it does less often, it does on the other as well. */
export function beginTogether(
  lines: readonly TextLine[],
  at: number,
  partsOf: (words: readonly Word[]) => readonly (readonly Word[])[],
): boolean {
  const parts = lines.flatMap((line) => [
    ...partsOf(line.words.filter((word) => word.box[0] < at)),
    ...partsOf(line.words.filter((word) => word.box[0] >= at)),
  ])
  const columns = columnsOf(parts.flatMap(partOf))
  const pitches = columns.map((column) => median(pitchesOf(column)) ?? Number.POSITIVE_INFINITY)
  const usual = Math.min(...pitches)
  const sides = [
    columns.filter((column) => (column[0]?.left ?? 0) < at),
    columns.filter((column) => (column[0]?.left ?? 0) >= at),
  ]
  const [left = [], right = []] = sides.map((side) => side.flatMap((column) => beginningsOf(column, usual)))
  const [sparse, dense] = left.length < right.length ? [left, right] : [right, left]
  const needed = sides.some((side) => side.length > 1) ? ROWS_OF_COLUMNS : ROWS
  return (
    sparse.length >= needed && sparse.every((y) => dense.some((other) => Math.abs(other - y) < SAME_HEIGHT))
  )
}

function partOf(words: readonly Word[]): Part[] {
  const [first] = words
  return first ? [{ left: first.box[0], y: (first.box[1] + first.box[3]) / 2, size: first.size }] : []
}

/** The columns of lines that begin near one another, each from top to bottom. */
function columnsOf(parts: readonly Part[]): Part[][] {
  const columns: Part[][] = []
  for (const part of parts.toSorted((a, b) => a.left - b.left)) {
    const column = columns.at(-1)
    const first = column?.[0]
    if (column && first && part.left - first.left < INDENT_EM * part.size) column.push(part)
    else columns.push([part])
  }
  return columns
    .filter((column) => column.length >= COLUMN_LINES)
    .map((column) => column.sort((a, b) => a.y - b.y))
}

function pitchesOf(column: readonly Part[]): number[] {
  return column.slice(1).map((part, index) => part.y - (column[index]?.y ?? part.y))
}

/** Heights at which a column's text begins anew, the first apart. */
function beginningsOf(column: readonly Part[], usual: number): number[] {
  return column
    .slice(1)
    .flatMap(({ y }, index) => (y - (column[index]?.y ?? y) > usual * NEXT_PITCH ? [y] : []))
}
