/**
 * Lines of fields from a text whose cells follow each other in the order in which they were painted: labels with what
 * stands behind them, rows of funds by their amounts, rows of indicators as `running-rows.ts` cuts them.
 */
import type { Doubt } from '@backfile/model'
import { formsTitled } from '../split.ts'
import { runningCells } from './messages.ts'
import { beginsLine, type RunningContext, targetPlaces } from './running-cells.ts'
import { fundsAt, subprojectsIn } from './running-funds.ts'
import {
  headingAt,
  indicatorLines,
  indicatorsAt,
  labelsInOrder,
  namedRows,
  type RunningIndicators,
  tablesWithParts,
} from './running-indicators.ts'
import { isFieldLabel, lineEnd, linesOfWords, pieceAt } from './running-labels.ts'
import {
  firstLine,
  joinProse,
  joinWords,
  OUT_OF_ORDER,
  PLACED,
  type RunningText,
  standApart,
} from './running-words.ts'
import type { SourceLine, Token } from './source-lines.ts'
import { documentWords, textFit } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface RunningLines {
  readonly lines: readonly SourceLine[]
  /** Rows of indicators with a name and a target. */
  readonly rows: number
  readonly doubts: readonly Doubt[]
}

/** A filing has some thousand words; what has more than these is something else. */
const MOST_WORDS = 10_000

export function runningLines({ words, pageOf }: RunningText, vocabulary: Vocabulary): RunningLines {
  if (words.length > MOST_WORDS) return { lines: [], rows: 0, doubts: [] }
  const known = documentWords(linesOfWords(words), vocabulary, subprojectsIn(words, vocabulary), [])
  const context = { fit: textFit(vocabulary, known), targets: targetPlaces(words) }
  const parts = partsOf(words, vocabulary, context)
  const tables = parts.flatMap((part) => ('header' in part ? [part] : []))
  const inOrder = new Set(tablesWithParts(tables).filter(labelsInOrder).flat())
  const places = tables.flatMap(namedRows)
  const lines = parts.flatMap((part): readonly SourceLine[] => {
    const rows =
      'header' in part
        ? [part.header.map(({ token }) => token), ...indicatorLines(part, inOrder.has(part))]
        : part.rows
    return rows.flatMap((row) => lineWith(row, pageOf))
  })
  return { lines, rows: places.length, doubts: places.length === 0 ? [] : [runningCells(places)] }
}

/** Rows of fields up to the word with which the text goes on. */
interface RunningRows {
  readonly rows: readonly (readonly (Token | null)[])[]
  readonly end: number
}

function partsOf(
  words: readonly Token[],
  vocabulary: Vocabulary,
  context: RunningContext,
): readonly (RunningIndicators | RunningRows)[] {
  const parts: (RunningIndicators | RunningRows)[] = []
  for (let at = 0; at < words.length; ) {
    const part =
      indicatorsAt(words, at, vocabulary, context) ??
      fundsAt(words, at, vocabulary) ??
      fieldAt(words, at, vocabulary) ??
      textAt(words, at)
    parts.push(part)
    at = part.end
  }
  return parts
}

/** A line by itself. */
function textAt(words: readonly Token[], at: number): RunningRows {
  const end = lineEnd(words, at)
  return { rows: [[joinWords(words.slice(at, end))]], end }
}

function lineWith(row: readonly (Token | null)[], pageOf: (word: Token) => number): readonly SourceLine[] {
  const tokens = row.flatMap((token, column): readonly Token[] =>
    token === null ? [] : [{ ...token, column }],
  )
  const [first] = tokens
  if (first === undefined) return []
  return [{ line: firstLine(first), page: pageOf(first), apart: row.length === 1, width: row.length, tokens }]
}

/** A field's label with what stands behind it up to the next label. */
function fieldAt(words: readonly Token[], at: number, vocabulary: Vocabulary): RunningRows | null {
  const label = pieceAt(words, at, (text) => isFieldLabel(text, vocabulary))
  if (label === null) return null
  let end = label.end
  while (end < words.length && !isLabelAt(words, end, vocabulary) && !isTitleAt(words, end, vocabulary)) {
    if (end > label.end && standApart(words[end - 1], words[end])) break
    end += 1
  }
  const value = words.slice(label.end, end)
  const sure = standApart(label.token, value[0]) ? OUT_OF_ORDER : PLACED
  const token = value.length === 0 ? null : { ...joinProse(value), confidence: sure }
  return { rows: [[label.token, token]], end }
}

/** A line that is a title of the form: another filing begins, or another page. */
function isTitleAt(words: readonly Token[], at: number, vocabulary: Vocabulary): boolean {
  if (!beginsLine(words, at)) return false
  const line = joinWords(words.slice(at, lineEnd(words, at))).text
  return formsTitled(line, [vocabulary.form]).length > 0
}

function isLabelAt(words: readonly Token[], at: number, vocabulary: Vocabulary): boolean {
  if (headingAt(words, at, vocabulary) !== null) return true
  return (
    pieceAt(
      words,
      at,
      (text) =>
        isFieldLabel(text, vocabulary) ||
        vocabulary.isFundsLabel(text) ||
        vocabulary.isIndicatorsLabel(text) ||
        vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, text) === 1),
    ) !== null
  )
}
