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

interface Step {
  readonly cost: number
  readonly from: number
  readonly fromStage: Stage
  readonly row: Row
  /** What speaks against the row alone. */
  readonly rowCost: number
}

/** The cheapest step that ends at each place, in each stage, for texts that stand so in their cells. */
export class RowLattice {
  readonly standing: Standing
  readonly #best: Map<Stage, Step>[]

  constructor(places: number, standing: Standing) {
    this.standing = standing
    this.#best = Array.from({ length: places + 1 }, () => new Map())
  }

  costTo(place: number, stage: Stage): number {
    if (place === 0) return stage === 'before' ? 0 : Number.POSITIVE_INFINITY
    return this.#best[place]?.get(stage)?.cost ?? Number.POSITIVE_INFINITY
  }

  /** The last row of the cheapest way to a place. */
  rowTo(place: number, stage: Stage): Row | undefined {
    return this.#best[place]?.get(stage)?.row
  }

  /** The row is made only where its step is the cheapest so far. */
  offer(place: number, stage: Stage, step: Omit<Step, 'row'>, row: () => Row): void {
    if (step.cost < this.costTo(place, stage)) this.#best[place]?.set(stage, { ...step, row: row() })
  }

  /** The cheapest way to the last place. */
  path(): RowPath {
    const rows: Row[] = []
    const costs: number[] = []
    const end = this.#best.length - 1
    let [stage] = [...stages].sort((a, b) => this.costTo(end, a) - this.costTo(end, b))
    const cost = stage === undefined ? 0 : this.costTo(end, stage)
    for (let at = end; at > 0 && stage !== undefined; ) {
      const step = this.#best[at]?.get(stage)
      if (step === undefined) break
      rows.push(step.row)
      costs.push(step.rowCost)
      at = step.from
      stage = step.fromStage
    }
    return { rows: rows.toReversed(), costs: costs.toReversed(), cost }
  }
}
