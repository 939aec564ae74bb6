/** A head of a column: known from the book of labels, or from where it stands. */
import type { Phrase } from './phrase.ts'
import type { LabelPart } from './vocabulary.ts'

/** A head: its lines, and the parts that it may play. */
export interface Head {
  readonly lines: readonly Phrase[]
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly parts: ReadonlySet<LabelPart>
  /** The rows are counted below it. */
  readonly isCount: boolean
}
