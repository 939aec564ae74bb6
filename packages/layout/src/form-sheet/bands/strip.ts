/** Pages side by side as one wide page: a glyph that two of them show in part is taken once. */
import type { Glyph, PaintedPage, Ruling } from '@backfile/readers'
import { median, moved } from '../../geometry.ts'
import type { SheetPage } from '../form-page.ts'
import { type BandPage, heightOf } from './band-page.ts'
import { sharedGlyphs } from './beside.ts'

/** Where a glyph of a strip was painted. */
export interface Origin {
  readonly own: SheetPage
  readonly glyph: Glyph
}

/** One page, or pages side by side as one. */
export interface Strip {
  readonly page: PaintedPage
  readonly pages: readonly SheetPage[]
  readonly origins: ReadonlyMap<Glyph, Origin>
}

export function stripOf(own: SheetPage, page: PaintedPage): Strip {
  return { page, pages: [own], origins: new Map(page.glyphs.map((glyph) => [glyph, { own, glyph }])) }
}

/** A strip on which nothing stands yet, as large as the page. */
export function blankStrip(page: PaintedPage): Strip {
  return { page: { ...page, glyphs: [], rulings: [] }, pages: [], origins: new Map() }
}

/** How far the page to the right is moved to stand beside the one to the left, by the glyphs that both show; null where there are none. */
export function seamOf(left: BandPage, right: BandPage): number | null {
  return median(sharedGlyphs(left, right).map(([a, b]) => a.box[0] - b.box[0])) ?? null
}

/** A strip with one more page at its right, moved by `dx` points. */
export function withPageBeside(strip: Strip, own: SheetPage, page: PaintedPage, dx: number): Strip {
  const origins = new Map(strip.origins)
  const glyphs = [...strip.page.glyphs]
  const places = new Map<string, number[]>()
  const edge = dx + Math.min(...page.glyphs.map(({ box }) => box[0]))
  for (const [index, glyph] of glyphs.entries()) {
    if (glyph.box[2] > edge) places.set(glyph.text, [...(places.get(glyph.text) ?? []), index])
  }
  const after = Math.max(0, ...glyphs.map(({ order }) => order)) + 1
  for (const glyph of page.glyphs) {
    const placed: Glyph = { ...glyph, box: moved(glyph.box, dx, 0), order: glyph.order + after }
    const same = (places.get(glyph.text) ?? []).find((index) => isSame(glyphs[index], placed))
    const before = same === undefined ? undefined : glyphs[same]
    if (same === undefined || before === undefined) {
      glyphs.push(placed)
      origins.set(placed, { own, glyph })
      continue
    }
    const visible = Math.min(1, before.visible + placed.visible)
    const isMoreHere = placed.visible > before.visible
    const whole: Glyph = { ...(isMoreHere ? placed : before), visible }
    const origin = isMoreHere ? { own, glyph } : origins.get(before)
    origins.delete(before)
    glyphs[same] = whole
    if (origin !== undefined) origins.set(whole, origin)
  }
  const rulings = page.rulings.map(
    (ruling): Ruling => ({ ...ruling, x0: ruling.x0 + dx, x1: ruling.x1 + dx }),
  )
  const wide: PaintedPage = {
    ...strip.page,
    width: Math.max(strip.page.width, dx + page.width),
    glyphs,
    rulings: [...strip.page.rulings, ...rulings],
  }
  return { page: wide, pages: [...strip.pages, own], origins }
}

/** Parts of one glyph lie over each other, give or take this, in em. */
const SAME_PLACE_EM = 0.2

function isSame(glyph: Glyph | undefined, other: Glyph): boolean {
  return (
    glyph !== undefined &&
    Math.abs(glyph.box[0] - other.box[0]) < other.size * SAME_PLACE_EM &&
    Math.abs(heightOf(glyph) - heightOf(other)) < other.size * SAME_PLACE_EM
  )
}
