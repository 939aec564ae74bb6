/** The cells of a region's lines: columns, header, rows, and every place of the grid in exactly one cell. */
import type { Box, Message } from '@backfile/model'
import type { PaintedPage, Ruling } from '@backfile/readers'
import type { PageTable } from '../page-table.ts'
import type { Repair } from '../table.ts'
import type { Column } from './columns.ts'
import { boundariesOf, columnsOf, withoutSpacedCodes } from './columns.ts'
import { type Draft, draftRow, fillGrid } from './drafts.ts'
import { hardBoundaries, rulingsWithin, shadingCuts, wideRules } from './evidence.ts'
import { withGroupLabels, withHalfwayLabels } from './group-labels.ts'
import { headerOf, headerRowOf } from './header.ts'
import { placeHeader } from './header-labels.ts'
import { headerLengthOf } from './header-length.ts'
import type { Phrase, PhraseLine } from './phrases.ts'
import type { HardBoundary, PlacedLine } from './placed.ts'
import { placeLines } from './placed.ts'
import { valueColumnsOf } from './row-context.ts'
import { isCentredAlone, type RowEvidence } from './row-evidence.ts'
import { rowsOf, ruledRowsOf } from './rows.ts'

/** Lines put into columns, before rows are made of them. */
export interface Arrangement {
  readonly columns: readonly Column[]
  readonly lines: readonly PlacedLine[]
  readonly values: readonly boolean[]
  readonly evidence: RowEvidence
  readonly rulings: readonly Ruling[]
  readonly hard: readonly HardBoundary[]
}

/** Most that a table is worth whose labels may stand one column off their values. */
const SHIFTED_CONFIDENCE = 0.6

/**
 * Marks of list items, which stand before their text but are no column of a table. Word processors take bullets from
 * symbol fonts, at code points of private use.
 */
const LIST_MARK = /^(?:[•●▪■◦‣∙·*\-–—o✓➢\u{e000}-\u{f8ff}]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])$/iu

/** Puts the lines of one region into columns. Null where they have fewer than two. */
export function arrange(lines: readonly PhraseLine[], page: PaintedPage): Arrangement | null {
  const first = lines[0]
  if (!first) return null
  const [left, right] = [
    Math.min(...lines.map((line) => line.left)),
    Math.max(...lines.map((line) => line.right)),
  ]
  const [top, bottom] = [first.top - first.size, Math.max(...lines.map((line) => line.bottom)) + first.size]
  const rulings = rulingsWithin(page.rulings, left, top, right, bottom)
  const hard = hardBoundaries(rulings, left, right, lines)
  const cuts = [...wideRules(rulings, left, right), ...shadingCuts(page.fills, left, right, top, bottom)]
  const evidence = { cuts: cuts.sort((a, b) => a - b), left, right }
  const columns = columnsIn(lines, hard)
  if (columns.length < 2) return null
  const draft = { columns, ...placed(lines, columns, hard), evidence, rulings, hard }
  return byItsBody(draft, lines) ?? draft
}

/** The same by the columns of the body alone: a header set otherwise than its figures makes none of its own. */
function byItsBody(draft: Arrangement, lines: readonly PhraseLine[]): Arrangement | null {
  const { values, evidence, hard } = draft
  const headerLength = values.includes(true) ? headerLengthOf(draft.lines, values, evidence) : 0
  const body = lines.slice(headerLength)
  if (headerLength === 0 || body.length < 2) return null
  const columns = columnsIn(body, hard, lines.slice(0, headerLength))
  const widest = Math.max(...lines.slice(0, headerLength).map((line) => line.phrases.length))
  if (columns.length < 2 || widest > columns.length) return null
  const inBody = placed(body, columns, hard)
  if (shared(inBody.lines) > shared(draft.lines.slice(headerLength))) return null
  const header = placeHeader(lines.slice(0, headerLength), columns, hard)
  const all = [...header, ...inBody.lines]
  return { ...draft, columns, lines: all, values: valueColumnsOf(all, columns.length) }
}

/** How many lines have two texts in one column. */
function shared(lines: readonly PlacedLine[]): number {
  return lines.filter(({ cells }) => new Set(cells.map(({ from }) => from)).size < cells.length).length
}

function placed(
  lines: readonly PhraseLine[],
  columns: readonly Column[],
  hard: readonly HardBoundary[],
): { lines: PlacedLine[]; values: boolean[] } {
  const found = placeLines(lines, columns, hard)
  return { lines: found, values: valueColumnsOf(found, columns.length) }
}

/** Makes the table of arranged lines. */
export function tableOf(arrangement: Arrangement, page: number, likelihood: number): PageTable {
  const { columns, lines, values, evidence, rulings } = arrangement
  const headerLength = headerLengthOf(lines, values, evidence)
  const isOneRow = headerLength > 1 && isRuledAsOneRow(arrangement, headerLength)
  const headerLines = lines.slice(0, headerLength)
  const header = isOneRow ? headerRowOf(headerLines) : headerOf(headerLines, columns, rulings)
  const headerRows = headerLength > 0 ? header.cuts.length + 1 : 0
  const body = withHalfwayLabels(rowsOf(lines.slice(headerLength), values, evidence), values)
  const drafts: Draft[] = header.cells.map((cell) => ({
    phrases: [...cell.phrases],
    row: cell.firstRow,
    column: cell.from,
    rowSpan: cell.lastRow - cell.firstRow + 1,
    columnSpan: cell.to - cell.from + 1,
  }))
  for (const [index, row] of body.entries()) {
    const [only] = row
    const isSection = only !== undefined && row.length === 1 && headsAll(only, evidence)
    const across = draftRow(row, headerRows + index)
    drafts.push(
      ...(isSection ? across.map((draft) => ({ ...draft, column: 0, columnSpan: columns.length })) : across),
    )
  }
  const confidence = hasBareLabel(drafts, headerRows, columns.length)
    ? Math.min(likelihood, SHIFTED_CONFIDENCE)
    : likelihood
  const rowEdges = rowEdgesOf(lines, headerLength, header.cuts, body)
  const columnEdges = columnEdgesOf(arrangement)
  const whole = withGroupLabels(drafts, headerRows, values)
  const cells = fillGrid(whole, columnEdges, rowEdges)
  const box: Box = [columnEdges[0] ?? 0, rowEdges[0] ?? 0, columnEdges.at(-1) ?? 0, rowEdges.at(-1) ?? 0]
  const method = evidence.cuts.length > 0 || arrangement.hard.length > 0 ? 'partly-ruled' : 'unruled'
  return {
    page,
    box,
    method,
    columnEdges,
    rowEdges,
    cells,
    confidence,
    repairs: repairsOf(page, box, confidence),
  }
}

/** Whether a line is a heading over all columns: one text that stands in the middle of them, or runs across several. */
function headsAll(line: PlacedLine, evidence: RowEvidence): boolean {
  const [only] = line.cells
  const isAcross = line.cells.length === 1 && only?.from === 0 && only.to > 0
  return isAcross || isCentredAlone(line, evidence)
}

/** Whether each row of the body is ruled, and the header by no line within it: then it is one row as well. */
function isRuledAsOneRow({ lines, values, evidence, rulings }: Arrangement, headerLength: number): boolean {
  const body = lines.slice(headerLength)
  if ((ruledRowsOf(body, values, evidence)?.length ?? 0) < body.length * 0.5) return false
  if (headerRowOf(lines.slice(0, headerLength)).cells.some(hasTextsAbreast)) return false
  const [first, last] = [lines[0], lines[headerLength - 1]]
  if (!first || !last || body.length === 0) return false
  return !rulings.some(
    (rule) => Math.abs(rule.y0 - rule.y1) < 0.5 && rule.y0 > first.centre && rule.y0 < last.centre,
  )
}

/** Whether a label would hold texts that stand side by side: it heads them, and is no line of theirs. */
function hasTextsAbreast({ phrases }: { readonly phrases: readonly Phrase[] }): boolean {
  return phrases.some((phrase, index) =>
    phrases.slice(index + 1).some((other) => other.box[1] < phrase.box[3] && phrase.box[1] < other.box[3]),
  )
}

/** A column that has a label and not one value: either it is empty, or the labels stand one column off. */
function hasBareLabel(drafts: readonly Draft[], headerRows: number, columns: number): boolean {
  if (headerRows === 0) return false
  return Array.from({ length: columns }, (_, column) => column).some((column) => {
    const over = (draft: Draft): boolean => draft.column <= column && draft.column + draft.columnSpan > column
    const labels = drafts.filter((draft) => draft.row < headerRows && over(draft) && draft.columnSpan === 1)
    return labels.length > 0 && !drafts.some((draft) => draft.row >= headerRows && over(draft))
  })
}

function rowEdgesOf(
  lines: readonly PlacedLine[],
  headerLength: number,
  headerCuts: readonly number[],
  body: readonly (readonly PlacedLine[])[],
): number[] {
  const edges = [Math.min(...lines.map((line) => line.top))]
  if (headerLength > 0) {
    edges.push(...headerCuts)
    const [above, below] = [lines[headerLength - 1], lines[headerLength]]
    if (above && below) edges.push(between(above, below))
  }
  for (const [index, row] of body.entries()) {
    const [above, below] = [row.at(-1), body[index + 1]?.[0]]
    if (above && below) edges.push(between(above, below))
  }
  edges.push(Math.max(...lines.map((line) => line.bottom)))
  return edges
}

function between(above: PlacedLine, below: PlacedLine): number {
  return (above.bottom + below.top) / 2
}

function columnEdgesOf({ columns, evidence, hard }: Arrangement): number[] {
  return [evidence.left, ...boundariesOf(columns, positionsOf(hard)), evidence.right]
}

function positionsOf(hard: readonly HardBoundary[]): number[] {
  return hard.map(({ at }) => at)
}

/** The columns of lines below those of `head`, or of which these are the first. */
function columnsIn(
  lines: readonly PhraseLine[],
  hard: readonly HardBoundary[],
  head = lines.slice(0, 1),
): Column[] {
  return withoutListMarks(lines, withoutSpacedCodes(columnsOf(lines, positionsOf(hard)), lines), head)
}

/** What heads a column that numbers the rows. */
const NUMBERS_LABEL = /^(?:no\.?|nr\.?|n°|n[ºo]\.|num\.|#|№|序号|编号|行次)$/iu

/** Takes a first column of nothing but list marks together with the text that they mark. */
function withoutListMarks(
  lines: readonly PhraseLine[],
  columns: readonly Column[],
  head: readonly PhraseLine[],
): Column[] {
  const [first, second] = [columns[0], columns[1]]
  if (!first || !second) return [...columns]
  const held = lines.flatMap((line) => line.phrases.filter((phrase) => phrase.box[2] <= first.right + 0.1))
  const marks = held.filter((phrase) => LIST_MARK.test(phrase.text))
  if (marks.length < held.length * 0.8 || held.some((phrase) => NUMBERS_LABEL.test(phrase.text)))
    return [...columns]
  if (head.some((line) => headsMarks(line, first, second))) return [...columns]
  return [{ left: first.left, right: second.right }, ...columns.slice(2)]
}

/** Whether a head has a label over the marks, and one of its own over the texts beside them. */
function headsMarks({ phrases: [label, beside] }: PhraseLine, first: Column, second: Column): boolean {
  if (!label || !beside || label.isNumeric || LIST_MARK.test(label.text)) return false
  const isOverMarks = label.box[0] < first.right && label.box[2] < second.left
  return isOverMarks && beside.box[0] < second.right && beside.box[2] > second.left
}

function repairsOf(page: number, box: Box, confidence: number): Repair[] {
  const locators = [{ page, bbox: box }]
  return [
    { kind: 'columns-inferred', message: COLUMNS_INFERRED, confidence, locators },
    { kind: 'rows-inferred', message: ROWS_INFERRED, confidence, locators },
  ]
}

const COLUMNS_INFERRED: Message = {
  zh: '表格没有竖线，列由文字对齐推断',
  en: 'The table has no vertical rulings; its columns were inferred from how the text is aligned',
}
const ROWS_INFERRED: Message = {
  zh: '表格没有完整的横线，行由文字间距推断',
  en: 'Not every row is ruled; the rows were inferred from how the lines are spaced',
}
