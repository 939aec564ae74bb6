/** Text that the seam between two bands cut, made whole line by line. */
import { joint } from '../cell-text.ts'
import type { TextLine } from '../page-table.ts'
import { isIdeographic, lineOfWords } from '../text-lines.ts'
import type { PieceCell } from './piece.ts'
import type { CellJoin } from './seam.ts'
import { level } from './seam-looks.ts'

/** Confidence of a cell's text that was joined where borders say it is one cell. */
export const OPEN_JOIN = 0.98
/** The same where only a glyph that both pages show in part says so. */
const GLYPH_JOIN = 0.85

/** What two pages show of one glyph makes up little more than one; two texts that stick out of their cells show more. */
const ONE_GLYPH = 1.4

/** Pages cut at a seam overlap by a line's thickness: no more characters than this stand on both. */
const MOST_SHARED = 4
/** How far the places of a character on the two pages may lie apart, in ems. */
const SHARED_SLACK_EMS = 0.75

/** Two cells at either side of a seam as one, where borders say so, or a glyph that both pages show in part. */
export function joinAcross(first: PieceCell, second: PieceCell, seam: number): CellJoin | null {
  const glyphCut = first.lines.some(
    (line) =>
      line.lastVisible < 1 &&
      line.box[2] > seam - line.size / 2 &&
      second.lines.some(
        (next) =>
          next.firstVisible < 1 &&
          line.lastVisible + next.firstVisible < ONE_GLYPH &&
          level(line, next) &&
          next.box[0] < seam + next.size / 2,
      ),
  )
  if (!(first.open.right && second.open.left) && !glyphCut) return null
  const confidence = glyphCut && !(first.open.right && second.open.left) ? GLYPH_JOIN : OPEN_JOIN
  return { first, second, confidence, lines: linesAcross(first.lines, second.lines) }
}

/** Lines at one height become one line; the others keep their place from the top down. */
export function linesAcross(left: readonly TextLine[], right: readonly TextLine[]): readonly TextLine[] {
  const remaining = [...right]
  const lines = left.map((line) => {
    const at = remaining.findIndex((other) => level(line, other))
    const [next] = at === -1 ? [] : remaining.splice(at, 1)
    return next === undefined ? line : lineAcross(line, next)
  })
  return [...lines, ...remaining].sort((a, b) => a.box[1] - b.box[1])
}

/**
 * Two parts of a line as one, at their places on the leaf. Characters that both pages show, each in part or one of them
 * only as a sliver, lie over each other there and are taken once.
 */
export function lineAcross(left: TextLine, right: TextLine): TextLine {
  const shared = sharedCharacters(left, right)
  const rest = [...right.text].slice(shared).join('')
  const white = right.box[0] - left.box[2]
  const between = shared === 0 && white > 0.2 * left.size ? joint(left.text, right.text) : ''
  const { first, last } = visibleEnds(left, right, shared)
  const line = lineOfWords([...left.words, ...right.words], first, last)
  return { ...line, text: `${left.text}${between}${rest}` }
}

/** How much is seen of the line's first and last glyph; of one that is the whole of a part, both pages may show some. */
function visibleEnds(
  left: TextLine,
  right: TextLine,
  shared: number,
): { readonly first: number; readonly last: number } {
  const sum = Math.min(1, left.lastVisible + right.firstVisible)
  return {
    first: shared > 0 && [...left.text].length === shared ? sum : left.firstVisible,
    last: shared > 0 && [...right.text].length === shared ? sum : right.lastVisible,
  }
}

/** How many characters at the end of one part are also at the beginning of the other, at the same place. */
function sharedCharacters(left: TextLine, right: TextLine): number {
  const ends = [...left.text]
  const begins = [...right.text]
  const em = Math.max(left.size, right.size)
  const overlapping = left.box[2] - right.box[0]
  let best = 0
  let least = SHARED_SLACK_EMS * em
  let width = 0
  for (let count = 0; count <= Math.min(ends.length, begins.length, MOST_SHARED); count += 1) {
    if (count > 0) width += (isIdeographic(begins[count - 1]) ? 1 : 0.5) * em
    const miss = Math.abs(width - overlapping)
    if (miss < least && ends.slice(ends.length - count).join('') === begins.slice(0, count).join('')) {
      best = count
      least = miss
    }
  }
  return best
}
