/** From a sheet's rows to its tables: cells in columns, labels merged over the rows beside which they stand. */
import { median } from '../geometry.ts'
import { groupSpans, isRuledBefore } from './group-spans.ts'
import { isBelow, type Section } from './heads.ts'
import type { RowPlace } from './label-place.ts'
import { centreOf, type Phrase } from './phrase.ts'
import { placesOfRows } from './places.ts'
import type { BodyRow, Ground, Row } from './row.ts'
import type { Span } from './span-search.ts'
import { spread } from './spread.ts'

/** A cell of the rebuilt sheet. */
export interface SheetCell {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly phrases: readonly Phrase[]
  readonly confidence: number
  /** Rows `from` … `to` (exclusive) that it covers if not its own, where that is nearly as likely. */
  readonly other?: { readonly from: number; readonly to: number }
}

export interface SheetRow {
  readonly row: Row
  readonly cost: number
}

/** The cells of rows that follow each other without text between; `columns` of the grid. */
export function cellsOfRows(
  rows: readonly SheetRow[],
  sides: readonly Phrase[],
  columns: number,
  ground: Ground,
): SheetCell[] {
  const cells: SheetCell[] = []
  const places = placesOfRows(
    rows.map(({ row }) => row),
    ground,
  )
  for (const [from, to] of zonesOf(rows, ground)) {
    const first = rows[from]
    if (first === undefined) continue
    if (isLabelled(first.row)) cells.push(...fieldCells(first, from, columns))
    else cells.push(...zoneCells(rows, places, from, to, sides, columns, ground))
  }
  return cells
}

/** How many columns the rows need. */
export function columnsFor(rows: readonly SheetRow[]): number {
  return Math.max(
    2,
    ...rows.map(({ row }) => {
      switch (row.kind) {
        case 'fields':
          return row.cells.length + 1
        case 'text':
          return 1
        default:
          return row.section.heads.length + (row.section.isHeadless ? 4 : 1)
      }
    }),
  )
}

/** A row of labels with values stands alone; others go on in zones that have a column of labels at the left, or none. */
function zonesOf(rows: readonly SheetRow[], ground: Ground): [number, number][] {
  const zones: [number, number][] = []
  for (const [index, { row }] of rows.entries()) {
    const last = zones.at(-1)
    const previous = rows[index - 1]?.row
    const goesOn =
      last !== undefined &&
      previous !== undefined &&
      !isLabelled(row) &&
      !isLabelled(previous) &&
      hasSide(row, ground) === hasSide(previous, ground)
    if (goesOn) last[1] = index + 1
    else zones.push([index, index + 1])
  }
  return zones
}

function isLabelled(row: Row): boolean {
  return row.kind === 'fields' && row.label.length > 0
}

/** Whether the first head leaves the label column free. */
function hasSide(row: Row, { frame, sheet }: Ground): boolean {
  if (row.kind !== 'fields' && row.kind !== 'text') {
    const [first] = row.section.heads
    return row.section.isHeadless || (first !== undefined && first.x0 > frame.labelEnd - sheet.em * 0.8)
  }
  return true
}

function fieldCells({ row, cost }: SheetRow, at: number, columns: number): SheetCell[] {
  if (row.kind !== 'fields') return []
  const parts = [row.label, ...row.cells.map(({ phrases }) => phrases)]
  return inOrder(parts, at, 0, columns, confidenceOf(cost))
}

/** Cells side by side, the last one as wide as what is left. */
function inOrder(
  parts: readonly (readonly Phrase[])[],
  row: number,
  start: number,
  columns: number,
  confidence: number,
): SheetCell[] {
  return parts.map((phrases, index) => {
    const isLast = index === parts.length - 1
    return {
      row,
      column: start + index,
      rowSpan: 1,
      columnSpan: isLast ? Math.max(1, columns - start - index) : 1,
      phrases,
      confidence,
    }
  })
}

function zoneCells(
  rows: readonly SheetRow[],
  places: readonly RowPlace[],
  from: number,
  to: number,
  sides: readonly Phrase[],
  columns: number,
  ground: Ground,
): SheetCell[] {
  const { sheet, frame } = ground
  const own = rows.slice(from, to)
  const zonePlaces = places.slice(from, to)
  const [top, bottom] = [zonePlaces[0]?.top ?? 0, zonePlaces.at(-1)?.bottom ?? 0]
  const slack = sheet.em * 0.4
  const beside = sides.filter(({ y }) => y > top - slack && y < bottom + slack)
  const outer = beside.filter(({ x1 }) => x1 < frame.labelEnd + sheet.em * 0.3)
  const inner = beside.filter((phrase) => !outer.includes(phrase))
  const cells: SheetCell[] = []
  const isSided = own.some(({ row }) => hasSide(row, ground))
  const kindAt = (index: number): Row['kind'] | undefined => own[index]?.row.kind
  const headAt = (index: number): boolean => kindAt(index) === 'heads'
  const begins = (index: number): boolean => {
    const [above, here] = [kindAt(index - 1), kindAt(index)]
    return here === 'heads' || (here !== above && above !== 'heads' && above !== 'lower-heads')
  }
  let ended = new Set<number>()
  const layers = [...(isSided ? [outer] : []), ...(inner.length > 0 ? [inner] : [])]
  for (const [layer, phrases] of layers.entries()) {
    const middle = median(phrases.map(centreOf)) ?? (frame.left + frame.labelEnd) / 2
    const ruled = (index: number): boolean | null => isRuledBefore(zonePlaces, index, middle, sheet)
    const { spans } = spread(zonePlaces, phrases, {
      ...ground,
      em: sheet.em,
      mostLeading: sheet.mostLeading,
      rowPitch: sheet.rowPitch,
      breaks: sheet.breaks,
      room: frame.labelEnd - frame.left - sheet.em * 1.5,
      breakCost: (index) => ((ruled(index) ?? begins(index)) ? 0 : 4),
      joinCost: (index) =>
        ended.has(index) || ruled(index) === true ? Number.POSITIVE_INFINITY : headAt(index) ? 1 : 0,
      blankCost: phrases.length === 0 ? 0 : 3,
    })
    cells.push(...spanCells(spans, from, layer, layer + 1))
    ended = new Set([...ended, ...spans.map((span) => span.from)])
  }
  const start = layers.length
  for (let index = 0; index < own.length; ) {
    const entry = own[index]
    if (entry === undefined) break
    if (entry.row.kind === 'fields') {
      const parts = entry.row.cells.map(({ phrases }) => phrases)
      cells.push(...inOrder(parts, from + index, start, columns, confidenceOf(entry.cost)))
      index += 1
      continue
    }
    let end = index + 1
    while (end < own.length && (kindAt(end) === 'body' || kindAt(end) === 'lower-heads')) end += 1
    cells.push(
      ...sectionCells(
        own.slice(index, end),
        zonePlaces.slice(index, end),
        from + index,
        start,
        columns,
        ground,
      ),
    )
    index = end
  }
  return cells
}

function spanCells(spans: readonly Span[], at: number, column: number, end: number): SheetCell[] {
  return spans.map((span) => ({
    row: at + span.from,
    column,
    rowSpan: span.to - span.from,
    columnSpan: end - column,
    phrases: span.phrases,
    confidence: span.apart > FAR_EM || span.other !== null ? DOUBTED : SURE,
    ...(span.other === null ? {} : { other: { from: at + span.other.from, to: at + span.other.to } }),
  }))
}

/** A label that stands further from the middle of its rows, in em, is doubted. */
const FAR_EM = 0.6
/** Confidence in the rows of a label that may as well cover others. */
export const DOUBTED = 0.6

/** A row of heads and the rows below it. */
function sectionCells(
  rows: readonly SheetRow[],
  places: readonly RowPlace[],
  at: number,
  start: number,
  columns: number,
  ground: Ground,
): SheetCell[] {
  const [head] = rows
  if (head === undefined || head.row.kind === 'fields' || head.row.kind === 'text') return []
  const { section } = head.row
  const cells: SheetCell[] = []
  const first = section.isHeadless ? start + 2 : start
  if (head.row.kind === 'heads') cells.push(...headCells(section, at, start, first, columns))
  const skipped = rows.findLastIndex(({ row }) => row.kind !== 'body') + 1
  const body = rows.slice(skipped).flatMap(({ row, cost }) => (row.kind === 'body' ? [{ row, cost }] : []))
  const bodyPlaces = places.slice(skipped)
  const bodyAt = at + skipped
  if (section.isHeadless) cells.push(...labelCells(body, bodyPlaces, bodyAt, start, ground))
  const groups = groupSpans(
    body.map(({ row }) => row),
    bodyPlaces,
    ground,
  ).spans
  for (const [index] of section.heads.entries()) {
    const column = first + index
    const end = index === section.heads.length - 1 ? columns : column + 1
    const spans = groups.get(index)
    if (spans !== undefined) {
      cells.push(...spanCells(spans, bodyAt, column, end))
      continue
    }
    for (const [row, { row: own, cost }] of body.entries())
      cells.push(cellAt(bodyAt + row, column, end, own.columns[index] ?? [], confidenceOf(cost)))
  }
  return cells
}

/** A row of heads from column `first` on; those of two levels on two rows, a head beside a label over others on both. */
function headCells(section: Section, at: number, start: number, first: number, columns: number): SheetCell[] {
  const { heads, upper, isHeadless } = section
  const lines = heads.map((head) => head.lines)
  const placed = inOrder(lines, at, first, columns, SURE).map((cell, place): SheetCell => {
    if (upper.length === 0) return cell
    return isBelow(section, place) ? { ...cell, row: at + 1 } : { ...cell, rowSpan: 2 }
  })
  const over = upper.map(({ line, from, to }) =>
    cellAt(at, first + from, to === heads.length ? columns : first + to, [line], SURE),
  )
  return [...(isHeadless ? [cellAt(at, start, first, [], SURE)] : []), ...over, ...placed]
}

/** Labels of rows that no head stands above: the row's own one, and one merged over those that are set further in. */
function labelCells(
  body: readonly { readonly row: BodyRow; readonly cost: number }[],
  places: readonly RowPlace[],
  at: number,
  start: number,
  ground: Ground,
): SheetCell[] {
  const { em, mostLeading, rowPitch, breaks } = ground.sheet
  const parents = body.flatMap(({ row }) => row.labels.slice(0, -1).flat())
  const centres = body.map(({ row }) => {
    const own = row.labels.at(-1) ?? []
    return own.length === 0
      ? null
      : centreOf({ x0: Math.min(...own.map(({ x0 }) => x0)), x1: Math.max(...own.map(({ x1 }) => x1)) })
  })
  const changes = (index: number): boolean => {
    const [above, here] = [centres[index - 1], centres[index]]
    return (
      above !== null &&
      here !== null &&
      above !== undefined &&
      here !== undefined &&
      Math.abs(above - here) > em * 0.6
    )
  }
  const spans =
    parents.length === 0
      ? []
      : spread(places, parents, {
          ...ground,
          em,
          mostLeading,
          rowPitch,
          breaks,
          room: 0,
          breakCost: (index) => (changes(index) ? 0 : 2),
          joinCost: (index) => (changes(index) ? 4 : 0),
          blankCost: 0.5,
        }).spans.filter((span) => span.phrases.length > 0)
  const cells = spanCells(spans, at, start, start + 1)
  for (const [index, { row, cost }] of body.entries()) {
    const isBelow = spans.some((span) => index >= span.from && index < span.to)
    cells.push(
      cellAt(at + index, isBelow ? start + 1 : start, start + 2, row.labels.at(-1) ?? [], confidenceOf(cost)),
    )
  }
  return cells
}

function cellAt(
  row: number,
  column: number,
  end: number,
  phrases: readonly Phrase[],
  confidence: number,
): SheetCell {
  return { row, column, rowSpan: 1, columnSpan: Math.max(1, end - column), phrases, confidence }
}

/** No figure is surer that stands in columns and rows that no ruling shows: a person looks. */
export const SURE = 0.89
/**
 * Confidence of a form in text whose tool counted characters, at most: its places across are inferred. Of the rows
 * so given four in five are right, of the figures nine in ten.
 */
export const SURE_OF_COUNTED = 0.8

function confidenceOf(cost: number): number {
  if (cost < 1) return SURE
  return cost < 4 ? 0.75 : 0.5
}
