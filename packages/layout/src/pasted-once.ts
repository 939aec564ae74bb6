/**
 * Columns and rows of a table that a file states which were pasted twice: taken once, as no sheet has one head
 * twice.
 */
import { type Message, withoutSpace } from '@backfile/model'
import { type LabelBook, type LabelPart, plays } from './form-sheet/vocabulary.ts'
import type { Cell, RepairKind, Table } from './table.ts'

/** That what stands twice is one is likely, but a person looks. */
const PASTED = 0.85
/**
 * In fewer rows with text, columns may be alike by chance: two targets that are both 100%; so may rows in fewer
 * columns.
 */
const LEAST_LINES = 4
/** Fewer different texts may as well. */
const LEAST_TEXTS = 3
/** A larger table is a ledger, and no form. */
const MOST_PLACES = 20_000
const MOST_ROWS = 400

/**
 * The table without columns that stand again right beside themselves, text for text and with a known label among them,
 * and without rows that stand again right below themselves with the heads of their columns; any other table as it is.
 * No text is lost, and a repair says what was taken once.
 */
export function withPastedOnce(table: Table, book: LabelBook): Table {
  if (table.rows * table.columns > MOST_PLACES) return table
  const once = withColumnsOnce(table, columnsPasted, (text) => book.partsOf(text).size > 0)
  if (table.rows > MOST_ROWS) return once
  // Lines of funds and indicators without heads may be meant twice: checks ask about those.
  const isHead = (text: string): boolean => plays(text, headParts, book)
  const turned = transposed(once)
  const rowsOnce = withColumnsOnce(turned, rowsPasted, isHead)
  return rowsOnce === turned ? once : transposed(rowsOnce)
}

const headParts: readonly LabelPart[] = ['head', 'group-head', 'name-head', 'value-head', 'measure']

/** What was taken once, and how that is told. */
interface Pasted {
  readonly kind: RepairKind
  readonly message: (named: string) => Message
}

const columnsPasted: Pasted = {
  kind: 'columns-repeated',
  message: (named) => ({
    zh: `有几列紧挨着重复出现（${named} …），内容逐行相同，只取一次`,
    en: `Columns stand twice side by side, row for row the same (${named} …), and were taken once`,
  }),
}

const rowsPasted: Pasted = {
  kind: 'rows-repeated',
  message: (named) => ({
    zh: `有几行连同表头紧接着重复出现（${named} …），内容逐字相同，只取一次`,
    en: `Rows stand twice, one below the other, with their heads and word for word the same (${named} …), and were taken once`,
  }),
}

/** The table with its rows as columns and its columns as rows. */
function transposed(table: Table): Table {
  const cells = table.cells.map((cell) => ({
    ...cell,
    row: cell.column,
    column: cell.row,
    rowSpan: cell.columnSpan,
    columnSpan: cell.rowSpan,
  }))
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  return { ...table, rows: table.columns, columns: table.rows, cells }
}

function withColumnsOnce(table: Table, pasted: Pasted, isLabel: (text: string) => boolean): Table {
  const at = placesOf(table)
  const texts = Array.from({ length: table.columns + 1 }, (_, column) => textsOf(at, column))
  for (const width of distances(table, texts, isLabel))
    for (let first = 0; first + 2 * width <= table.columns + 1; first += 1) {
      if (texts[first] !== texts[first + width]) continue
      const again = columnsAgain(at, first, width)
      if (again?.some(({ text }) => isLabel(text)))
        return withColumnsOnce(without(table, first + width, width, pasted, again), pasted, isLabel)
    }
  return table
}

/** How far apart columns with the same label stand that say the same, the least first. */
function distances(
  { cells }: Table,
  texts: readonly string[],
  isLabel: (text: string) => boolean,
): readonly number[] {
  const labelled = [...new Set(cells.filter(({ text }) => isLabel(text)).map(({ column }) => column))]
  const found = new Set<number>()
  for (const one of labelled)
    for (const other of labelled) if (other > one && texts[one] === texts[other]) found.add(other - one)
  return [...found].sort((a, b) => a - b)
}

function textsOf(at: Places, column: number): string {
  return at.map((line) => line[column]?.text ?? '').join('\n\n')
}

type Places = readonly (readonly (Cell | undefined)[])[]

function placesOf({ rows, cells }: Table): Places {
  const places: (Cell | undefined)[][] = Array.from({ length: rows }, () => [])
  for (const cell of cells)
    for (const line of places.slice(cell.row, cell.row + cell.rowSpan))
      for (let column = cell.column; column < cell.column + cell.columnSpan; column += 1) line[column] = cell
  return places
}

/**
 * The cells with text of `width` columns that say the same as as many columns before them, from `first` on; else
 * null.
 */
function columnsAgain(places: Places, first: number, width: number): readonly Cell[] | null {
  const second = first + width
  const again = new Set<Cell>()
  let lines = 0
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
    if (filled) lines += 1
  }
  const texts = new Set([...again].map(({ text }) => text))
  return lines < LEAST_LINES || texts.size < LEAST_TEXTS ? null : [...again]
}

/** The table without `width` columns from `from` on; cells that go on beyond them are so much narrower. */
function without(
  table: Table,
  from: number,
  width: number,
  { kind, message }: Pasted,
  again: readonly Cell[],
): Table {
  const to = Math.min(from + width, table.columns)
  const kept = (column: number): number => (column <= from ? column : Math.max(from, column - (to - from)))
  const cells = table.cells.flatMap((cell): readonly Cell[] => {
    const column = kept(cell.column)
    const columnSpan = kept(cell.column + cell.columnSpan) - column
    return columnSpan < 1 ? [] : [{ ...cell, column, columnSpan }]
  })
  const named = [...new Set(again.map(({ text }) => withoutSpace(text)))].slice(0, 3).join('、')
  const locators = again.flatMap((cell) => [...cell.locators])
  const repair = { kind, message: message(named), confidence: PASTED, locators }
  return { ...table, columns: table.columns - (to - from), cells, repairs: [...table.repairs, repair] }
}
