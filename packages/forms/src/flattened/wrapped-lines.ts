/** Putting labels and names back together whose text was wrapped, so that its rest stands on a line of its own. */
import type { Doubt } from '@backfile/model'
import { isCutFigure } from './broken-lines.ts'
import { labelsWrapped } from './messages.ts'
import { joinTokens, type SourceLine, type Token } from './source-lines.ts'
import { isAmount, targetLikeness } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'
import { nameEnding } from './words.ts'

/** Confidence of a text joined with the line below it: one that the form knows or the document has elsewhere, another. */
const KNOWN_JOIN = 0.97
const UNKNOWN_JOIN = 0.85

/** Most texts of a line that only goes on from the one above. */
const MOST_WRAPPED = 2

/** Fewest characters of a rest that might as well be a name of its own. */
const OWN_NAME = 4

/**
 * The lines with each wrapped text in one piece. A line goes on from the one above where all its texts stand right
 * below texts of that one, none is a figure or a label that the form knows, and a figure stands behind them there.
 */
export function joinWrapped(
  lines: readonly SourceLine[],
  vocabulary: Vocabulary,
): { readonly lines: readonly SourceLine[]; readonly doubts: readonly Doubt[] } {
  const whole: SourceLine[] = []
  const unsure: Token[] = []
  const texts = lines.flatMap((line) => line.tokens.map((token) => token.text))
  for (const line of lines) {
    const above = whole.at(-1)
    if (above === undefined || !goesOn(above, line, vocabulary)) {
      whole.push(line)
      continue
    }
    const tokens = above.tokens.map((token) => {
      const rest = line.tokens.find(({ column }) => column === token.column)
      if (rest === undefined) return token
      const joined = joinTokens([token, rest], '')
      const isKnown = isWholeText(joined.text, vocabulary) || recurs(token.text, rest.text, texts)
      const label = {
        ...joined,
        confidence: Math.min(joined.confidence, isKnown ? KNOWN_JOIN : UNKNOWN_JOIN),
      }
      if (!isKnown) unsure.push(label)
      return label
    })
    whole[whole.length - 1] = { ...above, tokens }
  }
  return { lines: whole, doubts: unsure.length === 0 ? [] : [labelsWrapped(unsure)] }
}

function goesOn(above: SourceLine, line: SourceLine, vocabulary: Vocabulary): boolean {
  if (above.page !== line.page || line.width === 1 || line.tokens.length > MOST_WRAPPED) return false
  const last = line.tokens.at(-1)
  if (last === undefined) return false
  const over = above.tokens.find(({ column }) => column === last.column)
  if (line.tokens.length === 1 && over !== undefined && isCutFigure(over.text, last.text)) return true
  const behind = above.tokens.filter((token) => token.column > last.column)
  if (!behind.some((token) => isFigure(token.text))) return false
  return line.tokens.every((token) => {
    const own = above.tokens.find(({ column }) => column === token.column)
    if (own === undefined) return false
    const behindOwn = above.tokens.find(({ column }) => column > own.column)
    if (behindOwn !== undefined && isFigure(behindOwn.text) && isLastWord(own.text, token.text, vocabulary))
      return true
    return isRest(own.text, token.text, vocabulary)
  })
}

const isFigure = (text: string): boolean => isAmount(text) || targetLikeness(text) >= 1

/** Whether a text may be the end of the one above it rather than one of its own. */
function isRest(above: string, text: string, vocabulary: Vocabulary): boolean {
  if (isWholeText(above + text, vocabulary)) return !isWholeText(text, vocabulary)
  if (isAmount(text) || targetLikeness(text) >= 3 || isWholeText(text, vocabulary)) return false
  if (isAmount(above) || isWholeText(above, vocabulary)) return false
  return !(nameEnding.test(above) && text.length >= OWN_NAME && nameEnding.test(text))
}

/** A word with which names end, below a text that is no usual name: `满意度` below `工作人员`. No name is as short. */
function isLastWord(above: string, text: string, vocabulary: Vocabulary): boolean {
  const isWord = text.length < OWN_NAME && nameEnding.test(text)
  return isWord && above.length >= OWN_NAME && !isWholeText(above, vocabulary)
}

/** A label or name that the form knows, word for word. */
function isWholeText(text: string, vocabulary: Vocabulary): boolean {
  const places = [
    ...vocabulary.firstLevels(text),
    ...vocabulary.secondLevels(text),
    ...vocabulary.indicators(text),
  ]
  if (places.some((place) => place.likeness === 1) || vocabulary.field(text)?.likeness === 1) return true
  if (vocabulary.isFundsLabel(text)) return true
  return vocabulary.form.funds.some(
    (block) => vocabulary.line(block, text) !== null || vocabulary.blockLikeness(block, text) === 1,
  )
}

/** The characters at the seam stand together elsewhere in the document. */
function recurs(above: string, rest: string, texts: readonly string[]): boolean {
  const seams = [`${above.slice(-2)}${rest.slice(0, 1)}`, `${above.slice(-1)}${rest.slice(0, 2)}`]
  return seams.every((seam) => seam.length === 3 && texts.some((text) => text.includes(seam)))
}
