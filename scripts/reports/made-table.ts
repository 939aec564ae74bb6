/** What a kind of table gives: its cells, and how it differs from the usual style. */
import type { ReportCell, TableStyle } from './report.ts'

/** A cell whose spans and looks are the usual ones where it does not say otherwise. */
export type Draft = Pick<ReportCell, 'row' | 'column' | 'text'> & Partial<ReportCell>

export interface Made {
  readonly rows: number
  readonly columns: number
  readonly headerRows: number
  readonly cells: readonly Draft[]
  readonly style?: Partial<TableStyle>
}

/** The cells with all that they do not say. */
export function wholeCells(cells: readonly Draft[]): readonly ReportCell[] {
  return cells.map((cell) => ({
    rowSpan: 1,
    columnSpan: 1,
    indent: 0,
    bold: false,
    align: 'left',
    ...cell,
  }))
}
