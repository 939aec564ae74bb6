/** Where the characters of a line stand, on a grid of half-width columns. */

/** Width of a half-width character and height of a line, in points. */
export const characterWidth = 6
export const lineHeight = 12

/** A character with the columns that it covers. */
export interface PlacedCharacter {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** East Asian wide and full-width characters (UAX #11, the ranges that such texts use). */
const wideCharacter =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** The characters of a line with the columns they cover; `wide` is the columns of a wide one. */
export function placedCharacters(line: string, wide: number): readonly PlacedCharacter[] {
  const characters: PlacedCharacter[] = []
  let column = 0
  for (const text of line) {
    if (/\p{M}|\p{Cf}/u.test(text)) continue
    const end = column + (wideCharacter.test(text) ? wide : 1)
    characters.push({ text, start: column, end })
    column = end
  }
  return characters
}

/**
 * How many columns a wide character takes: two where the text was made for a terminal, one where the tool that aligned
 * it counted characters, as `pdftotext -layout` does. The text itself tells: with the right width, what follows a gap
 * begins in the same columns line after line.
 */
export function wideWidth(lines: readonly string[]): number {
  return agreement(lines, 1) > agreement(lines, 2) ? 1 : 2
}

/** How much the beginnings after gaps agree between lines: the sum of squares of their counts by column. */
function agreement(lines: readonly string[], wide: number): number {
  const starts = new Map<number, number>()
  for (const line of lines) {
    const characters = placedCharacters(line, wide)
    for (const [index, character] of characters.entries()) {
      const isStart =
        character.text.trim() !== '' &&
        characters[index - 1]?.text === ' ' &&
        characters[index - 2]?.text === ' '
      if (isStart) starts.set(character.start, (starts.get(character.start) ?? 0) + 1)
    }
  }
  let sum = 0
  for (const count of starts.values()) sum += count * count
  return sum
}
