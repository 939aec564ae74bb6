/** What is known of rows and of the labels seen beside them, and what spreading the labels gives. */
import type { Likeness } from './likeness.ts'
import type { Token } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { IndicatorKind } from './words.ts'

export interface SpreadRow {
  readonly page: number
  readonly name: string
  readonly kind: IndicatorKind | null
  /** Log-odds, from the row's own shape, that a new group begins here. */
  readonly beginsGroup: number
}

/** A line on which labels stand, outermost level first; `row` is null where the line's own row is not known. */
export interface LabelLine {
  readonly page: number
  readonly row: number | null
  readonly labels: readonly (Token | null)[]
}

export interface RowLevel {
  readonly label: Token | null
  readonly confidence: number
  /** The likeliest other label, with its probability. */
  readonly other: { readonly label: Token | null; readonly probability: number } | null
}

/** A row with its levels; `row` is null for a label under which the text has no row. */
export interface SpreadLine {
  readonly row: number | null
  readonly levels: readonly RowLevel[]
}

export interface SpreadContext {
  readonly vocabulary: Vocabulary
  readonly likeness: Likeness
  /** The text has lost columns elsewhere, so its blank lines are page breaks rather than spacing. */
  readonly damaged: boolean
}

/** One label of one level, with the inner group on whose line it was seen. */
export interface Mark {
  readonly label: Token | null
  /** The innermost label of its line: what an innermost group without a label of its own is about. */
  readonly about: Token | null
  /** The labels around it, as far as their order tells. */
  readonly around: readonly Token[]
  readonly page: number
  readonly row: number | null
  /** Index of the inner group (of the row, for the innermost level where the row is known). */
  readonly anchor: number
  /** It may have begun on an earlier page than the one where it was seen. */
  readonly mayBeginEarlier: boolean
}

/** Marks of every level, innermost last. */
export type Marks = readonly (readonly Mark[])[]
