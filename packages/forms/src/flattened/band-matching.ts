/** Which rows of two bands stand side by side, where the bands do not show the same number of rows. */
import { foldWidth, parseTarget } from '@backfile/model'
import { type Alignment, align, alignedScore } from './align.ts'
import type { LevelEvidence } from './band-levels.ts'
import type { CutColumn } from './band-seam.ts'
import { bestLean, halvesFit } from './centred-text.ts'
import type { SourceLine, Token } from './source-lines.ts'
import { isTargetRole } from './text-fit.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Matching {
  readonly cut: CutColumn | null
  /** Pairs of neighbouring characters that the document has inside its texts. */
  readonly pairs: ReadonlySet<string>
  readonly vocabulary: Vocabulary
  /** The right band's columns of targets whose names stand whole on the same band. */
  readonly ownTargets: ReadonlySet<number>
  /** Lines that show one text in a column of levels, with that text as the beginning of a name instead. */
  readonly slipped: ReadonlyMap<SourceLine, SourceLine>
  /** A line that need not be a row: what it shows may stand over several. */
  readonly isLabel: (line: SourceLine) => boolean
  readonly levels: LevelEvidence
  /** Name of a row, of which either band may show a part. */
  readonly nameOf: (left: SourceLine | undefined, right: SourceLine | undefined) => string
}

export interface Match {
  /** The line as it was given; `slipped` has it with its text as a name. */
  readonly left: SourceLine | null
  readonly slipped: SourceLine | null
  readonly right: SourceLine | null
  /** The halves are of lengths and words that go together; a row without left half has a whole text. */
  readonly fits: boolean
}

/** One page of both bands: the left lines that are rows, and the right ones. */
export interface PageRows {
  readonly left: readonly SourceLine[]
  readonly right: readonly SourceLine[]
  /** The place of each left line among all of its band, which show labels too, and those before and behind the page. */
  readonly places: readonly number[]
  readonly before: number
  readonly behind: number
}

/** For each page its rows in order, the best fitting ones side by side. */
export function matchRows(pages: readonly PageRows[], matching: Matching): Match[][] {
  const lean = bestLean((tried) =>
    pages.reduce((sum, page) => sum + alignedScore(alignmentOf(page, matching, tried)), 0),
  )
  return pages.map((page) =>
    align(alignmentOf(page, matching, lean)).map((pair): Match => {
      const left = (pair.left === null ? undefined : page.left[pair.left]) ?? null
      const right = (pair.right === null ? undefined : page.right[pair.right]) ?? null
      const slipped = left && right && slippedName(left, right, matching, lean)
      return { left, slipped, right, fits: slipped === null && isFitting(left, right, matching, lean) }
    }),
  )
}

/**
 * What a left row without a right one costs, and one whose right half may be blank; a right row without a text of the
 * cut column, and one with.
 */
const NO_MATE = { row: -6, blankRow: -0.5, blank: -6, named: -0.3 }

/** What it costs that the beginning of a name slipped into a column of levels. */
const SLIPPED = -3.2

/** What a usual name across the seam is worth, one that the form has without its left half, and a seam seen elsewhere. */
const WORDS = { usual: 3, wholeAlone: 1, seen: 1, unseen: -0.3 }

/** What it is worth that a target's halves make one in the unit of the row's other target, make none, or need none. */
const TARGETS = { sameUnit: 2, otherUnit: -0.5, none: -2, whole: 0.5, unfinished: -2 }

function alignmentOf(page: PageRows, matching: Matching, lean: number | null): Alignment {
  const { left, right, places, before, behind } = page
  const { levels, nameOf } = matching
  return {
    left: left.length,
    right: right.length,
    leftAlone: (row) => leftAloneScore(left[row], matching, lean),
    rightAlone: (row, own) =>
      aloneScore(right[row], matching, lean) +
      levels.between(nameOf(undefined, right[row]), places[own - 1] ?? before, places[own] ?? behind),
    together: (own, other) => {
      const [line, mate] = [left[own], right[other]]
      const moved = line === undefined ? undefined : matching.slipped.get(line)
      const asName = moved === undefined ? -Infinity : SLIPPED + togetherScore(moved, mate, matching, lean)
      const asRow =
        line !== undefined && matching.isLabel(line) ? -Infinity : togetherScore(line, mate, matching, lean)
      return Math.max(asName, asRow) + levels.beside(nameOf(moved ?? line, mate), places[own] ?? before)
    },
  }
}

/** Where the right band shows nothing but the cut column, a row whose text ends at the left is not in its text. */
function leftAloneScore(left: SourceLine | undefined, matching: Matching, lean: number | null): number {
  const piece = pieceOf(left, matching)
  if (left !== undefined && matching.isLabel(left)) return 0
  if (left === undefined || !mayBeBlank(matching)) return NO_MATE.row
  if (piece === undefined) return NO_MATE.blankRow
  return NO_MATE.blankRow + halvesFit(piece.text, null, lean) + targetFit(left, piece.text, '', matching)
}

const mayBeBlank = ({ cut }: Matching): boolean =>
  cut?.rightHeader.every(({ role }) => role.startsWith('other:')) ?? false

/** How well a text of a cut column of targets goes with the other target of its row. */
function targetFit(left: SourceLine, piece: string, rest: string, { cut }: Matching): number {
  if (cut === null || !isTargetRole(cut.role)) return 0
  const columns = cut.leftHeader.filter(({ role }) => isTargetRole(role)).map(({ column }) => column)
  const other = left.tokens.find(({ column }) => columns.includes(column))
  const whole = parseTarget(piece + rest)
  if (other === undefined) return whole.value !== null && whole.text === null ? TARGETS.whole : 0
  const known = parseTarget(other.text)
  if (other.text === piece + rest) return TARGETS.sameUnit
  if (known.value === null) return rest === '' ? TARGETS.whole : whole.value === null ? 0 : TARGETS.none
  if (whole.value === null || whole.text !== null) return rest === '' ? TARGETS.unfinished : TARGETS.none
  if (known.unit === whole.unit && known.operator === whole.operator) return TARGETS.sameUnit
  return rest === '' ? TARGETS.unfinished : TARGETS.otherUnit
}

/** The left line with its text as a name, where that goes better with the right one. */
function slippedName(
  left: SourceLine,
  right: SourceLine,
  matching: Matching,
  lean: number | null,
): SourceLine | null {
  const moved = matching.slipped.get(left)
  if (moved === undefined) return null
  const asName = SLIPPED + togetherScore(moved, right, matching, lean)
  return matching.isLabel(left) || asName > togetherScore(left, right, matching, lean) ? moved : null
}

function aloneScore(right: SourceLine | undefined, matching: Matching, lean: number | null): number {
  const rest = restOf(right, matching)
  if (rest === undefined) return NO_MATE.blank
  const known = isUsual(rest.text, matching) ? WORDS.wholeAlone : 0
  return NO_MATE.named + known + halvesFit(null, rest.text, lean)
}

function togetherScore(
  left: SourceLine | undefined,
  right: SourceLine | undefined,
  matching: Matching,
  lean: number | null,
): number {
  const [piece, rest] = [pieceOf(left, matching), restOf(right, matching)]
  if (piece === undefined) return rest === undefined ? 0 : halvesFit(null, rest.text, lean)
  if (rest === undefined) return halvesFit(piece.text, null, lean)
  const words = isUsual(piece.text + rest.text, matching)
    ? WORDS.usual
    : isConfirmed(piece.text, rest.text, matching)
      ? WORDS.seen
      : WORDS.unseen
  const targets = left === undefined ? 0 : targetFit(left, piece.text, rest.text, matching)
  return words + targets + halvesFit(piece.text, rest.text, lean)
}

function isFitting(
  left: SourceLine | null,
  right: SourceLine | null,
  matching: Matching,
  lean: number | null,
): boolean {
  const rest = restOf(right ?? undefined, matching)
  if (matching.cut === null) return false
  if (right === null) return leftAloneScore(left ?? undefined, matching, lean) > -1
  if (left !== null) return togetherScore(left, right, matching, lean) > 0
  return (
    rest !== undefined &&
    (isUsual(rest.text, matching) || (lean !== null && halvesFit(null, rest.text, lean) === 0))
  )
}

function pieceOf(left: SourceLine | undefined, { cut }: Matching): Token | undefined {
  return cut === null ? undefined : left?.tokens.find((token) => token.column === cut.leftColumn)
}

function restOf(right: SourceLine | undefined, { cut }: Matching): Token | undefined {
  return cut === null ? undefined : right?.tokens.find((token) => token.column === cut.rightColumn)
}

/** A name that the form knows; one with half a pair of quotes or brackets lost its other half with its beginning. */
function isUsual(text: string, { vocabulary }: Matching): boolean {
  const pairs = [/[“(（《]/g, /[”)）》]/g].map((mark) => text.match(mark)?.length ?? 0)
  if (pairs[0] !== pairs[1]) return false
  return vocabulary.indicators(text).some((place) => place.likeness > 0.95)
}

/** Two halves make a usual name, or meet in a pair of characters that the document has elsewhere; digits prove nothing. */
export function isConfirmed(piece: string, rest: string, matching: Matching): boolean {
  if (isUsual(piece + rest, matching)) return true
  const seam = `${piece.at(-1) ?? ''}${rest.at(0) ?? ''}`
  return !/\d/.test(foldWidth(seam)) && matching.pairs.has(seam)
}

export function allPairs(lines: readonly SourceLine[]): string[] {
  return lines.flatMap((line) =>
    line.tokens.flatMap(({ text }) =>
      Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)),
    ),
  )
}
