/** Tables without rulings, or with some: found and structured by how their text is aligned. */
import type { Box } from '@backfile/model'
import type { PaintedPage } from '@backfile/readers'
import { holds } from '../geometry.ts'
import { onlyThose } from '../kept-lines.ts'
import type { PageTable } from '../page-table.ts'
import { withoutCharts } from './charts.ts'
import { lanesOf } from './lanes.ts'
import { levelLinesOf, phraseLinesOf } from './phrases.ts'
import { findRegions } from './regions.ts'
import { arrange, tableOf } from './structure.ts'

/** A region's structure, where somebody else says that it is a table. */
const GIVEN_REGION_CONFIDENCE = 0.8

/**
 * Finds the tables of a page that no full grid of rulings shows: unruled ones, those with horizontal rulings
 * only, those with a few vertical ones. Text inside `exclude` (ruled tables, found before) is not looked at.
 * Tables come in reading order. Each has confidence below 1 and the repairs `columns-inferred`, `rows-inferred`.
 */
export function findUnruledTables(page: PaintedPage, exclude: readonly Box[]): readonly PageTable[] {
  const rest = exclude.length === 0 ? page : without(page, exclude)
  const lines = levelLinesOf(rest.glyphs)
  return lanesOf(lines, rest.rulings).flatMap((lane) =>
    findRegions(withoutCharts(phraseLinesOf(lane)), rest).map(({ arrangement, confidence }) =>
      tableOf(arrangement, page.number, confidence),
    ),
  )
}

/** The structure of a table that is known to fill `region`; null where its text has fewer than two columns. */
export function structureInRegion(page: PaintedPage, region: Box): PageTable | null {
  const glyphs = page.glyphs.filter(({ box }) => holds(region, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
  const arrangement = arrange(phraseLinesOf(levelLinesOf(glyphs)), page)
  return arrangement && tableOf(arrangement, page.number, GIVEN_REGION_CONFIDENCE)
}

function without(page: PaintedPage, exclude: readonly Box[]): PaintedPage {
  const isFree = (x: number, y: number): boolean => !exclude.some((box) => holds(box, x, y))
  return {
    ...page,
    glyphs: onlyThose(page.glyphs, ({ box }) => isFree((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)),
    rulings: page.rulings.filter((ruling) =>
      isFree((ruling.x0 + ruling.x1) / 2, (ruling.y0 + ruling.y1) / 2),
    ),
    fills: page.fills.filter(({ box }) => isFree((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)),
  }
}
