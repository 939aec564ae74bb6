/** The usual font size of a page, the em of what is measured on it. */
import type { Glyph } from '@backfile/readers'
import { median } from './geometry.ts'

/** Several steps ask for that of one page: it is kept with the list of its glyphs. */
const known = new WeakMap<readonly Glyph[], number>()

/** The median size of glyphs, points; undefined of none. */
export function usualSize(glyphs: readonly Glyph[]): number | undefined {
  const size = known.get(glyphs) ?? median(glyphs.map((glyph) => glyph.size))
  if (size !== undefined) known.set(glyphs, size)
  return size
}
