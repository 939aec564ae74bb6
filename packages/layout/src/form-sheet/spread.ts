/** Labels of merged cells, spread over the rows that they stand beside. */
import { anchorOf, linesOf, type Standing, textOfLines } from './blocks.ts'
import type { Phrase } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** A row's place on the sheet. */
export interface RowPlace {
  /** The height that its cells have in common. */
  readonly anchor: number
  readonly top: number
  readonly bottom: number
}

/** A merged cell: rows `from` … `to` (exclusive), with its lines; none where the cell is blank. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly phrases: readonly Phrase[]
  /** How far, in em, its text is from where such a cell has it. */
  readonly apart: number
}

export interface SpreadWish {
  readonly standing: Standing
  readonly em: number
  readonly mostLeading: number
  readonly rowPitch: number
  /** What the column has room for at most, points: a line is only broken where the next word has no room. */
  readonly room: number
  readonly book: LabelBook
  /** What it costs that a span ends before row `index`, and that it does not. */
  readonly breakCost: (index: number) => number
  readonly joinCost: (index: number) => number
  readonly blankCost: number
}

/** No label has more lines. */
const MOST_LINES = 7
/** A label this near to its place, in em, stands there. */
const NEAR_EM = 0.3
const APART_COST = 4
const MOST_APART_COST = 14
const KNOWN_LABEL = -1.5
const SHORT_LINE = 3

interface State {
  readonly cost: number
  readonly span: Span | null
  readonly before: State | null
}

/** The cheapest way to part all rows into spans, each with the label that stands in its place. */
export function spread(
  rows: readonly RowPlace[],
  phrases: readonly Phrase[],
  wish: SpreadWish,
): readonly Span[] {
  const lines = linesOf(phrases)
  const states: (State | null)[][] = Array.from({ length: rows.length + 1 }, () =>
    Array.from({ length: lines.length + 1 }, () => null),
  )
  const start = states[0]
  if (start === undefined) return []
  start[0] = { cost: 0, span: null, before: null }
  for (let from = 0; from < rows.length; from += 1) {
    for (let line = 0; line <= lines.length; line += 1) {
      const before = states[from]?.[line]
      if (before === null || before === undefined) continue
      let joined = 0
      for (let to = from + 1; to <= rows.length; to += 1) {
        if (to > from + 1) joined += wish.joinCost(to - 1)
        if (joined === Number.POSITIVE_INFINITY) break
        const parted = to < rows.length ? wish.breakCost(to) : 0
        for (let end = line; end <= Math.min(lines.length, line + MOST_LINES); end += 1) {
          const own = lines.slice(line, end)
          if (!isOneCell(own, wish)) break
          const { cost, apart } = costOf(rows.slice(from, to), own, wish)
          offer(states[to], end, {
            cost: before.cost + joined + parted + cost,
            span: { from, to, phrases: own.flat(), apart },
            before,
          })
        }
      }
    }
  }
  const finals = (states[rows.length] ?? []).map((state, used) =>
    state === null ? null : { state, used, cost: state.cost + (lines.length - used) * MOST_APART_COST },
  )
  let best: { state: State; used: number; cost: number } | null = null
  for (const final of finals) if (final !== null && (best === null || final.cost < best.cost)) best = final
  const spans: Span[] = []
  for (let state = best?.state ?? null; state !== null; state = state.before) {
    if (state.span !== null) spans.push(state.span)
  }
  return withRest(spans.toReversed(), lines.slice(best?.used ?? 0).flat())
}

/** What is left when all rows have their labels stays in the last span, far from its place: no text may be lost. */
function withRest(spans: readonly Span[], rest: readonly Phrase[]): readonly Span[] {
  const last = spans.at(-1)
  if (last === undefined || rest.length === 0) return spans
  const phrases = [...last.phrases, ...rest]
  return [...spans.slice(0, -1), { ...last, phrases, apart: Number.POSITIVE_INFINITY }]
}

function offer(states: (State | null)[] | undefined, at: number, state: State): void {
  if (states === undefined) return
  const known = states[at]
  if (known === null || known === undefined || state.cost < known.cost) states[at] = state
}

function isOneCell(lines: readonly (readonly Phrase[])[], { mostLeading, rowPitch }: SpreadWish): boolean {
  const [above, below] = [lines.at(-2)?.[0], lines.at(-1)?.[0]]
  if (above === undefined || below === undefined) return true
  return below.y - above.y < (below.page === above.page ? mostLeading : rowPitch * 1.15)
}

function costOf(
  rows: readonly RowPlace[],
  lines: readonly (readonly Phrase[])[],
  wish: SpreadWish,
): { readonly cost: number; readonly apart: number } {
  const phrases = lines.flat()
  if (phrases.length === 0) return { cost: wish.blankCost, apart: 0 }
  const apart = Math.abs(anchorOf(phrases, wish.standing) - placeOf(rows, wish.standing)) / wish.em
  let cost = apart < NEAR_EM ? apart : Math.min(MOST_APART_COST, NEAR_EM + (apart - NEAR_EM) * APART_COST)
  if (wish.book.partsOf(textOfLines(phrases)).size > 0) cost += KNOWN_LABEL
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]?.[0]
    const [first, last] = [line[0], line.at(-1)]
    if (next === undefined || first === undefined || last === undefined) continue
    if (wish.room - (last.x1 - first.x0) > (next.glyphs[0]?.size ?? 0) * 1.1) cost += SHORT_LINE
  }
  return { cost, apart }
}

function placeOf(rows: readonly RowPlace[], standing: Standing): number {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return 0
  if (standing === 'top') return first.anchor
  return standing === 'bottom' ? last.anchor : (first.top + last.bottom) / 2
}
