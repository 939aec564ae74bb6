/**
 * Halves of a sheet that somebody cut by hand, side by side again: in sheets of their own, in tables that follow each
 * other, or one below the other in one table.
 */
import type { LabelBook } from './form-sheet/vocabulary.ts'
import { headRowsOf, sideBySide } from './grid-seam.ts'
import type { Block, Cell, Section, Table } from './table.ts'

/** A longer table is a ledger, and no form. */
const MOST_ROWS = 400

/** The sections with halves put together; a section of which nothing is left goes. */
export function withHalvesJoined(sections: readonly Section[], book: LabelBook): readonly Section[] {
  const result: { readonly name: string | null; readonly blocks: Block[] }[] = []
  let last: { readonly blocks: Block[]; readonly at: number } | null = null
  for (const { name, blocks } of sections) {
    const own: Block[] = []
    for (const block of blocks) {
      const part = block.kind === 'text' ? block : withStackedHalvesJoined(block, book)
      const before = last?.blocks[last.at]
      const joined = part.kind === 'table' && before?.kind === 'table' ? sideBySide(before, part, book) : null
      if (joined !== null && last !== null) last.blocks[last.at] = joined
      else {
        own.push(part)
        if (part.kind === 'table') last = { blocks: own, at: own.length - 1 }
      }
    }
    if (own.length > 0) result.push({ name, blocks: own })
  }
  return result
}

/** A table whose halves stand one below the other, as the one that they were; any other as it is. */
function withStackedHalvesJoined(table: Table, book: LabelBook): Table {
  if (table.rows > MOST_ROWS) return table
  for (const cut of freeCuts(table, book)) {
    const above = slice(table, 0, cut)
    const joined = above === null ? null : joinedBelow(above, slice(table, cut, table.rows), book)
    if (joined !== null) return joined
  }
  return table
}

/** The table with all bands that stand below it at its side; null where some of that is no band of it. */
function joinedBelow(left: Table, below: Table | null, book: LabelBook): Table | null {
  if (below === null) return null
  const whole = sideBySide(left, below, book)
  if (whole !== null) return whole
  for (const cut of freeCuts(below, book)) {
    const band = slice(below, 0, cut)
    const joined = band === null ? null : sideBySide(left, band, book)
    const all = joined === null ? null : joinedBelow(joined, slice(below, cut, below.rows), book)
    if (all !== null) return all
  }
  return null
}

/** Rows before which no cell is cut, with heads both above and below. */
function freeCuts(table: Table, book: LabelBook): readonly number[] {
  const heads = headRowsOf(table, book)
  const [first, last] = [Math.min(...heads), Math.max(...heads)]
  const crossed = new Set<number>()
  for (const { row, rowSpan } of table.cells)
    for (let at = row + 1; at < row + rowSpan; at += 1) crossed.add(at)
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + 1 + index).filter(
    (at) => !crossed.has(at),
  )
}

/**
 * Rows `from` … `to` (exclusive), which cut no cell, without the blank rows and columns around; null where all are blank.
 * A title may be merged over columns that only other rows have.
 */
function slice(table: Table, from: number, to: number): Table | null {
  const inside = table.cells.filter(({ row }) => row >= from && row < to)
  const written = inside.filter(({ text }) => text !== '')
  if (written.length === 0) return null
  const top = Math.min(...written.map(({ row }) => row))
  const bottom = Math.max(...written.map(({ row, rowSpan }) => row + rowSpan))
  const narrow = written.filter(({ columnSpan }) => columnSpan < table.columns)
  const ends = (narrow.length > 0 ? narrow : written).map(({ column, columnSpan }) => column + columnSpan)
  const right = Math.max(...ends)
  const cells = inside.flatMap((cell): readonly Cell[] => {
    const first = Math.max(cell.row, top)
    const rowSpan = Math.min(cell.row + cell.rowSpan, bottom) - first
    const columnSpan = Math.min(cell.column + cell.columnSpan, right) - cell.column
    return rowSpan < 1 || columnSpan < 1 ? [] : [{ ...cell, row: first - top, rowSpan, columnSpan }]
  })
  return { ...table, rows: bottom - top, columns: right, cells }
}
