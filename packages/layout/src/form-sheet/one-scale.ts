/** Pages of forms at scales that differ a little as if all had one: lines at one height of the sheet then meet. */
import type { PaintedPage } from '@backfile/readers'
import { scaledBox } from '../geometry.ts'
import { prevailingSize, scalesToOne } from '../scales.ts'
import type { SheetPage } from './form-page.ts'

/** The pages at the scale of the first of them that tells one like theirs. */
export function atOneScale(pages: readonly SheetPage[]): readonly SheetPage[] {
  if (pages.length < 2) return pages
  const scales = scalesToOne(
    pages.map(({ page }) =>
      prevailingSize(page.glyphs.map(({ size, text }) => ({ size, length: text.length }))),
    ),
  )
  return pages.map((own, at) => {
    const scale = scales[at] ?? 1
    return scale === 1 ? own : { ...own, page: scaledPage(own.page, scale), scale: own.scale * scale }
  })
}

/** Its marks on a page of the same paper. */
function scaledPage(page: PaintedPage, scale: number): PaintedPage {
  return {
    ...page,
    glyphs: page.glyphs.map((glyph) => ({
      ...glyph,
      box: scaledBox(glyph.box, scale),
      size: glyph.size * scale,
    })),
    rulings: page.rulings.map(({ x0, y0, x1, y1, width }) => ({
      x0: x0 * scale,
      y0: y0 * scale,
      x1: x1 * scale,
      y1: y1 * scale,
      width: width * scale,
    })),
    fills: page.fills.map((fill) => ({ ...fill, box: scaledBox(fill.box, scale) })),
    pictures: page.pictures.map((box) => scaledBox(box, scale)),
  }
}
