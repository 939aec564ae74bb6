/** The table in a region of a page that somebody points at. */
import type { Box } from '@backfile/model'
import type { PaintedPage } from '@backfile/readers'
import { holds } from './geometry.ts'
import { layOutPage } from './page-layout.ts'
import type { PageLayout } from './page-table.ts'
import { turnedUpright, turnOf } from './turn.ts'
import { structureInRegion } from './unruled/index.ts'

/** A table with this share of the region's glyphs is all that the region holds. */
const WHOLE_SHARE = 0.9

/**
 * Lays out what stands in `region` (points of the seen page, from its top left corner) as one table: the one that is
 * found there, or, where that leaves much of the text out, the region's lines put into columns and rows.
 */
export function layOutRegion(seen: PaintedPage, region: Box): PageLayout {
  const page = within(seen, region)
  const layout = layOutPage(page)
  const turn = turnOf(page)
  const upright = turnedUpright(page, turn)
  const [only] = layout.tables
  if (only && layout.tables.length === 1) {
    const held = upright.glyphs.filter(({ box }) => holdsCentre(only.box, box)).length
    if (held >= upright.glyphs.length * WHOLE_SHARE) return layout
  }
  const table = structureInRegion(upright, [0, 0, upright.width, upright.height])
  return table === null ? layout : { ...layout, tables: [table], texts: [] }
}

function within(page: PaintedPage, region: Box): PaintedPage {
  return {
    ...page,
    glyphs: page.glyphs.filter(({ box }) => holdsCentre(region, box)),
    rulings: page.rulings.filter(({ x0, y0, x1, y1 }) => holdsCentre(widened(region), [x0, y0, x1, y1])),
    fills: page.fills.filter(({ box }) => holdsCentre(region, box)),
    pictures: page.pictures.filter((box) => holdsCentre(region, box)),
    traces: (page.traces ?? []).filter((box) => holdsCentre(region, box)),
  }
}

/** A region drawn along a table's border takes the border in. */
function widened([x0, y0, x1, y1]: Box): Box {
  return [x0 - BORDER, y0 - BORDER, x1 + BORDER, y1 + BORDER]
}

/** In points. */
const BORDER = 2

function holdsCentre(region: Box, [x0, y0, x1, y1]: Box): boolean {
  return holds(region, (x0 + x1) / 2, (y0 + y1) / 2)
}
