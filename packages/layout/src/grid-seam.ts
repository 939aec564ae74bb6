/**
 * Whether a table that a file states continues another one sideways, and the two as one. There are no page edges to tell
 * it by: heads that complete each other in one row do, rows that agree, and first columns that both tables have.
 */
import { withoutSpace } from '@backfile/model'
import { type LabelBook, type LabelPart, plays } from './form-sheet/vocabulary.ts'
import type { Cell, Repair, Table } from './table.ts'

/** A table put together so is looked at by a person. */
const SURE = 0.89
/** Share of the right table's rows beside which the left one must have text as well. */
const ROWS_BESIDE = 0.9
/** Share of the left table's rows below the heads beside which the right one must have text. */
const ROWS_FILLED = 0.5
/** Halves have about as many rows: of the left one's, the right one has this share at least, … */
const ROWS_SHARE = 0.6
/** … and lacks no more at its foot than these, which may be blank there: remarks, names, signatures. */
const ROWS_AT_FOOT = 4
/** Share of a repeated column's texts that both tables have in one row, and how many they are at least. */
const COLUMN_AGAIN = 0.8
const LEAST_AGAIN = 3

const headParts: readonly LabelPart[] = ['head', 'group-head', 'name-head', 'value-head']

/** Heads of indicators alone: columns of amounts are headed by some of the others as well. */
const tellingParts: readonly LabelPart[] = ['group-head', 'value-head']

/** Both tables as one where `right` continues `left` sideways, in one way only; else null. */
export function sideBySide(left: Table, right: Table, book: LabelBook): Table | null {
  if (right.rows > left.rows || right.rows < left.rows * ROWS_SHARE) return null
  const seams = [...offsetsByHeads(left, right, book)].flatMap((offset) => {
    const seam = seamAt(left, right, offset, book)
    return seam === null ? [] : [seam]
  })
  const [seam, ...others] = seams
  return seam === undefined || others.length > 0 ? null : joinedAt(left, right, seam)
}

/** How `right` lies beside `left`: so many rows further down, so many of its first columns being there already. */
interface Seam {
  readonly offset: number
  readonly repeated: number
}

/** Offsets with which a row of heads of `right` stands in one of `left`. */
function offsetsByHeads(left: Table, right: Table, book: LabelBook): ReadonlySet<number> {
  const [own, others] = [headRowsOf(left, book), headRowsOf(right, book)]
  return new Set(
    own
      .flatMap((row) => others.map((other) => row - other))
      .filter((offset) => {
        const lacking = left.rows - right.rows - offset
        return offset >= 0 && lacking >= 0 && lacking <= ROWS_AT_FOOT
      }),
  )
}

/** Rows in which heads of columns stand. */
export function headRowsOf(table: Table, book: LabelBook): readonly number[] {
  return [...new Set(table.cells.filter(({ text }) => isHead(text, book)).map(({ row }) => row))]
}

function seamAt(left: Table, right: Table, offset: number, book: LabelBook): Seam | null {
  const repeated = columnsAgain(left, right, offset)
  if (repeated === right.columns) return null
  const own = right.cells.filter(
    ({ column, columnSpan, text }) => column + columnSpan > repeated && text !== '',
  )
  const atSeam = new Set(
    left.cells.filter((cell) => cell.column + cell.columnSpan === left.columns).map(placeOf),
  )
  // A cell that was cut may say the same on both sides; no two columns have one head.
  const isCut = (cell: Cell): boolean =>
    cell.column <= repeated && atSeam.has(placeOf({ ...cell, row: cell.row + offset }))
  const heads = own.filter((cell) => isHead(cell.text, book) && !isCut(cell))
  const known = new Set(left.cells.map(({ row, text }) => `${row - offset} ${withoutSpace(text)}`))
  if (heads.length === 0 || heads.some(({ row, text }) => known.has(`${row} ${withoutSpace(text)}`)))
    return null
  if (!headsFace(left, right, offset, book)) return null
  const leftRows = rowsWithText(left.cells)
  const rightRows = rowsWithText(own)
  const beside = [...rightRows].filter((row) => leftRows.has(row + offset)).length
  if (beside < rightRows.size * ROWS_BESIDE) return null
  const first = Math.max(...heads.map(({ row }) => row)) + offset
  const below = [...leftRows].filter((row) => row > first && row < right.rows + offset)
  const filled = below.filter((row) => rightRows.has(row - offset)).length
  return filled < below.length * ROWS_FILLED || filled === 0 ? null : { offset, repeated }
}

/**
 * Whether each row that heads indicators on one side has heads on the other as well. Levels stand leftmost: what is left
 * of a level's head is another's, and a row that has them all on its right side is a whole header, beside other heads.
 */
function headsFace(left: Table, right: Table, offset: number, book: LabelBook): boolean {
  const [own, others] = [new Set(headRowsOf(left, book)), new Set(headRowsOf(right, book))]
  const rowsOf = (table: Table, parts: readonly LabelPart[]): readonly number[] =>
    table.cells.filter(({ text }) => plays(text, parts, book)).map(({ row }) => row)
  const levels = new Set(rowsOf(left, ['group-head']))
  return (
    rowsOf(left, tellingParts).every((row) => row < offset || others.has(row - offset)) &&
    rowsOf(right, tellingParts).every((row) => own.has(row + offset)) &&
    rowsOf(right, ['group-head']).every((row) => levels.has(row + offset))
  )
}

/** How many of the first columns of `right` say the same, row for row, as those of `left`. */
function columnsAgain(left: Table, right: Table, offset: number): number {
  const at = new Map(left.cells.map((cell) => [`${cell.row}/${cell.column}`, cell]))
  let again = 0
  for (let column = 0; column < Math.min(left.columns, right.columns); column += 1) {
    const texts = right.cells.filter((cell) => cell.column === column && cell.text !== '')
    const same = texts.filter(
      ({ row, text }) => withoutSpace(at.get(`${row + offset}/${column}`)?.text ?? '') === withoutSpace(text),
    )
    if (same.length < LEAST_AGAIN || same.length < texts.length * COLUMN_AGAIN) break
    again = column + 1
  }
  return again
}

function rowsWithText(cells: readonly Cell[]): ReadonlySet<number> {
  const rows = new Set<number>()
  for (const { row, rowSpan, text } of cells)
    if (text !== '') for (let at = row; at < row + rowSpan; at += 1) rows.add(at)
  return rows
}

function joinedAt(left: Table, right: Table, { offset, repeated }: Seam): Table {
  const columns = left.columns + right.columns - repeated
  const cells = [...left.cells]
  const atSeam = new Map(
    cells.flatMap((cell, index) =>
      cell.column + cell.columnSpan === left.columns ? [[placeOf(cell), index] as const] : [],
    ),
  )
  for (const cell of right.cells) {
    const from = Math.max(cell.column, repeated)
    const columnSpan = cell.column + cell.columnSpan - from
    if (columnSpan < 1) continue
    const row = cell.row + offset
    const column = left.columns + from - repeated
    const index = column === left.columns ? atSeam.get(placeOf({ ...cell, row })) : undefined
    const before = index === undefined ? undefined : cells[index]
    if (before !== undefined && index !== undefined && cell.text !== '')
      cells[index] = {
        ...before,
        columnSpan: before.columnSpan + columnSpan,
        locators: [...before.locators, ...cell.locators],
      }
    else cells.push({ ...cell, row, column, columnSpan })
  }
  const whole = { rows: left.rows, columns, cells: withBlanks(cells, left.rows, columns) }
  return {
    kind: 'table',
    ...whole,
    confidence: Math.min(left.confidence, right.confidence, SURE),
    repairs: [...left.repairs, ...right.repairs, repairOf(right, repeated)],
  }
}

/** The cells with a blank one at each place that none covers, by row, then column. */
function withBlanks(cells: readonly Cell[], rows: number, columns: number): readonly Cell[] {
  const taken = new Set<number>()
  for (const { row, column, rowSpan, columnSpan } of cells)
    for (let down = row; down < row + rowSpan; down += 1)
      for (let across = column; across < column + columnSpan; across += 1) taken.add(down * columns + across)
  const blanks = Array.from({ length: rows * columns }, (_, place) => place)
    .filter((place) => !taken.has(place))
    .map(
      (place): Cell => ({
        row: Math.floor(place / columns),
        column: place % columns,
        rowSpan: 1,
        columnSpan: 1,
        text: '',
        locators: [],
        confidence: 1,
      }),
    )
  return [...cells, ...blanks].sort((a, b) => a.row - b.row || a.column - b.column)
}

function repairOf(right: Table, repeated: number): Repair {
  const again = {
    zh: `，重复的前 ${repeated} 列只取一次`,
    en: `; its first ${repeated} columns stand there already`,
  }
  return {
    kind: 'bands-joined',
    message: {
      zh: `这部分表格的行与前一部分一致、表头互补，已作为同一张表的右半部分拼接${repeated > 0 ? again.zh : ''}`,
      en: `The rows of this part agree with the part before and its heads complete the heads there: it was joined as the right-hand part of one table${repeated > 0 ? again.en : ''}`,
    },
    confidence: SURE,
    locators: right.cells.flatMap(({ text, locators }) => (text === '' ? [] : [...locators])),
  }
}

function isHead(text: string, book: LabelBook): boolean {
  const parts = book.partsOf(text)
  return headParts.some((part) => parts.has(part))
}

/** A cell's rows and text: both halves of one cell have them in common. */
function placeOf({ row, rowSpan, text }: Cell): string {
  return `${row} ${rowSpan} ${withoutSpace(text)}`
}
