/** Labels whose letters are set apart (绩 效 指 标) and that their cell has no room for. */
import type { Glyph } from '@backfile/readers'
import type { Region, RegionGrid } from './regions.ts'

/** Letters of a spaced label stand at most so many ems apart, and their gaps differ by less than this. */
const WIDEST_GAP_EMS = 2
const EVEN_GAP_EMS = 0.12

/** Text set at a border begins within this many ems of it. */
const AT_BORDER_EMS = 0.25

/** Gives letters of such labels that begin at a border back to the cell before it, in `owners`; answers these letters. */
export function takeBackSpilled(
  grid: RegionGrid,
  glyphs: readonly Glyph[],
  byOrder: readonly number[],
  owners: Int32Array,
): readonly number[] {
  const spilled: number[] = []
  for (const [place, index] of byOrder.entries()) {
    const [first, second] = [byOrder[place - 2] ?? -1, byOrder[place - 1] ?? -1]
    const [before, previous, glyph] = [glyphs[first], glyphs[second], glyphs[index]]
    const [owner, own] = [owners[second] ?? -1, owners[index] ?? -1]
    if (before === undefined || previous === undefined || glyph === undefined) continue
    if (owner === own || owner !== owners[first] || !isAtBorder(glyph, grid.regions[own])) continue
    if (!goesOnSpaced(before, previous, glyph)) continue
    owners[index] = owner
    spilled.push(index)
  }
  return spilled
}

/** Whether a letter stands as far behind the one before it as that one behind its own, and apart. */
function goesOnSpaced(before: Glyph, previous: Glyph, next: Glyph): boolean {
  if (before.vertical || previous.vertical || next.vertical) return false
  const [gap, known] = [next.box[0] - previous.box[2], previous.box[0] - before.box[2]]
  const slack = EVEN_GAP_EMS * previous.size
  const level = Math.max(...[before, next].map(({ box }) => Math.abs(box[3] - previous.box[3])))
  return (
    gap > slack &&
    gap < WIDEST_GAP_EMS * previous.size &&
    Math.abs(gap - known) < slack &&
    level < 0.2 * previous.size
  )
}

/** Whether a glyph begins at the left border of its cell. */
export function isAtBorder({ box, size }: Pick<Glyph, 'box' | 'size'>, region: Region | undefined): boolean {
  return region !== undefined && Math.abs(box[0] - region.box[0]) <= AT_BORDER_EMS * size
}
