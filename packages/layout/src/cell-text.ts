/** A cell's lines to its text: what the layout broke is joined, what the author began anew is a paragraph. */
import type { TextLine } from './page-table.ts'
import { isIdeographic } from './scripts.ts'

/** Signs that begin an item of a list: `1.`, `（二）`, `三、`, `第一条`, `①`, `•`. */
const itemStart =
  /^(?:[（(]?[一二三四五六七八九十百]{1,4}[、.．)）]|[（(]\d{1,3}[)）]|\d{1,3}(?:[、．)）]|\.(?!\d))|第[一二三四五六七八九十百\d]{1,4}[条章节步项、]|[①-⑳⑴-⒇]|[•●■◆▪★☆·※])/u

/** After such a sign a sentence is over. */
const sentenceEnd = /[。；;：:！!？?.…]["”’）)]*$/u

/** A line ends early where more than this many ems of the cell's widest line are left. */
const EARLY_END_EMS = 1.5
/** A first line is indented by at least this many ems (a Chinese paragraph's indent is two). */
const INDENT_EMS = 1.2
/** Lines are centred where their middles differ by less than this many ems. */
const CENTRED_EMS = 0.6

/** The text of lines in reading order. Paragraphs are parted by `\n` only where the layout shows that they are. */
export function textOf(lines: readonly TextLine[]): string {
  const first = lines[0]
  if (first === undefined) return ''
  const left = Math.min(...lines.map((line) => line.box[0]))
  const right = Math.max(...lines.map((line) => line.box[2]))
  const centred = areCentred(lines)
  let text = first.text
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1]
    if (previous === undefined) continue
    text += separator(previous, line, left, right, centred) + line.text
  }
  return text
}

/** What stands between two pieces of one line or paragraph: a space between words of spaced scripts, else nothing. */
export function joint(before: string, after: string): '' | ' ' {
  const last = [...before].at(-1) ?? ''
  const next = [...after][0] ?? ''
  if (last === '' || next === '' || isIdeographic(last) || isIdeographic(next)) return ''
  return ' '
}

function separator(
  previous: TextLine,
  next: TextLine,
  left: number,
  right: number,
  centred: boolean,
): '' | ' ' | '\n' {
  if (isUpright(previous) || isUpright(next)) return joint(previous.text, next.text)
  const em = Math.max(previous.size, next.size)
  const endsEarly = right - previous.box[2] > EARLY_END_EMS * em
  const startsItem = itemStart.test(next.text)
  const closes = sentenceEnd.test(previous.text)
  if (startsItem && (endsEarly || closes)) return '\n'
  const indented = !centred && next.box[0] - left > INDENT_EMS * em
  if (indented && (closes || endsEarly) && right - left > 8 * em) return '\n'
  if (endsEarly && closes && !centred && right - left > 8 * em) return '\n'
  // A word or figure that fills its line to the end may go on in the next one.
  if (
    !endsEarly &&
    /\d[.,-]?$/.test(previous.text) &&
    /^[\d.,%)]/.test(next.text) &&
    previous.words.length === 1
  )
    return ''
  return joint(previous.text, next.text)
}

function areCentred(lines: readonly TextLine[]): boolean {
  const first = lines[0]
  if (first === undefined || lines.length < 2) return false
  const middle = (line: TextLine): number => (line.box[0] + line.box[2]) / 2
  const alike = lines.every((line) => Math.abs(middle(line) - middle(first)) < CENTRED_EMS * line.size)
  return alike && lines.some((line) => Math.abs(line.box[0] - first.box[0]) > CENTRED_EMS * line.size)
}

/** A line that runs down the page: its ends say nothing about paragraphs. */
function isUpright({ box, text }: TextLine): boolean {
  return text.length > 1 && box[3] - box[1] > 1.5 * (box[2] - box[0])
}
