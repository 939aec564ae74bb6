/**
 * The words of a text that gives a page's cells in the order in which they were painted, parted by single spaces or
 * line ends: what PDF libraries extract, `pdftotext -raw`, and what viewers copy. A cell is a run of such words.
 */
import type { Locator } from '@backfile/model'
import type { FlattenedLine } from '@backfile/readers'
import { joinTokens, readSourceLines, type Token } from './source-lines.ts'

/** Confidence of what was put in its place by its looks and by the words around it, at most. */
export const PLACED = 0.89

/** Confidence of rows whose labels do not stand in front of them, and of what stands apart from its label. */
export const OUT_OF_ORDER = 0.5

export interface RunningText {
  readonly words: readonly Token[]
  /** The page of a word, by the first line that it stands on. */
  readonly pageOf: (word: Token) => number
}

export function runningText(written: readonly FlattenedLine[]): RunningText {
  const { lines } = readSourceLines(written)
  const pages = new Map(lines.map(({ line, page }) => [line, page]))
  const words = lines.flatMap(({ tokens }) =>
    tokens.flatMap((token) => token.text.split(/\s+/).map((text) => ({ ...token, text }))),
  )
  return { words, pageOf: (word) => pages.get(firstLine(word)) ?? 0 }
}

/** 1-based line of the file on which a text begins, and that on which it ends. */
export function firstLine({ locators }: Token): number {
  return lineIn(locators[0])
}

const lastLine = ({ locators }: Token): number => lineIn(locators.at(-1))

function lineIn(locator: Locator | undefined): number {
  return locator !== undefined && 'line' in locator ? locator.line : 1
}

/** Whether a word goes on on the line of the one before it. */
export function sharesLine(before: Token, word: Token): boolean {
  return lastLine(before) === firstLine(word)
}

/** Whether a blank line stands between two words: tools put one where a block of text ends. */
export function standApart(before: Token | undefined, word: Token | undefined): boolean {
  return before !== undefined && word !== undefined && firstLine(word) - lastLine(before) > 1
}

/** The text of words that follow each other: their spaces kept, lines that the cell's side broke joined. */
export function joinWords(words: readonly Token[]): Token {
  const joined = joinTokens(words, '')
  const lines = new Set<number>()
  return {
    ...joined,
    text: words.map((word, index) => separator(words[index - 1], word) + word.text).join(''),
    locators: joined.locators.filter((locator) => {
      if (!('line' in locator)) return true
      const isNew = !lines.has(locator.line)
      lines.add(locator.line)
      return isNew
    }),
  }
}

function separator(before: Token | undefined, word: Token): string {
  if (before === undefined) return ''
  if (sharesLine(before, word)) return ' '
  return isLatin(before.text.at(-1)) && isLatin(word.text[0]) ? ' ' : ''
}

/** A letter or digit of the kind that writers part from Chinese text by a space. */
export function isLatin(character: string | undefined): boolean {
  return character !== undefined && /[\x21-\x7e]/.test(character)
}

/** Characters by which a line may end before the cell's side: punctuation and whole words go to the next line. */
const RAGGED = 3
/** What begins a paragraph: `1.`, `（2）`, `三、`. */
const numbered = /^(?:[（(]?\d{1,2}[.．、)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）])/

/** Prose as it was before its lines were broken: a line that ends before the others, or a number, parts paragraphs. */
export function joinProse(words: readonly Token[]): Token {
  const lines: Token[][] = []
  for (const word of words) {
    const last = lines.at(-1)?.at(-1)
    if (last !== undefined && sharesLine(last, word)) lines.at(-1)?.push(word)
    else lines.push([word])
  }
  const full = Math.max(0, ...lines.map((line) => joinWords(line).text.length)) - RAGGED
  const paragraphs: Token[][] = []
  for (const [index, line] of lines.entries()) {
    const above = lines[index - 1]
    const begins =
      above === undefined || joinWords(above).text.length < full || numbered.test(line[0]?.text ?? '')
    if (begins) paragraphs.push([...line])
    else paragraphs.at(-1)?.push(...line)
  }
  return joinTokens(paragraphs.map(joinWords), '\n')
}
