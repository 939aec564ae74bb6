/** Paints lines of text as a page of glyphs, for tests of layout. */
import type { Glyph, PaintedPage, Ruling } from '@backfile/readers'
import { isIdeographic } from '../scripts.ts'

/** A text with its left end and the centre of its line, in points. */
export interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size?: number
}

/** Width of a text in points: proportional like a usual book face, ideographs full width. */
export function widthOf(text: string, size = 10): number {
  return [...text].reduce((width, character) => width + advanceOf(character) * size, 0)
}

/** The glyphs of one text; its spaces are gaps, as readers give them. */
export function paintText(placed: Placed, order = 0): Glyph[] {
  const size = placed.size ?? 10
  let x = placed.x
  const glyphs: Glyph[] = []
  for (const [index, text] of [...placed.text].entries()) {
    const x1 = x + advanceOf(text) * size
    if (text.trim() !== '') {
      glyphs.push({
        text,
        box: [x, placed.y - 0.6 * size, x1, placed.y + 0.6 * size],
        size,
        visible: 1,
        angle: 0,
        vertical: false,
        order: order + index,
      })
    }
    x = x1
  }
  return glyphs
}

/** A page with these texts and rulings; painted last to first, so that nothing can lean on painted order. */
export function paintPage(texts: readonly Placed[], rulings: readonly Ruling[] = []): PaintedPage {
  return {
    number: 1,
    width: 595,
    height: 842,
    glyphs: [...texts].reverse().flatMap((placed, index) => paintText(placed, index * 1000)),
    rulings,
    fills: [],
    pictures: [],
    doubts: [],
  }
}

/**
 * A page as a reader of space-aligned text gives it: half-width characters 6 points wide, lines 12 points high; an
 * ideograph takes `wide` columns.
 */
export function paintGrid(text: string, wide: 1 | 2 = 2): PaintedPage {
  const glyphs: Glyph[] = []
  const lines = text.split('\n')
  for (const [row, line] of lines.entries()) {
    let column = 0
    for (const character of line) {
      const cells = isIdeographic(character) ? wide : 1
      if (character.trim() !== '') {
        glyphs.push({
          text: character,
          box: [column * 6, row * 12, (column + cells) * 6, (row + 1) * 12],
          size: 12,
          visible: 1,
          angle: 0,
          vertical: false,
          order: glyphs.length,
        })
      }
      column += cells
    }
  }
  return {
    number: 1,
    width: 1200,
    height: lines.length * 12,
    glyphs,
    rulings: [],
    fills: [],
    pictures: [],
    doubts: [],
    ...(wide === 1 && { isCounted: true }),
  }
}

function advanceOf(character: string): number {
  if (isIdeographic(character)) return 1
  if (/[0-9$€£+=<>~−–]/.test(character)) return 0.55
  if (/[\silj.,;:'|!()[\]ftr/-]/.test(character)) return 0.28
  if (/[mwMW%@—]/.test(character)) return 0.85
  return /[A-Z]/.test(character) ? 0.67 : 0.53
}
