/** Names of sub-projects that their cell's edge clipped, which the indicators' lists give in full. */
import { type Doubt, foldKey } from '@backfile/model'
import type { FormRow } from './form-rows.ts'
import { nameCompleted } from './messages.ts'
import type { Piece } from './pieces.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Confidence of a name that only its beginning tells. */
const COMPLETED = 0.85

/** Most characters that an edge clips, and the fewest that tell a name. */
const CLIPPED = { most: 4, shown: 5 }

/** Between the names of a list. */
const listSeparator = /[,，;；、\n]/

/**
 * Lines of the composition under the names that the indicators' lists have: one that no list has, and that begins just
 * one name which is no other line's, is taken for that name.
 */
export function completeNames(
  rows: readonly FormRow[],
  pieces: readonly Piece[],
  vocabulary: Vocabulary,
): { readonly rows: readonly FormRow[]; readonly doubts: readonly Doubt[] } {
  const listed = listedNames(pieces)
  const doubts: Doubt[] = []
  const labels = new Set(
    rows.flatMap((row) => (isOpenLine(row, vocabulary) ? [foldKey(row.label.text)] : [])),
  )
  const completed = rows.map((row): FormRow => {
    if (!isOpenLine(row, vocabulary)) return row
    const shown = foldKey(row.label.text)
    if (listed.has(shown) || shown.length < CLIPPED.shown) return row
    const [name, ...others] = [...listed].filter(
      ([key]) => key.startsWith(shown) && key.length - shown.length <= CLIPPED.most && !labels.has(key),
    )
    if (name === undefined || others.length > 0) return row
    doubts.push(nameCompleted(row.label.text, name[1], row.label.locators))
    return { ...row, label: { ...row.label, text: name[1], confidence: COMPLETED } }
  })
  return { rows: completed, doubts }
}

/** A line of the composition that the project itself named. */
export function isOpenLine(
  row: FormRow,
  vocabulary: Vocabulary,
): row is FormRow & { readonly kind: 'fund-line' } {
  return (
    row.kind === 'fund-line' &&
    row.block.section === 'composition' &&
    vocabulary.line(row.block, row.label.text) === null
  )
}

/** The names in the indicators' lists of sub-projects, by their key. */
function listedNames(pieces: readonly Piece[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const piece of pieces) {
    if (piece.kind !== 'block') continue
    const column = piece.header.find(({ role }) => role === 'subprojects')?.column
    for (const token of piece.lines.flatMap((line) => line.tokens)) {
      if (token.column !== column) continue
      for (const part of token.text.split(listSeparator)) names.set(foldKey(part), part.trim())
    }
  }
  return names
}
