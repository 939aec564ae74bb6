/** A header's labels put into the columns that the body has made. */
import { overlap } from '../geometry.ts'
import type { Word } from '../page-table.ts'
import type { Column } from './columns.ts'
import { boundariesOf } from './columns.ts'
import type { Phrase, PhraseLine } from './phrases.ts'
import { isBracketed, phraseLine, phraseOf } from './phrases.ts'
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
const LABEL_GAP_EM = 0.45

/** The lines with labels that a narrow gap parts taken apart, where each then stands over a column of its own. */
function apart(lines: readonly PhraseLine[], columns: readonly Column[]): PhraseLine[] {
  return lines.map((line, index) => {
    const isLast = index === lines.length - 1
    const phrases = line.phrases.flatMap((phrase) => {
      if (isBracketed(phrase.text)) return [phrase]
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
      return isOneEach ? labels : (labelsSetOver(phrase, columns, isLast) ?? [phrase])
    })
    return phrases.length === line.phrases.length ? line : phraseLine(phrases)
  })
}

/** A label is set over its column where an edge or its middle is so near to the column's, in em. */
const SET_OVER_EM = 0.5

/** So many labels side by side, each set over its column, are no label that happens to have its words there. */
const SURE_LABELS = 3

/**
 * A phrase's words as labels of columns side by side, each set over its own; else null. A label over two columns may
 * have its two words over them by chance: two are only taken apart in the last line, or where no word reaches over.
 */
function labelsSetOver(phrase: Phrase, columns: readonly Column[], isLast: boolean): Phrase[] | null {
  const touched = columns.flatMap((column, index) => (touches(phrase, column) ? [index] : []))
  let best: Labels | null = null
  for (const first of touched) {
    const found = labelsFrom(phrase.words, columns, first, phrase.size * SET_OVER_EM)
    if (found && isBetter(found, best)) best = found
  }
  if (!best || best.runs.length < 2) return null
  const boundaries = boundariesOf(columns, [])
  const reachesOver = phrase.words.some(({ box }) =>
    boundaries.some((at) => at > box[0] + 0.5 && at < box[2] - 0.5),
  )
  if (best.runs.some((run, index) => index > 0 && goesOn(best?.runs[0], run))) return null
  return isLast || !reachesOver || best.runs.length >= SURE_LABELS ? best.runs.map(phraseOf) : null
}

/** Whether words go on with a label that begins with a capital: they begin with a small letter. */
function goesOn(first: readonly Word[] | undefined, run: readonly Word[]): boolean {
  return /^\p{Lu}/u.test(first?.[0]?.text ?? '') && /^\p{Ll}/u.test(run[0]?.text ?? '')
}

/** Words as labels of columns, and how far these stand from being set over them, in points, all together. */
interface Labels {
  readonly runs: readonly (readonly Word[])[]
  readonly off: number
}

/** All these words as labels of the columns from one on, none left out, each off by less than `slack` points. */
function labelsFrom(
  words: readonly Word[],
  columns: readonly Column[],
  at: number,
  slack: number,
): Labels | null {
  if (words.length === 0) return { runs: [], off: 0 }
  const column = columns[at]
  if (!column) return null
  let best: Labels | null = null
  for (let count = 1; count <= words.length; count += 1) {
    const off = offFrom(column, words.slice(0, count))
    if (off > slack) continue
    const rest = labelsFrom(words.slice(count), columns, at + 1, slack)
    const found = rest && { runs: [words.slice(0, count), ...rest.runs], off: rest.off + off }
    if (found && isBetter(found, best)) best = found
  }
  return best
}

/** More labels are better than fewer, and of as many those that stand nearer to where they belong. */
function isBetter(found: Labels, best: Labels | null): boolean {
  if (!best || found.runs.length > best.runs.length) return true
  return found.runs.length === best.runs.length && found.off < best.off
}

/** How far words are from a column's left edge, right edge or middle, whichever they are nearest to, in points. */
function offFrom({ left, right }: Column, words: readonly Word[]): number {
  const [from, to] = [words[0]?.box[0] ?? 0, words.at(-1)?.box[2] ?? 0]
  return Math.min(Math.abs(from - left), Math.abs(to - right), Math.abs((from + to - left - right) / 2))
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
