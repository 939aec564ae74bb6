/** Rows told by white space: the lines of one cell stand nearer to one another than the cells of two rows. */
import type { PlacedLine, PlacedPhrase } from './placed.ts'

/** Lines of one cell that follow each other, in one column. */
interface CellBlock {
  readonly top: number
  readonly bottom: number
}

/** Where blocks stand beside one another: from the first one's top to the last one's bottom. */
interface Band {
  readonly top: number
  readonly bottom: number
}

/** Lines of one cell stand at most so far apart, from middle to middle, in em. */
const LEADING_EM = 1.7
/** Distances of lines that differ by less, in points, are one. */
const SAME_PITCH = 0.2
/** The distance of two rows is at least so many times that of two lines. */
const NEXT_PITCH = 1.05
/** So many distances are tried for that of a cell's lines, the least first. */
const MOST_TRIED = 10
/** Share of rows that may have two cells below one another in a column: labels merged over rows stand beside those. */
const STACKED_ROWS = 0.1
/** A row whose columns are filled to more than this share speaks for the division, one that is not against it. */
const WELL_FILLED = 0.6
/** What a division costs that parts a sentence. */
const PARTED_SENTENCE = 0.5

/** Whether the lower text goes on with the upper one's sentence. */
type ReadsOn = (upper: PlacedPhrase, lower: PlacedPhrase) => boolean

/**
 * The lines gathered into rows; null where white space does not tell better than that each line is a row. Each
 * distance that two lines of a column keep is tried for that of one cell's lines; the division whose rows are filled
 * best is taken.
 */
export function rowsByWhiteSpace(
  lines: readonly PlacedLine[],
  columnCount: number,
  readsOn: ReadsOn,
): PlacedLine[][] | null {
  const columns = Array.from({ length: columnCount }, (_, column) =>
    lines.flatMap((line) => line.cells.filter((cell) => cell.from === column && cell.to === column)),
  )
  let best: PlacedLine[][] | null = null
  let most = worthOf(
    lines.map((line) => [line]),
    columnCount,
    readsOn,
  )
  for (const leading of pitchesOf(columns)) {
    const rows = divided(lines, columns, leading)
    const worth = rows ? worthOf(rows, columnCount, readsOn) : Number.NEGATIVE_INFINITY
    if (worth <= most) continue
    best = rows
    most = worth
  }
  return best
}

/** The rows where lines of a column no further apart than `leading` are one cell's; null where they overlap. */
function divided(
  lines: readonly PlacedLine[],
  columns: readonly (readonly PlacedPhrase[])[],
  leading: number,
): PlacedLine[][] | null {
  const blocks = columns.map((cells) => blocksIn(cells, leading))
  const bands = bandsOf(blocks.flat())
  const stacked = bands.filter((band) =>
    blocks.some((held) => held.filter((block) => isIn(block.top, band)).length > 1),
  )
  if (bands.length < 2 || stacked.length > bands.length * STACKED_ROWS) return null
  const rows: PlacedLine[][] = []
  let last = -1
  for (const line of lines) {
    const band = bands.findIndex((each) => isIn(line.centre, each))
    const row = rows.at(-1)
    if (row && band >= 0 && band === last) row.push(line)
    else rows.push([line])
    last = band
  }
  return rows
}

function worthOf(rows: readonly (readonly PlacedLine[])[], columns: number, readsOn: ReadsOn): number {
  let worth = 0
  for (const [index, row] of rows.entries()) {
    const filled = new Set(row.flatMap((line) => line.cells.map((cell) => cell.from)))
    worth += filled.size / columns - WELL_FILLED
    const above = rows[index - 1]?.at(-1)?.cells ?? []
    const isParted = row[0]?.cells.some((cell) =>
      above.some((upper) => upper.from === cell.from && upper.to === cell.to && readsOn(upper, cell)),
    )
    if (isParted) worth -= PARTED_SENTENCE
  }
  return worth
}

/** Distances that lines of one column keep, again and again, ascending: each clearly less than the next greater one. */
function pitchesOf(columns: readonly (readonly PlacedPhrase[])[]): number[] {
  const all = columns
    .flatMap((cells) =>
      cells.slice(1).map((cell, index) => {
        const size = cell.phrase.size
        const pitch = middleOf(cell) - middleOf(cells[index] ?? cell)
        return pitch > size * 0.75 && pitch < size * LEADING_EM ? pitch : null
      }),
    )
    .filter((pitch) => pitch !== null)
    .sort((a, b) => a - b)
  return all
    .filter((pitch, index) => index > 0 && (all[index + 1] ?? Number.POSITIVE_INFINITY) > pitch * NEXT_PITCH)
    .slice(0, MOST_TRIED)
}

function blocksIn(cells: readonly PlacedPhrase[], leading: number): CellBlock[] {
  const blocks: { top: number; bottom: number; last: PlacedPhrase }[] = []
  for (const cell of cells) {
    const [, top, , bottom] = cell.phrase.box
    const block = blocks.at(-1)
    if (block && middleOf(cell) - middleOf(block.last) <= leading + SAME_PITCH) {
      block.bottom = Math.max(block.bottom, bottom)
      block.last = cell
    } else blocks.push({ top, bottom, last: cell })
  }
  return blocks
}

function bandsOf(blocks: readonly CellBlock[]): Band[] {
  const bands: { top: number; bottom: number }[] = []
  for (const block of [...blocks].sort((a, b) => a.top - b.top)) {
    const band = bands.at(-1)
    const height = Math.min(block.bottom - block.top, band ? band.bottom - band.top : 0)
    if (band && band.bottom - block.top > height * 0.3) band.bottom = Math.max(band.bottom, block.bottom)
    else bands.push({ top: block.top, bottom: block.bottom })
  }
  return bands
}

function isIn(y: number, band: Band): boolean {
  return y >= band.top - 0.1 && y <= band.bottom + 0.1
}

function middleOf(cell: PlacedPhrase): number {
  return (cell.phrase.box[1] + cell.phrase.box[3]) / 2
}
