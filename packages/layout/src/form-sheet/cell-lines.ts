/** Lines of text as the cells of one row: what speaks against it. */
import { foldWidth } from '@backfile/model'
import { median } from '../geometry.ts'
import { anchorOf, linesOf, type Standing } from './blocks.ts'
import type { Section } from './heads.ts'
import { centreOf, type Phrase } from './phrase.ts'
import { cost } from './row-costs.ts'
import type { Sheet } from './sheet.ts'
import type { LabelBook } from './vocabulary.ts'

/** Heights of cells of one row differ by less, in em: half a line's pitch is the least by which other rows differ. */
const SAME_ANCHOR_EM = 0.24

/** What speaks against the heights of a row's cells; where a page's end cuts the row, its parts may be laid out each by itself. */
export function apartness(cells: readonly (readonly Phrase[])[], standing: Standing, em: number): number {
  const pages = [...new Set(cells.flatMap((cell) => cell.map(({ page }) => page)))]
  const whole = apartnessOn(cells, standing, em)
  if (pages.length < 2 || whole === 0) return whole
  const parts = pages.map((page) =>
    apartnessOn(
      cells.map((cell) => cell.filter((line) => line.page === page)).filter((cell) => cell.length > 0),
      standing,
      em,
    ),
  )
  return Math.min(
    whole,
    parts.reduce((sum, part) => sum + part, 0),
  )
}

/**
 * All cells of a row have a height in common. Some word processors leave a few cells of a row at its top when the row
 * grows: beside a higher cell, that is nearly as likely.
 */
function apartnessOn(cells: readonly (readonly Phrase[])[], standing: Standing, em: number): number {
  if (cells.length < 2) return 0
  const anchors = cells.map((cell) => anchorOf(cell, standing))
  const usual = apartFrom(median(anchors) ?? 0, anchors, em)
  if (standing !== 'middle' || usual === 0) return usual
  const tops = cells.map((cell) => anchorOf(cell, 'top'))
  const top = Math.min(...tops)
  const deepest = Math.max(...cells.map((cell) => anchorOf(cell, 'bottom')))
  const own = (top + deepest) / 2
  const isAtTop = (index: number): boolean => Math.abs((tops[index] ?? 0) - top) < em * SAME_ANCHOR_EM
  const isInMiddle = (index: number): boolean => Math.abs((anchors[index] ?? 0) - own) < em * SAME_ANCHOR_EM
  const raised = cells.flatMap((_, index) => (isAtTop(index) && !isInMiddle(index) ? [index] : []))
  const others = anchors.filter((_, index) => !raised.includes(index))
  return Math.min(usual, raised.length * cost.raised + apartFrom(own, others, em))
}

/** What speaks against heights that are not the one that all have in common. */
function apartFrom(usual: number, anchors: readonly number[], em: number): number {
  let sum = 0
  for (const anchor of anchors) {
    const apart = Math.abs(anchor - usual) / em
    if (apart > SAME_ANCHOR_EM) sum += Math.min(cost.mostApart, cost.apart * (apart - SAME_ANCHOR_EM / 2))
  }
  return sum
}

/** Lines of one cell follow each other at one pitch. */
export function brokenness(
  cells: readonly (readonly Phrase[])[],
  { leading, mostLeading, rowPitch }: Sheet,
): number {
  let sum = 0
  for (const cell of cells) {
    const lines = linesOf(cell)
    for (const [index, [line]] of lines.entries()) {
      const above = lines[index - 1]?.[0]
      if (above === undefined || line === undefined) continue
      const step = line.y - above.y
      const isCut = line.page !== above.page
      const most = isCut ? rowPitch * 1.15 : mostLeading
      if (step > most || step < leading * 0.8) sum += isCut ? cost.partAstray : cost.brokenCell
    }
  }
  return sum
}

/** Lines of one cell are whole, and begin at one place or are centred. */
export function raggedness(cell: readonly Phrase[]): number {
  const lines = linesOf(cell)
  if (lines.length < 2) return 0
  const parted = lines.filter((line) => line.length > 1).length
  const starts = lines.map(([first]) => first?.x0 ?? 0)
  const left = Math.min(...starts)
  const middles = lines.map((line) => ((line[0]?.x0 ?? 0) + (line.at(-1)?.x1 ?? 0)) / 2)
  const middle = median(middles) ?? 0
  const em = lines[0]?.[0]?.size ?? 0
  const astray = lines.filter(
    (_, index) =>
      (starts[index] ?? 0) > left + em * 2.2 && Math.abs((middles[index] ?? 0) - middle) > em * 0.3,
  ).length
  return parted * cost.partedLine + astray * cost.astrayLine
}

/** A line is only broken where the next piece of text had no room on it. */
export function shortLines(cell: readonly Phrase[], section: Section): number {
  const lines = linesOf(cell)
  const short = lines.filter((line, index) => {
    const next = lines[index + 1]
    return next !== undefined && hasRoom(line, next, section)
  })
  return short.length * cost.shortLine
}

/** Whether the line has room for the first piece of the next one, which may well stand on it then. */
export function hasRoom(line: readonly Phrase[], next: readonly Phrase[], section: Section): boolean {
  const [start, end, below] = [line[0], line.at(-1), next[0]]
  if (start === undefined || end === undefined || below === undefined) return false
  const width = section.rooms[columnAt(section, centreOf(start))]
  return width !== undefined && width - (end.x1 - start.x0) > firstToken(below) && !closing.test(below.text)
}

/** No line begins with these. */
const closing = /^[)）\]】》”’，。、；：！？,.;:!?%％]/u

/** The column of a section in which a place across stands: −1 before the first. */
export function columnAt({ edges }: Section, x: number): number {
  return edges.findLastIndex((edge) => edge <= x)
}

/** Width of the first piece of a line that is not broken: a run of Latin letters and digits, or one ideograph, in its brackets. */
export function firstToken(phrase: Phrase): number {
  let width = 0
  let before: string | null = null
  for (const { text, box } of phrase.glyphs) {
    const isJoined =
      before === null ||
      opening.test(before) ||
      (latin.test(before) && opening.test(text)) ||
      closing.test(text) ||
      (latin.test(before) && latin.test(text))
    if (!isJoined) break
    width += box[2] - box[0]
    before = text
  }
  return width
}

const latin = /^[\x21-\x7e]/
const opening = /^[(（[【《“]/u

/** Two whole figures are never one cell's. */
export function figuresTogether(cell: readonly Phrase[]): number {
  if (cell.length < 2) return 0
  const lines = linesOf(cell).map((line) => foldWidth(line.map(({ text }) => text).join('')))
  const whole = lines.filter((line, index) => {
    const next = lines[index + 1]
    if (next === undefined) return false
    if (relation.test(next)) return true
    if (!/\d/.test(line)) return false
    return startsFigure.test(next) || (endsFigure.test(line) && !goesOn.test(next))
  })
  return whole.length * cost.figuresTogether
}

/** Nothing stands before a relation in its cell but words that have room beside it. */
const relation = /^[=≥≤<>≈±]/u
/** A relation, a bare amount or a range begins a figure; a percentage is complete but for 及以上 and the like. */
const startsFigure =
  /^(?:[=≥≤<>≈±]|大于|小于|等于|超过|不[超少低高大小]于?过?|[-+]?[\d,.]+%?(?:[-~–—至][\d,.]+%?)?$)/u
const endsFigure = /(?:%\)?|^[\d,.]+|\d.*(?:以[上下内]|左右))$/u
const goesOn = /^(?:及|以|的|左右|\)|%|\()/u

/** Two lines that each name a row of amounts are never one name. */
export function namesTogether(cell: readonly Phrase[], book: LabelBook): number {
  const lines = linesOf(cell).map((line) => line.map(({ text }) => text).join(''))
  const isName = (text: string): boolean => {
    const parts = book.partsOf(text)
    return parts.has('line') || parts.has('pair')
  }
  const parted = lines.slice(1).filter((line, index) => {
    const above = lines[index] ?? ''
    return isName(line) && isName(above) && !isName(`${above}${line}`)
  })
  return parted.length * cost.namesTogether
}

/** No cell ends within a number or a range, or with a relation. */
export function endsOpen(cell: readonly Phrase[]): number {
  const text = foldWidth((linesOf(cell).at(-1) ?? []).map((phrase) => phrase.text).join(''))
  return openEnd.test(text) ? cost.endsOpen : 0
}

const openEnd = /(?:\d[.,]|\d%?[-~–—至]|^[=≥≤<>≈±]|^(?:大于|小于|等于|超过|不[超少低高大小]于?过?))$/u

/** No cell begins with a closing bracket or a comma. */
export function closingFirst(cell: readonly Phrase[]): number {
  const [first] = linesOf(cell)
  return /^[)）\]】》”，。、；,;]/u.test(first?.[0]?.text ?? '') ? cost.closingFirst : 0
}

/**
 * Whether the cells of the upper lines go on in those below, of one column each: wherever both have text, no upper line
 * had room for the next word, and nothing begins below where nothing stands above.
 */
export function goOnBelow(
  upper: readonly (readonly Phrase[])[],
  lower: readonly (readonly Phrase[])[],
  section: Section,
): boolean {
  const pairs = lower.flatMap((next, index) => (next.length > 0 ? [{ above: upper[index] ?? [], next }] : []))
  return (
    pairs.length >= GOING_ON &&
    pairs.every(({ above, next }) => {
      const [last, first] = [linesOf(above).at(-1), linesOf(next)[0]]
      if (last === undefined || first === undefined || hasRoom(last, first, section)) return false
      return !relation.test(foldWidth(first[0]?.text ?? ''))
    })
  )
}

/** Of so many cells, hardly all end with a full line by chance. */
const GOING_ON = 3
