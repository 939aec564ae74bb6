/**
 * Small letters and digits far wider than type has them, alone among ordinary ones: the font has another sign there. So
 * Ghostscript 10 writes prints by Chromium: `≥` goes by as `g`, `≤` as `f`.
 */
import type { Box } from '@backfile/model'
import { areaAround, type TextMark } from './marks.ts'

/** What no type for texts sets wider than 0.72 em (Verdana’s bold digits); `m` and `w` it may. */
const NARROW = /^[0-9a-ln-vx-z]$/
/** Signs such as `≥` are as wide as this, in em, or as an ideograph. */
const LEAST_WIDTH = 0.8
/** So many are told of one page, no more. */
const MOST = 50

export interface WideLetter {
  readonly text: string
  readonly box: Box
}

/**
 * The letters and digits that stand alone so wide, while most of the page's are not: type that is set wide, and
 * full-width letters, have neighbours as wide. `marks` in painting order.
 */
export function wideLetters(marks: readonly TextMark[]): readonly WideLetter[] {
  const narrow = marks.filter(({ text, vertical, oblique }) => !vertical && !oblique && NARROW.test(text))
  const wide = new Set(narrow.filter(isWide))
  if (wide.size === 0 || wide.size * 2 >= narrow.length) return []
  const found: WideLetter[] = []
  for (const [index, mark] of marks.entries()) {
    if (!wide.has(mark) || found.length >= MOST) continue
    const [before, after] = [marks[index - 1], marks[index + 1]]
    if ((before && wide.has(before)) || (after && wide.has(after))) continue
    found.push({ text: mark.text, box: areaAround([mark]) })
  }
  return found
}

function isWide({ x0, x1, y0, y1, size, angle }: TextMark): boolean {
  return (angle % 180 === 0 ? x1 - x0 : y1 - y0) > size * LEAST_WIDTH
}
