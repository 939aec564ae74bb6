/** Tables that rulings draw: each set of touching lines that holds text in cells. */
import type { Box } from '@backfile/model'
import type { Glyph, PaintedPage } from '@backfile/readers'
import { encloses, firstAtLeast, heightOf, holds, overlap, widthOf } from '../geometry.ts'
import type { PageCell, PageTable } from '../page-table.ts'
import type { Repair } from '../table.ts'
import { assembleLines, WHOLE } from '../text-lines.ts'
import { type CellGlyphs, glyphsByRegion, isSeenBeyondBorder } from './cell-glyphs.ts'
import { type LineSet, reachOf, touchingLines } from './lines.ts'
import { looseOutline, type Outline, withLooseColumns, withLooseRows } from './loose-lines.ts'
import { type RegionGrid, regionsOf } from './regions.ts'

export interface RuledTables {
  readonly tables: readonly PageTable[]
  /** Where lines draw boxes and arrows; what stands in them is neither a table's nor among the `rest`. */
  readonly drawings: readonly Box[]
  /** What lines of one direction alone draw, or lines around no text, where there are no such tables: other pages tell whether it is a sheet's. */
  readonly outline: PageTable | null
  /** The page's glyphs that stand in none of them, or only in a frame (a table of one cell). */
  readonly rest: readonly Glyph[]
  /** The rulings are so many that they can only be a drawing: none was looked at. */
  readonly tooDense: boolean
}

/** Share of what is seen of a glyph that stands in an area, if it is counted there. */
const MOSTLY = 0.8

/** A border around tables makes no more cells than this. */
const MOST_BORDER_CELLS = 6

/** A page number and a running title have no more glyphs than this. */
const FURNITURE_GLYPHS = 40

/** Confidence of a cell whose shape was mended because a line is missing. */
const MENDED = 0.7
/** Confidence of a cell to which text was given that flows over its border. */
const OVERFLOWING = 0.85

/** The ruled tables of a page, from the top down. `em` is the usual font size of its text. */
export function findRuledTables(page: PaintedPage, em: number): RuledTables {
  const nothing = { tables: [], drawings: [], outline: null, rest: page.glyphs }
  if (page.rulings.length === 0) return { ...nothing, tooDense: false }
  const lines = touchingLines(page.rulings, em)
  if (lines === null) return { ...nothing, tooDense: true }
  const byHeight = Array.from(page.glyphs).sort((a, b) => middle(a) - middle(b))
  const heights = Float64Array.from(byHeight, middle)
  const owners = new Map<number, LineSet>()
  const placesIn = (grid: RegionGrid, members: readonly LineSet[]): readonly number[] => {
    const box = boxOf(grid)
    const places: number[] = []
    for (let at = firstAtLeast(heights, box[1] - em); at < byHeight.length; at += 1) {
      const glyph = byHeight[at]
      if (glyph === undefined || middle(glyph) > box[3] + em) break
      const owner = owners.get(at)
      if (owner !== undefined && !members.includes(owner)) continue
      if (standsIn(box, glyph) && !isSeenBeyondBorder(grid, glyph)) places.push(at)
    }
    return places
  }
  const hasText = (area: Box): boolean => {
    for (let at = firstAtLeast(heights, area[1] - em); at < byHeight.length; at += 1) {
      const glyph = byHeight[at]
      if (glyph === undefined || middle(glyph) > area[3] + em) return false
      if (holds(area, (glyph.box[0] + glyph.box[2]) / 2, middle(glyph)) || isSeenIn(area, glyph)) return true
    }
    return false
  }
  const cellsAt = (grid: RegionGrid, places: readonly number[]): readonly CellGlyphs[] =>
    glyphsByRegion(
      grid,
      places.flatMap((at) => byHeight[at] ?? []),
    )

  // A table within a cell of another is smaller, so it takes its glyphs first.
  // Sets that enclose nothing, as a row's border with what the page shows of the next one's sides.
  const flat: LineSet[] = []
  const drawn = lines.sets
    .flatMap((touching): readonly Drawn[] => {
      const set = withLooseColumns(touching, lines.loose, em)
      const grid = regionsOf(set, em, hasText)
      if (grid !== null) return [{ set, grid }]
      flat.push(touching)
      return []
    })
    .sort((a, b) => areaOf(a.grid) - areaOf(b.grid) || above(boxOf(a.grid), boxOf(b.grid)))
  const grids = drawn.map(({ grid }) => grid)
  const sets = [...drawn.map(({ set }) => set), ...flat]
  const found: { readonly set: LineSet; readonly table: PageTable }[] = []
  const drawings: Box[] = []
  for (const { set, grid } of drawn) {
    const places = placesIn(grid, [])
    const cells = cellsAt(grid, places)
    const tables = found.map(({ table }) => table)
    if (!(grid.regions.length === 1 ? isFrame(grid, grids, tables, em) : isTable(grid, cells, em))) continue
    if (isDrawing(grid, cells)) drawings.push(boxOf(grid))
    else found.push({ set, table: tableOf(page.number, grid, cells) })
    if (grid.regions.length > 1) for (const place of places) owners.set(place, set)
  }
  const widened = (set: LineSet): Widened | null => {
    const wide = withLooseRows(set, sets, lines.loose, em)
    const grid = wide === null ? null : regionsOf(wide.set, em, hasText)
    return wide === null || grid === null ? null : { grid, members: wide.members }
  }
  const tables = found.map(({ set, table }): PageTable => {
    const wide = widened(set)
    if (wide === null) return table
    return {
      ...table,
      wider: tableOf(page.number, wide.grid, cellsAt(wide.grid, placesIn(wide.grid, wide.members))),
    }
  })
  const rest = owners.size === 0 ? page.glyphs : byHeight.filter((_, index) => !owners.has(index))
  const kept = withoutFrames(tables, rest.length, em).sort((a, b) => above(a.box, b.box))
  const outline = (): PageTable | null => {
    if (kept.length > 0) return null
    const [wider] = tables.flatMap((table) => table.wider ?? [])
    if (wider !== undefined) return wider
    const loose = looseOutline(lines.loose, em)
    const last = drawn.at(-1)
    const empty = last === undefined ? null : (widened(last.set)?.grid ?? last.grid)
    const grid = loose === null ? empty : regionsOf(loose.set, em, hasText)
    return grid === null ? null : outlineOf(page.number, grid, loose, cellsAt(grid, placesIn(grid, [])))
  }
  return {
    tables: kept,
    drawings,
    outline: outline(),
    rest,
    tooDense: false,
  }
}

/** No line closes the cells at the ends of lines of one direction: the sheet goes on there. */
function outlineOf(
  page: number,
  grid: RegionGrid,
  outline: Outline | null,
  cells: readonly CellGlyphs[],
): PageTable {
  const table = tableOf(page, grid, cells)
  if (outline === null) return table
  const { direction } = outline
  const ends = direction === 'level' ? { left: true, right: true } : { top: true, bottom: true }
  return {
    ...table,
    method: 'partly-ruled',
    cells: table.cells.map((cell) => ({ ...cell, open: { ...cell.open, ...ends } })),
  }
}

interface Drawn {
  readonly set: LineSet
  readonly grid: RegionGrid
}

/** A set with all that stands below one another and is just as wide: `members` are the sets of which it consists. */
interface Widened {
  readonly grid: RegionGrid
  readonly members: readonly LineSet[]
}

function above(a: Box, b: Box): number {
  return a[1] - b[1] || a[0] - b[0]
}

function middle(glyph: Glyph): number {
  return (glyph.box[1] + glyph.box[3]) / 2
}

/** Whether what a clip leaves of a glyph is, for the most part, in an area. */
function isSeenIn(area: Box, { box, visible }: Glyph): boolean {
  if (visible >= WHOLE) return false
  const within = overlap(box[0], box[2], area[0], area[2]) * overlap(box[1], box[3], area[1], area[3])
  return within > MOSTLY * visible * widthOf(box) * heightOf(box)
}

/** The glyph's centre is in the box, or, of a glyph that a clip cut, some of it. */
function standsIn(box: Box, glyph: Glyph): boolean {
  const [x0, y0, x1, y1] = glyph.box
  if (holds(box, (x0 + x1) / 2, (y0 + y1) / 2)) return true
  if (glyph.visible >= WHOLE) return false
  return x1 > box[0] && x0 < box[2] && y1 > box[1] && y0 < box[3]
}

/**
 * A frame around text alone may be what a page shows of one wide or high cell; joining pages tells. It neither holds
 * a table nor stands in one, as a box to tick does.
 */
function isFrame(
  grid: RegionGrid,
  grids: readonly RegionGrid[],
  inner: readonly PageTable[],
  em: number,
): boolean {
  const box = boxOf(grid)
  if (widthOf(box) < em || heightOf(box) < em) return false
  const slack = reachOf(em)
  if (inner.some((table) => encloses(box, table.box, slack))) return false
  return !grids.some((other) => other !== grid && encloses(boxOf(other), box, slack))
}

/** At least one cell with text, in cells that are large enough to hold any. */
function isTable(grid: RegionGrid, cells: readonly CellGlyphs[], em: number): boolean {
  if (grid.regions.length < 2 || !cells.some((cell) => cell.glyphs.length > 0)) return false
  const roomy = grid.regions.filter(({ box }) => widthOf(box) > em * 0.5 && heightOf(box) > em * 0.5)
  return roomy.length >= 2
}

/**
 * Lines that leave so large a share of shapes that are no rectangles are boxes with arrows between them; fewer do where
 * few cells hold text. Tables have hardly any: a line that is missing makes one.
 */
const ODD_SHAPES = 0.6
const ODD_SHAPES_OF_FEW_TEXTS = 0.25
const FEW_TEXTS = 0.65

function isDrawing({ regions }: RegionGrid, cells: readonly CellGlyphs[]): boolean {
  const odd = regions.filter(({ mended }) => mended).length
  const held = cells.filter(({ glyphs }) => glyphs.length > 0).length
  const areFew = held <= regions.length * FEW_TEXTS
  return odd >= regions.length * (areFew ? ODD_SHAPES_OF_FEW_TEXTS : ODD_SHAPES)
}

function tableOf(page: number, grid: RegionGrid, cells: readonly CellGlyphs[]): PageTable {
  const repairs: Repair[] = []
  const pageCells = grid.regions.map((region, index): PageCell => {
    const glyphs = cells[index]
    const { row, column, rowSpan, columnSpan, box, open } = region
    const lines = assembleLines(glyphs?.glyphs ?? [])
    const confidence = Math.min(
      region.mended && lines.length > 0 ? MENDED : 1,
      glyphs?.overflowing === true ? OVERFLOWING : 1,
    )
    if (region.mended && lines.length > 0) {
      repairs.push({
        kind: 'span-inferred',
        message: {
          zh: `第 ${page} 页表格缺少框线，此单元格的范围是推断的`,
          en: `A line is missing in a table on page ${page}: the extent of this cell is inferred`,
        },
        confidence: MENDED,
        locators: [{ page, bbox: box }],
        cells: [[row, column]],
      })
    }
    const cell = { row, column, rowSpan, columnSpan, box, lines, open }
    return confidence < 1 ? { ...cell, confidence } : cell
  })
  const openSides = grid.regions.some(({ open }) => open.left || open.right || open.top || open.bottom)
  return {
    page,
    box: boxOf(grid),
    method: openSides ? 'partly-ruled' : 'ruled',
    columnEdges: grid.columnEdges,
    rowEdges: grid.rowEdges,
    cells: pageCells,
    confidence: 1,
    repairs,
  }
}

/**
 * Without the border of the page or of a group of tables: few cells, which hold whole other tables and no text. An empty
 * frame stays where it is all that a page shows: the blank end of a merged cell.
 */
function withoutFrames(tables: readonly PageTable[], glyphsOutside: number, em: number): PageTable[] {
  return tables.filter((table) => {
    if (table.cells.length > MOST_BORDER_CELLS || table.cells.some((cell) => cell.lines.length > 0))
      return true
    if (table.cells.length === 1) return tables.length === 1 && glyphsOutside <= FURNITURE_GLYPHS
    return !tables.some((other) => other !== table && encloses(table.box, other.box, reachOf(em)))
  })
}

function boxOf(grid: RegionGrid): Box {
  return [
    grid.columnEdges[0] ?? 0,
    grid.rowEdges[0] ?? 0,
    grid.columnEdges.at(-1) ?? 0,
    grid.rowEdges.at(-1) ?? 0,
  ]
}

function areaOf(grid: RegionGrid): number {
  const box = boxOf(grid)
  return widthOf(box) * heightOf(box)
}
