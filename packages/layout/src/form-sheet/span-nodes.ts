/** The ways to come to each place of a column of merged cells, of which the cheapest is kept. */
import { MOST_APART_COST } from './label-place.ts'

/** A span that may follow when `from` rows and `line` lines have their places; after it `to` rows and `end` lines have. */
export interface Step {
  readonly from: number
  readonly line: number
  readonly to: number
  readonly end: number
  readonly cost: number
  readonly apart: number
}

/** What it costs at least to come to each place, and to go on from it to the end. */
export class Nodes {
  readonly #rows: number
  readonly #lines: number
  readonly #before: Float64Array
  readonly #after: Float64Array
  readonly #last: Step[] = []

  constructor(rows: number, lines: number) {
    this.#rows = rows
    this.#lines = lines
    const none = new Float64Array((rows + 1) * (lines + 1)).fill(Number.POSITIVE_INFINITY)
    this.#before = none.with(0, 0)
    this.#after = none
    for (let used = 0; used <= lines; used += 1)
      this.#after[this.#at(rows, used)] = (lines - used) * MOST_APART_COST
  }

  /** The lines that may be used up when a row has its place. */
  linesReached(row: number): readonly number[] {
    const lines: number[] = []
    for (let line = 0; line <= this.#lines; line += 1)
      if (this.costTo(row, line) < Number.POSITIVE_INFINITY) lines.push(line)
    return lines
  }

  reach(step: Step): void {
    const cost = this.costTo(step.from, step.line) + step.cost
    const at = this.#at(step.to, step.end)
    if (cost >= (this.#before[at] ?? 0)) return
    this.#before[at] = cost
    this.#last[at] = step
  }

  leave(step: Step): void {
    const at = this.#at(step.from, step.line)
    this.#after[at] = Math.min(this.#after[at] ?? 0, step.cost + this.#costFrom(step.to, step.end))
  }

  get least(): number {
    return this.#costFrom(0, 0)
  }

  /** What the cheapest way costs that has this span. */
  costThrough({ from, line, to, end, cost }: Step): number {
    return this.costTo(from, line) + cost + this.#costFrom(to, end)
  }

  path(): Step[] {
    const ends = Array.from({ length: this.#lines + 1 }, (_, used) => used)
    const costOfEnd = (used: number): number =>
      this.costTo(this.#rows, used) + this.#costFrom(this.#rows, used)
    const [used = 0] = ends.sort((a, b) => costOfEnd(a) - costOfEnd(b))
    const steps: Step[] = []
    for (let step = this.#last[this.#at(this.#rows, used)]; step !== undefined; ) {
      steps.push(step)
      step = this.#last[this.#at(step.from, step.line)]
    }
    return steps.toReversed()
  }

  #at(row: number, line: number): number {
    return row * (this.#lines + 1) + line
  }

  costTo(row: number, line: number): number {
    return this.#before[this.#at(row, line)] ?? Number.POSITIVE_INFINITY
  }

  #costFrom(row: number, line: number): number {
    return this.#after[this.#at(row, line)] ?? Number.POSITIVE_INFINITY
  }
}
