/** Joining fields and funds of two bands where the left one shows a label on every line: line with line, in order. */
import type { Doubt } from '@backfile/model'
import { isWording } from '../labels.ts'
import { align } from './align.ts'
import { amountSeam, isAmountPiece, isPaired } from './band-amounts.ts'
import { isFundHeading } from './band-funds.ts'
import { halfUnplaced, narrativeCut, rowsOutOfStep } from './band-messages.ts'
import { type JoinedLines, joinValue } from './band-texts.ts'
import { joinTokens, type SourceLine, type Token } from './source-lines.ts'
import { isAmount } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

export function joinLines(
  left: readonly SourceLine[],
  right: readonly SourceLine[],
  width: number,
  vocabulary: Vocabulary,
): JoinedLines {
  const kinds = leftKinds(left, vocabulary)
  const doubts: Doubt[] = []
  const pairs = matchLines(left, right, kinds, vocabulary)
  const kindOf = new Map(left.map((line, index) => [line, kinds[index] ?? 'text']))
  const lacking = pairs.some(({ own, other }) => own !== null && other === null && kindOf.get(own) === 'fund')
  const unsureLines: SourceLine[] = []
  const lines = pairs.map(({ own, other }): SourceLine => {
    if (own === null) {
      const moved = other && {
        ...other,
        tokens: other.tokens.map((token) => ({ ...token, column: token.column + width })),
      }
      if (moved && isFundHeading(moved, vocabulary)) return moved
      const line = moved ?? { line: 1, page: 0, apart: false, width: 0, tokens: [] }
      const locators = line.tokens.flatMap((token) => token.locators)
      doubts.push(halfUnplaced(line.tokens[0]?.text ?? '', locators))
      return line
    }
    if (other === null) return own
    const label = own.tokens[0]
    const isField = label !== undefined && vocabulary.field(label.text) !== null
    const isFund = kindOf.get(own) === 'fund'
    const sure = !isFund || seamScore(own, other, vocabulary) > 1
    const confidence = sure ? 1 : isPaired(own, vocabulary) ? PAIRED : lacking ? OUT_OF_STEP : IN_STEP
    const joined = joinLine(own, confidence < 1 ? unsure(other, confidence) : other, width, vocabulary)
    if (confidence < IN_STEP) unsureLines.push(joined.line)
    if (joined.cut && isField)
      doubts.push(
        narrativeCut(
          label.text,
          joined.line.tokens.flatMap((token) => token.locators),
          false,
        ),
      )
    return joined.line
  })
  if (unsureLines.length > 0) doubts.push(rowsOutOfStep(unsureLines))
  return { lines, doubts }
}

/**
 * Confidence of amounts that stand beside their label by order alone: where every label has its amount, where not,
 * and in blocks of pairs, where labels and amounts alternate and the page edge hides which.
 */
const IN_STEP = 0.97
const OUT_OF_STEP = 0.6
const PAIRED = 0.8

function unsure(line: SourceLine, confidence: number): SourceLine {
  const tokens = line.tokens.map((token) => ({
    ...token,
    confidence: Math.min(token.confidence, confidence),
  }))
  return { ...line, tokens }
}

/** A text in the right band's first field goes on from the left band's last text, unless that is whole by itself. */
function joinLine(
  own: SourceLine,
  other: SourceLine,
  width: number,
  vocabulary: Vocabulary,
): { readonly line: SourceLine; readonly cut: boolean } {
  const moved = other.tokens.map((token) => ({ ...token, column: token.column + width }))
  const last = own.tokens.at(-1)
  const first = other.tokens[0]
  const line = { ...own, line: other.line, width: own.width + other.width }
  if (
    last === undefined ||
    first === undefined ||
    first.column > 0 ||
    !goesOn(own.tokens, last, first, vocabulary)
  ) {
    return { line: { ...line, tokens: [...own.tokens, ...moved] }, cut: false }
  }
  const rest = { tokens: [...own.tokens.slice(0, -1)], behind: moved.slice(1) }
  if (isLabel(last.text + first.text, vocabulary)) {
    const label = { ...joinTokens([last, first], ''), column: last.column, confidence: LABEL_JOIN }
    return { line: { ...line, tokens: [...rest.tokens, label, ...rest.behind] }, cut: false }
  }
  const { token, cut } = joinValue(last, first, false)
  const value = token === null ? [] : [{ ...token, column: last.column }]
  return { line: { ...line, tokens: [...rest.tokens, ...value, ...rest.behind] }, cut }
}

/** Confidence of a label that is whole only when its pieces are joined. */
const LABEL_JOIN = 0.97

function goesOn(tokens: readonly Token[], last: Token, first: Token, vocabulary: Vocabulary): boolean {
  if (isLabel(last.text + first.text, vocabulary)) return true
  if (isAmountPiece(last.text) || isAmountPiece(first.text))
    return isAmountPiece(last.text) && isAmountPiece(first.text)
      ? false
      : tokens.length > 1 && !isLabel(last.text, vocabulary)
  return !isLabel(last.text, vocabulary)
}

/** Exactly one of the form's labels: at a seam, a clipped one is the very question. */
function isLabel(text: string, { form }: Vocabulary): boolean {
  if (text.length > LONGEST_LABEL) return false
  const labels = [
    ...form.fields.map((field) => field.labels),
    ...form.funds.flatMap((block) => [
      block.labels,
      ...(block.lineHeading === undefined ? [] : [block.lineHeading]),
      ...block.measures.map((measure) => measure.labels),
      ...block.lines.map((line) => line.labels),
    ]),
  ]
  return labels.some((wordings) => isWording(text, wordings))
}

/** Longest label, in characters. */
const LONGEST_LABEL = 40

type LeftKind = 'field' | 'fund-head' | 'fund' | 'text'
type RightKind = 'heading' | 'amounts' | 'text'

function leftKinds(lines: readonly SourceLine[], vocabulary: Vocabulary): LeftKind[] {
  let inFunds = false
  return lines.map((line) => {
    const first = line.tokens[0]?.text ?? ''
    const begins = line.tokens.some(
      ({ text }) =>
        vocabulary.isFundsLabel(text) ||
        vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, text) >= 0.9),
    )
    if (begins) {
      inFunds = true
      const paired = vocabulary.form.funds.filter((block) => block.pairs)
      const inPairs = paired.some((block) =>
        line.tokens.some(({ text }) => vocabulary.line(block, text) !== null),
      )
      return inPairs ? 'fund' : 'fund-head'
    }
    if (vocabulary.field(first) !== null) {
      inFunds = false
      return 'field'
    }
    const known = line.tokens.some(({ text }) =>
      vocabulary.form.funds.some((block) => vocabulary.line(block, text) !== null),
    )
    inFunds = known || (inFunds && !isProse(line))
    return inFunds ? 'fund' : 'text'
  })
}

function isProse(line: SourceLine): boolean {
  return line.tokens.some(({ text }) => text.length > LONGEST_LABEL || /[。；\n]/.test(text))
}

function rightKind(line: SourceLine, vocabulary: Vocabulary): RightKind {
  if (isFundHeading(line, vocabulary)) return 'heading'
  const last = line.tokens.at(-1)
  return last !== undefined && isAmountPiece(last.text) && line.tokens.every(({ text }) => text.length <= 24)
    ? 'amounts'
    : 'text'
}

/** How well kinds go together. */
const TOGETHER: Readonly<Record<LeftKind, Readonly<Record<RightKind, number>>>> = {
  field: { heading: -4, amounts: 0.3, text: 1 },
  'fund-head': { heading: 3, amounts: 0, text: -0.5 },
  fund: { heading: -2, amounts: 2, text: -1 },
  text: { heading: -4, amounts: -2, text: 1 },
}

/**
 * Costs of a left line without right half, by how much it lacks one, and of a right line without left one: a heading
 * of measures often stands on a row that an inner band has blank.
 */
const ALONE = { whole: -0.3, unfinished: -1.5, right: -5, heading: -0.5 }

/** Shortest value that one band hardly shows whole. */
const LONG_VALUE = 12

/** What it is worth that a line of amounts has some at the left as well, where any line of the page has. */
const BOTH_FILLED = 0.7

interface LinePair {
  readonly own: SourceLine | null
  readonly other: SourceLine | null
}

function matchLines(
  left: readonly SourceLine[],
  right: readonly SourceLine[],
  kinds: readonly LeftKind[],
  vocabulary: Vocabulary,
): LinePair[] {
  const rightKinds = right.map((line) => rightKind(line, vocabulary))
  const filled = new Set(
    left.filter((line) => line.tokens.some(({ text }) => isAmount(text))).map(({ page }) => page),
  )
  const amountsTogether = (own: SourceLine): number => {
    if (!filled.has(own.page)) return 0
    return own.tokens.some(({ text }) => isAmount(text)) ? BOTH_FILLED : -BOTH_FILLED
  }
  const aligned = align({
    left: left.length,
    right: right.length,
    leftAlone: (index) => aloneScore(left[index]),
    rightAlone: (index) => (rightKinds[index] === 'heading' ? ALONE.heading : ALONE.right),
    together: (l, r) => {
      const [own, other] = [left[l], right[r]]
      if (own === undefined || other === undefined || own.page !== other.page) return -Infinity
      const amounts = rightKinds[r] === 'amounts' ? amountsTogether(own) : 0
      return (
        TOGETHER[kinds[l] ?? 'text'][rightKinds[r] ?? 'text'] + amounts + seamScore(own, other, vocabulary)
      )
    },
  })
  return aligned.map((pair) => ({
    own: (pair.left === null ? undefined : left[pair.left]) ?? null,
    other: (pair.right === null ? undefined : right[pair.right]) ?? null,
  }))
}

function aloneScore(line: SourceLine | undefined): number {
  const last = line?.tokens.at(-1)
  const unfinished = (line?.tokens.length ?? 0) < 2 || (last !== undefined && last.text.length > LONG_VALUE)
  return unfinished ? ALONE.unfinished : ALONE.whole
}

/** A label that is whole at the seam speaks for the pair, most where its left piece is none by itself. */
function seamScore(own: SourceLine, other: SourceLine, vocabulary: Vocabulary): number {
  const last = own.tokens.at(-1)
  const first = other.tokens[0]
  if (last === undefined || first === undefined || first.column > 0) return 0
  if (isAmountPiece(last.text)) return amountSeam(last.text, first.text)
  const wholeAlone = isLabel(last.text, vocabulary)
  if (isLabel(last.text + first.text, vocabulary)) return wholeAlone ? 1.5 : 3
  return wholeAlone ? 0 : -0.3
}
