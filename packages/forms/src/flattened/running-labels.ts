/** Labels and headings in running words: a text is one of them in one piece or over several words and lines. */
import { firstLine, joinWords, sharesLine } from './running-words.ts'
import type { SourceLine, Token } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Most words of a label or heading. */
const MOST_PIECES = 5

/** Likeness from which words are the label of a field. */
const SURE_FIELD = 0.95

/** The words of each line by themselves. */
export function linesOfWords(words: readonly Token[]): SourceLine[] {
  const lines: SourceLine[] = []
  for (let at = 0; at < words.length; ) {
    const end = lineEnd(words, at)
    lines.push(lineOf(words.slice(at, end)))
    at = end
  }
  return lines
}

export function lineOf(words: readonly Token[]): SourceLine {
  const tokens = words.map((word, column) => ({ ...word, column }))
  const [first] = tokens
  return {
    line: first === undefined ? 1 : firstLine(first),
    page: 0,
    apart: false,
    width: tokens.length,
    tokens,
  }
}

/** The word with which the next line begins. */
export function lineEnd(words: readonly Token[], at: number): number {
  let end = at + 1
  for (; end < words.length; end++) {
    const [last, word] = [words[end - 1], words[end]]
    if (last === undefined || word === undefined || !sharesLine(last, word)) break
  }
  return end
}

/** The longest run of words from here that is such a text in one piece. */
export function pieceAt(
  words: readonly Token[],
  at: number,
  is: (text: string) => boolean,
): { readonly token: Token; readonly end: number } | null {
  for (let count = MOST_PIECES; count > 0; count--) {
    if (at + count > words.length) continue
    const token = joinWords(words.slice(at, at + count))
    if (is(token.text.replaceAll(' ', ''))) return { token, end: at + count }
  }
  return null
}

export interface Pieces {
  readonly tokens: readonly Token[]
  readonly end: number
}

/** Such texts one behind the other. */
export function piecesFrom(words: readonly Token[], at: number, is: (text: string) => boolean): Pieces {
  const tokens: Token[] = []
  let end = at
  for (let piece = pieceAt(words, end, is); piece !== null; piece = pieceAt(words, end, is)) {
    tokens.push(piece.token)
    end = piece.end
  }
  return { tokens, end }
}

export const isFieldLabel = (text: string, vocabulary: Vocabulary): boolean =>
  (vocabulary.field(text)?.likeness ?? 0) >= SURE_FIELD
