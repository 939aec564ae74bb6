/** The search for the cheapest way to part rows into merged cells, each with the label that stands in its place. */
import { areTwoLevels, linesOf, textOfLines } from './blocks.ts'
import {
  apartFromPlace,
  coverOf,
  type Label,
  labelOf,
  leastPlaceCost,
  MOST_APART_COST,
  type PlaceWish,
  type RowPlace,
} from './label-place.ts'
import type { Phrase } from './phrase.ts'
import { Nodes, type Step } from './span-nodes.ts'
import type { LabelBook } from './vocabulary.ts'

/** A merged cell: rows `from` … `to` (exclusive), with its lines; none where the cell is blank. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly phrases: readonly Phrase[]
  /** How far, in em, its text is from where such a cell has it. */
  readonly apart: number
  /** The rows that its label covers if not these, where that is nearly as likely. */
  readonly other: { readonly from: number; readonly to: number } | null
}

export interface SpreadWish extends PlaceWish {
  readonly mostLeading: number
  /** What the column has room for at most, points: a line is only broken where the next word has no room. */
  readonly room: number
  readonly book: LabelBook
  /** What it costs that a span ends before row `index`, and that it does not. */
  readonly breakCost: (index: number) => number
  readonly joinCost: (index: number) => number
  readonly blankCost: number
  /** What speaks against a label beside all that stands between two heights. */
  readonly strangeness?: (label: string, top: number, bottom: number) => number
}

/** No label has more lines. */
const MOST_LINES = 7
const KNOWN_LABEL = -1.5
const SHORT_LINE = 3

/** All rows parted into spans, and what speaks against it. */
export interface Spreading {
  readonly spans: readonly Span[]
  readonly cost: number
}

/**
 * A search is first made for ways that cost little more than labels cost at least, and then for such as cost so
 * many times more.
 */
const FIRST_ROOM = 5
const MORE_ROOM = 4

/** So many spans may still be looked at. */
export interface Effort {
  left: number
}

const unbounded: Effort = { left: Number.POSITIVE_INFINITY }

/** The ways to part rows into spans, each with its label. */
export class SpanSearch {
  readonly #rows: readonly RowPlace[]
  readonly #lines: readonly (readonly Phrase[])[]
  readonly #wish: SpreadWish
  /** By the line at which they begin. */
  readonly #labels: readonly (readonly LabelLines[])[]
  /** What all lines from each on cost at least, wherever they stand. */
  readonly #leastFrom: readonly number[]

  constructor(rows: readonly RowPlace[], phrases: readonly Phrase[], wish: SpreadWish) {
    this.#rows = rows
    this.#lines = linesOf(phrases)
    this.#wish = wish
    this.#labels = this.#lines.map((_, line) => labelsFrom(this.#lines, line, wish))
    this.#leastFrom = leastCosts(this.#labels)
  }

  /** What no way costs less than. */
  get least(): number {
    return this.#leastFrom[0] ?? 0
  }

  /** The cheapest way; null where it costs more than `most`, but for rounding, and where no effort is left. */
  within(most: number, effort: Effort = unbounded): Spreading | null {
    for (let room = FIRST_ROOM; effort.left > 0; room *= MORE_ROOM) {
      const limit = Math.min(this.least + room, most)
      const nodes = new Nodes(this.#rows.length, this.#lines.length)
      const steps = this.#steps(nodes, limit + CLOSE_COST + 2 * ROUNDING, effort)
      for (const step of steps.toReversed()) nodes.leave(step)
      if (nodes.least <= limit + ROUNDING) return this.#spreading(steps, nodes)
      if (limit === most || limit === Number.POSITIVE_INFINITY) return null
    }
    return null
  }

  #spreading(steps: readonly Step[], nodes: Nodes): Spreading {
    const best = nodes.path()
    const labelled = new Set(best.map(labelPlace))
    const byLabel = new Map<string, Step[]>()
    for (const step of steps) {
      const label = labelPlace(step)
      if (!labelled.has(label)) continue
      const same = byLabel.get(label)
      if (same === undefined) byLabel.set(label, [step])
      else same.push(step)
    }
    const spans = best.map((step): Span => {
      const own = this.#lines.slice(step.line, step.end)
      const { from, to, apart } = step
      const other = runnerUp(step, byLabel.get(labelPlace(step)) ?? [], nodes)
      return { from, to, phrases: own.flat(), apart, other }
    })
    const rest = this.#lines.slice(best.at(-1)?.end ?? 0).flat()
    return { spans: withRest(spans, rest), cost: nodes.least }
  }

  /**
   * Every span that may be of a way that costs no more than `most`, by the row at which it begins; the nodes are
   * reached by them.
   */
  #steps(nodes: Nodes, most: number, effort: Effort): Step[] {
    const [rows, wish] = [this.#rows, this.#wish]
    const steps: Step[] = []
    const breaks = rows.map((_, index) => wish.breakCost(index))
    const joins = rows.map((_, index) => wish.joinCost(index))
    for (let from = 0; from < rows.length; from += 1) {
      const reached = nodes.linesReached(from)
      if (reached.length === 0) continue
      let joined = 0
      for (let to = from + 1; to <= rows.length; to += 1) {
        if (to > from + 1) joined += joins[to - 1] ?? 0
        if (joined === Number.POSITIVE_INFINITY) break
        const parted = joined + (breaks[to] ?? 0)
        const [top, bottom] = [rows[from]?.top ?? 0, rows[to - 1]?.bottom ?? 0]
        const cover = coverOf(rows, from, to, wish)
        effort.left -= reached.length
        for (const line of reached) {
          const room = most - nodes.costTo(from, line) - parted
          const take = (end: number, own: number, apart: number): void => {
            if (own + (this.#leastFrom[end] ?? 0) > room) return
            const step = { from, line, to, end, cost: parted + own, apart }
            nodes.reach(step)
            steps.push(step)
          }
          take(line, wish.blankCost, 0)
          for (const label of this.#labels[line] ?? []) {
            if (label.least + (this.#leastFrom[label.end] ?? 0) > room) continue
            const placed = apartFromPlace(cover, label, wish)
            const strange = wish.strangeness?.(label.text, top, bottom) ?? 0
            const known = label.isKnown ? KNOWN_LABEL : 0
            take(label.end, placed.cost + known + strange + label.shortLines * SHORT_LINE, placed.apart)
          }
        }
      }
    }
    return steps
  }
}

/** Sums of the same costs in another order differ by less. */
const ROUNDING = 1e-6

/** What the lines from each on cost at least, as labels or left over. */
function leastCosts(labels: readonly (readonly LabelLines[])[]): readonly number[] {
  const least: number[] = [...labels.map(() => 0), 0]
  for (let line = labels.length - 1; line >= 0; line -= 1)
    least[line] = Math.min(
      MOST_APART_COST + (least[line + 1] ?? 0),
      ...(labels[line] ?? []).map((label) => label.least + (least[label.end] ?? 0)),
    )
  return least
}

/** Lines that may be one label: up to the line `end` (exclusive). */
interface LabelLines extends Label {
  readonly end: number
  readonly text: string
  readonly isKnown: boolean
  /** How many of its lines had room for the next one's text. */
  readonly shortLines: number
  /** What it costs at least, wherever it stands. */
  readonly least: number
}

/** Every label that begins at a line. */
function labelsFrom(lines: readonly (readonly Phrase[])[], line: number, wish: SpreadWish): LabelLines[] {
  const { room, book } = wish
  const found: LabelLines[] = []
  for (let end = line + 1; end <= Math.min(lines.length, line + MOST_LINES); end += 1) {
    const own = lines.slice(line, end)
    if (!isOneCell(own, wish)) break
    const label = labelOf(own, wish)
    const text = textOfLines(label.phrases)
    const isKnown = book.partsOf(text).size > 0
    const shortLines = own.filter((each, index) => isShort(each, own[index + 1], room)).length
    const least = leastPlaceCost(label) + (isKnown ? KNOWN_LABEL : 0) + shortLines * SHORT_LINE
    found.push({ ...label, end, text, isKnown, shortLines, least })
  }
  return found
}

function isShort(line: readonly Phrase[], following: readonly Phrase[] | undefined, room: number): boolean {
  const [first, last, next] = [line[0], line.at(-1), following?.[0]]
  if (next === undefined || first === undefined || last === undefined) return false
  return room - (last.x1 - first.x0) > (next.glyphs[0]?.size ?? 0) * 1.1
}

/** The lines of a step's label. */
function labelPlace({ line, end }: Step): string {
  return `${line}-${end}`
}

/**
 * The other rows that the label of a span most likely covers, if not these; null where nothing else is nearly as likely.
 * `steps`: those with that label.
 */
function runnerUp(own: Step, steps: readonly Step[], nodes: Nodes): Span['other'] {
  if (own.end === own.line) return null
  const most = nodes.costThrough(own) + CLOSE_COST
  let best: { readonly step: Step; readonly cost: number } | null = null
  for (const step of steps) {
    if (step.from === own.from && step.to === own.to) continue
    const cost = nodes.costThrough(step)
    if (cost < (best?.cost ?? most)) best = { step, cost }
  }
  return best === null ? null : { from: best.step.from, to: best.step.to }
}

/** Two ways to spread labels whose costs differ by less are both told. */
export const CLOSE_COST = 1

/** What is left when all rows have their labels stays in the last span, far from its place: no text may be lost. */
function withRest(spans: readonly Span[], rest: readonly Phrase[]): readonly Span[] {
  const last = spans.at(-1)
  if (last === undefined || rest.length === 0) return spans
  const phrases = [...last.phrases, ...rest]
  return [...spans.slice(0, -1), { ...last, phrases, apart: Number.POSITIVE_INFINITY }]
}

function isOneCell(lines: readonly (readonly Phrase[])[], { mostLeading, book }: SpreadWish): boolean {
  const [above, below] = [lines.at(-2)?.[0], lines.at(-1)?.[0]]
  if (above === undefined || below === undefined) return true
  if (areTwoLevels(above, below, book)) return false
  return below.page !== above.page || below.y - above.y < mostLeading
}
