/** Labels of groups in the first column, broken over several lines beside rows that no ruling parts. */
import { median } from '../geometry.ts'
import type { Draft } from './drafts.ts'
import type { Phrase } from './phrases.ts'
import type { PlacedLine } from './placed.ts'
import { readsOn } from './wrapped.ts'

/** The first column names groups where it is blank in so many rows, and the next one filled in nearly all. */
const BLANK_SHARE = 0.2
const FILLED_SHARE = 0.9

/** Lines of a label stand at most so far apart, from middle to middle, in em. */
const LABEL_PITCH_EM = 1.35

/** Lines of a label are so much nearer to each other than the texts of their rows. */
const NEARER_THAN_ROWS = 0.9

/** Rows between which only a label's line stands are no further apart than this many times the usual. */
const NO_ROOM = 1.2

/**
 * The rows without those that are but a label's line half-way between two rows, which stand as near as others: it goes
 * to the nearer one of those that its label goes on with, or that have none. A heading between rows has room of its own.
 */
export function withHalfwayLabels(
  rows: readonly (readonly PlacedLine[])[],
  values: readonly boolean[],
): PlacedLine[][] {
  if (values[1] !== false) return rows.map((row) => [...row])
  const usual = median(
    rows.slice(1).flatMap((row, index) => {
      const above = rows[index] ?? []
      return isLone(row) || isLone(above) ? [] : [distance(above, row)]
    }),
  )
  const found: PlacedLine[][] = []
  let leading: PlacedLine[] = []
  for (const [index, row] of rows.entries()) {
    const [above, below] = [rows[index - 1], rows[index + 1]]
    const isHalfway =
      usual !== undefined && isLone(row) && above && below && distance(above, below) < usual * NO_ROOM
    const upper = found.at(-1)
    const isLower = isHalfway && distance(row, below) < distance(above, row) && takesUp(row, below)
    if (isHalfway && !isLower && upper && takesUp(above, row)) upper.push(...row)
    else if (isLower || (isHalfway && takesUp(row, below))) leading = [...row]
    else {
      found.push([...leading, ...row])
      leading = []
    }
  }
  return found
}

/** Whether the label's line of one row can be the other's: that has none, or has the next line of the same label. */
function takesUp(upper: readonly PlacedLine[], lower: readonly PlacedLine[]): boolean {
  const [a, b] = [upper.findLast(isLabelled), lower.find(isLabelled)]
  return !a || !b || b.centre - a.centre < b.size * LABEL_PITCH_EM
}

function isLabelled({ cells }: PlacedLine): boolean {
  return cells[0]?.from === 0
}

function isLone([line, ...more]: readonly PlacedLine[]): boolean {
  return more.length === 0 && line?.cells.length === 1 && line.cells[0]?.to === 0
}

/** From the last line of a row to the first of another, in points. */
function distance(above: readonly PlacedLine[], below: readonly PlacedLine[]): number {
  return (below[0]?.centre ?? 0) - (above.at(-1)?.centre ?? 0)
}

/** The cells with each label's lines in one, over the rows beside which they stand. `values` are columns of figures. */
export function withGroupLabels(
  drafts: readonly Draft[],
  headerRows: number,
  values: readonly boolean[],
): Draft[] {
  const body = drafts.filter(({ row }) => row >= headerRows)
  if (values[1] !== false || !namesGroups(body)) return [...drafts]
  const joined = new Map<Draft, Draft>()
  let label: Draft | undefined
  for (const draft of body) {
    if (draft.column > 0) continue
    if (label && draft.columnSpan === 1 && goesOn(label, draft, body)) {
      joined.set(draft, label)
      label.phrases.push(...draft.phrases)
      label.rowSpan = draft.row - label.row + 1
    } else label = draft.columnSpan === 1 ? draft : undefined
  }
  return drafts.filter((draft) => !joined.has(draft))
}

function namesGroups(body: readonly Draft[]): boolean {
  const rows = new Set(body.map(({ row }) => row)).size
  const filled = (column: number): number =>
    new Set(body.filter((draft) => draft.column === column && draft.columnSpan === 1).map(({ row }) => row))
      .size
  return filled(0) <= rows * (1 - BLANK_SHARE) && filled(1) >= rows * FILLED_SHARE
}

/** Whether the next row's label is a line of the one above: nearer to it than the rows are, or as near, and read on. */
function goesOn(label: Draft, next: Draft, body: readonly Draft[]): boolean {
  const last = label.row + label.rowSpan - 1
  const [upper, lower] = [label.phrases.at(-1), next.phrases[0]]
  if (!upper || !lower || next.row !== last + 1) return false
  const pitch = middleOf(lower) - middleOf(upper)
  if (pitch > lower.size * LABEL_PITCH_EM) return false
  const others = body.flatMap((draft) => {
    if (draft.row !== last || draft.column === 0) return []
    const below = body.find((each) => each.row === next.row && each.column === draft.column)
    const [a, b] = [draft.phrases.at(-1), below?.phrases[0]]
    return a && b ? [middleOf(b) - middleOf(a)] : []
  })
  if (others.length === 0) return false
  const place = { from: 0, to: 0 }
  return (
    pitch < Math.min(...others) * NEARER_THAN_ROWS ||
    readsOn({ phrase: upper, ...place }, { phrase: lower, ...place })
  )
}

function middleOf({ box }: Phrase): number {
  return (box[1] + box[3]) / 2
}
