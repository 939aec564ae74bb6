/** One page, from its marks to its tables and the text between them. */
import type { Box, Doubt } from '@backfile/model'
import type { PaintedPage } from '@backfile/readers'
import { holds, meet } from './geometry.ts'
import { linesAmong, onlyThose } from './kept-lines.ts'
import type { PageLayout, PageTable } from './page-table.ts'
import { findRuledTables, type RuledTables } from './ruled/index.ts'
import { withoutSheetHeadings } from './sheet-headings.ts'
import { turnedUpright, turnOf } from './turn.ts'
import { withoutDrawings } from './unruled/charts.ts'
import { withFragments } from './unruled/fragments.ts'
import { levelRuledRegions, withInferredColumns } from './unruled/level-ruled.ts'
import { isOfChart, isOnChart, paintedCharts } from './unruled/painted-charts.ts'
import { levelLinesOf, phraseLinesOf } from './unruled/phrases.ts'
import { partedByText } from './unruled/under-ruled.ts'
import { usualSize } from './usual-size.ts'

/** The em of a page without text, in points. */
const USUAL_EM = 10

/** A glyph of which a page shows no more than this share cannot be read there. */
const SLIVER = 0.2

/** Lays out one page: ruled tables first, then what alignment shows in the rest, then lines of text. */
export function layOutPage(seen: PaintedPage): PageLayout {
  const turn = turnOf(seen)
  const page = turnedUpright(seen, turn)
  const { level, ruled } = ruledTablesOf(page)
  const sets = ruled.tables.filter((table) => table.cells.length > 1)
  const charts = paintedCharts(page)
  const drawn = withoutDrawings(
    sets.filter((set) => !isOnChart(set, charts)),
    () => phraseLinesOf(levelLinesOf(ruled.rest)),
  )
  const drawings = drawn.length === sets.length ? [] : sets.filter((set) => !drawn.includes(set))
  const framed = ruled.tables.filter((table) => table.cells.length === 1)
  const rest = onlyThose(ruled.rest, (glyph) => !inAny(drawings, glyph.box) && !isOfChart(glyph, charts))
  const { whole, aligned } = withFragments(page, drawn, rest)
  const grids = whole.flatMap((table) =>
    level.some(({ box }) => meet(box, table.box)) ? [withInferredColumns(table)] : partedByText(page, table),
  )
  // A frame that has a table without rulings inside is the border of that table.
  const frames = framed.filter((frame) => !aligned.some((table) => meet(frame.box, table.box)))
  const tables = [...grids, ...aligned, ...frames].sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0])
  const taken = [...aligned, ...frames]
  // What a cut leaves of a glyph beyond the tables is on the page beside it.
  const areDrawn = drawings.length > 0 || ruled.drawings.length > 0
  const untaken = !areDrawn ? ruled.rest : page.glyphs.filter(({ box }) => !inAny([...grids, ...frames], box))
  const outside = linesAmong(untaken, ({ box, visible }) => visible > SLIVER && !inAny(taken, box))
  return {
    page: page.number,
    width: page.width,
    height: page.height,
    tables: tables.map(withoutSheetHeadings),
    outline: ruled.outline,
    texts: outside.map((line) => ({ page: page.number, line })),
    turn,
    doubts: ruled.tooDense ? [...page.doubts, drawing(page.number)] : page.doubts,
  }
}

/** What lines of one direction draw on a page that stands upright, where no table is drawn: `PageLayout.outline`. */
export function outlineOf(page: PaintedPage): PageTable | null {
  return page.rulings.length === 0 ? null : ruledTablesOf(page).ruled.outline
}

function ruledTablesOf(page: PaintedPage): {
  readonly level: ReturnType<typeof levelRuledRegions>
  readonly ruled: RuledTables
} {
  const em = usualSize(page.glyphs) ?? USUAL_EM
  const level = levelRuledRegions(page)
  const rulings = [...page.rulings, ...level.flatMap(({ uprights }) => uprights)]
  return { level, ruled: findRuledTables({ ...page, rulings }, em) }
}

function inAny(tables: readonly PageTable[], [x0, y0, x1, y1]: Box): boolean {
  return tables.some((table) => holds(table.box, (x0 + x1) / 2, (y0 + y1) / 2))
}

function drawing(page: number): Doubt {
  return {
    check: 'layout/too-many-rulings',
    severity: 'warning',
    message: {
      zh: `第 ${page} 页的线条过多，按图形处理：表格按文字对齐推断，请对照原件`,
      en: `Page ${page} has too many lines to be a table's: its tables were inferred from the text's alignment. Compare them with the original.`,
    },
    subjects: ['source'],
    expected: null,
    actual: null,
    locators: [{ page, bbox: [0, 0, 0, 0] }],
  }
}
