/** A ruled table with the rows apart that stand between two of its rulings. */
import type { Box, Message } from '@backfile/model'
import type { PageCell, PageTable, TextLine } from '../page-table.ts'
import type { Repair } from '../table.ts'
import { type BandCell, centreY, placedLinesOf } from './band-lines.ts'
import { type Band, figureStacksOf } from './band-text.ts'
import { rowsByWhiteSpace } from './blocks.ts'
import { stacksWholeFigures } from './broken-figures.ts'
import { type PartedRow, withPartedRows } from './parted-rows.ts'
import { type Phrase, textLinesOf } from './phrases.ts'
import type { PlacedLine } from './placed.ts'
import { valueColumnsOf } from './row-context.ts'
import { rowsOf } from './rows.ts'
import { readsOn } from './wrapped.ts'

/** Confidence of rows that no ruling parts. */
const ROWS_CONFIDENCE = 0.85

/** Confidence of a label's extent that only its standing in the middle tells. */
const CENTRED_CONFIDENCE = 0.8

/** What tells the rows within a band. */
interface RowSigns {
  /** Edges of shading, y. */
  readonly shades: readonly number[]
  /** Columns that leave lines of their rows free, see `sparseColumnsOf`. */
  readonly sparse: readonly number[]
}

/** The table with each of these bands taken apart into the rows that its lines make. */
export function withRows(table: PageTable, bands: readonly Band[], signs: RowSigns): PageTable {
  return withPartedRows(table, (row, own, first, extent) => {
    const band = bands.find((each) => each.row === row)
    return band ? partBand(band, own, first, extent, { page: table.page, ...signs }) : null
  })
}

/**
 * Rows of texts of which some columns leave lines free. One such column names the rows, if most lines that it leaves free
 * have a single text, which goes on with the one above; else every line is a row, but for a single text in it.
 */
function rowsBySparse(sparse: readonly number[], lines: readonly PlacedLine[]): PlacedLine[][] | null {
  const isSparse = (line: PlacedLine): boolean => line.cells.some(({ from }) => sparse.includes(from))
  const named = lines.filter(isSparse)
  if (named.length < 2) return null
  const single = lines.filter((line) => !isSparse(line) && line.cells.length === 1)
  const areNames = sparse.length === 1 && single.length * 2 > lines.length - named.length
  const rows: PlacedLine[][] = []
  for (const line of lines) {
    const row = rows.at(-1)
    const begins = areNames ? isSparse(line) : line.cells.length > 1 || line.cells[0]?.from === 0
    if (row === undefined || begins) rows.push([line])
    else row.push(line)
  }
  return rows
}

/**
 * Rows that white space tells, no whole figures below one another in any. Between upright rulings too narrow for its
 * figures a word processor breaks these over lines, and sets what is whole in the middle beside them.
 */
function rowsOfBroken(lines: readonly PlacedLine[], columns: number): PlacedLine[][] | null {
  const rows = rowsByWhiteSpace(lines, columns, readsOn)
  return rows && !stacksWholeFigures(rows) ? rows : null
}

function partBand(
  band: Band,
  own: readonly PageCell[],
  firstRow: number,
  [top, bottom]: readonly [number, number],
  { page, shades, sparse }: RowSigns & { readonly page: number },
): PartedRow | null {
  const figures = figureStacksOf(band.cells)
  const count = Math.max(0, ...figures.map(({ phrases }) => phrases.length))
  const firstFigures = Math.min(...figures.map(({ cell }) => cell.column))
  const centred = band.cells.filter(
    (each) => each.cell.column < firstFigures && isCentredLabel(each, count, top, bottom),
  )
  const lines = placedLinesOf(band.cells.filter((each) => !centred.includes(each)))
  const columns = Math.max(...own.map((cell) => cell.column + cell.columnSpan))
  const named = band.holdsNamedRows && band.cells[0] ? [band.cells[0].cell.column] : sparse
  const rows =
    (band.holdsFigureRows && named === sparse ? null : rowsBySparse(named, lines)) ??
    rowsOfBroken(lines, columns) ??
    rowsOf(lines, valueColumnsOf(lines, columns), {
      cuts: shades.filter((y) => y > top + 1 && y < bottom - 1),
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
