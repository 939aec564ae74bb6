/** The level rulings of a page, pieces of one line put together. */
import type { Ruling } from '@backfile/readers'

/** A level ruling, in points. */
export interface Rule {
  readonly y: number
  readonly from: number
  readonly to: number
}

/** Rulings that run level and are no specks, those in one line that touch or nearly do as one. `em`: the usual font size. */
export function levelRules(rulings: readonly Ruling[], em: number): Rule[] {
  const level = rulings
    .filter((ruling) => Math.abs(ruling.y1 - ruling.y0) < 0.5 && ruling.x1 - ruling.x0 > em * 0.5)
    .sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0)
  const found: { y: number; from: number; to: number }[] = []
  for (const { x0, x1, y0 } of level) {
    const same = found.find(
      (rule) => Math.abs(rule.y - y0) < 1 && x0 < rule.to + em * 0.3 && x1 > rule.from - em * 0.3,
    )
    if (same) {
      same.from = Math.min(same.from, x0)
      same.to = Math.max(same.to, x1)
    } else found.push({ y: y0, from: x0, to: x1 })
  }
  return found
}
