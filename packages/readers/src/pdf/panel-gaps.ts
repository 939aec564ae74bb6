/** Rulings that nobody draws: what shows of a dark panel between the cells that are painted over it. */
import type { Box } from '@backfile/model'
import { type Area, contrast, type LineMark, WHITE } from './marks.ts'
import { areaOf } from './matrix.ts'
import { MAX_RULING_FILL, MIN_LINE_CONTRAST } from './path-marks.ts'

/** Cells hide at least this share of their panel: less is a panel with something on it. */
const HIDDEN_SHARE = 0.6
/** Points by which a cell may jut out of its panel, or overlap its neighbour, by rounding. */
const SLACK = 0.5
/** Pages with more areas than this are pictures drawn in pieces. */
const MOST_AREAS = 3000

interface GapLines {
  readonly horizontal: readonly LineMark[]
  readonly vertical: readonly LineMark[]
}

/** The lines between and around cells that are filled over a panel, as web pages give tables a background and spacing. */
export function linesBetweenCells(areas: readonly Area[]): GapLines {
  const panels = areas.length > MOST_AREAS ? [] : areas.filter(isPanel)
  const lines = panels.map((panel) => linesOn(panel, cellsOn(panel, areas)))
  return {
    horizontal: lines.flatMap(({ horizontal }) => horizontal),
    vertical: lines.flatMap(({ vertical }) => vertical),
  }
}

function isPanel({ opaque, picture, colour }: Area): boolean {
  return opaque && !picture && contrast(colour, WHITE) >= MIN_LINE_CONTRAST
}

/** What was painted over the panel in other colours: the outermost areas, where they hide most of it. */
function cellsOn(panel: Area, areas: readonly Area[]): readonly Area[] {
  const over = areas.filter(
    (area) =>
      area.paint > panel.paint &&
      area.opaque &&
      isWithin(area.box, panel.box) &&
      contrast(area.colour, panel.colour) >= MIN_LINE_CONTRAST,
  )
  const cells = over.filter((area) => !over.some((other) => other !== area && hides(other, area)))
  const hidden = cells.reduce((sum, { box }) => sum + areaOf(box), 0)
  return cells.length > 1 && hidden >= HIDDEN_SHARE * areaOf(panel.box) ? cells : []
}

function isWithin([x0, y0, x1, y1]: Box, around: Box): boolean {
  return (
    x0 >= around[0] - SLACK && y0 >= around[1] - SLACK && x1 <= around[2] + SLACK && y1 <= around[3] + SLACK
  )
}

/** Whether an area lies around another; of two in one place the later does. */
function hides(area: Area, other: Area): boolean {
  return isWithin(other.box, area.box) && (!isWithin(area.box, other.box) || area.paint > other.paint)
}

function linesOn(panel: Area, cells: readonly Area[]): GapLines {
  const horizontal: LineMark[] = []
  const vertical: LineMark[] = []
  const [left, top, right, bottom] = panel.box
  for (const cell of cells) {
    const [x0, y0, x1, y1] = cell.box
    vertical.push(...gap(left, x0, y0, y1, cell.paint), ...gap(x1, right, y0, y1, cell.paint))
    horizontal.push(...gap(top, y0, x0, x1, cell.paint), ...gap(y1, bottom, x0, x1, cell.paint))
    for (const { box, paint } of cells) {
      const later = Math.max(paint, cell.paint)
      vertical.push(...gap(x1, box[0], Math.max(y0, box[1]), Math.min(y1, box[3]), later))
      horizontal.push(...gap(y1, box[1], Math.max(x0, box[0]), Math.min(x1, box[2]), later))
    }
  }
  return { horizontal, vertical }
}

/** The line that fills a gap from `low` to `high` across, if it is as thin as one; it meets those that cross at its ends. */
function gap(low: number, high: number, from: number, to: number, paint: number): LineMark[] {
  const width = high - low
  if (width <= 0 || width > MAX_RULING_FILL || to <= from) return []
  return [{ at: (low + high) / 2, from: from - width, to: to + width, width, paint }]
}
