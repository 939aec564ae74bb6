/** Which cell each glyph of a ruled table belongs to. */
import type { Box } from '@backfile/model'
import type { Glyph } from '@backfile/readers'
import { overlap, slotOf, widthOf } from '../geometry.ts'
import { WHOLE } from '../text-lines.ts'
import type { Region, RegionGrid } from './regions.ts'
import { isAtBorder, takeBackSpilled } from './spaced-labels.ts'

/** The glyphs of one cell; `overflowing` where some were painted beyond its borders. */
export interface CellGlyphs {
  readonly glyphs: Glyph[]
  overflowing: boolean
}

/** A glyph is cut by a border where at least this share of its width lies on either side. */
const STRADDLE_SHARE = 0.2

/**
 * Glyphs of one run of text adjoin: a gap of less than this many ems cannot be the padding of two cells, which is
 * some two points at each side of a border.
 */
const RUN_GAP_EMS = 0.08

/** Lines of one cell that are set at its border begin within this many ems of each other. */
const SAME_START_EMS = 0.05

/** Text set at a border starts within this many ems of it. */
const PADDING_EMS = 1

/** Shares of a glyph are measured this well. */
const CLIP_SLACK = 0.05

/** Of a glyph that belongs to another page, this one shows less than this share. */
const SLIVER = 0.4

/** Of a glyph that is shown in less than this share, another page shows more. */
const HALF = 0.5

/** Glyphs of one text are no further apart than this many ems. */
const NEIGHBOUR_EMS = 1

/** Glyphs of one line overlap by less than this share of their width. */
const OVERLAP_SHARE = 0.15

/**
 * The glyphs of each region, by the glyph's centre; a glyph that a clip cut belongs where the visible share fits, and a
 * run of text that flows over a border stays together, in the cell at whose border it is set.
 */
export function glyphsByRegion(grid: RegionGrid, glyphs: readonly Glyph[]): readonly CellGlyphs[] {
  const cells = grid.regions.map((): CellGlyphs => ({ glyphs: [], overflowing: false }))
  const owners = new Int32Array(glyphs.length)
  let straddles = false
  for (const [index, glyph] of glyphs.entries()) {
    const owner = ownerOf(grid, glyph)
    owners[index] = owner
    const region = grid.regions[owner]
    if (region !== undefined && straddlesSide(region.box, glyph)) straddles = true
  }
  const byOrder = Array.from(glyphs.keys()).sort((a, b) => (glyphs[a]?.order ?? 0) - (glyphs[b]?.order ?? 0))
  keepCutWithNeighbours(grid, glyphs, byOrder, owners)
  const spilled = takeBackSpilled(grid, glyphs, byOrder, owners)
  const runs = straddles ? keepRunsTogether(grid, glyphs, byOrder, owners) : []
  const overflowing = new Set([...spilled, ...runs])
  for (const [index, glyph] of glyphs.entries()) {
    const cell = cells[owners[index] ?? -1]
    cell?.glyphs.push(glyph)
    if (cell !== undefined && overflowing.has(index)) cell.overflowing = true
  }
  return cells.map((cell, index) => ({ ...cell, glyphs: withoutIntruders(cell.glyphs, grid.regions[index]) }))
}

/**
 * Whether a clip leaves of a glyph just what stands above or below the table, beyond a border that closes the cell
 * there: a running title or page number over which the table was printed.
 */
export function isSeenBeyondBorder(grid: RegionGrid, { box, visible }: Glyph): boolean {
  if (visible >= WHOLE) return false
  const [top, bottom] = [grid.rowEdges[0] ?? 0, grid.rowEdges.at(-1) ?? 0]
  const beyond = Math.max(top - box[1], box[3] - bottom) / Math.max(1e-6, box[3] - box[1])
  if (beyond <= 0 || Math.abs(beyond - visible) > CLIP_SLACK) return false
  // Half of it on either side tells nothing, but a page break often runs through the middle of a merged label.
  if (Math.abs(1 - beyond - visible) <= CLIP_SLACK) return false
  const region = grid.regions[regionAt(grid, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)]
  return region !== undefined && !(box[1] < top ? region.open.top : region.open.bottom)
}

/**
 * Without what a page shows of glyphs that stand in the next cell, which is on another page: slivers that lie over glyphs
 * of this cell, or for the most part beyond a border that closes it, and halves of glyphs there that adjoin no text of the cell.
 */
function withoutIntruders(glyphs: Glyph[], region: Region | undefined): Glyph[] {
  const cut = glyphs.filter(({ visible }) => visible < WHOLE)
  if (cut.length === 0 || region === undefined) return glyphs
  const beyond = cut.filter((glyph) => liesBeyondBorder(glyph, region))
  const intruders = new Set([
    ...cut.filter(
      (glyph) =>
        glyph.visible < SLIVER && (beyond.includes(glyph) || glyphs.some((other) => liesUnder(other, glyph))),
    ),
    ...beyond
      .filter(({ visible }) => visible < HALF)
      .filter((glyph) => !glyphs.some((other) => !beyond.includes(other) && adjoins(other, glyph))),
  ])
  return intruders.size === 0 ? glyphs : glyphs.filter((glyph) => !intruders.has(glyph))
}

/** Whether two glyphs may be neighbours in one text. */
function adjoins({ box, size }: Glyph, other: Glyph): boolean {
  const gap = Math.max(box[0], other.box[0]) - Math.min(box[2], other.box[2])
  return gap < size * NEIGHBOUR_EMS && overlap(box[1], box[3], other.box[1], other.box[3]) > 0
}

function liesBeyondBorder({ box }: Glyph, { box: cell, open }: Region): boolean {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return (
    (!open.left && x < cell[0]) ||
    (!open.right && x > cell[2]) ||
    (!open.top && y < cell[1]) ||
    (!open.bottom && y > cell[3])
  )
}

function liesUnder(glyph: Glyph, sliver: Glyph): boolean {
  const [x0, y0, x1, y1] = sliver.box
  const across = overlap(x0, x1, glyph.box[0], glyph.box[2])
  const down = overlap(y0, y1, glyph.box[1], glyph.box[3])
  return glyph.visible > SLIVER && across > OVERLAP_SHARE * widthOf(sliver.box) && down > (y1 - y0) / 2
}

function ownerOf(grid: RegionGrid, glyph: Glyph): number {
  const [x0, y0, x1, y1] = glyph.box
  const central = regionAt(grid, (x0 + x1) / 2, (y0 + y1) / 2)
  if (glyph.visible >= WHOLE) return central
  const candidates = [central, regionAt(grid, x0, (y0 + y1) / 2), regionAt(grid, x1, (y0 + y1) / 2)]
  candidates.push(regionAt(grid, (x0 + x1) / 2, y0), regionAt(grid, (x0 + x1) / 2, y1))
  let best = central
  let least = misfit(grid.regions[central], glyph)
  for (const candidate of candidates) {
    const value = misfit(grid.regions[candidate], glyph)
    if (value < least - 0.05) {
      best = candidate
      least = value
    }
  }
  return best
}

/**
 * Gives a glyph that a clip cut at a border, half of it on either side, to the cell of the whole glyph that it adjoins in
 * its text: what is shown fits both cells then.
 */
function keepCutWithNeighbours(
  grid: RegionGrid,
  glyphs: readonly Glyph[],
  byOrder: readonly number[],
  owners: Int32Array,
): void {
  for (const [place, index] of byOrder.entries()) {
    const glyph = glyphs[index]
    if (glyph === undefined || glyph.visible >= WHOLE) continue
    const own = misfit(grid.regions[owners[index] ?? -1], glyph)
    const [before, after] = [byOrder[place - 1] ?? -1, byOrder[place + 1] ?? -1]
    const [previous, next] = [glyphs[before], glyphs[after]]
    const beside = [
      ...(previous && previous.visible >= WHOLE && adjoin(previous, glyph) ? [owners[before] ?? -1] : []),
      ...(next && next.visible >= WHOLE && adjoin(glyph, next) ? [owners[after] ?? -1] : []),
    ]
    const [owner] = beside
    if (owner === undefined || beside.some((other) => other !== owner)) continue
    if (Math.abs(misfit(grid.regions[owner], glyph) - own) < CLIP_SLACK) owners[index] = owner
  }
}

/** How far the share of the glyph inside the region is from the share that is visible. */
function misfit(region: Region | undefined, glyph: Glyph): number {
  if (region === undefined) return 1
  const [x0, y0, x1, y1] = glyph.box
  const area = (x1 - x0) * (y1 - y0)
  if (area <= 0) return 1
  const inside = overlap(x0, x1, region.box[0], region.box[2]) * overlap(y0, y1, region.box[1], region.box[3])
  return Math.abs(inside / area - glyph.visible)
}

function regionAt(grid: RegionGrid, x: number, y: number): number {
  const columns = grid.columnEdges.length - 1
  const rows = grid.rowEdges.length - 1
  const column = Math.min(columns - 1, Math.max(0, slotOf(grid.columnEdges, x)))
  const row = Math.min(rows - 1, Math.max(0, slotOf(grid.rowEdges, y)))
  return grid.regionOf[row * columns + column] ?? -1
}

function straddlesSide(box: Box, glyph: Glyph): boolean {
  const beyond = Math.max(box[0] - glyph.box[0], glyph.box[2] - box[2])
  return beyond > STRADDLE_SHARE * widthOf(glyph.box)
}

/** Gives each run with a glyph on a border to one cell; answers the glyphs of such runs. */
function keepRunsTogether(
  grid: RegionGrid,
  glyphs: readonly Glyph[],
  byOrder: readonly number[],
  owners: Int32Array,
): Set<number> {
  const overflowing = new Set<number>()
  const starts = startsByRegion(glyphs, byOrder, owners)
  let run: number[] = []
  const close = (): void => {
    const cut = run.some((index) => {
      const glyph = glyphs[index]
      const region = grid.regions[owners[index] ?? -1]
      return (
        glyph !== undefined &&
        region !== undefined &&
        glyph.visible >= WHOLE &&
        straddlesSide(region.box, glyph)
      )
    })
    if (cut) {
      const owner = ownerOfRun(grid, run, glyphs, owners)
      for (const index of run) {
        if (owners[index] !== owner) overflowing.add(index)
        owners[index] = owner
      }
    }
    run = []
  }
  for (const index of byOrder) {
    const glyph = glyphs[index]
    const previous = glyphs[run.at(-1) ?? -1]
    if (glyph === undefined) continue
    const owner = owners[index] ?? -1
    const isInNext = owner !== owners[run.at(-1) ?? -1]
    if (previous !== undefined && !adjoin(previous, glyph)) close()
    else if (isInNext && beginsLine(glyph, grid.regions[owner], starts.get(owner) ?? [])) close()
    run.push(index)
  }
  close()
  return overflowing
}

/** The first glyphs of the runs in each region. */
function startsByRegion(
  glyphs: readonly Glyph[],
  byOrder: readonly number[],
  owners: Int32Array,
): ReadonlyMap<number, readonly Glyph[]> {
  const starts = new Map<number, Glyph[]>()
  for (const [place, index] of byOrder.entries()) {
    const glyph = glyphs[index]
    const previous = glyphs[byOrder[place - 1] ?? -1]
    if (glyph === undefined || (previous !== undefined && adjoin(previous, glyph))) continue
    const owner = owners[index] ?? -1
    const known = starts.get(owner)
    if (known === undefined) starts.set(owner, [glyph])
    else known.push(glyph)
  }
  return starts
}

/**
 * Whether a glyph that adjoins the text of the cell before it is the first of a line of its own cell: it stands at the
 * border, where other lines of the cell begin.
 */
function beginsLine({ box, size }: Glyph, region: Region | undefined, starts: readonly Glyph[]): boolean {
  if (region === undefined || !isAtBorder({ box, size }, region)) return false
  return starts.some(
    (start) =>
      Math.abs(start.box[0] - box[0]) < SAME_START_EMS * size && Math.abs(start.box[3] - box[3]) > size / 2,
  )
}

function adjoin(previous: Glyph, next: Glyph): boolean {
  const gap = next.box[0] - previous.box[2]
  const level = Math.abs(next.box[3] - previous.box[3]) < 0.2 * previous.size
  return level && Math.abs(gap) < RUN_GAP_EMS * previous.size && !previous.vertical && !next.vertical
}

function ownerOfRun(
  grid: RegionGrid,
  run: readonly number[],
  glyphs: readonly Glyph[],
  owners: Int32Array,
): number {
  const first = run[0] ?? -1
  const last = run.at(-1) ?? -1
  const start = glyphs[first]
  const end = glyphs[last]
  const firstOwner = owners[first] ?? -1
  const lastOwner = owners[last] ?? -1
  const padding = PADDING_EMS * (start?.size ?? 0)
  const startGap = (start?.box[0] ?? 0) - (grid.regions[firstOwner]?.box[0] ?? 0)
  const endGap = (grid.regions[lastOwner]?.box[2] ?? 0) - (end?.box[2] ?? 0)
  const setAtStart = startGap >= 0 && startGap < padding
  const setAtEnd = endGap >= 0 && endGap < padding
  if (setAtStart && (!setAtEnd || startGap <= endGap)) return firstOwner
  if (setAtEnd) return lastOwner
  const shares = new Map<number, number>()
  for (const index of run) {
    const owner = owners[index] ?? -1
    shares.set(owner, (shares.get(owner) ?? 0) + widthOf(glyphs[index]?.box ?? [0, 0, 0, 0]))
  }
  return [...shares].sort((a, b) => b[1] - a[1])[0]?.[0] ?? firstOwner
}
