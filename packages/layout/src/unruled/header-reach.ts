/** Which columns a header's labels head: by rules below them, or by the labels below that they are set over. */
import type { Ruling } from '@backfile/readers'
import { around } from '../geometry.ts'
import type { Column } from './columns.ts'
import type { Phrase } from './phrases.ts'
import { isBracketed, isYear } from './phrases.ts'
import type { PlacedLine, PlacedPhrase } from './placed.ts'

/** Lines of one label stand at most this far apart, in em, from one's box to the next one's. */
export const STACK_GAP_EM = 0.7

/** The lines with each label's columns, found from the last line upwards: a label spans what the labels below it span. */
export function reachesOf(
  lines: readonly PlacedLine[],
  columns: readonly Column[],
  level: readonly Ruling[],
): PlacedLine[] {
  const found: PlacedLine[] = []
  let below: readonly PlacedPhrase[] = []
  for (const [index, line] of [...lines.entries()].reverse()) {
    const next = found[0] && { ...found[0], cells: below }
    const shares = next && equalShares(line, next)
    const unit = next ? null : unitReach(line, lines[index - 1], columns.length)
    const cells = line.cells.map((cell, place) => ({
      phrase: cell.phrase,
      ...(unit ?? shares?.[place] ?? reachOf(cell, line, next, columns, level)),
    }))
    found.unshift({ ...line, cells })
    below = labelsBelow(cells, below)
  }
  return found
}

/**
 * The first label of each column that somebody sees who comes from above: a line's, and those further down in columns
 * where it has none. A label that goes on below in the same columns is as wide as its widest line.
 */
function labelsBelow(
  cells: readonly PlacedPhrase[],
  further: readonly PlacedPhrase[],
): readonly PlacedPhrase[] {
  const own = cells.map((cell) => {
    const last = further.find(({ from, to }) => from === cell.from && to === cell.to)
    return last && goesOnAt(cell.phrase, last.phrase)
      ? { ...cell, phrase: asWideAs(cell.phrase, last.phrase) }
      : cell
  })
  const uncovered = further.filter(
    (label) => !cells.some((cell) => cell.from <= label.to && cell.to >= label.from),
  )
  return [...own, ...uncovered].sort((a, b) => a.from - b.from)
}

function goesOnAt(upper: Phrase, lower: Phrase): boolean {
  return lower.box[1] - upper.box[3] < STACK_GAP_EM * lower.size
}

function asWideAs(upper: Phrase, lower: Phrase): Phrase {
  return { ...upper, box: around([upper.box, lower.box]) }
}

/** Labels over twice, three times … as many below: each heads as many as the others, if all stand so. */
function equalShares(line: PlacedLine, next: PlacedLine): ({ from: number; to: number } | null)[] | null {
  const labels = line.cells.filter((cell) => cell.from > 0)
  const below = next.cells.filter((cell) => cell.from > 0)
  const share = below.length / labels.length
  if (labels.length < 2 || share < 2 || !Number.isInteger(share)) return null
  const reaches = new Map<PlacedPhrase, { from: number; to: number }>()
  for (const [index, label] of labels.entries()) {
    const children = below.slice(index * share, (index + 1) * share)
    const [first, last] = [children[0], children.at(-1)]
    if (!first || !last) return null
    const [left, , right] = label.phrase.box
    const off = Math.min(offCentre(children, left, right), offFlush(children, label, first.from, last.to))
    if (off > label.phrase.size * SHARE_SLACK_EM || isOverOne(label, children, off)) return null
    reaches.set(label, { from: first.from, to: last.to })
  }
  return line.cells.map((cell) => reaches.get(cell) ?? null)
}

/** Whether a label stands so much nearer to the middle of one label below than to that of all that it goes on there. */
function isOverOne(label: PlacedPhrase, children: readonly PlacedPhrase[], off: number): boolean {
  const [left, , right] = label.phrase.box
  const own = children.find(({ from, to }) => from === label.from && to === label.to)
  return own !== undefined && offCentre([own], left, right) + label.phrase.size * NEARER_EM < off
}

/** How near each label of an equal share must be to the middle of its columns, in em. */
const SHARE_SLACK_EM = 1.8

/** The columns that a label heads: those over a ruling below it, else those that it is set over. */
function reachOf(
  cell: PlacedPhrase,
  line: PlacedLine,
  next: PlacedLine | undefined,
  columns: readonly Column[],
  level: readonly Ruling[],
): { from: number; to: number } {
  const ruled = ruledReach(cell, line, next, columns, level)
  if (ruled) return ruled
  const own = { from: cell.from, to: cell.to }
  if (!next) return line.cells.length === 1 ? (loneReach(cell, columns) ?? own) : own
  if (cell.from === 0) return own
  const below = goesOnIn(cell, line, next, level)
  if (below) return { from: below.from, to: below.to }
  return widestReach(cell, line, next, columns) ?? own
}

/**
 * The columns of a unit in brackets that stands alone below the labels, in the middle of several single ones, the last
 * of them the table's last: it is theirs all, though it may stand below one of them. Those of figures begin with the
 * second column, or with the third.
 */
function unitReach(
  { cells }: PlacedLine,
  above: PlacedLine | undefined,
  columns: number,
): { from: number; to: number } | null {
  const [unit] = cells
  if (!unit || !above || cells.length > 1 || !isBracketed(unit.phrase.text)) return null
  for (const from of [1, 2]) {
    const labels = above.cells.filter((cell) => cell.from >= from && cell.from === cell.to)
    const [first, last] = [labels[0], labels.at(-1)]
    if (!first || !last || labels.length < 2 || labels.length < columns - from) continue
    const off = Math.abs((middleOf(first) + middleOf(last)) / 2 - middleOf(unit))
    if (off < unit.phrase.size * UNIT_SLACK_EM) return { from, to: columns - 1 }
  }
  return null
}

/** How near a unit must be to the middle between its first and last label's middles, in em. */
const UNIT_SLACK_EM = 0.7

function middleOf({ phrase }: PlacedPhrase): number {
  return (phrase.box[0] + phrase.box[2]) / 2
}

/** The columns of a unit or heading that stands alone below the labels: all of them, or all but the first. */
function loneReach(cell: PlacedPhrase, columns: readonly Column[]): { from: number; to: number } | null {
  const [left, , right] = cell.phrase.box
  const last = columns.at(-1)
  if (!last || cell.phrase.isNumeric || columns.length < 3) return null
  for (const from of [0, 1]) {
    const first = columns[from]
    const isInside = first && left > first.left + cell.phrase.size && cell.from >= from
    if (!isInside) continue
    const off = Math.abs((first.left + last.right) / 2 - (left + right) / 2)
    if (off < cell.phrase.size * LONE_SLACK_EM) return { from, to: columns.length - 1 }
  }
  return null
}

/** How near a lone label must be to the middle of its columns, in em. */
const LONE_SLACK_EM = 2

/**
 * The next line's label that goes on with this one: set in the middle below it, close by, over several columns. A unit in
 * brackets below other labels as well goes on with none.
 */
function goesOnIn(
  cell: PlacedPhrase,
  line: PlacedLine,
  next: PlacedLine,
  level: readonly Ruling[],
): PlacedPhrase | undefined {
  const { box, size } = cell.phrase
  const isSharedUnit = ({ phrase, from, to }: PlacedPhrase): boolean =>
    isBracketed(phrase.text) && line.cells.some((each) => each !== cell && each.from <= to && each.to >= from)
  const below = next.cells.find((each) => {
    const [left, top, right] = each.phrase.box
    const isCentred = Math.abs(left + right - box[0] - box[2]) < size * SAME_MIDDLE_EM * 2
    return isCentred && each.to > each.from && !isSharedUnit(each) && top - box[3] < size * STACK_GAP_EM
  })
  const isParted = level.some(
    (rule) => below && rule.y0 > box[3] - size * 0.4 && rule.y0 < below.phrase.box[1] + size * 0.4,
  )
  return isParted ? undefined : below
}

/** Two lines of one centred label have their middles within so many em. */
const SAME_MIDDLE_EM = 0.4

/**
 * The columns, more than one, that a label is set over: its middle over theirs, or its left over their left.
 * A label that fits its own column as well is only taken to span where the labels beside it, or below it, say so.
 */
function widestReach(
  cell: PlacedPhrase,
  line: PlacedLine,
  next: PlacedLine,
  columns: readonly Column[],
): { from: number; to: number } | null {
  const place = line.cells.indexOf(cell)
  const lowest = Math.max((line.cells[place - 1]?.to ?? 0) + 1, 1)
  const highest = (line.cells[place + 1]?.from ?? columns.length) - 1
  const [left, , right] = cell.phrase.box
  const slack = cell.phrase.size * SET_OVER_EM
  let best: { from: number; to: number; off: number } | null = null
  for (let from = cell.from; from >= lowest; from -= 1) {
    for (let to = cell.to; to <= highest; to += 1) {
      const children = next.cells.filter((each) => each.from >= from && each.to <= to)
      if (next.cells.some((each) => each.from < from !== each.to < from || each.from > to !== each.to > to))
        continue
      if (to === from || children.length < 2) continue
      const off = Math.min(offCentre(children, left, right), offFlush(children, cell, from, to))
      if (off < slack && (!best || off < best.off - cell.phrase.size * 0.15)) best = { from, to, off }
    }
  }
  if (!best) return null
  if (isOverOne(cell, next.cells, best.off)) return null
  const own = columns[cell.from]
  const child = next.cells.find((each) => each.from === cell.from && each.to === cell.to)
  const below = child && { left: child.phrase.box[0], right: child.phrase.box[2] }
  if (child && below && /^\p{Ll}/u.test(child.phrase.text) && isAligned(cell.phrase, below)) return null
  const fitsOwn = cell.from === cell.to && [own, below].some((each) => each && isAligned(cell.phrase, each))
  const isNearer =
    child !== undefined && best.off + cell.phrase.size * NEARER_EM < offCentre([child], left, right)
  return !fitsOwn || isNearer || hasFamily(line, next) || headsYears(next, best)
    ? { from: best.from, to: best.to }
    : null
}

/** How near a label's middle must be to the middle of the columns below it, in em. */
const SET_OVER_EM = 1
/** A label stands over several columns rather than one where it is so much nearer to their middle, in em. */
const NEARER_EM = 0.6

/** Two labels or more, over at least twice as many below: each of them heads several. */
function hasFamily(line: PlacedLine, next: PlacedLine): boolean {
  const labels = line.cells.filter((cell) => cell.from > 0).length
  const below = next.cells.filter((cell) => cell.from > 0).length
  return labels >= 2 && below >= labels * 2 && below % labels === 0
}

/** A year cannot go on with the label above its neighbour: years side by side share the label above them. */
function headsYears(next: PlacedLine, { from, to }: { from: number; to: number }): boolean {
  const below = next.cells.filter((cell) => cell.from >= from && cell.to <= to)
  return below.length >= 2 && below.every((cell) => cell.phrase.isNumeric || isYear(cell.phrase.text))
}

/** The columns over a ruling that stands below this label alone. */
function ruledReach(
  cell: PlacedPhrase,
  line: PlacedLine,
  next: PlacedLine | undefined,
  columns: readonly Column[],
  level: readonly Ruling[],
): { from: number; to: number } | null {
  const [left, , right, bottom] = cell.phrase.box
  const centre = (left + right) / 2
  const limit = next?.centre ?? bottom + cell.phrase.size
  const rule = level.find(
    (each) =>
      each.y0 > bottom - cell.phrase.size * 0.4 && each.y0 < limit && each.x0 < centre && each.x1 > centre,
  )
  if (!rule) return null
  const isShared = line.cells.some(
    (each) => each !== cell && each.phrase.box[0] < rule.x1 && each.phrase.box[2] > rule.x0,
  )
  if (isShared) return null
  const over = columns.flatMap((column, index) => {
    const middle = (column.left + column.right) / 2
    return middle > rule.x0 - 2 && middle < rule.x1 + 2 ? [index] : []
  })
  const [from, to] = [over[0], over.at(-1)]
  if (from === undefined || to === undefined || to === from || to - from + 1 >= columns.length) return null
  return from <= cell.from && to >= cell.to ? { from, to } : null
}

function isAligned(phrase: Phrase, column: Column): boolean {
  const slack = phrase.size * 0.5
  const [left, , right] = phrase.box
  return (
    Math.abs(left - column.left) < slack ||
    Math.abs(right - column.right) < slack ||
    Math.abs(left + right - column.left - column.right) < slack * 2
  )
}

/** How far a label is from being set flush with the outer edge of the labels below, where its own column is outer. */
function offFlush(children: readonly PlacedPhrase[], cell: PlacedPhrase, from: number, to: number): number {
  const [left, , right] = cell.phrase.box
  const [first, last] = [children[0]?.phrase.box[0], children.at(-1)?.phrase.box[2]]
  const offLeft =
    from === cell.from && first !== undefined ? Math.abs(first - left) : Number.POSITIVE_INFINITY
  const offRight = to === cell.to && last !== undefined ? Math.abs(last - right) : Number.POSITIVE_INFINITY
  return Math.min(offLeft, offRight) + cell.phrase.size * 0.5
}

function offCentre(children: readonly PlacedPhrase[], left: number, right: number): number {
  const from = Math.min(...children.map((cell) => cell.phrase.box[0]))
  const to = Math.max(...children.map((cell) => cell.phrase.box[2]))
  return Math.abs((from + to) / 2 - (left + right) / 2)
}
