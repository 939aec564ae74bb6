/** What the text between two rulings of a table says of the rows that stand there. */
import type { PageCell, PageTable } from '../page-table.ts'
import {
  type BandCell,
  centreY,
  SAME_HEIGHT_EM,
  standInLabelledRows,
  standInRows,
  TEXT_COLUMNS,
} from './band-lines.ts'
import { isFigure, type Phrase, phraseOf } from './phrases.ts'

/** One ruled row of a table, and what its text says of rows within it. */
export interface Band {
  readonly row: number
  readonly cells: readonly BandCell[]
  /** Figures stand below one another, each beside a label's line. */
  readonly holdsFigureRows: boolean
  /** Short texts stand below one another, in several columns at the same heights. */
  readonly holdsTextRows: boolean
  /** Each line of the first column begins a row: it has one of every other column beside it, and no more stand there in one. */
  readonly holdsNamedRows: boolean
  /** Columns whose texts leave free heights at which lines stand beside them, and how many such gaps. */
  readonly gaps: readonly { readonly column: number; readonly count: number }[]
}

/** Share of one column's lines that must stand at heights of another's. */
const SHARED_HEIGHTS = 0.75

/** Share of a column of figures that may be something else: a unit, a note's mark. */
const OTHER_THAN_FIGURES = 0.2

/** The bands of a table, row by row: cells of one row alone that hold text; none where each holds one line, which is one row's. */
export function bandsOf(table: PageTable): readonly Band[] {
  const rows = table.rowEdges.slice(1).map((): PageCell[] => [])
  for (const cell of table.cells) if (cell.rowSpan === 1 && cell.lines.length > 0) rows[cell.row]?.push(cell)
  return rows.map((own, row) => {
    const cells = own.every(({ lines }) => lines.length === 1) ? [] : own.map(bandCellOf)
    return {
      row,
      cells,
      holdsFigureRows: holdsFigureRows(cells),
      holdsTextRows: holdsTextRows(cells),
      holdsNamedRows: holdsNamedRows(cells),
      gaps: gapsIn(cells),
    }
  })
}

function bandCellOf(cell: PageCell): BandCell {
  return { cell, phrases: cell.lines.map((line) => phraseOf(line.words)) }
}

/** Fewest gaps between texts of a column, in all its bands, before those texts are rows. */
const FEWEST_GAPS = 2

/** White space wider than a line's by this factor parts paragraphs, and tells the rows better than free heights do. */
const PARAGRAPH = 1.12

/**
 * Columns whose texts are rows each, since they leave free heights at which other cells have lines: a cell that is full
 * goes on with its next line.
 */
export function sparseColumnsOf(bands: readonly Band[]): readonly number[] {
  const gaps = bands.flatMap((band) => band.gaps)
  const all = gaps.reduce((sum, { count }) => sum + count, 0)
  return all >= FEWEST_GAPS ? [...new Set(gaps.map(({ column }) => column))] : []
}

function gapsIn(cells: readonly BandCell[]): Band['gaps'] {
  const longest = longestOf(cells)
  if (!longest) return []
  const pitches = pitchesOf(longest.phrases)
  const pitch = Math.min(...pitches)
  if (Math.max(...pitches) > pitch * PARAGRAPH) return []
  return cells
    .filter((each) => standAtHeightsOf(each, longest))
    .map(({ cell, phrases }) => ({
      column: cell.column,
      count: pitchesOf(phrases).filter((distance) => distance > pitch * 1.5).length,
    }))
    .filter(({ count }) => count > 0)
}

/** Whether texts of one of these columns stand below one another in this band, each at the height of a line beside it. */
export function hasTextsOfRows({ cells }: Band, columns: readonly number[]): boolean {
  return cells
    .filter(({ cell, phrases }) => phrases.length > 1 && columns.includes(cell.column))
    .some((each) => cells.some((other) => standAtHeightsOf(each, other)))
}

function longestOf(cells: readonly BandCell[]): BandCell | null {
  return cells.reduce<BandCell | null>(
    (best, each) => (best && best.phrases.length >= each.phrases.length ? best : each),
    null,
  )
}

function standAtHeightsOf(each: BandCell, other: BandCell): boolean {
  return each !== other && sharedHeights(each, other) === each.phrases.length
}

function holdsFigureRows(cells: readonly BandCell[]): boolean {
  const stacks = figureStacksOf(cells)
  if (stacks.length > 0 && haveSameLines(cells)) return true
  const longest = longestOf(stacks)
  if (!longest) return false
  const labels = cells.filter((each) => !stacks.includes(each) || each.cell.column < longest.cell.column)
  const isLabelled = labels.some((each) => each.phrases.length >= 2 && shareHeights(longest, each))
  const isBesideFigures = stacks.some((each) => each !== longest && shareHeights(each, longest))
  if (longest.phrases.length < 3) return isLabelled && isBesideFigures
  if (labels.some((each) => coversRows(each, longest)) || standInLabelledRows(cells)) return true
  return (
    isLabelled ||
    (isBesideFigures && (labels.length === 0 || labels.some(({ phrases }) => phrases.length <= 2)))
  )
}

/** Fewest cells side by side that all have as many lines, at the same heights, because those are rows. */
const SAME_CELLS = 4

/** Whether all cells beside the labels have as many lines as one another, at the same heights: no cell breaks so. */
function haveSameLines([label, ...cells]: readonly BandCell[]): boolean {
  const [first] = cells
  if (!label || !first || cells.length < SAME_CELLS || first.phrases.length < 2) return false
  if (label.phrases.length < first.phrases.length) return false
  return cells.every((each) => each.phrases.length === first.phrases.length && shareHeights(each, first))
}

/** So many figures below one another, beside as many lines of labels or more, are rows wherever those stand. */
const SURE_FIGURES = 4

/** Whether a cell has a line or more for each of so many figures, from above the first to below the last. */
function coversRows(label: BandCell, figures: BandCell): boolean {
  const [first, last] = [label.phrases[0], label.phrases.at(-1)]
  const [top, bottom] = [figures.phrases[0], figures.phrases.at(-1)]
  if (!first || !last || !top || !bottom) return false
  if (figures.phrases.length < SURE_FIGURES || label.phrases.length < figures.phrases.length) return false
  const slack = top.size
  return first.box[1] < top.box[1] + slack && last.box[3] > bottom.box[3] - slack
}

/** Cells of figures below one another, none of them broken off by the cell's edge. */
export function figureStacksOf(cells: readonly BandCell[]): BandCell[] {
  return cells.filter(({ cell, phrases }) => {
    if (phrases.length < 2) return false
    const others = phrases.filter(({ isNumeric }) => !isNumeric).length
    if (others > phrases.length * OTHER_THAN_FIGURES) return false
    if (phrases.filter(({ text }) => isFigure(text)).length < phrases.length / 2) return false
    if (phrases.slice(0, -1).some((phrase) => /\d[,.，]$/u.test(phrase.text))) return false
    return !fills(cell, phrases) || areWhole(phrases)
  })
}

/** No number that a cell breaks has so many digits. */
const MOST_DIGITS = 15

/** Whether texts are figures each, not one that the cell broke: several have decimals, or all have too many digits. */
function areWhole(phrases: readonly Phrase[]): boolean {
  const withDecimals = phrases.filter(({ text }) => /\d[.,]\d{1,2}\D*$/u.test(text))
  const digits = phrases.reduce((sum, { text }) => sum + text.replace(/\D/gu, '').length, 0)
  return withDecimals.length > 1 || digits > MOST_DIGITS
}

/** Whether lines break because the cell is full. */
function fills({ box }: PageCell, phrases: readonly Phrase[]): boolean {
  return phrases.slice(0, -1).every((phrase, index) => {
    const next = phrases[index + 1]
    const first = next?.words[0]
    if (!first) return true
    const width = /\p{Script=Han}|\d/u.test(first.text) ? first.size * 0.6 : first.box[2] - first.box[0]
    return phrase.box[2] - phrase.box[0] + width + phrase.size > box[2] - box[0]
  })
}

function holdsTextRows(cells: readonly BandCell[]): boolean {
  const short = cells.filter(({ cell, phrases }) => phrases.length >= 3 && isBrokenOnPurpose(cell, phrases))
  if (short.length >= TEXT_COLUMNS && short.every((each) => shareHeights(each, short[0] ?? each))) return true
  const stacks = cells.filter(({ phrases }) => phrases.length >= 4)
  if (stacks.length < 2) return false
  const broken = stacks.filter(({ cell, phrases }) => isBrokenOnPurpose(cell, phrases))
  if (broken.length >= 2 && broken.every((each) => shareHeights(each, broken[0] ?? each))) return true
  return beginTogether(stacks) || haveKeys(cells) || standInRows(cells)
}

/** Fewest lines of a column that does not break because it is full, if they are rows by the first column's. */
const NAMED_LINES = 4

function holdsNamedRows(cells: readonly BandCell[]): boolean {
  const [names, ...others] = cells
  if (!names || cells.length < TEXT_COLUMNS) return false
  return others.some(
    (column) =>
      column.phrases.length >= NAMED_LINES &&
      isBrokenOnPurpose(column.cell, column.phrases) &&
      standAtHeightsOf(names, column) &&
      cells.every((each) => each === column || standAtHeightsOf(column, each)),
  )
}

/** Fewest lines of a column that begin rows, as a column of numbers does. */
const KEYS = 3

/** Whether the first column's texts stand further apart than the others' lines, each with a text of every other beside it. */
function haveKeys(cells: readonly BandCell[]): boolean {
  const [keys, ...others] = cells
  if (!keys || keys.phrases.length < KEYS || others.length === 0) return false
  const usual = Math.min(...others.flatMap(({ phrases }) => pitchesOf(phrases)))
  const apart = pitchesOf(keys.phrases).filter((pitch) => pitch > usual * 1.5)
  return apart.length >= keys.phrases.length / 2 && others.every((other) => shareHeights(keys, other))
}

/** Fewest heights at which paragraphs begin side by side before they are rows. */
const SHARED_BEGINNINGS = 2

/** Whether all these cells' texts begin anew, after white space wider than between their lines, at the same heights. */
function beginTogether(stacks: readonly BandCell[]): boolean {
  const pitches = stacks.flatMap(({ phrases }) => pitchesOf(phrases))
  const usual = Math.min(...pitches)
  const begins = stacks.map(({ phrases }) =>
    phrases.flatMap((phrase, index) =>
      index > 0 && (pitchesOf(phrases)[index - 1] ?? 0) > usual * PARAGRAPH ? [phrase] : [],
    ),
  )
  const [first = [], ...others] = begins
  const shared = first.filter((phrase) =>
    others.every((other) =>
      other.some((each) => Math.abs(centreY(each) - centreY(phrase)) < phrase.size * SAME_HEIGHT_EM),
    ),
  )
  return shared.length >= SHARED_BEGINNINGS && shared.length >= first.length * 0.6
}

function pitchesOf(phrases: readonly Phrase[]): number[] {
  return phrases.slice(1).map((phrase, index) => centreY(phrase) - centreY(phrases[index] ?? phrase))
}

/** Most lines end although the next one's first word would have fitted. */
function isBrokenOnPurpose({ box }: PageCell, phrases: readonly Phrase[]): boolean {
  const free = phrases.slice(0, -1).filter((phrase, index) => {
    const first = phrases[index + 1]?.words[0]
    if (!first) return false
    return phrase.box[2] - phrase.box[0] + (first.box[2] - first.box[0]) + phrase.size < box[2] - box[0]
  })
  return free.length >= (phrases.length - 1) * 0.8
}

function shareHeights(a: BandCell, b: BandCell): boolean {
  return sharedHeights(a, b) >= a.phrases.length * SHARED_HEIGHTS
}

/** How many lines of a cell stand at the height of one of another's. */
function sharedHeights(a: BandCell, b: BandCell): number {
  return a.phrases.filter((phrase) =>
    b.phrases.some((other) => Math.abs(centreY(phrase) - centreY(other)) < phrase.size * SAME_HEIGHT_EM),
  ).length
}
