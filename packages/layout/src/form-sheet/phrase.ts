/** Text on the sheet: runs of glyphs with their place on the sheet that the pages were cut from. */
import type { Glyph, PaintedPage } from '@backfile/readers'
import { median } from '../geometry.ts'
import { WHOLE } from '../text-lines.ts'

/** Glyphs of one line that no gap parts. Heights are those of the sheet, sideways places those of the pages. */
export interface Phrase {
  readonly page: number
  /** Left to right, as they stand on their page. */
  readonly glyphs: readonly Glyph[]
  readonly text: string
  readonly x0: number
  readonly x1: number
  /** Centre of the line, on the sheet. */
  readonly y: number
  readonly size: number
}

/** A gap this wide parts two cells, in em. */
const CELL_GAP_EM = 0.75
/** Where a space is as wide as a Chinese character any gap does; a column is half an em there. */
const COLUMN_GAP_EM = 0.25
/** Two glyphs of one line differ by less than this in height, in em: faces differ in where their boxes stand. */
const SAME_LINE_EM = 0.3
/** Glyphs of one line that overlap by more than this, in em, stand in cells that stick out over their sides. */
const OVERLAP_EM = 0.4
/** Glyphs of one phrase differ in size by no more than this share. */
const OTHER_SIZE = 0.25
/** Where a phrase begins, those that end further left than this, in its em, are closed. */
const FAR_EM = 3
/** The same glyph printed again within this, in em, is bold type. */
const OVERPRINT_EM = 0.3

/** Several steps look at a page one after the other: its phrases are kept with it. */
const phrasesKept = new WeakMap<PaintedPage, readonly Phrase[]>()

/** The phrases of an upright page, top to bottom. */
export function phrasesOf(page: PaintedPage): readonly Phrase[] {
  const kept = phrasesKept.get(page) ?? phrasesIn(page)
  phrasesKept.set(page, kept)
  return kept
}

function phrasesIn(page: PaintedPage): Phrase[] {
  const glyphs = withoutOverprints(
    page.glyphs.filter(({ angle, vertical, text }) => angle === 0 && !vertical && text.trim() !== ''),
  )
  const cellGap = page.isCounted === true ? COLUMN_GAP_EM : CELL_GAP_EM
  glyphs.sort((a, b) => a.box[0] - b.box[0] || a.order - b.order)
  const open = new OpenRuns()
  const runs: Glyph[][] = []
  for (const glyph of glyphs) {
    let best: Run | null = null
    let nearest = Number.POSITIVE_INFINITY
    for (const run of open.beside(glyph)) {
      const { last } = run
      const em = Math.max(last.size, glyph.size)
      const gap = (glyph.box[0] - last.box[2]) / em
      const apart = Math.abs(middleOf(glyph) - middleOf(last)) / em
      if (gap > cellGap || gap < -OVERLAP_EM || apart > SAME_LINE_EM) continue
      if (Math.abs(glyph.size - last.size) > em * OTHER_SIZE) continue
      const off = Math.abs(gap) + apart * 2
      if (off < nearest || (off === nearest && best !== null && run.place < best.place)) {
        best = run
        nearest = off
      }
    }
    if (best === null) {
      const run = { place: runs.length, glyphs: [glyph], last: glyph }
      runs.push(run.glyphs)
      open.begin(run)
    } else open.extend(best, glyph)
  }
  return runs.map((run) => phraseOf(run, page.number, 0)).sort((a, b) => a.y - b.y || a.x0 - b.x0)
}

/** Glyphs of one phrase so far, left to right; `place` in the order in which phrases begin. */
interface Run {
  readonly place: number
  readonly glyphs: Glyph[]
  last: Glyph
}

/** Runs to which glyphs may be added that come from left to right, by the height of their last glyph. */
class OpenRuns {
  readonly #byHeight = new Map<number, Run[]>()
  /** Runs that end further left are closed. */
  #closed = Number.NEGATIVE_INFINITY

  begin(run: Run): void {
    this.#closed = Math.max(this.#closed, run.last.box[0] - run.last.size * FAR_EM)
    this.#put(run)
  }

  extend(run: Run, glyph: Glyph): void {
    const before = slotOf(run.last)
    run.glyphs.push(glyph)
    run.last = glyph
    if (slotOf(glyph) === before) return
    const there = this.#byHeight.get(before)
    there?.splice(there.indexOf(run), 1)
    this.#put(run)
  }

  /** The open runs whose last glyph may be of one size and line with this one, and perhaps others. */
  *beside(glyph: Glyph): Generator<Run> {
    const reach = (glyph.size * SAME_LINE_EM) / (1 - OTHER_SIZE)
    const [from, to] = [slotAt(middleOf(glyph) - reach), slotAt(middleOf(glyph) + reach)]
    const slots = to - from < this.#byHeight.size ? null : [...this.#byHeight.keys()]
    for (let at = 0; at < (slots?.length ?? to - from + 1); at += 1) {
      const slot = slots?.[at] ?? from + at
      const there = this.#byHeight.get(slot)
      if (there === undefined) continue
      const open = there.filter(({ last }) => last.box[2] > this.#closed)
      if (open.length < there.length) this.#byHeight.set(slot, open)
      yield* open
    }
  }

  #put(run: Run): void {
    const slot = slotOf(run.last)
    const there = this.#byHeight.get(slot)
    if (there === undefined) this.#byHeight.set(slot, [run])
    else there.push(run)
  }
}

/** Lines are looked up by heights in steps of so many points. */
const SLOT_POINTS = 6

function slotOf(glyph: Glyph): number {
  return slotAt(middleOf(glyph))
}

function slotAt(height: number): number {
  return Math.floor(height / SLOT_POINTS)
}

/** The phrase of glyphs that stand left to right; `dy` is how much lower the sheet has them than their page. */
export function phraseOf(glyphs: readonly Glyph[], page: number, dy: number): Phrase {
  const size = median(glyphs.map((glyph) => glyph.size)) ?? 0
  return {
    page,
    glyphs,
    text: textOfGlyphs(glyphs),
    x0: Math.min(...glyphs.map(({ box }) => box[0])),
    x1: Math.max(...glyphs.map(({ box }) => box[2])),
    y: (median(glyphs.map(middleOf)) ?? 0) + dy,
    size,
  }
}

/** The pieces of a phrase between these positions, ascending; it is cut between glyphs, nearest to each. */
export function cutAt(phrase: Phrase, edges: readonly number[]): Phrase[] {
  const parts = glyphsCutAt(phrase, edges)
  if (parts.length < 2) return [phrase]
  const dy = phrase.y - (median(phrase.glyphs.map(middleOf)) ?? 0)
  return parts.map((part) => phraseOf(part, phrase.page, dy))
}

/** The glyphs of each of these pieces. */
export function glyphsCutAt(phrase: Phrase, edges: readonly number[]): (readonly Glyph[])[] {
  const inside = edges.filter(
    (edge) =>
      edge > phrase.x0 + phrase.size * LEAST_PIECE_EM && edge < phrase.x1 - phrase.size * LEAST_PIECE_EM,
  )
  if (inside.length === 0) return [phrase.glyphs]
  const parts: Glyph[][] = [[]]
  let next = 0
  for (const token of tokensOf(phrase.glyphs)) {
    const middle = ((token[0]?.box[0] ?? 0) + (token.at(-1)?.box[2] ?? 0)) / 2
    while (next < inside.length && middle > (inside[next] ?? 0)) {
      next += 1
      parts.push([])
    }
    parts.at(-1)?.push(...token)
  }
  return parts.filter((part) => part.length > 0)
}

/** Runs of Latin letters and digits without a gap, which no cell's side cuts; any other glyph alone. */
function tokensOf(glyphs: readonly Glyph[]): Glyph[][] {
  const tokens: Glyph[][] = []
  for (const glyph of glyphs) {
    const last = tokens.at(-1)?.at(-1)
    const gap = last === undefined ? 0 : (glyph.box[0] - last.box[2]) / glyph.size
    const isJoined =
      last !== undefined && latin.test(last.text) && latin.test(glyph.text) && Math.abs(gap) < TOKEN_GAP_EM
    if (isJoined) tokens.at(-1)?.push(glyph)
    else tokens.push([glyph])
  }
  return tokens
}

const latin = /^[\x21-\x7e]+$/
/** Glyphs of one word or figure stand no further apart or over each other than this, in em. */
const TOKEN_GAP_EM = 0.12

/** No piece is narrower than this, in em. */
const LEAST_PIECE_EM = 0.4

/** How far, in points, a place is from the nearest gap between two glyphs of the phrase. */
export function gapDistance(phrase: Phrase, at: number): number {
  let least = Number.POSITIVE_INFINITY
  for (const { box } of phrase.glyphs) least = Math.min(least, Math.abs(box[0] - at), Math.abs(box[2] - at))
  return least
}

/** Whether all of the phrase's glyphs are seen whole. */
export function isWhole({ glyphs }: Phrase): boolean {
  return glyphs.every(({ visible }) => visible >= WHOLE)
}

/**
 * Whether no side of the page cuts the phrase: all of its glyphs are seen whole, or all in the same share, as the
 * top of a printed area cuts a line all along.
 */
export function isWholeAcross({ glyphs }: Phrase): boolean {
  const shares = glyphs.map(({ visible }) => Math.min(visible, WHOLE))
  return Math.max(...shares) - Math.min(...shares) < SAME_SHARE && (glyphs.length > 1 || shares[0] === WHOLE)
}

/** Glyphs that one edge cuts are seen in shares that differ by less. */
const SAME_SHARE = 0.02

export function lowered(phrase: Phrase, by: number): Phrase {
  return by === 0 ? phrase : { ...phrase, y: phrase.y + by }
}

export function centreOf(phrase: Pick<Phrase, 'x0' | 'x1'>): number {
  return (phrase.x0 + phrase.x1) / 2
}

/** Their text, with a space where Latin letters or figures stand apart. */
export function textOfGlyphs(glyphs: readonly Glyph[]): string {
  let text = ''
  for (const [index, glyph] of glyphs.entries()) {
    const previous = glyphs[index - 1]
    const gap = previous === undefined ? 0 : (glyph.box[0] - previous.box[2]) / glyph.size
    text +=
      gap > 0.2 && /[\x21-\x7e]$/.test(text) && /^[\x21-\x7e]/.test(glyph.text)
        ? ` ${glyph.text}`
        : glyph.text
  }
  return text
}

function middleOf({ box }: Glyph): number {
  return (box[1] + box[3]) / 2
}

function withoutOverprints(glyphs: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = []
  const byText = new Map<string, Map<number, Glyph[]>>()
  for (const glyph of glyphs) {
    const column = Math.round(glyph.box[0] / Math.max(1, glyph.size))
    const row = Math.round(glyph.box[1] / Math.max(1, glyph.size))
    const same = byText.get(glyph.text) ?? new Map<number, Glyph[]>()
    byText.set(glyph.text, same)
    if (same.size > 0 && isAgainAt(same, column, row, glyph)) continue
    kept.push(glyph)
    const place = placeAt(column, row)
    const there = same.get(place)
    if (there === undefined) same.set(place, [glyph])
    else there.push(glyph)
  }
  return kept
}

/** Whether one of the same glyphs stands within the reach of an overprint. */
function isAgainAt(
  same: ReadonlyMap<number, readonly Glyph[]>,
  column: number,
  row: number,
  { box }: Glyph,
): boolean {
  for (let dx = -1; dx <= 1; dx += 1)
    for (let dy = -1; dy <= 1; dy += 1)
      for (const other of same.get(placeAt(column + dx, row + dy)) ?? none) {
        const reach = other.size * OVERPRINT_EM
        if (Math.abs(other.box[0] - box[0]) < reach && Math.abs(other.box[1] - box[1]) < reach) return true
      }
  return false
}

const none: readonly Glyph[] = []

/** A page is narrower than this, in em. */
const MOST_COLUMNS = 2 ** 20

function placeAt(column: number, row: number): number {
  return row * MOST_COLUMNS + column
}
