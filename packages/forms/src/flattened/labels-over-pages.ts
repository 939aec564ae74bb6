/** Labels of merged cells whose lines of text the page break parted: one piece at each page. */
import { joinTokens, type Token } from './source-lines.ts'
import type { LabelLine } from './spread-model.ts'
import type { Vocabulary } from './vocabulary.ts'

interface Context {
  readonly vocabulary: Vocabulary
  readonly texts: readonly string[]
}

/** Confidence of a label joined over a page break: one that the form knows, one that the document has elsewhere. */
const KNOWN_LABEL = 0.97
const SEEN_ELSEWHERE = 0.9

/** A label at the top of a page that only ends the one before it on the same level is joined with that. */
export function joinOverPages(
  lines: readonly LabelLine[],
  pages: readonly number[],
  context: Context,
): LabelLine[] {
  const joined = [...lines]
  const last: ({ readonly line: number; readonly token: Token } | null)[] = []
  for (const [index, line] of lines.entries()) {
    const top = line.row === null ? lines[index - 1]?.page !== line.page : pages[line.row - 1] !== line.page
    for (const [level, token] of line.labels.entries()) {
      if (token === null) continue
      const above = last[level]
      const from = above == null ? undefined : joined[above.line]
      if (top && above != null && from !== undefined && from.page !== line.page) {
        const label = wholeLabel(above.token, token, context)
        if (label !== null) {
          joined[above.line] = { ...from, labels: from.labels.with(level, label) }
          const own = joined[index]
          if (own !== undefined) joined[index] = { ...own, labels: own.labels.with(level, null) }
          last[level] = { line: above.line, token: label }
          continue
        }
      }
      last[level] = { line: index, token }
    }
  }
  return joined.filter((line) => line.labels.some((label) => label !== null))
}

function wholeLabel(piece: Token, rest: Token, { vocabulary, texts }: Context): Token | null {
  const label = joinTokens([piece, rest], '')
  const known = (text: string): boolean =>
    [...vocabulary.firstLevels(text), ...vocabulary.secondLevels(text)].some((place) => place.likeness === 1)
  if (known(label.text) && !known(rest.text)) return { ...label, confidence: KNOWN_LABEL }
  if (known(piece.text) || known(rest.text)) return null
  const seams = [
    `${piece.text.slice(-2)}${rest.text.slice(0, 1)}`,
    `${piece.text.slice(-1)}${rest.text.slice(0, 2)}`,
  ]
  const elsewhere = seams.every((seam) => seam.length === 3 && texts.some((text) => text.includes(seam)))
  return elsewhere ? { ...label, confidence: SEEN_ELSEWHERE } : null
}
