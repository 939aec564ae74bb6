/** A page's picture with what reading and layout saw of it drawn over: words, rulings, cells, joined tables. */
import { joinPages, type PageLayout, type Table, type Word } from '@backfile/layout'
import type { Box } from '@backfile/model'
import { drawOver, type PaintedPage, renderPage, type Shape } from '@backfile/readers'
import { say } from '../terminal.ts'
import { withLegend } from './legend.ts'

/** Enough to read the characters, small enough to look at a page at once. */
const DPI = 120

const POINTS_PER_INCH = 72

/** How far inside their box the page's cells and the joined cells are drawn, in points, so that all lines are seen. */
const INSETS = { pageCell: 0.9, joined: 2.2 } as const

/** From a cell's upper edge down to the foot of its label, in points. */
const LABEL_BELOW = 9

/** Below this confidence a joined cell is drawn as doubtful. */
const DOUBTFUL = 0.9

const colours = {
  word: '#2f80ed',
  ruling: '#e02020',
  pageCell: '#12a150',
  joined: '#8a2be2',
  doubtful: '#f59e0b',
} as const

/** A PNG of the page. `tables` are the joined tables of the whole document. */
export async function drawPage(
  bytes: Uint8Array,
  page: PaintedPage,
  layout: PageLayout,
  tables: readonly Table[],
): Promise<Uint8Array> {
  const { png } = await renderPage(bytes, page.number, DPI)
  const shapes = [
    ...wordShapes(page, layout),
    ...pageCellShapes(layout),
    ...rulingShapes(page),
    ...joinedShapes(layout, tables),
  ]
  return withLegend(await drawOver(png, shapes, DPI / POINTS_PER_INCH), [
    { colour: colours.word, text: say({ zh: '词', en: 'words' }) },
    { colour: colours.ruling, text: say({ zh: '线', en: 'rulings' }) },
    { colour: colours.pageCell, text: say({ zh: '本页单元格', en: "the page's cells" }) },
    {
      colour: colours.joined,
      text: say({ zh: '拼接后的单元格（表.行.列）', en: 'joined cells (table.row.column)' }),
    },
    { colour: colours.doubtful, text: say({ zh: '把握不大', en: 'less sure' }) },
  ])
}

/**
 * Layout's boxes are those of the page turned upright: of a turned page the glyphs are shown, which are not. So they are
 * of a page that was not laid out by itself.
 */
function wordShapes(page: PaintedPage, layout: PageLayout): Shape[] {
  const words = layout.turn === 0 ? wordsOf(layout) : []
  const boxes = (words.length > 0 ? words : page.glyphs).map(({ box }) => box)
  return boxes.map((box) => ({ box, colour: `${colours.word}80`, width: 1 }))
}

function wordsOf({ tables, texts }: PageLayout): readonly Word[] {
  const inTables = tables.flatMap(({ cells }) =>
    cells.flatMap(({ lines }) => lines.flatMap(({ words }) => words)),
  )
  return [...inTables, ...texts.flatMap(({ line }) => line.words)]
}

function rulingShapes({ rulings }: PaintedPage): Shape[] {
  return rulings.map(({ x0, y0, x1, y1 }) => ({ box: [x0, y0, x1, y1], colour: colours.ruling, width: 2 }))
}

function pageCellShapes(layout: PageLayout): Shape[] {
  const boxes =
    layout.turn === 0
      ? layout.tables.flatMap(({ cells }) => cells.map(({ box }) => box))
      : cellsOn(tablesOf(layout), layout.page).map(({ box }) => box)
  return boxes.map((box) => ({ box: within(box, INSETS.pageCell), colour: colours.pageCell, width: 2 }))
}

/** Joining turns the boxes of a turned page back. */
function tablesOf(layout: PageLayout): readonly Table[] {
  return joinPages([layout]).flatMap(({ blocks }) =>
    blocks.filter((block): block is Table => block.kind === 'table'),
  )
}

/** Labels stand inside their cells; a label's own shape has no extent. */
function joinedShapes(layout: PageLayout, tables: readonly Table[]): Shape[] {
  return cellsOn(tables, layout.page).flatMap(({ box, label, confidence }) => {
    const [x0, y0, x1] = within(box, INSETS.joined)
    const [colour, width] = confidence < DOUBTFUL ? [colours.doubtful, 2] : [colours.joined, 1]
    const foot = y0 + LABEL_BELOW
    return [
      { box: within(box, INSETS.joined), colour, width },
      { box: [x0 + 1, foot, Math.min(x0 + 1, x1), foot], colour, width: 0, label },
    ]
  })
}

function within([x0, y0, x1, y1]: Box, inset: number): Box {
  const by = Math.min(inset, (x1 - x0) / 4, (y1 - y0) / 4)
  return [x0 + by, y0 + by, x1 - by, y1 - by]
}

interface CellOnPage {
  readonly box: Box
  readonly label: string
  readonly confidence: number
}

function cellsOn(tables: readonly Table[], page: number): readonly CellOnPage[] {
  return tables.flatMap(({ cells }, table) =>
    cells.flatMap(({ row, column, locators, confidence }) =>
      locators.flatMap((locator) =>
        'page' in locator && locator.page === page
          ? [{ box: locator.bbox, label: `${table + 1}.${row + 1}.${column + 1}`, confidence }]
          : [],
      ),
    ),
  )
}
