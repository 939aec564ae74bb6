/** The rows below heads that labels of groups are merged over, column by column: a wider group ends where a narrower one does. */

import { LAID_OUT_COST, type Paging, pagingsOf, type RowPlace } from './label-place.ts'
import type { Phrase } from './phrase.ts'
import type { BodyRow, Ground } from './row.ts'
import type { Sheet } from './sheet.ts'
import { CLOSE_COST, type Effort, type Span, SpanSearch } from './span-search.ts'
import { withOthers } from './spread.ts'
import type { LabelBook } from './vocabulary.ts'

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
  const ways = pagingsOf(places, { standing: ground.standing, breaks: ground.sheet.breaks })
  const [best, other] = ways
    .flatMap((paging) => spansOf(body, places, ground, paging, Number.POSITIVE_INFINITY) ?? [])
    .sort((a, b) => a.cost - b.cost)
  if (best === undefined) return { spans: new Map(), cost: 0 }
  if (other === undefined || other.cost > best.cost + CLOSE_COST) return best
  const spans = [...best.spans].map(
    ([index, own]) => [index, withOthers(own, other.spans.get(index) ?? [])] as const,
  )
  return { spans: new Map(spans), cost: best.cost }
}

/** What speaks against the cheapest way to spread them; null where that is more than `most`, but for rounding, and where no effort is left. */
export function costOfGroupsWithin(
  body: readonly BodyRow[],
  places: readonly RowPlace[],
  ground: Ground,
  most: number,
  effort: Effort,
): number | null {
  let best: number | null = null
  for (const paging of pagingsOf(places, { standing: ground.standing, breaks: ground.sheet.breaks }))
    best = spansOf(body, places, ground, paging, best ?? most, effort)?.cost ?? best
  return best
}

/** The cheapest way for pages that were made so; null as above. */
function spansOf(
  body: readonly BodyRow[],
  places: readonly RowPlace[],
  ground: Ground,
  paging: Paging,
  most: number,
  effort?: Effort,
): GroupSpans | null {
  const ended = new Set<number>()
  const searches = searchesOf(body, places, ground, paging, ended)
  const found = new Map<number, readonly Span[]>()
  let sum = paging === 'laid-out' ? LAID_OUT_COST : 0
  let left = searches.reduce((least, { search }) => least + search.least, 0)
  for (const { index, search } of searches) {
    left -= search.least
    const spreading = search.within(most - sum - left, effort)
    if (spreading === null) return null
    found.set(index, spreading.spans)
    sum += spreading.cost
    for (const { from } of spreading.spans) ended.add(from)
  }
  return { spans: found, cost: sum }
}

/**
 * A search for each column of groups, widest groups first; none joins rows of which one is `ended`, when it is
 * asked.
 */
function searchesOf(
  body: readonly BodyRow[],
  places: readonly RowPlace[],
  ground: Ground,
  paging: Paging,
  ended: ReadonlySet<number>,
): { readonly index: number; readonly search: SpanSearch }[] {
  const { sheet } = ground
  const section = body[0]?.section
  if (section === undefined) return []
  return section.heads.flatMap((head, index) => {
    if (!head.parts.has('group-head')) return []
    const [left, right] = [section.edges[index] ?? 0, section.edges[index + 1] ?? 0]
    const ruled = (row: number): boolean | null => isRuledBefore(places, row, (left + right) / 2, sheet)
    const phrases = body.flatMap((row) => row.columns[index] ?? [])
    const search = new SpanSearch(places, phrases, {
      ...ground,
      paging,
      em: sheet.em,
      mostLeading: sheet.mostLeading,
      rowPitch: sheet.rowPitch,
      breaks: sheet.breaks,
      room: section.rooms[index] ?? 0,
      breakCost: (row) => (ruled(row) === false ? UNRULED_BREAK : 0.05),
      joinCost: (row) => (ended.has(row) || ruled(row) === true ? Number.POSITIVE_INFINITY : 0),
      blankCost: 3,
      strangeness: strangenessOf(innerLabels(body, index), ground.book),
    })
    return [{ index, search }]
  })
}

/** Labels of the groups within those of a column, each on one line. */
function innerLabels(body: readonly BodyRow[], index: number): readonly Phrase[] {
  const inner = body[0]?.section.heads.findIndex(
    ({ parts }, other) => other > index && parts.has('group-head'),
  )
  return inner === undefined || inner === -1 ? [] : body.flatMap((row) => row.columns[inner] ?? [])
}

/** What speaks against a label above second levels that forms put under others. */
function strangenessOf(
  inner: readonly Phrase[],
  book: LabelBook,
): (label: string, top: number, bottom: number) => number {
  const kept = new Map<string, readonly number[]>()
  return (label, top, bottom) => {
    const strange =
      kept.get(label) ?? inner.filter(({ text }) => book.areStrange(label, text)).map(({ y }) => y)
    kept.set(label, strange)
    if (strange.length === 0) return 0
    const within = strange.filter((y) => y > top && y < bottom).length
    return Math.min(MOST_STRANGE, within * STRANGE)
  }
}

/** What a strange second level costs: where a label stands tells more. */
const STRANGE = 0.7
const MOST_STRANGE = 2

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
