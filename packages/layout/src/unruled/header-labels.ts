/** A header's labels put into the columns that the body has made. */
import { overlap } from '../geometry.ts'
import type { Word } from '../page-table.ts'
import type { Column } from './columns.ts'
import { boundariesOf } from './columns.ts'
import type { Phrase, PhraseLine } from './phrases.ts'
import { phraseLine, phraseOf } from './phrases.ts'
import { type HardBoundary, type PlacedLine, placeLines } from './placed.ts'

/**
 * Puts a header's phrases into columns that the body has made. Labels may be set otherwise than their figures, and
 * stand wholly beside them: a line's labels then keep their order, one a column, columns of figures before others.
 */
export function placeHeader(
  lines: readonly PhraseLine[],
  columns: readonly Column[],
  hard: readonly HardBoundary[],
): PlacedLine[] {
  return placeLines(apart(lines, columns), columns, hard).map((line) => {
    const strays = line.cells.some(({ phrase, from }) => !touches(phrase, columns[from]))
    const areSingle = line.cells.every((cell) => cell.from === cell.to)
    if (!strays || !areSingle) return line
    const order = inOrder(
      line.cells.map((cell) => cell.phrase),
      columns,
    )
    return {
      ...line,
      cells: line.cells.map(({ phrase }, index) => ({
        phrase,
        from: order[index] ?? 0,
        to: order[index] ?? 0,
      })),
    }
  })
}

/** A gap of this many em may part two labels of a header where the body has a corridor. */
const LABEL_GAP_EM = 0.55

/** The lines with labels that a narrow gap parts taken apart, where each then stands over a column of its own. */
function apart(lines: readonly PhraseLine[], columns: readonly Column[]): PhraseLine[] {
  return lines.map((line) => {
    const phrases = line.phrases.flatMap((phrase) => {
      const runs: Word[][] = []
      for (const [index, word] of phrase.words.entries()) {
        const previous = phrase.words[index - 1]
        const run = runs.at(-1)
        const isNear = previous && word.box[0] - previous.box[2] < LABEL_GAP_EM * phrase.size
        if (run && isNear) run.push(word)
        else runs.push([word])
      }
      const labels = runs.map(phraseOf)
      const places = labels.map((label) =>
        columns.flatMap((column, at) => (touches(label, column) ? [at] : [])),
      )
      const isOneEach =
        places.every((place) => place.length === 1) && new Set(places.flat()).size === labels.length
      return isOneEach ? labels : (labelsSetOver(phrase, columns) ?? [phrase])
    })
    return phrases.length === line.phrases.length ? line : phraseLine(phrases)
  })
}

/** A label is set over its column where an edge or its middle is so near to the column's, in em. */
const SET_OVER_EM = 0.5

/** A phrase's words as labels of the columns below it, where each column has its own, set over it; else null. */
function labelsSetOver(phrase: Phrase, columns: readonly Column[]): Phrase[] | null {
  const boundaries = boundariesOf(columns, [])
  const runs = new Map<number, Word[]>()
  for (const word of phrase.words) {
    const [left, , right] = word.box
    const place = boundaries.filter((at) => at < (left + right) / 2).length
    if (boundaries.some((at) => at > left + 0.5 && at < right - 0.5)) return null
    runs.set(place, [...(runs.get(place) ?? []), word])
  }
  if (runs.size < 2) return null
  const labels = [...runs].map(([place, words]) => ({ column: columns[place], label: phraseOf(words) }))
  const slack = phrase.size * SET_OVER_EM
  const areSetOver = labels.every(({ column, label }) => {
    const [left, , right] = label.box
    if (!column) return false
    return (
      Math.abs(left - column.left) < slack ||
      Math.abs(right - column.right) < slack ||
      Math.abs(left + right - column.left - column.right) < slack * 2
    )
  })
  return areSetOver ? labels.map(({ label }) => label) : null
}

/** What a label costs that is not in its column, in points: more than leaving the first column without one. */
const BARE_COLUMN_COST = 60

/** Columns in rising order for phrases in rising order, at the least distance; columns but the first want a label. */
function inOrder(phrases: readonly Phrase[], columns: readonly Column[]): number[] {
  const bare = columns.map((_, index) => (index === 0 ? 0 : BARE_COLUMN_COST))
  let best: { cost: number; order: number[] }[] = [{ cost: 0, order: [] }]
  for (const index of columns.keys()) {
    const next: { cost: number; order: number[] }[] = []
    for (const [taken, state] of best.entries()) {
      offer(next, taken, { cost: state.cost + (bare[index] ?? 0), order: state.order })
      const phrase = phrases[taken]
      if (phrase)
        offer(next, taken + 1, {
          cost: state.cost + strayed(phrase, columns, index),
          order: [...state.order, index],
        })
    }
    best = next
  }
  return best[phrases.length]?.order ?? []
}

function offer<T extends { cost: number }>(states: T[], at: number, state: T): void {
  const there = states[at]
  if (!there || state.cost < there.cost) states[at] = state
}

/** How far a label reaches into the neighbours of the column that it would head, in points. */
function strayed(phrase: Phrase, columns: readonly Column[], index: number): number {
  const [previous, next] = [columns[index - 1], columns[index + 1]]
  return (
    Math.max(0, (previous?.right ?? phrase.box[0]) - phrase.box[0]) +
    Math.max(0, phrase.box[2] - (next?.left ?? phrase.box[2]))
  )
}

function touches(phrase: Phrase, column: Column | undefined): boolean {
  return column !== undefined && overlap(phrase.box[0], phrase.box[2], column.left, column.right) > 0
}
