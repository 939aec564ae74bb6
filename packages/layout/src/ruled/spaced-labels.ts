/** Labels whose letters are set apart (绩 效 指 标) and that their cell has no room for. */
import type { Glyph } from '@backfile/readers'
import type { Region, RegionGrid } from './regions.ts'

/** Letters of a spaced label stand at most so many ems apart, and their gaps differ by less than this. */
const WIDEST_GAP_EMS = 2
const EVEN_GAP_EMS = 0.12
/** Labels that are distributed over wide cells have their letters no further apart, in ems. */
const WIDEST_LABEL_GAP_EMS = 12

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
    const after = byOrder[place + 1] ?? -1
    if (owners[after] === own && isBehind(glyph, glyphs[after])) continue
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
  return (
    gap > slack &&
    gap < WIDEST_GAP_EMS * previous.size &&
    Math.abs(gap - known) < slack &&
    isLevel(previous, before) &&
    isLevel(previous, next)
  )
}

function isLevel(glyph: Glyph, other: Glyph): boolean {
  return Math.abs(other.box[3] - glyph.box[3]) < 0.2 * glyph.size
}

/** Whether a cell's own text goes on behind its first letter: where labels are distributed, all begin at a border. */
function isBehind(letter: Glyph, next: Glyph | undefined): boolean {
  if (next === undefined) return false
  const gap = next.box[0] - letter.box[2]
  return gap > 0 && gap < WIDEST_LABEL_GAP_EMS * letter.size && isLevel(letter, next)
}

/** Whether a glyph begins at the left border of its cell. */
export function isAtBorder({ box, size }: Pick<Glyph, 'box' | 'size'>, region: Region | undefined): boolean {
  return region !== undefined && Math.abs(box[0] - region.box[0]) <= AT_BORDER_EMS * size
}
