/**
 * Scales of the pages of one print. They differ a little where a printer fits each page to its paper, or where a document
 * was put together from several prints; the size that most of a page's text has tells them.
 */

/** Scales of one print differ by no more than this; sizes further apart are other fonts. */
const MOST_APART = 0.03
/** Sizes that differ by less are one, but for rounding: a page's height changes by less than half a point. */
const SAME_SIZE = 0.0005
/** A page's text tells its scale if so much of it has one size: cells whose text was shrunk to fit tell nothing. */
const TELLING_SHARE = 0.6

/** How much text has which size, points. */
export interface SizedText {
  readonly size: number
  readonly length: number
}

/** The size that most of the text has; null where none has. */
export function prevailingSize(texts: Iterable<SizedText>): number | null {
  const lengths = new Map<number, number>()
  let whole = 0
  for (const { size, length } of texts) {
    // Sizes that come of one by arithmetic differ in their last digits.
    const rounded = Math.round(size * 1000) / 1000
    lengths.set(rounded, (lengths.get(rounded) ?? 0) + length)
    whole += length
  }
  let most: readonly [number, number] = [0, 0]
  for (const entry of lengths) if (entry[1] > most[1]) most = entry
  const [size, length] = most
  return size > 0 && length >= whole * TELLING_SHARE ? size : null
}

/** By how much each page must be enlarged to be as large as the first whose text has a size like its own. */
export function scalesToOne(sizes: readonly (number | null)[]): readonly number[] {
  const known: number[] = []
  return sizes.map((size) => {
    if (size === null) return 1
    const like = known.findLast((other) => Math.abs(other - size) < MOST_APART * size)
    if (like === undefined) known.push(size)
    return like === undefined || Math.abs(like - size) < SAME_SIZE * size ? 1 : like / size
  })
}
