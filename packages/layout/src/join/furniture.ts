/** What a page carries for its own sake: page numbers, running titles, signs that a table goes on. */
import { areAligned, median } from '../geometry.ts'
import { MARGIN_SHARE, pageNumber, withoutPageSign } from '../page-number.ts'
import type { Leaf, LeafText } from './piece.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** A number that only its place on the page tells from any other. */
const bareNumber = /^\d+$/
/** Titles are set larger than tables by at least this much; page numbers are not. */
const TITLE_SIZE = 1.25

/** `续表`, `（续上页）`, `Table 3 (continued)`. */
const goesOn =
  /^[（(]?\s*(?:续\s*表|续上表|续上页|接上页|接上表|承上页|转下页|接下页|续前表|续)\s*\d*\s*[)）]?$|\((?:continued|cont'?d\.?)\)\s*$/iu

/** The leaf without its page numbers, and which those were. */
export function withoutPageNumbers(leaf: Leaf): Leaf {
  const numbers = leaf.texts.filter((text) => isPageNumber(text, leaf))
  // Digits alone may be what a page break leaves of a title's year.
  const told = numbers.filter(({ line }) => !bareNumber.test(line.text.trim()))
  const dropped =
    told.length > 0
      ? told
      : numbers.filter((text) => text.line.size < TITLE_SIZE * usualSize(leaf) && !isCutOff(text, leaf))
  if (dropped.length === 0) return leaf
  return {
    ...leaf,
    texts: leaf.texts.filter((text) => !dropped.includes(text)),
    repairs: [
      ...leaf.repairs,
      {
        kind: 'furniture-dropped',
        message: {
          zh: `页码不计入正文：${dropped.map(({ line }) => line.text).join('，')}`,
          en: `Page numbers were left out: ${dropped.map(({ line }) => line.text).join(', ')}`,
        },
        confidence: 0.99,
        locators: dropped.flatMap((text) => [...text.locators]),
        origins: [],
      },
    ],
  }
}

/** Whether a text says only that the table goes on. */
export function saysGoesOn({ line }: LeafText): boolean {
  return goesOn.test(line.text.trim())
}

/** Whether the same text stands at the same place of another leaf; a number that it gives the page may be another. */
export function repeats({ line }: LeafText, other: Leaf): boolean {
  const text = withoutPageSign(line.text)
  const [x0, y0, x1] = line.box
  return other.texts.some(
    ({ line: { box, text: its } }) =>
      Math.abs(box[1] - y0) <= ROW_TOLERANCE &&
      areAligned(x0, x1, box[0], box[2], ROW_TOLERANCE) &&
      withoutPageSign(its) === text,
  )
}

/** Whether a text ends at that side of the page's tables at which the page cuts their cells. */
function isCutOff({ line }: LeafText, { pieces }: Leaf): boolean {
  return pieces.some(
    ({ box, cells }) =>
      (line.box[2] >= box[2] - ROW_TOLERANCE && cells.some(({ open }) => open.right)) ||
      (line.box[0] <= box[0] + ROW_TOLERANCE && cells.some(({ open }) => open.left)),
  )
}

/** The usual size of the tables' text, in points; without tables any size is usual. */
function usualSize({ pieces }: Leaf): number {
  const lines = pieces.flatMap(({ cells }) => cells.flatMap((cell) => [...cell.lines]))
  return median(lines.map(({ size }) => size)) ?? Number.POSITIVE_INFINITY
}

function isPageNumber({ line }: LeafText, leaf: Leaf): boolean {
  if (!pageNumber.test(line.text.trim())) return false
  const [, y0, , y1] = line.box
  const inMargin = y1 < leaf.height * MARGIN_SHARE || y0 > leaf.height * (1 - MARGIN_SHARE)
  const outside = leaf.pieces.every(({ box }) => y1 <= box[1] + ROW_TOLERANCE || y0 >= box[3] - ROW_TOLERANCE)
  return inMargin && outside
}
