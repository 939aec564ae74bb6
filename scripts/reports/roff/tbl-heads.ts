/** Heads set line by line, as typists do: labels of several lines, those of other columns at their top, middle or bottom. */
import type { Random } from '../../fixtures/random.ts'
import type { Draft } from '../made-table.ts'
import { range } from '../official/heads.ts'
import type { TblLine } from './tbl-table.ts'

/** A label's lines and the line, of the head's, at which they begin. */
interface SetLabel {
  readonly cell: Required<Pick<Draft, 'row' | 'column' | 'rowSpan' | 'columnSpan'>>
  readonly lines: readonly string[]
  readonly first: number
}

/** Breaks a label into lines of at most so many characters. */
export function broken(text: string, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The lines that tbl sets for these cells; `levels` rows of them. Rules stand below labels that span where asked. */
export function headLines(
  random: Random,
  cells: readonly Draft[],
  { columns, levels, areRuled }: { columns: number; levels: number; areRuled: boolean },
): TblLine[] {
  const room = random.pick([9, 11, 14])
  const stubKey = random.pick(['l', 'c'])
  const leafKey = random.pick(['c', 'c', 'r'])
  const set = random.pick(['bottom', 'bottom', 'bottom', 'top', 'middle'] as const)
  const whole = cells.map((cell) => ({ rowSpan: 1, columnSpan: 1, ...cell }))
  const linesOf = new Map(
    whole.map((cell) => [cell, broken(cell.text, cell.column === 0 ? 24 : room * cell.columnSpan)]),
  )
  const heights = range(levels).map(() => 1)
  for (const cell of whole.toSorted((a, b) => a.rowSpan - b.rowSpan)) {
    const there = heights.slice(cell.row, cell.row + cell.rowSpan).reduce((sum, each) => sum + each, 0)
    const last = cell.row + cell.rowSpan - 1
    heights[last] = (heights[last] ?? 0) + Math.max(0, (linesOf.get(cell)?.length ?? 1) - there)
  }
  const tops = range(levels).map((level) => heights.slice(0, level).reduce((sum, each) => sum + each, 0))
  const labels = whole.map((cell): SetLabel => {
    const lines = linesOf.get(cell) ?? []
    const top = tops[cell.row] ?? 0
    const last = cell.row + cell.rowSpan - 1
    const free = (tops[last] ?? 0) + (heights[last] ?? 0) - top - lines.length
    const isParent = cell.columnSpan > 1
    const share = isParent ? random.pick([1, 1, 0]) : { top: 0, middle: 0.5, bottom: 1 }[set]
    return { cell, lines, first: top + Math.round(free * share) }
  })
  const height = heights.reduce((sum, each) => sum + each, 0)
  return range(height).flatMap((at) => {
    const held = labels.filter(({ first, lines }) => at >= first && at < first + lines.length)
    const line = lineOf(columns, held, at, stubKey, leafKey)
    const level = tops.findIndex((top, index) => at === top + (heights[index] ?? 0) - 1)
    const parents = labels.filter(({ cell }) => cell.columnSpan > 1 && cell.row === level)
    return areRuled && parents.length > 0 ? [line, ruleBelow(columns, parents)] : [line]
  })
}

function lineOf(
  columns: number,
  held: readonly SetLabel[],
  at: number,
  stubKey: string,
  leafKey: string,
): TblLine {
  const keys = range(columns).map((column) => (column === 0 ? stubKey : leafKey))
  const texts = range(columns).map(() => '')
  for (const { cell, lines, first } of held) {
    texts[cell.column] = lines[at - first] ?? ''
    if (cell.columnSpan === 1) continue
    keys[cell.column] = 'c'
    for (let column = cell.column + 1; column < cell.column + cell.columnSpan; column += 1) keys[column] = 's'
  }
  return { keys, texts }
}

function ruleBelow(columns: number, parents: readonly SetLabel[]): TblLine {
  const keys = range(columns).map(() => 'c')
  const texts = range(columns).map(() => '')
  for (const { cell } of parents) {
    texts[cell.column] = '_'
    for (let column = cell.column + 1; column < cell.column + cell.columnSpan; column += 1) keys[column] = 's'
  }
  return { keys, texts }
}
