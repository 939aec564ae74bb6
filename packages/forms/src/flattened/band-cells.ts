/** One row from its lines on two bands, with the cell that the page edge between them cuts. */
import { isKnownLevel } from './band-labels.ts'
import { isConfirmed, type Matching } from './band-matching.ts'
import type { CutColumn } from './band-seam.ts'
import { joinTokens, type SourceLine, type Token } from './source-lines.ts'
import { isTargetRole } from './text-fit.ts'
import { isSureTarget } from './value-patterns.ts'
import type { Halves, Weaver } from './woven-halves.ts'

/** Confidence of rows put side by side by their order on pages that have as many. */
export const SIDE_BY_SIDE = 0.97

/** Confidence of a cell joined over the page edge whose seam nothing confirms: its lines may have been wrapped. */
const UNCONFIRMED_SEAM = 0.85

/**
 * How well the halves of a cell are known to be all of it: its text is a usual one; the characters at the seam stand
 * beside each other elsewhere, which tells nothing of its end; or nothing does.
 */
export type Seam = 'usual' | 'likely' | 'unconfirmed'

/** The lines whose seam nothing confirms; where those are most that are not usual, the likely ones may lack as much. */
export function doubtfulSeams(
  seams: readonly { readonly line: SourceLine; readonly seam: Seam }[],
): readonly SourceLine[] {
  const unconfirmed = seams.filter(({ seam }) => seam === 'unconfirmed')
  const likely = seams.filter(({ seam }) => seam === 'likely')
  const doubtful = unconfirmed.length > likely.length ? ['unconfirmed', 'likely'] : ['unconfirmed']
  return seams.filter(({ seam }) => doubtful.includes(seam)).map(({ line }) => line)
}

/** A line of each band that are one row's. */
interface Beside {
  readonly left: SourceLine | null
  readonly right: SourceLine | null
  readonly width: number
  readonly confidence: number
}

/** The row that both lines make. `seam` is null where no page edge cuts a cell of it, or only one side shows that. */
export function besideLine(
  { left, right, width, confidence }: Beside,
  cut: CutColumn | null,
  matching: Matching,
  weave: Weaver,
): { readonly line: SourceLine; readonly seam: Seam | null } {
  const sure = (token: Token): Token => ({ ...token, confidence: Math.min(token.confidence, confidence) })
  // Beside its own name a target is as sure as its line; whose levels and sub-projects they are is not.
  const isOwn = (column: number): boolean =>
    matching.ownTargets.has(column) && (cut === null || column !== cut.rightColumn)
  const moved = (right?.tokens ?? []).map((token) => {
    const there = { ...token, column: token.column + width }
    return isOwn(token.column)
      ? { ...there, confidence: Math.min(token.confidence, SIDE_BY_SIDE) }
      : sure(there)
  })
  const line = right ?? left ?? { line: 1, page: 0, apart: false, width: 0, tokens: [] }
  const whole = {
    line: line.line,
    page: (left ?? line).page,
    apart: false,
    width: width + (right?.width ?? 0),
  }
  const own = left?.tokens ?? []
  if (right === null && cut !== null) {
    const tokens = own.map((token) => (token.column === cut.leftColumn ? sure(token) : token))
    return { line: { ...whole, tokens }, seam: null }
  }
  const { piece, half } = halvesOf(left, right, cut)
  if (cut === null || half === null) return { line: { ...whole, tokens: [...own, ...moved] }, seam: null }
  const cell = piece === undefined ? half : joinSeam(piece, half, matching, weave)
  const kept = own.filter((token) => token !== piece)
  return {
    line: { ...whole, tokens: [...kept, sure({ ...cell, column: cut.leftColumn }), ...moved.slice(1)] },
    seam:
      cell.confidence <= UNCONFIRMED_SEAM
        ? 'unconfirmed'
        : piece === undefined || isWholeText(cell.text, matching)
          ? 'usual'
          : 'likely',
  }
}

/** What both sides show of the cell that the page edge cuts, which is the right side's first. */
export function halvesOf(left: SourceLine | null, right: SourceLine | null, cut: CutColumn | null): Halves {
  if (cut === null) return { piece: undefined, half: null }
  const first = right?.tokens[0]
  return {
    piece: left?.tokens.find((token) => token.column === cut.leftColumn),
    half: first !== undefined && first.column === cut.rightColumn ? first : null,
  }
}

/** A cell from its halves, line by line. */
function joinSeam(piece: Token, half: Token, matching: Matching, weave: Weaver): Token {
  const joined = joinTokens([piece, half], '')
  const most = isConfirmed(piece.text, half.text, matching) ? 1 : UNCONFIRMED_SEAM
  const confidence = Math.min(joined.confidence, most)
  if (isWholeText(joined.text, matching)) return { ...joined, confidence }
  const woven = weave({ piece, half })
  return woven.text === joined.text
    ? { ...joined, confidence: Math.min(confidence, woven.confidence) }
    : { ...joined, text: woven.text, confidence: Math.min(UNCONFIRMED_SEAM, woven.confidence) }
}

/** Whether two halves that make this text, one behind the other, are those of one line. */
export function isWholeText(text: string, { cut, vocabulary }: Matching): boolean {
  if (cut !== null && isTargetRole(cut.role)) return isSureTarget(text)
  return isKnownLevel(text, vocabulary) || vocabulary.indicators(text).some(({ likeness }) => likeness > 0.95)
}
