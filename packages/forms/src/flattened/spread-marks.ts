/** What the lines on which labels stand may mean: which groups they begin, which they only show again or late. */
import type { Token } from './source-lines.ts'
import { isUsuallyUnder } from './spread-evidence.ts'
import type { LabelLine, Mark, Marks, SpreadContext, SpreadRow } from './spread-model.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Most lines of which both readings are tried; beyond them a label at the top of a page goes on. */
const MOST_OPEN_LINES = 5

/** Penalty for a label that is taken to have slipped from the row above; in a text whose columns are whole, more. */
const SLIPPED = { damaged: 1.5, whole: 5 }

/** What a group without inner label costs where others have one: a label that slipped a row is as rare. */
const NO_INNER_LABEL = 1.5

/**
 * A line that has an outer label and no inner one begins a group without inner label; or, at the top of a page, shows
 * the label of a cell that goes on from the page before; or has slipped from a row above. Both readings are tried.
 */
export function readingsOf(
  rows: readonly SpreadRow[],
  lines: readonly LabelLine[],
  levels: number,
  { damaged, vocabulary }: Pick<SpreadContext, 'damaged' | 'vocabulary'>,
): Reading[] {
  const lacking = (line: LabelLine): boolean => line.labels[levels - 1] === null
  const open = lines.filter(
    (line, index) =>
      index > 0 &&
      lacking(line) &&
      (mayGoOn(rows, lines, index) || isUsuallyInside(rows, lines, index, vocabulary)),
  )
  const tried = open.slice(0, MOST_OPEN_LINES)
  return Array.from({ length: 2 ** tried.length }, (_, choice) => {
    const begins = new Set(tried.filter((_line, bit) => Math.floor(choice / 2 ** bit) % 2 === 1))
    const goesOn = open.filter((line) => !begins.has(line))
    const slipped = goesOn.filter((line) => !isPageTop(rows, lines, lines.indexOf(line)))
    const cost = NO_INNER_LABEL * begins.size + (damaged ? SLIPPED.damaged : SLIPPED.whole) * slipped.length
    return { marks: marksOf(rows, lines, levels, new Set(goesOn)), cost }
  })
}

export interface Reading {
  readonly marks: Marks
  /** Log-likelihood against it. */
  readonly cost: number
}

/** At the top of a page, or right below a row that has the inner label and lacks the outer one. */
function mayGoOn(rows: readonly SpreadRow[], lines: readonly LabelLine[], index: number): boolean {
  const line = lines[index]
  const above = lines[index - 1]
  if (line === undefined || above === undefined) return false
  if (isPageTop(rows, lines, index)) return true
  const outermost = line.labels.findIndex((label) => label !== null)
  return (
    line.row !== null &&
    above.row === line.row - 1 &&
    above.labels.findIndex((label) => label !== null) > outermost
  )
}

/** Its row has an indicator that usually stands under the inner label above: the outer one stands amid its rows. */
function isUsuallyInside(
  rows: readonly SpreadRow[],
  lines: readonly LabelLine[],
  index: number,
  vocabulary: Vocabulary,
): boolean {
  const row = lines[index]?.row ?? null
  const above = lines
    .slice(0, index)
    .findLast(({ labels }) => labels.at(-1) !== null)
    ?.labels.at(-1)
  if (row === null || above === null || above === undefined) return false
  return isUsuallyUnder(rows[row]?.name ?? '', above.text, vocabulary)
}

function isPageTop(rows: readonly SpreadRow[], lines: readonly LabelLine[], index: number): boolean {
  const line = lines[index]
  if (line === undefined) return false
  if (line.row !== null) return line.row > 0 && rows[line.row - 1]?.page !== line.page
  return lines[index - 1]?.page !== line.page
}

function marksOf(
  rows: readonly SpreadRow[],
  lines: readonly LabelLine[],
  levels: number,
  goesOn: ReadonlySet<LabelLine>,
): Marks {
  const marks: Mark[][] = Array.from({ length: levels }, () => [])
  const innermost = marks[levels - 1] ?? []
  const current: (Token | null)[] = new Array<Token | null>(levels - 1).fill(null)
  for (const [index, line] of lines.entries()) {
    const pageTop = isPageTop(rows, lines, index)
    const inner = line.labels[levels - 1] ?? null
    const newGroup = inner !== null || index === 0 || !goesOn.has(line)
    for (let level = 0; level < levels - 1; level++)
      current[level] = line.labels[level] ?? current[level] ?? null
    const about = line.labels.findLast((label) => label !== null) ?? null
    const around = current.flatMap((label) => (label === null || label === about ? [] : [label]))
    const slipped = !newGroup && !pageTop
    const row = slipped && line.row !== null ? line.row - 1 : line.row
    const place = { page: line.page, row, mayBeginEarlier: pageTop && index > 0, about, around }
    if (newGroup) innermost.push({ ...place, label: inner, anchor: line.row ?? -1 })
    const anchor = Math.max(0, innermost.length - 1)
    let outerBegins = false
    for (let level = 0; level < levels - 1; level++) {
      const label = line.labels[level] ?? null
      if (label !== null || (outerBegins && newGroup && !pageTop))
        marks[level]?.push({ ...place, label, anchor })
      outerBegins ||= label !== null
    }
  }
  return marks
}
