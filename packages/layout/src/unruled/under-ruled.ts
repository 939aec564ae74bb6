/** Ruled tables whose rulings leave rows or columns unparted: taken apart by how their text stands. */
import type { Box } from '@backfile/model'
import type { PaintedPage } from '@backfile/readers'
import type { PageTable, TextLine } from '../page-table.ts'
import { isIdeographic } from '../scripts.ts'
import { type Band, bandsOf, hasTextsOfRows, sparseColumnsOf } from './band-text.ts'
import { withRows } from './bands.ts'
import { shadingCuts } from './evidence.ts'
import { findUnruledTables, structureInRegion } from './index.ts'
import { withPartWayRules } from './part-way-rules.ts'
import { isProselike, type PhraseLine, phraseLinesOf } from './phrases.ts'
import { findRegions } from './regions.ts'

/** Columns within one cell are believed from this confidence on. */
const INNER_COLUMNS_CONFIDENCE = 0.7
/** Cells with columns of their own hold at least this share of an under-ruled table's phrases. */
const INNER_COLUMNS_SHARE = 0.5
/** A table that fills this share of the lines within the rulings is all that they enclose. */
const WHOLE_SHARE = 0.75
/** Bands of text alone are only taken for several rows each where they hold this share of the table's lines. */
const TEXT_BAND_SHARE = 0.5

/**
 * The tables that stand within the rulings of one: itself where every cell holds one cell's text; with the rows that
 * are not ruled where only its columns are; by alignment where its cells hold several columns.
 */
export function partedByText(page: PaintedPage, ruled: PageTable): readonly PageTable[] {
  const table = withPartWayRules(ruled, page.rulings)
  const all = table.cells.reduce((sum, cell) => sum + cell.lines.length, 0)
  if (all < 3) return [table]
  if (hasInnerColumns(page, table)) {
    const aligned = byAlignment(page, table, all)
    if (aligned.length > 0) return aligned
  }
  if (isFramed(table) || hasRulesOfSums(table)) {
    const whole = structureInRegion(page, table.box)
    if (whole) return [whole]
  }
  const bands = bandsOf(table)
  const body = bands.length === 1 ? bands : bands.slice(1)
  const sparse = sparseColumnsOf(body)
  const texts = body.filter(
    (band) => band.holdsTextRows || band.holdsNamedRows || hasTextsOfRows(band, sparse),
  )
  const isMostText = texts.reduce((sum, band) => sum + linesIn(band), 0) >= all * TEXT_BAND_SHARE
  const several = bands.filter((band) => band.holdsFigureRows || (isMostText && texts.includes(band)))
  if (several.length === 0) return [table]
  if (bands.length === 1) {
    const whole = structureInRegion(page, table.box)
    return [whole ?? table]
  }
  const [left, top, right, bottom] = table.box
  const shades = shadingCuts(page.fills, left, right, top, bottom)
  return [withRows(table, several, { shades, sparse })]
}

/** Whether a frame with level rulings only has labels and figures side by side in it, from its first line on. */
function isFramed({ columnEdges, rowEdges, cells }: PageTable): boolean {
  if (columnEdges.length !== 2 || rowEdges.length < 3) return false
  const lines = phraseLinesOf(cells.flatMap((cell) => cell.lines))
  const several = lines.filter((line) => line.phrases.length > 1)
  const figures = several.filter((line) => line.phrases.at(-1)?.isNumeric)
  return several[0] === lines[0] && figures.length >= 2 && !isRunningText(lines)
}

/** Fewest lines of one cell that are texts of rows of their own. */
const ROW_TEXTS = 3

/**
 * Whether rules stand above sums only: they part the figures here and there, and leave the texts of many rows in one
 * cell at the table's open side, each at the height of its row. They are more than the rows that are ruled beside
 * it: the lines of a label merged over as many rows may stand at their heights as well.
 */
function hasRulesOfSums({ cells, columnEdges }: PageTable): boolean {
  return cells.some((cell) => {
    const isLast = cell.column + cell.columnSpan === columnEdges.length - 1
    const isAtSide = (cell.column === 0 && cell.open.left) || (isLast && cell.open.right)
    if (!isAtSide || cell.rowSpan < 2 || cell.lines.length < ROW_TEXTS) return false
    const beside = cells
      .filter(
        (each) => each.column !== cell.column && each.row >= cell.row && each.row < cell.row + cell.rowSpan,
      )
      .flatMap(({ lines }) => lines)
    const shared = cell.lines.filter((line) =>
      beside.some((other) => Math.abs(centreOf(other) - centreOf(line)) < line.size * SAME_LINE_EM),
    )
    return shared.length >= ROW_TEXTS && shared.length > cell.rowSpan
  })
}

/** Texts of one row whose lines stand within so many em of one another are at one height. */
const SAME_LINE_EM = 0.25

function centreOf({ box }: TextLine): number {
  return (box[1] + box[3]) / 2
}

function linesIn(band: Band): number {
  return band.cells.reduce((sum, { cell }) => sum + cell.lines.length, 0)
}

/** Whether most of the text stands in cells that, one below the other, have columns within them. */
function hasInnerColumns(page: PaintedPage, table: PageTable): boolean {
  const stacks = new Map<string, TextLine[]>()
  let distributed = 0
  for (const { column, columnSpan, lines, box } of table.cells) {
    const place = `${column}+${columnSpan}`
    const own = lines.filter((line) => !isDistributed(line, box))
    distributed += lines.length - own.length
    const stack = stacks.get(place)
    if (stack === undefined) stacks.set(place, [...own])
    else stack.push(...own)
  }
  const all = [...stacks.values()]
  const inner = all.filter(mayHaveColumns).reduce((sum, lines) => sum + phrasesInColumns(page, lines), 0)
  if (inner === 0) return false
  const phrases = all.reduce((sum, lines) => sum + phrasesIn(phraseLinesOf(lines)), distributed)
  return inner >= phrases * INNER_COLUMNS_SHARE
}

/** Letters of a label that is spread over its cell are as far apart, give or take so many em … */
const EVEN_GAP_EM = 0.15
/** … and the first and the last of them stand at most so many em from the cell's sides. */
const AT_SIDE_EM = 1

/**
 * Whether a label's letters are spread evenly from one side of its cell to the other, as word processors
 * distribute text.
 */
function isDistributed({ words, size }: TextLine, box: Box): boolean {
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined || words.length < 2) return false
  const atSides =
    first.box[0] - box[0] < AT_SIDE_EM * size &&
    box[2] - last.box[2] < AT_SIDE_EM * size &&
    Math.abs(first.box[0] - box[0] - (box[2] - last.box[2])) < EVEN_GAP_EM * 2 * size
  if (!atSides || !words.every(({ text }) => text.length === 1 && isIdeographic(text))) return false
  const gaps = words.slice(1).map((word, index) => word.box[0] - (words[index]?.box[2] ?? 0))
  return Math.max(...gaps) - Math.min(...gaps) < EVEN_GAP_EM * size
}

/** Most cells of ruled tables are spared a closer look: columns show where at least two lines have a gap. */
function mayHaveColumns(lines: readonly TextLine[]): boolean {
  return lines.filter(({ words }) => words.length > 1).length >= 2
}

/** How many phrases the lines have, where most of them stand in columns; else 0. */
function phrasesInColumns(page: PaintedPage, lines: readonly TextLine[]): number {
  const phraseLines = phraseLinesOf(lines)
  if (isRunningText(phraseLines)) return 0
  const phrases = phrasesIn(phraseLines)
  const held = findRegions(phraseLines, page)
    .filter(({ confidence }) => confidence >= INNER_COLUMNS_CONFIDENCE)
    .reduce(
      (sum, { arrangement }) => sum + phrasesIn(arrangement.lines.map(({ cells }) => ({ phrases: cells }))),
      0,
    )
  return held >= phrases * INNER_COLUMNS_SHARE ? phrases : 0
}

function phrasesIn(lines: readonly { readonly phrases: readonly unknown[] }[]): number {
  return lines.reduce((sum, line) => sum + line.phrases.length, 0)
}

function isRunningText(lines: readonly PhraseLine[]): boolean {
  const prose = lines.filter((line) => line.phrases.length === 1 && line.phrases.some(isProselike))
  return prose.length > lines.length / 2
}

function byAlignment(page: PaintedPage, table: PageTable, all: number): readonly PageTable[] {
  const [x0, y0, x1, y1] = table.box
  const found = findUnruledTables(
    {
      ...page,
      glyphs: page.glyphs.filter(({ box }) => {
        const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
        return x >= x0 && x <= x1 && y >= y0 && y <= y1
      }),
    },
    [],
  )
  const [only] = found
  if (!only || found.length > 1) return found
  const held = only.cells.reduce((sum, cell) => sum + cell.lines.length, 0)
  if (only.rowEdges.length > 2 && held < all * WHOLE_SHARE) return found
  const whole = structureInRegion(page, table.box)
  return whole ? [{ ...whole, confidence: Math.max(whole.confidence, only.confidence) }] : found
}
