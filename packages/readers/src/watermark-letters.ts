/**
 * The letters of slanted watermarks in space-aligned text. Tools that write such text set each letter of a watermark on
 * a line of its own height, a little further to one side than the letter before it, among the lines of the page; and a
 * watermark is repeated over a page and from page to page.
 */
import type { PlacedCharacter } from './character-grid.ts'

/** A letter with its place: `row` counts the page's lines. */
export interface PlacedLetter {
  readonly page: number
  readonly row: number
  readonly character: PlacedCharacter
  /** Nothing else stands on its line. */
  readonly hasOwnLine: boolean
}

/** A letter of a watermark stands so many lines below the one before it, at most … */
const MOST_LINES = 9
/** … and so many columns to its side; letters of a label that a narrow cell breaks stand below each other. */
const COLUMNS = { least: 2, most: 16 }
/** Two letters that follow each other so do it so many times in a file: what tables hold does not repeat a slant. */
const LEAST_REPEATS = 3
/** So many times as often to one side as to the other: letters in columns lean to either. */
const ONE_SIDED = 3
/** So they do in this share of either's places alone at least: units and remains of broken labels have others. */
const OWN_SHARE = 0.3
/** This share of them has a line of its own: what a narrow cell breaks off stands on one line with what its row does. */
const OWN_LINE_SHARE = 1 / 3

/** The letters of watermarks on the pages of a file, each given by its lines. */
export function watermarkLetters(
  pages: readonly (readonly (readonly PlacedCharacter[])[])[],
): ReadonlySet<PlacedLetter> {
  const alone = pages.map((lines, page) =>
    lines.flatMap((line, row) =>
      line.flatMap((character, place) =>
        standsAlone(line, place)
          ? [
              {
                page: page + 1,
                row,
                character,
                hasOwnLine: line.every(({ text }, at) => at === place || text.trim() === ''),
              },
            ]
          : [],
      ),
    ),
  )
  const places = countsOf(alone.flat().map(({ character }) => character.text))
  const isOwn = (letters: ReadonlySet<PlacedLetter>): boolean =>
    letters.size >= LEAST_REPEATS &&
    [...letters].every(({ character: { text } }) => letters.size >= (places.get(text) ?? 0) * OWN_SHARE)
  const pairs = grouped(
    alone.flatMap(stepsAmong),
    (step) => step.from.character.text + step.to.character.text,
  )
  return new Set(
    pairs.flatMap((steps) => {
      const sides = [steps.filter(({ dx }) => dx < 0), steps.filter(({ dx }) => dx > 0)]
      return sides.flatMap((side) => {
        const [from, to] = [new Set(side.map((step) => step.from)), new Set(side.map((step) => step.to))]
        const isOneSided = side.length >= (steps.length - side.length) * ONE_SIDED
        const letters = [...from, ...to]
        const ownLines = letters.filter(({ hasOwnLine }) => hasOwnLine).length
        const isMark = isOneSided && ownLines >= letters.length * OWN_LINE_SHARE && isOwn(from) && isOwn(to)
        return isMark ? letters : []
      })
    }),
  )
}

interface Step {
  readonly from: PlacedLetter
  readonly to: PlacedLetter
  /** Columns to the right. */
  readonly dx: number
}

/** Letters of a page with those that may follow them in a watermark. */
function stepsAmong(letters: readonly PlacedLetter[]): readonly Step[] {
  return letters.flatMap((from) =>
    letters.flatMap((to) => {
      const dx = to.character.start - from.character.start
      const lines = to.row - from.row
      const isStep =
        lines > 0 && lines <= MOST_LINES && Math.abs(dx) >= COLUMNS.least && Math.abs(dx) <= COLUMNS.most
      return isStep && to.character.text !== from.character.text ? [{ from, to, dx }] : []
    }),
  )
}

function countsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

function grouped<T>(all: readonly T[], key: (one: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(key(one))
    if (group === undefined) groups.set(key(one), [one])
    else group.push(one)
  }
  return [...groups.values()]
}

const han = /\p{Script=Han}/u

function standsAlone(line: readonly PlacedCharacter[], place: number): boolean {
  return (
    han.test(line[place]?.text ?? '') &&
    (line[place - 1]?.text ?? ' ').trim() === '' &&
    (line[place + 1]?.text ?? ' ').trim() === ''
  )
}
