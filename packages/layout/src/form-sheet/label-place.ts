/** Where the label of a merged cell stands beside the rows that it covers, on one sheet or cut by the end of a page. */
import { anchorOf, type Standing } from './blocks.ts'
import type { Phrase } from './phrase.ts'

/** A row's place on the sheet. */
export interface RowPlace {
  /** The height that its cells have in common. */
  readonly anchor: number
  readonly top: number
  readonly bottom: number
  /** The height of its first line. */
  readonly firstLine: number
}

export interface PlaceWish {
  readonly standing: Standing
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

/** The lines of a label beside the rows that it may cover. */
export function apartFromPlace(
  rows: readonly RowPlace[],
  lines: readonly (readonly Phrase[])[],
  wish: PlaceWish,
): Placing {
  const phrases = lines.flat()
  const isFarApart = isParted(lines, wish)
  const whole = isFarApart ? Number.POSITIVE_INFINITY : apartIn(rows, phrases, wish)
  const onPage = placingOnPage(rows, phrases, wish)
  const costOnPage = onPage.cost + (isFarApart && isCutShort(lines) ? CUT_SHORT : ON_PAGE_COST)
  return costOnPage < costOfApart(whole)
    ? { apart: onPage.apart, cost: costOnPage }
    : { apart: whole, cost: costOfApart(whole) }
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
function isParted(lines: readonly (readonly Phrase[])[], { rowPitch }: PlaceWish): boolean {
  return lines.some((line, index) => {
    const [above, below] = [lines[index - 1]?.[0], line[0]]
    return above !== undefined && below !== undefined && below.y - above.y >= rowPitch * 1.15
  })
}

/** How far, in em, a label stands from where a cell over these rows has it. */
function apartIn(rows: readonly RowPlace[], phrases: readonly Phrase[], wish: PlaceWish): number {
  return Math.abs(anchorOf(phrases, wish.standing) - placeOf(rows, wish.standing)) / wish.em
}

function costOfApart(apart: number): number {
  return apart < NEAR_EM ? apart : Math.min(MOST_APART_COST, NEAR_EM + (apart - NEAR_EM) * APART_COST)
}

/** What it costs that a label stands where a page's part of its cell has it: where pages are cut from one sheet none does. */
const ON_PAGE_COST = 0.4

/**
 * The same where a page ends in or below the cell, as word processors lay out each page by itself: at the top of the
 * first part, or in the middle of a part; what has no room in one stands in the next.
 */
function placingOnPage(rows: readonly RowPlace[], phrases: readonly Phrase[], wish: PlaceWish): Placing {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined || wish.standing !== 'middle') return nowhere
  const cuts = wish.breaks.filter((at) => at > first.anchor && at < last.bottom + wish.em)
  if (cuts.length === 0) return nowhere
  const parts = [...cuts, Number.POSITIVE_INFINITY].map((to, index): Placing => {
    const from = cuts[index - 1] ?? Number.NEGATIVE_INFINITY
    const lines = phrases.filter(({ y }) => y > from && y < to)
    if (lines.length === 0) return { apart: 0, cost: 0 }
    const part = rows.filter(({ anchor }) => anchor > from && anchor < to)
    const [start, end] = [part[0], part.at(-1)]
    if (start === undefined || end === undefined) return nowhere
    const goesOn = phrases.some(({ y }) => y > to)
    if (goesOn && anchorOf(lines, 'bottom') < end.bottom - wish.rowPitch) return nowhere
    const isRest = lines.length < phrases.length && !goesOn
    const raised = Math.abs(anchorOf(lines, 'top') - start.firstLine) / wish.em
    const middle = apartIn(part, lines, wish)
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

function placeOf(rows: readonly RowPlace[], standing: Standing): number {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return 0
  if (standing === 'top') return first.anchor
  return standing === 'bottom' ? last.anchor : (first.top + last.bottom) / 2
}
