/** Shows a string: from pdf.js' glyphs and the graphics state to text marks on the seen page. */
import type { Box } from '@backfile/model'
import { isUnmappedCode, isWhiteSpace, meantCharacters, privateCharacter } from './characters.ts'
import type { GraphicsState } from './graphics-state.ts'
import { clipAroundInk, ROUNDING } from './ink-clip.ts'
import { blended, type Colour, contrast, type Hidden, NO_COLOUR, type TextMark, WHITE } from './marks.ts'
import { areaOf, intersection, type Matrix, multiply, transformedBox } from './matrix.ts'
import type { PaintRaster } from './paint-raster.ts'
import type { TextCutter } from './text-cuts.ts'

/** A text rendering mode that paints nothing (ISO 32000-1, table 106). */
const INVISIBLE_MODE = 3
/** From this mode on glyphs are a clip for what is painted next … */
const FIRST_CLIPPING_MODE = 4
/** … and in this one they are nothing else. */
const CLIPPING_MODE = 7
/** Text that differs from what is below by less, of 255, cannot be read. */
const MIN_TEXT_CONTRAST = 24
/** Opacity below which nothing is seen. */
const MIN_ALPHA = 0.02
/** Degrees off the axes beyond which text is a watermark and not a crooked scan. */
const MAX_SLANT = 15

/** A glyph as pdf.js lists it. */
interface ShownGlyph {
  readonly originalCharCode: number
  readonly unicode: string
  /** Glyph units. */
  readonly width: number
  readonly vmetric: readonly number[] | null
  /** The code is a single byte 32, to which word spacing applies; fonts may draw any character there. */
  readonly isSpace: boolean
}

/** White space is no mark, but the next glyph says that it stands behind it. */
interface PaintedSpace {
  readonly box: Box
  readonly angle: TextMark['angle']
}

/** What a page has of text so far, and how the next piece is ordered. */
export interface TextSink {
  readonly text: TextMark[]
  /** The white space that was painted last, until another glyph is painted. */
  space: PaintedSpace | null
  /** The form field that is being painted, by its annotation's id. */
  readonly field: string | null
  readonly cutter: TextCutter
  readonly raster: PaintRaster
  readonly nextPaint: () => number
}

/** Adds the glyphs of one show operation (numbers between them are kerning) and moves the current point. */
export function showText(sink: TextSink, state: GraphicsState, shown: unknown, suppressed: boolean): void {
  if (!Array.isArray(shown) || state.fontSize === 0) return
  const run = runOf(state)
  // From here on paint reaches the page through the glyphs only.
  if (state.renderingMode >= FIRST_CLIPPING_MODE) state.clipIsExact = false
  let along = 0
  for (const glyph of shown) {
    if (typeof glyph === 'number') {
      along += ((state.font.vertical ? 1 : -1) * glyph * state.fontSize) / 1000
    } else if (isShownGlyph(glyph)) {
      const spacing = (glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing
      const placed = placeOf(state, run, glyph, along)
      if (!suppressed) addGlyph(sink, state, run, glyph, placed.box)
      along += placed.advance + (state.font.vertical ? -spacing : spacing) * state.direction
    }
  }
  if (state.font.vertical) state.y -= along
  else state.x += along * run.stretch
}

/** What all glyphs of one show operation have in common. */
interface Run {
  readonly toPage: Matrix
  /** Horizontal scaling, negative for text that runs backwards. */
  readonly stretch: number
  /** Glyph units to text space. */
  readonly unit: number
  readonly size: number
  readonly angle: TextMark['angle']
  readonly degrees: number
  readonly oblique: boolean
  readonly colour: Colour
  readonly hidden: Hidden
}

function runOf(state: GraphicsState): Run {
  const { font, fontSize, direction } = state
  const toPage = multiply(state.ctm, state.textMatrix)
  const stretch = state.horizontalScale * direction
  const alongX = font.vertical ? -toPage[2] : toPage[0] * stretch
  const alongY = font.vertical ? -toPage[3] : toPage[1] * stretch
  const degrees = (Math.atan2(alongY, alongX) * 180) / Math.PI
  const quarter = Math.round(degrees / 90)
  return {
    toPage,
    stretch,
    unit: fontSize * (font.matrix[0] ?? 0.001),
    size: fontSize * font.em * Math.hypot(toPage[2], toPage[3]),
    angle: ([0, 90, 180, 270] as const)[((quarter % 4) + 4) % 4] ?? 0,
    degrees,
    oblique: Math.abs(degrees - quarter * 90) > MAX_SLANT,
    colour: blended(colourOf(state), WHITE, alphaOf(state)),
    hidden: hiddenByState(state),
  }
}

/** The glyph's box on the seen page, and its advance in text space before spacing. */
function placeOf(
  state: GraphicsState,
  run: Run,
  glyph: ShownGlyph,
  along: number,
): { box: Box; advance: number } {
  const { font, fontSize, direction } = state
  const baseY = state.y + state.rise
  if (font.vertical) {
    const metric = glyph.vmetric ?? font.verticalMetrics
    const advance = -(metric[0] ?? -1000) * run.unit
    const x = state.x - (glyph.vmetric ? (metric[1] ?? 500) : glyph.width / 2) * run.unit * run.stretch
    const top = baseY - along
    const box = transformedBox(run.toPage, x, top - advance, x + glyph.width * run.unit * run.stretch, top)
    return { box, advance }
  }
  const advance = glyph.width * run.unit
  const x = state.x + along * run.stretch
  const box = transformedBox(
    run.toPage,
    x,
    baseY + direction * fontSize * font.descent,
    x + advance * run.stretch,
    baseY + direction * fontSize * font.ascent,
  )
  return { box, advance }
}

function addGlyph(sink: TextSink, state: GraphicsState, run: Run, glyph: ShownGlyph, box: Box): void {
  const mapped = glyph.unicode
  if (isWhiteSpace(mapped)) {
    sink.space ??= { box, angle: run.angle }
    return
  }
  const afterSpace = sink.space !== null && isBehind(sink.space, run.angle, box)
  sink.space = null
  const visible = seenShare(mapped, box, state.clip, run)
  const known = state.font.maps(glyph.originalCharCode)
  const text = known ? meantCharacters(mapped) : privateCharacter(glyph.originalCharCode)
  const paint = sink.nextPaint()
  if (run.angle === 0 && !state.font.vertical) {
    // What is beyond the line may be the edge of a low cell, which cuts texts.
    const isWhole = visibleShare(box, clipAroundInk(mapped, box, state.clip, run.size, true, 0)) >= 1
    const seen = isWhole ? intersection(box, state.clip) : box
    sink.cutter.see({ text, visible, paint, size: run.size }, seen, state.clip)
  }
  if (visible <= 0) return
  sink.text.push({
    text,
    x0: box[0],
    y0: box[1],
    x1: box[2],
    y1: box[3],
    size: run.size,
    visible,
    angle: run.angle,
    vertical: state.font.vertical,
    degrees: run.degrees,
    oblique: run.oblique,
    colour: run.colour,
    hidden: run.hidden === 'no' && blendsIn(sink.raster, state, box) ? 'same-colour' : run.hidden,
    unmapped: !known || isUnmappedCode(mapped.codePointAt(0) ?? 0),
    guessed: state.font.guessed,
    stencil: state.renderingMode === CLIPPING_MODE,
    afterSpace,
    field: sink.field,
    paint,
  })
}

/** The glyph stands on the line of the white space, behind where that begins in the direction of reading. */
function isBehind(space: PaintedSpace, angle: TextMark['angle'], box: Box): boolean {
  if (space.angle !== angle) return false
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const before = space.box
  if (angle === 0) return x > before[0] && y > before[1] && y < before[3]
  if (angle === 180) return x < before[2] && y > before[1] && y < before[3]
  if (angle === 90) return y > before[1] && x > before[0] && x < before[2]
  return y < before[3] && x > before[0] && x < before[2]
}

/** The share of the box inside the clip, of which one around the ink of the run hides nothing. */
function seenShare(text: string, box: Box, clip: Box, { angle, size }: Run): number {
  const visible = visibleShare(box, clip)
  if (visible <= 0 || visible >= 1) return visible
  return visibleShare(box, clipAroundInk(text, box, clip, size, angle % 180 === 0, ROUNDING))
}

/** A glyph without a width (a combining mark) is seen where its place is seen. */
function visibleShare(box: Box, clip: Box): number {
  const area = areaOf(box)
  if (area > 0) return areaOf(intersection(box, clip)) / area
  return box[0] >= clip[0] && box[2] <= clip[2] && box[1] < clip[3] && box[3] > clip[1] ? 1 : 0
}

function hiddenByState(state: GraphicsState): Hidden {
  if (state.renderingMode === INVISIBLE_MODE) return 'invisible'
  return alphaOf(state) < MIN_ALPHA || colourOf(state) === NO_COLOUR ? 'transparent' : 'no'
}

/** The outline's colour and opacity where only that is painted, else those within it. */
function colourOf(state: GraphicsState): Colour {
  return isStroked(state) ? state.stroke : state.fill
}

function alphaOf(state: GraphicsState): number {
  return (isStroked(state) ? state.strokeAlpha : state.fillAlpha) * state.groupAlpha
}

function isStroked({ renderingMode }: GraphicsState): boolean {
  return renderingMode % 4 === 1
}

/** The text has the colour of what it stands on, on two of three spots along its middle. */
function blendsIn(raster: PaintRaster, state: GraphicsState, box: Box): boolean {
  const colour = colourOf(state)
  // Dark text on bare paper needs no look: the ordinary case.
  if (raster.blank) return contrast(colour, WHITE) < MIN_TEXT_CONTRAST
  const y = (box[1] + box[3]) / 2
  let alike = 0
  for (const share of [0.2, 0.5, 0.8]) {
    const below = raster.colourAt(box[0] + (box[2] - box[0]) * share, y)
    if (contrast(colour, below) < MIN_TEXT_CONTRAST) alike += 1
  }
  return alike >= 2
}

function isShownGlyph(value: unknown): value is ShownGlyph {
  return typeof value === 'object' && value !== null && 'unicode' in value && 'width' in value
}
