/** Which of the painted glyphs a reader of the page sees, each once. */
import { type CoveredGlyph, isCovered } from './covered-texts.ts'
import type { Area, TextMark } from './marks.ts'
import type { PaintRaster } from './paint-raster.ts'
import { sealsAmong, watermarksAmong } from './stamps.ts'

/** Shares of the way along a glyph at which is looked for a cover. */
const SPOTS = [0.1, 0.3, 0.5, 0.7, 0.9]
/** A glyph seen by less than this share is not seen: the rest of an edge that touches the clip. */
const MIN_VISIBLE = 0.02
/** Copies of a glyph this near (in shares of the font's size) are one glyph printed bold or with a shadow. */
const MAX_OVERPRINT = 0.15
/** … and no further than this share of its advance: two thin letters stand side by side. */
const MAX_OVERPRINT_ADVANCE = 0.45

export interface SeenText {
  /** All that no clip hides, in painting order. */
  readonly painted: readonly TextMark[]
  readonly seen: readonly TextMark[]
  /** Painted so that it is not seen: invisible, transparent, in its ground's colour, or covered. */
  readonly hidden: readonly TextMark[]
  /** Hidden, for so large a part that they cannot be read, by what was painted over them. */
  readonly covered: readonly CoveredGlyph[]
  /** Of the hidden ones, those that a text layer under a scan consists of. */
  readonly layer: readonly TextMark[]
  /** Watermarks: text that runs at a slant, or large and faint over other text. */
  readonly watermarks: readonly TextMark[]
  /** The text of seals, each seal's apart. */
  readonly seals: readonly (readonly TextMark[])[]
}

/** Sorts a page's text marks, after the whole page has been painted. */
export function seenText(
  marks: readonly TextMark[],
  raster: PaintRaster,
  veils: readonly Area['box'][],
): SeenText {
  const seen: TextMark[] = []
  const hidden: TextMark[] = []
  const covered: CoveredGlyph[] = []
  const layer: TextMark[] = []
  const oblique: TextMark[] = []
  // What no clip and no edge of the page lets be seen goes first: its place may be any number.
  const painted = withoutOverprints(
    marks.filter((mark) => mark.visible >= MIN_VISIBLE),
    raster,
  )
  for (const mark of painted) {
    const cover = coverOf(mark, raster)
    if (mark.hidden === 'no' && isCovered(cover.share)) covered.push({ mark, byPicture: cover.byPicture })
    const visible = mark.visible * (1 - cover.share)
    if (mark.hidden === 'no' && visible >= MIN_VISIBLE) {
      if (mark.oblique) oblique.push(mark)
      else seen.push(cover.share === 0 ? mark : { ...mark, visible })
    } else if (mark.hidden === 'same-colour' && cover.share < 1 && stands(mark, veils)) {
      // White text on a picture with a mask: what shows below it is not known, so the text may well be seen.
      seen.push(mark)
    } else {
      hidden.push(mark)
      if (mark.hidden === 'invisible' || cover.byPicture) layer.push(mark)
    }
  }
  const seals = sealsAmong([...seen, ...oblique].sort((a, b) => a.paint - b.paint))
  const watermarks = [...watermarksAmong(seen), ...oblique]
  const stamped = new Set([...seals.flat(), ...watermarks])
  return {
    seen: stamped.size === 0 ? seen : seen.filter((mark) => !stamped.has(mark)),
    painted,
    hidden,
    covered,
    layer,
    watermarks: watermarks.filter((mark) => !seals.some((seal) => seal.includes(mark))),
    seals,
  }
}

/** The share of a glyph, along its direction of reading, that opaque areas painted later hide. */
function coverOf(mark: TextMark, raster: PaintRaster): { share: number; byPicture: boolean } {
  if (raster.blank) return { share: 0, byPicture: false }
  const upright = mark.angle === 0 || mark.angle === 180
  let covered = 0
  let byPicture = false
  for (const spot of SPOTS) {
    const alongX = upright ? spot : 0.5
    const alongY = upright ? 0.5 : spot
    const x = mark.x0 + (mark.x1 - mark.x0) * alongX
    const y = mark.y0 + (mark.y1 - mark.y0) * alongY
    const cover = raster.coverAt(x, y, mark.paint)
    if (cover !== undefined) covered += 1
    if (cover?.picture === true) byPicture = true
  }
  return { share: covered / SPOTS.length, byPicture }
}

function stands(mark: TextMark, boxes: readonly Area['box'][]): boolean {
  const x = (mark.x0 + mark.x1) / 2
  const y = (mark.y0 + mark.y1) / 2
  return boxes.some((box) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])
}

/** Cells of the grid in which copies are looked for: points, a little over the reach for ordinary sizes. */
const GRID = 4

/**
 * Of copies of one glyph in nearly one place, the one that is seen most: where a figure was covered and another one
 * written over it, the digits that both have are those of the one on top.
 */
function withoutOverprints(marks: readonly TextMark[], raster: PaintRaster): readonly TextMark[] {
  const kept: TextMark[] = []
  const byPlace = new Map<number, number>()
  for (const mark of marks) {
    const x = (mark.x0 + mark.x1) / 2
    const y = (mark.y0 + mark.y1) / 2
    const code = mark.text.codePointAt(0) ?? 0
    const reach = Math.min(MAX_OVERPRINT * mark.size, GRID)
    let earlier: number | undefined
    for (let gx = cell(x - reach); gx <= cell(x + reach) && earlier === undefined; gx += 1) {
      for (let gy = cell(y - reach); gy <= cell(y + reach) && earlier === undefined; gy += 1) {
        const candidate = byPlace.get(placeKey(code, gx, gy))
        const other = candidate === undefined ? undefined : kept[candidate]
        if (other !== undefined && isOverprint(mark, other, reach)) earlier = candidate
      }
    }
    const other = earlier === undefined ? undefined : kept[earlier]
    if (earlier === undefined || other === undefined) {
      byPlace.set(placeKey(code, cell(x), cell(y)), kept.length)
      kept.push(mark)
    } else if (clarity(mark, raster) > clarity(other, raster)) {
      kept[earlier] = mark
    }
  }
  return kept.sort((a, b) => a.paint - b.paint)
}

function isOverprint(a: TextMark, b: TextMark, reach: number): boolean {
  const dx = Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2
  const dy = Math.abs(a.y0 + a.y1 - b.y0 - b.y1) / 2
  const upright = a.angle === 0 || a.angle === 180
  const along = upright ? dx : dy
  const advance = upright ? a.x1 - a.x0 : a.y1 - a.y0
  return (
    a.text === b.text &&
    a.angle === b.angle &&
    dx <= reach &&
    dy <= reach &&
    along <= MAX_OVERPRINT_ADVANCE * advance &&
    Math.abs(a.size - b.size) <= 0.25 * a.size
  )
}

function clarity(mark: TextMark, raster: PaintRaster): number {
  return mark.hidden === 'no' ? mark.visible * (1 - coverOf(mark, raster).share) : mark.visible - 2
}

function cell(at: number): number {
  return Math.floor(at / GRID)
}

function placeKey(code: number, gx: number, gy: number): number {
  // Pages are at most 14,400 pt wide by the standard; glyphs outside have been dropped.
  return (code * 8192 + (gx & 8191)) * 8192 + (gy & 8191)
}
