/** Labels of merged cells, spread over the rows that they stand beside. */
import { LAID_OUT_COST, pagingsOf, type RowPlace } from './label-place.ts'
import type { Phrase } from './phrase.ts'
import { CLOSE_COST, type Span, SpanSearch, type Spreading, type SpreadWish } from './span-search.ts'

/** The cheapest way to part all rows into spans, each with the label that stands in its place. */
export function spread(
  rows: readonly RowPlace[],
  phrases: readonly Phrase[],
  wish: Omit<SpreadWish, 'paging'>,
): Spreading {
  const [best, other] = pagingsOf(rows, wish)
    .flatMap((paging): Spreading[] => {
      const found = new SpanSearch(rows, phrases, { ...wish, paging }).within(Number.POSITIVE_INFINITY)
      if (found === null) return []
      return [{ spans: found.spans, cost: found.cost + (paging === 'laid-out' ? LAID_OUT_COST : 0) }]
    })
    .sort((a, b) => a.cost - b.cost)
  if (best === undefined) return { spans: [], cost: 0 }
  if (other === undefined || other.cost > best.cost + CLOSE_COST) return best
  return { spans: withOthers(best.spans, other.spans), cost: best.cost }
}

/** The spans with the rows that their labels cover in another way to spread them, where those are others. */
export function withOthers(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  const byFirst = new Map(
    others.flatMap((span) => span.phrases.slice(0, 1).map((phrase) => [phrase, span] as const)),
  )
  return spans.map((span) => {
    const [first] = span.phrases
    const other = first === undefined ? undefined : byFirst.get(first)
    if (other === undefined || span.other !== null) return span
    if (other.from === span.from && other.to === span.to) return span
    return { ...span, other: { from: other.from, to: other.to } }
  })
}
