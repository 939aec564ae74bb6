/** What layout may know of the words that forms print: it knows labels by their part in a table, never a form. */

/**
 * The part that a label plays. `field`: its value stands beside it. `group-head`: heads a column of labels that are
 * merged over rows. `head`: heads any other column; `name-head` one in
 * which each row has a text, `value-head` one of targets. `measure`: heads a column of amounts. `line`: names a row of
 * amounts; `pair`: names the amount beside it. `side`: stands merged beside a block of rows. `level`: groups rows under a `group-head`. `title`: begins a filing.
 */
export type LabelPart =
  | 'field'
  | 'group-head'
  | 'head'
  | 'name-head'
  | 'value-head'
  | 'measure'
  | 'line'
  | 'pair'
  | 'level'
  | 'side'
  | 'title'

export interface LabelBook {
  /** The parts that a whole text plays as a label; none for a text that is no known label. */
  readonly partsOf: (text: string) => ReadonlySet<LabelPart>
  /** What labels are written with: a page that shows none of these has no label. */
  readonly letters: ReadonlySet<string>
  /** Whether forms put a second level under other first levels than this one, of which they know the second ones. */
  readonly areStrange: (first: string, second: string) => boolean
}

/** The book where no form is known. */
export const noLabels: LabelBook = { partsOf: () => new Set(), letters: new Set(), areStrange: () => false }

/** Whether a whole text plays one of these parts as a label. */
export function plays(text: string, wanted: readonly LabelPart[], book: LabelBook): boolean {
  const parts = book.partsOf(text)
  return parts.size > 0 && wanted.some((part) => parts.has(part))
}
