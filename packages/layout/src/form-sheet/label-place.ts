/** Where the label of a merged cell stands beside the rows that it covers, on one sheet or cut by the end of a page. */
import { anchorOf, type Standing } from './blocks.ts'
import type { Phrase } from './phrase.ts'

/** A row's place on the sheet. */
export interface RowPlace {
  /** The height that its cells have in common. */
  readonly anchor: number
  readonly top: number
  readonly bottom: number
  /**
   * The height of its first line; null where nothing but labels of groups stands in it: beside those a label stands at
   * that height whatever it covers.
   */
  readonly firstLine: number | null
}

/** How text was set where pages end: on one sheet that was cut into pages, or on each page by itself. */
export type Paging = 'cut' | 'laid-out'

export interface PlaceWish {
  readonly standing: Standing
  readonly paging: Paging
  readonly em: number
  readonly rowPitch: number
  /** Heights at which pages end. */
  readonly breaks: readonly number[]
}

/** A label this near to its place, in em, stands there. */
export const NEAR_EM = 0.3
const APART_COST = 4
export const MOST_APART_COST = 14

/** How far, in em, a label stands from its place, and what that costs. */
export interface Placing {
  readonly apart: number
  readonly cost: number
}

/** A label by its lines. */
export interface Label {
  readonly phrases: readonly Phrase[]
  /** The height that it has in common with the rows that it is merged over. */
  readonly anchor: number
  /** A page's end keeps its lines further apart than those of one cell on a whole sheet are. */
  readonly isParted: boolean
  /** Its lines below that page's end seem to be the rest of those above. */
  readonly isCutShort: boolean
}

export function labelOf(lines: readonly (readonly Phrase[])[], wish: PlaceWish): Label {
  const phrases = lines.flat()
  const isParted = isFarApart(lines, wish)
  const anchor = anchorOf(phrases, wish.standing)
  return { phrases, anchor, isParted, isCutShort: isParted && isCutShort(lines) }
}

/** Rows that a label may cover. */
export interface Cover {
  /** The height at which a label merged over them stands; null where they are laid out on more than one page. */
  readonly place: number | null
  /** Page by page, where each is laid out by itself and one ends in or below them. */
  readonly parts: readonly CoverPart[]
}

/** The rows of a cover between two ends of pages; none may stand there. */
interface CoverPart {
  readonly from: number
  readonly to: number
  readonly first: RowPlace | undefined
  readonly last: RowPlace | undefined
}

/**
 * The ways in which pages may have been made of rows with text in the middle of its cells: spreadsheets cut one sheet
 * into pages, word processors lay out each page by itself. One print has one of them for all its labels.
 */
export function pagingsOf(
  rows: readonly RowPlace[],
  { standing, breaks }: Pick<PlaceWish, 'standing' | 'breaks'>,
): readonly Paging[] {
  const [top, bottom] = [rows[0]?.top ?? 0, rows.at(-1)?.bottom ?? 0]
  const isCut = standing === 'middle' && breaks.some((at) => at > top && at < bottom)
  return isCut ? ['cut', 'laid-out'] : ['cut']
}

/** What it costs that pages were laid out by themselves: fewer filings without rulings were. */
export const LAID_OUT_COST = 0.4

/** Rows `start` … `end` (exclusive) as those of one label. */
export function coverOf(
  rows: readonly RowPlace[],
  start: number,
  end: number,
  { paging, standing, breaks, em }: PlaceWish,
): Cover {
  const [first, last] = [rows[start], rows[end - 1]]
  if (first === undefined || last === undefined) return { place: 0, parts: [] }
  const place = placeOf(first, last, standing)
  if (paging === 'cut') return { place, parts: [] }
  const cuts = breaks.filter((at) => at > beginningOf(first) && at < last.bottom + em)
  if (cuts.length === 0) return { place, parts: [] }
  const parts = [...cuts, Number.POSITIVE_INFINITY].map((to, index): CoverPart => {
    const from = cuts[index - 1] ?? Number.NEGATIVE_INFINITY
    return partOf(rows, start, end, from, to)
  })
  const isOnOnePage = parts.filter((part) => part.first !== undefined).length < 2
  return { place: isOnOnePage ? place : null, parts }
}

/** The height of a row's first text: where a page's end cuts it, its labels stand on the page on which it begins. */
function beginningOf({ anchor, firstLine }: RowPlace): number {
  return Math.min(anchor, firstLine ?? anchor)
}

/** The first and the last of these rows that begin between two heights. */
function partOf(rows: readonly RowPlace[], start: number, end: number, from: number, to: number): CoverPart {
  let [first, last]: (RowPlace | undefined)[] = []
  for (let at = start; at < end; at += 1) {
    const row = rows[at]
    if (row === undefined || beginningOf(row) <= from || beginningOf(row) >= to) continue
    first ??= row
    last = row
  }
  return { from, to, first, last }
}

/** The label beside the rows that it may cover. */
export function apartFromPlace(cover: Cover, label: Label, wish: PlaceWish): Placing {
  const apart =
    label.isParted || cover.place === null
      ? Number.POSITIVE_INFINITY
      : Math.abs(label.anchor - cover.place) / wish.em
  const whole = { apart, cost: costOfApart(apart) }
  const extra = label.isCutShort ? CUT_SHORT : 0
  // A place on a page costs no less than this.
  if (whole.cost <= extra) return whole
  const onPage = placingOnPage(cover, label, wish)
  const costOnPage = onPage.cost + extra
  return costOnPage < whole.cost ? { apart: onPage.apart, cost: costOnPage } : whole
}

/** What the place of a label costs at least, whatever rows it covers. */
export function leastPlaceCost({ isCutShort }: Label): number {
  return Math.min(0, isCutShort ? CUT_SHORT : 0)
}

/** Whether the lines on a page seem to be the rest of those above: less text than these, or the end of what they quote. */
function isCutShort(lines: readonly (readonly Phrase[])[]): boolean {
  const at = lines.findIndex((line, index) => index > 0 && line[0]?.page !== lines[index - 1]?.[0]?.page)
  const [above, below] = [lines.slice(0, at), lines.slice(at)].map((own) =>
    own.flatMap((line) => line.map(({ text }) => text)).join(''),
  )
  if (at < 1 || above === undefined || below === undefined) return false
  return below.length * 2 < above.length || /[“《（(][^”》）)]*$/u.test(above)
}

/** What it is worth that a page's end seems to cut a label short. */
const CUT_SHORT = -0.5

/** Whether a page's end keeps lines further apart than those of one cell on a whole sheet are. */
function isFarApart(lines: readonly (readonly Phrase[])[], { rowPitch }: PlaceWish): boolean {
  return lines.some((line, index) => {
    const [above, below] = [lines[index - 1]?.[0], line[0]]
    return above !== undefined && below !== undefined && below.y - above.y >= rowPitch * 1.15
  })
}

/** What it costs that a label stands so far, in em, from its place. */
function costOfApart(apart: number): number {
  return apart < NEAR_EM ? apart : Math.min(MOST_APART_COST, NEAR_EM + (apart - NEAR_EM) * APART_COST)
}

/**
 * The same where a page ends in or below the cell: at the top of the first part, or in the middle of a part; what has
 * no room in one stands in the next.
 */
function placingOnPage(cover: Cover, { phrases }: Label, wish: PlaceWish): Placing {
  if (cover.parts.length === 0) return nowhere
  const parts = cover.parts.map(({ from, to, first: start, last: end }, index): Placing => {
    const lines = phrases.filter(({ y }) => y > from && y < to)
    if (lines.length === 0) return { apart: 0, cost: 0 }
    if (start === undefined || end === undefined) return nowhere
    const goesOn = phrases.some(({ y }) => y > to)
    if (goesOn && anchorOf(lines, 'bottom') < end.bottom - wish.rowPitch) return nowhere
    const isRest = lines.length < phrases.length && !goesOn
    const raised =
      start.firstLine === null
        ? Number.POSITIVE_INFINITY
        : Math.abs(anchorOf(lines, 'top') - start.firstLine) / wish.em
    const middle = Math.abs(anchorOf(lines, wish.standing) - placeOf(start, end, wish.standing)) / wish.em
    const inMiddle = { apart: middle, cost: costOfApart(middle) + (isRest ? 0 : MIDDLE_OF_PART) }
    const atTop = { apart: raised, cost: costOfApart(raised) }
    return (index === 0 || isRest) && atTop.cost < inMiddle.cost ? atTop : inMiddle
  })
  return {
    apart: Math.max(...parts.map(({ apart }) => apart)),
    cost: parts.reduce((sum, { cost }) => sum + cost, 0),
  }
}

const nowhere: Placing = { apart: Number.POSITIVE_INFINITY, cost: MOST_APART_COST }

/** What it costs that a label stands in the middle of one page's part of its cell: few programs set it there. */
const MIDDLE_OF_PART = 0.8

function placeOf(first: RowPlace, last: RowPlace, standing: Standing): number {
  if (standing === 'top') return first.anchor
  return standing === 'bottom' ? last.anchor : (first.top + last.bottom) / 2
}
