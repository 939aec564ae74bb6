/** Pages whose text does not run upright: turned before layout, their boxes turned back afterwards. */
import type { Box } from '@backfile/model'
import type { Glyph, PaintedPage } from '@backfile/readers'

export type Turn = 0 | 90 | 180 | 270

/** The direction in which most of the page's text runs, in degrees clockwise; upright columns of vertical text count as 0. */
export function turnOf(page: PaintedPage): Turn {
  const counts: Record<Turn, number> = { 0: 0, 90: 0, 180: 0, 270: 0 }
  for (const glyph of page.glyphs) counts[glyph.vertical ? 0 : glyph.angle] += 1
  const most = Math.max(counts[0], counts[90], counts[180], counts[270])
  if (counts[0] === most) return 0
  return counts[90] === most ? 90 : counts[270] === most ? 270 : 180
}

/** The page as one holds it to read text that runs in the direction `turn`. */
export function turnedUpright(page: PaintedPage, turn: Turn): PaintedPage {
  if (turn === 0) return page
  const { width, height } = page
  const box = (seen: Box): Box => uprightBox(seen, turn, width, height)
  return {
    ...page,
    width: turn === 180 ? width : height,
    height: turn === 180 ? height : width,
    glyphs: page.glyphs.map((glyph) => ({ ...glyph, box: box(glyph.box), angle: angleFrom(glyph, turn) })),
    rulings: page.rulings.map((ruling) => {
      const [x0, y0, x1, y1] = box([ruling.x0, ruling.y0, ruling.x1, ruling.y1])
      return { x0, y0, x1, y1, width: ruling.width }
    }),
    fills: page.fills.map((fill) => ({ ...fill, box: box(fill.box) })),
    pictures: page.pictures.map(box),
    ...(page.traces && { traces: page.traces.map(box) }),
  }
}

/** A box of the upright page, on the page as it is seen. `width` and `height` are those of the upright page. */
export function seenBox(upright: Box, turn: Turn, width: number, height: number): Box {
  if (turn === 0) return upright
  const back: Turn = turn === 90 ? 270 : turn === 270 ? 90 : 180
  return uprightBox(upright, back, width, height)
}

function uprightBox([x0, y0, x1, y1]: Box, turn: Turn, width: number, height: number): Box {
  switch (turn) {
    case 0:
      return [x0, y0, x1, y1]
    case 90:
      return [y0, width - x1, y1, width - x0]
    case 180:
      return [width - x1, height - y1, width - x0, height - y0]
    case 270:
      return [height - y1, x0, height - y0, x1]
  }
}

const quarterTurns: readonly Turn[] = [0, 90, 180, 270]

function angleFrom(glyph: Glyph, turn: Turn): Turn {
  return quarterTurns[((glyph.angle - turn + 360) % 360) / 90] ?? 0
}
