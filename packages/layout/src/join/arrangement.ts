/** How the pages of one sheet may lie, and what tells it: `arrangements.ts` finds how they do, `stitch.ts` puts them together. */

/** One way to lay out a run of pages: strips of the sheet from the top down, each the places of its pages by band. */
export interface Arrangement {
  readonly order: 'down-then-over' | 'over-then-down'
  readonly strips: readonly (readonly (number | null)[])[]
  /** How many pages it takes up. */
  readonly pages: number
  readonly points: number
  /** Points a pair of pages at the seam with the fewest. */
  readonly weakest: number
}

/** Pages in their order, and what any two of them tell; a page is named by its place. */
export interface Pile {
  readonly size: number
  /** Points of evidence that are enough for a page that stands where the order of the pages wants it. */
  readonly leastInOrder: number
  /** Points of evidence that the page `right` continues `left` sideways; null where it cannot. */
  readonly evidence: (left: number, right: number) => number | null
  /** So many points two pages have by chance: an arrangement that lays more of them side by side needs more. */
  readonly byChance: number
  /** Whether the page shows that a sheet begins at its top: a part of a title. */
  readonly isTop: (page: number) => boolean
  /** Whether the page shows nothing of a table. */
  readonly isEmpty: (page: number) => boolean
  /** Whether the page shows a part of a sheet where there is nothing: it has the running title, if that. */
  readonly isBlank: (page: number) => boolean
  /** Whether what two pages show of a sheet begins and ends at the same places across. */
  readonly sameSides: (first: number, second: number) => boolean
  /** The same sides, and nearly the same columns between them. */
  readonly sameColumns: (first: number, second: number) => boolean
  /**
   * Whether the columns of a page go on down the next one, so that no band of a sheet without upright rulings ends with
   * it. Ruled columns are as wide in several bands now and then.
   */
  readonly goesOnBelow: (page: number, next: number) => boolean
  /** Of what tells the columns of two pages, the share that they have in common; null where nothing does. */
  readonly likeness: (first: number, second: number) => number | null
  /** Whether a later page has the labels of an earlier one: another sheet of the same form. */
  readonly sharesLabels: (earlier: number, later: number) => boolean
}
