/** The heights at which cells stand, as cells of one row: what speaks against it. */
import { median } from '../geometry.ts'
import type { Standing } from './blocks.ts'
import type { Phrase } from './phrase.ts'
import { cost } from './row-costs.ts'

/** A cell's text, and the heights that it reaches. */
export interface StandingCell {
  readonly phrases: readonly Phrase[]
  readonly top: number
  readonly bottom: number
}

type Heights = Omit<StandingCell, 'phrases'>

/** Heights of cells of one row differ by less, in em: half a line's pitch is the least by which other rows differ. */
const SAME_ANCHOR_EM = 0.24

/**
 * What speaks against the heights of a row's cells where text stands so in them; where a page's end cuts the row, its
 * parts may be laid out each by itself.
 */
export function apartness(cells: readonly StandingCell[], standing: Standing, em: number): number {
  const whole = apartnessOn(cells, standing, em)
  if (whole === 0) return whole
  const parts = partsByPage(cells)
  if (parts.length < 2) return whole
  return Math.min(
    whole,
    parts.reduce((sum, part) => sum + apartnessOn(part, standing, em), 0),
  )
}

/** The heights of the cells on each page. */
function partsByPage(cells: readonly StandingCell[]): Heights[][] {
  const pages = new Set<Phrase['page']>()
  for (const { phrases } of cells) for (const { page } of phrases) pages.add(page)
  if (pages.size < 2) return []
  return [...pages].map((page) =>
    cells.flatMap(({ phrases }) => {
      const own = phrases.filter((phrase) => phrase.page === page)
      return own.length === 0 ? [] : [heightsOf(own)]
    }),
  )
}

/** The highest and the lowest line of a cell. */
export function heightsOf(phrases: readonly Phrase[]): Heights {
  const heights = phrases.map(({ y }) => y)
  return { top: Math.min(...heights), bottom: Math.max(...heights) }
}

/**
 * All cells of a row have a height in common. Some word processors leave a few cells of a row at its top when the row
 * grows: beside a higher cell, that is nearly as likely.
 */
function apartnessOn(cells: readonly Heights[], standing: Standing, em: number): number {
  if (cells.length < 2) return 0
  const anchors = cells.map((cell) => (standing === 'middle' ? (cell.top + cell.bottom) / 2 : cell[standing]))
  const usual = apartFrom(median(anchors) ?? 0, anchors, em)
  if (standing !== 'middle' || usual === 0) return usual
  const top = Math.min(...cells.map((cell) => cell.top))
  const own = (top + Math.max(...cells.map(({ bottom }) => bottom))) / 2
  const isNear = (height: number, other: number): boolean => Math.abs(height - other) < em * SAME_ANCHOR_EM
  const others = anchors.filter(
    (anchor, index) => isNear(anchor, own) || !isNear(cells[index]?.top ?? 0, top),
  )
  const raised = anchors.length - others.length
  return Math.min(usual, raised * cost.raised + apartFrom(own, others, em))
}

/** What speaks against heights that are not the one that all have in common. */
function apartFrom(usual: number, anchors: readonly number[], em: number): number {
  let sum = 0
  for (const anchor of anchors) {
    const apart = Math.abs(anchor - usual) / em
    if (apart > SAME_ANCHOR_EM) sum += Math.min(cost.mostApart, cost.apart * (apart - SAME_ANCHOR_EM / 2))
  }
  return sum
}
