/** Cells while a table is made: texts with the rows and columns that they claim, and the grid that they fill. */
import type { PageCell } from '../page-table.ts'
import { type Phrase, textLinesOf } from './phrases.ts'
import type { PlacedLine } from './placed.ts'

/** A cell with its texts, before every place of the grid has one. */
export interface Draft {
  readonly phrases: Phrase[]
  readonly row: number
  readonly column: number
  rowSpan: number
  columnSpan: number
}

/** The cells of one row's lines: texts of one column are one cell. */
export function draftRow(row: readonly PlacedLine[], index: number): Draft[] {
  const drafts: Draft[] = []
  for (const cell of row.flatMap((line) => line.cells)) {
    const same = drafts.find(
      (draft) => draft.column <= cell.to && draft.column + draft.columnSpan - 1 >= cell.from,
    )
    if (same) same.phrases.push(cell.phrase)
    else {
      drafts.push({
        phrases: [cell.phrase],
        row: index,
        column: cell.from,
        rowSpan: 1,
        columnSpan: cell.to - cell.from + 1,
      })
    }
  }
  return drafts
}

/** Every place of the grid in exactly one cell: where two cells claim a place, the later one is cut or joined. */
export function fillGrid(
  drafts: readonly Draft[],
  columnEdges: readonly number[],
  rowEdges: readonly number[],
): PageCell[] {
  const [columns, rows] = [columnEdges.length - 1, rowEdges.length - 1]
  const owner = new Map<number, Draft>()
  const kept: Draft[] = []
  for (const draft of drafts) {
    const there = owner.get(draft.row * columns + draft.column)
    if (there) {
      there.phrases.push(...draft.phrases)
      continue
    }
    while (draft.columnSpan > 1 && claims(draft, columns).some((place) => owner.has(place)))
      draft.columnSpan -= 1
    while (draft.rowSpan > 1 && claims(draft, columns).some((place) => owner.has(place))) draft.rowSpan -= 1
    for (const place of claims(draft, columns)) owner.set(place, draft)
    kept.push(draft)
  }
  for (let place = 0; place < rows * columns; place += 1) {
    if (owner.has(place)) continue
    kept.push({
      phrases: [],
      row: Math.floor(place / columns),
      column: place % columns,
      rowSpan: 1,
      columnSpan: 1,
    })
  }
  kept.sort((a, b) => a.row - b.row || a.column - b.column)
  return kept.map((draft) => cellOf(draft, columnEdges, rowEdges))
}

function claims(draft: Draft, columns: number): number[] {
  const places: number[] = []
  for (let row = draft.row; row < draft.row + draft.rowSpan; row += 1) {
    for (let column = draft.column; column < draft.column + draft.columnSpan; column += 1) {
      places.push(row * columns + column)
    }
  }
  return places
}

function cellOf(draft: Draft, columnEdges: readonly number[], rowEdges: readonly number[]): PageCell {
  const { row, column, rowSpan, columnSpan } = draft
  return {
    row,
    column,
    rowSpan,
    columnSpan,
    box: [
      columnEdges[column] ?? 0,
      rowEdges[row] ?? 0,
      columnEdges[column + columnSpan] ?? 0,
      rowEdges[row + rowSpan] ?? 0,
    ],
    lines: textLinesOf(draft.phrases),
    open: { left: false, right: false, top: false, bottom: false },
  }
}
