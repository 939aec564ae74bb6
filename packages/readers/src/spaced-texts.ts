/** Texts of a line of space-aligned text: which of its spaces part cells, and which stand within a text. */
import type { PlacedCharacter } from './character-grid.ts'

/** What a single space may be. */
export interface Spacing {
  /** Columns that a wide character takes. */
  readonly wide: number
  /** The print had narrow space between Chinese and other characters, which the text has as spaces. */
  readonly betweenScripts: boolean
}

/**
 * Whether a space stands wherever Chinese characters meet digits or letters, but for few places: word processors set
 * them a quarter of an em apart, and tools take that for a space.
 */
export function spacesScripts(text: string): boolean {
  const apart = text.match(/\p{Script=Han} [\dA-Za-z]|[\dA-Za-z] \p{Script=Han}/gu)?.length ?? 0
  const close = text.match(/\p{Script=Han}[\dA-Za-z]|[\dA-Za-z]\p{Script=Han}/gu)?.length ?? 0
  return apart >= FEW_SPACES && close < apart * MOST_CLOSE
}

/** So many spaces between scripts may part cells. */
const FEW_SPACES = 4
/** Where scripts are set apart, they meet without a space no more often than this, next to those with one. */
const MOST_CLOSE = 0.25

function areOfTwoScripts(before: string, after: string): boolean {
  return (han.test(before) && other.test(after)) || (other.test(before) && han.test(after))
}

const han = /\p{Script=Han}/u
const other = /[\dA-Za-z]/

/** The texts of a line that gaps part, with the spaces within them. */
export function textsOf(
  line: readonly PlacedCharacter[],
  stamped: ReadonlySet<PlacedCharacter>,
  { wide, betweenScripts }: Spacing,
): PlacedCharacter[][] {
  const texts: PlacedCharacter[][] = []
  let spaces: PlacedCharacter[] = []
  for (const [place, character] of line.entries()) {
    if (character.text.trim() === '' || stamped.has(character)) {
      spaces.push({ ...character, text: ' ' })
      continue
    }
    const count = spaces.length
    const open = texts.at(-1)
    const isInner =
      count === 0 ||
      (count === 1 &&
        (wide > 1 ||
          isBeforeInnerSpace(line, place - 2) ||
          (betweenScripts && areOfTwoScripts(open?.at(-1)?.text ?? '', character.text))))
    if (open !== undefined && isInner) open.push(...spaces, character)
    else texts.push([character])
    spaces = []
  }
  return texts
}

/**
 * Whether the single space behind a character stands within a text, as writers put it: behind the number of a paragraph,
 * behind a comma and between words of letters. Such a space belongs to the character; others may part cells.
 */
export function isBeforeInnerSpace(line: readonly PlacedCharacter[], place: number): boolean {
  const [space, next] = [line[place + 1], line[place + 2]]
  if (space?.text !== ' ' || next === undefined || next.text.trim() === '') return false
  const before = line
    .slice(Math.max(0, place - LONGEST_NUMBER), place + 1)
    .map(({ text }) => text)
    .join('')
  return (
    paragraphNumber.test(before) || /[,;]$/.test(before) || (endOfWord.test(before) && letter.test(next.text))
  )
}

/** Most characters of a paragraph's number, as of `（12）`. */
const LONGEST_NUMBER = 4
const paragraphNumber = /(?:^|\s)(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[)）])$/
const endOfWord = /[A-Za-z]$/
const letter = /[A-Za-z]/
