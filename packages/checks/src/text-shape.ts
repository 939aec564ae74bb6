/** The look of a text on paper: how wide it is, and whether it ends where a text ends. */
import { isSpreadsheetSign } from '@backfile/model'

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6—…‘’“”①-⑳]/u

/** Columns that the text takes on paper: a Chinese character or full-width mark is two, a letter or digit one. */
export function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0)
}

/** Openings and their closings; `（` and `(` are folded to one kind, as people mix them. */
const pairs = ['()', '《》', '「」', '【】', '〔〕', '“”'] as const

/** Whether the text's last sentence ends in a comma or leaves a bracket or a quotation open, or no text was shown. */
export function isLeftOpen(text: string): boolean {
  if (isSpreadsheetSign(text)) return true
  const last =
    text
      .split(/[。；;\n]/)
      .at(-1)
      ?.trim() ?? ''
  const folded = last.replaceAll('（', '(').replaceAll('）', ')')
  return (
    /[、，,(《“【〔]$/.test(folded) ||
    pairs.some((pair) => leavesOpen(folded, pair.charAt(0), pair.charAt(1)))
  )
}

/** The last one opened is not closed. Two quotations opened and none closed is a slip of the pen, not a cut. */
function leavesOpen(text: string, opening: string, closing: string): boolean {
  const surplus = text.split(opening).length - text.split(closing).length
  return surplus === 1 && text.lastIndexOf(opening) > text.lastIndexOf(closing)
}
