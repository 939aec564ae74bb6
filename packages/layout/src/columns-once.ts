/** Columns of a table that a file states which were pasted twice, side by side: taken once, as no sheet has one head twice. */
import { withoutSpace } from '@backfile/model'
import type { LabelBook } from './form-sheet/vocabulary.ts'
import type { Cell, Repair, Table } from './table.ts'

/** That what stands twice is one is likely, but a person looks. */
const PASTED = 0.85
/** Fewer rows with text may be alike by chance: two targets that are both 100%. */
const LEAST_ROWS = 4
/** Fewer different texts may as well. */
const LEAST_TEXTS = 3
/** A larger table is a ledger, and no form. */
const MOST_PLACES = 20_000

/**
 * The table without columns that stand again right beside themselves, text for text and with a known label among them;
 * any other table as it is. No text is lost, and a repair says which columns were taken once.
 */
export function withColumnsOnce(table: Table, book: LabelBook): Table {
  if (table.rows * table.columns > MOST_PLACES) return table
  const at = placesOf(table)
  for (let width = 1; width <= Math.ceil(table.columns / 2); width += 1)
    for (let first = 0; first + 2 * width <= table.columns + 1; first += 1) {
      const again = columnsAgain(at, first, width)
      if (again?.some(({ text }) => book.partsOf(text).size > 0))
        return withColumnsOnce(without(table, first + width, width, again), book)
    }
  return table
}

type Places = readonly (readonly (Cell | undefined)[])[]

function placesOf({ rows, cells }: Table): Places {
  const places: (Cell | undefined)[][] = Array.from({ length: rows }, () => [])
  for (const cell of cells)
    for (const line of places.slice(cell.row, cell.row + cell.rowSpan))
      for (let column = cell.column; column < cell.column + cell.columnSpan; column += 1) line[column] = cell
  return places
}

/** The cells with text of `width` columns that say the same as as many columns before them, from `first` on; else null. */
function columnsAgain(places: Places, first: number, width: number): readonly Cell[] | null {
  const second = first + width
  const again = new Set<Cell>()
  let rows = 0
  for (const line of places) {
    const over = line[second - 1]
    if (over !== undefined && over === line[second]) {
      if (over.column > first || over.column + over.columnSpan < second + width) return null
      continue
    }
    let filled = false
    for (let column = first; column < second; column += 1) {
      const [own, copy] = [line[column], line[column + width]]
      if ((own?.text ?? '') !== (copy?.text ?? '')) return null
      if (copy === undefined || copy.text === '') continue
      if (copy.column + copy.columnSpan > second + width) return null
      filled = true
      again.add(copy)
    }
    if (filled) rows += 1
  }
  const texts = new Set([...again].map(({ text }) => text))
  return rows < LEAST_ROWS || texts.size < LEAST_TEXTS ? null : [...again]
}

/** The table without `width` columns from `from` on; cells that go on beyond them are so much narrower. */
function without(table: Table, from: number, width: number, again: readonly Cell[]): Table {
  const to = Math.min(from + width, table.columns)
  const kept = (column: number): number => (column <= from ? column : Math.max(from, column - (to - from)))
  const cells = table.cells.flatMap((cell): readonly Cell[] => {
    const column = kept(cell.column)
    const columnSpan = kept(cell.column + cell.columnSpan) - column
    return columnSpan < 1 ? [] : [{ ...cell, column, columnSpan }]
  })
  return {
    ...table,
    columns: table.columns - (to - from),
    cells,
    repairs: [...table.repairs, repairOf(again)],
  }
}

function repairOf(again: readonly Cell[]): Repair {
  const texts = again.map(({ text }) => withoutSpace(text))
  const named = [...new Set(texts)].slice(0, 3)
  return {
    kind: 'columns-repeated',
    message: {
      zh: `有几列紧挨着重复出现（${named.join('、')} …），内容逐行相同，只取一次`,
      en: `Columns stand twice side by side, row for row the same (${named.join(', ')} …), and were taken once`,
    },
    confidence: PASTED,
    locators: again.flatMap(({ locators }) => [...locators]),
  }
}
