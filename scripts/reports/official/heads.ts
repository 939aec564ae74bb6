/** The heads of official tables, of one to three levels, and what their columns of figures hold. */
import type { Random } from '../../fixtures/random.ts'
import type { Draft } from '../made-table.ts'
import { figure, type Language, label } from '../words.ts'

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** Writes a column's figures. */
export function writerOf(random: Random, language: Language): () => string {
  const none = random.pick(['–', '—', '...', '(NA)', 'n.a.', ':', '-', '(D)', 'X'])
  const noneRate = random.chance(0.35) ? 0.2 : 0
  const [digits, decimals] = random.pick<readonly [number, number]>([
    [2, 1],
    [3, 0],
    [4, 0],
    [5, 0],
    [6, 0],
    [2, 0],
    [1, 2],
    [0, 3],
  ])
  const mark = random.chance(0.15) ? random.pick(['¹', '*', ' e', ' p', '**']) : ''
  return () => {
    if (random.chance(noneRate)) return none
    const size = Math.max(0, digits - (random.chance(0.4) ? 1 : 0))
    const value = figure(language, random.fraction() * 10 ** size, decimals)
    const signed = random.chance(0.06) ? random.pick([`-${value}`, `(${value})`, `–${value}`]) : value
    return mark !== '' && random.chance(0.15) ? `${signed}${mark}` : signed
  }
}

/** The head: one to three levels, perhaps a row of units or of the columns' numbers below. */
export function headOf(random: Random, language: Language, leaves: number): { cells: Draft[]; rows: number } {
  const cells: Draft[] = []
  const align = random.pick(['center', 'center', 'right'] as const)
  const levels = leaves >= 4 ? random.pick([1, 2, 2, 3]) : leaves >= 2 ? random.pick([1, 1, 2]) : 1
  const areYears = random.chance(0.45)
  const first = random.whole(1990, 2008)
  let groups = [leaves]
  for (let level = 0; level < levels - 1; level += 1) {
    groups = groups.flatMap((size) => parted(random, size, level === 0 && levels === 3 ? 2 : 3))
    let column = 1
    for (const size of groups) {
      const isLone = size === 1
      cells.push({
        row: level,
        column,
        columnSpan: size,
        rowSpan: isLone ? levels - level : 1,
        text: label(random, language, random.whole(1, isLone ? 2 : 3)),
        align: 'center',
      })
      column += size
    }
  }
  if (groups.length === leaves && levels > 1) return headOf(random, language, leaves)
  for (const leaf of range(leaves)) {
    const isCovered = cells.some(
      ({ column, columnSpan = 1, row, rowSpan = 1 }) =>
        column <= leaf + 1 && column + columnSpan > leaf + 1 && row + rowSpan >= levels,
    )
    if (isCovered) continue
    const text = areYears ? `${first + leaf}` : label(random, language, random.whole(1, leaves > 5 ? 2 : 3))
    cells.push({ row: levels - 1, column: leaf + 1, text, align })
  }
  let rows = levels
  if (random.chance(0.15)) {
    for (const leaf of range(leaves))
      cells.push({ row: rows, column: leaf + 1, text: `(${leaf + 1})`, align: 'center' })
    rows += 1
  } else if (random.chance(0.12)) {
    for (const leaf of range(leaves))
      cells.push({
        row: rows,
        column: leaf + 1,
        text: random.pick(['(%)', '(1,000)', 'Percent', '(USD)']),
        align,
      })
    rows += 1
  }
  return { cells: withCorner(random, language, cells, levels), rows }
}

function withCorner(random: Random, language: Language, cells: Draft[], levels: number): Draft[] {
  if (random.chance(0.7))
    cells.push({
      row: 0,
      column: 0,
      rowSpan: levels,
      text: label(random, language, random.whole(1, 2)),
      align: random.pick(['left', 'center']),
    })
  return cells
}

function parted(random: Random, size: number, most: number): number[] {
  if (size < 2) return [size]
  const count = random.whole(2, Math.min(most, size))
  const sizes = range(count).map(() => 1)
  for (let left = size - count; left > 0; left -= 1) {
    const at = random.whole(0, count - 1)
    sizes[at] = (sizes[at] ?? 1) + 1
  }
  return sizes
}

/** How many columns of figures there is room for. */
export function leavesIn(random: Random, width: number): number {
  return random.whole(2, Math.max(2, Math.min(9, Math.floor((width - 110) / 46))))
}
