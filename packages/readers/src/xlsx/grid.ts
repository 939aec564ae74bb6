/** From a stored sheet to a grid: cells with their spans, and doubts about what the sheet hides. */
import type { Doubt } from '@backfile/model'
import { sourceDoubt } from '../doubt.ts'
import type { Grid, GridCell } from '../source-document.ts'
import { UnreadableError } from '../unreadable.ts'
import { cellAddress, columnName } from './address.ts'
import { cellText, type WorkbookContext } from './cell-text.ts'
import type { MergedRange, StoredSheet } from './sheet.ts'

/** Rows times columns of the used part of a sheet: stages after this one walk all of it. */
const maxArea = 2_000_000

export interface SheetGrid {
  /** Null where the sheet shows no text. */
  readonly grid: Grid | null
  readonly doubts: readonly Doubt[]
}

/**
 * The used part of the sheet, from A1 to the last row and column of cells with text. A merged range's text is its first cell's;
 * what other cells of it hold is not seen in Excel, and becomes a doubt. Throws `UnreadableError` (too-large).
 */
export function sheetGrid(sheet: StoredSheet, name: string, workbook: WorkbookContext): SheetGrid {
  const doubts: Doubt[] = []
  const texts = new Map<string, { row: number; column: number; text: string }>()
  let rows = 0
  let columns = 0
  for (const cell of sheet.cells) {
    const { text, doubt } = cellText(cell, name, workbook)
    if (doubt !== null) doubts.push(doubt)
    // A formula without its result keeps its place, empty.
    if (text.trim() === '' && doubt === null) continue
    texts.set(cellAddress(cell), { row: cell.row, column: cell.column, text })
    rows = Math.max(rows, cell.row + 1)
    columns = Math.max(columns, cell.column + 1)
  }
  if (texts.size === 0) return { grid: null, doubts }
  rows = Math.max(rows, lastMergedRow(sheet.merges, texts))
  if (rows * columns > maxArea) {
    throw new UnreadableError('too-large', {
      zh: `工作表“${name}”过大，未读取：内容延伸到 ${columnName(columns - 1)}${rows}`,
      en: `sheet “${name}” is too large to read: it reaches to ${columnName(columns - 1)}${rows}`,
    })
  }
  const merged = mergedCells(sheet.merges, rows, columns)
  const cells: GridCell[] = merged.ranges.map(({ from, to }) => ({
    ...from,
    rowSpan: to.row - from.row + 1,
    columnSpan: to.column - from.column + 1,
    text: texts.get(cellAddress(from))?.text ?? '',
    locator: { sheet: name, cell: cellAddress(from) },
  }))
  for (const [address, { row, column, text }] of texts) {
    const range = merged.covering(row, column)
    if (range === undefined) {
      cells.push({ row, column, rowSpan: 1, columnSpan: 1, text, locator: { sheet: name, cell: address } })
    } else if (cellAddress(range.from) !== address && text !== '') {
      doubts.push(textUnderMerge(name, address, cellAddress(range.from), text))
    }
  }
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  return {
    grid: { kind: 'grid', rows, columns, cells },
    doubts: [...doubts, ...hiddenDoubts(sheet, name, rows, columns)],
  }
}

/** Somebody who merges more rows than that has merged whole columns: these say nothing of where the table ends. */
const MOST_MERGED_ROWS = 500

/** Where the rows of the merged cells with text end: the last of them may be blank in this sheet's columns. */
function lastMergedRow(merges: readonly MergedRange[], texts: ReadonlyMap<string, unknown>): number {
  return merges
    .filter(({ from, to }) => to.row - from.row < MOST_MERGED_ROWS && texts.has(cellAddress(from)))
    .reduce((last, { to }) => Math.max(last, to.row + 1), 0)
}

interface MergedCells {
  readonly ranges: readonly MergedRange[]
  readonly covering: (row: number, column: number) => MergedRange | undefined
}

/** Ranges cut at the used part of the sheet; of two that overlap, which Excel never writes, the first counts. */
function mergedCells(merges: readonly MergedRange[], rows: number, columns: number): MergedCells {
  const owners = new Map<number, MergedRange>()
  const ranges: MergedRange[] = []
  let walked = 0
  for (const { from, to } of merges) {
    if (from.row >= rows || from.column >= columns) continue
    const range = { from, to: { row: Math.min(to.row, rows - 1), column: Math.min(to.column, columns - 1) } }
    walked += (range.to.row - from.row + 1) * (range.to.column - from.column + 1)
    // Ranges that do not overlap cover the area once at most.
    if (walked > maxArea) {
      throw new UnreadableError('too-large', {
        zh: '工作表过大，未读取：合并单元格互相重叠',
        en: 'a sheet is too large to read: its merged cells overlap',
      })
    }
    const places: number[] = []
    for (let row = from.row; row <= range.to.row; row++) {
      for (let column = from.column; column <= range.to.column; column++) places.push(row * columns + column)
    }
    if (places.some((place) => owners.has(place))) continue
    for (const place of places) owners.set(place, range)
    ranges.push(range)
  }
  return { ranges, covering: (row, column) => owners.get(row * columns + column) }
}

function textUnderMerge(sheet: string, address: string, first: string, text: string): Doubt {
  return sourceDoubt(
    'reader/text-under-merge',
    'info',
    {
      zh: `单元格 ${address} 的内容“${text}”被以 ${first} 开头的合并单元格遮住，未读取`,
      en: `Cell ${address} holds “${text}” under the merged cell that begins at ${first}; it is not seen and was not read`,
    },
    [{ sheet, cell: address }],
    { actual: text },
  )
}

/** Hidden rows and columns are read like the others: hiding is how some forms keep what they sum up. */
function hiddenDoubts(sheet: StoredSheet, name: string, rows: number, columns: number): readonly Doubt[] {
  const hiddenRows = sheet.hiddenRows.filter((row) => row < rows)
  const hiddenColumns = sheet.hiddenColumns.filter(({ from }) => from < columns)
  const holdsRow = new Set(sheet.cells.map(({ row }) => row))
  const holdsColumn = new Set(sheet.cells.map(({ column }) => column))
  const seenRows = hiddenRows.filter((row) => holdsRow.has(row))
  const seenColumns = [...holdsColumn]
    .filter((column) => hiddenColumns.some(({ from, to }) => column >= from && column <= to))
    .sort((a, b) => a - b)
  const doubts: Doubt[] = []
  if (seenRows.length > 0) {
    const list = seenRows.map((row) => row + 1)
    doubts.push(
      sourceDoubt(
        'reader/hidden-rows',
        'info',
        {
          zh: `工作表“${name}”第 ${list.join('、')} 行被隐藏，仍已读取`,
          en: `Sheet “${name}”: hidden rows ${list.join(', ')} were read like the others`,
        },
        seenRows.map((row) => ({ sheet: name, cell: `A${row + 1}` })),
      ),
    )
  }
  if (seenColumns.length > 0) {
    const list = seenColumns.map(columnName)
    doubts.push(
      sourceDoubt(
        'reader/hidden-columns',
        'info',
        {
          zh: `工作表“${name}”第 ${list.join('、')} 列被隐藏，仍已读取`,
          en: `Sheet “${name}”: hidden columns ${list.join(', ')} were read like the others`,
        },
        list.map((column) => ({ sheet: name, cell: `${column}1` })),
      ),
    )
  }
  return doubts
}
