/** Ruling lines that a text draws with characters: `│─┼` and the like, or `+---+` and `|`. */
import { characterWidth, lineHeight, type PlacedCharacter } from './character-grid.ts'
import type { Ruling } from './source-document.ts'

export interface DrawnRulings {
  readonly rulings: readonly Ruling[]
  /** Whether a character is a piece of a ruling and no text. */
  readonly isDrawn: (row: number, character: PlacedCharacter) => boolean
}

/** Thickness that a drawn line is given, in points. */
const rulingWidth = 0.5

/** The arms of a character: from its middle to the left, right, top and bottom of its place. */
interface Arms {
  readonly across: boolean
  readonly down: boolean
}

/** The rulings of a page of characters. Runs of pieces that touch become one ruling. */
export function rulingsOf(lines: readonly (readonly PlacedCharacter[])[]): DrawnRulings {
  const ascii = new Set<number>()
  for (const [row, line] of lines.entries()) {
    if (/^\s*\+(?:[-=]+\+)+\s*$/.test(line.map(({ text }) => text).join(''))) ascii.add(row)
  }
  const bars = barRows(lines, ascii)
  const armsAt = (row: number, text: string): Arms | null => {
    if (ascii.has(row)) return text.trim() === '' ? null : { across: true, down: text === '+' }
    if (text === '|' && bars.has(row)) return { across: false, down: true }
    return boxArms(text)
  }

  const across = new Map<number, Run[]>()
  const down = new Map<number, Run[]>()
  for (const [row, line] of lines.entries()) {
    const [top, bottom] = [row * lineHeight, (row + 1) * lineHeight]
    for (const character of line) {
      const arms = armsAt(row, character.text)
      if (arms === null) continue
      const [left, right] = [character.start * characterWidth, character.end * characterWidth]
      if (arms.across) grow(across, (top + bottom) / 2, left, right, arms.down)
      if (arms.down) grow(down, (left + right) / 2, top, bottom, arms.across)
    }
  }
  return {
    rulings: [
      ...placed(across, (y, { from, to }) => ({ x0: from, y0: y, x1: to, y1: y, width: rulingWidth })),
      ...placed(down, (x, { from, to }) => ({ x0: x, y0: from, x1: x, y1: to, width: rulingWidth })),
    ],
    isDrawn: (row, { text }) => armsAt(row, text) !== null,
  }
}

/** A line that grows piece by piece: it ends in the middle of a crossing, but reaches to the end of its place. */
interface Run {
  from: number
  to: number
  reach: number
}

function grow(runs: Map<number, Run[]>, at: number, from: number, to: number, crossing: boolean): void {
  const middle = (from + to) / 2
  const line = runs.get(at) ?? []
  runs.set(at, line)
  const last = line.at(-1)
  if (last !== undefined && last.reach === from) {
    last.to = crossing ? middle : to
    last.reach = to
  } else line.push({ from: crossing ? middle : from, to: crossing ? middle : to, reach: to })
}

function placed(
  runs: ReadonlyMap<number, readonly Run[]>,
  ruling: (at: number, run: Run) => Ruling,
): readonly Ruling[] {
  return [...runs].flatMap(([at, line]) =>
    line.filter(({ from, to }) => to > from).map((run) => ruling(at, run)),
  )
}

/** A bar is a ruling only in the rows between two `+---+` rows: elsewhere it is a character like any other. */
function barRows(lines: readonly unknown[], ascii: ReadonlySet<number>): ReadonlySet<number> {
  const rows = new Set<number>()
  const edges = [...ascii]
  const first = edges[0]
  const last = edges.at(-1)
  if (first === undefined || last === undefined) return rows
  for (let row = first; row < Math.min(last, lines.length); row++) rows.add(row)
  return rows
}

/** Unicode's box drawing block: which of its characters run across, and which down. */
function boxArms(text: string): Arms | null {
  if (!/^[\u2500-\u257f]$/.test(text)) return null
  const across = !/[│┃┆┇┊┋╎╏║╵╷╹╻╽╿]/.test(text)
  const down = !/[─━┄┅┈┉╌╍═╴╶╸╺╼╾╱╲╳]/.test(text)
  return { across, down }
}
