/** The lines of the cells between two rulings, across these cells, and the rows that white space makes of them. */
import { median } from '../geometry.ts'
import type { PageCell } from '../page-table.ts'
import { rowsByWhiteSpace } from './blocks.ts'
import { stacksWholeFigures } from './broken-figures.ts'
import type { Phrase } from './phrases.ts'
import type { PlacedLine } from './placed.ts'

/** A cell of a band with its lines, each as one phrase. */
export interface BandCell {
  readonly cell: PageCell
  readonly phrases: readonly Phrase[]
}

/** Lines of two cells within so many em of one another are at one height. */
export const SAME_HEIGHT_EM = 0.45

/** Fewest columns, and share of them that each row fills, where white space alone parts rows of text. */
export const TEXT_COLUMNS = 3
const TEXT_FILLED = 0.6

/** Whether white space parts the lines of several columns into rows that fill most of them. */
export function standInRows(cells: readonly BandCell[]): boolean {
  if (cells.length < TEXT_COLUMNS) return false
  const rows = rowsIn(cells)
  return rows.length >= 2 && rows.every((row) => columnsIn(row).size >= cells.length * TEXT_FILLED)
}

/** Fewest rows that white space parts, a label and a text beside it in each. */
const LABELLED_ROWS = 3

/**
 * Whether white space parts the lines into rows of which each has a text of the first column, and others beside it:
 * so stand figures, some of which their cell broke.
 */
export function standInLabelledRows(cells: readonly BandCell[]): boolean {
  const [label] = cells
  if (!label || cells.length < TEXT_COLUMNS || label.phrases.length < LABELLED_ROWS) return false
  const rows = rowsIn(cells)
  if (rows.length < LABELLED_ROWS || stacksWholeFigures(rows)) return false
  return rows.map(columnsIn).every((filled) => filled.has(label.cell.column) && filled.size > 1)
}

/** The rows into which white space parts these cells' lines; none where it does not tell. */
function rowsIn(cells: readonly BandCell[]): readonly (readonly PlacedLine[])[] {
  const columns = Math.max(...cells.map(({ cell }) => cell.column)) + 1
  return rowsByWhiteSpace(placedLinesOf(cells), columns, () => false) ?? []
}

function columnsIn(row: readonly PlacedLine[]): ReadonlySet<number> {
  return new Set(row.flatMap((line) => line.cells.map(({ from }) => from)))
}

/** The lines of these cells from top to bottom: texts at one height are one line, each in its own column. */
export function placedLinesOf(cells: readonly BandCell[]): PlacedLine[] {
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

export function centreY(phrase: Phrase): number {
  return (phrase.box[1] + phrase.box[3]) / 2
}
