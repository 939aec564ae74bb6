/** How the pages of one sheet lie: what `bands.ts` finds and `stitch.ts` puts together. */

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
