/** Paints paths: strokes become line marks, thin fills become line marks, other filled rectangles become areas. */
import type { Box } from '@backfile/model'
import type { GraphicsState } from './graphics-state.ts'
import { type Area, blended, type Colour, contrast, type LineMark, NO_COLOUR } from './marks.ts'
import { areaOf, intersection } from './matrix.ts'
import type { PaintRaster } from './paint-raster.ts'
import { OP } from './pdfjs.ts'
import { MAX_DRIFT, type Subpath, subpathsOf } from './subpaths.ts'
import { isSlice, isTrace } from './traces.ts'

/** Points: a filled rectangle or picture no thicker than this is a ruling. Office programs draw up to 3 pt. */
export const MAX_RULING_FILL = 3.2
/** Points: a stroke thicker than this is an area, such as a bar drawn as one line. */
const MAX_RULING_STROKE = 6
/** The share of its length by which a line may drift as well, and be level. */
const MAX_DRIFT_SHARE = 0.01
/** Points: what a hairline of width 0 counts as. */
const HAIRLINE = 0.2
/** Lines that differ by less, of 255, from what they are drawn on are not seen: white lines on paper. */
export const MIN_LINE_CONTRAST = 8
/** Points beside a line at which is looked for the shade that it borders. */
const BESIDE_LINE = 0.7
/** A filled outline is an area if it fills this share of its box: rounded corners, yes; a letter, no. */
const MIN_FILLED_SHARE = 0.8
/** Opacity from which a fill hides what is below. */
const OPAQUE_ALPHA = 0.95
const MIN_ALPHA = 0.02
/** Points: no letter whose outlines a converter draws as a path is larger. */
const MAX_LETTER = 40

/** What a page has of lines and areas so far. */
export interface PathSink {
  readonly horizontal: LineMark[]
  readonly vertical: LineMark[]
  readonly areas: Area[]
  readonly traces: Box[]
  readonly raster: PaintRaster
  readonly nextPaint: () => number
  /** Counts a filled outline that is neither: where a page has no text, it may be drawn as these. */
  readonly countShape: () => void
}

/** Paints one path and returns its box on the seen page and whether it is one rectangle (for a pending clip). */
export function paintPath(
  sink: PathSink,
  state: GraphicsState,
  operator: unknown,
  path: unknown,
  suppressed: boolean,
): { readonly box: Box; readonly isRectangle: boolean } {
  const subpaths = subpathsOf(path, state.ctm)
  if (!suppressed) {
    const before = [sink.horizontal.length, sink.vertical.length] as const
    if (fills(operator)) fillSubpaths(sink, state, subpaths, operator)
    if (strokes(operator))
      for (const subpath of subpaths) strokeSubpath(sink, state, subpath, closes(operator))
    if (mayBeLetters(subpaths)) {
      markOutlines(sink.horizontal, before[0])
      markOutlines(sink.vertical, before[1])
    }
  }
  const box = subpaths.reduce<Box>(
    (all, { box: [x0, y0, x1, y1] }) => [
      Math.min(all[0], x0),
      Math.min(all[1], y0),
      Math.max(all[2], x1),
      Math.max(all[3], y1),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  )
  return { box, isRectangle: subpaths.length === 1 && subpaths[0]?.isRectangle === true }
}

/** A rectangle filled with one colour, cut at the clip: a ruling where it is thin, otherwise an area. */
export function fillRectangle(sink: PathSink, state: GraphicsState, box: Box, colour: Colour): void {
  const alpha = state.fillAlpha * state.groupAlpha
  if (colour === NO_COLOUR || alpha < MIN_ALPHA) return
  const width = box[2] - box[0]
  const height = box[3] - box[1]
  const thin = Math.min(width, height) <= MAX_RULING_FILL
  if (thin && Math.max(width, height) <= MAX_RULING_FILL) {
    // A dot: a piece of a dotted line either way, or the corner where two rulings meet.
    lineAlongX(sink, state, box, colour)
    lineAlongY(sink, state, box, colour)
  } else if (thin && width >= 2 * height) {
    lineAlongX(sink, state, box, colour)
  } else if (thin && height >= 2 * width) {
    lineAlongY(sink, state, box, colour)
  } else {
    addArea(sink, state, box, colour, false)
  }
}

/** Adds an area, cut at the clip; the raster then knows what it hides. */
export function addArea(
  sink: PathSink,
  state: GraphicsState,
  box: Box,
  colour: Colour,
  picture: boolean,
): void {
  const seen = intersection(box, state.clip)
  if (areaOf(seen) <= 0) return
  const alpha = state.fillAlpha * state.groupAlpha
  const opaque = alpha >= OPAQUE_ALPHA && !state.softMasked && !state.blends && state.clipIsExact
  const below = opaque ? colour : sink.raster.colourUnder(seen)
  const shown = opaque ? colour : blended(colour, below, alpha)
  const area: Area = { box: seen, colour: shown, opaque, picture, paint: sink.nextPaint() }
  sink.areas.push(area)
  sink.raster.paint(area)
}

/** Small closed outlines, several or of any shape but a rectangle: letters, where letters stand there. */
function mayBeLetters(subpaths: readonly Subpath[]): boolean {
  return (
    (subpaths.length > 1 || subpaths[0]?.isRectangle === false) &&
    subpaths.every(
      ({ closed, box }) => closed && box[2] - box[0] <= MAX_LETTER && box[3] - box[1] <= MAX_LETTER,
    )
  )
}

function markOutlines(lines: LineMark[], from: number): void {
  for (const [i, line] of lines.slice(from).entries()) lines[from + i] = { ...line, outline: true }
}

function fills(operator: unknown): boolean {
  return (
    operator === OP.fill ||
    operator === OP.eoFill ||
    operator === OP.fillStroke ||
    operator === OP.eoFillStroke ||
    operator === OP.closeFillStroke ||
    operator === OP.closeEOFillStroke
  )
}

function strokes(operator: unknown): boolean {
  return (
    operator === OP.stroke || closes(operator) || operator === OP.fillStroke || operator === OP.eoFillStroke
  )
}

function closes(operator: unknown): boolean {
  return operator === OP.closeStroke || operator === OP.closeFillStroke || operator === OP.closeEOFillStroke
}

function fillSubpaths(
  sink: PathSink,
  state: GraphicsState,
  subpaths: readonly Subpath[],
  operator: unknown,
): void {
  const evenOdd = operator === OP.eoFill || operator === OP.eoFillStroke || operator === OP.closeEOFillStroke
  for (let i = 0; i < subpaths.length; i += 1) {
    const outer = subpaths[i]
    if (outer === undefined) continue
    if (isSlice(outer)) addTrace(sink, state, outer.box)
    const inner = subpaths[i + 1]
    if (inner !== undefined && isFrame(outer, inner, evenOdd)) {
      for (const strip of stripsBetween(outer.box, inner.box)) fillRectangle(sink, state, strip, state.fill)
      i += 1
    } else if (outer.isRectangle) {
      fillRectangle(sink, state, outer.box, state.fill)
    } else if (areaOf(outer.box) > 0 && Math.abs(outer.area) >= MIN_FILLED_SHARE * areaOf(outer.box)) {
      fillRectangle(sink, { ...state, clipIsExact: false }, outer.box, state.fill)
    } else {
      sink.countShape()
    }
  }
}

/** A rectangle with a rectangular hole: a border drawn as one filled path. */
function isFrame(outer: Subpath, inner: Subpath, evenOdd: boolean): boolean {
  return (
    outer.isRectangle &&
    inner.isRectangle &&
    inner.box[0] >= outer.box[0] &&
    inner.box[1] >= outer.box[1] &&
    inner.box[2] <= outer.box[2] &&
    inner.box[3] <= outer.box[3] &&
    (evenOdd || Math.sign(outer.area) !== Math.sign(inner.area))
  )
}

function stripsBetween(outer: Box, inner: Box): readonly Box[] {
  const strips: readonly Box[] = [
    [outer[0], outer[1], outer[2], inner[1]],
    [outer[0], inner[3], outer[2], outer[3]],
    [outer[0], outer[1], inner[0], outer[3]],
    [inner[2], outer[1], outer[2], outer[3]],
  ]
  return strips.filter((strip) => areaOf(strip) > 0)
}

function strokeSubpath(sink: PathSink, state: GraphicsState, subpath: Subpath, close: boolean): void {
  if (state.stroke === NO_COLOUR || state.strokeAlpha * state.groupAlpha < MIN_ALPHA) return
  if (isTrace(subpath)) addTrace(sink, state, subpath.box)
  const { xs, ys, curved } = subpath
  const count = xs.length
  const last = subpath.closed || close ? count : count - 1
  for (let i = 0; i < last; i += 1) {
    const next = (i + 1) % count
    if (curved[next] !== true || next === 0)
      strokeSegment(sink, state, xs[i] ?? 0, ys[i] ?? 0, xs[next] ?? 0, ys[next] ?? 0)
  }
}

/** A page with more traces than this is a drawing anyway. */
const MOST_TRACES = 1000

function addTrace(sink: PathSink, state: GraphicsState, box: Box): void {
  if (sink.traces.length < MOST_TRACES) sink.traces.push(intersection(box, state.clip))
}

function strokeSegment(
  sink: PathSink,
  state: GraphicsState,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  const dx = Math.abs(x1 - x0)
  const dy = Math.abs(y1 - y0)
  const drift = Math.max(MAX_DRIFT, Math.max(dx, dy) * MAX_DRIFT_SHARE)
  if (Math.min(dx, dy) > drift || Math.max(dx, dy) === 0) return
  const width = strokeWidth(state, x1 - x0, y1 - y0)
  const half = width / 2
  if (dx >= dy) {
    const y = (y0 + y1) / 2
    const box: Box = [Math.min(x0, x1), y - half, Math.max(x0, x1), y + half]
    if (width <= MAX_RULING_STROKE) lineAlongX(sink, state, box, state.stroke)
    else addArea(sink, state, box, state.stroke, false)
  } else {
    const x = (x0 + x1) / 2
    const box: Box = [x - half, Math.min(y0, y1), x + half, Math.max(y0, y1)]
    if (width <= MAX_RULING_STROKE) lineAlongY(sink, state, box, state.stroke)
    else addArea(sink, state, box, state.stroke, false)
  }
}

/** Points on the seen page: the line covers the same area however the axes are scaled. */
function strokeWidth(state: GraphicsState, dx: number, dy: number): number {
  const [a, b, c, d] = state.ctm
  const determinant = a * d - b * c
  if (determinant === 0) return HAIRLINE
  // The segment's direction back in user space, where the line width is measured.
  const ux = (d * dx - c * dy) / determinant
  const uy = (a * dy - b * dx) / determinant
  const width = (state.lineWidth * Math.abs(determinant) * Math.hypot(ux, uy)) / Math.hypot(dx, dy)
  return Math.max(HAIRLINE, width)
}

function lineAlongX(sink: PathSink, state: GraphicsState, box: Box, colour: Colour): void {
  const [x0, y0, x1, y1] = box
  const { clip } = state
  const from = Math.max(x0, clip[0])
  const to = Math.min(x1, clip[2])
  if (to <= from || y1 < clip[1] || y0 > clip[3]) return
  const at = (y0 + y1) / 2
  if (!isSeen(sink.raster, colour, from, to, y1 - y0, (along, aside) => [along, at + aside])) return
  sink.horizontal.push({ at, from, to, width: y1 - y0, paint: sink.nextPaint() })
}

function lineAlongY(sink: PathSink, state: GraphicsState, box: Box, colour: Colour): void {
  const [x0, y0, x1, y1] = box
  const { clip } = state
  const from = Math.max(y0, clip[1])
  const to = Math.min(y1, clip[3])
  if (to <= from || x1 < clip[0] || x0 > clip[2]) return
  const at = (x0 + x1) / 2
  if (!isSeen(sink.raster, colour, from, to, x1 - x0, (along, aside) => [at + aside, along])) return
  sink.vertical.push({ at, from, to, width: x1 - x0, paint: sink.nextPaint() })
}

/**
 * White lines separate shaded cells, and are nothing on paper. One along the side of a shaded cell shows as the edge of
 * the shade, whatever it was painted on itself.
 */
function isSeen(
  raster: PaintRaster,
  colour: Colour,
  from: number,
  to: number,
  width: number,
  spot: (along: number, aside: number) => readonly [number, number],
): boolean {
  if (raster.blank) return contrast(colour, 0xffffff) >= MIN_LINE_CONTRAST
  const aside = width / 2 + BESIDE_LINE
  return [0.1, 0.3, 0.5, 0.7, 0.9].some((share) =>
    [0, -aside, aside].some((across) => {
      const [x, y] = spot(from + (to - from) * share, across)
      return contrast(colour, raster.colourAt(x, y)) >= MIN_LINE_CONTRAST
    }),
  )
}
