/** The bands between two rulings of a table: whether one holds several rows, and the table with those rows apart. */
import type { Box, Message } from '@backfile/model'
import { median } from '../geometry.ts'
import type { PageCell, PageTable, TextLine } from '../page-table.ts'
import type { Repair } from '../table.ts'
import { rowsByWhiteSpace } from './blocks.ts'
import { isFigure, type Phrase, phraseLinesOf, phraseOf, textLinesOf } from './phrases.ts'
import type { PlacedLine } from './placed.ts'
import { rowsOf, valueColumnsOf } from './rows.ts'

/** A cell of a band with its lines, each as one phrase. */
interface BandCell {
  readonly cell: PageCell
  readonly phrases: readonly Phrase[]
}

/** One ruled row of a table, and what its text says of rows within it. */
export interface Band {
  readonly row: number
  readonly cells: readonly BandCell[]
  /** Figures stand below one another, each beside a label's line. */
  readonly holdsFigureRows: boolean
  /** Short texts stand below one another, in several columns at the same heights. */
  readonly holdsTextRows: boolean
}

/** Lines of two cells within so many em of one another are at one height. */
const SAME_HEIGHT_EM = 0.45
/** Share of one column's lines that must stand at heights of another's. */
const SHARED_HEIGHTS = 0.75
/** Share of a column of figures that may be something else: a unit, a note's mark. */
const OTHER_THAN_FIGURES = 0.2
/** Confidence of rows that no ruling parts. */
const ROWS_CONFIDENCE = 0.85
/** Confidence of a label's extent that only its standing in the middle tells. */
const CENTRED_CONFIDENCE = 0.8

/** The band of this row: cells of that row alone that hold text. */
export function bandOf(table: PageTable, row: number): Band {
  const cells = table.cells
    .filter((cell) => cell.row === row && cell.rowSpan === 1 && cell.lines.length > 0)
    .map((cell) => ({
      cell,
      phrases: phraseLinesOf(cell.lines).map((line) =>
        phraseOf(line.phrases.flatMap((phrase) => phrase.words)),
      ),
    }))
  return { row, cells, holdsFigureRows: holdsFigureRows(cells), holdsTextRows: holdsTextRows(cells) }
}

/** The table with each of these bands taken apart into the rows that its lines make. */
export function withRows(table: PageTable, bands: readonly Band[]): PageTable {
  const rowEdges: number[] = [table.rowEdges[0] ?? 0]
  const repairs: Repair[] = []
  const cells: PageCell[] = []
  const firstRowOf: number[] = []
  for (let row = 0; row + 1 < table.rowEdges.length; row += 1) {
    const first = rowEdges.length - 1
    firstRowOf.push(first)
    const bottom = table.rowEdges[row + 1] ?? 0
    const band = bands.find((each) => each.row === row)
    const own = table.cells.filter((cell) => cell.row === row && cell.rowSpan === 1)
    const parted = band && partBand(band, own, first, [rowEdges[first] ?? 0, bottom], table.page)
    rowEdges.push(...(parted?.cuts ?? []), bottom)
    cells.push(...(parted?.cells ?? own.map((cell) => ({ ...cell, row: first }))))
    repairs.push(...(parted?.repairs ?? []))
  }
  firstRowOf.push(rowEdges.length - 1)
  for (const cell of table.cells.filter(({ rowSpan }) => rowSpan > 1)) {
    const row = firstRowOf[cell.row] ?? cell.row
    cells.push({ ...cell, row, rowSpan: (firstRowOf[cell.row + cell.rowSpan] ?? row + 1) - row })
  }
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  const { page, box, columnEdges } = table
  const moved = table.repairs.map((repair) => ({
    ...repair,
    ...(repair.cells && {
      cells: repair.cells.map(([row, column]): readonly [number, number] => [firstRowOf[row] ?? row, column]),
    }),
  }))
  return {
    page,
    box,
    method: 'partly-ruled',
    columnEdges,
    rowEdges,
    cells,
    confidence: Math.min(table.confidence, 0.9),
    repairs: [...moved, ...repairs],
  }
}

interface PartedBand {
  readonly cuts: readonly number[]
  readonly cells: readonly PageCell[]
  readonly repairs: readonly Repair[]
}

function partBand(
  band: Band,
  own: readonly PageCell[],
  firstRow: number,
  [top, bottom]: readonly [number, number],
  page: number,
): PartedBand | null {
  const figures = figureStacksOf(band.cells)
  const count = Math.max(0, ...figures.map(({ phrases }) => phrases.length))
  const firstFigures = Math.min(...figures.map(({ cell }) => cell.column))
  const centred = band.cells.filter(
    (each) => each.cell.column < firstFigures && isCentredLabel(each, count, top, bottom),
  )
  const lines = placedLinesOf(band.cells.filter((each) => !centred.includes(each)))
  const columns = Math.max(...own.map((cell) => cell.column + cell.columnSpan))
  const rows = rowsOf(lines, valueColumnsOf(lines, columns), {
    cuts: [],
    left: own[0]?.box[0] ?? 0,
    right: own.at(-1)?.box[2] ?? 0,
  })
  if (rows.length < 2) return null
  const cuts = rows
    .slice(1)
    .map((row, index) => ((rows[index]?.at(-1)?.bottom ?? top) + (row[0]?.top ?? bottom)) / 2)
  const edges = [top, ...cuts, bottom]
  const cells: PageCell[] = []
  const repairs: Repair[] = [
    {
      kind: 'rows-inferred',
      message: ROWS_INFERRED,
      confidence: ROWS_CONFIDENCE,
      locators: [{ page, bbox: [own[0]?.box[0] ?? 0, top, own.at(-1)?.box[2] ?? 0, bottom] }],
    },
  ]
  for (const cell of own) {
    if (centred.some((each) => each.cell === cell)) {
      cells.push({
        ...cell,
        row: firstRow,
        rowSpan: rows.length,
        confidence: Math.min(cell.confidence ?? 1, CENTRED_CONFIDENCE),
      })
      repairs.push(spanInferred(page, cell.box, firstRow, cell.column))
      continue
    }
    for (const [index, row] of rows.entries()) {
      const phrases = row.flatMap((line) =>
        line.cells.filter(({ from }) => from === cell.column).map(({ phrase }) => phrase),
      )
      cells.push({
        ...cell,
        row: firstRow + index,
        rowSpan: 1,
        box: [cell.box[0], edges[index] ?? top, cell.box[2], edges[index + 1] ?? bottom],
        lines: linesOf(cell.lines, phrases),
        open: {
          ...cell.open,
          top: cell.open.top && index === 0,
          bottom: cell.open.bottom && index === rows.length - 1,
        },
        confidence: Math.min(cell.confidence ?? 1, ROWS_CONFIDENCE),
      })
    }
  }
  return { cuts, cells, repairs }
}

/** The cell's own lines where these phrases are just they: they know what a page's edge cut. */
function linesOf(lines: readonly TextLine[], phrases: readonly Phrase[]): readonly TextLine[] {
  const words = new Set(phrases.flatMap((phrase) => phrase.words))
  const own = lines.filter((line) => line.words.every((word) => words.has(word)))
  const held = own.reduce((sum, line) => sum + line.words.length, 0)
  return held === words.size ? own : textLinesOf(phrases)
}

function holdsFigureRows(cells: readonly BandCell[]): boolean {
  const stacks = figureStacksOf(cells)
  const longest = stacks.reduce<BandCell | null>(
    (best, each) => (best && best.phrases.length >= each.phrases.length ? best : each),
    null,
  )
  if (!longest) return false
  const labels = cells.filter((each) => !stacks.includes(each) || each.cell.column < longest.cell.column)
  const isLabelled = labels.some((each) => each.phrases.length >= 2 && shareHeights(longest, each))
  const isBesideFigures = stacks.some((each) => each !== longest && shareHeights(each, longest))
  if (longest.phrases.length < 3) return isLabelled && isBesideFigures
  return (
    isLabelled ||
    (isBesideFigures && (labels.length === 0 || labels.some(({ phrases }) => phrases.length <= 2)))
  )
}

/** Cells of figures below one another, none of them broken off by the cell's edge. */
function figureStacksOf(cells: readonly BandCell[]): BandCell[] {
  return cells.filter(({ cell, phrases }) => {
    if (phrases.length < 2) return false
    const others = phrases.filter(({ isNumeric }) => !isNumeric).length
    if (others > phrases.length * OTHER_THAN_FIGURES) return false
    if (phrases.filter(({ text }) => isFigure(text)).length < phrases.length / 2) return false
    return !phrases.slice(0, -1).some((phrase) => /[,.，]$/u.test(phrase.text)) && !fills(cell, phrases)
  })
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
  const stacks = cells.filter(({ phrases }) => phrases.length >= 4)
  if (stacks.length < 2) return false
  const broken = stacks.filter(({ cell, phrases }) => isBrokenOnPurpose(cell, phrases))
  if (broken.length >= 2 && broken.every((each) => shareHeights(each, broken[0] ?? each))) return true
  return beginTogether(stacks) || haveKeys(cells) || standInRows(cells)
}

/** Fewest columns, and share of them that each row fills, where white space alone parts rows of text. */
const TEXT_COLUMNS = 3
const TEXT_FILLED = 0.6

/** Whether white space parts the lines of several columns into rows that fill most of them. */
function standInRows(cells: readonly BandCell[]): boolean {
  if (cells.length < TEXT_COLUMNS) return false
  const columns = Math.max(...cells.map(({ cell }) => cell.column)) + 1
  const rows = rowsByWhiteSpace(placedLinesOf(cells), columns, () => false)
  if (!rows || rows.length < 2) return false
  return rows.every((row) => {
    const filled = new Set(row.flatMap((line) => line.cells.map(({ from }) => from)))
    return filled.size >= cells.length * TEXT_FILLED
  })
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
      index > 0 && (pitchesOf(phrases)[index - 1] ?? 0) > usual * 1.12 ? [phrase] : [],
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
  const shared = a.phrases.filter((phrase) =>
    b.phrases.some((other) => Math.abs(centreY(phrase) - centreY(other)) < phrase.size * SAME_HEIGHT_EM),
  )
  return shared.length >= a.phrases.length * SHARED_HEIGHTS
}

/** A label of a line or two in the middle of three rows or more is merged over them. */
function isCentredLabel({ phrases }: BandCell, rows: number, top: number, bottom: number): boolean {
  const [first, last] = [phrases[0], phrases.at(-1)]
  if (!first || !last || rows < 3 || phrases.length > rows / 2) return false
  if (
    phrases.some(
      (phrase, index) =>
        index > 0 && centreY(phrase) - centreY(phrases[index - 1] ?? phrase) > phrase.size * 1.8,
    )
  )
    return false
  return Math.abs((first.box[1] + last.box[3]) / 2 - (top + bottom) / 2) < first.size * 0.6
}

function placedLinesOf(cells: readonly BandCell[]): PlacedLine[] {
  const phrases = cells
    .flatMap(({ cell, phrases: own }) =>
      own.map((phrase) => ({ phrase, from: cell.column, to: cell.column })),
    )
    .sort((a, b) => centreY(a.phrase) - centreY(b.phrase))
  const groups: (typeof phrases)[] = []
  for (const each of phrases) {
    const group = groups.at(-1)
    const at = median((group ?? []).map(({ phrase }) => centreY(phrase)))
    const isSame = at !== undefined && centreY(each.phrase) - at < each.phrase.size * SAME_HEIGHT_EM
    if (group && isSame && !group.some(({ from }) => from === each.from)) group.push(each)
    else groups.push([each])
  }
  return groups.map((group) => {
    const boxes = group.map(({ phrase }) => phrase.box)
    const [top, bottom] = [Math.min(...boxes.map((box) => box[1])), Math.max(...boxes.map((box) => box[3]))]
    return {
      cells: group.sort((a, b) => a.from - b.from),
      top,
      bottom,
      centre: (top + bottom) / 2,
      size: Math.max(...group.map(({ phrase }) => phrase.size)),
    }
  })
}

function centreY(phrase: Phrase): number {
  return (phrase.box[1] + phrase.box[3]) / 2
}

function spanInferred(page: number, bbox: Box, row: number, column: number): Repair {
  return {
    kind: 'span-inferred',
    message: SPAN_INFERRED,
    confidence: CENTRED_CONFIDENCE,
    locators: [{ page, bbox }],
    alternative: SPAN_ALTERNATIVE,
    cells: [[row, column]],
  }
}

const ROWS_INFERRED: Message = {
  zh: '两条横线之间有多行，行由文字位置推断',
  en: 'Several rows stand between two rulings; they were inferred from where the text stands',
}
const SPAN_INFERRED: Message = {
  zh: '标签位于多行的中部，推断为这些行的合并单元格',
  en: 'The label stands in the middle of several rows and is taken to be merged over them',
}
const SPAN_ALTERNATIVE: Message = {
  zh: '标签只属于与它同高的一行',
  en: 'The label belongs only to the row at its height',
}
