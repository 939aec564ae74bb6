/** Reading lines above and below the indicators: fields with their values, blocks of fund lines, texts between. */

import type { FundBlockDefinition } from '../form-definition.ts'
import { type FundHead, type FundRow, fundHead, fundRow, type Pair } from './fund-rows.ts'
import { isTextLine, joinTokens, type SourceLine, type Token } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

export type FormRow =
  | { readonly kind: 'text'; readonly token: Token }
  /** Labels, each with its value (null where the line has none). */
  | { readonly kind: 'fields'; readonly pairs: readonly Pair[] }
  | FundRow
  /** A line that fits nothing: its texts as they stand. */
  | { readonly kind: 'plain'; readonly tokens: readonly Token[] }

/** Right behind a label, another label stands only where the value between them is missing: it must be surer. */
const SURE_SECOND_LABEL = 0.9

export function readFormRows(lines: readonly SourceLine[], vocabulary: Vocabulary): FormRow[] {
  const rows: FormRow[] = []
  let head: FundHead | null = null
  let underFields = false
  for (const written of lines) {
    const line = withoutFilledLabels(written, head, vocabulary)
    const begun = fundHead(line, vocabulary, head)
    if (begun !== null) {
      if (begun.kind === 'fund-head') head = begun
      else
        head = {
          kind: 'fund-head',
          block: begun.block,
          fundsLabel: begun.kind === 'fund-line' ? begun.fundsLabel : null,
          blockLabel: begun.blockLabel,
          lineHeading: null,
          measures: [],
        }
      rows.push(begun)
      underFields = false
      continue
    }
    const first = line.tokens[0]
    if (first === undefined) continue
    const fund: FormRow | null =
      head === null || endsFunds(first, head.block, vocabulary) ? null : fundRow(line, head, vocabulary)
    if (fund !== null) {
      rows.push(fund)
      continue
    }
    const pairs = fieldPairs(line, vocabulary)
    if (pairs !== null) {
      rows.push({ kind: 'fields', pairs })
      head = null
      underFields = true
    } else if (underFields && valuesBelow(rows, line)) {
      underFields = false
    } else if (underFields && line.tokens.length === 1 && isProse(first, line)) {
      continueValue(rows, first)
    } else if (line.tokens.length === 1 && (isTextLine(line) || rows.every((row) => row.kind === 'text'))) {
      rows.push({ kind: 'text', token: first })
    } else rows.push({ kind: 'plain', tokens: line.tokens })
  }
  return rows
}

/** Labels of the block that stand again in front of one of its lines: merged cells that were filled row by row. */
function withoutFilledLabels(line: SourceLine, head: FundHead | null, vocabulary: Vocabulary): SourceLine {
  const labels = head === null ? [] : [head.fundsLabel, head.blockLabel]
  const isFilled = ({ text, column }: Token): boolean =>
    labels.some((label) => label !== null && label.column === column && label.text === text)
  const from = line.tokens.findIndex((token) => !isFilled(token))
  if (head === null || from <= 0) return line
  const tokens = line.tokens.slice(from)
  const [first] = tokens
  // The label of one block may be filled beside the next one's.
  if (
    first === undefined ||
    vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, first.text) > 0.9)
  )
    return line
  return { ...line, tokens }
}

/** Shortest line of prose that continues a field's text rather than standing by itself. */
const SHORTEST_PROSE = 6

function isProse(token: Token, line: SourceLine): boolean {
  return (isTextLine(line) || token.column === 0) && token.text.length >= SHORTEST_PROSE
}

/** A paragraph on a line of its own belongs to the field above. */
function continueValue(rows: FormRow[], token: Token): void {
  const row = rows.at(-1)
  const last = row?.kind === 'fields' ? row.pairs.at(-1) : undefined
  if (row?.kind !== 'fields' || last === undefined) {
    rows.push({ kind: 'text', token })
    return
  }
  const value = last.value === null ? token : joinTokens([last.value, token], '\n')
  rows[rows.length - 1] = { kind: 'fields', pairs: [...row.pairs.slice(0, -1), { ...last, value }] }
}

/** Texts right below a line of labels without values are these labels' values; true where the line is that. */
function valuesBelow(rows: FormRow[], line: SourceLine): boolean {
  const row = rows.at(-1)
  if (row?.kind !== 'fields' || row.pairs.length < 2 || row.pairs.some((pair) => pair.value !== null))
    return false
  const below = row.pairs.map(
    ({ label }) => line.tokens.find(({ column }) => column === label.column) ?? null,
  )
  if (below.filter((token) => token !== null).length < line.tokens.length) return false
  const pairs = row.pairs.map(({ label }, index) => ({ label, value: below[index] ?? null }))
  rows[rows.length - 1] = { kind: 'fields', pairs }
  return true
}

function endsFunds(first: Token, block: FundBlockDefinition, vocabulary: Vocabulary): boolean {
  const field = vocabulary.field(first.text)
  return field !== null && vocabulary.line(block, first.text) === null
}

/** Labels with what follows them, or null where the line does not begin with a field's label. */
function fieldPairs(line: SourceLine, vocabulary: Vocabulary): Pair[] | null {
  const pairs: Pair[] = []
  for (const [index, token] of line.tokens.entries()) {
    const last = pairs.at(-1)
    const bare = token.text.replace(/[:：]\s*$/, '')
    const match = vocabulary.field(bare)
    const isLabel =
      match !== null && (last === undefined || last.value !== null || match.likeness >= SURE_SECOND_LABEL)
    if (isLabel) pairs.push({ label: token, value: null })
    else if (index === 0 && isInlineField(token.text, vocabulary)) pairs.push({ label: token, value: null })
    else if (last === undefined) return null
    else
      pairs[pairs.length - 1] = {
        label: last.label,
        value: last.value === null ? token : joinTokens([last.value, token], ' '),
      }
  }
  return pairs.length > 0 ? pairs : null
}

/** `填报人：张三`: label and value in one field. */
function isInlineField(text: string, vocabulary: Vocabulary): boolean {
  const colon = text.search(/[:：]/)
  return (
    colon > 1 &&
    vocabulary.field(text.slice(0, colon)) !== null &&
    (vocabulary.field(text.slice(0, colon))?.likeness ?? 0) > 0.95
  )
}
