/** What a stretch of a sheet may be as one row. */
import { median } from '../geometry.ts'
import { type Standing, textOfLines } from './blocks.ts'
import type { Frame } from './frame.ts'
import type { Section } from './heads.ts'
import type { Phrase } from './phrase.ts'
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
  | { readonly kind: 'heads'; readonly section: Section }
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
}

/** A stretch read as one row. What speaks against it hangs on where texts stand in their cells. */
export interface Reading {
  /** To be asked for before the stretch grows. */
  readonly row: () => Row
  /** Below 0 where known labels speak for it. */
  readonly costs: Readonly<Record<Standing, number>>
}

/** What it costs that a row only names its group. */
export const LABEL_ALONE = 1.5

/** What a line of text costs that stands in no row: a title, one outside all rows, and each phrase of others. */
const TITLE_COST = -3
const OUTSIDE_COST = 0.3
const TEXT_COST = 2

/** What it costs to read the line as text; `isOutside`: above its first row or below its last. */
export function costOfText(phrases: readonly Phrase[], isOutside: boolean, book: LabelBook): number {
  if (book.partsOf(textOfLines(phrases)).has('title')) return TITLE_COST
  return isOutside ? OUTSIDE_COST : TEXT_COST * phrases.length
}

/** The parts that a cell's text plays; a cell of many lines is no label. */
export function partsIn(cell: readonly Phrase[], book: LabelBook): ReadonlySet<LabelPart> {
  return cell.length > MOST_LABEL_LINES ? noParts : book.partsOf(textOfLines(cell))
}

const noParts: ReadonlySet<LabelPart> = new Set()

/** No label is broken into more lines. */
export const MOST_LABEL_LINES = 8

/** The heights that a cell's text reaches. */
export interface CellHeights {
  readonly top: number
  readonly bottom: number
}

/** Heights of cells of one row differ by less, in em: half a line's pitch is the least by which other rows differ. */
const SAME_ANCHOR_EM = 0.24
const APART_COST = 8
const MOST_APART_COST = 6

/** What speaks against cells that have no height in common, wherever text stands in them. */
export function apartness(cells: readonly CellHeights[], em: number): Readonly<Record<Standing, number>> {
  return {
    top: spreadOf(
      cells.map(({ top }) => top),
      em,
    ),
    middle: spreadOf(
      cells.map(({ top, bottom }) => (top + bottom) / 2),
      em,
    ),
    bottom: spreadOf(
      cells.map(({ bottom }) => bottom),
      em,
    ),
  }
}

function spreadOf(anchors: readonly number[], em: number): number {
  if (anchors.length < 2) return 0
  const usual = median(anchors) ?? 0
  let sum = 0
  for (const anchor of anchors) {
    const apart = Math.abs(anchor - usual) / em
    if (apart > SAME_ANCHOR_EM) sum += Math.min(MOST_APART_COST, APART_COST * (apart - SAME_ANCHOR_EM / 2))
  }
  return sum
}

/** The costs of each standing, from what the cells cost that it finds apart. */
export function costsFrom(
  apart: Readonly<Record<Standing, number>>,
  costOf: (apart: number) => number,
): Reading['costs'] {
  return { top: costOf(apart.top), middle: costOf(apart.middle), bottom: costOf(apart.bottom) }
}
