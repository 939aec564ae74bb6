/**
 * Pages of one print at scales that differ a little, as where a printer fits each page to its paper or a document was
 * put together from several prints: as if all had one scale, so that edges of one height meet.
 */
import type { Box } from '@backfile/model'
import type { TextLine } from '../page-table.ts'
import type { Leaf, Piece } from './piece.ts'

/** Scales of one print differ by no more than this; sizes further apart are other fonts. */
const MOST_APART = 0.03
/** Sizes that differ by less are one, but for rounding: a page's height changes by less than half a point. */
const SAME_SIZE = 0.0005
/** A page's text tells its scale if so much of it has one size: cells whose text was shrunk to fit tell nothing. */
const TELLING_SHARE = 0.6

/** The leaves at the scale of the first of them that tells one like theirs. Places on the pages stay as they are. */
export function atOneScale(leaves: readonly Leaf[]): readonly Leaf[] {
  const known: number[] = []
  return leaves.map((leaf) => {
    const size = prevailingSize(leaf)
    if (size === null) return leaf
    const like = known.findLast((other) => Math.abs(other - size) < MOST_APART * size)
    if (like === undefined) known.push(size)
    return like === undefined || Math.abs(like - size) < SAME_SIZE * size
      ? leaf
      : scaledLeaf(leaf, like / size)
  })
}

/** The size that most of a leaf's text has, points; null where there is none. */
function prevailingSize({ pieces, texts }: Leaf): number | null {
  const lengths = new Map<number, number>()
  let whole = 0
  const count = ({ size, text }: TextLine): void => {
    // Sizes that come of one by arithmetic differ in their last digits.
    const rounded = Math.round(size * 1000) / 1000
    lengths.set(rounded, (lengths.get(rounded) ?? 0) + text.length)
    whole += text.length
  }
  for (const { cells } of pieces) for (const { lines } of cells) for (const line of lines) count(line)
  for (const { line } of texts) count(line)
  let most: readonly [number, number] = [0, 0]
  for (const entry of lengths) if (entry[1] > most[1]) most = entry
  const [size, length] = most
  return size > 0 && length >= whole * TELLING_SHARE ? size : null
}

function scaledLeaf(leaf: Leaf, scale: number): Leaf {
  return {
    ...leaf,
    pieces: leaf.pieces.map((piece) => scaledPiece(piece, scale)),
    ...(leaf.outline === undefined ? {} : { outline: scaledPiece(leaf.outline, scale) }),
    texts: leaf.texts.map((text) => ({ ...text, line: scaledLine(text.line, scale) })),
  }
}

function scaledPiece(piece: Piece, scale: number): Piece {
  const scaled: Piece = {
    ...piece,
    box: scaledBox(piece.box, scale),
    columnEdges: piece.columnEdges.map((edge) => edge * scale),
    rowEdges: piece.rowEdges.map((edge) => edge * scale),
    cells: piece.cells.map((cell) => ({
      ...cell,
      box: scaledBox(cell.box, scale),
      lines: cell.lines.map((line) => scaledLine(line, scale)),
    })),
  }
  return piece.wider === undefined ? scaled : { ...scaled, wider: scaledPiece(piece.wider, scale) }
}

function scaledLine(line: TextLine, scale: number): TextLine {
  return {
    ...line,
    box: scaledBox(line.box, scale),
    size: line.size * scale,
    words: line.words.map((word) => ({
      ...word,
      box: scaledBox(word.box, scale),
      size: word.size * scale,
    })),
  }
}

function scaledBox([x0, y0, x1, y1]: Box, scale: number): Box {
  return [x0 * scale, y0 * scale, x1 * scale, y1 * scale]
}
