/** Blocks of funds in running words: headings of measures, and labels with as many amounts. */
import { isFieldLabel, lineEnd, type Pieces, pieceAt, piecesFrom } from './running-labels.ts'
import { joinWords, PLACED, sharesLine } from './running-words.ts'
import type { Token } from './source-lines.ts'
import { isAmount } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Likeness from which words are the label of a block. */
const SURE_BLOCK = 0.9

/** Most words of a line of the funds. */
const MOST_LABEL_WORDS = 8

/** Rows of fields, the headings first, up to the word with which the text goes on. */
export interface RunningFunds {
  readonly rows: readonly (readonly (Token | null)[])[]
  readonly end: number
}

/** Labels and headings of a block of funds, or of pairs; and the rows below them. */
export function fundsAt(words: readonly Token[], at: number, vocabulary: Vocabulary): RunningFunds | null {
  const { funds } = vocabulary.form
  const isLabel = (text: string): boolean =>
    vocabulary.isFundsLabel(text) ||
    funds.some(
      (block) => vocabulary.blockLikeness(block, text) >= SURE_BLOCK || vocabulary.isLineHeading(block, text),
    )
  const isMeasure = (text: string): boolean => isMeasureOf(text, vocabulary)
  const headingsAt = (from: number): { readonly front: Pieces; readonly headings: Pieces } => {
    const front = piecesFrom(words, from, isLabel)
    return { front, headings: piecesFrom(words, front.end, isMeasure) }
  }
  const { front, headings } = headingsAt(at)
  const pairs = pairsFrom(words, front.end, vocabulary)
  if (front.tokens.length > 0 && pairs.tokens.length > 0)
    return { rows: [[...front.tokens, ...pairs.tokens]], end: pairs.end }
  if (headings.tokens.length === 0) return null
  const rows: (Token | null)[][] = []
  let next = headings.end
  while (headingsAt(next).headings.tokens.length === 0) {
    const row = fundRowAt(words, next, headings.tokens.length, vocabulary)
    if (row === null) break
    rows.push(...row.rows)
    next = row.end
  }
  if (rows.length === 0) return null
  const labels = [...front.tokens, ...new Array<null>(Math.max(0, 2 - front.tokens.length)).fill(null)]
  return { rows: [[...labels, ...headings.tokens], ...rows], end: next }
}

const isMeasureOf = (text: string, vocabulary: Vocabulary): boolean =>
  vocabulary.form.funds.some((block) => vocabulary.measure(block, text) !== null)

/** A label of the funds with as many amounts as there are measures; in front of it, that of what it is a part of. */
function fundRowAt(
  words: readonly Token[],
  at: number,
  measures: number,
  vocabulary: Vocabulary,
): { readonly rows: (Token | null)[][]; readonly end: number } | null {
  const own = words.slice(at, at + MOST_LABEL_WORDS + measures)
  const count = own.findIndex(({ text }) => isAmount(text))
  const amounts = own.slice(count, count + measures)
  if (count < 1 || amounts.length < measures || !amounts.every(({ text }) => isAmount(text))) return null
  const following = own[count + measures]
  const last = amounts.at(-1)
  // A figure more than there are measures: nothing tells which of them is whose.
  if (
    last !== undefined &&
    following !== undefined &&
    isAmount(following.text) &&
    sharesLine(last, following)
  )
    return null
  const label = own.slice(0, count)
  if (label.some(({ text }) => isFieldLabel(text, vocabulary) || isMeasureOf(text, vocabulary))) return null
  const begin = label.findIndex((_, index) =>
    isFundLine(joinWords(label.slice(index)).text.replaceAll(' ', ''), vocabulary),
  )
  const sure = (token: Token): Token => ({ ...token, confidence: Math.min(token.confidence, PLACED) })
  const parts =
    begin > 0 ? [joinWords(label.slice(0, begin)), joinWords(label.slice(begin))] : [null, joinWords(label)]
  return {
    rows: [[...parts, ...amounts].map((token) => (token === null ? null : sure(token)))],
    end: at + count + measures,
  }
}

/** Labels of a block that has pairs, each with the amount behind it. */
function pairsFrom(words: readonly Token[], at: number, vocabulary: Vocabulary): Pieces {
  const paired = vocabulary.form.funds.filter((block) => block.pairs)
  const isLine = (text: string): boolean => paired.some((block) => vocabulary.line(block, text) !== null)
  const tokens: Token[] = []
  let end = at
  for (let label = pieceAt(words, end, isLine); label !== null; label = pieceAt(words, end, isLine)) {
    const amount = words[label.end]
    const given = amount !== undefined && isAmount(amount.text)
    tokens.push(label.token, ...(given ? [{ ...amount, confidence: PLACED }] : []))
    end = label.end + (given ? 1 : 0)
  }
  return { tokens, end }
}

/** The sub-projects that blocks of funds list. */
export function subprojectsIn(words: readonly Token[], vocabulary: Vocabulary): readonly string[] {
  const names: string[] = []
  for (let at = 0; at < words.length; ) {
    const part = fundsAt(words, at, vocabulary)
    for (const row of part?.rows.slice(1) ?? []) {
      const label = row[1]?.text
      if (label !== undefined && !isFundLine(label, vocabulary)) names.push(label)
    }
    at = part?.end ?? lineEnd(words, at)
  }
  return names
}

const isFundLine = (text: string, vocabulary: Vocabulary): boolean =>
  vocabulary.form.funds.some((block) => vocabulary.line(block, text) !== null)
