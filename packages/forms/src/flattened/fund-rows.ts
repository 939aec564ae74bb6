/** Reading lines of the funds: headings of measures, lines with their amounts, label–value pairs. */
import type { FundBlockDefinition } from '../form-definition.ts'
import { joinTokens, type SourceLine, type Token } from './source-lines.ts'
import { isAmount } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Pair {
  readonly label: Token
  readonly value: Token | null
}

export interface FundHead {
  readonly kind: 'fund-head'
  readonly block: FundBlockDefinition
  readonly fundsLabel: Token | null
  readonly blockLabel: Token | null
  readonly lineHeading: Token | null
  /** One for each measure of the block that has a heading; the others are null. */
  readonly measures: readonly (Token | null)[]
}

export interface FundLine {
  readonly kind: 'fund-line'
  readonly block: FundBlockDefinition
  readonly fundsLabel: Token | null
  readonly blockLabel: Token | null
  readonly parent: Token | null
  readonly label: Token
  readonly amounts: readonly (Token | null)[]
  readonly shifted: boolean
}

/** Likeness from which a text is a block's label. */
const SURE_BLOCK = 0.84

/** Label–value pairs beside a block's label. */
export interface FundPairs {
  readonly kind: 'fund-pairs'
  readonly block: FundBlockDefinition
  readonly blockLabel: Token | null
  readonly pairs: readonly Pair[]
}

export type FundRow = FundHead | FundLine | FundPairs

/** A line that begins a block: its label with headings of measures, with pairs, or with a known line and amounts. */
export function fundHead(line: SourceLine, vocabulary: Vocabulary, above: FundHead | null): FundRow | null {
  let best: {
    readonly score: number
    readonly row: FundRow
  } | null = null
  for (const [index, token] of line.tokens.entries()) {
    if (index > 1 + (vocabulary.isFundsLabel(line.tokens[0]?.text ?? '') ? 1 : 0)) break
    for (const block of vocabulary.form.funds) {
      const likeness = vocabulary.blockLikeness(block, token.text)
      if (likeness < SURE_BLOCK) continue
      const row = headRow(line, index, block, vocabulary)
      const score = row === null ? 0 : likeness + row.evidence
      if (row !== null && score > (best?.score ?? 1)) best = { score, row: row.row }
    }
  }
  if (best !== null) return best.row
  return unlabelledHead(line, vocabulary, above)
}

function headRow(
  line: SourceLine,
  at: number,
  block: FundBlockDefinition,
  vocabulary: Vocabulary,
): { readonly row: FundRow; readonly evidence: number } | null {
  const blockLabel = line.tokens[at] ?? null
  const front = line.tokens.slice(0, at)
  const fundsLabel = front.find((token) => vocabulary.isFundsLabel(token.text)) ?? null
  if (front.some((token) => token !== fundsLabel)) return null
  const rest = line.tokens.slice(at + 1)
  if (block.pairs) {
    const pairs = pairsOf(rest, block, vocabulary)
    return pairs.length > 0
      ? { row: { kind: 'fund-pairs', block, blockLabel, pairs }, evidence: pairs.length }
      : null
  }
  const headings = headingsOf(rest, block, vocabulary)
  if (headings !== null) {
    return {
      row: { kind: 'fund-head', block, fundsLabel, blockLabel, ...headings },
      evidence: 1 + headings.found,
    }
  }
  const label = rest.find((token) => !isAmount(token.text))
  if (
    label === undefined ||
    vocabulary.line(block, label.text) === null ||
    !rest.some((token) => isAmount(token.text))
  )
    return null
  const empty: FundHead = {
    kind: 'fund-head',
    block,
    fundsLabel,
    blockLabel,
    lineHeading: null,
    measures: [],
  }
  const row = fundRow({ ...line, tokens: rest }, empty, vocabulary)
  return row?.kind === 'fund-line' ? { row: { ...row, fundsLabel, blockLabel }, evidence: 1 } : null
}

/** Headings of measures without the block's label: of the block that follows the one above and has these measures. */
function unlabelledHead(line: SourceLine, vocabulary: Vocabulary, above: FundHead | null): FundHead | null {
  const first = line.tokens[0]
  const fundsLabel = first !== undefined && vocabulary.isFundsLabel(first.text) ? first : null
  const rest = fundsLabel === null ? line.tokens : line.tokens.slice(1)
  if (rest.length === 0) return null
  const blocks = vocabulary.form.funds
  const from = above === null ? 0 : blocks.indexOf(above.block) + 1
  const inOrder = [...blocks.slice(from), ...blocks.slice(0, from)]
  const fitting = inOrder.flatMap((block) => {
    const headings = block.pairs ? null : headingsOf(rest, block, vocabulary)
    return headings === null ? [] : [{ block, headings }]
  })
  const best = fitting.find(
    ({ block, headings }) =>
      headings.measures.filter((token) => token !== null).length === block.measures.length,
  )
  const chosen = best ?? fitting[0]
  if (chosen === undefined) return null
  return { kind: 'fund-head', block: chosen.block, fundsLabel, blockLabel: null, ...chosen.headings }
}

/** All texts head a measure or the lines; at least one a measure. */
function headingsOf(
  tokens: readonly Token[],
  block: FundBlockDefinition,
  vocabulary: Vocabulary,
): {
  readonly lineHeading: Token | null
  readonly measures: readonly (Token | null)[]
  readonly found: number
} | null {
  const measures: (Token | null)[] = block.measures.map(() => null)
  let lineHeading: Token | null = null
  for (const [index, token] of tokens.entries()) {
    if (index === 0 && vocabulary.isLineHeading(block, token.text)) {
      lineHeading = token
      continue
    }
    const measure = vocabulary.measure(block, token.text)
    if (measure === null || measures[measure] !== null) return null
    measures[measure] = token
  }
  const found = measures.filter((token) => token !== null).length
  return found > 0 ? { lineHeading, measures, found: found + (lineHeading === null ? 0 : 1) } : null
}

function pairsOf(tokens: readonly Token[], block: FundBlockDefinition, vocabulary: Vocabulary): Pair[] {
  const pairs: Pair[] = []
  for (const token of tokens) {
    const last = pairs.at(-1)
    if (vocabulary.line(block, token.text) !== null) pairs.push({ label: token, value: null })
    else if (last !== undefined && last.value === null)
      pairs[pairs.length - 1] = { label: last.label, value: token }
    else if (last?.value != null)
      pairs[pairs.length - 1] = { label: last.label, value: joinTokens([last.value, token], ' ') }
    else return []
  }
  return pairs
}

/** A line of the block below the head: a label with its amounts, or pairs; null where it is neither. */
export function fundRow(line: SourceLine, head: FundHead, vocabulary: Vocabulary): FundRow | null {
  const { block } = head
  if (block.pairs) {
    const pairs = pairsOf(line.tokens, block, vocabulary)
    return pairs.length > 0 ? { kind: 'fund-pairs', block, blockLabel: null, pairs } : null
  }
  const split = line.tokens.findLastIndex((token) => !isAmount(token.text)) + 1
  const labels = line.tokens.slice(0, split)
  const amounts = line.tokens.slice(split)
  const label = labels.at(-1)
  if (label === undefined || labels.length > 2 || amounts.length > block.measures.length) return null
  if (
    amounts.length === 0 &&
    vocabulary.line(block, label.text) === null &&
    !(block.open && labels.length === 1 && label.column > 0)
  )
    return null
  const measured = placeAmounts(amounts, label, head)
  return {
    kind: 'fund-line',
    block,
    fundsLabel: null,
    blockLabel: null,
    parent: labels.length > 1 ? (labels[0] ?? null) : null,
    label,
    ...measured,
  }
}

/** Confidence of amounts that stand under none of their headings and are fewer than these. */
const UNPLACED = 0.4

/** As many amounts as measures stand in order; fewer stand under their headings, as far moved as each other. */
function placeAmounts(
  amounts: readonly Token[],
  label: Token,
  head: FundHead,
): { readonly amounts: readonly (Token | null)[]; readonly shifted: boolean } {
  const columns = head.measures.map((token) => token?.column ?? null)
  const order = columns.map((_, measure) => measure).sort((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0))
  const empty: (Token | null)[] = head.block.measures.map(() => null)
  const inPlace = amounts.every((token) => columns.includes(token.column))
  if (inPlace) {
    for (const token of amounts) empty[columns.indexOf(token.column)] = token
    return { amounts: empty, shifted: false }
  }
  const headed = order.filter((measure) => columns[measure] !== null)
  const measures = headed.length > 0 ? headed : order
  if (amounts.length === measures.length) {
    for (const [index, token] of amounts.entries())
      empty[measures[index] ?? index] = { ...token, confidence: Math.min(token.confidence, 0.98) }
    return { amounts: empty, shifted: true }
  }
  const expected =
    (head.lineHeading?.column ?? head.blockLabel?.column ?? -1) + (head.lineHeading === null ? 1 : 0)
  const moved = label.column - expected
  for (const [index, token] of amounts.entries()) {
    const under = columns.indexOf(token.column - moved)
    const measure = under >= 0 && empty[under] === null ? under : (measures[index] ?? index)
    empty[measure] = { ...token, confidence: under >= 0 ? 0.8 : UNPLACED }
  }
  return { amounts: empty, shifted: true }
}
