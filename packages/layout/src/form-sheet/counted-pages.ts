/**
 * Pages of text whose tool counted characters, with their columns below those of the pages before. The tool sets each
 * page by itself: its leftmost text begins the line, and white space that no line of the page fills is three columns
 * wide. What stands at one place of the sheet so stands at another on each page, though never in another order: one
 * page's places are those of the others by a shift that changes only between columns.
 */
import type { Glyph, PaintedPage } from '@backfile/readers'
import type { SheetPage } from './form-page.ts'
import { type Phrase, phrasesOf } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** Places are compared in steps of this, in em. */
const STEP_EM = 0.5
/** A page is moved left or right by no more, in em. */
const MOST_LEFT_EM = 16
const MOST_RIGHT_EM = 48
/** What a change of the shift costs, in texts that stand where others of their kind do. */
const CHANGE_COST = 3
/** A text that another page has word for word tells more than one of the same kind. */
const SAME_TEXT_WORTH = 2
/** Longer texts recur by chance alone, in characters. */
const LONGEST_RECURRING = 12
/** What a page before the last one tells, next to the page after it. */
const FADING = 0.6
/** What is left of pages far before tells nothing, in texts. */
const FORGOTTEN = 0.1

export function onOneWidth(pages: readonly SheetPage[], book: LabelBook): readonly SheetPage[] {
  const kept: SheetPage[] = []
  let seen: Seen = new Map()
  let left = Number.POSITIVE_INFINITY
  for (const own of pages) {
    if (own.page.isCounted !== true) {
      kept.push(own)
      continue
    }
    const texts = textsOf(own.page, book)
    const placed = seen.size === 0 ? texts : movedAs(texts, shiftsOf(texts, seen, left))
    left = Math.min(left, ...placed.map(({ from }) => from))
    seen = withTexts(seen, placed)
    kept.push(placed === texts ? own : { ...own, page: pageOf(own.page, placed) })
  }
  return kept
}

/** A phrase, and where it begins and ends, in em. */
interface PageText {
  readonly phrase: Phrase
  readonly from: number
  readonly to: number
  /** What it is alike to: texts of its kind, and those of the same words. */
  readonly kinds: readonly { readonly name: string; readonly worth: number }[]
}

function textsOf(page: PaintedPage, book: LabelBook): PageText[] {
  return phrasesOf(page).map((phrase) => ({
    phrase,
    from: phrase.x0 / phrase.size,
    to: phrase.x1 / phrase.size,
    kinds: kindsOf(phrase, book),
  }))
}

function kindsOf({ text }: Phrase, book: LabelBook): PageText['kinds'] {
  const kind = figure.test(text)
    ? 'figure'
    : text.length > LONGEST_RECURRING
      ? 'prose'
      : [...book.partsOf(text)].sort().join(' ') || 'text'
  const same = text.length <= LONGEST_RECURRING && !figure.test(text)
  return [{ name: kind, worth: 1 }, ...(same ? [{ name: `“${text}”`, worth: SAME_TEXT_WORTH }] : [])]
}

/** A figure, or a target that begins with one. */
const figure = /^[<>=≥≤＜＞＝≧≦]*[\d０-９]/

/** How many texts of a kind begin, have their middle, and end at each place. */
interface Places {
  total: number
  readonly at: readonly [Map<number, number>, Map<number, number>, Map<number, number>]
}

type Seen = ReadonlyMap<string, Places>

function withTexts(seen: Seen, texts: readonly PageText[]): Seen {
  const next = new Map<string, Places>()
  const faded = (places: ReadonlyMap<number, number>): Map<number, number> =>
    new Map([...places].map(([place, count]) => [place, count * FADING]))
  for (const [kind, { total, at }] of seen)
    if (total * FADING > FORGOTTEN)
      next.set(kind, { total: total * FADING, at: [faded(at[0]), faded(at[1]), faded(at[2])] })
  for (const text of texts)
    for (const { name } of text.kinds) {
      const own = next.get(name) ?? { total: 0, at: [new Map(), new Map(), new Map()] }
      next.set(name, own)
      own.total += 1
      for (const [side, place] of sidesOf(text).entries()) {
        const counts = own.at[side]
        counts?.set(place, (counts.get(place) ?? 0) + 1)
      }
    }
  return next
}

/** Its beginning, middle and end, in steps. */
function sidesOf({ from, to }: PageText): [number, number, number] {
  return [stepOf(from), stepOf((from + to) / 2), stepOf(to)]
}

function stepOf(em: number): number {
  return Math.round(em / STEP_EM)
}

const [leftmost, rightmost] = [-stepOf(MOST_LEFT_EM), stepOf(MOST_RIGHT_EM)]
const count = rightmost - leftmost + 1

/** For each step at which texts begin, how many steps further right they stood on the pages before. */
function shiftsOf(texts: readonly PageText[], seen: Seen, left: number): ReadonlyMap<number, number> {
  const worth = new Map<number, Float64Array>()
  for (const text of texts) {
    const start = stepOf(text.from)
    const own = worth.get(start) ?? withoutLeftOf(stepOf(left) - start)
    worth.set(start, own)
    for (const kind of text.kinds) addWorth(own, text, kind, seen)
  }
  return likeliestShifts([...worth].sort(([a], [b]) => a - b))
}

/** What shifts are worth before a text tells: such as would move it left of all that was seen are no shifts. */
function withoutLeftOf(least: number): Float64Array {
  const worth = new Float64Array(count)
  return worth.fill(Number.NEGATIVE_INFINITY, 0, Math.min(count - 1, Math.max(0, least - leftmost)))
}

function addWorth(own: Float64Array, text: PageText, kind: PageText['kinds'][number], seen: Seen): void {
  const places = seen.get(kind.name)
  if (places === undefined) return
  const sides = sidesOf(text)
  for (let at = 0; at < count; at += 1) {
    let best = 0
    for (const [side, place] of sides.entries()) {
      const counts = places.at[side]
      const there = place + leftmost + at
      const near = Math.max(counts?.get(there - 1) ?? 0, counts?.get(there + 1) ?? 0)
      best = Math.max(best, (counts?.get(there) ?? 0) + near / 2)
    }
    own[at] = (own[at] ?? 0) + (kind.worth * best) / places.total
  }
}

/** The shifts from left to right that are worth the most together; what stands further right never comes to stand further left. */
function likeliestShifts(starts: readonly (readonly [number, Float64Array])[]): ReadonlyMap<number, number> {
  let sums = new Float64Array(count)
  const ways: Int16Array[] = []
  for (const [index, [start, worth]] of starts.entries()) {
    const room = index === 0 ? count : start - (starts[index - 1]?.[0] ?? start)
    const next = new Float64Array(count)
    const way = new Int16Array(count)
    let best = 0
    let open = 0
    for (let at = 0; at < count; at += 1) {
      for (; open < count && open <= at + room; open += 1)
        if ((sums[open] ?? 0) > (sums[best] ?? 0)) best = open
      const stays = index === 0 ? 0 : (sums[at] ?? 0)
      const changes = (sums[best] ?? 0) - CHANGE_COST
      way[at] = stays >= changes ? at : best
      next[at] = Math.max(stays, changes) + (worth[at] ?? 0)
    }
    sums = next
    ways.push(way)
  }
  let at = sums.indexOf(Math.max(...sums))
  const shifts = new Map<number, number>()
  for (let index = starts.length - 1; index >= 0; index -= 1) {
    shifts.set(starts[index]?.[0] ?? 0, at + leftmost)
    at = ways[index]?.[at] ?? at
  }
  return shifts
}

function movedAs(texts: readonly PageText[], shifts: ReadonlyMap<number, number>): PageText[] {
  return texts.map((text) => {
    const by = (shifts.get(stepOf(text.from)) ?? 0) * STEP_EM
    return { ...text, from: text.from + by, to: text.to + by }
  })
}

function pageOf(page: PaintedPage, texts: readonly PageText[]): PaintedPage {
  const glyphs: Glyph[] = []
  for (const { phrase, from } of texts) {
    const by = from * phrase.size - phrase.x0
    for (const glyph of phrase.glyphs) {
      const [x0, y0, x1, y1] = glyph.box
      glyphs.push({ ...glyph, box: [x0 + by, y0, x1 + by, y1] })
    }
  }
  return { ...page, glyphs: glyphs.sort((a, b) => a.order - b.order) }
}
