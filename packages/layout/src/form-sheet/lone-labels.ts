/**
 * Rows in which a label of a group stands alone, as where a group has no indicator yet. Beside the cells of the next row
 * such a label may look as if it were merged over some rows: what all labels together cost tells.
 */
import type { SheetRow } from './build.ts'
import { costOfGroupsWithin, groupSpans } from './group-spans.ts'
import { NEAR_EM, type RowPlace } from './label-place.ts'
import type { Phrase } from './phrase.ts'
import { placesOfRows } from './places.ts'
import { type BodyRow, type Ground, isOfLabelsAlone } from './row.ts'
import { LABEL_ALONE } from './row-costs.ts'
import type { Effort } from './span-search.ts'

/** A label belongs to a row whose cells begin lower or end higher than this, in em, only as a merged one. */
const OUTSIDE_EM = 0.3
/** Labels are believed to stand alone if all of them together then stand so much better. */
const GAIN = 0.5
/**
 * So many spans are looked at for the labels of one section: filings that are known need fewer than a twentieth of that.
 * What is not looked at stays as it stands, and labels far from their places are doubted.
 */
const MOST_SPANS = 1_000_000
/** In one section, no more labels stand alone that look as if they did not, or the other way round. */
const MOST_LABELS = 6

/** The rows, those parted in which a label stands alone above or below the other cells, and those joined where none does. */
export function withLoneLabels(rows: readonly SheetRow[], ground: Ground): readonly SheetRow[] {
  const found: SheetRow[] = []
  for (let index = 0; index < rows.length; ) {
    const from = index
    const section = bodyOf(rows[from])?.section
    index += 1
    if (section === undefined) {
      found.push(...rows.slice(from, index))
      continue
    }
    while (bodyOf(rows[index])?.section === section) index += 1
    found.push(...withLoneLabelsIn(rows.slice(from, index), ground))
  }
  return found
}

function bodyOf(row: SheetRow | undefined): BodyRow | null {
  return row?.row.kind === 'body' ? row.row : null
}

/** The same for rows of one section: each time the change that makes most of it, as long as one makes enough. */
function withLoneLabelsIn(rows: readonly SheetRow[], ground: Ground): readonly SheetRow[] {
  const [body, places] = placed(rows, ground)
  const { spans, cost } = groupSpans(body, places, ground)
  const isDoubted = [...spans.values()].flat().some(({ apart }) => apart > NEAR_EM)
  if (!isDoubted && !rows.some(isLone)) return rows
  let best = { rows, cost: cost + costOfLone(rows) }
  const effort: Effort = { left: MOST_SPANS }
  for (let count = 0; count < MOST_LABELS; count += 1) {
    const next = cheapestOf(changesOf(best.rows, ground), best.cost - GAIN, ground, effort)
    if (next === null) break
    best = next
  }
  return best.rows
}

interface Tried {
  readonly rows: readonly SheetRow[]
  readonly cost: number
}

/**
 * The cheapest of several ways to part the rows, the first of those that cost as much; null where all cost more
 * than `most`. Ways for which no effort is left are not looked at.
 */
function cheapestOf(
  ways: Iterable<readonly SheetRow[]>,
  most: number,
  ground: Ground,
  effort: Effort,
): Tried | null {
  let best: Tried | null = null
  for (const rows of ways) {
    if (effort.left <= 0) break
    const lone = costOfLone(rows)
    const groups = costOfGroupsWithin(...placed(rows, ground), ground, (best?.cost ?? most) - lone, effort)
    if (groups === null) continue
    const cost = groups + lone
    if (best === null ? cost <= most : cost < best.cost) best = { rows, cost }
  }
  return best
}

/** The rows with one of them parted, or with a label that stands alone put beside the row above or below it. */
function* changesOf(rows: readonly SheetRow[], ground: Ground): Generator<readonly SheetRow[]> {
  for (const [at, row] of rows.entries()) {
    const [above, below] = [rows[at - 1], rows[at + 1]]
    for (const own of parted(row, ground)) yield [...rows.slice(0, at), ...own, ...rows.slice(at + 1)]
    if (!isLone(row)) continue
    if (above !== undefined) yield [...rows.slice(0, at - 1), beside(above, row), ...rows.slice(at + 1)]
    if (below !== undefined) yield [...rows.slice(0, at), beside(below, row), ...rows.slice(at + 2)]
  }
}

function costOfLone(rows: readonly SheetRow[]): number {
  return rows.filter(isLone).length * LABEL_ALONE
}

/** Whether nothing but labels of groups stands in the row. */
export function isLone({ row }: SheetRow): boolean {
  return isOfLabelsAlone(row)
}

/** The row with the labels of another one in its columns. */
function beside(row: SheetRow, { row: label }: SheetRow): SheetRow {
  if (row.row.kind !== 'body' || label.kind !== 'body') return row
  const columns = row.row.columns.map((own, index) => [...own, ...(label.columns[index] ?? [])])
  return { ...row, row: { ...row.row, columns } }
}

function placed(
  rows: readonly SheetRow[],
  ground: Ground,
): readonly [readonly BodyRow[], readonly RowPlace[]] {
  const body = rows.flatMap((row) => bodyOf(row) ?? [])
  return [body, placesOfRows(body, ground)]
}

/** The ways to part a row: each label of a group above or below all other cells in a row of its own. */
function parted({ row, cost }: SheetRow, { sheet }: Ground): SheetRow[][] {
  if (row.kind !== 'body') return []
  const isGroup = (index: number): boolean => row.section.heads[index]?.parts.has('group-head') === true
  const heights = row.columns.flatMap((own, index) => (isGroup(index) ? [] : own.map(({ y }) => y)))
  if (heights.length === 0) return []
  const slack = sheet.em * OUTSIDE_EM
  const [top, bottom] = [Math.min(...heights) - slack, Math.max(...heights) + slack]
  return row.columns.flatMap((own, index) =>
    (isGroup(index) ? own : [])
      .filter(({ y }) => y < top || y > bottom)
      .map((label) => {
        const keep = (isLabel: boolean): SheetRow => ({
          row: { ...row, columns: row.columns.map((each) => only(each, label, isLabel)) },
          cost: isLabel ? LABEL_ALONE : cost,
        })
        return label.y < top ? [keep(true), keep(false)] : [keep(false), keep(true)]
      }),
  )
}

function only(phrases: readonly Phrase[], label: Phrase, isLabel: boolean): readonly Phrase[] {
  return phrases.filter((phrase) => (phrase === label) === isLabel)
}
