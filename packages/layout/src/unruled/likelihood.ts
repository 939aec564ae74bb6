/** How likely it is that arranged lines are a table. */
import { median } from '../geometry.ts'
import { isLedOn } from './contents.ts'
import { isProselike } from './phrases.ts'
import type { PlacedLine, PlacedPhrase } from './placed.ts'
import type { Arrangement } from './structure.ts'

/** A table without a figure needs this many lines of several cells. */
const TEXT_TABLE_LINES = 3

/** So many rules above the head, below it and below the rows make a table of one row. */
const ENCLOSING_RULES = 3

/** No table is surer than this whose columns alignment alone shows: its figures are for a person to compare. */
const MOST_CONFIDENCE = 0.89

/** How one reaches somebody: two offices' addresses side by side are no table. */
const CONTACT =
  /@|\bwww\.|https?:|^(?:tel|telephone|phone|fax|e-?mail|courriel|电话|传真|邮箱|邮编)\b\.?\s*:?/iu

/** An address has no more lines than this. */
const MOST_ADDRESS_LINES = 10

/** Lines flush at both edges are rows all the same where this share of their inner cells keeps to edges too. */
const KEPT_EDGES = 0.8

/** A contents page has several lists at most, each of which begins with a lower page than the last one ended. */
const FALLING_PAGES = 0.1

/** A caption that announces a table makes it so much likelier. */
const ANNOUNCED = 0.15

/** 0…1: how sure it is that arranged lines are a table; `isAnnounced`: by a caption beside them. */
export function confidenceOf(arrangement: Arrangement, isAnnounced = false): number {
  const plain = plainConfidenceOf(arrangement, isAnnounced)
  return plain === 0 || !isAnnounced ? plain : Math.min(MOST_CONFIDENCE, plain + ANNOUNCED)
}

function plainConfidenceOf(arrangement: Arrangement, isAnnounced: boolean): number {
  const { lines, columns, values, evidence, hard } = arrangement
  const several = lines.filter((line) => new Set(line.cells.map((cell) => cell.from)).size > 1)
  const cells = lines.flatMap((line) => line.cells)
  const beyondFirst = cells.filter((cell) => cell.from > 0)
  const figures = beyondFirst.filter((cell) => cell.phrase.isNumeric).length / Math.max(1, beyondFirst.length)
  const filled = several.reduce((sum, line) => sum + line.cells.length, 0) / (several.length * columns.length)
  const ruled = evidence.cuts.length >= 2 ? 0.15 : evidence.cuts.length === 1 ? 0.08 : 0
  if (isContents(lines) || several.length < 2) return 0
  if (filled < 0.35) return 0
  if (ruled === 0 && hard.length === 0 && areBoxesToTick(lines)) return 0
  if (columns.length === 2 && areNumberedLines(lines)) return 0
  if (ruled === 0 && hard.length === 0 && (isIndex(cells) || (!isAnnounced && areFormulas(lines)))) return 0
  const isHead = (cell: PlacedPhrase): boolean =>
    lines[0]?.cells.includes(cell) === true && lines[0].cells.every(({ from }) => from > 0)
  const crossing = cells.filter(
    (cell) => cell.to > cell.from && isProselike(cell.phrase) && !isHead(cell),
  ).length
  const wordy = cells.filter((cell) => isProselike(cell.phrase)).length / Math.max(1, cells.length)
  if (crossing > lines.length * 0.25) return 0
  const evenness = evennessOf(arrangement)
  if (columns.length === 2 && ruled === 0 && hard.length === 0 && areAddresses(lines)) return 0
  if (values.includes(true) && (figures >= FIGURES_SHARE || hasColumnOfFigures(arrangement))) {
    if (several.length < 3 && ruled === 0 && columns.length < 3) return isAnnounced ? 0.45 : 0.3
    return Math.min(
      MOST_CONFIDENCE,
      0.5 + 0.25 * filled + 0.15 * evenness + ruled + 0.02 * Math.min(5, several.length - 2),
    )
  }
  const isEnclosed = evidence.cuts.length >= ENCLOSING_RULES
  if (several.length < TEXT_TABLE_LINES && (ruled < 0.15 || (several.length < lines.length && !isEnclosed)))
    return 0.3
  if (columns.length === 2 && ruled === 0 && hard.length === 0 && several.length < lines.length * 0.25)
    return 0.4
  if (isJustified(lines) && innerEvennessOf(arrangement) < KEPT_EDGES) return 0
  const score = 0.1 + 0.3 * filled + 0.35 * evenness + ruled + (hard.length > 0 ? 0.2 : 0) - 0.3 * wordy
  return Math.min(
    MOST_CONFIDENCE,
    score + 0.02 * Math.min(8, several.length - 3) + (columns.length > 2 ? 0.08 : 0),
  )
}

/** Share of the cells behind the first column that are figures in a table of figures. */
const FIGURES_SHARE = 0.4
/** Fewest figures of a column that nothing else stands in, but for its head. */
const COLUMN_FIGURES = 5
const PURE_SHARE = 0.8

/** Whether one column is of figures, beside several of labels. */
function hasColumnOfFigures({ lines, values }: Arrangement): boolean {
  return values.some((isValue, column) => {
    if (!isValue) return false
    const held = lines.flatMap((line) =>
      line.cells.filter(({ from, to }) => from === column && to === column),
    )
    const figures = held.filter(({ phrase }) => phrase.isNumeric).length
    return figures >= COLUMN_FIGURES && figures >= held.length * PURE_SHARE
  })
}

/** What is ticked in forms, before its text. */
const BOX = /^[☐□❏❑☑☒▢](?:\s*\p{L}|$)/u

/** Share of the lines of a list of choices that begin one: others go on with it. */
const TICKED_SHARE = 0.4

/** Whether lines are choices to tick, set side by side. */
function areBoxesToTick(lines: readonly PlacedLine[]): boolean {
  const ticked = lines.filter((line) => line.cells.some(({ phrase }) => BOX.test(phrase.text)))
  return ticked.length >= lines.length * TICKED_SHARE
}

/** An entry of an index: words, a comma, and the numbers of pages. */
const INDEX_ENTRY = /\p{L}.*,\s?\d{1,4}(?:[-–,\s]+\d{1,4})*$/u
/** Share of an index' lines that end with their pages: others are broken, or head some below. */
const INDEX_SHARE = 0.5

/** Whether texts side by side are columns of an index. */
function isIndex(cells: readonly PlacedPhrase[]): boolean {
  return cells.filter(({ phrase }) => INDEX_ENTRY.test(phrase.text)).length > cells.length * INDEX_SHARE
}

/**
 * Share of the lines of formulas set below one another that have their sign: others hold parts of fractions and
 * sums.
 */
const FORMULA_SHARE = 0.25

/** Whether lines are formulas: between the texts of a table's cells stands no sign of equation. */
function areFormulas(lines: readonly PlacedLine[]): boolean {
  const equations = lines.filter(({ cells }) =>
    cells.some(({ phrase }) => phrase.words.some(({ text }) => EQUATION.test(text))),
  )
  return equations.length > lines.length * FORMULA_SHARE
}

const EQUATION = /^(?::?=|[≈≃≅≡∝])$/u

/** Numbers of lines are set so much smaller than these, and all but few count on by one. */
const SMALL_NUMBERS = 0.87
const COUNTING_SHARE = 0.7

/** Whether a listing's lines are numbered: small figures before them that count. */
function areNumberedLines(lines: readonly PlacedLine[]): boolean {
  const numbers = lines.flatMap(({ cells: [first], size }) =>
    first?.from === 0 && /^\d{1,4}:?$/u.test(first.phrase.text) && first.phrase.size < size * SMALL_NUMBERS
      ? [Number.parseInt(first.phrase.text, 10)]
      : [],
  )
  const counting = numbers.filter((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)
  return numbers.length >= TEXT_TABLE_LINES && counting.length >= lines.length * COUNTING_SHARE
}

function areAddresses(lines: readonly PlacedLine[]): boolean {
  const all = lines.flatMap((line) => line.cells).map((cell) => cell.phrase.text)
  return lines.length <= MOST_ADDRESS_LINES && all.filter((text) => CONTACT.test(text)).length >= 2
}

/** Lines flush at both edges are a paragraph with stretched spaces, not rows. */
function isJustified(lines: readonly PlacedLine[]): boolean {
  const lefts = lines.map((line) => line.cells[0]?.phrase.box[0] ?? 0)
  const rights = lines.map((line) => line.cells.at(-1)?.phrase.box[2] ?? 0)
  const slack = (lines[0]?.size ?? 10) * 0.2
  return Math.min(nearMedian(lefts, slack), nearMedian(rights, slack)) >= lines.length * 0.65
}

/** Share of cells behind the first column that keep to an edge of theirs other than the table's own right edge. */
function innerEvennessOf({ lines, columns }: Arrangement): number {
  let [even, all] = [0, 0]
  for (const index of columns.keys()) {
    if (index === 0) continue
    const held = lines.flatMap((line) =>
      line.cells.filter((cell) => cell.from === index && cell.to === index),
    )
    const slack = (held[0]?.phrase.size ?? 10) * 0.3
    const lefts = nearMedian(
      held.map((cell) => cell.phrase.box[0]),
      slack,
    )
    const rights = nearMedian(
      held.map((cell) => cell.phrase.box[2]),
      slack,
    )
    even += index === columns.length - 1 ? lefts : Math.max(lefts, rights)
    all += held.length
  }
  return all > 0 ? even / all : 0
}

/** Share of cells that stand at their column's left edge, middle or right edge, whichever its cells keep to. */
function evennessOf({ lines, columns }: Arrangement): number {
  let [even, all] = [0, 0]
  for (const index of columns.keys()) {
    const held = lines.flatMap((line) =>
      line.cells.filter((cell) => cell.from === index && cell.to === index),
    )
    if (held.length === 0) continue
    const edges = [
      held.map((cell) => cell.phrase.box[0]),
      held.map((cell) => cell.phrase.box[2]),
      held.map((cell) => (cell.phrase.box[0] + cell.phrase.box[2]) / 2),
    ]
    const size = held[0]?.phrase.size ?? 10
    even += Math.max(...edges.map((positions) => nearMedian(positions, size * 0.4)))
    all += held.length
  }
  return all > 0 ? even / all : 0
}

function nearMedian(positions: readonly number[], slack: number): number {
  const middle = median(positions) ?? 0
  return positions.filter((position) => Math.abs(position - middle) < slack).length
}

/** A contents page: most lines lead by dots to page numbers, which never fall. */
function isContents(lines: readonly PlacedLine[]): boolean {
  const led = lines.filter((line) => line.cells.some((cell) => isLedOn(cell.phrase)))
  if (led.length < lines.length * 0.4) return false
  const numbers = lines
    .map((line) => (line.cells.at(-1)?.phrase.text ?? '').replace(/^[.·…\s]+|[.·…\s]+$/gu, ''))
    .filter((text) => /^(?:\d{1,4}|[ivxlc]{1,7})$/iu.test(text))
  if (numbers.length < led.length * 0.7) return false
  const pages = numbers.map(Number).filter((page) => Number.isInteger(page))
  const falling = pages.filter((page, index) => page < (pages[index - 1] ?? 0))
  return falling.length <= pages.length * FALLING_PAGES
}
