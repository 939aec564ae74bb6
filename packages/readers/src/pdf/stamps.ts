/** Text that was stamped over a page: that of round seals, and large faint watermarks. It is no part of what is below. */
import { type Colour, contrast, type TextMark, WHITE } from './marks.ts'

/** Glyphs that are set along one ring: the fewest that show it. */
const MIN_ARC_GLYPHS = 4
/** Each is compared with so many of those painted before it. */
const NEIGHBOURS = 8
/** Degrees by which the directions of two glyphs differ at least, for their normals to meet in a point. */
const MIN_TURN = 6
/** Share of the ring's radius by which glyphs may be off it, or their normals off its middle. */
const RING_SLACK = 0.12
/** Points: the largest ring. Official seals are 38 to 60 mm across. */
const MAX_RADIUS = 100
/** Ems by which a seal reaches beyond the middle of the letters along its ring. */
const BEYOND_EMS = 1.2
/** Text of a watermark is so many times as large as the page's text … */
const WATERMARK_SIZES = 2
/** … and differs from paper by less than this, of 255. */
const WATERMARK_CONTRAST = 110
/** It lies over other text by this share of that text's glyphs: titles do not. */
const OVER_SHARE = 0.3

/** The texts of the seals on a page, each seal's apart. `marks` stand in painting order. */
export function sealsAmong(marks: readonly TextMark[]): readonly (readonly TextMark[])[] {
  const slanted = marks.filter(({ oblique }) => oblique)
  if (slanted.length < MIN_ARC_GLYPHS) return []
  const found: (readonly TextMark[])[] = []
  let left = slanted
  for (const ring of ringsOf(slanted)) {
    const letters = left.filter((mark) => isSetAround(ring, mark))
    if (letters.length < MIN_ARC_GLYPHS) continue
    found.push(stampedWith(letters, ring, marks))
    left = left.filter((mark) => !letters.includes(mark))
  }
  return found
}

interface Ring {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly colour: Colour
}

/** The rings along which slanted glyphs may be set, those with the most glyphs first. */
function ringsOf(slanted: readonly TextMark[]): readonly Ring[] {
  const rings: { ring: Ring; support: number }[] = []
  for (const [index, mark] of slanted.entries()) {
    for (const other of slanted.slice(Math.max(0, index - NEIGHBOURS), index)) {
      const ring = ringThrough(mark, other)
      if (ring === null) continue
      const known = rings.find(({ ring: each }) => areOne(each, ring))
      if (known === undefined) rings.push({ ring, support: 1 })
      else known.support += 1
    }
  }
  return rings.toSorted((a, b) => b.support - a.support).map(({ ring }) => ring)
}

/** The ring to which both glyphs are tangents, of one colour; its middle is where their normals meet. */
function ringThrough(a: TextMark, b: TextMark): Ring | null {
  if (a.colour !== b.colour) return null
  const turn = Math.abs(Math.sin(((a.degrees - b.degrees) * Math.PI) / 180))
  if (turn < Math.sin((MIN_TURN * Math.PI) / 180)) return null
  const [ax, ay] = middleOf(a)
  const [bx, by] = middleOf(b)
  const [anx, any] = normalOf(a)
  const [bnx, bny] = normalOf(b)
  const cross = anx * bny - any * bnx
  const along = ((bx - ax) * bny - (by - ay) * bnx) / cross
  const [x, y] = [ax + along * anx, ay + along * any]
  const [first, second] = [Math.hypot(ax - x, ay - y), Math.hypot(bx - x, by - y)]
  const radius = Math.max(first, second)
  if (radius > MAX_RADIUS || radius < Math.max(a.size, b.size)) return null
  return Math.abs(first - second) > RING_SLACK * radius ? null : { x, y, radius, colour: a.colour }
}

function areOne(a: Ring, b: Ring): boolean {
  const slack = RING_SLACK * Math.max(a.radius, b.radius)
  if (a.colour !== b.colour) return false
  return Math.hypot(a.x - b.x, a.y - b.y) <= slack && Math.abs(a.radius - b.radius) <= slack
}

/** Whether a glyph of the ring's colour stands within the ring, its line at a right angle to the way to the ring's middle. */
function isSetAround({ x, y, radius, colour }: Ring, mark: TextMark): boolean {
  if (mark.colour !== colour) return false
  const [mx, my] = middleOf(mark)
  const away = Math.hypot(mx - x, my - y)
  if (away > radius * (1 + RING_SLACK) + mark.size) return false
  const [nx, ny] = normalOf(mark)
  return Math.abs((mx - x) * ny - (my - y) * nx) <= RING_SLACK * radius
}

/**
 * All text of the seal: what is painted within its ring, in its colour, between its slanted letters and right before and
 * after them, since a seal is painted at one go.
 */
function stampedWith(
  letters: readonly TextMark[],
  ring: Ring,
  marks: readonly TextMark[],
): readonly TextMark[] {
  const reach = Math.max(
    ...letters.map((mark) => {
      const [x, y] = middleOf(mark)
      return Math.hypot(x - ring.x, y - ring.y) + BEYOND_EMS * mark.size
    }),
  )
  const own = new Set(letters)
  const belongs = (mark: TextMark | undefined): boolean => {
    if (mark === undefined) return false
    const [x, y] = middleOf(mark)
    return own.has(mark) || (mark.colour === ring.colour && Math.hypot(x - ring.x, y - ring.y) <= reach)
  }
  const places = letters.map((mark) => marks.indexOf(mark))
  let [first, last] = [Math.min(...places), Math.max(...places)]
  while (belongs(marks[first - 1])) first -= 1
  while (belongs(marks[last + 1])) last += 1
  return marks.slice(first, last + 1).filter(belongs)
}

/** Level text of watermarks: large, faint, and over other text somewhere. */
export function watermarksAmong(marks: readonly TextMark[]): readonly TextMark[] {
  const faint = marks.filter(({ colour }) => contrast(colour, WHITE) < WATERMARK_CONTRAST)
  if (faint.length === 0) return []
  const sizes = Float64Array.from(marks, ({ size }) => size).sort()
  const usual = sizes[sizes.length >> 1] ?? 0
  const large = faint.filter(({ size }) => size >= WATERMARK_SIZES * usual)
  const over = large.filter((mark) =>
    marks.some((other) => other.size * WATERMARK_SIZES <= mark.size && covers(mark, other)),
  )
  return large.filter((mark) => over.some((each) => each.colour === mark.colour && each.size === mark.size))
}

function covers(mark: TextMark, other: TextMark): boolean {
  const across = Math.min(mark.x1, other.x1) - Math.max(mark.x0, other.x0)
  const down = Math.min(mark.y1, other.y1) - Math.max(mark.y0, other.y0)
  const area = (other.x1 - other.x0) * (other.y1 - other.y0)
  return across > 0 && down > 0 && across * down >= OVER_SHARE * area
}

function middleOf({ x0, y0, x1, y1 }: TextMark): readonly [number, number] {
  return [(x0 + x1) / 2, (y0 + y1) / 2]
}

function normalOf({ degrees }: TextMark): readonly [number, number] {
  const radians = (degrees * Math.PI) / 180
  return [-Math.sin(radians), Math.cos(radians)]
}
