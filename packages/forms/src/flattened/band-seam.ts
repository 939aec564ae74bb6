/** Finding the column that the page edge between two bands runs through. */
import type { BlockPiece } from './pieces.ts'
import type { HeaderColumn } from './row-columns.ts'
import { joinTokens, type SourceLine, type Token, usualWidth } from './source-lines.ts'
import type { ColumnRole } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'
import { waysTogether } from './woven-halves.ts'

/** A column that the page edge runs through. */
export interface CutColumn {
  readonly role: ColumnRole
  readonly leftColumn: number
  readonly rightColumn: number
  /** Its heading, joined. */
  readonly token: Token
  /** The other columns of each band. */
  readonly leftHeader: readonly HeaderColumn[]
  readonly rightHeader: readonly HeaderColumn[]
}

/** Likeness of a heading joined from both sides of the page edge. */
const SURE_HEADING = 0.97

/**
 * The column that the page edge runs through: its heading is whole only when both pieces are joined, or stands whole
 * on one band while the other has texts where no heading is.
 */
export function cutColumn(left: BlockPiece, right: BlockPiece, vocabulary: Vocabulary): CutColumn | null {
  const [last, first] = [left.header.at(-1), right.header[0]]
  if (last === undefined || first === undefined) return null
  const joined = joinedHeading(last.token, first.token, vocabulary)
  if (joined !== null) {
    return {
      ...joined,
      leftColumn: last.column,
      rightColumn: first.column,
      leftHeader: left.header.slice(0, -1),
      rightHeader: right.header.slice(1),
    }
  }
  const behind = edgeColumn(left, 'right')
  if (behind !== null) {
    const role = vocabulary.column(first.token.text)?.role ?? first.role
    const place = { leftColumn: behind, rightColumn: first.column, token: first.token }
    return { role, ...place, leftHeader: left.header, rightHeader: right.header.slice(1) }
  }
  const before = edgeColumn(right, 'left')
  if (before === null) return null
  const role = vocabulary.column(last.token.text)?.role ?? last.role
  const place = { leftColumn: last.column, rightColumn: before, token: last.token }
  return { role, ...place, leftHeader: left.header.slice(0, -1), rightHeader: right.header }
}

/** The heading that both pieces make, on one line or on two that were both cut. */
function joinedHeading(
  left: Token,
  right: Token,
  vocabulary: Vocabulary,
): Pick<CutColumn, 'role' | 'token'> | null {
  for (const text of waysTogether({ left: left.text, right: right.text })) {
    const known = vocabulary.column(text)
    if (known !== null && known.likeness >= SURE_HEADING)
      return { role: known.role, token: { ...joinTokens([left, right], ''), text } }
  }
  return null
}

/** Share of a block's lines that have a text where no heading is, on lines that are wider than most. */
const UNHEADED_SHARE = 0.1

/**
 * The band's column on the side of the seam that has texts but no heading. A seam may only graze a column, so that
 * its longest text alone shows a character: one text will do, on a line that was not shifted.
 */
function edgeColumn({ header, lines }: BlockPiece, side: 'left' | 'right'): number | null {
  const headed = header.map((column) => column.column)
  const isOutside = (column: number): boolean =>
    side === 'left' ? column < Math.min(...headed) : column > Math.max(...headed)
  const width = usualWidth(lines)
  const inPlace = mostUsed(
    lines.filter((line) => line.width <= width),
    isOutside,
  )
  if (inPlace !== null) return inPlace.column
  const most = mostUsed(lines, isOutside)
  return most !== null && most.count >= UNHEADED_SHARE * lines.length ? most.column : null
}

function mostUsed(
  lines: readonly SourceLine[],
  where: (column: number) => boolean,
): { readonly column: number; readonly count: number } | null {
  const counts = new Map<number, number>()
  for (const { column } of lines.flatMap((line) => line.tokens).filter((token) => where(token.column)))
    counts.set(column, (counts.get(column) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most === undefined ? null : { column: most[0], count: most[1] }
}
