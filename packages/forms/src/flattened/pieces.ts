/** Cutting a filing's lines into pieces: runs of fields and funds, and blocks of indicators below their headers. */
import { formsTitled } from '../split.ts'
import { headerOf, isWholeHeader, sameColumns } from './header.ts'
import type { HeaderColumn } from './row-columns.ts'
import { isTextLine, type SourceLine, type Token } from './source-lines.ts'
import { isLevelRole, isTargetRole } from './text-fit.ts'
import { targetLikeness } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface LinesPiece {
  readonly kind: 'lines'
  readonly lines: readonly SourceLine[]
}

export interface BlockPiece {
  readonly kind: 'block'
  readonly header: readonly HeaderColumn[]
  readonly lines: readonly SourceLine[]
  /** Where the levels were printed on another band: its lines, which do not say to which rows they belong. */
  readonly labels: BandLabels | null
  /** Headers that were printed again on later pages. */
  readonly repeated: readonly SourceLine[]
}

export interface BandLabels {
  readonly header: readonly HeaderColumn[]
  readonly lines: readonly SourceLine[]
  /** The row of each line, where a label that the page edge cut goes on in a row of the other band; else null. */
  readonly rows: readonly (number | null)[]
}

export type Piece = LinesPiece | BlockPiece

export function cutPieces(lines: readonly SourceLine[], vocabulary: Vocabulary): Piece[] {
  const pieces: OpenPiece[] = []
  let above: SourceLine | undefined
  for (const line of lines) {
    const header = headerOf(line, vocabulary)
    const open = pieces.at(-1)
    if (header !== null && isWholeHeader(header)) {
      const again = open?.kind === 'block' && sameColumns(open.header, header) && above?.page !== line.page
      if (again) open.repeated.push(line)
      else pieces.push({ kind: 'block', header, lines: [], labels: null, repeated: [] })
    } else if (open?.kind === 'block' && isTitle(line, vocabulary)) {
      pieces.splice(-1, 0, { kind: 'lines', lines: [line] })
    } else {
      const block = pieces.findLast((piece) => piece.kind === 'block')
      if (open?.kind === 'lines' && block !== undefined && isRowOf(block.header, line, vocabulary))
        block.lines.push(line)
      else if (open !== undefined && (open.kind === 'lines' || !endsBlock(line, vocabulary)))
        open.lines.push(line)
      else pieces.push({ kind: 'lines', lines: [line] })
    }
    above = line
  }
  return pieces
}

type OpenPiece =
  | { readonly kind: 'lines'; readonly lines: SourceLine[] }
  | {
      readonly kind: 'block'
      readonly header: readonly HeaderColumn[]
      readonly lines: SourceLine[]
      readonly labels: null
      readonly repeated: SourceLine[]
    }

/** A row right under a block's headings, with a usual level: sorted by hand, a field's line may stand among such rows. */
function isRowOf(header: readonly HeaderColumn[], { tokens }: SourceLine, vocabulary: Vocabulary): boolean {
  const textUnder = ({ column }: HeaderColumn): string =>
    tokens.find((token) => token.column === column)?.text ?? ''
  const hasLevel = header.some((column) => {
    const text = isLevelRole(column.role) ? textUnder(column) : ''
    return text !== '' && [...vocabulary.firstLevels(text), ...vocabulary.secondLevels(text)].length > 0
  })
  return (
    hasLevel &&
    header.some((column) => column.role === 'name' && textUnder(column) !== '') &&
    header.some((column) => isTargetRole(column.role) && targetLikeness(textUnder(column)) >= 1)
  )
}

/** A title that is printed again on a later page. */
function isTitle(line: SourceLine, vocabulary: Vocabulary): boolean {
  return isTextLine(line) && formsTitled(line.tokens[0]?.text ?? '', [vocabulary.form]).length > 0
}

/** Likeness of a field's label that no name of an indicator begins with. */
const SURE_FIELD = 0.95

/** What stands behind a name: its targets, and no other label. */
function namesFigure(rest: readonly Token[], vocabulary: Vocabulary): boolean {
  const last = rest.at(-1)
  const labelled = rest.some((token) => vocabulary.field(token.text.replace(/[:：]\s*$/, '')) !== null)
  return last !== undefined && !labelled && targetLikeness(last.text) >= 1
}

/** A field's label in front and no target behind: the indicators are over. */
export function endsBlock(line: SourceLine, vocabulary: Vocabulary): boolean {
  const [first, ...rest] = line.tokens
  if (first === undefined) return false
  if (rest.some((token) => targetLikeness(token.text) >= 2)) return false
  const bare = first.text.replace(/[:：].*$/, '')
  const field = vocabulary.field(bare)
  if (field !== null && !(field.likeness < SURE_FIELD && namesFigure(rest, vocabulary)))
    return vocabulary.secondLevels(bare).length === 0 && vocabulary.firstLevels(bare).length === 0
  return isTextLine(line) && rest.length === 0 && first.text.length > 12 && /[。；：:]/.test(first.text)
}
