/**
 * Clips around the ink of a run of text, as cairo writes them into files that it prints anew: a glyph's ink is less than
 * its advance box, so they cut the box and hide nothing.
 */
import type { Box } from '@backfile/model'

/** Ems: the ink of figures is 0.7 high; a lower clip shows a strip of a line that the end of a page cuts. */
const MIN_HEIGHT = 0.6
/** Points to which such clips are rounded outwards. */
export const ROUNDING = 1
/** Ems at the side of a glyph that have no ink … */
const BEARING = 0.12
/** … and beside a Chinese stop, which fills a part of its square only. */
const STOP_BEARING = 0.7
const CLOSING = '，。、；：！？）》〉」』】〕”’'
const OPENING = '（《〈「『【〔“‘'

/**
 * The clip as far as it may hide something of the glyph in `box`. One that ends within the height of the line above and
 * below, or `slack` points beyond it, is around the line's ink: cells and pages go on beyond the line.
 */
export function clipAroundInk(
  text: string,
  box: Box,
  clip: Box,
  size: number,
  isLevel: boolean,
  slack: number,
): Box {
  const [low, high] = isLevel ? ([1, 3] as const) : ([0, 2] as const)
  if (
    clip[low] < box[low] - slack ||
    clip[high] > box[high] + slack ||
    clip[high] - clip[low] < MIN_HEIGHT * size
  )
    return clip
  const before = (OPENING.includes(text) ? STOP_BEARING : BEARING) * size
  const behind = (CLOSING.includes(text) ? STOP_BEARING : BEARING) * size
  const start = (at: number, end: number): number => (end - at <= before ? Math.min(at, end) : end)
  const stop = (at: number, end: number): number => (at - end <= behind ? Math.max(at, end) : end)
  return isLevel
    ? [start(box[0], clip[0]), box[1], stop(box[2], clip[2]), box[3]]
    : [box[0], start(box[1], clip[1]), box[2], stop(box[3], clip[3])]
}
