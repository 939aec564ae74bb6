/** From the groups of each level to the rows: the labels of each, how sure they are, and which else it may be. */
import type { Partition } from './partition.ts'
import type { Token } from './source-lines.ts'
import type { Mark, Marks, RowLevel, SpreadLine, SpreadRow } from './spread-model.ts'
import type { Solved } from './spread-solve.ts'

/** Rows in order, a label without rows as a line of its own where it stands. */
export function linesOf(rows: readonly SpreadRow[], { marks, cuts }: Solved): SpreadLine[] {
  const levels = marks.length
  const inner = cuts[levels - 1]
  if (inner === null || inner === undefined) return rows.map((_, row) => ({ row, levels: [] }))
  const lines: SpreadLine[] = []
  for (const [group, mark] of (marks[levels - 1] ?? []).entries()) {
    const from = inner.starts[group] ?? 0
    const to = inner.starts[group + 1] ?? from
    const chain = chainOf(group, marks, cuts)
    if (from === to && (mark.label !== null || mark.row !== null)) {
      lines.push({ row: null, levels: chain.map((index, level) => labelled(marks[level]?.[index], 0.7)) })
    }
    for (let row = from; row < to; row++) lines.push({ row, levels: rowLevels(row, chain, marks, cuts) })
  }
  return lines
}

function labelled(mark: Mark | undefined, confidence: number): RowLevel {
  return { label: mark?.label ?? null, confidence, other: null }
}

/** For an innermost group, the likeliest group of each level that it belongs to; −1 where the level has no label. */
function chainOf(group: number, marks: Marks, cuts: Solved['cuts']): number[] {
  const chain = new Array<number>(marks.length).fill(-1)
  let current = group
  chain[marks.length - 1] = group
  for (let level = marks.length - 2; level >= 0; level--) {
    const cut = cuts[level]
    if (cut === null || cut === undefined) continue
    current = groupAt(cut, current)
    chain[level] = current
  }
  return chain
}

function groupAt(cut: Partition, place: number): number {
  for (let group = cut.starts.length - 2; group >= 0; group--) {
    if ((cut.starts[group] ?? 0) <= place && place < (cut.starts[group + 1] ?? 0)) return group
  }
  return -1
}

function rowLevels(row: number, chain: readonly number[], marks: Marks, cuts: Solved['cuts']): RowLevel[] {
  const levels: RowLevel[] = []
  let weights: Weights = cuts[marks.length - 1]?.posterior[row] ?? new Map()
  for (let level = marks.length - 1; level >= 0; level--) {
    const cut = cuts[level]
    if (level < marks.length - 1 && cut !== null && cut !== undefined) weights = through(weights, cut)
    const own = marks[level] ?? []
    if (cut === null || cut === undefined) {
      levels.unshift({ label: null, confidence: 1, other: null })
      continue
    }
    levels.unshift(chosen(chain[level] ?? -1, weights, own))
  }
  return levels
}

/** Probability of each group. */
type Weights = ReadonlyMap<number, number>

function through(inner: Weights, cut: Partition): Weights {
  const outer = new Map<number, number>()
  for (const [place, weight] of inner) {
    for (const [group, probability] of cut.posterior[place] ?? []) {
      outer.set(group, (outer.get(group) ?? 0) + weight * probability)
    }
  }
  return outer
}

/** Least probability of a runner-up that is worth a word. */
const WORTH_A_WORD = 0.02

function chosen(group: number, weights: Weights, marks: readonly Mark[]): RowLevel {
  const label = marks[group]?.label ?? null
  let confidence = 0
  let other: { label: Token | null; probability: number } | null = null
  for (const [index, probability] of weights) {
    if (index === group) confidence = probability
    else if (probability > Math.max(WORTH_A_WORD, other?.probability ?? 0)) {
      other = { label: marks[index]?.label ?? null, probability }
    }
  }
  const mark = marks[group]
  const unsure = mark === undefined || mark.about === null
  const inferred = mark?.row === null ? 0.99 : 1
  return { label, confidence: Math.min(unsure ? 0.5 : inferred, rounded(confidence)), other }
}

/** Whole only where no other place was possible. */
const rounded = (value: number): number =>
  value > 0.9999 ? 1 : Math.min(0.99, Math.round(value * 100) / 100)
