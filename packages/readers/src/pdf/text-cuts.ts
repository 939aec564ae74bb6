/**
 * Notices text that goes on beyond a clip: what a cell that is too narrow shows of a longer text. Some producers paint
 * the whole text and let the clip hide what does not fit; others leave out glyphs that the clip would hide altogether,
 * and all that tells is the last glyph, which pokes over the clip's edge.
 */
import type { Box } from '@backfile/model'
import type { TextMark } from './marks.ts'

/** Of a glyph that a clip cuts, less than this share does not show which character it is. */
export const LEGIBLE_SHARE = 0.6
/** Points: less is rounding. */
const MIN_POKE = 0.05
/** Points by which a centred text may stick out more on one side. */
const EVEN_POKE = 0.5
/** Ems by which a text's first glyph, of those that the file has, pokes out where others may stand before it. */
const MIN_START_POKE_EM = 0.25
/** Glyphs of one text stand no further apart than a wide space, and overlap by no more than this, in em. */
const MAX_GAP_EM = 0.6
const MAX_OVERLAP_EM = 0.3
/** … and at one height, give or take this many em. */
const MAX_DRIFT_EM = 0.2

/** A text of which a clip hides the beginning or the end. */
export interface TextCut {
  readonly shown: string
  /** Null where the file does not have all of it. */
  readonly whole: string | null
  /** Of what is shown. */
  readonly box: Box
  /** Where the clip ends, across the text. */
  readonly edge: number
  readonly side: 'left' | 'right'
  /** The glyph nearest to the edge that is hidden, if the file has any. */
  readonly hidden: { readonly text: string; readonly x: number; readonly y: number } | null
  /** The painting order of the glyph nearest to the edge that is shown. */
  readonly shownPaint: number
}

interface ClippedGlyph {
  readonly text: string
  readonly box: Box
  readonly visible: number
  readonly clip: Box
  readonly paint: number
}

/** Follows the glyphs of a page, upright text only, in the order in which they are painted. */
export class TextCutter {
  readonly #cuts: TextCut[] = []
  #run: ClippedGlyph[] = []
  #isCut = false

  see(mark: Pick<TextMark, 'text' | 'visible' | 'paint' | 'size'>, box: Box, clip: Box): void {
    const previous = this.#run.at(-1)
    if (previous !== undefined && !(goesOn(previous.box, box, mark.size) && isSame(previous.clip, clip)))
      this.#close()
    this.#run.push({ text: mark.text, box, visible: mark.visible, clip, paint: mark.paint })
    if (mark.visible < 1 && pokes(box, clip) !== null) this.#isCut = true
  }

  /** All cuts of the page, once its last glyph has been seen. */
  cuts(): readonly TextCut[] {
    this.#close()
    return this.#cuts
  }

  #close(): void {
    if (this.#isCut) this.#cuts.push(...cutsOf(this.#run))
    this.#run = []
    this.#isCut = false
  }
}

function cutsOf(run: readonly ClippedGlyph[]): readonly TextCut[] {
  const first = run.findIndex(isLegible)
  const last = run.findLastIndex(isLegible)
  const shown = run.slice(first, last + 1)
  if (first < 0 || !shown.every(isLegible)) return []
  const text = shown.map((glyph) => glyph.text).join('')
  const [start, end] = [shown[0], shown.at(-1)]
  if (start === undefined || end === undefined) return []
  const box: Box = [start.box[0], start.box[1], end.box[2], end.box[3]]
  const cut = (side: TextCut['side'], next: ClippedGlyph, beyond: readonly ClippedGlyph[]): TextCut[] => {
    const glyph = side === 'left' ? beyond.at(-1) : beyond[0]
    if (pokes((glyph ?? next).box, next.clip) !== side) return []
    const isWhole = beyond.some(({ visible }) => visible <= 0)
    if (beyond.length === 0 && isAllThere(side, box, next.clip)) return []
    return [
      {
        shown: text,
        whole: isWhole ? run.map((each) => each.text).join('') : null,
        box,
        edge: side === 'left' ? next.clip[0] : next.clip[2],
        side,
        hidden: glyph === undefined ? null : { text: glyph.text, x: glyph.box[0], y: glyph.box[1] },
        shownPaint: next.paint,
      },
    ]
  }
  return [...cut('left', start, run.slice(0, first)), ...cut('right', end, run.slice(last + 1))]
}

/**
 * Whether what pokes over the edge is likely the whole text, and only its cell a little too narrow: set in the middle it
 * pokes over both edges alike, and a text's beginning stands where its cell begins, or nearly.
 */
function isAllThere(side: TextCut['side'], box: Box, clip: Box): boolean {
  const [left, right] = [clip[0] - box[0], box[2] - clip[2]]
  if (side === 'left' && left < MIN_START_POKE_EM * (box[3] - box[1])) return true
  return left > 0 && right > 0 && Math.abs(left - right) < EVEN_POKE
}

function isLegible({ visible }: ClippedGlyph): boolean {
  return visible >= LEGIBLE_SHARE
}

/** The side at which the clip cuts the glyph or leaves it out; null where it cuts it at most above or below. */
function pokes(box: Box, clip: Box): TextCut['side'] | null {
  const middle = (box[1] + box[3]) / 2
  if (middle <= clip[1] || middle >= clip[3]) return null
  if (box[2] > clip[2] + MIN_POKE) return 'right'
  return box[0] < clip[0] - MIN_POKE ? 'left' : null
}

function isSame(a: Box, b: Box): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3]
}

/** Whether one level glyph stands right behind another. */
export function goesOn(previous: Box, next: Box, size: number): boolean {
  const gap = next[0] - previous[2]
  return (
    gap < MAX_GAP_EM * size &&
    gap > -MAX_OVERLAP_EM * size &&
    Math.abs(next[1] - previous[1]) < MAX_DRIFT_EM * size
  )
}
