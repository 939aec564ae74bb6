/** Giving fund lines back the labels that slipped onto the line below them. */
import type { Doubt } from '@backfile/model'
import { labelsLate } from './messages.ts'
import type { SourceLine, Token } from './source-lines.ts'
import { isAmount } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Confidence of the figures of a line whose label stood one line late. */
const LATE_LABEL = 0.85

/**
 * The lines, each with its own label: where a line of the funds has amounts alone, and the next one has a text too
 * many in front of its own label or headings, that text is the label above; where a line has headings alone, and the
 * next one begins with the label of a block, that label stands beside the headings.
 */
export function moveLateLabels(
  lines: readonly SourceLine[],
  vocabulary: Vocabulary,
): { readonly lines: readonly SourceLine[]; readonly doubts: readonly Doubt[] } {
  const moved = [...lines]
  const late: Token[] = []
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]
    const label = next?.tokens[0]
    const own = moved[index]?.tokens ?? []
    const [first] = own
    if (next === undefined || label === undefined || first === undefined || next.page !== line.page) continue
    const figuresAlone = own.every((token) => isAmount(token.text)) && isTooMany(label, next, vocabulary)
    const headingsAlone = !figuresAlone && isBlockLabelBelow(own, next, vocabulary)
    if (!figuresAlone && !headingsAlone) continue
    const most = figuresAlone ? LATE_LABEL : 1
    const rest = own.map((token) => ({ ...token, confidence: Math.min(token.confidence, most) }))
    moved[index] = {
      ...line,
      tokens: [{ ...label, column: Math.min(label.column, first.column - 1) }, ...rest],
    }
    moved[index + 1] = { ...next, tokens: next.tokens.slice(1) }
    if (figuresAlone) late.push(label)
  }
  return { lines: moved, doubts: late.length === 0 ? [] : [labelsLate(late)] }
}

/** A text in front of a line's own label: not a label of the block, nor the parent of what stands behind it. */
function isTooMany(label: Token, line: SourceLine, vocabulary: Vocabulary): boolean {
  const { funds } = vocabulary.form
  if (isAmount(label.text) || vocabulary.isFundsLabel(label.text) || vocabulary.field(label.text) !== null)
    return false
  if (isBlockLabel(label, vocabulary)) return false
  const own = line.tokens[1]
  if (own === undefined || isAmount(own.text)) return false
  return !funds.some((block) => {
    const known = vocabulary.line(block, label.text)
    return block.lines.some((inner) => inner.path.length > 1 && inner.path[0] === known?.path.at(-1))
  })
}

/** Headings of one block's measures, and below them that block's label in front of a line's own. */
function isBlockLabelBelow(headings: readonly Token[], line: SourceLine, vocabulary: Vocabulary): boolean {
  const [label, own] = line.tokens
  if (label === undefined || own === undefined || isAmount(own.text)) return false
  return vocabulary.form.funds.some(
    (block) =>
      vocabulary.blockLikeness(block, label.text) >= SURE_BLOCK &&
      vocabulary.measure(block, own.text) === null &&
      headings.some((token) => vocabulary.measure(block, token.text) !== null) &&
      headings.every(
        (token) =>
          vocabulary.measure(block, token.text) !== null || vocabulary.isLineHeading(block, token.text),
      ),
  )
}

/** Likeness from which a text is a block's label. */
const SURE_BLOCK = 0.9

function isBlockLabel(label: Token, vocabulary: Vocabulary): boolean {
  return vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, label.text) >= SURE_BLOCK)
}
