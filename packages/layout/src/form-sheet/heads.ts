/** Rows of column heads. */
import { firstAtLeast, overlap } from '../geometry.ts'
import {
  anchorOf,
  areSame,
  brokenLabels,
  phrasesBetween,
  type Standing,
  stacksFrom,
  textOfLines,
} from './blocks.ts'
import { type Frame, frameOf, labelsCutOff } from './frame.ts'
import type { Head } from './head.ts'
import { withoutRests } from './head-rests.ts'
import type { Phrase } from './phrase.ts'
import type { Sheet } from './sheet.ts'
import { type HeadRow, type HeadTexts, type UpperHead, withUpperHeads } from './upper-heads.ts'
import type { LabelBook, LabelPart } from './vocabulary.ts'

/** A row of heads with the columns below it, down to the next one. */
export interface Section {
  readonly heads: readonly Head[]
  /** Labels over several heads, which stand lower than the others. */
  readonly upper: readonly UpperHead[]
  /** Heads + 1 positions. */
  readonly edges: readonly number[]
  /** Of each column, what it has room for, points: as far as heads, edges and its longest lines tell. */
  readonly rooms: readonly number[]
  /** The height that its heads have in common, on the sheet. */
  readonly anchor: number
  /** Its heads are amounts' alone: the labels of its rows stand before the first of them, in columns of their own. */
  readonly isHeadless: boolean
}

/** A section whose columns are not known yet. */
export type Headed = Omit<Section, 'edges' | 'rooms'>

/**
 * Whether two rows of heads say the same: those of one block, printed again on its next page. Where a page that
 * shows some of them was left out, its rows being blank, the others stand at their places.
 */
export function haveSameHeads(one: Headed, other: Headed): boolean {
  const [few, many] = one.heads.length < other.heads.length ? [one, other] : [other, one]
  if (few.heads.length === many.heads.length)
    return few.heads.every(({ text }, index) => text === many.heads[index]?.text)
  return (
    few.heads.length >= LEAST_HEADS &&
    few.heads.every((head) =>
      many.heads.some(({ text, x0 }) => text === head.text && Math.abs(x0 - head.x0) < SAME_PLACE),
    )
  )
}

/** So few heads at their places tell whose they are. */
const LEAST_HEADS = 2
/** Heads that are printed again stand at one place across, give or take so many points. */
const SAME_PLACE = 1

/** Whether the head at a place of its row stands below a label over several. */
export function isBelow({ upper }: Pick<Headed, 'upper'>, place: number): boolean {
  return upper.some(({ from, to }) => place >= from && place < to)
}

/** All lines of a row of heads. */
export function linesOfHeads({ heads, upper }: Pick<Headed, 'heads' | 'upper'>): Phrase[] {
  return [...upper.map(({ line }) => line), ...heads.flatMap(({ lines }) => lines)]
}

/** Whether two sections are the same, but for the height at which their heads are taken to stand. */
export function areSameSections(one: Section, other: Section): boolean {
  return (
    one.isHeadless === other.isHeadless &&
    areSame(one.edges, other.edges) &&
    areSame(one.rooms, other.rooms) &&
    areSame(
      one.upper.map(({ line }) => line),
      other.upper.map(({ line }) => line),
    ) &&
    one.heads.length === other.heads.length &&
    one.heads.every((head, index) => {
      const mate = other.heads[index]
      return (
        mate !== undefined &&
        areSame(head.lines, mate.lines) &&
        head.parts.size === mate.parts.size &&
        head.isCount === mate.isCount
      )
    })
  )
}

/** Heads whose heights differ by less stand in one row, in em. */
const SAME_ROW_EM = 0.3
const headParts: readonly LabelPart[] = ['head', 'group-head', 'measure']

/** The texts of a sheet, and what they are wherever they stand in their cells. */
export interface SheetTexts extends HeadTexts {
  readonly frame: Frame
  readonly book: LabelBook
}

/** Null where the sheet has no column of labels. */
export function textsOf(sheet: Sheet, book: LabelBook): SheetTexts | null {
  const frame = frameOf(sheet, book)
  if (frame === null) return null
  const phrases = labelsCutOff(sheet, frame, book)
  const heads = phrases.flatMap((phrase) => headsFrom(phrase, phrases, sheet, book))
  const knownHeads = withoutSharedLines(withoutRests(heads, brokenLabels(phrases, sheet.em, book)))
  return { sheet, frame, book, phrases, knownHeads, sided: sidedLines(phrases, sheet, book) }
}

/** The rows of heads of a sheet, top to bottom, without their columns' edges. */
export function headRowsOf(texts: SheetTexts, standing: Standing): Headed[] {
  const { phrases, sheet, frame, knownHeads, sided } = texts
  const { em } = sheet
  const raised = raisedHeads(texts)
  const known = knownHeads
    .map((head) => ({
      head,
      anchor: anchorOf(onFirstPage(head.lines), raised.has(head) ? 'top' : standing),
    }))
    .sort((a, b) => a.anchor - b.anchor)
  const rows: { anchor: number; heads: Head[] }[] = []
  for (const { head, anchor } of known) {
    const row = rows.at(-1)
    if (row !== undefined && anchor - row.anchor < em * SAME_ROW_EM) row.heads.push(head)
    else rows.push({ anchor, heads: [head] })
  }
  const found: Headed[] = []
  for (const { anchor, heads, upper } of withUpperHeads(rows, texts)) {
    const labels = new Set(upper.map(({ line }) => line))
    const isGrouped = heads.some(({ parts }) => parts.has('group-head'))
    const own = withoutOverlaps(heads).filter(
      (head) => !(head.x1 < frame.labelEnd + em * 0.3 && head.parts.has('side') && isGrouped),
    )
    const amounts = own.filter(({ parts }) => parts.has('measure'))
    const others = phrasesBetween(phrases, anchor - em * 0.4, anchor + em * 0.4).filter(
      (phrase) =>
        Math.abs(phrase.y - anchor) < em * 0.4 &&
        !own.some(({ lines }) => lines.includes(phrase)) &&
        !labels.has(phrase) &&
        !sided.has(phrase),
    )
    const areAmounts = amounts.length > 0 && amounts.length === own.length && others.length === 0
    if (areAmounts) {
      const all = amounts.sort((a, b) => a.x0 - b.x0)
      found.push({ heads: all, upper: placedUpper(upper, all), anchor, isHeadless: true })
    } else if (
      own.length >= 3 ||
      (own.length === 2 && others.length === 0 && (amounts.length === 1 || own.every(isField)))
    ) {
      const counting = found.flatMap((section) => section.heads).find(({ isCount }) => isCount)
      const numbers = numberHead(phrases, anchor, own, counting, standing, sheet)
      const unknown = others
        .filter((phrase) => !numbers.some(({ lines }) => lines.includes(phrase)))
        .filter(({ x0, x1 }) => !own.some((head) => overlap(head.x0, head.x1, x0, x1) > 0))
        .filter(({ x1 }) => x1 > frame.labelEnd || own.some((head) => head.x1 < frame.labelEnd + em * 0.3))
        .map((phrase) => headOf([phrase], new Set()))
      const all = [...own, ...unknown, ...numbers].sort((a, b) => a.x0 - b.x0)
      found.push({ heads: all, upper: placedUpper(upper, all), anchor, isHeadless: false })
    }
  }
  return found
}

/** The labels over heads by the places of these in their row; none of a label that others part. */
function placedUpper(upper: HeadRow['upper'], all: readonly Head[]): UpperHead[] {
  return upper.flatMap(({ line, heads }) => {
    const places = heads.map((head) => all.indexOf(head)).sort((a, b) => a - b)
    const [from = -1, to = -1] = [places[0], places.at(-1)]
    return from >= 0 && to - from === heads.length - 1 ? [{ line, from, to: to + 1 }] : []
  })
}

/** Of a head that a page's end cuts the lines above it: the other heads of its row stand beside these. */
function onFirstPage(lines: readonly Phrase[]): readonly Phrase[] {
  return lines.filter(({ page }) => page === lines[0]?.page)
}

/**
 * Heads of the last row on a page of which the next one shows more. There word processors leave every cell at the top
 * of its row, wherever the sheet has them else: heads of more and of fewer lines begin at one height, which no other
 * standing gives.
 */
function raisedHeads(texts: SheetTexts): ReadonlySet<Head> {
  const { breaks } = texts.sheet
  const byPage = new Map<number, Head[]>()
  for (const head of texts.knownHeads) {
    const page = firstAtLeast(breaks, head.lines[0]?.y ?? 0)
    const own = byPage.get(page)
    if (own === undefined) byPage.set(page, [head])
    else own.push(head)
  }
  return new Set(breaks.flatMap((end, page) => raisedAbove(end, byPage.get(page) ?? [], texts)))
}

/** Those of a page's heads that begin where its lowest one does, where nothing but labels before them stands below. */
function raisedAbove(end: number, heads: readonly Head[], { phrases, sheet: { em } }: SheetTexts): Head[] {
  const placed = heads.map((head) => {
    const heights = onFirstPage(head.lines).map(({ y }) => y)
    return { head, count: heights.length, top: Math.min(...heights), bottom: Math.max(...heights) }
  })
  const [lowest] = [...placed].sort((a, b) => b.bottom - a.bottom)
  if (lowest === undefined) return []
  const row = placed.filter(({ top }) => Math.abs(top - lowest.top) < em * SAME_ROW_EM)
  if (row.every(({ count }) => count === lowest.count)) return []
  const left = Math.min(...row.map(({ head }) => head.x0))
  const isLast = phrasesBetween(phrases, lowest.bottom, end).every(
    ({ x1, y }) => x1 < left || y > end || y < lowest.bottom + em * SAME_ROW_EM,
  )
  return isLast ? row.map(({ head }) => head) : []
}

/** How many known heads stand in no section: a reading that leaves some out has lost columns. */
export function countHeadsLeftOut({ knownHeads }: SheetTexts, sections: readonly Headed[]): number {
  const taken = new Set(sections.flatMap(linesOfHeads))
  return knownHeads.filter(({ lines }) => !lines.some((line) => taken.has(line))).length
}

/** The head of a column before all others in which the rows are counted, as below `counting`; none where there is no such column. */
function numberHead(
  phrases: readonly Phrase[],
  anchor: number,
  own: readonly Head[],
  counting: Head | undefined,
  standing: Standing,
  sheet: Sheet,
): Head[] {
  const first = Math.min(...own.map(({ x0 }) => x0))
  const reach = sheet.rowPitch * MOST_NUMBER_LINES
  const before = phrasesBetween(phrases, anchor - reach, anchor + reach).filter(
    (phrase) => phrase.x1 < first && Math.abs(phrase.y - anchor) < reach,
  )
  for (const phrase of before) {
    const lines = stacksFrom(phrase, before, sheet, MOST_NUMBER_LINES).find(
      (stack) =>
        Math.abs(anchorOf(stack, standing) - anchor) < sheet.em * SAME_ROW_EM &&
        !stack.some(({ text }) => wholeNumber.test(text)) &&
        (textOfLines(stack) === counting?.text || countsRows(phrases, stack, first)),
    )
    if (lines !== undefined) return [{ ...headOf(lines, new Set()), isCount: true }]
  }
  return []
}

/** Whether whole numbers stand below the lines and before the next column, each one more than that above it. */
function countsRows(phrases: readonly Phrase[], lines: readonly Phrase[], next: number): boolean {
  const bottom = Math.max(...lines.map(({ y }) => y))
  const below = phrases.filter(({ x1, y }) => y > bottom && x1 < next)
  const end = below.findIndex(({ text }) => !wholeNumber.test(text))
  const count = Math.min(COUNTED, end === -1 ? below.length : end)
  const numbers = below.slice(0, count).map(({ text }) => Number(text))
  return (
    numbers.length > 0 &&
    numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)
  )
}

/** So many numbers tell; a column that is too narrow breaks those of two digits. */
const COUNTED = 3
const wholeNumber = /^\d{1,4}$/
/** A head that is as narrow as its numbers is broken into no more lines. */
const MOST_NUMBER_LINES = 3

function headsFrom(phrase: Phrase, all: readonly Phrase[], sheet: Sheet, book: LabelBook): Head[] {
  return stacksFrom(phrase, all, sheet, 4).flatMap((lines) => {
    const parts = book.partsOf(textOfLines(lines))
    return headParts.some((part) => parts.has(part)) ? [headOf(lines, parts)] : []
  })
}

/** What was meant and what was reached stand side by side below their labels, with texts instead of figures. */
function isField({ parts }: Head): boolean {
  return parts.has('field')
}

function headOf(lines: readonly Phrase[], parts: ReadonlySet<LabelPart>): Head {
  return {
    lines,
    text: textOfLines(lines),
    x0: Math.min(...lines.map(({ x0 }) => x0)),
    x1: Math.max(...lines.map(({ x1 }) => x1)),
    parts,
    isCount: false,
  }
}

/** Lines of labels that stand beside blocks of rows, as some do at the height of the blocks' heads. */
export function sidedLines(phrases: readonly Phrase[], sheet: Sheet, book: LabelBook): Set<Phrase> {
  const found = new Set<Phrase>()
  for (const phrase of phrases) {
    const sided = stacksFrom(phrase, phrases, sheet, MOST_SIDE_LINES).findLast((lines) => {
      const parts = book.partsOf(textOfLines(lines))
      return parts.has('side') && !parts.has('field')
    })
    if (sided === undefined || goesOnFromLabel(phrase, phrases, sheet, book)) continue
    for (const line of sided) found.add(line)
  }
  return found
}

/** Whether it is the second line of a label that is known, and stands beside no block: `满意度` above `指标`. */
function goesOnFromLabel(phrase: Phrase, phrases: readonly Phrase[], sheet: Sheet, book: LabelBook): boolean {
  return phrasesBetween(phrases, phrase.y - sheet.mostLeading, phrase.y).some((upper) => {
    if (upper.y >= phrase.y || phrase.y - upper.y > sheet.mostLeading) return false
    const both = stacksFrom(upper, phrases, sheet, 2).find((lines) => lines[1] === phrase)
    const parts = both === undefined ? null : book.partsOf(textOfLines(both))
    return parts !== null && parts.size > 0 && !parts.has('side')
  })
}

/** A narrow column breaks a label beside a block into no more lines. */
const MOST_SIDE_LINES = 8

/** Of heads that share lines, the one with the most lines. */
function withoutSharedLines(heads: readonly Head[]): Head[] {
  const taken = new Set<Phrase>()
  return [...heads]
    .sort((a, b) => b.lines.length - a.lines.length)
    .filter(({ lines }) => {
      const isFree = lines.every((line) => !taken.has(line))
      if (isFree) for (const line of lines) taken.add(line)
      return isFree
    })
}

/** Of heads that share width, the one with the most text. */
function withoutOverlaps(heads: readonly Head[]): Head[] {
  const kept: Head[] = []
  for (const head of [...heads].sort((a, b) => b.text.length - a.text.length)) {
    if (kept.every((other) => overlap(head.x0, head.x1, other.x0, other.x1) <= 0)) kept.push(head)
  }
  return kept
}
