/** Pieces that a page edge cut off the ends of a table's last column and that stand on pages of their own: 次 of ≥11000人次. */
import type { Doubt } from '@backfile/model'
import type { SourceLine, Token } from './source-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What is read of a table that may lack the ends of its last column. */
export const SURE_WITHOUT_ENDS = 0.8

/** Ends of targets: a unit, 以上, a bracket. Notes and signatures are longer. */
const piece = /^\d{0,3}[\p{Script=Han}%％‰）)]{1,3}$/u

/** One error that shows the pieces, where there are some: which targets lack their ends nothing tells. */
export function endsCutOff(lines: readonly SourceLine[], vocabulary: Vocabulary): Doubt[] {
  const pieces = piecesOf(lines, vocabulary)
  if (pieces.length === 0) return []
  const shown = pieces.map(({ text }) => text).join('、')
  return [
    {
      check: 'layout/ends-cut-off',
      severity: 'error',
      message: {
        zh: `有零碎文字“${shown}”自成一页，像是页边从最后一列截下的：指标值可能缺少末尾的字，须核对原件。`,
        en: `The pieces “${shown}” stand on pages of their own; a page edge seems to have cut them off the last column: targets may lack their ends, see the original.`,
      },
      subjects: ['form'],
      expected: null,
      actual: shown,
      locators: pieces.flatMap(({ locators }) => locators),
    },
  ]
}

/** Pieces on pages below the first row of several fields whose lines all have but one. */
function piecesOf(lines: readonly SourceLine[], vocabulary: Vocabulary): readonly Token[] {
  const wide = new Set(lines.filter(({ width }) => width > 1).map(({ page }) => page))
  const first = Math.min(...wide)
  return lines
    .filter(({ page }) => page > first && !wide.has(page))
    .flatMap(({ tokens }) => tokens)
    .filter(({ text }) => piece.test(text) && !isLevel(text, vocabulary))
}

function isLevel(text: string, vocabulary: Vocabulary): boolean {
  return vocabulary.firstLevels(text).length + vocabulary.secondLevels(text).length > 0
}
