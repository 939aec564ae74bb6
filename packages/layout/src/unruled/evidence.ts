/** What a page's rulings and shading say of the columns and rows of a region. */
import type { Fill, Ruling } from '@backfile/readers'
import { overlap } from '../geometry.ts'
import type { PhraseLine } from './phrases.ts'
import type { HardBoundary } from './placed.ts'

/** The rulings that reach into a region. */
export function rulingsWithin(
  rulings: readonly Ruling[],
  left: number,
  top: number,
  right: number,
  bottom: number,
): Ruling[] {
  return rulings.filter((ruling) => isWithin(ruling, left, top, right, bottom))
}

/** Rulings of the region that cross nearly all of it, or shading's edges that do, top to bottom. */
export function wideRules(rulings: readonly Ruling[], left: number, right: number): number[] {
  const levels: { y: number; covered: number }[] = []
  const level = rulings.filter((ruling) => Math.abs(ruling.y1 - ruling.y0) < 0.5)
  for (const ruling of [...level].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0)) {
    const covered = overlap(ruling.x0, ruling.x1, left, right)
    const last = levels.at(-1)
    if (last && ruling.y0 - last.y < 2) last.covered += covered
    else levels.push({ y: ruling.y0, covered })
  }
  return levels.filter(({ covered }) => covered >= (right - left) * 0.8).map(({ y }) => y)
}

/** Vertical rulings that part columns through at least half of the region, inside its text. */
export function hardBoundaries(
  rulings: readonly Ruling[],
  left: number,
  right: number,
  lines: readonly PhraseLine[],
): HardBoundary[] {
  const upright = rulings.filter((ruling) => Math.abs(ruling.x0 - ruling.x1) < 0.5)
  const [top, bottom] = [lines[0]?.top ?? 0, lines.at(-1)?.bottom ?? 0]
  const groups: { at: number; covered: number; pieces: [number, number][] }[] = []
  for (const ruling of [...upright].sort((a, b) => a.x0 - b.x0)) {
    const covered = overlap(ruling.y0, ruling.y1, top, bottom)
    const last = groups.at(-1)
    if (last && ruling.x0 - last.at < 2) {
      last.covered += covered
      last.pieces.push([ruling.y0, ruling.y1])
    } else groups.push({ at: ruling.x0, covered, pieces: [[ruling.y0, ruling.y1]] })
  }
  return groups.filter(
    ({ at, covered }) => covered >= (bottom - top) * 0.5 && at > left + 1 && at < right - 1,
  )
}

/** Edges of shading behind whole rows: as good as rulings. */
export function shadingCuts(
  fills: readonly Fill[],
  left: number,
  right: number,
  top: number,
  bottom: number,
): number[] {
  return fills
    .filter(({ box, colour }) => {
      const isRow = box[3] - box[1] > 4 && overlap(box[0], box[2], left, right) >= (right - left) * 0.8
      return isRow && colour.toLowerCase() !== '#ffffff' && box[1] > top && box[3] < bottom
    })
    .flatMap(({ box }) => [box[1], box[3]])
}

function isWithin(ruling: Ruling, left: number, top: number, right: number, bottom: number): boolean {
  const isAcross =
    overlap(ruling.x0, ruling.x1, left, right) > 0 ||
    (ruling.x0 === ruling.x1 && ruling.x0 > left && ruling.x0 < right)
  return isAcross && ruling.y1 >= top && ruling.y0 <= bottom
}
