/** A header's lines as cells: stacked lines of one label together, spanning labels over the columns that they head. */
import type { Ruling } from '@backfile/readers'
import type { Column } from './columns.ts'
import { numbersColumns } from './header-length.ts'
import { reachesOf, STACK_GAP_EM } from './header-reach.ts'
import type { Phrase } from './phrases.ts'
import type { PlacedLine } from './placed.ts'

/** A cell of the header: its phrases, its columns and its rows, counted within the header. */
export interface HeaderCell {
  readonly phrases: readonly Phrase[]
  readonly from: number
  readonly to: number
  readonly firstRow: number
  readonly lastRow: number
}

export interface Header {
  readonly cells: readonly HeaderCell[]
  /** y between the header's rows, ascending: rows − 1 positions. */
  readonly cuts: readonly number[]
}

interface Label {
  readonly phrases: Phrase[]
  readonly from: number
  readonly to: number
  readonly first: number
  last: number
}

/** The header that these lines are. `rulings` are the region's: one below a label tells which columns it heads. */
export function headerOf(
  lines: readonly PlacedLine[],
  columns: readonly Column[],
  rulings: readonly Ruling[],
): Header {
  const level = rulings.filter((ruling) => Math.abs(ruling.y0 - ruling.y1) < 0.5)
  const reached = reachesOf(lines, columns, level)
  const labels: Label[] = []
  for (const line of reached) {
    const isNumbering = numbersColumns(line.cells.map((cell) => cell.phrase.text))
    for (const { phrase, from, to } of line.cells) {
      const above = labels.findLast((label) => label.from <= to && label.to >= from)
      const isSame = above !== undefined && above.from === from && above.to === to
      if (isSame && !isNumbering && isStacked(above, phrase, level)) {
        above.phrases.push(phrase)
        above.last = line.centre
      } else labels.push({ phrases: [phrase], from, to, first: line.centre, last: line.centre })
    }
  }
  const cuts = cutsOf(labels)
  const rowAt = (y: number): number => cuts.filter((cut) => cut < y).length
  return {
    cells: labels.map(({ phrases, from, to, first, last }) => ({
      phrases,
      from,
      to,
      firstRow: rowAt(first),
      lastRow: rowAt(last),
    })),
    cuts,
  }
}

/** The header of these lines where they are all one row: each column's lines are one label. */
export function headerRowOf(lines: readonly PlacedLine[]): Header {
  const labels: { phrases: Phrase[]; from: number; to: number }[] = []
  for (const { phrase, from, to } of lines.flatMap((line) => line.cells)) {
    const same = labels.find((label) => label.from <= to && label.to >= from)
    if (same) {
      same.phrases.push(phrase)
      same.from = Math.min(same.from, from)
      same.to = Math.max(same.to, to)
    } else labels.push({ phrases: [phrase], from, to })
  }
  return { cells: labels.map((label) => ({ ...label, firstRow: 0, lastRow: 0 })), cuts: [] }
}

function isStacked(above: Label, phrase: Phrase, level: readonly Ruling[]): boolean {
  const last = above.phrases.at(-1)
  if (!last) return false
  const gap = phrase.box[1] - last.box[3]
  const isParted = level.some(
    (rule) =>
      rule.y0 > last.box[3] - last.size * 0.4 &&
      rule.y0 < phrase.box[1] + phrase.size * 0.4 &&
      rule.x0 < phrase.box[2] &&
      rule.x1 > phrase.box[0],
  )
  return gap < STACK_GAP_EM * phrase.size && !isParted
}

/** Fewest cuts that part every label from the labels below it. */
function cutsOf(labels: readonly Label[]): number[] {
  const gaps: { from: number; to: number }[] = []
  for (const upper of labels) {
    for (const lower of labels) {
      if (lower.first > upper.last && lower.from <= upper.to && lower.to >= upper.from) {
        gaps.push({ from: upper.last, to: lower.first })
      }
    }
  }
  gaps.sort((a, b) => a.to - b.to)
  const cuts: { from: number; to: number }[] = []
  for (const gap of gaps) {
    const last = cuts.at(-1)
    if (last && gap.from < last.to) last.from = Math.max(last.from, gap.from)
    else cuts.push({ ...gap })
  }
  return cuts.map(({ from, to }) => (from + to) / 2)
}
