/**
 * Cutting rows into consecutive groups: the best cut and how likely every other is.
 *
 * A semi-Markov lattice: groups keep their order, each takes a run of rows (perhaps none), and a run's score is a
 * log-likelihood. The forward-backward pass over all cuts gives, for each row, the probability of each group.
 */

export interface PartitionProblem {
  readonly rows: number
  readonly groups: number
  /** Log-likelihood that the group takes the rows `from` … `to` (exclusive); −Infinity where it cannot. */
  readonly score: (group: number, from: number, to: number) => number
  /** First and last row at which the group may begin. */
  readonly window: (group: number) => readonly [number, number]
}

export interface Partition {
  /** Where each group begins in the cut with the most rows expected right; one more entry, the rows' number, ends it. */
  readonly starts: readonly number[]
  /** For each row, the probability of each group that may have it. */
  readonly posterior: readonly ReadonlyMap<number, number>[]
  /** Log-likelihood of all cuts together. */
  readonly likelihood: number
}

/**
 * By how much scores are flattened before they are taken for likelihoods, so that of rows given 0.9 about nine in
 * ten are right. Measured by `scripts/calibrate-flattened.ts`.
 */
export const TEMPERATURE = 1

/** The likeliest partition, or null where none is possible. */
export function partition(problem: PartitionProblem): Partition | null {
  const { rows, groups } = problem
  if (groups === 0) return null
  const windows = narrowed(Array.from({ length: groups + 1 }, (_, group) => windowOf(problem, group)))
  const segments = segmentScores(problem, windows)
  const ahead = forward(problem, windows, segments)
  const behind = backward(problem, windows, segments)
  const likelihood = at(ahead, windows, groups, rows)
  if (likelihood === -Infinity) return null
  const posterior = Array.from({ length: rows }, () => new Map<number, number>())
  const empty = new Array<number>(groups).fill(0)
  for (let group = 0; group < groups; group++) {
    const changes = new Map<number, number>()
    const change = (row: number, by: number): void => {
      changes.set(row, (changes.get(row) ?? 0) + by)
    }
    eachSegment(windows, group, (from, to) => {
      const score = segments(group, from, to)
      const weight = at(ahead, windows, group, from) + score + at(behind, windows, group + 1, to) - likelihood
      const probability = Math.exp(weight)
      if (!(probability > 0)) return
      if (from === to) empty[group] = (empty[group] ?? 0) + probability
      else {
        change(from, probability)
        change(to, -probability)
      }
    })
    let running = 0
    for (const row of reachOf(windows, group)) {
      running += changes.get(row) ?? 0
      if (running > LEAST_PROBABILITY) posterior[row]?.set(group, Math.min(1, running))
    }
  }
  const starts = mostRight(problem, windows, segments, { posterior, empty })
  return starts === null ? null : { starts, posterior, likelihood }
}

/** What is less likely is left out. */
const LEAST_PROBABILITY = 1e-9

/** The rows that a group may have. */
function reachOf(windows: Windows, group: number): number[] {
  const [low] = windows[group] ?? [0, 0]
  const [, high] = windows[group + 1] ?? [0, 0]
  return Array.from({ length: Math.max(0, high - low) }, (_, index) => low + index)
}

type Windows = readonly (readonly [number, number])[]
type Segments = (group: number, from: number, to: number) => number

function windowOf(problem: PartitionProblem, group: number): readonly [number, number] {
  if (group === 0) return [0, 0]
  if (group === problem.groups) return [problem.rows, problem.rows]
  const [low, high] = problem.window(group)
  return [Math.max(0, low), Math.min(problem.rows, high)]
}

/** Beyond this many segments windows are narrowed around where groups of one size would begin. */
const MOST_SEGMENTS = 1_000_000

function narrowed(windows: Windows): Windows {
  const segments = windows
    .slice(1)
    .reduce(
      (sum, [low, high], index) =>
        sum + (high - low + 1) * ((windows[index]?.[1] ?? 0) - (windows[index]?.[0] ?? 0) + 1),
      0,
    )
  if (segments <= MOST_SEGMENTS) return windows
  const groups = windows.length - 1
  const rows = windows[groups]?.[0] ?? 0
  const reach = Math.max(2, Math.floor(Math.sqrt(MOST_SEGMENTS / groups) / 2))
  return windows.map(([low, high], group) => {
    const middle = Math.min(high, Math.max(low, Math.round((group * rows) / groups)))
    return [Math.max(low, middle - reach), Math.min(high, middle + reach)]
  })
}

function eachSegment(windows: Windows, group: number, visit: (from: number, to: number) => void): void {
  const [low, high] = windows[group] ?? [0, -1]
  const [nextLow, nextHigh] = windows[group + 1] ?? [0, -1]
  for (let from = low; from <= high; from++)
    for (let to = Math.max(from, nextLow); to <= nextHigh; to++) visit(from, to)
}

/** Each segment's score is asked once. */
function segmentScores(problem: PartitionProblem, windows: Windows): Segments {
  const scores = Array.from({ length: problem.groups }, (_, group) => {
    const kept = new Map<number, number>()
    eachSegment(windows, group, (from, to) => {
      kept.set(from * (problem.rows + 1) + to, problem.score(group, from, to) / TEMPERATURE)
    })
    return kept
  })
  return (group, from, to) => scores[group]?.get(from * (problem.rows + 1) + to) ?? -Infinity
}

type Table = readonly number[][]

function at(table: Table, windows: Windows, group: number, start: number): number {
  const [low] = windows[group] ?? [0, 0]
  return table[group]?.[start - low] ?? -Infinity
}

function emptyTable(windows: Windows): number[][] {
  return windows.map(([low, high]) => new Array<number>(Math.max(0, high - low + 1)).fill(-Infinity))
}

function put(table: number[][], windows: Windows, group: number, start: number, value: number): void {
  const [low] = windows[group] ?? [0, 0]
  const line = table[group]
  if (line !== undefined) line[start - low] = value
}

function forward(problem: PartitionProblem, windows: Windows, segments: Segments): Table {
  const table = emptyTable(windows)
  put(table, windows, 0, 0, 0)
  for (let group = 0; group < problem.groups; group++)
    eachSegment(windows, group, (from, to) => {
      const weight = at(table, windows, group, from) + segments(group, from, to)
      put(table, windows, group + 1, to, logSum(at(table, windows, group + 1, to), weight))
    })
  return table
}

function backward(problem: PartitionProblem, windows: Windows, segments: Segments): Table {
  const table = emptyTable(windows)
  put(table, windows, problem.groups, problem.rows, 0)
  for (let group = problem.groups - 1; group >= 0; group--)
    eachSegment(windows, group, (from, to) => {
      const weight = at(table, windows, group + 1, to) + segments(group, from, to)
      put(table, windows, group, from, logSum(at(table, windows, group, from), weight))
    })
  return table
}

/** The possible cut with the most rows, and empty groups, expected right: better row by row than the likeliest one. */
function mostRight(
  problem: PartitionProblem,
  windows: Windows,
  segments: Segments,
  expected: { readonly posterior: Partition['posterior']; readonly empty: readonly number[] },
): number[] | null {
  const table = emptyTable(windows)
  const origin = emptyTable(windows)
  put(table, windows, 0, 0, 0)
  for (let group = 0; group < problem.groups; group++) {
    const [low] = windows[group] ?? [0, 0]
    const totals = [0]
    for (const row of reachOf(windows, group)) {
      totals.push((totals.at(-1) ?? 0) + (expected.posterior[row]?.get(group) ?? 0))
    }
    const isEmpty = expected.empty[group] ?? 0
    eachSegment(windows, group, (from, to) => {
      if (segments(group, from, to) === -Infinity) return
      const right = from === to ? isEmpty : 1 - isEmpty + (totals[to - low] ?? 0) - (totals[from - low] ?? 0)
      const weight = at(table, windows, group, from) + right
      if (weight <= at(table, windows, group + 1, to)) return
      put(table, windows, group + 1, to, weight)
      put(origin, windows, group + 1, to, from)
    })
  }
  if (at(table, windows, problem.groups, problem.rows) === -Infinity) return null
  const starts = [problem.rows]
  for (let group = problem.groups; group > 0; group--) {
    starts.unshift(at(origin, windows, group, starts[0] ?? 0))
  }
  return starts
}

function logSum(a: number, b: number): number {
  if (a === -Infinity) return b
  if (b === -Infinity) return a
  const high = Math.max(a, b)
  return high + Math.log1p(Math.exp(Math.min(a, b) - high))
}
