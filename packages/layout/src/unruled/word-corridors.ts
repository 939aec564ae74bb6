/** Corridors between words that stand one below the other in many lines, and the figures that these part or do not. */
import { median } from '../geometry.ts'
import type { Word } from '../page-table.ts'
import { isLeader, type PhraseLine, phraseLine, phraseOf } from './phrases.ts'

/** Between words, in em, where nothing but their standing one below the other marks a corridor. */
const WORD_CORRIDOR_EM = 0.3
/** In so many lines without one crossing, a corridor between words is no chance. */
const WORD_CORRIDOR_LINES = 6

/** A stretch of the page's width, in points. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/** Corridors narrower than cells' usual gaps that run between words through many lines, uncrossed. */
export function wordCorridors(lines: readonly PhraseLine[]): Gap[] {
  const several = lines.filter((line) => line.phrases.length > 1)
  if (several.length < WORD_CORRIDOR_LINES) return []
  const steps: { x: number; both: number; crossing: number }[] = []
  for (const line of lines) {
    const words = line.phrases.flatMap((phrase) => phrase.words)
    const [first, last] = [words[0], words.at(-1)]
    if (first && last)
      steps.push({ x: first.box[0], both: 1, crossing: 0 }, { x: last.box[2], both: -1, crossing: 0 })
    for (const [index, word] of words.entries()) {
      // Dots belong to the text that they lead on from.
      const from = isLeader(word.text) ? (words[index - 1]?.box[2] ?? word.box[0]) : word.box[0]
      steps.push({ x: from, both: 0, crossing: 1 }, { x: word.box[2], both: 0, crossing: -1 })
    }
  }
  steps.sort((a, b) => a.x - b.x)
  const narrowest = WORD_CORRIDOR_EM * (median(lines.map((line) => line.size)) ?? 10)
  const needed = Math.max(WORD_CORRIDOR_LINES, several.length * 0.6)
  const corridors: Gap[] = []
  let [both, crossing] = [0, 0]
  for (const [index, step] of steps.entries()) {
    both += step.both
    crossing += step.crossing
    const next = steps[index + 1]
    if (!next || crossing !== 0 || both < needed) continue
    if (next.x - step.x >= narrowest) corridors.push({ from: step.x, to: next.x })
  }
  return corridors.filter((corridor) => !partsFigures(corridor, lines))
}

/** Digits and what stands among them, no sign apart. */
const FIGURE = /^[-−–(]?\d[\d.,]*\)?$/u

/** A line of several texts, figures that bridge a corridor between words taken apart there: `267 174` may be two. */
export function partedBy(corridors: readonly Gap[], line: PhraseLine): PhraseLine {
  if (line.phrases.length < 2) return line
  const phrases = line.phrases.flatMap((phrase) => {
    const at = corridors.map(({ from, to }) => (from + to) / 2)
    const runs = new Map<number, Word[]>()
    for (const word of phrase.words) {
      const place = at.filter((x) => x < word.box[2]).length
      runs.set(place, [...(runs.get(place) ?? []), word])
    }
    const parts = [...runs.values()].map(phraseOf)
    return parts.every(({ text }) => FIGURE.test(text)) ? parts : [phrase]
  })
  return phraseLine(phrases)
}

/** Whether a corridor only runs between the groups of digits of figures like `1 055 412`. */
function partsFigures({ from, to }: Gap, lines: readonly PhraseLine[]): boolean {
  const bridging = lines.flatMap((line) =>
    line.phrases.filter(({ box }) => box[0] < from - 0.1 && box[2] > to + 0.1),
  )
  const figures = bridging.filter(({ words, isNumeric }) => {
    const after = words.find(({ box }) => box[0] > from - 0.1)
    return isNumeric && after !== undefined && /^\d{3}(?:\D|$)/u.test(after.text)
  })
  if (figures.length === 0 || figures.length < bridging.length * 0.8) return false
  // Groups of digits have three each: one figure of fewer behind the corridor, and it parts columns.
  return !lines.some(({ phrases, size }) => {
    const next = phrases.findIndex(({ box }) => box[0] > from - 0.1)
    const [before, after] = [phrases[next - 1], phrases[next]]
    if (!before?.isNumeric || !after?.isNumeric) return false
    const gap = from - before.box[2]
    return gap >= -0.1 && gap <= size * BESIDE_EM && /^\D*\d{1,2}(?:\D|$)/u.test(after.text)
  })
}

/** So near to a corridor, in em, do the figures end that stand left of it. */
const BESIDE_EM = 0.5
