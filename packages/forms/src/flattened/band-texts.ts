/** Joining what stands above and below the tables of two bands: titles cut in two, fields and their narratives. */
import type { Doubt } from '@backfile/model'
import { formsTitled } from '../split.ts'
import { halfUnplaced, narrativeCut } from './band-messages.ts'
import { joinTokens, type SourceLine, type Token } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface JoinedLines {
  readonly lines: readonly SourceLine[]
  readonly doubts: readonly Doubt[]
}

/** Confidence of a title or a short text that was put together from both sides of the page edge. */
const JOINED_TEXT = 0.9

/** Confidence of a narrative whose lines were cut, and of one that also had to be divided from its neighbour. */
const CUT_NARRATIVE = 0.4
const DIVIDED_NARRATIVE = 0.3

/** Titles and years: pieces that make a title or a year only together are joined, in order. */
export function joinHeadings(
  left: readonly SourceLine[],
  right: readonly SourceLine[],
  vocabulary: Vocabulary,
): SourceLine[] {
  const joined: SourceLine[] = []
  const rest = [...right]
  for (const line of left) {
    const own = line.tokens[0]
    if (own === undefined) continue
    const at = rest.findIndex((other) => belongTogether(own.text, other.tokens[0]?.text ?? '', vocabulary))
    const other = rest[at]?.tokens[0]
    if (other === undefined) {
      joined.push(line)
      continue
    }
    rest.splice(at, 1)
    joined.push({ ...line, tokens: [{ ...joinTokens([own, other], ''), confidence: JOINED_TEXT }] })
  }
  return [...joined, ...rest]
}

const yearText = /(?:19|20)\d{2}\s*年/

function belongTogether(left: string, right: string, { form }: Vocabulary): boolean {
  const titled = (text: string): boolean => formsTitled(text, [form]).length > 0
  if (!(titled(left) && titled(right)) && titled(left + right) && !yearText.test(right)) return true
  return !yearText.test(left) && !yearText.test(right) && yearText.test(left + right)
}

interface LeftField {
  readonly line: SourceLine
  /** Null on an inner band, which shows values only. */
  readonly label: Token | null
  readonly value: Token | null
  /** Other fields stand on the line: what stands at right is put behind as it is. */
  readonly several: boolean
}

/** Left field lines with the right band's lines that belong to them: a monotone match by order and length. */
export function joinFields(
  left: readonly SourceLine[],
  right: readonly SourceLine[],
  width: number,
  vocabulary: Vocabulary,
): JoinedLines {
  const fields = left.map((line) => readLeft(line, vocabulary))
  const match = matchHalves(fields, right)
  const doubts: Doubt[] = []
  const lines: SourceLine[] = []
  for (const [index, field] of fields.entries()) {
    const own = match.filter((pair) => pair.left === index)
    const parts = own
      .map((pair) => ({ pair, line: right[pair.right] }))
      .filter((part) => part.line !== undefined)
    const tokens = parts.flatMap(({ line }) => line?.tokens ?? [])
    if (field.several || tokens.length > 1 || vocabulary.field(tokens[0]?.text ?? '') !== null) {
      lines.push(beside(field.line, tokens, width))
      continue
    }
    const piece = own[0] === undefined ? null : sharedPiece(own[0], index, match, fields, tokens[0])
    const shared = own[0] !== undefined && match.filter((pair) => pair.right === own[0]?.right).length > 1
    const value = joinValue(field.value, piece, shared)
    if (field.label !== null && value.cut)
      doubts.push(narrativeCut(field.label.text, value.token?.locators ?? [], shared))
    lines.push({
      ...field.line,
      tokens: [
        ...(field.label === null ? [] : [field.label]),
        ...(value.token === null ? [] : [value.token]),
      ],
    })
  }
  const used = new Set(match.map((pair) => pair.right))
  for (const [index, line] of right.entries()) {
    if (used.has(index)) continue
    lines.push(line)
    doubts.push(
      halfUnplaced(
        line.tokens[0]?.text ?? '',
        line.tokens.flatMap((token) => token.locators),
      ),
    )
  }
  return { lines, doubts }
}

function readLeft(line: SourceLine, vocabulary: Vocabulary): LeftField {
  const [first, ...rest] = line.tokens
  const isInner = first !== undefined && vocabulary.field(first.text) === null
  if (isInner) return { line, label: null, value: joinTokens(line.tokens, ' '), several: false }
  const label = first ?? null
  const several = rest.some((token) => vocabulary.field(token.text) !== null)
  return { line, label, value: rest.length > 0 ? joinTokens(rest, ' ') : null, several }
}

function beside(line: SourceLine, tokens: readonly Token[], width: number): SourceLine {
  return {
    ...line,
    tokens: [...line.tokens, ...tokens.map((token) => ({ ...token, column: token.column + width }))],
  }
}

/** Longest halves of one printed line, in characters; longer ones are lines that were wrapped. */
const ONE_LINE = { left: 14, right: 45 }

/** A value from its halves: one line where both are short, else the left half and then the right. */
export function joinValue(
  left: Token | null,
  right: Token | null,
  shared: boolean,
): { readonly token: Token | null; readonly cut: boolean } {
  if (left === null || right === null) {
    const token = left ?? right
    const cutBefore = token !== null && token.confidence <= CUT_NARRATIVE
    return { token: token && { ...token, column: 1 }, cut: (shared && token !== null) || cutBefore }
  }
  const short = left.text.length <= ONE_LINE.left && right.text.length <= ONE_LINE.right && !shared
  const joined = { ...joinTokens([left, right], short ? '' : '\n'), column: 1 }
  if (short) return { token: { ...joined, confidence: Math.min(joined.confidence, 0.8) }, cut: false }
  const confidence = Math.min(joined.confidence, shared ? DIVIDED_NARRATIVE : CUT_NARRATIVE)
  return { token: { ...joined, confidence }, cut: true }
}

interface HalfPair {
  readonly left: number
  readonly right: number
}

/** Costs of the match, in nats. */
const COST = { noValue: 1.5, shortAlone: 0.5, longAlone: 2.5, sharing: 1.5, unplaced: 4, longInEmpty: 1 }

/** Longest value that a field shows whole on one band. */
const SHORT_VALUE = 12

/** Beyond this many pairs halves are taken in order: no form has so many fields. */
const MOST_PAIRS = 40_000

function matchHalves(fields: readonly LeftField[], right: readonly SourceLine[]): HalfPair[] {
  if (fields.length * right.length > MOST_PAIRS)
    return right.slice(0, fields.length).map((_, at) => ({ left: at, right: at }))
  const lengths = right.map((line) => line.tokens.reduce((sum, token) => sum + token.text.length, 0))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const own = fields.map((field) => field.value?.text.length ?? 0)
  const ratio =
    total /
    Math.max(
      1,
      own.reduce((sum, length) => sum + length, 0),
    )
  const fitting = (from: number, to: number, at: number): number => {
    const here = own.slice(from, to).reduce((sum, length) => sum + length, 0)
    const there = lengths[at] ?? 0
    if (here === 0) return (to - from - 1) * COST.sharing + (there <= ONE_LINE.right ? 0 : COST.longInEmpty)
    const off = Math.abs(Math.log(there / Math.max(1, ratio * here)))
    return 0.5 * off + (to - from - 1) * COST.sharing
  }
  const alone = (index: number): number => {
    const length = own[index] ?? 0
    if (length === 0) return COST.noValue
    return length <= SHORT_VALUE ? COST.shortAlone : COST.longAlone
  }
  const best: { cost: number; pairs: HalfPair[] }[][] = []
  for (let l = 0; l <= fields.length; l++) {
    best.push([])
    for (let r = 0; r <= right.length; r++) {
      const ways: { cost: number; pairs: HalfPair[] }[] = l === 0 && r === 0 ? [{ cost: 0, pairs: [] }] : []
      const from = (dl: number, dr: number) => best[l - dl]?.[r - dr]
      const without = from(1, 0)
      if (l > 0 && without) ways.push({ cost: without.cost + alone(l - 1), pairs: without.pairs })
      const unplaced = from(0, 1)
      if (r > 0 && unplaced) ways.push({ cost: unplaced.cost + COST.unplaced, pairs: unplaced.pairs })
      for (let count = 1; count <= Math.min(3, l) && r > 0; count++) {
        const before = from(count, 1)
        if (!before) continue
        const pairs = Array.from({ length: count }, (_, index) => ({ left: l - count + index, right: r - 1 }))
        ways.push({ cost: before.cost + fitting(l - count, l, r - 1), pairs: [...before.pairs, ...pairs] })
      }
      const cheapest = ways.reduce((a, b) => (b.cost < a.cost ? b : a), { cost: Infinity, pairs: [] })
      best[l]?.push(cheapest)
    }
  }
  return best[fields.length]?.[right.length]?.pairs ?? []
}

/** A right half that several fields share is divided among them at the full stops nearest to their lengths. */
function sharedPiece(
  pair: HalfPair,
  index: number,
  match: readonly HalfPair[],
  fields: readonly LeftField[],
  token: Token | undefined,
): Token | null {
  if (token === undefined) return null
  const sharing = match.filter((other) => other.right === pair.right).map((other) => other.left)
  if (sharing.length < 2) return token
  const lengths = sharing.map((left) => fields[left]?.value?.text.length ?? 1)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const ends = [0]
  let running = 0
  for (const length of lengths.slice(0, -1)) {
    running += length
    ends.push(stopNear(token.text, (running / total) * token.text.length))
  }
  ends.push(token.text.length)
  const at = sharing.indexOf(index)
  return { ...token, text: token.text.slice(ends[at], ends[at + 1]).trim() }
}

function stopNear(text: string, wanted: number): number {
  const stops = [...text.matchAll(/[。；！？\n]/g)]
    .map((found) => found.index + 1)
    .filter((stop) => stop < text.length)
  return stops.reduce(
    (best, stop) => (Math.abs(stop - wanted) < Math.abs(best - wanted) ? stop : best),
    stops[0] ?? Math.round(wanted),
  )
}
