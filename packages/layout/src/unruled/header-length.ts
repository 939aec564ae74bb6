/** How many of a table's first lines are its header. */
import { isYear } from './phrases.ts'
import type { PlacedLine } from './placed.ts'
import { rowPitchOf } from './row-context.ts'
import { cutsBetween, isCentredAlone, type RowEvidence } from './row-evidence.ts'

/** How many of the first lines are the header. */
export function headerLengthOf(
  lines: readonly PlacedLine[],
  values: readonly boolean[],
  evidence: RowEvidence,
): number {
  const ruled = firstRuledBlock(lines, evidence)
  if (!values.includes(true)) return ruled ?? 0
  const start = lines.findIndex((line, index) => isBodyLine(line, values, lines[index + 1]))
  if (start <= 0) return 0
  let length = ruled === start ? start : firstFullLine(lines.slice(0, start), values, lines)
  while (
    length > 0 &&
    (isHeading(lines[length - 1], lines[length - 2]) || headsSection(lines, length - 1, evidence)) &&
    (!cutsBetween(lines, length, evidence) || cutsBetween(lines, length - 1, evidence))
  ) {
    length -= 1
  }
  return length
}

/** A word, where a figure or a mark that stands for one would be. */
const WORD = /\p{L}{3}/u

function isBodyLine(line: PlacedLine, values: readonly boolean[], next: PlacedLine | undefined): boolean {
  const own = line.cells.filter((cell) => values[cell.from] && cell.from === cell.to)
  const figures = own.filter((cell) => cell.phrase.isNumeric)
  if (figures.length === 0) return false
  // Labels may end with a figure of their own: `Under / 25` beside `GDP` and `Both / sexes`.
  if (own.filter(({ phrase }) => !phrase.isNumeric && WORD.test(phrase.text)).length > figures.length)
    return false
  if (numbersColumns(figures.map((cell) => cell.phrase.text))) return false
  const ordinary = figures.filter((cell) => !headsColumns(cell.phrase.text))
  if (ordinary.length > 0) return ordinary.length >= figures.length / 2
  if (!next) return true
  return next.cells.some(
    (cell) => figures.some((each) => each.from === cell.from) && isYear(cell.phrase.text),
  )
}

/** Whether texts are a row `1 2 3 4` or `(1) (2) (3)` below the labels. */
export function numbersColumns(texts: readonly string[]): boolean {
  const areBracketed = texts.every((text) => /^\(\d\)$/u.test(text))
  if (texts.length < (areBracketed ? 2 : 3)) return false
  const numbers = texts.map((text) => Number(/^\(?(\d{1,2})\)?$/u.exec(text)?.[1]))
  const start = numbers[0] ?? 0
  return start <= 2 && numbers.every((number, index) => number === start + index)
}

/** Years and lettered or numbered columns stand in headers. */
function headsColumns(text: string): boolean {
  return isYear(text) || /^\(\w{1,2}\)$/u.test(text)
}

/**
 * Where words fill columns of figures below the header, the header ends with the first line that fills them all,
 * unless the next lines stand too near to be rows.
 */
function firstFullLine(
  header: readonly PlacedLine[],
  values: readonly boolean[],
  lines: readonly PlacedLine[],
): number {
  const rowPitch = rowPitchOf(lines, values)
  const isFull = (line: PlacedLine | undefined): boolean =>
    line !== undefined &&
    values.every((isValue, column) => !isValue || line.cells.some((cell) => cell.from === column))
  const first = header.findIndex(isFull)
  const [full, next] = [header[first], header[first + 1]]
  if (!full || !next || !isFull(next)) return header.length
  const pitch = next.centre - full.centre
  const isStacked = rowPitch !== null && pitch < rowPitch * 0.93
  const isShort = header.length <= 3 && pitch < full.size * 1.35
  return isStacked || isShort || goesOn(next, values) ? header.length : first + 1
}

/** Whether most labels of a line go on with those above: they begin with small letters. */
function goesOn(line: PlacedLine, values: readonly boolean[]): boolean {
  const labels = line.cells.filter((cell) => values[cell.from])
  return labels.filter(({ phrase }) => /^\p{Ll}/u.test(phrase.text)).length > labels.length / 2
}

/** A lone label of the first column heads the rows below it, unless it goes on with the header's own label. */
function isHeading(line: PlacedLine | undefined, above: PlacedLine | undefined): boolean {
  const label = line?.cells[0]
  if (!line || !label || line.cells.length !== 1 || label.from !== 0) return false
  const isClose = above !== undefined && line.centre - above.centre < line.size * 1.5
  const goesOn = isClose && above.cells[0]?.from === 0 && /^[\p{Ll}(]/u.test(label.phrase.text)
  return !goesOn
}

/** A lone text in the middle of the table heads a section where another one like it stands further down. */
function headsSection(lines: readonly PlacedLine[], index: number, evidence: RowEvidence): boolean {
  const line = lines[index]
  if (!line || !isCentredAlone(line, evidence)) return false
  return lines.slice(index + 1).some((other) => isCentredAlone(other, evidence))
}

function firstRuledBlock(lines: readonly PlacedLine[], evidence: RowEvidence): number | null {
  for (const cut of evidence.cuts) {
    const above = lines.filter((line) => line.centre < cut).length
    if (above > 0) return above <= Math.max(2, lines.length * 0.4) && above < lines.length ? above : null
  }
  return null
}
