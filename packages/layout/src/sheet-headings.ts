/** The letters of columns and numbers of rows that spreadsheets print around a sheet, taken off a page's table. */
import type { PageCell, PageTable } from './page-table.ts'
import type { Repair } from './table.ts'

/** Fewer headings than this may be anything's. */
const LEAST_HEADINGS = 5

/** Confidence where cells within are merged, as in no plain table whose heads are letters, and where none is. */
const SURE = 0.95
const UNSURE = 0.85

/**
 * The table without its first row and column where these are a spreadsheet's own headings (页面设置: 行号列标): letters
 * that follow each other from left to right, numbers that grow from top to bottom, and nothing where they meet. Rows
 * and columns may be hidden, and the first on a page need be neither A nor 1.
 */
export function withoutSheetHeadings(table: PageTable): PageTable {
  const letters = table.cells.filter(({ row, column }) => row === 0 && column > 0)
  const numbers = table.cells.filter(({ row, column }) => row > 0 && column === 0)
  const corner = table.cells.find(({ row, column }) => row === 0 && column === 0)
  const areHeadings =
    corner?.rowSpan === 1 &&
    corner.columnSpan === 1 &&
    corner.lines.length === 0 &&
    letters.every(({ rowSpan }) => rowSpan === 1) &&
    numbers.every(({ columnSpan }) => columnSpan === 1) &&
    letters.length > 0 &&
    numbers.length > 0 &&
    letters.length + numbers.length >= LEAST_HEADINGS &&
    areColumns(letters) &&
    areRows(numbers)
  const [x, y] = [table.columnEdges[1], table.rowEdges[1]]
  if (!areHeadings || x === undefined || y === undefined) return table
  const cells = table.cells
    .filter(({ row, column }) => row > 0 && column > 0)
    .map((cell) => ({ ...cell, row: cell.row - 1, column: cell.column - 1 }))
  return {
    ...table,
    box: [x, y, table.box[2], table.box[3]],
    columnEdges: table.columnEdges.slice(1),
    rowEdges: table.rowEdges.slice(1),
    cells,
    repairs: [...table.repairs, headingsDropped(cells)],
  }
}

/** Numbers that grow. Where cells below are merged all the way, the short line between two headings may be missed. */
function areRows(cells: readonly PageCell[]): boolean {
  const counts = cells.flatMap(({ lines }) => lines.map(({ text }) => text))
  return (
    counts.length >= cells.length &&
    counts.every((text) => /^[1-9]\d{0,6}$/.test(text)) &&
    grow(counts.map(Number))
  )
}

/** Letters that grow, likewise: `CD` may be two columns. */
function areColumns(cells: readonly PageCell[]): boolean {
  const texts = cells.map(({ lines }) => lines.map(({ text }) => text.replaceAll(' ', '')).join(''))
  if (!texts.every((text) => /^[A-Z]{1,6}$/.test(text))) return false
  return grow(texts.map(placeOfLetters)) || grow(texts.flatMap((text) => [...text].map(placeOfLetters)))
}

function grow(places: readonly number[]): boolean {
  return places.every((place, index) => index === 0 || place > (places[index - 1] ?? place))
}

/** A is 1, Z is 26, AA is 27. */
function placeOfLetters(text: string): number {
  return [...text].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0)
}

function headingsDropped(cells: readonly PageCell[]): Repair {
  const hasMerged = cells.some(({ rowSpan, columnSpan }) => rowSpan > 1 || columnSpan > 1)
  return {
    kind: 'furniture-dropped',
    message: {
      zh: '打印出的行号与列标未计入表格',
      en: 'The row numbers and column letters that a spreadsheet printed were left out',
    },
    confidence: hasMerged ? SURE : UNSURE,
    locators: [],
  }
}
