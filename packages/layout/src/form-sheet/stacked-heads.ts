/** Heads of several lines whose columns are so narrow that each line touches that of the next column. */
import { stacksFrom, textOfLines } from './blocks.ts'
import { cutAt, gapDistance, type Phrase } from './phrase.ts'
import type { Sheet } from './sheet.ts'
import { type LabelBook, type LabelPart, plays } from './vocabulary.ts'

/** The phrases with such heads apart: where all lines have a gap at one place, and what stands beside it is a head. */
export function stackedHeadsApart(phrases: readonly Phrase[], sheet: Sheet, book: LabelBook): Phrase[] {
  const apart = new Map<Phrase, readonly Phrase[]>()
  for (const phrase of phrases) {
    const gap = apart.has(phrase) ? null : widestGap(phrase)
    if (gap === null) continue
    const lines = stacksFrom(phrase, phrases, sheet, MOST_LINES)
      .slice(1)
      .findLast((stack) => areHeadsAt(stack, gap, book))
    for (const line of lines ?? []) apart.set(line, cutAt(line, [gap]))
  }
  return apart.size === 0 ? [...phrases] : phrases.flatMap((phrase) => apart.get(phrase) ?? [phrase])
}

function areHeadsAt(lines: readonly Phrase[], gap: number, book: LabelBook): boolean {
  if (book.partsOf(textOfLines(lines)).size > 0) return false
  const pieces = lines.map((line) => cutAt(line, [gap]))
  if (
    !lines.every(
      (line, at) => pieces[at]?.length === 2 && gapDistance(line, gap) > (line.size * LEAST_GAP_EM) / 2,
    )
  )
    return false
  return [0, 1].some((side) => plays(textOfLines(pieces.flatMap((own) => own[side] ?? [])), headParts, book))
}

/** The middle of the widest gap of a short phrase; null where there is none. */
function widestGap({ glyphs, size }: Phrase): number | null {
  if (glyphs.length > MOST_GLYPHS) return null
  let [widest, middle]: [number, number | null] = [size * LEAST_GAP_EM, null]
  for (const [index, { box }] of glyphs.entries()) {
    const before = glyphs[index - 1]?.box[2]
    if (before === undefined || box[0] - before < widest) continue
    ;[widest, middle] = [box[0] - before, (box[0] + before) / 2]
  }
  return middle
}

/** Columns are no nearer to each other, in em. */
const LEAST_GAP_EM = 0.4
/** A narrow column breaks a head into no more lines. */
const MOST_LINES = 4
/** Two heads of a line each so long are in no narrow columns. */
const MOST_GLYPHS = 12
const headParts: readonly LabelPart[] = ['head', 'group-head', 'measure']
