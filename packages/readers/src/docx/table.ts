/** A Word table as a grid: cells by grid column, with the spans that its rows state one by one. */

import { child, type XmlElement } from '../xml.ts'
import { childrenThrough, isDeletedRow } from './content.ts'

/** A cell with its place; its content is still Word's. */
export interface PlacedCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly content: XmlElement
}

export interface PlacedTable {
  readonly rows: number
  readonly columns: number
  readonly cells: readonly PlacedCell[]
  /** Cells that continue a vertical merge: Word does not show what stands in them. */
  readonly covered: readonly PlacedCell[]
}

/** Columns of a grid at most: Word itself allows 63. */
const maxColumns = 1000

/**
 * Puts each cell to its place. Spans count columns of the table's grid, and rows may begin or end some columns in
 * (`gridBefore`, `gridAfter`). A cell that continues a merge (`vMerge`) joins the cell above that covers exactly the
 * same grid columns; where none does, it is a cell of its own. Old tables merge sideways by `hMerge`.
 */
export function placeTable(table: XmlElement): PlacedTable {
  const rows = childrenThrough(table, 'w:tr').filter((row) => !isDeletedRow(row))
  const cells: Growing[] = []
  const covered: Growing[] = []
  let columns = 0
  let above: readonly Growing[] = []
  for (const [row, element] of rows.entries()) {
    const own = rowCells(element, row)
    const across: Growing[] = []
    for (const cell of own) {
      columns = Math.max(columns, cell.column + cell.columnSpan)
      const top = cell.continues
        ? above.find(({ column, columnSpan }) => column === cell.column && columnSpan === cell.columnSpan)
        : undefined
      if (top?.merges === true) {
        top.rowSpan = row - top.row + 1
        covered.push(cell)
        across.push(top)
      } else {
        cells.push(cell)
        across.push(cell)
      }
    }
    above = across
  }
  return { rows: rows.length, columns, cells, covered }
}

interface Growing {
  readonly row: number
  readonly column: number
  rowSpan: number
  columnSpan: number
  readonly content: XmlElement
  /** Takes part in a vertical merge … */
  readonly merges: boolean
  /** … and does not begin it. */
  readonly continues: boolean
}

function rowCells(row: XmlElement, index: number): readonly Growing[] {
  const cells: Growing[] = []
  let column = count(child(row, 'w:trPr', 'w:gridBefore'), 0)
  for (const content of childrenThrough(row, 'w:tc')) {
    const properties = child(content, 'w:tcPr')
    if (child(properties, 'w:cellDel') !== undefined) continue
    const columnSpan = count(child(properties, 'w:gridSpan'), 1)
    const last = cells.at(-1)
    if (last !== undefined && mergeOf(child(properties, 'w:hMerge')) === 'continue') {
      last.columnSpan += columnSpan
    } else {
      const merge = mergeOf(child(properties, 'w:vMerge'))
      cells.push({
        row: index,
        column,
        rowSpan: 1,
        columnSpan,
        content,
        merges: merge !== null,
        continues: merge === 'continue',
      })
    }
    column = Math.min(maxColumns, column + columnSpan)
  }
  return cells
}

/** A merge without a value continues (ECMA-376 17.4.85). */
function mergeOf(element: XmlElement | undefined): 'restart' | 'continue' | null {
  if (element === undefined) return null
  return element.attributes.val === 'restart' ? 'restart' : 'continue'
}

function count(element: XmlElement | undefined, usual: number): number {
  const value = Number(element?.attributes.val)
  return Number.isInteger(value) && value >= usual ? Math.min(value, maxColumns) : usual
}
