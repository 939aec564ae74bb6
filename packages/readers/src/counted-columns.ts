/**
 * Where text stood across a page whose columns a tool counted in characters, as `pdftotext -layout` does: a Chinese
 * character takes one column, as a digit does, though it is twice as wide.
 *
 * The tool moves a text right until every text that begins further left has room. Its column so tells where it begins
 * next to the others, not how wide it is; white space that no line of the page fills takes three columns, however wide
 * it was. The places are had back by walking the columns from left to right: a text that begins above or below the
 * middle of another one stands there; one that begins after another stands behind it.
 */
import type { PlacedCharacter } from './character-grid.ts'

/** A text between gaps; widths are in em. */
export interface CountedText {
  readonly characters: readonly PlacedCharacter[]
  /** How far right of its beginning each character ends. */
  readonly ends: readonly number[]
}

/** Characters that take half an em: those of ASCII, spaces among them. */
const narrow = /^[\x20-\x7e]$/
/** Texts of one line that a gap parts stand no nearer than this, in em. */
const LEAST_GAP_EM = 0.8
/** White space that no line fills is taken to be so wide, in em: that around a short text in the middle of its cell. */
const BLANK_EM = 1
/** A text cannot stand so much further right than the text above or below it has it, in em … */
const CONTRADICTION_EM = 1
/** … but for a few, and this share, whose type is larger or whose line was set as one with what stands beside it. */
const FEW_CONTRADICTED = 3
const MOST_CONTRADICTED = 0.1
/** The tool leaves so many columns after a text that ends before another one begins. */
const COLUMNS_BETWEEN = 3

export function countedText(characters: readonly PlacedCharacter[]): CountedText {
  const ends: number[] = []
  for (const { text } of characters) ends.push((ends.at(-1) ?? 0) + (narrow.test(text) ? 0.5 : 1))
  return { characters, ends }
}

/**
 * Where each text begins, in em from the page's left, by the texts of its lines from left to right. Null where texts
 * contradict each other: they are of several pages, whose columns differ, or another tool aligned them.
 */
export function placesAcross(
  lines: readonly (readonly CountedText[])[],
): ReadonlyMap<CountedText, number> | null {
  const byStart = new Map<number, { readonly text: CountedText; readonly next: CountedText | undefined }[]>()
  for (const line of lines)
    for (const [at, text] of line.entries()) {
      const start = startOf(text)
      const there = byStart.get(start)
      const own = { text, next: line[at + 1] }
      if (there === undefined) byStart.set(start, [own])
      else there.push(own)
    }
  const titles = new Set(titlesOf(lines))
  const atMost = new Map<number, number>()
  const atLeast = new Map<number, number>()
  const after = new Map<number, number>()
  const raise = (map: Map<number, number>, column: number, place: number): void => {
    map.set(column, Math.max(map.get(column) ?? 0, place))
  }
  const places = new Map<CountedText, number>()
  let previous = 0
  let contradicted = 0
  for (const column of [...byStart.keys()].sort((a, b) => a - b)) {
    const least = Math.max(previous, atLeast.get(column) ?? 0)
    const white = places.size === 0 ? 0 : BLANK_EM
    const place = Math.max(least, atMost.get(column) ?? (after.get(column) ?? least) + white)
    previous = place
    const most = atMost.get(column) ?? least
    if (least - most > CONTRADICTION_EM) contradicted += byStart.get(column)?.length ?? 0
    for (const { text, next } of byStart.get(column) ?? []) {
      places.set(text, place)
      const width = text.ends.at(-1) ?? 0
      if (next !== undefined) raise(atLeast, startOf(next), place + width + LEAST_GAP_EM)
      if (titles.has(text)) continue
      const end = column + text.characters.length
      for (let at = 1; at <= text.characters.length; at += 1) {
        const here = place + (text.ends[at - 1] ?? 0)
        if (byStart.has(column + at)) atMost.set(column + at, Math.min(atMost.get(column + at) ?? here, here))
      }
      for (let at = end + 1; at <= end + COLUMNS_BETWEEN; at += 1) raise(after, at, place + width)
    }
  }
  return contradicted > Math.max(FEW_CONTRADICTED, places.size * MOST_CONTRADICTED) ? null : places
}

/** Texts alone on their lines, before all lines with gaps: titles, which are set in larger type. */
function titlesOf(lines: readonly (readonly CountedText[])[]): CountedText[] {
  const first = lines.findIndex((line) => line.length > 1)
  return lines.slice(0, Math.max(0, first)).flatMap((line) => line.filter((text) => startOf(text) > 0))
}

function startOf({ characters: [first] }: CountedText): number {
  return first?.start ?? 0
}
