/** Charts told from tables by what is painted: bars that stand on one line, lines that go up and down, slices of pies. */
import type { Box } from '@backfile/model'
import type { Glyph, PaintedPage, Ruling } from '@backfile/readers'
import { around, clustered, encloses, heightOf, holds, meet, nearest, overlap, widthOf } from '../geometry.ts'
import type { PageTable } from '../page-table.ts'
import { isCaptionText, isNoteText } from './captions.ts'
import { fewTexts } from './charts.ts'
import { isProselike, isYear, levelLinesOf, type Phrase, type PhraseLine, phraseLinesOf } from './phrases.ts'

/** Bars stand on one line, and are as wide as one another, within so many points. */
const SAME_POINTS = 1
/** A chart has bars of so many lengths, so many points apart: cells that are shaded have fewer heights and widths. */
const LENGTHS = 4
const LENGTH_POINTS = 2
/** More charts than this are not looked for on a page. */
const MOST_CHARTS = 100
/** So many bars of a chart are looked at for text. */
const BARS_READ = 50
/** Text that covers more of a shade than this share is marked with it. */
const MARKED_SHARE = 0.5
/** Rulings that run along at least this share of what is drawn are the chart's: its axes, its frame, its grid. */
const GRID_SHARE = 0.6
/** They run on over at most so many times as much, and stand off by at most this share of it. */
const GRID_FACTOR = 4
const GRID_MARGIN = 0.25
/** Labels of an axis stand within so many em of it, and those of a legend of one another. */
const LABEL_EM = 3
const LEGEND_EM = 2
/** Labels and legend are at most so many lines, a chart's title fewer. */
const LEGEND_LINES = 4
const TITLE_LINES = 2
/** Fewest figures of a line that are a table's row, and no labels of an axis. */
const ROW_FIGURES = 3
/** Share of a table's box that is a chart. */
const CHART_SHARE = 0.3
/** A chart's grid, with its figures, has no more of its cells filled than this share. */
const GRID_TEXTS = 0.6

/** What a page's charts cover: what is drawn of each, with its labels and legend. */
export interface PaintedCharts {
  readonly plots: readonly Box[]
  /** Of what is drawn, its lines and slices. */
  readonly traces: readonly Box[]
  readonly labels: readonly Box[]
}

/** The charts of a page. */
export function paintedCharts(page: PaintedPage): PaintedCharts {
  const bars = [...barsOf(page, 'upright'), ...barsOf(page, 'level')]
  const traces = page.traces ?? []
  const seeds = together([...bars, ...traces])
  if (seeds.length === 0) return { plots: [], traces, labels: [] }
  const plots = together(seeds.slice(0, MOST_CHARTS).map((seed) => withGrid(seed, page.rulings)))
  const lines = phraseLinesOf(levelLinesOf(page.glyphs))
  return { plots, traces, labels: plots.flatMap((plot) => labelsOf(plot, lines)) }
}

/**
 * Whether a table that lines draw is a chart's grid, or stands on one as a legend does: it has few texts, or one column,
 * or the chart's own lines run over it and leave cells free. A signature or a watermark may run over a full table.
 */
export function isOnChart(table: PageTable, { plots, traces }: PaintedCharts): boolean {
  const area = widthOf(table.box) * heightOf(table.box)
  const covers = (box: Box): boolean => sharedArea(box, table.box) > area * CHART_SHARE
  if (!plots.some(covers)) return false
  const filled = table.cells.filter(({ lines }) => lines.length > 0).length
  const isCrossed = filled <= table.cells.length * GRID_TEXTS && traces.some(covers)
  return isCrossed || table.columnEdges.length === 2 || fewTexts(table)
}

/** Whether a glyph is a chart's: of what is drawn, or of the labels beside it. */
export function isOfChart({ box }: Glyph, { plots, labels }: PaintedCharts): boolean {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return plots.some((plot) => holds(plot, x, y)) || labels.some((label) => holds(label, x, y))
}

/** Fills that stand on one line, as wide as one another and of many lengths, with what is stacked upon them. */
function barsOf({ fills, glyphs }: PaintedPage, direction: 'upright' | 'level'): Box[] {
  const isUpright = direction === 'upright'
  const bars = fills.map(({ box }) => ({
    box,
    base: isUpright ? box[3] : box[0],
    thick: isUpright ? widthOf(box) : heightOf(box),
    long: isUpright ? heightOf(box) : widthOf(box),
    place: isUpright ? box[0] : box[1],
  }))
  const alike = groupedBy(bars, (bar) => bar.base).flatMap((group) => groupedBy(group, (bar) => bar.thick))
  const boxes = fills.map(({ box }) => box)
  return alike
    .filter((group) => {
      const lengths = group.map(({ long }) => long)
      const places = group.map(({ place }) => place)
      return (
        clustered(lengths, LENGTH_POINTS).length >= LENGTHS &&
        clustered(places, SAME_POINTS).length >= LENGTHS
      )
    })
    .slice(0, MOST_CHARTS)
    .flatMap((group) => {
      const own = group.map(({ box }) => box)
      return isMarkedText(own, glyphs) ? [] : [withStacked(own, boxes, isUpright)]
    })
}

function groupedBy<T>(all: readonly T[], positionOf: (one: T) => number): T[][] {
  const groups: T[][] = []
  let last = Number.NEGATIVE_INFINITY
  for (const one of [...all].sort((a, b) => positionOf(a) - positionOf(b))) {
    const position = positionOf(one)
    const group = groups.at(-1)
    if (group && position - last < SAME_POINTS) group.push(one)
    else groups.push([one])
    last = position
  }
  return groups.filter((group) => group.length >= LENGTHS)
}

/** Whether most of these shades are filled with text, as text is that was marked. */
function isMarkedText(bars: readonly Box[], glyphs: readonly Glyph[]): boolean {
  const read = bars.slice(0, BARS_READ)
  const marked = read.filter((bar) => {
    const inside = glyphs.filter(({ box }) => holds(bar, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    return inside.reduce((sum, { box }) => sum + widthOf(box), 0) > widthOf(bar) * MARKED_SHARE
  })
  return marked.length > read.length / 2
}

/** What bars cover with those parts that go on from them in the same slots. */
function withStacked(bars: readonly Box[], fills: readonly Box[], isUpright: boolean): Box {
  const [side, otherSide]: readonly [0 | 1, 2 | 3] = isUpright ? [0, 2] : [1, 3]
  const slots = bars.map((bar) => bar[side]).sort((a, b) => a - b)
  const thick = (bars[0]?.[otherSide] ?? 0) - (bars[0]?.[side] ?? 0)
  const parts = fills
    .filter((box) => Math.abs(box[otherSide] - box[side] - thick) < SAME_POINTS)
    .filter((box) => nearest(slots, box[side], SAME_POINTS) !== undefined)
    .sort((a, b) => (isUpright ? b[3] - a[3] : a[0] - b[0]))
  let all = around(bars)
  for (const part of parts) if (meet(grown(all, SAME_POINTS), part)) all = around([all, part])
  return all
}

/** Boxes that meet, as one. */
function together(boxes: readonly Box[]): Box[] {
  const found: Box[] = []
  for (const box of [...boxes].sort((a, b) => a[1] - b[1])) {
    const meeting = found.filter((other) => meet(other, box))
    for (const other of meeting) found.splice(found.indexOf(other), 1)
    found.push(around([box, ...meeting]))
  }
  return found
}

/** What is drawn, with the axes, the frame and the grid that it stands in. */
function withGrid(seed: Box, rulings: readonly Ruling[]): Box {
  const [width, height] = [widthOf(seed), heightOf(seed)]
  const uprights = rulings.filter(
    ({ x0, y0, x1, y1 }) =>
      x0 === x1 &&
      x0 > seed[0] - width * GRID_MARGIN &&
      x0 < seed[2] + width * GRID_MARGIN &&
      overlap(y0, y1, seed[1], seed[3]) > height * GRID_SHARE &&
      y1 - y0 < height * GRID_FACTOR,
  )
  const tall = around([seed, ...uprights.map(boxOf)])
  const levels = rulings.filter(
    ({ x0, y0, x1, y1 }) =>
      y0 === y1 &&
      y0 > tall[1] - SAME_POINTS &&
      y0 < tall[3] + SAME_POINTS &&
      overlap(x0, x1, seed[0], seed[2]) > width * GRID_SHARE &&
      x1 - x0 < width * GRID_FACTOR,
  )
  return around([tall, ...levels.map(boxOf)])
}

/** The labels of a chart's axes, its title and its legend. */
function labelsOf(plot: Box, lines: readonly PhraseLine[]): Box[] {
  const beside = lines.flatMap(({ centre, size, phrases }) => {
    if (centre < plot[1] - size || centre > plot[3] + size) return []
    const reach = LABEL_EM * size
    return phrases.filter(
      ({ box }) => !encloses(plot, box, 0) && plot[0] - box[2] < reach && box[0] - plot[2] < reach,
    )
  })
  const below = lines.filter(({ centre }) => centre > plot[3])
  const above = lines.filter(({ centre }) => centre < plot[1]).reverse()
  return [
    ...beside,
    ...linesNear(
      plot,
      below,
      LEGEND_LINES,
      (line, last) => line.top - last,
      plot[3],
      ({ bottom }) => bottom,
    ),
    ...linesNear(
      plot,
      above,
      TITLE_LINES,
      (line, last) => last - line.bottom,
      plot[1],
      ({ top }) => top,
    ),
  ].map(({ box }) => box)
}

/** The phrases of lines that follow one another outwards, up to running text, a caption or a table's row. */
function linesNear(
  plot: Box,
  lines: readonly PhraseLine[],
  most: number,
  gap: (line: PhraseLine, last: number) => number,
  from: number,
  end: (line: PhraseLine) => number,
): Phrase[] {
  const found: Phrase[] = []
  let last = from
  let count = 0
  for (const line of lines) {
    const reach = LABEL_EM * line.size
    const own = line.phrases.filter(({ box }) => box[2] > plot[0] - reach && box[0] < plot[2] + reach)
    if (own.length === 0) continue
    const text = own.map((phrase) => phrase.text).join(' ')
    const isOther = own.some(isProselike) || isCaptionText(text) || isNoteText(text)
    const isRow = own.filter(({ isNumeric, text: each }) => isNumeric && !isYear(each)).length >= ROW_FIGURES
    if (count === most || gap(line, last) > LEGEND_EM * line.size || isOther || (count > 0 && isRow)) break
    found.push(...own)
    last = end(line)
    count += 1
  }
  return found
}

function boxOf({ x0, y0, x1, y1 }: Ruling): Box {
  return [x0, y0, x1, y1]
}

function grown([x0, y0, x1, y1]: Box, by: number): Box {
  return [x0 - by, y0 - by, x1 + by, y1 + by]
}

function sharedArea(a: Box, b: Box): number {
  return overlap(a[0], a[2], b[0], b[2]) * overlap(a[1], a[3], b[1], b[3])
}
