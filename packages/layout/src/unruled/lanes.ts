/** Columns of prose told from columns of tables: a page's text cut into lanes that are read one after the other. */
import type { Ruling } from '@backfile/readers'
import { median } from '../geometry.ts'
import type { TextLine, Word } from '../page-table.ts'
import { isIdeographic, lineOfWords } from '../text-lines.ts'
import { partingOf } from './abreast.ts'

/** Fewest lines in which prose stands on both sides of a gutter. */
const GUTTER_LINES = 6
/** So many lines that begin at one edge may be a table's beside another. */
const FEW_LINES = 3
/** Narrowest gutter, in em. */
const GUTTER_EM = 0.8
/** Share of the shorter side's lines between whose first and last there must be lines of the other side. */
const SHARED_STRETCH = 0.5
/** Left edges of the words beside a gutter keep within so many points. */
const EDGE_POINTS = 1.5
/** Share of its width that a line of prose covers with words. */
const PROSE_DENSITY = 0.62
/** So many rulings across what looks like a gutter make it a table's corridor. */
const CROSSING_RULES = 3
/** Lanes nest: a page of three columns is two and one. */
const MAX_DEPTH = 4
/** Left edges that are tried as gutters, the most frequent first. */
const MAX_EDGES = 6
/** Tables have many columns: so many left edges are tried for one that begins another table. */
const MANY_EDGES = 16
/** Rules and headings begin up to so many points left of a table's texts. */
const MARGIN_POINTS = 6

/** The lanes of these lines, in reading order; one where the page is not set in columns. */
export function lanesOf(lines: readonly TextLine[], rulings: readonly Ruling[], depth = 0): TextLine[][] {
  const gutter =
    depth < MAX_DEPTH ? (gutterOf(lines, rulings) ?? partingOf(lines, rulings, edgesOf(lines), sideOf)) : null
  if (!gutter) return [[...lines]]
  const inside = lines.slice(gutter.first, gutter.last + 1)
  const parts = [
    lines.slice(0, gutter.first),
    sideOf(inside, (word) => centreX(word) < gutter.at),
    sideOf(inside, (word) => centreX(word) >= gutter.at),
    lines.slice(gutter.last + 1),
  ]
  return parts.filter((part) => part.length > 0).flatMap((part) => lanesOf(part, rulings, depth + 1))
}

interface Gutter {
  readonly at: number
  readonly first: number
  readonly last: number
  /** Lines of prose on both sides. */
  readonly support: number
}

function gutterOf(lines: readonly TextLine[], rulings: readonly Ruling[]): Gutter | null {
  let best: Gutter | null = null
  for (const edge of frequentEdges(lines)) {
    for (const gutter of guttersAt(edge, lines)) {
      if (gutter.support < GUTTER_LINES || (best && gutter.support <= best.support)) continue
      const inside = lines.slice(gutter.first, gutter.last + 1)
      if (!isCrossedByRules(inside, gutter.at, rulings) && !isTableOfText(inside, gutter.at)) best = gutter
    }
  }
  return best
}

/** In the margin left of where text begins, line after line. */
function edgesOf(lines: readonly TextLine[]): number[] {
  return frequentEdges(lines, FEW_LINES, MANY_EDGES).map((edge) => edge - MARGIN_POINTS)
}

/** Where text begins, line after line: at the line's start, or behind a gap wide enough for a gutter. */
function frequentEdges(lines: readonly TextLine[], least = GUTTER_LINES, most = MAX_EDGES): number[] {
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
interface Sides {
  readonly left: 'prose' | 'other' | 'none'
  readonly right: 'prose' | 'other' | 'none'
}

/** Stretches of lines that a gutter left of this edge runs through, prose on both sides of it. */
function guttersAt(edge: number, lines: readonly TextLine[]): Gutter[] {
  const at = edge - 0.5
  const all = lines.map((line) => sidesOf(line, at))
  const found: Gutter[] = []
  let left: number[] = []
  let right: number[] = []
  let tabular = 0
  const end = (): void => {
    const [first, last] = [Math.min(...left, ...right), Math.max(...left, ...right)]
    const shared = Math.min(left.at(-1) ?? 0, right.at(-1) ?? 0) - Math.max(left[0] ?? 0, right[0] ?? 0)
    const shorter = Math.min(...[left, right].map((side) => (side.at(-1) ?? 0) - (side[0] ?? 0)))
    const support = shared > shorter * SHARED_STRETCH ? Math.min(left.length, right.length) : 0
    if (support > 0) found.push({ at, ...widened(all, first, last), support })
    left = []
    right = []
    tabular = 0
  }
  for (const [index, sides] of all.entries()) {
    if (sides?.left === 'prose') left.push(index)
    if (sides?.right === 'prose') right.push(index)
    tabular = sides?.left === 'other' && sides.right === 'other' ? tabular + 1 : 0
    if (!sides || tabular >= 4) end()
  }
  end()
  return found
}

/** Takes in the lines next to a stretch that stand on one side only, or have prose on one. */
function widened(
  all: readonly (Sides | null)[],
  first: number,
  last: number,
): { first: number; last: number } {
  const isOneSided = (sides: Sides | null | undefined): boolean =>
    sides !== null && sides !== undefined && (sides.left !== 'other' || sides.right !== 'other')
  const goesOn = (next: number, afterNext: number): boolean =>
    isOneSided(all[next]) || (all[next] !== null && isOneSided(all[afterNext]))
  let [from, to] = [first, last]
  while (from > 0 && goesOn(from - 1, from - 2)) from -= 1
  while (to < all.length - 1 && goesOn(to + 1, to + 2)) to += 1
  return { first: from, last: to }
}

function sidesOf(line: TextLine, at: number): Sides | null {
  if (line.words.some((word) => word.box[0] < at && word.box[2] > at)) return null
  const left = line.words.filter((word) => centreX(word) < at)
  const right = line.words.filter((word) => centreX(word) >= at)
  const [before, after] = [left.at(-1), right[0]]
  if (before && after && after.box[0] - before.box[2] < GUTTER_EM * line.size * 0.9) return null
  return { left: kindOf(left), right: kindOf(right) }
}

function kindOf(words: readonly Word[]): 'prose' | 'other' | 'none' {
  if (words.length === 0) return 'none'
  return isDense(words) ? 'prose' : 'other'
}

/** Words as densely set as in running text. */
function isDense(words: readonly Word[]): boolean {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return false
  const width = last.box[2] - first.box[0]
  const covered = words.reduce((sum, word) => sum + word.box[2] - word.box[0], 0)
  if (width < first.size * 10 || covered < width * PROSE_DENSITY) return false
  const wordy = words.filter((word) => /\p{L}/u.test(word.text)).length
  const ideographs = words.reduce((sum, word) => sum + [...word.text].filter(isIdeographic).length, 0)
  return (words.length >= 4 && wordy >= words.length * 0.7) || ideographs >= 12
}

function isCrossedByRules(inside: readonly TextLine[], at: number, rulings: readonly Ruling[]): boolean {
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
function isTableOfText(inside: readonly TextLine[], at: number): boolean {
  const sides = [sideOf(inside, (word) => centreX(word) < at), sideOf(inside, (word) => centreX(word) >= at)]
  const usual = Math.min(...sides.map((side) => median(pitchesOf(side)) ?? Number.POSITIVE_INFINITY))
  const [left = [], right = []] = sides.map((side) => breaksOf(side, usual))
  if (beginSentences(left, sides)) return true
  if (Math.min(left.length, right.length) < 3) return false
  const shared = left.filter((y) => right.some((other) => Math.abs(other - y) < 3))
  return shared.length >= Math.max(left.length, right.length) * 0.7
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

function sideOf(lines: readonly TextLine[], belongs: (word: Word) => boolean): TextLine[] {
  const found: TextLine[] = []
  for (const line of lines) {
    const words = line.words.filter(belongs)
    if (words.length > 0) found.push(words.length === line.words.length ? line : lineOfWords(words))
  }
  return found
}

function centreX(word: Word): number {
  return (word.box[0] + word.box[2]) / 2
}

function centreY(line: TextLine): number {
  return (line.box[1] + line.box[3]) / 2
}
