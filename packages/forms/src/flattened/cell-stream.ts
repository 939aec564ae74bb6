/**
 * Texts with one cell a line, as word processors save tables and PDF viewers copy them: the rows are put together again
 * by counting the columns that their headings announce. A blank line is a blank cell, or stands between blocks of text;
 * which of the two, the rows tell.
 */
import type { Doubt, Locator } from '@backfile/model'
import type { FlattenedLine } from '@backfile/readers'
import { cellsInLines } from './messages.ts'
import { OUT_OF_ORDER } from './running-words.ts'
import { joinTokens, readSourceLines, type SourceLine, type Token } from './source-lines.ts'
import { isLevelRole, isTargetRole } from './text-fit.ts'
import { isAmount, isSureTarget, targetLikeness } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Share of the lines with one field: a table of one column has no indicators. */
const ALONE_SHARE = 0.95

/** Confidence of texts whose place was counted, where blank cells count and where they do not. */
const COUNTED = { withBlanks: 0.89, withoutBlanks: 0.8 }

/** Fewest columns of a table of indicators, and fewest rows that show how blank lines are meant. */
const FEWEST = { columns: 3, rows: 2 }

/** Whether the text gives each cell a line of its own. */
export function isCellStream(written: readonly FlattenedLine[]): boolean {
  const filled = written.filter(({ fields }) => fields.some((field) => field.trim() !== ''))
  return filled.filter(({ fields }) => fields.length === 1).length >= ALONE_SHARE * filled.length
}

/** Lines of several fields, made of lines of one; what stands in no row that could be counted is left as it is. */
export function joinCells(
  written: readonly FlattenedLine[],
  vocabulary: Vocabulary,
): { readonly lines: readonly SourceLine[]; readonly rows: number; readonly doubts: readonly Doubt[] } {
  const tokens = new Map(readSourceLines(written).lines.map((line) => [line.line, line.tokens[0] ?? null]))
  const cells = written.map(({ line }) => tokens.get(line) ?? null)
  const ways = [
    readStream(cells, COUNTED.withBlanks, vocabulary),
    readStream(
      cells.filter((cell) => cell !== null),
      COUNTED.withoutBlanks,
      vocabulary,
    ),
  ]
  const [best] = [...ways].sort((a, b) => b.counted - a.counted)
  if (best === undefined) return { lines: [], rows: 0, doubts: [] }
  const doubts = best.counted > 0 ? [cellsInLines(best.places)] : []
  return { lines: best.lines, rows: best.counted, doubts }
}

type Cell = Token | null

interface Stream {
  readonly lines: readonly SourceLine[]
  /** Rows that were put together by counting. */
  readonly counted: number
  readonly places: readonly Locator[]
}

function readStream(cells: readonly Cell[], confidence: number, vocabulary: Vocabulary): Stream {
  const lines: SourceLine[] = []
  const places: Locator[] = []
  let counted = 0
  const put = (own: readonly Cell[], sure: number): void => {
    const row = own.flatMap((cell, column): readonly Token[] =>
      cell === null ? [] : [{ ...cell, column, confidence: Math.min(cell.confidence, sure) }],
    )
    lines.push({ line: lineOf(row[0]), page: 0, apart: own.length === 1, width: own.length, tokens: row })
  }
  for (let at = 0; at < cells.length; ) {
    const block = indicatorsAt(cells, at, vocabulary) ?? fundsAt(cells, at, vocabulary)
    if (block === null) {
      const field = fieldAt(cells, at, vocabulary)
      if (field.row.some((cell) => cell !== null)) put(field.row, confidence)
      at = field.end
      continue
    }
    put(block.heading, 1)
    for (const row of block.rows) {
      put(row, Math.min(confidence, block.sure))
      places.push(...row.flatMap((cell) => cell?.locators ?? []).slice(0, 1))
    }
    counted += block.rows.length
    at = block.end
  }
  return { lines, counted, places }
}

const lineOf = (token: Token | undefined): number =>
  token?.locators.flatMap((locator) => ('line' in locator ? [locator.line] : []))[0] ?? 1

interface Block {
  readonly heading: readonly Cell[]
  readonly rows: readonly (readonly Cell[])[]
  /** Confidence of the rows, at most. */
  readonly sure: number
  readonly end: number
}

/** Most columns that the form does not know, at either side of those that it does, and their longest heading. */
const UNKNOWN = { columns: 2, length: 8 }

/**
 * Headings of indicators, and rows of as many cells that have a name and targets. How many headings the form does not
 * know stand in front (row numbers, the label of the block) and behind (remarks), the number of rows tells.
 */
function indicatorsAt(cells: readonly Cell[], at: number, vocabulary: Vocabulary): Block | null {
  let best: Block | null = null
  for (let front = 0; front <= UNKNOWN.columns; front++)
    for (let behind = 0; behind <= UNKNOWN.columns; behind++) {
      const block = indicatorsBetween(cells, at, front, behind, vocabulary)
      if (block !== null && block.rows.length > (best?.rows.length ?? 0)) best = block
    }
  return best
}

function indicatorsBetween(
  cells: readonly Cell[],
  at: number,
  front: number,
  behind: number,
  vocabulary: Vocabulary,
): Block | null {
  const isKnown = (text: string): boolean => vocabulary.column(text)?.likeness === 1
  const { headings, end } = headingsFrom(cells, at + front, isKnown)
  const others = [...cells.slice(at, at + front), ...cells.slice(end, end + behind)]
  const areHeadings = others.every(
    (cell) => cell !== null && cell.text.length <= UNKNOWN.length && !/[\d。；，]/.test(cell.text),
  )
  const roles = headings.map(({ text }) => vocabulary.column(text)?.role)
  if (headings.length < FEWEST.columns || !roles.includes('name') || !areHeadings) return null
  const name = front + roles.indexOf('name')
  const targets = roles.flatMap((role, index) =>
    role !== undefined && isTargetRole(role) ? [front + index] : [],
  )
  const heading = [...cells.slice(at, at + front), ...headings, ...cells.slice(end, end + behind)]
  const isRow = (row: readonly Cell[]): boolean => {
    const values = targets.flatMap((column) => row[column] ?? [])
    const own = row[name]
    if (own != null && isSureTarget(own.text)) return false
    if (own != null) return values.length > 0 && values.every(({ text }) => targetLikeness(text) > 0)
    const labels = row.filter((cell) => cell !== null)
    const areLevels = labels.every((cell) => vocabulary.field(cell.text) === null)
    return values.length === 0 && labels.length > 0 && areLevels
  }
  const rows: Cell[][] = []
  let next = end + behind
  for (; isRow(cells.slice(next, next + heading.length)); next += heading.length)
    rows.push(cells.slice(next, next + heading.length))
  const outermost = roles.findIndex((role) => role !== undefined && isLevelRole(role))
  const begins = outermost >= 0 && rows[0]?.[front + outermost] != null
  return rows.length < FEWEST.rows ? null : { heading, rows, sure: begins ? 1 : OUT_OF_ORDER, end: next }
}

/**
 * Headings of measures, behind labels of the funds and of their block where there are any, and below them labels with
 * as many amounts; cells in front of a label are blank.
 */
function fundsAt(cells: readonly Cell[], at: number, vocabulary: Vocabulary): Block | null {
  const isMeasure = (text: string): boolean =>
    vocabulary.form.funds.some((block) => vocabulary.measure(block, text) !== null)
  const isLabel = (cell: Cell): cell is Token =>
    cell !== null &&
    (vocabulary.isFundsLabel(cell.text) ||
      vocabulary.form.funds.some(
        (block) =>
          vocabulary.blockLikeness(block, cell.text) === 1 || vocabulary.isLineHeading(block, cell.text),
      ))
  const front: Token[] = []
  let begin = at
  for (let cell = cells[at] ?? null; isLabel(cell) && front.length < 2; cell = cells[begin] ?? null) {
    front.push(cell)
    begin = nextFilled(cells, begin + 1)
  }
  const pairs = pairsFrom(cells, begin, vocabulary)
  if (front.length > 0 && pairs.row.length > 0)
    return { heading: [...front, ...pairs.row], rows: [], sure: 1, end: pairs.end }
  const { headings, end } = headingsFrom(cells, begin, isMeasure)
  if (headings.length === 0) return null
  const rows: Cell[][] = []
  let next = end
  for (;;) {
    const from = nextFilled(cells, next)
    const labels = cells.slice(from, from + 3).findIndex((cell) => cell === null || isAmount(cell.text))
    const amounts = cells.slice(from + labels, from + labels + headings.length)
    if (labels < 1 || amounts.length < headings.length) break
    if (!amounts.every((cell) => cell === null || isAmount(cell.text))) break
    if (headings.length < 2 && amounts[0] === null) break
    if (cells.slice(from, from + labels).some((cell) => cell !== null && isFieldLabel(cell, vocabulary)))
      break
    const own = cells.slice(from, from + labels)
    rows.push([...new Array<Cell>(2 - own.length).fill(null), ...own, ...amounts])
    next = from + labels + headings.length
  }
  const labels = [...front, ...new Array<Cell>(2 - front.length).fill(null)]
  return rows.length === 0 ? null : { heading: [...labels, ...headings], rows, sure: 1, end: next }
}

/** Labels of a block that has pairs, each with the amount behind it. */
function pairsFrom(
  cells: readonly Cell[],
  at: number,
  vocabulary: Vocabulary,
): { readonly row: readonly Token[]; readonly end: number } {
  const paired = vocabulary.form.funds.filter((block) => block.pairs)
  const row: Token[] = []
  let next = at
  for (;;) {
    const from = nextFilled(cells, next)
    const [label, amount] = [cells[from] ?? null, cells[from + 1] ?? null]
    if (label === null || !paired.some((block) => vocabulary.line(block, label.text) !== null)) break
    const given = amount !== null && isAmount(amount.text)
    row.push(label, ...(given ? [amount] : []))
    next = from + (given ? 2 : 1)
  }
  return { row, end: next }
}

function nextFilled(cells: readonly Cell[], at: number): number {
  let next = at
  while (next < cells.length && (cells[next] ?? null) === null) next += 1
  return next
}

/** Cells that are headings, each in one line or broken into two. */
function headingsFrom(
  cells: readonly Cell[],
  at: number,
  isHeading: (text: string) => boolean,
): { readonly headings: readonly Token[]; readonly end: number } {
  const headings: Token[] = []
  let next = at
  for (;;) {
    const [own, rest] = [cells[next] ?? null, cells[next + 1] ?? null]
    if (own === null) break
    const joined = rest === null ? null : joinTokens([own, rest], '')
    if (joined !== null && isHeading(joined.text)) {
      headings.push(joined)
      next += 2
    } else if (isHeading(own.text)) {
      headings.push(own)
      next += 1
    } else break
  }
  return { headings, end: next }
}

/** A field's label with the paragraphs of its value; any other cell by itself. */
function fieldAt(
  cells: readonly Cell[],
  at: number,
  vocabulary: Vocabulary,
): { readonly row: readonly Cell[]; readonly end: number } {
  const own = cells[at] ?? null
  const isLabel = (cell: Cell): boolean =>
    cell !== null &&
    (isFieldLabel(cell, vocabulary) ||
      vocabulary.isFundsLabel(cell.text) ||
      vocabulary.isIndicatorsLabel(cell.text) ||
      vocabulary.column(cell.text)?.likeness === 1 ||
      vocabulary.form.funds.some((block) => vocabulary.blockLikeness(block, cell.text) === 1))
  if (own === null || !isFieldLabel(own, vocabulary)) return { row: [own], end: at + 1 }
  const beginsTable = (cell: Token, index: number): boolean =>
    cell.text.length <= UNKNOWN.length && indicatorsAt(cells, index, vocabulary) !== null
  const value: Token[] = []
  for (let next = at + 1; next < cells.length; next++) {
    const cell = cells[next] ?? null
    if (cell === null || isLabel(cell) || beginsTable(cell, next)) break
    value.push(cell)
  }
  return {
    row: [own, value.length === 0 ? null : joinTokens(value, '\n')],
    end: at + 1 + value.length,
  }
}

/** Likeness from which a cell is the label of a field. */
const SURE_FIELD = 0.95

const isFieldLabel = (cell: Token, vocabulary: Vocabulary): boolean =>
  (vocabulary.field(cell.text)?.likeness ?? 0) >= SURE_FIELD
