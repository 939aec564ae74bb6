/**
 * Putting the fields of indicator rows into their columns.
 *
 * A row that lost or gained fields no longer stands under its header. Every way of giving its texts, in order, to the
 * header's columns is scored by what the texts look like, how far they moved and what would be missing; rows next to
 * each other move alike, so the best ways are found together, by a Viterbi pass over the block.
 */
import type { SourceLine, Token } from './source-lines.ts'
import { joinTokens } from './source-lines.ts'
import { type ColumnRole, isLevelRole, isTargetRole, type TextFit } from './text-fit.ts'

export interface HeaderColumn {
  readonly role: ColumnRole
  /** 0-based field in the header's line. */
  readonly column: number
  readonly token: Token
}

export interface PlacedRow {
  readonly line: SourceLine
  readonly cells: ReadonlyMap<ColumnRole, PlacedToken>
  /** Some text stands in another field than its column's header. */
  readonly shifted: boolean
  /** Fields lost in front: columns that the row's first text moved to the left. */
  readonly lost: number
  readonly confidence: number
}

export interface PlacedToken {
  readonly token: Token
  readonly confidence: number
  /** Confidence of the column alone, however the text itself was read. */
  readonly columnConfidence: number
  /** The likeliest other column for the text. */
  readonly other: { readonly role: ColumnRole; readonly probability: number } | null
}

/** Wider tables are no indicator tables that lost columns: their texts stay under the nearest heading. */
const MOST_COLUMNS = 12

function nearestColumns(texts: readonly Token[], header: readonly HeaderColumn[]): number[] {
  const columns: number[] = []
  for (const [index, text] of texts.entries()) {
    const from = (columns.at(-1) ?? -1) + 1
    const last = header.length - (texts.length - index)
    let best = from
    for (let column = from; column <= last; column++) {
      const off = (at: number): number => Math.abs((header[at]?.column ?? 0) - text.column)
      if (off(column) < off(best)) best = column
    }
    columns.push(best)
  }
  return columns
}

/** Ways kept of each row: the best few; the others are far behind. */
const WAYS_KEPT = 40

/** Cost of each column that a row's first text moved, of each that a later one moved against it. */
const FIRST_MOVED = 0.8
const MOVED_APART = 0.4
const MOST_APART = 1.2

/** Reward for a row whose texts all stand under headings. */
const ALL_IN_PLACE = 2

/** Reward for each column that moved as in the row above. */
const MOVED_ALIKE = 0.4

/** Cost of a named row without a target; less where the name ends the line, whose last fields may be cut off. */
const TARGET_MISSING = 2
const TARGET_RUN_OFF = 0.7

/** Ways whose score is this much worse are e times less likely. */
const WAY_TEMPERATURE = 0.8

export function placeRows(
  lines: readonly SourceLine[],
  header: readonly HeaderColumn[],
  { fit, damaged }: { readonly fit: TextFit; readonly damaged: boolean },
): readonly PlacedRow[] {
  const ways = lines.map((line, index) => {
    const pageTop = line.page !== lines[index - 1]?.page
    return waysOf(line, header, { fit, damaged, pageTop, width: line.width })
  })
  const ahead = pass(ways, (row) => row - 1)
  const behind = pass([...ways].reverse(), (row) => row - 1).reverse()
  return lines.map((line, row) => {
    const scores = (ways[row] ?? []).map(
      (way, at) => (ahead[row]?.[at] ?? 0) + (behind[row]?.[at] ?? 0) - way.score,
    )
    return placed(line, ways[row] ?? [], scores, { header, damaged })
  })
}

/** One way of giving a row's texts to columns. */
interface Way {
  /** Index of the header column of each text. */
  readonly columns: readonly number[]
  readonly texts: readonly Token[]
  readonly score: number
  /** How far each header column moved, where it has a text. */
  readonly moved: ReadonlyMap<number, number>
}

interface RowContext {
  readonly fit: TextFit
  readonly damaged: boolean
  /** The row is the first of its page: labels of merged cells are shown again there. */
  readonly pageTop: boolean
  /** How many fields the line has. */
  readonly width: number
}

function waysOf(line: SourceLine, header: readonly HeaderColumn[], context: RowContext): Way[] {
  const texts = atMost(line.tokens, header.length)
  if (header.length > MOST_COLUMNS) return [wayOf(texts, nearestColumns(texts, header), header, context)]
  const ways: Way[] = []
  const place = (columns: readonly number[]): void => {
    if (columns.length === texts.length) {
      ways.push(wayOf(texts, columns, header, context))
      return
    }
    const from = (columns.at(-1) ?? -1) + 1
    const left = texts.length - columns.length - 1
    for (let column = from; column + left < header.length; column++) place([...columns, column])
  }
  place([])
  return ways.sort((a, b) => b.score - a.score).slice(0, WAYS_KEPT)
}

/** Confidence of a last column that holds what no column is left for. */
const OVERFLOWING = 0.5

/** More texts than columns: the last ones stand together in the last column. */
function atMost(tokens: readonly Token[], columns: number): readonly Token[] {
  if (tokens.length <= columns || columns === 0) return tokens
  const kept = tokens.slice(0, columns - 1)
  return [...kept, { ...joinTokens(tokens.slice(columns - 1), ' '), confidence: OVERFLOWING }]
}

function wayOf(
  texts: readonly Token[],
  columns: readonly number[],
  header: readonly HeaderColumn[],
  { fit, damaged, pageTop, width }: RowContext,
): Way {
  const moved = new Map<number, number>()
  const filled = new Set<ColumnRole>()
  let score = 0
  let before: number | null = null
  for (const [index, text] of texts.entries()) {
    const column = columns[index] ?? 0
    const head = header[column]
    if (head === undefined) continue
    const by = text.column - head.column
    moved.set(column, by)
    filled.add(head.role)
    score += fit.likeness(head.role, text)
    score -= before === null ? FIRST_MOVED * Math.min(4, Math.abs(by)) : apart(by - before)
    before = by
  }
  const last = texts.at(-1)
  const nameLast = header[columns.at(-1) ?? -1]?.role === 'name'
  const runsOff = nameLast && last !== undefined && last.column >= width - 1
  const inPlace = [...moved.values()].every((by) => by === 0) && (!damaged || isWhole(header, filled))
  return {
    columns,
    texts,
    moved,
    score: score + (inPlace ? ALL_IN_PLACE : 0) - missing(header, filled, pageTop, runsOff),
  }
}

const apart = (columns: number): number => Math.min(MOST_APART, MOVED_APART * Math.abs(columns))

/** A row with its name and every target: nothing of it can have moved unseen. */
function isWhole(header: readonly HeaderColumn[], filled: ReadonlySet<ColumnRole>): boolean {
  const targets = header.filter((column) => isTargetRole(column.role))
  return targets.length > 0 && filled.has('name') && targets.every((column) => filled.has(column.role))
}

/** What a row should have: a name with its targets; an inner level wherever an outer one begins. */
function missing(
  header: readonly HeaderColumn[],
  filled: ReadonlySet<ColumnRole>,
  pageTop: boolean,
  runsOff: boolean,
): number {
  const roles = header.map((column) => column.role)
  const targets = roles.filter(isTargetRole)
  const given = targets.filter((role) => filled.has(role)).length
  let cost = 0
  if (roles.includes('name') && !filled.has('name')) cost += given > 0 ? 4 : 1
  if (filled.has('name')) cost += (runsOff ? TARGET_RUN_OFF : TARGET_MISSING) * (targets.length - given)
  if (filled.has('explanation') !== filled.has('valueSource') && roles.includes('valueSource')) cost += 0.5
  const levels = roles.filter(isLevelRole)
  const outermost = levels.findIndex((role) => filled.has(role))
  if (outermost >= 0 && !pageTop) {
    cost += 1.1 * levels.slice(outermost + 1).filter((role) => !filled.has(role)).length
  }
  return cost
}

function pass(ways: readonly (readonly Way[])[], above: (row: number) => number): number[][] {
  const best: number[][] = []
  for (const [row, own] of ways.entries()) {
    const before = ways[above(row)] ?? []
    const reached = best[above(row)] ?? []
    best.push(
      own.map((way) => {
        let most = before.length === 0 ? 0 : -Infinity
        for (const [index, other] of before.entries()) {
          most = Math.max(most, (reached[index] ?? 0) + alike(way, other))
        }
        return way.score + most
      }),
    )
  }
  return best
}

function alike(a: Way, b: Way): number {
  let same = 0
  for (const [column, by] of a.moved) if (b.moved.get(column) === by) same += 1
  return MOVED_ALIKE * Math.min(4, same)
}

function placed(
  line: SourceLine,
  ways: readonly Way[],
  scores: readonly number[],
  { header, damaged }: { readonly header: readonly HeaderColumn[]; readonly damaged: boolean },
): PlacedRow {
  const top = Math.max(...scores)
  const weights = scores.map((score) => Math.exp((score - top) / WAY_TEMPERATURE))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const best = ways[scores.indexOf(top)]
  const cells = new Map<ColumnRole, PlacedToken>()
  if (best === undefined) return { line, cells, shifted: false, lost: 0, confidence: 1 }
  const shifted = [...best.moved.values()].some((by) => by !== 0)
  const filled = new Set(best.columns.flatMap((column) => header[column]?.role ?? []))
  const certain = !shifted && (!damaged || isWhole(header, filled))
  const overflows = line.tokens.length > best.texts.length
  for (const [index, token] of best.texts.entries()) {
    const column = best.columns[index] ?? 0
    const role = header[column]?.role
    if (role === undefined) continue
    const share = new Map<number, number>()
    for (const [at, way] of ways.entries()) {
      const there = way.columns[index] ?? 0
      share.set(there, (share.get(there) ?? 0) + (weights[at] ?? 0) / total)
    }
    const own = share.get(column) ?? 0
    const inColumn = certain ? sureInPlace(own) : Math.min(0.99, own)
    const confidence =
      overflows && index === best.texts.length - 1 ? Math.min(OVERFLOWING, inColumn) : inColumn
    cells.set(role, {
      token,
      confidence: rounded(Math.min(token.confidence, confidence)),
      columnConfidence: rounded(confidence),
      other: runnerUp(share, column, header),
    })
  }
  const firstMoved = best.moved.get(best.columns[0] ?? -1) ?? 0
  return {
    line,
    cells,
    shifted,
    lost: Math.max(0, -firstMoved),
    confidence: Math.min(1, ...[...cells.values()].map((cell) => cell.confidence)),
  }
}

/** A text right under its header is there for sure, unless it looks much more like another column's. */
const sureInPlace = (share: number): number => (share > 0.5 ? 1 : share)

function runnerUp(
  share: ReadonlyMap<number, number>,
  column: number,
  header: readonly HeaderColumn[],
): PlacedToken['other'] {
  let other: PlacedToken['other'] = null
  for (const [at, probability] of share) {
    const role = header[at]?.role
    if (at === column || role === undefined || probability <= (other?.probability ?? 0.02)) continue
    other = { role, probability: rounded(probability) }
  }
  return other
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000
