/** The ways to cut a sheet's lines into rows, of which the cheapest to each line is kept. */
import type { Standing } from './blocks.ts'
import type { Row } from './row.ts'

/** Rows from the top down, and what speaks against them in all. */
export interface RowPath {
  readonly rows: readonly Row[]
  /** Of each row. */
  readonly costs: readonly number[]
  readonly cost: number
}

/** Above the first row, below the heads of a section, below text after such rows, or below rows of labels, which close the section. */
export type Stage = 'before' | 'below-heads' | 'below-text' | 'closed'
export const stages: readonly Stage[] = ['before', 'below-heads', 'below-text', 'closed']

/** The last row of a way. */
interface Step {
  readonly from: number
  readonly fromStage: Stage
  readonly row: Row
  /** What speaks against the row alone. */
  readonly rowCost: number
}

/** The cheapest step that ends at each place, in each stage, for texts that stand so in their cells. */
export class RowLattice {
  readonly standing: Standing
  readonly #places: number
  readonly #costs: Float64Array
  readonly #best: (Step | undefined)[]

  constructor(places: number, standing: Standing) {
    this.standing = standing
    this.#places = places
    this.#costs = new Float64Array((places + 1) * stages.length).fill(Number.POSITIVE_INFINITY)
    this.#costs[slot(0, 'before')] = 0
    this.#best = Array.from(this.#costs, () => undefined)
  }

  costTo(place: number, stage: Stage): number {
    return this.#costs[slot(place, stage)] ?? Number.POSITIVE_INFINITY
  }

  /** The last row of the cheapest way to a place. */
  rowTo(place: number, stage: Stage): Row | undefined {
    return this.#best[slot(place, stage)]?.row
  }

  /** Takes a way to a place that costs less than all before: `cost` is that of the whole way. */
  take(place: number, stage: Stage, cost: number, last: Step): void {
    const at = slot(place, stage)
    this.#costs[at] = cost
    this.#best[at] = last
  }

  /** The cheapest way to the last place. */
  path(): RowPath {
    const rows: Row[] = []
    const costs: number[] = []
    const end = this.#places
    let [stage] = [...stages].sort((a, b) => this.costTo(end, a) - this.costTo(end, b))
    const cost = stage === undefined ? 0 : this.costTo(end, stage)
    for (let at = end; at > 0 && stage !== undefined; ) {
      const step = this.#best[slot(at, stage)]
      if (step === undefined) break
      rows.push(step.row)
      costs.push(step.rowCost)
      at = step.from
      stage = step.fromStage
    }
    return { rows: rows.toReversed(), costs: costs.toReversed(), cost }
  }
}

const stagePlaces: Readonly<Record<Stage, number>> = {
  before: 0,
  'below-heads': 1,
  'below-text': 2,
  closed: 3,
}

function slot(place: number, stage: Stage): number {
  return place * stages.length + stagePlaces[stage]
}
