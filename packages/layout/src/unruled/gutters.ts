/** A gutter between columns of prose: what stands on its sides, and what shows that it is a table's corridor. */
import type { Ruling } from '@backfile/readers'
import { median } from '../geometry.ts'
import type { TextLine, Word } from '../page-table.ts'
import { isIdeographic, lineOfWords } from '../text-lines.ts'
import { phraseLinesOf } from './phrases.ts'
import { beginTogether } from './shared-starts.ts'

/** Narrowest gutter, in em. */
const GUTTER_EM = 0.8

/** Left edges of the words beside a gutter keep within so many points. */
const EDGE_POINTS = 1.5

/** Share of its width that a line of prose covers with words. */
const PROSE_DENSITY = 0.62

/** So many rulings across what looks like a gutter make it a table's corridor. */
const CROSSING_RULES = 3

export interface Gutter {
  readonly at: number
  readonly first: number
  readonly last: number
  /** Lines of prose on both sides. */
  readonly support: number
}

/** Where text begins, line after line: at the line's start, or behind a gap wide enough for a gutter. */
export function frequentEdges(lines: readonly TextLine[], least: number, most: number): number[] {
  const edges: number[] = []
  for (const { words } of lines) {
    for (const [index, word] of words.entries()) {
      const previous = words[index - 1]
      if (!previous || word.box[0] - previous.box[2] > GUTTER_EM * word.size) edges.push(word.box[0])
    }
  }
  edges.sort((a, b) => a - b)
  const groups: { at: number; count: number }[] = []
  for (const edge of edges) {
    const group = groups.at(-1)
    if (group && edge - group.at < EDGE_POINTS) group.count += 1
    else groups.push({ at: edge, count: 1 })
  }
  const first = groups.find(({ count }) => count >= least)
  return groups
    .filter((group) => group !== first && group.count >= least)
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ at }) => at)
}

/** What a line has on each side of a gutter; null where it crosses it. */
export interface Sides {
  readonly left: 'prose' | 'other' | 'none'
  readonly right: 'prose' | 'other' | 'none'
}

export function sidesOf(line: TextLine, at: number): Sides | null {
  if (!isFreeAt(line, at)) return null
  return {
    left: kindOf(line.words.filter((word) => centreX(word) < at)),
    right: kindOf(line.words.filter((word) => centreX(word) >= at)),
  }
}

/** Whether a line has a gutter's white space at a position, or nothing on one side of it. */
export function isFreeAt({ words, size }: TextLine, at: number): boolean {
  if (words.some(({ box }) => box[0] < at && box[2] > at)) return false
  const before = words.findLast((word) => centreX(word) < at)
  const after = words.find((word) => centreX(word) >= at)
  return !before || !after || after.box[0] - before.box[2] >= GUTTER_EM * size * 0.9
}

function kindOf(words: readonly Word[]): 'prose' | 'other' | 'none' {
  if (words.length === 0) return 'none'
  return isDense(words) ? 'prose' : 'other'
}

/** Words as densely set as in running text: all of them, or, where gaps part them as between columns, most. */
export function isDense(words: readonly Word[]): boolean {
  const dense = partsOf(words).filter(isDensePart)
  const held = dense.reduce((sum, part) => sum + part.length, 0)
  return held > words.length / 2 || isDensePart(words)
}

/** Cells and columns stand apart by so many em, and by so many times the usual gap between words. */
const PART_EM = 1.2
const PART_FACTOR = 2.2

/** The words of a line in parts between gaps that no space is as wide as, however stretched. */
function partsOf(words: readonly Word[]): Word[][] {
  const gaps = words.slice(1).map((word, index) => word.box[0] - (words[index]?.box[2] ?? word.box[0]))
  const usual = median(gaps) ?? 0
  const parts: Word[][] = []
  for (const [index, word] of words.entries()) {
    const part = parts.at(-1)
    const gap = gaps[index - 1] ?? Number.POSITIVE_INFINITY
    if (part && gap < Math.max(PART_EM * word.size, usual * PART_FACTOR)) part.push(word)
    else parts.push([word])
  }
  return parts
}

function isDensePart(words: readonly Word[]): boolean {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return false
  const width = last.box[2] - first.box[0]
  const covered = words.reduce((sum, word) => sum + word.box[2] - word.box[0], 0)
  if (width < first.size * 10 || covered < width * PROSE_DENSITY) return false
  const wordy = words.filter((word) => /\p{L}/u.test(word.text)).length
  const ideographs = words.reduce((sum, word) => sum + [...word.text].filter(isIdeographic).length, 0)
  return (words.length >= 4 && wordy >= words.length * 0.7) || ideographs >= 12
}

export function isCrossedByRules(
  inside: readonly TextLine[],
  at: number,
  rulings: readonly Ruling[],
): boolean {
  const [top, bottom] = [inside[0]?.box[1] ?? 0, inside.at(-1)?.box[3] ?? 0]
  const crossing = rulings.filter((ruling) => {
    const isLevel = Math.abs(ruling.y0 - ruling.y1) < 0.5
    return (
      isLevel && ruling.x0 < at - 5 && ruling.x1 > at + 5 && ruling.y0 > top - 8 && ruling.y0 < bottom + 8
    )
  })
  return crossing.length >= CROSSING_RULES
}

/** In a table of text the paragraphs of both columns begin at the same heights; in two columns of prose they do not. */
export function isTableOfText(inside: readonly TextLine[], at: number): boolean {
  const sides = [sideOf(inside, (word) => centreX(word) < at), sideOf(inside, (word) => centreX(word) >= at)]
  if (areRows(inside, sides)) return true
  const usual = Math.min(...sides.map((side) => median(pitchesOf(side)) ?? Number.POSITIVE_INFINITY))
  const top = Math.max(...sides.map((side) => side[0]?.box[1] ?? 0)) - 1
  const bottom = Math.min(...sides.map((side) => side.at(-1)?.box[3] ?? 0)) + 1
  const [left = [], right = []] = sides.map((side) =>
    breaksOf(side, usual).filter((y) => y > top && y < bottom),
  )
  if (beginSentences(left, sides) || beginTogether(inside, at, partsOf)) return true
  if (Math.min(left.length, right.length) < 3) return false
  const shared = left.filter((y) => right.some((other) => Math.abs(other - y) < 3))
  return shared.length >= Math.max(left.length, right.length) * 0.7
}

/** Share of a table's lines that have several texts on one side of what looks like a gutter. */
const ROWS_SHARE = 0.8

/** Whether every line stands on both sides, and on one of them in columns: no lines side by side do by chance. */
function areRows(inside: readonly TextLine[], sides: readonly (readonly TextLine[])[]): boolean {
  if (sides.some((side) => side.length < inside.length)) return false
  return sides.some((side) => {
    const several = phraseLinesOf(side).filter(({ phrases }) => phrases.length > 1)
    return several.length >= side.length * ROWS_SHARE
  })
}

/** Wherever the left side begins anew after a wide gap, the right side begins a sentence, and at the same height. */
function beginSentences(breaks: readonly number[], sides: readonly (readonly TextLine[])[]): boolean {
  if (breaks.length < 3) return false
  const beginning = breaks.filter((y) => {
    const across = sides[1]?.find((line) => Math.abs(centreY(line) - y) < 1)
    return across !== undefined && /^[\p{Lu}\p{Nd}]/u.test(across.text)
  })
  return beginning.length >= breaks.length * 0.8
}

/** Heights at which text begins anew after more than the usual distance. */
function breaksOf(lines: readonly TextLine[], usual: number): number[] {
  const pitches = pitchesOf(lines)
  return lines.flatMap((line, index) =>
    index > 0 && (pitches[index - 1] ?? 0) > usual * 1.1 ? [centreY(line)] : [],
  )
}

function pitchesOf(lines: readonly TextLine[]): number[] {
  return lines.slice(1).map((line, index) => centreY(line) - centreY(lines[index] ?? line))
}

export function sideOf(lines: readonly TextLine[], belongs: (word: Word) => boolean): TextLine[] {
  const found: TextLine[] = []
  for (const line of lines) {
    const words = line.words.filter(belongs)
    if (words.length > 0) found.push(words.length === line.words.length ? line : lineOfWords(words))
  }
  return found
}

export function centreX(word: Word): number {
  return (word.box[0] + word.box[2]) / 2
}

export function centreY(line: TextLine): number {
  return (line.box[1] + line.box[3]) / 2
}
