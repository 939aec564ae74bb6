/** What a made report is: pages of prose, tables and other things, and the tables that are to be found in it. */
import type { Box } from '@backfile/model'

/** Where a table of a printed report stands, in points from the page's top left corner. */
export interface TablePlace {
  readonly table: number
  readonly page: number
  readonly box: Box
}

/** A report as PDF, with what was made. */
export interface PrintedReport {
  readonly name: string
  /** What stands in it besides prose. */
  readonly what: string
  readonly tables: readonly ReportTable[]
  /** Of each table; none where the route that printed it does not tell. */
  readonly places: readonly TablePlace[]
  readonly pdf: Uint8Array
}

/** A table's cell, its text already as it is to be read. */
export interface ReportCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly text: string
  readonly align: 'left' | 'center' | 'right'
  /** In em. */
  readonly indent: number
  readonly bold: boolean
  /** A currency sign that its text begins with and that stands at the cell's left edge. */
  readonly sign?: string
  /** A rule above it, as above sums. */
  readonly isSum?: boolean
}

export type Rules =
  | 'none'
  | 'booktabs'
  | 'header'
  | 'rows'
  | 'grid'
  | 'upright'
  | 'frame'
  | 'columns'
  /** The header's cells boxed, rules between all columns, none at the sides and between the rows. */
  | 'boxhead'
export type Shading = 'none' | 'header' | 'zebra' | 'header and zebra'

/** How a table looks. */
export interface TableStyle {
  readonly rules: Rules
  readonly shading: Shading
  /** White space in a cell, left and right, and above and below, in points. */
  readonly padding: readonly [number, number]
  /** In points; lines of one cell keep `leading` times as much. */
  readonly size: number
  readonly leading: number
  /** As wide as the column of text, or as its contents. */
  readonly isWide: boolean
  readonly headerAlign: 'top' | 'middle' | 'bottom'
  readonly bodyAlign: 'top' | 'middle' | 'bottom'
  readonly place: 'left' | 'center'
  /** Dots lead from the labels of the first column to the figures. */
  readonly hasLeaders?: boolean
  /** White space stands behind so many rows of the body, again and again; none where 0. */
  readonly rest?: number
}

export interface ReportTable {
  readonly kind: string
  readonly rows: number
  readonly columns: number
  readonly headerRows: number
  readonly cells: readonly ReportCell[]
  readonly style: TableStyle
  readonly caption: string | null
  readonly isCaptionAbove: boolean
  readonly notes: readonly string[]
}

/** What stands on a page, top to bottom; `html` is what no table is to be found in. */
export type Block =
  | { readonly kind: 'table'; readonly table: ReportTable }
  | { readonly kind: 'abreast'; readonly tables: readonly [ReportTable, ReportTable] }
  | { readonly kind: 'html'; readonly name: string; readonly html: string }

export interface Report {
  readonly seed: number
  readonly name: string
  /** Columns of text. */
  readonly columns: 1 | 2 | 3
  readonly isLandscape: boolean
  readonly paper: 'A4' | 'Letter'
  readonly family: string
  readonly size: number
  readonly isJustified: boolean
  readonly header: string | null
  readonly footer: string | null
  readonly blocks: readonly Block[]
}

/** The tables of a report in the order in which they stand. */
export function tablesOf(report: Report): readonly ReportTable[] {
  return report.blocks.flatMap((block) => {
    if (block.kind === 'table') return [block.table]
    return block.kind === 'abreast' ? block.tables : []
  })
}
