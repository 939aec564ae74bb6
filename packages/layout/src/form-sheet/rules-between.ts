/** What the rules and the ends of pages between a sheet's lines say of its rows. */
import { firstAtLeast } from '../geometry.ts'
import type { Rule } from '../level-rules.ts'
import type { Phrase } from './phrase.ts'
import type { SheetGround } from './row.ts'

/** Of rows of the lines `from` … `to` (exclusive). */
export interface RulesBetween {
  /** Every row has a rule below it. */
  readonly isLevelRuled: boolean
  /** A page ends between the first and the last line. */
  readonly isCut: (from: number, to: number) => boolean
  /** A rule stands between the first and the last line. */
  readonly isRuled: (from: number, to: number) => boolean
  /** A page ends above the line. */
  readonly isAtPageEnd: (place: number) => boolean
  /** The line stands as near below the one above as lines of one cell do, or as their parts on two pages. */
  readonly isNear: (place: number) => boolean
  /** Rows have rules below them, and a row that ended here had none. */
  readonly isUnruledEnd: (to: number) => boolean
}

/** `places`: the lines of the sheet, top to bottom. */
export function rulesBetween(
  places: readonly (readonly Phrase[])[],
  { sheet, frame }: SheetGround,
): RulesBetween {
  const { em, breaks, rules, mostLeading } = sheet
  const { left, right } = frame
  const heights = places.map((place) => Math.max(...place.map(({ y }) => y)))
  // Cells that stand in one row alone are at the right: rules under rows reach the table's right side.
  const isWide = ({ from, to }: Rule): boolean =>
    to > right - em && to - from > (right - left) * ROW_RULE_SHARE
  const wide = rules.filter(isWide)
  const isLevelRuled = wide.length > places.length * LEVEL_RULED_SHARE
  const within = ascendingBetween(wide.map(({ y }) => y))
  const ends = ascendingBetween(breaks)
  const at = (place: number): number => heights[place] ?? 0
  const isAtPageEnd = (place: number): boolean => place > 0 && ends(at(place - 1), at(place))
  return {
    isLevelRuled,
    isCut: (from, to) => ends(at(from), at(to - 1)),
    isRuled: (from, to) => within(at(from) + em * 0.2, at(to - 1) - em * 0.2),
    isAtPageEnd,
    isNear: (place) => place > 0 && (at(place) - at(place - 1) < mostLeading || isAtPageEnd(place)),
    isUnruledEnd: (to) =>
      isLevelRuled &&
      to < places.length &&
      !isAtPageEnd(to) &&
      !within(at(to - 1) - em * 0.2, at(to) + em * 0.2),
  }
}

/** Whether any of the positions lies between two others, and on neither. */
function ascendingBetween(positions: readonly number[]): (from: number, to: number) => boolean {
  const ascending = Float64Array.from(positions).sort()
  return (from, to) => {
    let next = firstAtLeast(ascending, from)
    while (ascending[next] === from) next += 1
    return (ascending[next] ?? Number.POSITIVE_INFINITY) < to
  }
}

/** A rule under a row is no shorter than this share of the table's width. */
const ROW_RULE_SHARE = 0.2
/** Where so many of a sheet's lines have a rule of their own, every row has one below it. */
const LEVEL_RULED_SHARE = 0.3
