/** Lines that stand one below the other in one cell, as one text. */
import { firstAtLeast } from '../geometry.ts'
import { centreOf, type Phrase } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** A sheet's usual distances from line to line, points. */
export interface Pitches {
  /** Between the lines of one cell. */
  readonly leading: number
  /** Lines further apart than this are no neighbours in one cell. */
  readonly mostLeading: number
  /** Between rows of one line each. */
  readonly rowPitch: number
}

/** The text of lines, top to bottom; lines at one height are read left to right. */
export function textOfLines(phrases: readonly Phrase[]): string {
  let text = ''
  for (const line of linesOf(phrases)) for (const phrase of line) text += phrase.text
  return text
}

/** Phrases by the line that they stand on, top to bottom and left to right. */
export function linesOf(phrases: readonly Phrase[]): (readonly Phrase[])[] {
  if (phrases.length < 2) return phrases.length === 0 ? [] : [phrases]
  const lines: Phrase[][] = []
  for (const phrase of [...phrases].sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1)
    if (line?.[0] !== undefined && phrase.y - line[0].y < phrase.size * SAME_HEIGHT_EM) line.push(phrase)
    else lines.push([phrase])
  }
  for (const line of lines) if (line.length > 1) line.sort((a, b) => a.x0 - b.x0)
  return lines
}

/** Phrases whose heights differ by less stand on one line, in em. */
export const SAME_HEIGHT_EM = 0.35

/** Where a cell's text stands in its row: all cells of a row have this height in common. */
export type Standing = 'middle' | 'top' | 'bottom'

/** The height that a cell's text has in common with the other cells of its row. */
export function anchorOf(phrases: readonly Phrase[], standing: Standing): number {
  const heights = phrases.map(({ y }) => y)
  const [first, last] = [Math.min(...heights), Math.max(...heights)]
  if (standing === 'top') return first
  return standing === 'bottom' ? last : (first + last) / 2
}

/** Whether two lines are labels of two groups, and not one label that is broken. */
export function areTwoLevels(above: Phrase, below: Phrase, book: LabelBook): boolean {
  const isLevel = (text: string): boolean => book.partsOf(text).has('level')
  return isLevel(above.text) && isLevel(below.text) && !isLevel(`${above.text}${below.text}`)
}

/** Whether two lists are of the same things. */
export function areSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index])
}

/** Phrases that share some width, as cells of one row do not. Left to right. */
export function clustersAcross(phrases: readonly Phrase[]): Phrase[][] {
  return clustersOf([...phrases].sort((a, b) => a.x0 - b.x0))
}

/** The same of phrases that are given from left to right. */
export function clustersOf(sorted: readonly Phrase[]): Phrase[][] {
  const clusters: { x1: number; members: Phrase[] }[] = []
  for (const phrase of sorted) {
    const last = clusters.at(-1)
    if (last !== undefined && phrase.x0 < last.x1 - phrase.size * 0.3) {
      last.members.push(phrase)
      last.x1 = Math.max(last.x1, phrase.x1)
    } else clusters.push({ x1: phrase.x1, members: [phrase] })
  }
  return clusters.map(({ members }) => members)
}

/**
 * Runs of lines that may be one cell's: each stands a line's pitch below the one before, and is centred with it or
 * begins where it begins. Every run from one to `most` lines is given, from each line on.
 */
export function stacksFrom(
  phrase: Phrase,
  all: readonly Phrase[],
  { leading, mostLeading, rowPitch }: Pitches,
  most: number,
): Phrase[][] {
  const stacks: Phrase[][] = [[phrase]]
  let last = phrase
  while (stacks.length < most) {
    const [top, bottom] = [last.y + leading * 0.8, last.y + Math.max(mostLeading, rowPitch * 1.15)]
    const { page, y } = last
    const next = firstBetween(
      all,
      top,
      bottom,
      (other) =>
        other.y - y > leading * 0.8 &&
        other.y - y < (other.page === page ? mostLeading : rowPitch * 1.15) &&
        (Math.abs(centreOf(other) - centreOf(phrase)) < phrase.size * 0.6 ||
          Math.abs(other.x0 - phrase.x0) < phrase.size * 0.3),
    )
    if (next === undefined) break
    stacks.push([...(stacks.at(-1) ?? []), next])
    last = next
  }
  return stacks
}

/** The phrases of a list between two heights, or within a point of them, in the list's order. */
export function phrasesBetween(all: readonly Phrase[], top: number, bottom: number): readonly Phrase[] {
  const { places, heights } = byHeight.get(all) ?? sortedByHeight(all)
  const found = places.slice(firstAtLeast(heights, top - 1), firstAtLeast(heights, bottom + 1))
  return found.sort((a, b) => a - b).flatMap((place) => all[place] ?? [])
}

/** The first of these, in the list's order, that is wanted. */
function firstBetween(
  all: readonly Phrase[],
  top: number,
  bottom: number,
  isWanted: (phrase: Phrase) => boolean,
): Phrase | undefined {
  const { places, heights } = byHeight.get(all) ?? sortedByHeight(all)
  const end = firstAtLeast(heights, bottom + 1)
  let first = all.length
  for (let at = firstAtLeast(heights, top - 1); at < end; at += 1) {
    const place = places[at] ?? first
    const phrase = all[place]
    if (place < first && phrase !== undefined && isWanted(phrase)) first = place
  }
  return all[first]
}

interface ByHeight {
  /** Places in the list, by height. */
  readonly places: readonly number[]
  readonly heights: Float64Array
}

/** A sheet's phrases are asked for again and again: their order by height is kept with their list. */
const byHeight = new WeakMap<readonly Phrase[], ByHeight>()

function sortedByHeight(all: readonly Phrase[]): ByHeight {
  const heightAt = (place: number): number => all[place]?.y ?? 0
  const places = Array.from(all.keys()).sort((a, b) => heightAt(a) - heightAt(b))
  const sorted = { places, heights: Float64Array.from(places, heightAt) }
  byHeight.set(all, sorted)
  return sorted
}

/** The lines of each known label that a narrow column breaks; `em` is the usual font size, points. */
export function brokenLabels(
  phrases: readonly Phrase[],
  em: number,
  book: LabelBook,
): readonly (readonly Phrase[])[] {
  const kept = brokenKept.get(phrases)
  if (kept?.em === em && kept.book === book) return kept.labels
  const pitches = { leading: em, mostLeading: em * MOST_LEADING_EM, rowPitch: em }
  const labels = phrases
    .flatMap((phrase) => stacksFrom(phrase, phrases, pitches, MOST_LABEL_LINES).slice(1))
    .filter((lines) => book.partsOf(textOfLines(lines)).size > 0)
  brokenKept.set(phrases, { em, book, labels })
  return labels
}

interface BrokenLabels {
  readonly em: number
  readonly book: LabelBook
  readonly labels: readonly (readonly Phrase[])[]
}

/** Several steps ask for the broken labels of one page. */
const brokenKept = new WeakMap<readonly Phrase[], BrokenLabels>()

/** Lines of a label are no further apart, in em. */
const MOST_LEADING_EM = 2
/** No label of a field is broken into more lines. */
export const MOST_LABEL_LINES = 5
