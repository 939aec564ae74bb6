/** Sheets on which two pages were printed side by side: each half is a page of its own. */
import type { Box } from '@backfile/model'
import type { PaintedPage, Ruling } from '@backfile/readers'
import { type SheetPage, uprightPage } from '../form-sheet/index.ts'
import { around, holds, moved } from '../geometry.ts'
import { WHOLE } from '../text-lines.ts'
import { seenBox } from '../turn.ts'
import { usualSize } from '../usual-size.ts'

/** A page, and where it stands on its sheet. */
export interface PageOnSheet {
  readonly page: PaintedPage
  /** The same page as its text reads. */
  readonly upright: SheetPage
  readonly from: PlaceOnSheet['from']
  /** Width and height of the sheet of which it is a half; null where it is all of it. */
  readonly sheet: PlaceOnSheet['sheet'] | null
}

/** Where a page stands on the sheet that it was cut from. */
export interface PlaceOnSheet {
  /** Points that it stands right of the sheet's left side, and below its top. */
  readonly from: readonly [number, number]
  /** Width and height of the sheet. */
  readonly sheet: readonly [number, number]
}

/** A sheet that holds two pages side by side is wider than it is high by this factor. */
const LANDSCAPE = 1.15

/** Between two pages are this many ems of white, and so many points; more where only their text tells of them. */
const GUTTER_EMS = 1.5
const LEAST_GUTTER = 8
const WIDE_GUTTER_EMS = 3

/** A page's table ends where an upright ruling stands, or where so many level ones end. */
const LEVEL_ENDS = 3

/** Points: positions so near to each other are one. */
const SAME = 1.5

/** A page on which less is painted tells nothing by its sides; a cover has its lines centred, give or take so much of its width. */
const LEAST_GLYPHS = 20
const CENTRED_SHARE = 0.02

/** Points by which the backdrop of a sheet may end before the sheet does. */
const BACKDROP_SLACK = 2

/**
 * The pages that a sheet holds: its halves, where two pages stand on it side by side, and else itself. `before` are
 * those of the sheet before it: where they are halves, white down the middle is enough to part this one, and a sheet
 * of which only the left half is filled is the last of them. A right half is numbered half a page more than its sheet.
 */
export function pagesOn(seen: PaintedPage, before: readonly PageOnSheet[]): readonly PageOnSheet[] {
  const upright = uprightPage(seen)
  const { turn } = upright
  const whole: readonly PageOnSheet[] = [{ page: seen, upright, from: [0, 0], sheet: null }]
  // Pages whose text runs down may stand side by side as well: the sheet is held as it is wider than high.
  const held = (turn === 90 || turn === 270) && isWide(seen) ? 0 : turn
  const sheet = held === turn ? upright.page : seen
  if (!isWide(sheet)) return whole
  const middle = sheet.width / 2
  const sides = sidesOf(sheet, middle)
  if (sides === null) return whole
  const goesOn = hasHalvesOf(before, seen)
  const isLast = goesOn && sides.right.boxes.length === 0
  const em = usualSize(sheet.glyphs) ?? 0
  if (!isLast && !areTwoPages(sides, middle, { em, goesOn, isTurned: held !== turn })) return whole
  const left: Box = [0, 0, middle, sheet.height]
  const right: Box = [middle, 0, sheet.width, sheet.height]
  return (isLast ? [left] : [left, right]).map((side, at) => {
    const box = seenBox(side, held, sheet.width, sheet.height)
    const half = halfOf(seen, box)
    const page = at === 0 ? half : { ...half, number: seen.number + 0.5, doubts: [] }
    return {
      page,
      upright: uprightPage(page),
      from: [box[0], box[1]],
      sheet: [seen.width, seen.height],
    }
  })
}

function isWide({ width, height }: PaintedPage): boolean {
  return width >= height * LANDSCAPE
}

function hasHalvesOf([half]: readonly PageOnSheet[], { width, height }: PaintedPage): boolean {
  return half?.sheet?.[0] === width && half.sheet[1] === height
}

/** What is painted on one side of the sheet's middle. */
interface Side {
  /** Of whole glyphs, rulings, shading and pictures. */
  readonly boxes: readonly Box[]
  readonly texts: readonly Box[]
  readonly rulings: readonly Ruling[]
}

/** What stands left and right of the middle; null where anything crosses it but a backdrop as high as the sheet. */
function sidesOf(sheet: PaintedPage, middle: number): { readonly left: Side; readonly right: Side } | null {
  const texts = sheet.glyphs
    .filter(({ text, visible }) => visible >= WHOLE && text.trim() !== '')
    .map(({ box }) => box)
  const shades = sheet.fills
    .map(({ box }) => box)
    .filter((box) => box[3] - box[1] < sheet.height - 2 * BACKDROP_SLACK)
  const lines = sheet.rulings.map(boxOf)
  const boxes = [...texts, ...lines, ...shades, ...sheet.pictures]
  if (boxes.some(([x0, , x1]) => x0 < middle && x1 > middle)) return null
  const isLeft = ([x0, , x1]: Box): boolean => x0 + x1 < 2 * middle
  const side = (isOwn: (box: Box) => boolean): Side => ({
    boxes: boxes.filter(isOwn),
    texts: texts.filter(isOwn),
    rulings: sheet.rulings.filter((ruling) => isOwn(boxOf(ruling))),
  })
  return { left: side(isLeft), right: side((box) => !isLeft(box)) }
}

/**
 * Whether both sides of the middle are pages: tables end on both sides of the white between them, or text begins and
 * ends at the same places of either half. Columns of one table do neither.
 */
function areTwoPages(
  { left, right }: { readonly left: Side; readonly right: Side },
  middle: number,
  { em, goesOn, isTurned }: { readonly em: number; readonly goesOn: boolean; readonly isTurned: boolean },
): boolean {
  if (Math.min(left.texts.length, right.texts.length) < LEAST_GLYPHS) return false
  const [first, second] = [around(left.boxes), around(right.boxes)]
  const gutter = second[0] - first[2]
  if (gutter < Math.max(LEAST_GUTTER, (isTurned ? WIDE_GUTTER_EMS : GUTTER_EMS) * em)) return false
  if (goesOn) return true
  const isLeftPage = endsAt(left, 2, isTurned) || isCover(left, middle / 2, middle)
  const isRightPage = endsAt(right, 0, isTurned) || isCover(right, middle * 1.5, middle)
  if (isLeftPage && isRightPage && left.rulings.length + right.rulings.length > 0) return true
  const halfOff = (place: 0 | 2): boolean => Math.abs(second[place] - first[place] - middle) < SAME
  return gutter > WIDE_GUTTER_EMS * em && halfOff(0) && halfOff(2)
}

/** Whether half a sheet holds only text, which is centred on it. */
function isCover({ rulings, texts }: Side, centre: number, width: number): boolean {
  const [x0, , x1] = around(texts)
  return rulings.length === 0 && Math.abs((x0 + x1) / 2 - centre) < CENTRED_SHARE * width
}

/**
 * Whether a table has its side where the rulings of half a sheet end, on its left (0) or right (2). Beside its rows
 * stands no text; above them, as which text beside it is seen where text is turned, there may be some.
 */
function endsAt({ rulings, texts }: Side, place: 0 | 2, isTurned: boolean): boolean {
  const table = around(rulings.map(boxOf))
  const ends = rulings.filter((ruling) => Math.abs(boxOf(ruling)[place] - table[place]) < SAME)
  if (!ends.some(({ x0, x1 }) => x1 - x0 < SAME) && ends.length < LEVEL_ENDS) return false
  return isTurned || !texts.some((text) => standsBeside(text, table, place))
}

function standsBeside([x0, y0, x1, y1]: Box, table: Box, place: 0 | 2): boolean {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
  return y > table[1] && y < table[3] && (place === 0 ? x < table[0] : x > table[2])
}

/** What of the sheet has its middle in the box, moved to a page that is as large as the box. */
function halfOf(seen: PaintedPage, box: Box): PaintedPage {
  const [dx, dy] = [-box[0], -box[1]]
  const isOwn = ([x0, y0, x1, y1]: Box): boolean => holds(box, (x0 + x1) / 2, (y0 + y1) / 2)
  return {
    ...seen,
    width: box[2] - box[0],
    height: box[3] - box[1],
    glyphs: seen.glyphs
      .filter((glyph) => isOwn(glyph.box))
      .map((glyph) => ({ ...glyph, box: moved(glyph.box, dx, dy) })),
    rulings: seen.rulings
      .filter((ruling) => isOwn(boxOf(ruling)))
      .map(({ x0, y0, x1, y1, width }) => ({ x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy, width })),
    fills: seen.fills
      .filter((fill) => isOwn(fill.box))
      .map((fill) => ({ ...fill, box: moved(fill.box, dx, dy) })),
    pictures: seen.pictures.filter(isOwn).map((picture) => moved(picture, dx, dy)),
    ...(seen.traces && { traces: seen.traces.filter(isOwn).map((trace) => moved(trace, dx, dy)) }),
  }
}

function boxOf({ x0, y0, x1, y1 }: Ruling): Box {
  return [x0, y0, x1, y1]
}
