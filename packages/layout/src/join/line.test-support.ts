/** A line of one word, ten points a character, of which the page shows a share. */
import type { TextLine } from '../page-table.ts'

export function lineOf(text: string, x: number, y: number, visible = 1): TextLine {
  const box = [x, y, x + 10 * text.length, y + 10] as const
  return {
    text,
    box,
    size: 10,
    words: [{ text, box, size: 10 }],
    firstVisible: visible,
    lastVisible: visible,
  }
}
