/** Cutting rows among the innermost labels, and the groups of each level among the labels around them. */
import { type Partition, partition } from './partition.ts'
import type { Token } from './source-lines.ts'
import {
  evidenceOfBoundary,
  isServed,
  lengthPrior,
  parentFit,
  placesOfRows,
  rowFit,
  usualPlaces,
} from './spread-evidence.ts'
import type { Mark, Marks, SpreadContext, SpreadRow } from './spread-model.ts'

export interface Solved {
  readonly score: number
  readonly marks: Marks
  /** For each level, how the groups inside it (rows, for the innermost) are cut among its labels. */
  readonly cuts: readonly (Partition | null)[]
}

/** Penalty for a label that begins on an earlier page than the one where it was seen. */
const BEGINS_EARLIER = { damaged: 0.8, whole: 3.5 }

/** Penalty for an innermost label that is taken to have slipped from the row above. */
const SLIPPED_INNER = { damaged: 9, whole: 13 }

/**
 * Penalty for a reading by which an outer label begins before the inner one that it was seen with: where the row of
 * both was seen, and where it was not.
 */
const BESIDE_ITS_LINE = { seen: 6, unseen: 4 }

/** Penalty, per row, for a middle that falls outside the page on which the label was seen. */
const MIDDLE_OFF_PAGE = 0.8

/**
 * A label without rows: forms print their usual sections even where nothing stands below them, the more likely where
 * no row has the section's usual words; people do not write a task without indicators.
 */
const EMPTY_GROUP = { unserved: -0.4, served: 2.5, other: 5, bare: 8 }

/** What rows before the first label cost, which then have none, and a first label that has slipped from the row above. */
const BEFORE_FIRST_LABEL = 8
const FIRST_SLIPPED = 3

/** The likeliest groups of each level for one reading of the labels, or null where none fits. */
export function solve(
  rows: readonly SpreadRow[],
  marks: Marks,
  levels: number,
  context: SpreadContext,
): Solved | null {
  const cuts: (Partition | null)[] = new Array<Partition | null>(levels).fill(null)
  const innermost = withFront(marks[levels - 1] ?? [], (mark) => mark.row)
  const inner = partition(innermostProblem(rows, innermost, context))
  if (inner === null) return null
  cuts[levels - 1] = inner
  let score = inner.likelihood
  const solvedMarks: (readonly Mark[])[] = [...marks]
  solvedMarks[levels - 1] = innermost
  const shift = innermost.length - (marks[levels - 1]?.length ?? 0)
  let groups: readonly GroupSpan[] = spans(inner, innermost)
  let anchors = (mark: Mark): number => mark.anchor + shift
  for (let level = levels - 2; level >= 0; level--) {
    const anchorOf = anchors
    const own = (marks[level] ?? []).map((mark) => ({ ...mark, anchor: anchorOf(mark) }))
    const outer = withFront(own, (mark) => (mark.row === null ? null : mark.anchor))
    solvedMarks[level] = outer
    if (outer.length === 0) continue
    const cut = partition(outerProblem(rows, groups, outer, context))
    if (cut === null) return null
    cuts[level] = cut
    score += cut.likelihood
    const before = anchors
    anchors = (mark) =>
      Math.max(
        0,
        cut.starts.findLastIndex((start) => start <= before(mark)),
      )
    groups = spans(cut, outer).map((span) => rowSpanOf(span, groups))
  }
  return { score, marks: solvedMarks, cuts }
}

/** Rows before the first label of a text whose labels stand on their rows belong to no label. */
function withFront(marks: readonly Mark[], seen: (mark: Mark) => number | null): readonly Mark[] {
  const [first] = marks
  const row = first === undefined ? null : seen(first)
  if (first === undefined || row === null || row === 0 || first.mayBeginEarlier) return marks
  const front = {
    label: null,
    about: null,
    around: [],
    page: first.page,
    row: null,
    anchor: 0,
    mayBeginEarlier: false,
  }
  return [front, ...marks]
}

/** The rows before the first label. */
const isFront = (mark: Mark | undefined): boolean =>
  mark !== undefined && mark.label === null && mark.about === null

interface GroupSpan {
  readonly label: Token | null
  readonly from: number
  readonly to: number
}

function spans(cut: Partition, marks: readonly Mark[]): readonly GroupSpan[] {
  return marks.map((mark, index) => ({
    label: mark.label,
    from: cut.starts[index] ?? 0,
    to: cut.starts[index + 1] ?? 0,
  }))
}

function rowSpanOf(span: GroupSpan, inner: readonly GroupSpan[]): GroupSpan {
  const from = inner[span.from]?.from ?? inner.at(-1)?.to ?? 0
  return { label: span.label, from, to: inner[span.to - 1]?.to ?? from }
}

function innermostProblem(rows: readonly SpreadRow[], marks: readonly Mark[], context: SpreadContext) {
  const usualHere = usualPlaces(marks, context.vocabulary)
  const boundaries = rows.map((row, index) => evidenceOfBoundary(rows[index - 1], row, context.likeness))
  const mean = rows.length / Math.max(1, marks.length)
  const rowPlaces = placesOfRows(rows, context.vocabulary)
  const served = marks.map((mark) => isServed(mark, rowPlaces, context.vocabulary))
  const centred = labelsAreCentred(rows, marks)
  const pages = pageRuns(rows)
  const window = (group: number): readonly [number, number] => {
    if (group === 0) return [0, 0]
    return group >= marks.length ? [rows.length, rows.length] : windowOf(rows, marks, group, pages, centred)
  }
  const fits = marks.map((mark, group) => {
    const [low, high] = [window(group)[0], window(group + 1)[1]]
    const own = rows.slice(low, high).map((row) => rowFit(row, mark, usualHere, context))
    return { low, totals: sums(own) }
  })
  return {
    rows: rows.length,
    groups: marks.length,
    window,
    score: (group: number, from: number, to: number): number => {
      const mark = marks[group]
      if (mark === undefined) return -Infinity
      if (from === to) return emptyScore(mark, rows, from, served[group] ?? null)
      const { low, totals } = fits[group] ?? { low: 0, totals: [] }
      const fit = (totals[to - low] ?? 0) - (totals[from - low] ?? 0)
      const before = mark.label === null && group === 0 && marks[1]?.row !== null && mark.row === null
      if (before) return -BEFORE_FIRST_LABEL - 0.3 * (to - from)
      const isFirst = group === 1 && isFront(marks[0])
      const slipped = isFirst && from === 0 && mark.row === 1
      const place = centred
        ? centredScore(mark, from, to)
        : slipped
          ? -FIRST_SLIPPED
          : placeScore(mark, rows, from, to, pages, context.damaged)
      const length = mark.row === null ? (served[group] === null ? 1 : 0.5) * lengthPrior(to - from, mean) : 0
      return fit + place + length + (from > 0 ? (boundaries[from] ?? 0) : 0)
    },
  }
}

/** Labels stand at the middle of their rows where the first rows of a block have none on their own page. */
function labelsAreCentred(rows: readonly SpreadRow[], marks: readonly Mark[]): boolean {
  const first = marks.find((mark) => mark.row !== null)
  return first !== undefined && first.row !== null && first.row > 0 && rows[0]?.page === first.page
}

function centredScore(mark: Mark, from: number, to: number): number {
  if (mark.row === null) return 0
  if (mark.row < from || mark.row >= to) return -Infinity
  return (-0.9 * Math.abs(mark.row - (from + to - 1) / 2)) / (1 + (to - from) / 10)
}

/** Top rule: seen at its first row on its page, which is the page of its middle. */
function placeScore(
  mark: Mark,
  rows: readonly SpreadRow[],
  from: number,
  to: number,
  pages: ReadonlyMap<number, readonly [number, number]>,
  damaged: boolean,
): number {
  const [first, end] = pages.get(mark.page) ?? [0, 0]
  const shownFrom = Math.max(from, first)
  const shownTo = Math.min(to, end)
  if (mark.row !== null) {
    if (from === mark.row) return 0
    if (!mark.mayBeginEarlier && from === mark.row - 1)
      return -(damaged ? SLIPPED_INNER.damaged : SLIPPED_INNER.whole)
    if (!(mark.mayBeginEarlier && from < mark.row && mark.row < to)) return -Infinity
    return -(damaged ? BEGINS_EARLIER.damaged : BEGINS_EARLIER.whole) - offPage(from, to, shownFrom, shownTo)
  }
  if (shownFrom >= shownTo) return -6 - (rows.length > 0 ? MIDDLE_OFF_PAGE : 0)
  return -offPage(from, to, shownFrom, shownTo)
}

function offPage(from: number, to: number, shownFrom: number, shownTo: number): number {
  const middle = (from + to - 1) / 2
  const off = Math.max(0, shownFrom - 0.5 - middle, middle - (shownTo - 0.5))
  return Math.min(4, MIDDLE_OFF_PAGE * off)
}

function emptyScore(mark: Mark, rows: readonly SpreadRow[], at: number, served: boolean | null): number {
  if (mark.row !== null) return -Infinity
  if (mark.about === null) return mark.anchor === 0 ? 0 : -EMPTY_GROUP.bare
  const before = rows[at - 1]?.page ?? -Infinity
  const after = rows[at]?.page ?? Infinity
  if (mark.page < before || mark.page > after) return -EMPTY_GROUP.bare
  if (served === null) return -EMPTY_GROUP.other
  return -(served ? EMPTY_GROUP.served : EMPTY_GROUP.unserved)
}

function windowOf(
  rows: readonly SpreadRow[],
  marks: readonly Mark[],
  group: number,
  pages: ReadonlyMap<number, readonly [number, number]>,
  centred: boolean,
): readonly [number, number] {
  const mark = marks[group]
  if (mark === undefined) return [0, -1]
  if (mark.row !== null) {
    const above = marks[group - 1]?.row ?? -1
    if (mark.mayBeginEarlier || centred) return [Math.max(0, above + 1), mark.row]
    return [Math.max(above + 1, mark.row - 1), mark.row]
  }
  const own = pages.get(mark.page)
  const before = [...pages.keys()].filter((page) => page < mark.page).at(-1)
  const low = (before === undefined ? undefined : pages.get(before))?.[0] ?? own?.[0] ?? 0
  return [low, own?.[1] ?? rows.length]
}

/** First row and end of each page, in order. */
function pageRuns(rows: readonly SpreadRow[]): ReadonlyMap<number, readonly [number, number]> {
  const runs = new Map<number, readonly [number, number]>()
  for (const [index, row] of rows.entries()) runs.set(row.page, [runs.get(row.page)?.[0] ?? index, index + 1])
  return runs
}

function outerProblem(
  rows: readonly SpreadRow[],
  groups: readonly GroupSpan[],
  marks: readonly Mark[],
  context: SpreadContext,
) {
  const fits = marks.map((mark) => sums(groups.map((group) => parentFit(mark.label, group.label, context))))
  const pages = pageRuns(rows)
  return {
    rows: groups.length,
    groups: marks.length,
    window: (group: number): readonly [number, number] => {
      const mark = marks[group]
      if (mark === undefined) return [0, -1]
      const above = isFront(marks[group - 1]) ? -1 : (marks[group - 1]?.anchor ?? -1)
      return [Math.min(above + 1, mark.anchor), mark.anchor]
    },
    score: (group: number, from: number, to: number): number => {
      const mark = marks[group]
      if (mark === undefined || from === to) return mark?.label === null && group === 0 ? 0 : -Infinity
      if (group === 0 && isFront(mark)) return -BEFORE_FIRST_LABEL
      const fit = (fits[group]?.[to] ?? 0) - (fits[group]?.[from] ?? 0)
      const span = rowSpanOf({ label: null, from, to }, groups)
      const [first, end] = pages.get(mark.page) ?? [span.from, span.to]
      const off = offPage(span.from, span.to, Math.max(span.from, first), Math.min(span.to, end))
      if (from === mark.anchor || group === 0) return fit - off
      if (from === 0 && isFront(marks[group - 1])) return fit - FIRST_SLIPPED
      if (!mark.mayBeginEarlier)
        return fit - (mark.row === null ? BESIDE_ITS_LINE.unseen : BESIDE_ITS_LINE.seen)
      return fit - off - (context.damaged ? BEGINS_EARLIER.damaged : BEGINS_EARLIER.whole) / 2
    },
  }
}

function sums(values: readonly number[]): number[] {
  const totals = [0]
  for (const value of values) totals.push((totals.at(-1) ?? 0) + value)
  return totals
}
