/** Sets a table in a column of text: how wide its columns are, how its texts break, where every line stands. */
import type { PDFFont } from 'pdf-lib'
import type { ReportCell, ReportTable } from './report.ts'

/** Width of a text as it is drawn, without kerning, in points. */
export function drawnWidth(text: string, font: PDFFont, size: number): number {
  return [...text].reduce((sum, character) => sum + font.widthOfTextAtSize(character, size), 0)
}

/** A face in the two weights that tables are set in. */
export interface Face {
  readonly regular: PDFFont
  readonly bold: PDFFont
}

/** Text at a place; `y` is its baseline, in points below the table's top. */
export interface SetText {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly bold: boolean
}

/** A rule or a shade, in points from the table's top left corner. */
export interface SetBox {
  readonly box: readonly [number, number, number, number]
  readonly grey: number
}

export interface SetTable {
  readonly width: number
  readonly height: number
  readonly texts: readonly SetText[]
  readonly boxes: readonly SetBox[]
}

interface Measures {
  readonly table: ReportTable
  readonly face: Face
  readonly size: number
}

/** Sets a table no wider than `room` points, smaller than its style says where it does not fit otherwise. */
export function typesetTable(table: ReportTable, face: Face, room: number): SetTable {
  let measures: Measures = { table, face, size: table.style.size }
  let widths = widthsIn(measures, room)
  while (widths === null && measures.size > 5) {
    measures = { ...measures, size: measures.size - 0.5 }
    widths = widthsIn(measures, room)
  }
  const columns = edgesOf(widths ?? Array.from({ length: table.columns }, () => room / table.columns))
  const broken = new Map(table.cells.map((cell) => [cell, linesOf(cell, columns, measures)]))
  const rows = rowEdges(measures, broken)
  const texts = table.cells.flatMap((cell) => setCell(cell, broken.get(cell) ?? [], columns, rows, measures))
  return {
    width: columns.at(-1) ?? 0,
    height: rows.bottoms.at(-1) ?? 0,
    texts: texts.filter(({ text }) => text !== ''),
    boxes: [...shadesOf(table, columns, rows), ...rulesOf(table, columns, rows)],
  }
}

function widthOf(text: string, bold: boolean, { face, size }: Measures): number {
  return drawnWidth(text, bold ? face.bold : face.regular, size)
}

const INDENT_EM = 1

function paddingOf(cell: ReportCell, { table, size }: Measures): number {
  return table.style.padding[0] * 2 + cell.indent * size * INDENT_EM
}

/** The columns' widths; null where a word does not fit. */
function widthsIn(measures: Measures, room: number): number[] | null {
  const { table, size } = measures
  const least = Array.from({ length: table.columns }, () => size)
  const most = Array.from({ length: table.columns }, () => size)
  for (const cell of table.cells.toSorted((a, b) => a.columnSpan - b.columnSpan)) {
    const words = isFigureText(cell.text) ? [cell.text] : cell.text.split(' ')
    const sign = cell.sign === undefined ? 0 : size
    const word =
      Math.max(...words.map((each) => widthOf(each, cell.bold, measures))) + paddingOf(cell, measures) + sign
    const whole = widthOf(cell.text, cell.bold, measures) + paddingOf(cell, measures) + sign
    widen(least, cell, word)
    widen(most, cell, cell.columnSpan > 1 ? word : whole)
  }
  const isTight = sum(most) > room
  if (sum(least) > room) return null
  if (!isTight) {
    const more = table.style.isWide ? (room - sum(most)) / table.columns : 0
    return most.map((width) => width + more)
  }
  const share = (room - sum(least)) / Math.max(1, sum(most) - sum(least))
  return most.map((width, column) => {
    const narrow = least[column] ?? 0
    return narrow + (width - narrow) * share
  })
}

function widen(widths: number[], { column, columnSpan }: ReportCell, needed: number): void {
  const missing = needed - sum(widths.slice(column, column + columnSpan))
  if (missing <= 0) return
  for (let at = column; at < column + columnSpan; at += 1)
    widths[at] = (widths[at] ?? 0) + missing / columnSpan
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

function edgesOf(widths: readonly number[]): number[] {
  const edges = [0]
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width)
  return edges
}

function isFigureText(text: string): boolean {
  return /^[^\p{L}]*\d[^\p{L}]*$/u.test(text)
}

function linesOf(cell: ReportCell, columns: readonly number[], measures: Measures): string[] {
  if (isFigureText(cell.text)) return [cell.text]
  const room =
    (columns[cell.column + cell.columnSpan] ?? 0) - (columns[cell.column] ?? 0) - paddingOf(cell, measures)
  const lines: string[] = []
  for (const word of cell.text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && widthOf(longer, cell.bold, measures) <= room + 0.01)
      lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

interface RowEdges {
  readonly tops: readonly number[]
  readonly bottoms: readonly number[]
}

function rowEdges(measures: Measures, broken: ReadonlyMap<ReportCell, readonly string[]>): RowEdges {
  const { table, size } = measures
  const { leading, padding, rest } = table.style
  const heights = Array.from({ length: table.rows }, () => size * leading + padding[1] * 2)
  for (const cell of table.cells.toSorted((a, b) => a.rowSpan - b.rowSpan)) {
    const needed = (broken.get(cell)?.length ?? 1) * size * leading + padding[1] * 2
    const there = sum(heights.slice(cell.row, cell.row + cell.rowSpan))
    const last = cell.row + cell.rowSpan - 1
    if (needed > there) heights[last] = (heights[last] ?? 0) + needed - there
  }
  const [tops, bottoms]: [number[], number[]] = [[], []]
  let y = 0
  for (const [row, height] of heights.entries()) {
    const inBody = row - table.headerRows
    if (rest !== undefined && rest > 0 && inBody > 0 && inBody % rest === 0) y += size * 0.7
    tops.push(y)
    y += height
    bottoms.push(y)
  }
  return { tops, bottoms }
}

/** Share of a line's height above its baseline. */
const BASELINE = 0.8

function setCell(
  cell: ReportCell,
  lines: readonly string[],
  columns: readonly number[],
  rows: RowEdges,
  measures: Measures,
): SetText[] {
  const { table, size } = measures
  const { leading, padding, headerAlign, bodyAlign } = table.style
  const isHead = cell.row < table.headerRows
  const [left, right] = [columns[cell.column] ?? 0, columns[cell.column + cell.columnSpan] ?? 0]
  const [top, bottom] = [rows.tops[cell.row] ?? 0, rows.bottoms[cell.row + cell.rowSpan - 1] ?? 0]
  const free = bottom - top - padding[1] * 2 - lines.length * size * leading
  const share = { top: 0, middle: 0.5, bottom: 1 }[isHead ? headerAlign : bodyAlign]
  const first = top + padding[1] + free * share
  const indent = cell.indent * size * INDENT_EM
  const found: SetText[] = []
  for (const [index, line] of lines.entries()) {
    const y = first + (index + BASELINE) * size * leading
    const text = index === 0 && cell.sign !== undefined ? line.slice(cell.sign.length) : line
    const width = widthOf(text, cell.bold, measures)
    const x = {
      left: left + padding[0] + indent,
      right: right - padding[0] - width,
      center: (left + right - width) / 2,
    }[cell.align]
    const one = { y, size, bold: cell.bold }
    found.push({ ...one, text, x })
    if (index === 0 && cell.sign !== undefined) found.push({ ...one, text: cell.sign, x: left + padding[0] })
    const isLed = table.style.hasLeaders && !isHead && cell.column === 0 && cell.columnSpan === 1
    if (isLed && index === lines.length - 1 && hasFigures(table, cell.row)) {
      const dots = Math.floor((right - x - width) / widthOf('. ', false, measures)) - 1
      if (dots > 1)
        found.push({
          ...one,
          bold: false,
          text: '. '.repeat(dots).trim(),
          x: right - widthOf('. ', false, measures) * dots,
        })
    }
  }
  return found
}

function hasFigures(table: ReportTable, row: number): boolean {
  return table.cells.some((cell) => cell.row === row && cell.column > 0 && cell.text !== '')
}

function shadesOf(
  { style, rows: count, headerRows }: ReportTable,
  columns: readonly number[],
  rows: RowEdges,
): SetBox[] {
  return Array.from({ length: count }, (_, row) => row).flatMap((row) => {
    const isHead = row < headerRows
    const isShaded = isHead
      ? style.shading.startsWith('header')
      : style.shading.endsWith('zebra') && row % 2 === 1
    const box = [0, rows.tops[row] ?? 0, columns.at(-1) ?? 0, rows.bottoms[row] ?? 0] as const
    return isShaded ? [{ box, grey: isHead ? 0.82 : 0.92 }] : []
  })
}

const THIN = 0.5

function rulesOf(table: ReportTable, columns: readonly number[], rows: RowEdges): SetBox[] {
  const { rules } = table.style
  const found: SetBox[] = []
  const level = (y: number, from: number, to: number, thick = THIN): void => {
    found.push({ box: [from, y - thick / 2, to, y + thick / 2], grey: 0 })
  }
  const upright = (x: number, from: number, to: number): void => {
    found.push({ box: [x - THIN / 2, from, x + THIN / 2, to], grey: 0 })
  }
  const [right, bottom] = [columns.at(-1) ?? 0, rows.bottoms.at(-1) ?? 0]
  const headEnd = rows.bottoms[table.headerRows - 1]
  const isFramed = rules === 'grid' || rules === 'frame' || rules === 'columns'
  if (isFramed || rules === 'booktabs' || rules === 'boxhead' || rules === 'rows') {
    level(0, 0, right, rules === 'booktabs' ? 1 : THIN)
    level(bottom, 0, right, rules === 'booktabs' ? 1 : THIN)
  }
  if (isFramed) for (const x of [0, right]) upright(x, 0, bottom)
  if (headEnd !== undefined && rules !== 'none' && rules !== 'upright') level(headEnd, 0, right)
  for (const cell of table.cells) {
    const [x0, x1] = [columns[cell.column] ?? 0, columns[cell.column + cell.columnSpan] ?? 0]
    const [y0, y1] = [rows.tops[cell.row] ?? 0, rows.bottoms[cell.row + cell.rowSpan - 1] ?? 0]
    const isHead = cell.row < table.headerRows
    if (cell.isSum) level(y0, x0 + 3, x1 - 1)
    if (rules === 'booktabs' && isHead && cell.columnSpan > 1 && cell.text !== '') level(y1, x0 + 2, x1 - 2)
    const isBoxed = rules === 'grid' || (isHead && (rules === 'boxhead' || rules === 'columns'))
    if (isBoxed || rules === 'rows') level(y1, x0, x1)
    const isParted = rules === 'grid' || rules === 'boxhead' || rules === 'columns' || rules === 'upright'
    if (isParted && cell.column > 0) upright(x0, y0, y1)
  }
  return found
}
