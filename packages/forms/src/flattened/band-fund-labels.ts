/** Which pieces of fund lines’ labels at the left belong to which rows at the right. */
import type { FundBlockDefinition } from '../form-definition.ts'
import { matchLabel } from '../labels.ts'
import { align, alignedScore } from './align.ts'
import { bestLean, halvesFit } from './centred-text.ts'
import type { Token } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface PieceUse {
  readonly piece: number
  readonly row: number
  readonly use: 'parent' | 'label'
}

/** Cost of a left piece that is neither a label nor the parent of one. */
const NO_ROW = -5

/**
 * Left pieces in order beside right rows: as the label's first half, the whole label, or the parent of rows. Labels of
 * a block are centred in one column, but for those that stand beside a parent.
 */
export function matchPieces(
  pieces: readonly Token[],
  labels: readonly string[],
  block: FundBlockDefinition,
  vocabulary: Vocabulary,
): PieceUse[] {
  const parent = (piece: number, row: number): number =>
    parentScore(pieces[piece]?.text ?? '', labels[row] ?? '', block, vocabulary)
  const isInner = labels.map((label) => (vocabulary.line(block, label)?.path.length ?? 1) > 1)
  const lengths = (piece: string | null, row: number, lean: number | null): number =>
    isInner[row] ? 0 : halvesFit(piece, labels[row] || null, lean)
  const leftAlone = (piece: number, row: number): number => Math.max(NO_ROW, parent(piece, row) || NO_ROW)
  const scoresUnder = (lean: number | null) => ({
    left: pieces.length,
    right: labels.length,
    leftAlone,
    rightAlone: (row: number) => aloneScore(labels[row] ?? '', block, vocabulary) + lengths(null, row, lean),
    together: (piece: number, row: number) => {
      const text = pieces[piece]?.text ?? ''
      return besideScore(text, labels[row] ?? '', block) + lengths(text, row, lean)
    },
  })
  const lean = bestLean((tried) => alignedScore(scoresUnder(tried)))
  let row = 0
  return align(scoresUnder(lean)).flatMap(({ left, right }): readonly PieceUse[] => {
    if (right !== null) row = right + 1
    if (left === null) return []
    if (right !== null) return [{ piece: left, row: right, use: 'label' }]
    return parent(left, row) > 0 ? [{ piece: left, row, use: 'parent' }] : []
  })
}

/** A row whose label is whole without a left piece. */
function aloneScore(label: string, block: FundBlockDefinition, vocabulary: Vocabulary): number {
  if (label === '') return -2
  return vocabulary.line(block, label) === null ? -0.3 : 1
}

function besideScore(piece: string, label: string, block: FundBlockDefinition): number {
  if (label === '') return 1
  const joined = lineLikeness(piece + label, block)
  if (joined >= 0.95) return 4
  return lineLikeness(label, block) >= 0.95 ? -3 : 0.5
}

function lineLikeness(text: string, block: FundBlockDefinition): number {
  return Math.max(0, ...block.lines.map((line) => matchLabel(text, line.labels)))
}

/** A piece is the parent of the row that the form lists first below it. */
function parentScore(
  piece: string,
  label: string,
  block: FundBlockDefinition,
  vocabulary: Vocabulary,
): number {
  const line = vocabulary.line(block, label)
  if (line === null || line.path.length < 2) return 0
  const parent = block.lines.find((known) => known.path.length === 1 && known.path[0] === line.path[0])
  const likeness = Math.max(
    matchLabel(piece, [line.path[0]]),
    parent === undefined ? 0 : matchLabel(piece, parent.labels),
  )
  if (likeness < 0.84) return 0
  const first = block.lines.find((known) => known.path[0] === line.path[0] && known.path.length > 1)
  return first === line ? 4 : 2
}
