/** Lines that run from repeated columns into what stands behind them: what they say behind. */
import { withoutSpace } from '@backfile/model'
import type { TextLine, Word } from '../page-table.ts'
import { isIdeographic } from '../scripts.ts'
import { lineOfWords } from '../text-lines.ts'
import { level } from './seam-looks.ts'

/** Lines of two pages that begin at places nearer than this are one line, in em. */
const SAME_START_EM = 0.3

/**
 * The lines as they go on behind columns that end at `from`. The characters before that are those with which a line of
 * `first` begins at the same place, moved by `shift`; what is cut off them at the columns' end goes with them.
 */
export function linesBehind(
  lines: readonly TextLine[],
  from: number,
  first: readonly TextLine[],
  shift: number,
): TextLine[] {
  return lines.flatMap((line) => {
    if (line.box[0] >= from) return [line]
    const whole = first.find(
      (other) =>
        level(line, other) && Math.abs(other.box[0] - shift - line.box[0]) < line.size * SAME_START_EM,
    )
    return whole === undefined ? [line] : restOf(line, sharedStart(line, whole.text, from))
  })
}

/** How many characters the line has in common with the beginning of `whole` before `from`. */
function sharedStart(line: TextLine, whole: string, from: number): number {
  const [own, others] = [[...withoutSpace(line.text)], [...withoutSpace(whole)]]
  let count = 0
  for (const word of line.words) {
    for (const x of startsOf(word)) {
      if (x >= from || own[count] !== others[count]) return count
      count += 1
    }
  }
  return count
}

/** The line without its first characters; none where nothing is left. */
function restOf(line: TextLine, count: number): TextLine[] {
  let left = count
  const words = line.words.flatMap((word): Word[] => {
    const rest = [...word.text].slice(left)
    const start = startsOf(word)[left]
    left = Math.max(0, left - [...word.text].length)
    if (start === undefined) return []
    const [, y0, x1, y1] = word.box
    return [{ ...word, text: rest.join(''), box: [start, y0, x1, y1] }]
  })
  if (words.length === 0) return []
  return [lineOfWords(words, count > 0 ? CUT : line.firstVisible, line.lastVisible)]
}

/** A text that goes on behind the columns begins with what their end cut of it. */
const CUT = 0.5

/** Where the characters of a word begin, as their usual widths have it. */
function startsOf({ text, box: [x0, , x1] }: Word): number[] {
  const widths = [...text].map((character) => (isIdeographic(character) ? 1 : 0.5))
  const all = widths.reduce((sum, width) => sum + width, 0)
  let before = 0
  return widths.map((width) => {
    before += width
    return x0 + ((before - width) / all) * (x1 - x0)
  })
}
