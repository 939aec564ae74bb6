/** Text in the columns of a terminal, where a Chinese character takes two and a colour takes none. */
import { widthOf } from './terminal.ts'

/** Rows as columns that line up, after so many blanks, cut to the terminal's width. */
export function columns(
  rows: readonly (readonly string[])[],
  stream: NodeJS.WriteStream,
  indent = 0,
): string {
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const widths = Array.from({ length: count }, (_, i) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[i] ?? '')), 0),
  )
  const limit = widthOf(stream)
  return rows
    .map((row) => {
      const cells = row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0)))
      return `${cutTo(`${' '.repeat(indent)}${cells.join('  ')}`.trimEnd(), limit)}\n`
    })
    .join('')
}

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  return piecesOf(text).reduce((width, piece) => width + pieceWidth(piece), 0)
}

/** A text cut to so many columns, with … where something was cut; colours go on to their end. */
export function cutTo(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  let used = 0
  let full = false
  for (const piece of piecesOf(text)) {
    const next = pieceWidth(piece)
    if (next > 0 && !full && used + next > width - 1) {
      full = true
      kept += '…'
    }
    if (next === 0 || !full) kept += piece
    used += next
  }
  return kept
}

/** A text filled up with blanks to so many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Characters one by one, and colours whole. */
function piecesOf(text: string): readonly string[] {
  return text.match(/\p{Cc}\[[0-9;]*m|./gsu) ?? []
}

function pieceWidth(piece: string): number {
  if (piece.startsWith('\u001b') || /^\p{M}$/u.test(piece)) return 0
  return isWide(piece.codePointAt(0) ?? 0) ? 2 : 1
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  )
}
