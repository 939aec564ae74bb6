/** Sheets that were printed over several pages sideways: finds their bands and lays them side by side again. */
import type { Arrangement, Pile } from './arrangement.ts'
import { arrangementFrom, remembering } from './arrangements.ts'
import { besideEvidence, type ContentHeight, confidenceOf } from './beside.ts'
import { withCutRows } from './cut-rows.ts'
import { repeats } from './furniture.ts'
import { withGapsFilled } from './gaps.ts'
import { hasColumnsOf, hasSidesOf } from './leaf-columns.ts'
import { asLeftOver, cutAtEnds, isLeftOver, LEFT_OVER } from './left-over.ts'
import type { Leaf } from './piece.ts'
import { atOneScale } from './scale.ts'
import { sharesLabels } from './shared-labels.ts'
import { stitched } from './stitch.ts'

/** The leaves with the bands of each sheet laid side by side, strip by strip; other pages as they were. */
export function withBandsJoined(single: readonly Leaf[]): readonly Leaf[] {
  const leaves = withCutRows(withGapsFilled(atOneScale(single)))
  const pile = remembering(pileOf(leaves))
  const found: Placed[] = []
  for (let at = 0; at < leaves.length; at += found.at(-1)?.arrangement?.pages ?? 1) {
    const arranged = arrangementFrom(pile, at)
    found.push({ at, arrangement: arranged?.best ?? null, close: arranged?.close ?? null })
    // What was told of pages that have their place is not asked again.
    pile.forgetBefore(at + (arranged?.best.pages ?? 1))
  }
  return found.flatMap(({ at, arrangement, close }, index) => {
    const sides = [found[index - 1], found[index + 1]]
    if (arrangement === null) {
      const leaf = leaves[at]
      if (leaf === undefined) return []
      return sides.some((side) => isPlacedWithout(leaves, side, leaf)) ? [asLeftOver(leaf)] : [leaf]
    }
    const over = sides.flatMap((side) =>
      side?.arrangement === null && isLeftOver(leaves[side.at], pagesOf(leaves, arrangement))
        ? (leaves[side.at]?.pages ?? [])
        : [],
    )
    const cut = cutAtEnds(leaves, arrangement)
    const sure = confidenceOf(arrangement.weakest)
    const isDoubted = over.length > 0 || cut.length > 0
    return stitched(leaves, arrangement, isDoubted ? Math.min(sure, LEFT_OVER) : sure, { close, over, cut })
  })
}

/** From which leaf on an arrangement was found, or that none begins there. */
interface Placed {
  readonly at: number
  readonly arrangement: Arrangement | null
  readonly close: Arrangement | null
}

function isPlacedWithout(leaves: readonly Leaf[], placed: Placed | undefined, leaf: Leaf): boolean {
  return placed?.arrangement != null && isLeftOver(leaf, pagesOf(leaves, placed.arrangement))
}

function pagesOf(leaves: readonly Leaf[], { strips }: Arrangement): readonly Leaf[] {
  return strips.flatMap((strip) => strip.flatMap((place) => leaves[place ?? -1] ?? []))
}

function pileOf(leaves: readonly Leaf[]): Pile {
  const content = contentHeight(leaves)
  const both = (first: number, second: number, tell: (a: Leaf, b: Leaf) => boolean): boolean => {
    const [a, b] = [leaves[first], leaves[second]]
    return a !== undefined && b !== undefined && tell(a, b)
  }
  return {
    size: leaves.length,
    leastInOrder: 0,
    byChance: 0,
    evidence: (left, right) => {
      const [a, b] = [leaves[left], leaves[right]]
      return a === undefined || b === undefined ? null : besideEvidence(a, b, content)
    },
    // Titles stand outside the rulings, which tell enough.
    isTop: () => false,
    isEmpty: (page) => (leaves[page]?.pieces.length ?? 0) === 0,
    isBlank: (page) => isBlank(leaves, page),
    sameSides: (first, second) => both(first, second, hasSidesOf),
    sameColumns: (first, second) => both(first, second, hasColumnsOf),
    // A strip of one page may as well be a page of another table: rulings do not tell it by its columns.
    likeness: () => null,
    goesOnBelow: () => false,
    sharesLabels: (earlier, later) => both(earlier, later, sharesLabels),
  }
}

/** A page that shows a part of a sheet where there is nothing: it has the running title, if that. */
function isBlank(leaves: readonly Leaf[], at: number): boolean {
  const [leaf, before] = [leaves[at], leaves[at - 1]]
  if (leaf === undefined || before === undefined || leaf.pieces.length > 0) return false
  return leaf.texts.every((text) => repeats(text, before))
}

function contentHeight(leaves: readonly Leaf[]): ContentHeight {
  let top = Number.POSITIVE_INFINITY
  let bottom = 0
  for (const [index, leaf] of leaves.entries()) {
    for (const piece of leaf.pieces) {
      top = Math.min(top, piece.box[1])
      bottom = Math.max(bottom, piece.box[3])
    }
    const neighbours = [leaves[index - 1], leaves[index + 1]].flatMap((other) => other ?? [])
    for (const text of leaf.texts) {
      // A running title says nothing about where sheets begin.
      if (!neighbours.some((other) => repeats(text, other))) top = Math.min(top, text.line.box[1])
    }
  }
  return { top, bottom }
}
