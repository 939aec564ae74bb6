/** What a stretch of a sheet may be as one row. */
import { type Standing, textOfLines } from './blocks.ts'
import type { Frame } from './frame.ts'
import type { Section } from './heads.ts'
import type { Phrase } from './phrase.ts'
import { cost } from './row-costs.ts'
import type { RowHeight } from './row-heights.ts'
import type { Sheet } from './sheet.ts'
import type { LabelBook, LabelPart } from './vocabulary.ts'

/** A cell's lines in a row; `isLabel` where its text is a known label of the row. */
export interface RowCell {
  readonly phrases: readonly Phrase[]
  readonly isLabel: boolean
}

export type Row =
  /** Labels and the values beside them. */
  | { readonly kind: 'fields'; readonly label: readonly Phrase[]; readonly cells: readonly RowCell[] }
  /** Of heads of two levels, the upper one is a row and the lower one the next row. */
  | { readonly kind: 'heads' | 'lower-heads'; readonly section: Section }
  /** One list of phrases for each column of its section; of a headless one the labels stand before them. */
  | {
      readonly kind: 'body'
      readonly section: Section
      readonly columns: readonly (readonly Phrase[])[]
      /** Labels left of the columns: the row's own is the last. */
      readonly labels: readonly (readonly Phrase[])[]
    }
  | { readonly kind: 'text'; readonly phrases: readonly Phrase[] }

export type BodyRow = Extract<Row, { kind: 'body' }>

/** What is known of a sheet before it is known where texts stand in their cells. */
export interface SheetGround {
  readonly sheet: Sheet
  readonly frame: Frame
  readonly book: LabelBook
}

export interface Ground extends SheetGround {
  readonly standing: Standing
  readonly rowHeight: RowHeight
}

/** Whether nothing but labels of groups stands in the row. */
export function isOfLabelsAlone(row: Row): boolean {
  if (row.kind !== 'body' || row.section.isHeadless) return false
  return row.columns.every(
    (own, index) => own.length === 0 || row.section.heads[index]?.parts.has('group-head') === true,
  )
}

/** A stretch read as one row. What speaks against it hangs on where texts stand in their cells. */
export interface Reading {
  /** To be asked for before the stretch grows. */
  readonly row: () => Row
  /** Below 0 where known labels speak for it. */
  readonly costs: Costs
}

/** What speaks against a row for each way that is looked at in which texts may stand in their cells. */
export type Costs = Readonly<Partial<Record<Standing, number>>>

/** What it costs to read the line as text; `isOutside`: above its first row or below its last. */
export function costOfText(phrases: readonly Phrase[], isOutside: boolean, book: LabelBook): number {
  if (book.partsOf(textOfLines(phrases)).has('title')) return cost.title
  return isOutside ? cost.outside : cost.text * phrases.length
}

/** The parts that a cell's text plays; a cell of many lines is no label. */
export function partsIn(cell: readonly Phrase[], book: LabelBook): ReadonlySet<LabelPart> {
  return cell.length > MOST_LABEL_LINES ? noParts : book.partsOf(textOfLines(cell))
}

const noParts: ReadonlySet<LabelPart> = new Set()

/** No label is broken into more lines. */
export const MOST_LABEL_LINES = 8

/** The costs of each of these standings. */
export function costsOf(standings: readonly Standing[], costOf: (standing: Standing) => number): Costs {
  const costs: Partial<Record<Standing, number>> = {}
  for (const standing of standings) costs[standing] = costOf(standing)
  return costs
}
