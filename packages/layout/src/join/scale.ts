/** Pages at scales that differ a little as if all had one, so that edges of one height meet. */
import { scaledBox } from '../geometry.ts'
import type { TextLine } from '../page-table.ts'
import { prevailingSize, type SizedText, scalesToOne } from '../scales.ts'
import type { Leaf, Piece } from './piece.ts'

/** The leaves at the scale of the first of them that tells one like theirs. Places on the pages stay as they are. */
export function atOneScale(leaves: readonly Leaf[]): readonly Leaf[] {
  const scales = scalesToOne(leaves.map((leaf) => prevailingSize(textsOf(leaf))))
  return leaves.map((leaf, at) => {
    const scale = scales[at] ?? 1
    return scale === 1 ? leaf : scaledLeaf(leaf, scale)
  })
}

function textsOf({ pieces, texts }: Leaf): SizedText[] {
  const lines = [
    ...pieces.flatMap(({ cells }) => cells.flatMap((cell) => [...cell.lines])),
    ...texts.map(({ line }) => line),
  ]
  return lines.map(({ size, text }) => ({ size, length: text.length }))
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
