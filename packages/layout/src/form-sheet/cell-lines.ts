/** Lines of text as the lines of one cell: what speaks against it. */
import { foldWidth } from '@backfile/model'
import { median } from '../geometry.ts'
import type { Pitches } from './blocks.ts'
import type { Section } from './heads.ts'
import { centreOf, type Phrase } from './phrase.ts'
import { cost } from './row-costs.ts'
import type { LabelBook } from './vocabulary.ts'

/** Phrases at one height, left to right. */
export type Line = readonly Phrase[]

/** Lines of one cell follow each other at one pitch. */
export function brokenPair([above]: Line, [line]: Line, { leading, mostLeading, rowPitch }: Pitches): number {
  if (above === undefined || line === undefined) return 0
  const step = line.y - above.y
  const isCut = line.page !== above.page
  const most = isCut ? rowPitch * 1.15 : mostLeading
  if (step <= most && step >= leading * 0.8) return 0
  return isCut ? cost.partAstray : cost.brokenCell
}

/** Lines of one cell are whole, and begin at one place or are centred. */
export function raggedness(lines: readonly Line[]): number {
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
export function shortLine(line: Line, next: Line, section: Section): number {
  return hasRoom(line, next, section) ? cost.shortLine : 0
}

/** Whether the line has room for the first piece of the next one, which may well stand on it then. */
function hasRoom(line: Line, next: Line, section: Section): boolean {
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
export function figuresTogether(line: Line, nextLine: Line): number {
  const next = foldedText(nextLine)
  if (relation.test(next)) return cost.figuresTogether
  const text = foldedText(line)
  if (!/\d/.test(text)) return 0
  const areTwo = startsFigure.test(next) || (endsFigure.test(text) && !goesOn.test(next))
  return areTwo ? cost.figuresTogether : 0
}

function foldedText(line: Line): string {
  const [only] = line
  if (line.length !== 1 || only === undefined) return foldWidth(textOf(line))
  const known = foldedKept.get(only)
  if (known !== undefined) return known
  const folded = foldWidth(only.text)
  foldedKept.set(only, folded)
  return folded
}

/** A phrase is looked at in many stretches. */
const foldedKept = new WeakMap<Phrase, string>()

function textOf(line: Line): string {
  return line.map(({ text }) => text).join('')
}

/** Nothing stands before a relation in its cell but words that have room beside it. */
const relation = /^[=≥≤<>≈±]/u
/** A relation, a bare amount or a range begins a figure; a percentage is complete but for 及以上 and the like. */
const startsFigure =
  /^(?:[=≥≤<>≈±]|大于|小于|等于|超过|不[超少低高大小]于?过?|[-+]?[\d,.]+%?(?:[-~–—至][\d,.]+%?)?$)/u
const endsFigure = /(?:%\)?|^[\d,.]+|\d.*(?:以[上下内]|左右))$/u
const goesOn = /^(?:及|以|的|左右|\)|%|\()/u

/** Two lines that each name a row of amounts are never one name. */
export function namesTogether(line: Line, nextLine: Line, book: LabelBook): number {
  const [text, next] = [textOf(line), textOf(nextLine)]
  const isName = (name: string): boolean => {
    const parts = book.partsOf(name)
    return parts.has('line') || parts.has('pair')
  }
  return isName(next) && isName(text) && !isName(`${text}${next}`) ? cost.namesTogether : 0
}

/** No cell ends within a number or a range, or with a relation. */
export function endsOpen(last: Line): number {
  return openEnd.test(foldedText(last)) ? cost.endsOpen : 0
}

const openEnd = /(?:\d[.,]|\d%?[-~–—至]|^[=≥≤<>≈±]|^(?:大于|小于|等于|超过|不[超少低高大小]于?过?))$/u

/** No cell begins with a closing bracket or a comma. */
export function closingFirst([first]: Line): number {
  return /^[)）\]】》”，。、；,;]/u.test(first?.text ?? '') ? cost.closingFirst : 0
}

/**
 * Whether cells that end with these lines go on in those that begin with the others, of one column each: wherever both
 * have text, no upper line had room for the next word, and nothing begins below where nothing stands above.
 */
export function goOnBelow(
  upper: readonly (Line | undefined)[],
  lower: readonly (Line | undefined)[],
  section: Section,
): boolean {
  if (lower.filter((first) => first !== undefined).length < GOING_ON) return false
  return lower.every((first, index) => {
    if (first === undefined) return true
    const last = upper[index]
    return (
      last !== undefined && !hasRoom(last, first, section) && !relation.test(foldWidth(first[0]?.text ?? ''))
    )
  })
}

/** Of so many cells, hardly all end with a full line by chance. */
const GOING_ON = 3
