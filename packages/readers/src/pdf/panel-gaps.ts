/** Rulings that nobody draws: what shows of a dark panel between and beside the cells that are painted over it. */
import type { Box } from '@backfile/model'
import { type Area, contrast, type LineMark, WHITE } from './marks.ts'
import { areaOf } from './matrix.ts'
import { MAX_RULING_FILL, MIN_LINE_CONTRAST } from './path-marks.ts'

/** Cells hide at least this share of their panel: less is a panel with something on it. */
const HIDDEN_SHARE = 0.6
/** Points by which a cell may jut out of its panel, or overlap its neighbour, by rounding. */
const SLACK = 0.5
/** Points: how thick the edge of a wide gap counts; no gap is as thin. */
const EDGE = 0.05
/** Pages with more areas than this are pictures drawn in pieces. */
const MOST_AREAS = 3000

interface GapLines {
  readonly horizontal: readonly LineMark[]
  readonly vertical: readonly LineMark[]
}

/** The lines between and around cells that are filled over a panel, as web pages give tables a background and spacing. */
export function linesBetweenCells(areas: readonly Area[]): GapLines {
  const panels = areas.length > MOST_AREAS ? [] : areas.filter(isPanel)
  const lines = panels.map((panel) => linesOn(panel, cellsOn(panel, areas))).filter(isGrid)
  return {
    horizontal: lines.flatMap(({ horizontal }) => horizontal),
    vertical: lines.flatMap(({ vertical }) => vertical),
  }
}

/** Cells of a table have such gaps on most sides; boxes on a panel have none. */
function isGrid({ horizontal, vertical }: GapLines): boolean {
  const lines = [...horizontal, ...vertical]
  return lines.filter(({ width }) => width !== EDGE).length >= lines.length / 2
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
  const [left, top, right, bottom] = panel.box
  const boxes = cells.map(({ box }) => box)
  const latest = Math.max(0, ...cells.map(({ paint }) => paint))
  const [nothing, all] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  // What ends the panel faces its outermost cells as a neighbour would.
  const across = [...boxes, [nothing, nothing, left, all], [right, nothing, all, all]] as const
  const down = [...boxes, [nothing, nothing, all, top], [nothing, bottom, all, all]] as const
  return {
    vertical: boxes.flatMap(([x0, y0, x1, y1]) => [
      ...sideLines(
        x1,
        y0,
        y1,
        latest,
        across.map((box) => [box[0] - x1, box[1], box[3]]),
      ),
      ...sideLines(
        x0,
        y0,
        y1,
        latest,
        across.map((box) => [x0 - box[2], box[1], box[3]]),
      ).map(mirrored(x0)),
    ]),
    horizontal: boxes.flatMap(([x0, y0, x1, y1]) => [
      ...sideLines(
        y1,
        x0,
        x1,
        latest,
        down.map((box) => [box[1] - y1, box[0], box[2]]),
      ),
      ...sideLines(
        y0,
        x0,
        x1,
        latest,
        down.map((box) => [y0 - box[3], box[0], box[2]]),
      ).map(mirrored(y0)),
    ]),
  }
}

/** What stands beyond a side: how far off, and its extent along the side. */
type Beyond = readonly [gap: number, from: number, to: number]

/**
 * The lines along one side of a cell, as if beyond it were where coordinates grow: the gaps to its neighbours that are
 * as thin as a line, each meeting those that cross at its ends, and where no neighbour is near, the side itself.
 */
function sideLines(
  side: number,
  from: number,
  to: number,
  paint: number,
  beyond: readonly Beyond[],
): readonly LineMark[] {
  const near = beyond
    .filter(([gap, low, high]) => gap > -SLACK && gap <= MAX_RULING_FILL && low < to && high > from)
    .toSorted((a, b) => a[1] - b[1])
  const lines: LineMark[] = []
  let bare = from
  for (const [gap, low, high] of near) {
    if (low - bare > MAX_RULING_FILL) lines.push({ at: side, from: bare, to: low, width: EDGE, paint })
    bare = Math.max(bare, high)
    if (gap <= EDGE) continue
    const [start, end] = [Math.max(from, low) - gap, Math.min(to, high) + gap]
    lines.push({ at: side + gap / 2, from: start, to: end, width: gap, paint })
  }
  if (to - bare > MAX_RULING_FILL) lines.push({ at: side, from: bare, to, width: EDGE, paint })
  return lines
}

const mirrored =
  (side: number) =>
  (line: LineMark): LineMark => ({ ...line, at: 2 * side - line.at })
