/** Pages of characters on a grid, which readers make of space-aligned text. */
import type { PaintedPage } from '@backfile/readers'

/** Whether the page's glyphs stand on a grid of characters: all of one size, on lines of that height. */
export function isOfCharacters({ glyphs }: PaintedPage): boolean {
  return glyphs.every(
    ({ size, box }) =>
      size === glyphs[0]?.size && box[3] - box[1] === size && Number.isInteger(box[1] / size),
  )
}
