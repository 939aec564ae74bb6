/** The marks of one page as the interpreter paints them, before hidden ones are dropped and rulings are joined. */
import type { Box } from '@backfile/model'

/** Why a glyph cannot be seen, as far as the moment of painting tells. */
export type Hidden = 'no' | 'invisible' | 'transparent' | 'same-colour'

export interface TextMark {
  readonly text: string
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  readonly size: number
  readonly visible: number
  readonly angle: 0 | 90 | 180 | 270
  readonly vertical: boolean
  /** Degrees clockwise by which the line is turned on the seen page. */
  readonly degrees: number
  /** Runs at a slant that is no multiple of 90°: a watermark, or along a seal's ring. */
  readonly oblique: boolean
  /** As it would show on bare paper. */
  readonly colour: Colour
  readonly hidden: Hidden
  /** The font says no character for this glyph. */
  readonly unmapped: boolean
  /** See `Font.guessed`. */
  readonly guessed: boolean
  /** It paints nothing itself: it is what shows of what is painted through it. */
  readonly stencil: boolean
  /** White space was painted between the glyph before and this one. */
  readonly afterSpace: boolean
  /** The form field in whose place it was painted, by its annotation's id. */
  readonly field: string | null
  /** Position in the page's painting order, shared with areas and lines. */
  readonly paint: number
}

/** The box around marks. */
export function areaAround(marks: readonly TextMark[]): Box {
  return marks.reduce<Box>(
    (box, mark) => [
      Math.min(box[0], mark.x0),
      Math.min(box[1], mark.y0),
      Math.max(box[2], mark.x1),
      Math.max(box[3], mark.y1),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  )
}

/** A straight mark along one axis: `at` is its place across, `from`…`to` its extent along. */
export interface LineMark {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly width: number
  readonly paint: number
  /** A side of a small closed outline, as letters are drawn with. */
  readonly outline?: boolean
}

/** A filled rectangle or a picture. */
export interface Area {
  readonly box: Box
  readonly colour: Colour
  /** Nothing below shows through. */
  readonly opaque: boolean
  readonly picture: boolean
  readonly paint: number
}

/** `0xrrggbb`, or one of the two below. */
export type Colour = number
/** A pattern or a picture: painted, but of no one colour. */
export const MANY_COLOURS: Colour = -1
/** Nothing is painted. */
export const NO_COLOUR: Colour = -2
export const WHITE: Colour = 0xffffff

/** The largest difference of a channel, 0…255; patterns and pictures differ from everything. */
export function contrast(a: Colour, b: Colour): number {
  if (a < 0 || b < 0) return 255
  return Math.max(
    Math.abs((a >> 16) - (b >> 16)),
    Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)),
    Math.abs((a & 255) - (b & 255)),
  )
}

/** `alpha` of `above` over `below`. */
export function blended(above: Colour, below: Colour, alpha: number): Colour {
  if (above < 0 || below < 0) return MANY_COLOURS
  const channel = (shift: number): number =>
    Math.round(((above >> shift) & 255) * alpha + ((below >> shift) & 255) * (1 - alpha)) << shift
  return channel(16) | channel(8) | channel(0)
}

export function hexOf(colour: Colour): string {
  return colour < 0 ? '#808080' : `#${colour.toString(16).padStart(6, '0')}`
}
