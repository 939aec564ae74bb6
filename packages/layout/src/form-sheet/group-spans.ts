/** The rows below heads that labels of groups are merged over, column by column: a wider group ends where a narrower one does. */

import type { RowPlace } from './label-place.ts'
import type { BodyRow, Ground } from './row.ts'
import type { Sheet } from './sheet.ts'
import { type Span, spread } from './spread.ts'

/** Spans by the column's place among the heads, and what speaks against them in all. */
export interface GroupSpans {
  readonly spans: ReadonlyMap<number, readonly Span[]>
  readonly cost: number
}

/** Spreads the labels of all columns of groups over the rows of one section. */
export function groupSpans(
  body: readonly BodyRow[],
  places: readonly RowPlace[],
  ground: Ground,
): GroupSpans {
  const { sheet } = ground
  const found = new Map<number, readonly Span[]>()
  let sum = 0
  const section = body[0]?.section
  const ended = new Set<number>()
  for (const [index, head] of section?.heads.entries() ?? []) {
    if (section === undefined || !head.parts.has('group-head')) continue
    const [left, right] = [section.edges[index] ?? 0, section.edges[index + 1] ?? 0]
    const ruled = (row: number): boolean | null => isRuledBefore(places, row, (left + right) / 2, sheet)
    const { spans, cost } = spread(
      places,
      body.flatMap((row) => row.columns[index] ?? []),
      {
        ...ground,
        em: sheet.em,
        mostLeading: sheet.mostLeading,
        rowPitch: sheet.rowPitch,
        breaks: sheet.breaks,
        room: section.rooms[index] ?? 0,
        breakCost: (row) => (ruled(row) === false ? UNRULED_BREAK : 0.05),
        joinCost: (row) => (ended.has(row) || ruled(row) === true ? Number.POSITIVE_INFINITY : 0),
        blankCost: 3,
      },
    )
    found.set(index, spans)
    sum += cost
    for (const { from } of spans) ended.add(from)
  }
  return { spans: found, cost: sum }
}

/** What it costs that a merged cell ends where the sheet's rules do not end it. */
const UNRULED_BREAK = 6

/** Whether a rule parts a row from the one above it at a place; null where the sheet has none, or one that may be the page's end. */
export function isRuledBefore(
  places: readonly RowPlace[],
  index: number,
  x: number,
  { rules, breaks }: Sheet,
): boolean | null {
  const [from, to] = [places[index - 1]?.anchor ?? 0, places[index]?.anchor ?? 0]
  const between = rules.filter(({ y }) => y > from && y < to)
  if (between.length === 0) return null
  const isRuled = between.some((rule) => rule.from < x && rule.to > x)
  return isRuled && breaks.some((at) => at > from && at < to) ? null : isRuled
}
