/** The logical table: what layout rebuilds, and the only thing that forms read. */
import type { Locator, Message } from '@backfile/model'

/** A logical cell. Every place of the grid belongs to exactly one cell; an empty cell has text `''`. */
export interface Cell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  /** Lines that the layout broke are joined; paragraphs are separated by `\n`. */
  readonly text: string
  /** One for each fragment that the cell was joined from, in reading order; empty cells have theirs too where known. */
  readonly locators: readonly Locator[]
  readonly confidence: number
}

export type RepairKind =
  | 'bands-joined' // halves of a sheet that was printed over several pages sideways
  | 'pages-joined' // a table that runs over pages
  | 'row-joined' // a row that a page break cut
  | 'cell-joined' // a cell's text that was cut at a page edge
  | 'header-dropped' // a header that is repeated on a later page
  | 'furniture-dropped' // page numbers, running titles
  | 'columns-inferred' // no rulings: columns from alignment
  | 'rows-inferred'
  | 'columns-repeated' // columns that were pasted twice, taken once
  | 'rows-repeated' // rows, the same
  | 'span-inferred' // a merged cell's extent from where its label stands
  | 'labels-spread' // flattened text: labels aligned with rows
  | 'columns-shifted' // flattened text: a row put back into its columns

/** One mend that layout made, and how sure it is of it. */
export interface Repair {
  readonly kind: RepairKind
  readonly message: Message
  readonly confidence: number
  readonly locators: readonly Locator[]
  /** The runner-up, in words, where the source leaves two answers. */
  readonly alternative?: Message
  /** Cells concerned, as `[row, column]` of the joined table. */
  readonly cells?: readonly (readonly [number, number])[]
}

export interface Table {
  readonly kind: 'table'
  readonly rows: number
  readonly columns: number
  /** Sorted by row, then column. */
  readonly cells: readonly Cell[]
  readonly confidence: number
  readonly repairs: readonly Repair[]
}

/** Text outside tables, in reading order: a title, `2024年度`, a note. */
export interface TextBlock {
  readonly kind: 'text'
  readonly text: string
  readonly locators: readonly Locator[]
  readonly confidence: number
}

export type Block = Table | TextBlock

/** A run of blocks that was one sheet, or one sequence of pages, in reading order. */
export interface Section {
  /** The sheet's name, where there is one. */
  readonly name: string | null
  readonly blocks: readonly Block[]
}
