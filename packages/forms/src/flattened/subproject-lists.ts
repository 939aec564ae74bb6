/** Putting lists of sub-projects back in order that the page edge cut line by line. */
import type { SourceLine, Token } from './source-lines.ts'

/** Confidence of a list whose characters are those of just one choice of the project's own sub-projects. */
const SAME_CHARACTERS = 0.95

/** Beyond so many sub-projects the choices are too many to try. */
const MOST_NAMES = 12

/**
 * A list that was wrapped in its cell and cut through all its lines has its characters in disorder; which of the
 * project's sub-projects it names is known where one choice of them, and no other, has exactly these characters.
 */
export function restoreLists(lines: readonly SourceLine[], names: readonly string[]): readonly SourceLine[] {
  const choices = choicesOf([...new Set(names)])
  if (choices.size === 0) return lines
  return lines.map((line) => ({
    ...line,
    tokens: line.tokens.map((token): Token => {
      if (!isJoined(token)) return token
      const list = choices.get(charactersOf(token.text))
      return list === undefined || list === null
        ? token
        : { ...token, text: list, confidence: SAME_CHARACTERS }
    }),
  }))
}

/** Read from several lines of the text. */
function isJoined(token: Token): boolean {
  return new Set(token.locators.flatMap((locator) => ('line' in locator ? [locator.line] : []))).size > 1
}

/** Each choice of names in their order, by its characters; null where two choices have the same. */
function choicesOf(names: readonly string[]): ReadonlyMap<string, string | null> {
  const choices = new Map<string, string | null>()
  if (names.length === 0 || names.length > MOST_NAMES) return choices
  for (let chosen = 1; chosen < 2 ** names.length; chosen++) {
    const list = names.filter((_, index) => Math.floor(chosen / 2 ** index) % 2 === 1).join(', ')
    const key = charactersOf(list)
    choices.set(key, choices.has(key) ? null : list)
  }
  return choices
}

/** The characters in an order of their own; separators aside, of which a wrapped line may have lost some. */
function charactersOf(text: string): string {
  return [...text.replace(/[\s,，;；、]/g, '')].sort().join('')
}
