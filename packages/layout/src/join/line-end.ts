/** Whether a text that a page break may have cut reads on in the cell below. */
import { widthOf } from '../geometry.ts'
import type { TextLine } from '../page-table.ts'
import type { PieceCell } from './piece.ts'

/** How the text of an upper cell stands to that of the cell below it. */
export type Flow =
  /** The words themselves go on: a bracket is open, a list counts on, what follows begins no text. */
  | 'goes-on'
  /** The upper text fills its line so that what follows found no room there. */
  | 'may-go-on'
  /** A figure that filled its narrow cell, and digits below: one figure only if all else of the row goes on. */
  | 'figure-may-go-on'
  /** A paragraph may end where the page does. */
  | 'paragraph'
  /** What follows had room on the upper line, or both are figures: two texts. */
  | 'ended'

/** A cell so many ems wide holds prose. */
const PROSE_EMS = 16
/** White at both sides of a line, in ems of its text, that may be the cell's padding: Word's is 10.8 points. */
const PADDING_EMS = 1.2
/** Less white than so many ems above or below text is no place for a line. */
const FREE_LINE = 0.8
/** Of a line that broke because it was full, this share of the cell's width at least is text. */
const WRAPPED_SHARE = 0.6
/** An ideograph is an em wide; letters, digits and signs are about half as wide. */
const NARROW_EMS = 0.55

const sentenceEnd = /[。；;！!？?.…]["”’）)]*$/u
/** What cannot begin a text: closing signs, a per cent sign. */
const beginsNothing = /^\s*[,，。、；：！？）)】》”’%％‰℃]/u
/** What a text does not end with: opening signs, a sign that leads on. */
const endsNothing = /[（(【《“‘、，,—~～至≥≤<>＝=≧≦＞＜+-]\s*$/u
/** A list may begin after this. */
const leadsOn = /[：:]\s*$/
/** How a figure begins that is one, whatever comes before. */
const startsFigure = /^\s*[=≥≤<>＝≧≦＞＜]/
const startsNumber = /^\s*[-+]?[\d０-９]/
const endsNumber = /[\d０-９%％]\s*$/
const endsDigit = /[\d０-９]\s*$/
/** What a line may not be broken within: opening signs, a word or figure or one ideograph, closing signs. */
const unbroken =
  /^\s*[（(【《“‘]*(?:[A-Za-z\d.,+\-≥≤<>=~/%]+(?:[（(][%％‰])?|.)[，。、；：！？）)】》”’%％,.;:!?]*/u
/** `3.`, `（3）`, `3、`, `三、`, `（三）` at the beginning of an item. */
const itemNumber = /^[（(]?(\d{1,2}|[一二三四五六七八九十]{1,2})(?:[、．)）]|\.(?!\d))/u

/** How the text of `first` stands to that of `second` below it; both have text. */
export function flowBetween(first: PieceCell, second: PieceCell): Flow {
  const [last, next] = [first.lines.at(-1), second.lines[0]]
  if (last === undefined || next === undefined) return 'ended'
  const [above, below] = [textOf(first.lines), textOf(second.lines)]
  const full = fillsLine(first, last, unbrokenStart(next))
  if (countsOn(first.lines, second.lines)) return 'goes-on'
  if (numberOf(next.text) === 1 && !leadsOn.test(above)) return 'ended'
  if (startsFigure.test(next.text) && !endsNothing.test(above)) return 'ended'
  if (startsNumber.test(next.text) && endsNumber.test(above)) {
    return endsDigit.test(above) && full ? 'figure-may-go-on' : 'ended'
  }
  const unfinished = endsNothing.test(above) || leavesBracketOpen(above)
  if (full && (unfinished || beginsNothing.test(below) || startsRemark(below))) return 'goes-on'
  if (full) return 'may-go-on'
  return isProse(first, last) ? 'paragraph' : 'ended'
}

/** Whether a sentence is over at the end of a cell. */
export function endsSentence(cell: PieceCell): boolean {
  return sentenceEnd.test(cell.lines.at(-1)?.text ?? '')
}

/** Whether the last line of a cell leaves no room for another character: by chance, or since the text goes on. */
export function isFull(cell: PieceCell): boolean {
  const last = cell.lines.at(-1)
  return last !== undefined && fillsLine(cell, last, last.size)
}

/** Whether several lines fill a cell from its head to its foot: by chance, or since more of them were to stand there. */
export function isFilled(cell: PieceCell): boolean {
  const [first, last] = [cell.lines[0], cell.lines.at(-1)]
  if (first === undefined || last === undefined || first === last) return false
  return first.box[1] - cell.box[1] < FREE_LINE * first.size && linesLeft(cell) < FREE_LINE
}

/** White in a cell below its text, in lines. */
export function linesLeft(cell: PieceCell): number {
  const last = cell.lines.at(-1)
  return last === undefined ? 0 : (cell.box[3] - last.box[3]) / last.size
}

function fillsLine(cell: PieceCell, last: TextLine, wanted: number): boolean {
  const [width, room] = [widthOf(last.box), widthOf(cell.box)]
  return room - width < PADDING_EMS * last.size + wanted || width + wanted >= brokenAt(cell, last)
}

/** The least width at which a line of the cell was broken although it fills most of it; padding may be wider than usual. */
function brokenAt({ box, lines }: PieceCell, last: TextLine): number {
  let least = Number.POSITIVE_INFINITY
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]
    const width = widthOf(line.box)
    if (line === last || next === undefined || width < WRAPPED_SHARE * widthOf(box)) continue
    if (sentenceEnd.test(line.text)) continue
    least = Math.min(least, width + unbrokenStart(next))
  }
  return least
}

/** Width in points of the part of a line's beginning that would have gone on the line before as a whole or not at all. */
function unbrokenStart(line: TextLine): number {
  const start = unbroken.exec(line.text)?.[0] ?? ''
  const all = emsOf(line.text)
  return all === 0 ? 0 : (emsOf(start) / all) * (line.box[2] - line.box[0])
}

function emsOf(text: string): number {
  let ems = 0
  for (const character of text) ems += /[\u0020-\u024f\uff61-\uffdc]/u.test(character) ? NARROW_EMS : 1
  return ems
}

function isProse(cell: PieceCell, last: TextLine): boolean {
  return cell.lines.length > 1 && cell.box[2] - cell.box[0] > PROSE_EMS * last.size
}

/** An item of a list above and the next one of the same list below, of which one page shows several. */
function countsOn(upper: readonly TextLine[], lower: readonly TextLine[]): boolean {
  const [above, below] = [upper, lower].map((lines) => lines.flatMap((line) => numberOf(line.text) ?? []))
  const [last, next] = [above?.at(-1), numberOf(lower[0]?.text ?? '')]
  if (above === undefined || below === undefined || last === undefined || next === null) return false
  return next === last + 1 && above.length + below.length > 2
}

function numberOf(text: string): number | null {
  const sign = itemNumber.exec(text.trim())?.[1]
  if (sign === undefined) return null
  if (/^\d/.test(sign)) return Number(sign)
  const digits = [...sign].map((each) => '一二三四五六七八九十'.indexOf(each) + 1)
  const [tens, ones] = digits
  if (tens === undefined) return null
  if (ones === undefined) return tens
  return tens === 10 ? 10 + ones : tens * 10
}

function leavesBracketOpen(text: string): boolean {
  return (text.match(/[（(【《“]/g)?.length ?? 0) > (text.match(/[）)】》”]/g)?.length ?? 0)
}

/** A remark or a unit in brackets belongs to what stands before it. */
function startsRemark(text: string): boolean {
  return /^\s*[（(【]/.test(text) && !itemNumber.test(text.trim())
}

function textOf(lines: readonly TextLine[]): string {
  return lines.map((line) => line.text).join('')
}
