/** Lines that touch no other but belong to a table: borders of cells that page breaks cut at both ends. */
import { type Line, type LineSet, reachOf } from './lines.ts'

/** A column that top and bottom of the page cut is no wider than this share of the rest of the table, or so many ems. */
const WIDEST_SIDE_COLUMN = 0.75
const WIDEST_LABEL_EMS = 12

/**
 * The set with loose upright lines beside it that run just as far down as it does: borders of a label that is merged
 * over more rows than the page shows.
 */
export function withLooseColumns(set: LineSet, loose: LineSet, em: number): LineSet {
  const x = extent(set.vertical, set.horizontal)
  const y = extent(set.horizontal, set.vertical)
  const widest = Math.max(WIDEST_SIDE_COLUMN * (x[1] - x[0]), WIDEST_LABEL_EMS * em)
  const columns = withinReach(beside(loose.vertical, y, x, reachOf(em)), x, widest)
  return columns.length === 0 ? set : { ...set, vertical: [...set.vertical, ...columns] }
}

/** The lines from the table outwards, as long as each is no further from the one before than a column is wide. */
function withinReach(lines: readonly Line[], [left, right]: Extent, widest: number): readonly Line[] {
  const found: Line[] = []
  let [from, to] = [left, right]
  for (const line of [...lines].sort((a, b) => b.at - a.at)) {
    if (line.at >= from || from - line.at >= widest) continue
    found.push(line)
    from = line.at
  }
  for (const line of [...lines].sort((a, b) => a.at - b.at)) {
    if (line.at <= to || line.at - to >= widest) continue
    found.push(line)
    to = line.at
  }
  return found
}

/**
 * All that stands below one another and is just as wide, as one set: the sets and the loose level lines. Null where a set
 * is alone; `members` are the sets of which it consists.
 */
export function withLooseRows(
  set: LineSet,
  sets: readonly LineSet[],
  loose: LineSet,
  em: number,
): { readonly set: LineSet; readonly members: readonly LineSet[] } | null {
  const reach = reachOf(em)
  const x = extent(set.vertical, set.horizontal)
  const asWide = (from: number, to: number): boolean =>
    Math.abs(from - x[0]) <= reach && Math.abs(to - x[1]) <= reach
  const others = sets.filter((other) => other !== set && asWide(...extent(other.vertical, other.horizontal)))
  const rows = loose.horizontal.filter((line) => asWide(line.from, line.to))
  if (others.length === 0 && rows.length === 0) return null
  const members = [set, ...others]
  return {
    members,
    set: {
      horizontal: [...members.flatMap((member) => [...member.horizontal]), ...rows],
      vertical: members.flatMap((member) => [...member.vertical]),
    },
  }
}

/** Fewer level lines than this, or upright ones, are no table's. */
const LEAST_LEVEL_LINES = 2
const LEAST_UPRIGHT_LINES = 2

/**
 * Lines of one direction that run equally far and touch no other, with lines of the other direction at their ends: what a
 * page shows of a sheet where a merged cell is wider than the page, or all cells are higher. Null where they are too few.
 */
export function looseOutline({ horizontal, vertical }: LineSet, em: number): Outline | null {
  const level = equallyLong(horizontal, em)
  if (level.length >= LEAST_LEVEL_LINES) {
    return { set: { horizontal: level, vertical: linesAtEnds(level) }, direction: 'level' }
  }
  const upright = equallyLong(vertical, em)
  if (upright.length < LEAST_UPRIGHT_LINES) return null
  return { set: { horizontal: linesAtEnds(upright), vertical: upright }, direction: 'upright' }
}

export interface Outline {
  readonly set: LineSet
  /** That of the lines which the page has. */
  readonly direction: 'level' | 'upright'
}

/** Of the lines those that run from one place to another as most do: the rules of a running title and foot run elsewhere. */
function equallyLong(lines: readonly Line[], em: number): readonly Line[] {
  const reach = reachOf(em)
  const alike = new Map<string, Line[]>()
  for (const line of lines) {
    const place = `${Math.round(line.from / reach)}/${Math.round(line.to / reach)}`
    const known = alike.get(place)
    if (known === undefined) alike.set(place, [line])
    else known.push(line)
  }
  const most = [...alike.values()].reduce<readonly Line[]>(
    (best, each) => (each.length > best.length ? each : best),
    [],
  )
  const [first] = most
  if (first === undefined) return []
  return lines.filter(
    ({ from, to }) => Math.abs(from - first.from) <= reach && Math.abs(to - first.to) <= reach,
  )
}

function linesAtEnds(lines: readonly Line[]): readonly Line[] {
  const [first, last] = [lines[0], lines.at(-1)]
  if (first === undefined || last === undefined) return []
  const across = { from: first.at, to: last.at }
  return [
    { at: first.from, ...across },
    { at: first.to, ...across },
  ]
}

type Extent = readonly [number, number]

/** How far a set runs across `lines`, and along the others. */
function extent(lines: readonly Line[], others: readonly Line[]): Extent {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const { at } of lines) {
    from = Math.min(from, at)
    to = Math.max(to, at)
  }
  for (const line of others) {
    from = Math.min(from, line.from)
    to = Math.max(to, line.to)
  }
  return [from, to]
}

function beside(lines: readonly Line[], along: Extent, across: Extent, reach: number): readonly Line[] {
  return lines.filter(
    (line) =>
      Math.abs(line.from - along[0]) <= reach &&
      Math.abs(line.to - along[1]) <= reach &&
      (line.at < across[0] - reach || line.at > across[1] + reach),
  )
}
