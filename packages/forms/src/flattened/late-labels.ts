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
 * many in front of its own label or headings, that text is the label above.
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
    const figures = moved[index]?.tokens ?? []
    if (next === undefined || label === undefined || next.page !== line.page) continue
    if (figures.length === 0 || !figures.every((token) => isAmount(token.text))) continue
    if (!isTooMany(label, next, vocabulary)) continue
    const amounts = figures.map((token) => ({ ...token, confidence: Math.min(token.confidence, LATE_LABEL) }))
    const column = Math.min(label.column, (figures[0]?.column ?? 1) - 1)
    moved[index] = { ...line, tokens: [{ ...label, column }, ...amounts] }
    moved[index + 1] = { ...next, tokens: next.tokens.slice(1) }
    late.push(label)
  }
  return { lines: moved, doubts: late.length === 0 ? [] : [labelsLate(late)] }
}

/** A text in front of a line's own label: not a label of the block, nor the parent of what stands behind it. */
function isTooMany(label: Token, line: SourceLine, vocabulary: Vocabulary): boolean {
  const { funds } = vocabulary.form
  if (isAmount(label.text) || vocabulary.isFundsLabel(label.text) || vocabulary.field(label.text) !== null)
    return false
  if (funds.some((block) => vocabulary.blockLikeness(block, label.text) >= 0.9)) return false
  const own = line.tokens[1]
  if (own === undefined || isAmount(own.text)) return false
  return !funds.some((block) => {
    const parents = block.lines.flatMap((known) => (known.path.length > 1 ? [known.path[0]] : []))
    return (
      vocabulary.line(block, label.text)?.path.length === 1 &&
      parents.includes(vocabulary.line(block, label.text)?.path[0] ?? '')
    )
  })
}
