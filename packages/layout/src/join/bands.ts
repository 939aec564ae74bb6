/** Sheets that were printed over several pages sideways: finds their bands and lays them side by side again. */
import { alignEdges } from '../edges.ts'
import { arrangementFrom, type Pile, remembering } from './arrangements.ts'
import { besideEvidence, type ContentHeight, confidenceOf, sharesLabels, sidesOf } from './beside.ts'
import { withCutRows } from './cut-rows.ts'
import { repeats } from './furniture.ts'
import { withGapsFilled } from './gaps.ts'
import type { Leaf } from './piece.ts'
import { stitched } from './stitch.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Pages of one band have at least this share of their column edges in common. */
const SAME_COLUMNS_SHARE = 0.8

/** The leaves with the bands of each sheet laid side by side, strip by strip; other pages as they were. */
export function withBandsJoined(single: readonly Leaf[]): readonly Leaf[] {
  const leaves = withCutRows(withGapsFilled(single))
  const pile = remembering(pileOf(leaves))
  const result: Leaf[] = []
  let at = 0
  while (at < leaves.length) {
    const leaf = leaves[at]
    if (leaf === undefined) break
    const found = arrangementFrom(pile, at)
    if (found === null) {
      result.push(leaf)
      at += 1
      continue
    }
    const { best, close } = found
    result.push(...stitched(leaves, best, confidenceOf(best.points / best.strips.length), close))
    at += best.pages
  }
  return result
}

function pileOf(leaves: readonly Leaf[]): Pile {
  const content = contentHeight(leaves)
  return {
    size: leaves.length,
    leastInOrder: 0,
    byChance: 0,
    evidence: (left, right) => {
      const [a, b] = [leaves[left], leaves[right]]
      return a === undefined || b === undefined ? null : besideEvidence(a, b, content)
    },
    isEmpty: (page) => (leaves[page]?.pieces.length ?? 0) === 0,
    isBlank: (page) => isBlank(leaves, page),
    sameSides: (first, second) => sameSides(leaves, first, second),
    sameColumns: (first, second) => sameColumns(leaves, first, second),
    sharesLabels: (earlier, later) => {
      const [a, b] = [leaves[earlier], leaves[later]]
      return a !== undefined && b !== undefined && sharesLabels(a, b)
    },
  }
}

/** A page that shows a part of a sheet where there is nothing: it has the running title, if that. */
function isBlank(leaves: readonly Leaf[], at: number): boolean {
  const [leaf, before] = [leaves[at], leaves[at - 1]]
  if (leaf === undefined || before === undefined || leaf.pieces.length > 0) return false
  return leaf.texts.every((text) => repeats(text, before))
}

function sameSides(leaves: readonly Leaf[], first: number, second: number): boolean {
  const [a, b] = [leaves[first], leaves[second]]
  if (a === undefined || b === undefined || b.pieces.length === 0) return false
  return alignEdges(sidesOf(a), sidesOf(b), ROW_TOLERANCE).matched === 2
}

/** The same sides, and nearly all edges between them. */
function sameColumns(leaves: readonly Leaf[], first: number, second: number): boolean {
  if (!sameSides(leaves, first, second)) return false
  const [a, b] = [first, second].map((at) => columnEdgesOf(leaves[at]))
  if (a === undefined || b === undefined) return false
  return alignEdges(a, b, ROW_TOLERANCE).matched >= SAME_COLUMNS_SHARE * Math.min(a.length, b.length)
}

function columnEdgesOf(leaf: Leaf | undefined): readonly number[] {
  const edges = leaf?.pieces.flatMap((piece) => [...piece.columnEdges]).sort((a, b) => a - b) ?? []
  return edges.filter((edge, index) => index === 0 || edge - (edges[index - 1] ?? 0) > ROW_TOLERANCE)
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
