/** What layout knows of one page before pages are joined: tables with their cells' text lines and edges. */
import type { Box, Doubt } from '@backfile/model'
import type { Repair } from './table.ts'

/** A word: glyphs that stand together on a line. */
export interface Word {
  readonly text: string
  readonly box: Box
  readonly size: number
}

/** A line of text in reading order, its layout white space collapsed to single spaces. */
export interface TextLine {
  readonly text: string
  readonly box: Box
  readonly size: number
  readonly words: readonly Word[]
  /** Share of the first / last glyph that the page shows: below 1 where the page's edge or a clip cuts it. */
  readonly firstVisible: number
  readonly lastVisible: number
}

/** A cell on one page. `row` and `column` count within the page's table. */
export interface PageCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly box: Box
  readonly lines: readonly TextLine[]
  /** Sides without a ruling of their own, where the cell runs off this page's table (a page break cut it). */
  readonly open: {
    readonly left: boolean
    readonly right: boolean
    readonly top: boolean
    readonly bottom: boolean
  }
  /** Where it is surer or less sure than the table's. */
  readonly confidence?: number
}

/** A table on one page. */
export interface PageTable {
  readonly page: number
  readonly box: Box
  /** How cells were found. */
  readonly method: 'ruled' | 'partly-ruled' | 'unruled'
  /** Ascending edges in points: columns + 1, rows + 1. */
  readonly columnEdges: readonly number[]
  readonly rowEdges: readonly number[]
  readonly cells: readonly PageCell[]
  readonly confidence: number
  readonly repairs: readonly Repair[]
  /**
   * The same table with all that stands above and below it and is just as wide: other tables, and rules that touch no
   * upright line. They may be one sheet's, of which the page cuts some rows at both sides. Other pages tell.
   */
  readonly wider?: PageTable
}

/** A line of text outside tables. */
export interface PageText {
  readonly page: number
  readonly line: TextLine
}

/** One page laid out; small, so that whole documents of them can be kept while pages are joined. */
export interface PageLayout {
  readonly page: number
  readonly width: number
  readonly height: number
  readonly tables: readonly PageTable[]
  /**
   * One column of rows that level rulings draw on a page without a ruled table, or one row of columns that upright ones
   * draw, or cells without any text: a merged cell may be wider than the page, and all cells higher. Other pages tell.
   */
  readonly outline: PageTable | null
  /** In reading order. */
  readonly texts: readonly PageText[]
  /**
   * Degrees clockwise by which the text runs on the seen page, where most of it is not upright. Boxes here are those
   * of the page turned upright; locators are turned back.
   */
  readonly turn: 0 | 90 | 180 | 270
  readonly doubts: readonly Doubt[]
}
