/** The graphics state of PDF (ISO 32000-1, 8.4 and 9.3), as far as it decides where and whether marks are seen. */
import type { Box } from '@backfile/model'
import { type Font, UNKNOWN_FONT } from './font.ts'
import type { Colour } from './marks.ts'
import { IDENTITY, type Matrix } from './matrix.ts'

/** Changed in place by the interpreter; `savedState` copies it for `q`. */
export interface GraphicsState {
  /** User space to the seen page. */
  ctm: Matrix
  /** On the seen page. A clip that is no rectangle is taken by its box. */
  clip: Box
  clipIsExact: boolean
  fill: Colour
  stroke: Colour
  fillAlpha: number
  strokeAlpha: number
  /** Of the transparency groups around. */
  groupAlpha: number
  /** A soft mask, or a blend mode other than normal: what is painted may show what is below. */
  softMasked: boolean
  blends: boolean
  lineWidth: number
  font: Font
  fontSize: number
  /** -1 for a negative font size. */
  direction: 1 | -1
  charSpacing: number
  wordSpacing: number
  /** 1 for 100%. */
  horizontalScale: number
  leading: number
  rise: number
  renderingMode: number
  textMatrix: Matrix
  /** The current point and the start of the line, in text space. */
  x: number
  y: number
  lineX: number
  lineY: number
}

export function initialState(ctm: Matrix, clip: Box): GraphicsState {
  return {
    ctm,
    clip,
    clipIsExact: true,
    fill: 0,
    stroke: 0,
    fillAlpha: 1,
    strokeAlpha: 1,
    groupAlpha: 1,
    softMasked: false,
    blends: false,
    lineWidth: 1,
    font: UNKNOWN_FONT,
    fontSize: 0,
    direction: 1,
    charSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
    renderingMode: 0,
    textMatrix: IDENTITY,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
  }
}

export function savedState(state: GraphicsState): GraphicsState {
  return { ...state }
}
