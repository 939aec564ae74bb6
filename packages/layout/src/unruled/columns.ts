/** Columns of a run of lines, from the white corridors that most lines leave free. */
import { firstAtLeast, median } from '../geometry.ts'
import { isLeader, type Phrase, type PhraseLine, phraseLine } from './phrases.ts'
import { withoutStretchedSpaces } from './stretched-text.ts'
import { type Gap, partedBy, wordCorridors } from './word-corridors.ts'

/** A column's text extent, and the corridors to both sides. */
export interface Column {
  readonly left: number
  readonly right: number
}

/** How much a line that crosses a corridor weighs against a line that leaves it free. */
const CROSSING_WEIGHT = 1
/** A line of one phrase (a heading, a spanning label) says less about corridors than a line of several. */
const LONE_PHRASE_WEIGHT = 0.4
/** Share of the lines of several phrases that must leave a corridor free with text on both sides. */
const SUPPORT_SHARE = 0.12

/**
 * The columns of these lines, left to right; one where no corridor is found. `hard` are positions of vertical
 * rulings: they part columns whatever the text does.
 */
export function columnsOf(all: readonly PhraseLine[], hard: readonly number[] = []): Column[] {
  const lines = withHalfWay(all)
  const several = lines.filter((line) => line.phrases.length > 1)
  if (several.length === 0 && hard.length === 0) return extentsOf(lines, [])
  const support = several.length <= 3 ? 1 : Math.max(2, Math.ceil(several.length * SUPPORT_SHARE))
  const zones = freeZones(lines, support)
  const boundaries = zones.flatMap((zone) => boundariesIn(zone, lines))
  const corridors = wordCorridors(lines)
  for (const corridor of corridors) {
    if (!boundaries.some((at) => at > corridor.from - 1 && at < corridor.to + 1)) {
      boundaries.push((corridor.from + corridor.to) / 2)
    }
  }
  const em = median(lines.map((line) => line.size)) ?? 10
  const parted = lines.map((line) => partedBy(corridors, line))
  const sure = withoutStretchedSpaces(withHard(boundaries, hard, em), hard, parted)
  return extentsOf(parted, together(sure, hard, parted))
}

/** Where columns part, columns − 1 positions: the ruling between two of them, else the middle of their corridor. */
export function boundariesOf(columns: readonly Column[], hard: readonly number[]): number[] {
  const found: number[] = []
  for (const [index, column] of columns.entries()) {
    const next = columns[index + 1]
    if (!next) continue
    const ruled = hard.find((at) => at > column.right - 1 && at < next.left + 1)
    found.push(ruled ?? (column.right + next.left) / 2)
  }
  return found
}

/** Stretches of the page's width that more lines leave free, with text on both sides, than cross. */
function freeZones(lines: readonly PhraseLine[], support: number): Gap[] {
  const steps: { x: number; free: number; crossing: number }[] = []
  for (const line of lines) {
    const weight = line.phrases.length > 1 ? CROSSING_WEIGHT : LONE_PHRASE_WEIGHT
    for (const [index, phrase] of line.phrases.entries()) {
      steps.push({ x: phrase.box[0], free: 0, crossing: weight })
      steps.push({ x: phrase.box[2], free: 0, crossing: -weight })
      const next = line.phrases[index + 1]
      if (next) {
        steps.push({ x: phrase.box[2], free: 1, crossing: 0 })
        steps.push({ x: next.box[0], free: -1, crossing: 0 })
      }
    }
  }
  steps.sort((a, b) => a.x - b.x)
  const zones: Gap[] = []
  let [free, crossing] = [0, 0]
  let from: number | null = null
  for (const [index, step] of steps.entries()) {
    free += step.free
    crossing += step.crossing
    const next = steps[index + 1]
    if (next && next.x - step.x < 0.01) continue
    const isFree = free >= support - 1e-6 && free > crossing + 1e-6
    if (isFree && from === null) from = step.x
    if (!isFree && from !== null) {
      zones.push({ from, to: step.x })
      from = null
    }
  }
  return zones
}

/** A zone holds one boundary, or more where a sparse column stands in it like an island. */
function boundariesIn(zone: Gap, lines: readonly PhraseLine[]): number[] {
  const inside: { phrase: Phrase; line: PhraseLine }[] = []
  for (const line of lines) {
    for (const phrase of line.phrases) {
      if (phrase.box[0] >= zone.from - 0.1 && phrase.box[2] <= zone.to + 0.1) inside.push({ phrase, line })
    }
  }
  inside.sort((a, b) => a.phrase.box[0] - b.phrase.box[0])
  const islands: { from: number; to: number; members: { phrase: Phrase; line: PhraseLine }[] }[] = []
  for (const member of inside) {
    const island = islands.at(-1)
    if (island && member.phrase.box[0] < island.to) {
      island.to = Math.max(island.to, member.phrase.box[2])
      island.members.push(member)
    } else islands.push({ from: member.phrase.box[0], to: member.phrase.box[2], members: [member] })
  }
  const columns = islands.filter(({ members }) => {
    const amid = members.filter(({ phrase, line }) => {
      return line.phrases[0] !== phrase && line.phrases.at(-1) !== phrase
    })
    return members.length >= 2 && amid.length >= 1
  })
  const edges = [zone.from, ...columns.flatMap((island) => [island.from, island.to]), zone.to]
  const found: number[] = []
  for (let index = 0; index + 1 < edges.length; index += 2) {
    const [from, to] = [edges[index], edges[index + 1]]
    if (from !== undefined && to !== undefined) found.push(leastCrossed({ from, to }, lines))
  }
  return found
}

/** The middle of the widest stretch of a zone that the fewest phrases cross. */
function leastCrossed(zone: Gap, lines: readonly PhraseLine[]): number {
  const ends: { x: number; step: number }[] = [{ x: zone.from, step: 0 }]
  for (const line of lines) {
    for (const phrase of line.phrases) {
      const [from, to] = [Math.max(zone.from, phrase.box[0]), Math.min(zone.to, phrase.box[2])]
      if (to - from > 0.01) ends.push({ x: from, step: 1 }, { x: to, step: -1 })
    }
  }
  ends.sort((a, b) => a.x - b.x)
  let crossing = 0
  let best: { at: number; crossing: number; width: number } | null = null
  for (const [index, end] of ends.entries()) {
    crossing += end.step
    const to = ends[index + 1]?.x ?? zone.to
    const width = to - end.x
    if (width < 0.01) continue
    if (!best || crossing < best.crossing || (crossing === best.crossing && width > best.width)) {
      best = { at: (end.x + to) / 2, crossing, width }
    }
  }
  return best?.at ?? (zone.from + zone.to) / 2
}

/** Figures set in the middle of a label of two lines, a label in the middle of two rows, stand so near to both, in em. */
const HALF_WAY_EM = 0.75

/** The lines, those that stand half-way between two rows taken together with the upper one: they are beside it. */
function withHalfWay(lines: readonly PhraseLine[]): PhraseLine[] {
  const found: PhraseLine[] = []
  for (const line of lines) {
    const last = found.at(-1)
    const isHalfWay = last && line.centre - last.centre < line.size * HALF_WAY_EM && standApart(last, line)
    if (isHalfWay) {
      const phrases = [...last.phrases, ...line.phrases].sort((a, b) => a.box[0] - b.box[0])
      found[found.length - 1] = phraseLine(phrases)
    } else found.push(line)
  }
  return found
}

function standApart(a: PhraseLine, b: PhraseLine): boolean {
  return a.phrases.every((upper) =>
    b.phrases.every((lower) => upper.box[2] < lower.box[0] || lower.box[2] < upper.box[0]),
  )
}

/**
 * Drops the boundaries between columns that no line fills both of: a header set left over figures set right, a
 * heading and the items indented below it, are one column. The narrowest corridor goes first; rulings stay.
 */
function together(
  boundaries: readonly number[],
  hard: readonly number[],
  lines: readonly PhraseLine[],
): number[] {
  let kept = [...boundaries].sort((a, b) => a - b)
  const widthAt = corridorWidths(lines)
  for (;;) {
    const shared = new Set<number>()
    for (const line of lines) {
      const slots = slotsOf(line, kept)
      for (const slot of slots) if (slots.has(slot + 1)) shared.add(slot)
    }
    const idle = kept.flatMap((at, slot) =>
      shared.has(slot) || hard.includes(at) ? [] : [{ at, width: widthAt(at) }],
    )
    const narrowest = idle.sort((a, b) => a.width - b.width)[0]
    if (!narrowest) return kept
    kept = kept.filter((at) => at !== narrowest.at)
  }
}

/** Text set flush with a ruling may reach over it by so many em. */
const OVERHANG_EM = 0.08

/** The columns, by number, in which a line has text; text that crosses a boundary counts for none. `boundaries` ascend. */
function slotsOf(line: PhraseLine, boundaries: readonly number[]): Set<number> {
  const slots = new Set<number>()
  for (const { box, size } of line.phrases) {
    const slack = size * OVERHANG_EM
    const left = box[0] + slack
    let first = firstAtLeast(boundaries, left)
    while (boundaries[first] === left) first += 1
    if (first === firstAtLeast(boundaries, box[2] - slack)) slots.add(first)
  }
  return slots
}

/** Tells how much white there is around a boundary, over all lines. */
function corridorWidths(lines: readonly PhraseLine[]): (at: number) => number {
  const boxes = lines.flatMap((line) => line.phrases.map(({ box }) => box))
  const starts = Float64Array.from(boxes, (box) => box[0]).sort()
  const ends = Float64Array.from(boxes, (box) => box[2]).sort()
  return (at) => {
    const right = starts[firstAtLeast(starts, at)] ?? Number.POSITIVE_INFINITY
    const end = firstAtLeast(ends, at)
    const left = ends[end] === at ? at : (ends[end - 1] ?? Number.NEGATIVE_INFINITY)
    return right - left
  }
}

/** Puts rulings' positions among the boundaries in place of those inferred beside them. */
function withHard(boundaries: readonly number[], hard: readonly number[], em: number): number[] {
  const inferred = boundaries.filter((at) => !hard.some((ruling) => Math.abs(ruling - at) < em * 0.7))
  return [...inferred, ...hard].sort((a, b) => a - b)
}

/** A gap no wider than this, in em, and as wide on every line, is a space within one text. */
const SPACE_EM = 0.42
const SPACED_LINES = 4

/** What a code's parts before a space hold: digits, and no separator within a figure. */
const CODE_PART = /^\D{0,2}\d+$/u
/** What stands after a space within a figure: groups of three digits, and perhaps decimals. */
const GROUP_OF_DIGITS = /^\d{3}(?:\D|$)/u

/**
 * The columns without those parts of one text that only stand below one another: a code `27 02` on every line, with
 * the same space in each, and no line that has labels of its own for both.
 */
export function withoutSpacedCodes(columns: readonly Column[], lines: readonly PhraseLine[]): Column[] {
  const found: Column[] = []
  for (const column of columns) {
    const last = found.at(-1)
    if (last && isOneText(last, column, lines))
      found[found.length - 1] = { left: last.left, right: column.right }
    else found.push(column)
  }
  return found
}

function isOneText(left: Column, right: Column, lines: readonly PhraseLine[]): boolean {
  if (right.left - left.right > (lines[0]?.size ?? 10) * SPACE_EM) return false
  const gaps: number[] = []
  const lengths = new Set<number>()
  for (const { phrases, size } of lines) {
    const index = phrases.findIndex(({ box }) => box[0] > left.left - 1 && box[2] < left.right + 1)
    const [before, after] = [phrases[index], phrases[index + 1]]
    if (!before || !after || after.box[0] > right.right || after.box[2] > right.right + 1) continue
    if (!before.isNumeric || !after.isNumeric || before.words.some(({ text }) => isLeader(text))) return false
    // `5,721 14.7` are two figures, however near they stand.
    if (!before.words.every(({ text }) => CODE_PART.test(text))) return false
    const isGroup = GROUP_OF_DIGITS.test(after.text)
    if (!isGroup && !/^\d+$/u.test(after.text)) return false
    lengths.add(isGroup ? 3 : after.text.length)
    gaps.push((after.box[0] - before.box[2]) / size)
  }
  if (lengths.size > 1) return false
  const [narrowest, widest] = [Math.min(...gaps), Math.max(...gaps)]
  return gaps.length >= SPACED_LINES && widest <= SPACE_EM && widest - narrowest < 0.05
}

function extentsOf(lines: readonly PhraseLine[], boundaries: readonly number[]): Column[] {
  const left = Math.min(...lines.map((line) => line.left))
  const right = Math.max(...lines.map((line) => line.right))
  const inner = boundaries.filter((at) => at > left + 0.5 && at < right - 0.5)
  const edges = [left, ...inner, right]
  const columns: { left: number; right: number }[] = []
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const [from, to] = [edges[index] ?? left, edges[index + 1] ?? right]
    const held = lines.flatMap((line) =>
      line.phrases.filter(({ box, size }) => {
        const slack = size * OVERHANG_EM
        return box[0] >= from - slack && box[2] <= to + slack
      }),
    )
    const previous = columns.at(-1)
    if (held.length === 0 && previous) continue
    columns.push({
      left: held.length > 0 ? Math.min(...held.map((phrase) => phrase.box[0])) : from,
      right: held.length > 0 ? Math.max(...held.map((phrase) => phrase.box[2])) : to,
    })
  }
  return columns
}
