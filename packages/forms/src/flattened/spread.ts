/**
 * Spreading the labels of merged cells over the rows that they cover.
 *
 * A page shows a merged cell's label once, on the page where the cell's middle fell, at the first row of the cell on
 * that page (some programs: at its middle row). So each innermost label takes a run of rows in order, and each outer
 * label a run of inner ones. Which runs is decided by `partition` from likeness of names, usual levels of the form,
 * the order of indicators' kinds, pages, and rows on which labels were seen.
 */
import type { Token } from './source-lines.ts'
import { linesOf } from './spread-lines.ts'
import { readingsOf } from './spread-marks.ts'
import type { LabelLine, RowLevel, SpreadContext, SpreadLine, SpreadRow } from './spread-model.ts'
import { type Solved, solve } from './spread-solve.ts'

/** Each row with the labels that cover it, and labels under which the text has no row. */
export function spreadLabels(
  rows: readonly SpreadRow[],
  lines: readonly LabelLine[],
  levels: number,
  context: SpreadContext,
): readonly SpreadLine[] {
  if (lines.length === 0 || levels === 0) return rows.map((_, row) => ({ row, levels: [] }))
  const solutions: { readonly score: number; readonly solved: Solved }[] = []
  for (const { marks, cost } of readingsOf(rows, lines, levels, context)) {
    const solved = solve(rows, marks, levels, context)
    if (solved !== null) solutions.push({ score: solved.score - cost, solved })
  }
  solutions.sort((a, b) => b.score - a.score)
  const [best, second] = solutions
  if (best === undefined) return unlabelled(rows, lines, levels)
  const chosen = linesOf(rows, best.solved)
  if (second === undefined) return chosen
  return withRival(chosen, linesOf(rows, second.solved), 1 / (1 + Math.exp(second.score - best.score)))
}

/** Where the second best reading labels a row otherwise, the first is as sure as it is likelier. */
function withRival(chosen: readonly SpreadLine[], rival: readonly SpreadLine[], share: number): SpreadLine[] {
  const rivals = new Map(rival.map((line) => [line.row, line.levels]))
  return chosen.map((line) => {
    const others = line.row === null ? undefined : rivals.get(line.row)
    if (others === undefined) return line
    const levels = line.levels.map((level, index): RowLevel => {
      const other = others[index]
      if (other === undefined || other.label === level.label) return level
      const confidence = Math.round(level.confidence * share * 100) / 100
      return { label: level.label, confidence, other: { label: other.label, probability: 1 - share } }
    })
    return { row: line.row, levels }
  })
}

/** No cut fits: each row keeps the labels of the last line at or before it, at a confidence that says so. */
function unlabelled(rows: readonly SpreadRow[], lines: readonly LabelLine[], levels: number): SpreadLine[] {
  const current: (Token | null)[] = new Array<Token | null>(levels).fill(null)
  return rows.map((_, row) => {
    const line = lines.find((candidate) => candidate.row === row)
    for (let level = 0; level < levels; level++)
      current[level] = line?.labels[level] ?? current[level] ?? null
    return { row, levels: current.map((label) => ({ label, confidence: 0.4, other: null })) }
  })
}
