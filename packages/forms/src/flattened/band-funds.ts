/** Joining the fund lines of two bands: labels cut at the page edge, parents that stand merged at left. */

import type { Doubt } from '@backfile/model'
import type { FundBlockDefinition } from '../form-definition.ts'
import { matchPieces } from './band-fund-labels.ts'
import { halfUnplaced } from './band-messages.ts'
import type { JoinedLines } from './band-texts.ts'
import { joinTokens, type SourceLine, type Token } from './source-lines.ts'
import { isAmount } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Confidence of a label joined from two pieces: one that the form knows, one that it does not. */
const KNOWN_JOIN = 0.97
const UNKNOWN_JOIN = 0.6

/** Where every line of a block has both its pieces, their order leaves no choice. */
const IN_STEP = 0.96

interface LeftBlock {
  readonly fundsLabel: Token | null
  readonly blockLabel: Token | null
  readonly pieces: readonly Token[]
  readonly line: SourceLine
}

interface RightBlock {
  readonly heading: SourceLine | null
  readonly rows: readonly SourceLine[]
}

export function joinFunds(
  left: readonly SourceLine[],
  right: readonly SourceLine[],
  width: number,
  vocabulary: Vocabulary,
): JoinedLines {
  const inOrder = zipLines(left, right, width, vocabulary)
  if (inOrder !== null) return { lines: inOrder, doubts: [] }
  const rightBlocks = readRight(right, vocabulary)
  const leftBlocks = readLeft(left, vocabulary)
  const lines: SourceLine[] = []
  const doubts: Doubt[] = []
  const count = Math.max(leftBlocks.length, rightBlocks.length)
  for (let index = 0; index < count; index++) {
    const joined = joinBlock(leftBlocks[index], rightBlocks[index], width, vocabulary)
    lines.push(...joined.lines)
    doubts.push(...joined.doubts)
  }
  return { lines, doubts }
}

/** Bands with a label for each amount are put side by side, line by line; null where they have not. */
function zipLines(
  left: readonly SourceLine[],
  right: readonly SourceLine[],
  width: number,
  vocabulary: Vocabulary,
): SourceLine[] | null {
  const labels = left.filter((line) => line.tokens.some((token) => !isGroupLabel(token, vocabulary)))
  const groups = left.filter((line) => !labels.includes(line))
  const rows = right.filter((line) => !isFundHeading(line, vocabulary))
  const headings = right.filter((line) => isFundHeading(line, vocabulary))
  const inside = labels.some((line) => line.tokens.some((token) => isGroupLabel(token, vocabulary)))
  if (labels.length !== rows.length || inside || (groups.length > 0 && groups.length !== headings.length))
    return null
  let row = 0
  let heading = 0
  return right.map((line) => {
    const mate = isFundHeading(line, vocabulary) ? groups[heading++] : labels[row++]
    const moved = line.tokens.map((token) => ({
      ...token,
      column: token.column + width,
      confidence: Math.min(token.confidence, IN_STEP),
    }))
    return { ...line, tokens: [...(mate?.tokens ?? []), ...moved] }
  })
}

function isGroupLabel(token: Token, vocabulary: Vocabulary): boolean {
  return vocabulary.isFundsLabel(token.text) || isBlockLabel(token, vocabulary)
}

/** A heading names measures only; a fund line ends in an amount. */
export function isFundLine(line: SourceLine, vocabulary: Vocabulary): boolean {
  return isFundHeading(line, vocabulary) || isAmountLine(line)
}

function isAmountLine(line: SourceLine): boolean {
  const last = line.tokens.at(-1)
  return last !== undefined && isAmount(last.text) && line.tokens.every((token) => token.text.length <= 60)
}

export function isFundHeading(line: SourceLine, vocabulary: Vocabulary): boolean {
  return vocabulary.form.funds.some((block) => {
    const measures = line.tokens.filter((token) => vocabulary.measure(block, token.text) !== null)
    const named = line.tokens.filter((token) => vocabulary.isLineHeading(block, token.text))
    return measures.length > 0 && measures.length + named.length >= line.tokens.length
  })
}

function readRight(lines: readonly SourceLine[], vocabulary: Vocabulary): RightBlock[] {
  const blocks: { heading: SourceLine | null; rows: SourceLine[] }[] = []
  for (const line of lines) {
    if (isFundHeading(line, vocabulary)) blocks.push({ heading: line, rows: [] })
    else {
      if (blocks.length === 0) blocks.push({ heading: null, rows: [] })
      blocks.at(-1)?.rows.push(line)
    }
  }
  return blocks
}

function readLeft(lines: readonly SourceLine[], vocabulary: Vocabulary): LeftBlock[] {
  const blocks: { fundsLabel: Token | null; blockLabel: Token | null; pieces: Token[]; line: SourceLine }[] =
    []
  for (const line of lines) {
    let fundsLabel: Token | null = null
    const rest: Token[] = []
    for (const [index, token] of line.tokens.entries()) {
      if (index === 0 && vocabulary.isFundsLabel(token.text)) fundsLabel = token
      else rest.push(token)
    }
    const [first, ...pieces] = rest
    const begins =
      first !== undefined &&
      isBlockLabel(first, vocabulary) &&
      (fundsLabel !== null || first.column < (line.tokens.at(-1)?.column ?? 0) || pieces.length === 0)
    if (begins) blocks.push({ fundsLabel, blockLabel: first, pieces: [...pieces], line })
    else if (fundsLabel !== null || blocks.length === 0)
      blocks.push({ fundsLabel, blockLabel: null, pieces: [...rest], line })
    else blocks.at(-1)?.pieces.push(...rest)
  }
  return blocks
}

function isBlockLabel(token: Token, vocabulary: Vocabulary): boolean {
  return vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, token.text) >= 0.84)
}

function joinBlock(
  left: LeftBlock | undefined,
  right: RightBlock | undefined,
  width: number,
  vocabulary: Vocabulary,
): JoinedLines {
  const moved = (token: Token): Token => ({ ...token, column: token.column + width })
  const front = [left?.fundsLabel, left?.blockLabel].filter((token) => token !== null && token !== undefined)
  const block = definitionOf(left, right, vocabulary)
  const line = right?.heading ?? left?.line ?? right?.rows[0]
  if (line === undefined) return { lines: [], doubts: [] }
  const lineHeading = left?.pieces.find(
    (token) => block !== null && vocabulary.isLineHeading(block, token.text),
  )
  const heading = [
    ...front,
    ...(lineHeading === undefined ? [] : [lineHeading]),
    ...(right?.heading?.tokens.map(moved) ?? []),
  ]
  const pieces = (left?.pieces ?? []).filter((token) => token !== lineHeading)
  const rows = (right?.rows ?? []).map((row) => splitRow(row))
  const match =
    block === null
      ? []
      : matchPieces(
          pieces,
          rows.map((row) => row.label?.text ?? ''),
          block,
          vocabulary,
        )
  const unknown = rows.filter((row, index) => {
    const known = block !== null && row.label !== null && vocabulary.line(block, row.label.text) !== null
    return !known && !match.some((found) => found.row === index && found.use === 'label')
  })
  const inStep = unknown.length === 0
  const doubts: Doubt[] = []
  const lines: SourceLine[] = heading.length > 0 ? [{ ...line, tokens: heading }] : []
  for (const [index, row] of rows.entries()) {
    const own = match.filter((found) => found.row === index)
    const parent = own.find((found) => found.use === 'parent')
    const beside = own.find((found) => found.use === 'label')
    const label = joinLabel(
      beside === undefined ? undefined : pieces[beside.piece],
      row.label,
      inStep,
      block,
      vocabulary,
    )
    if (label !== null && label.confidence < IN_STEP) doubts.push(halfUnplaced(label.text, label.locators))
    const parentToken = parent === undefined ? undefined : pieces[parent.piece]
    const tokens = [
      ...(parentToken === undefined ? [] : [parentToken]),
      ...row.parents.map(moved),
      ...(label === null ? [] : [{ ...label, column: width + row.parents.length }]),
    ]
    const sure = row.label === null ? (label?.confidence ?? UNKNOWN_JOIN) : 1
    const amounts = row.amounts.map((token) => ({
      ...moved(token),
      confidence: Math.min(token.confidence, sure),
    }))
    lines.push({ ...row.line, tokens: [...tokens, ...amounts] })
  }
  for (const [index, token] of pieces.entries()) {
    if (match.some((found) => found.piece === index)) continue
    lines.push({ ...line, tokens: [token] })
    doubts.push(halfUnplaced(token.text, token.locators))
  }
  return { lines, doubts }
}

function definitionOf(
  left: LeftBlock | undefined,
  right: RightBlock | undefined,
  vocabulary: Vocabulary,
): FundBlockDefinition | null {
  const scored = vocabulary.form.funds.map((block) => {
    const label = left?.blockLabel ? vocabulary.blockLikeness(block, left.blockLabel.text) : 0
    const headed =
      right?.heading?.tokens.filter((token) => vocabulary.measure(block, token.text) !== null).length ?? 0
    const known =
      right?.rows.filter((row) => vocabulary.line(block, row.tokens[0]?.text ?? '') !== null).length ?? 0
    return {
      block,
      score: 3 * label + headed / block.measures.length + known / Math.max(1, right?.rows.length ?? 1),
    }
  })
  const best = scored.reduce<(typeof scored)[number] | null>(
    (a, b) => (a === null || b.score > a.score ? b : a),
    null,
  )
  return best !== null && best.score > 0 ? best.block : null
}

interface RightRow {
  readonly line: SourceLine
  /** Labels in front of the line's own: a parent that an inner band showed. */
  readonly parents: readonly Token[]
  readonly label: Token | null
  readonly amounts: readonly Token[]
}

function splitRow(line: SourceLine): RightRow {
  const split = line.tokens.findLastIndex((token) => !isAmount(token.text)) + 1
  const labels = line.tokens.slice(0, split)
  return {
    line,
    parents: labels.slice(0, -1),
    label: labels.at(-1) ?? null,
    amounts: line.tokens.slice(split),
  }
}

function joinLabel(
  piece: Token | undefined,
  label: Token | null,
  inStep: boolean,
  block: FundBlockDefinition | null,
  vocabulary: Vocabulary,
): Token | null {
  if (piece === undefined) return label
  if (label === null)
    return { ...piece, confidence: Math.min(piece.confidence, inStep ? IN_STEP : UNKNOWN_JOIN) }
  const joined = joinTokens([piece, label], '')
  const known = block !== null && vocabulary.line(block, joined.text) !== null
  return { ...joined, confidence: known ? KNOWN_JOIN : inStep ? IN_STEP : UNKNOWN_JOIN }
}
