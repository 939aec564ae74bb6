/** The sides of a sheet's table, and the column of labels at its left. */
import { median } from '../geometry.ts'
import { MOST_LABEL_LINES, phrasesBetween, stacksFrom, textOfLines } from './blocks.ts'
import { centreOf, cutAt, gapDistance, glyphsCutAt, type Phrase, textOfGlyphs } from './phrase.ts'
import type { Sheet } from './sheet.ts'
import { stackedHeadsApart } from './stacked-heads.ts'
import { type LabelBook, type LabelPart, plays } from './vocabulary.ts'

export interface Frame {
  readonly left: number
  readonly right: number
  /** Rules show where the table begins and ends; else its outermost texts do. */
  readonly isRuled: boolean
  /** Where the values begin: prose is set from here on. */
  readonly labelEnd: number
}

/** Lines of prose are at least so wide, in em. */
const PROSE_EM = 9
/** Starts that differ by less are one, in em. */
const SAME_START_EM = 0.2

/** The frame of the table, or null where no column of labels is found. */
export function frameOf(sheet: Sheet, book: LabelBook): Frame | null {
  const { phrases, em } = sheet
  const labels = labelLines(sheet, book).filter((phrase) => isLeftmost(phrase, phrases))
  const starts = phrases.filter((phrase) => phrase.x1 - phrase.x0 > em * PROSE_EM)
  const labelCentre = median(labels.map(centreOf))
  const rules = sheet.rules.filter((rule) => rule.to - rule.from > em * 20)
  // Titles above the table may be wider than it.
  const top = Math.min(...labels.map(({ y }) => y)) - em * 0.8
  const within = labels.length === 0 ? phrases : phrases.filter(({ y }) => y > top)
  const isRuled = rules.length > 0
  const left = Math.min(...(isRuled ? rules.map(({ from }) => from) : within.map(({ x0 }) => x0)))
  const right = Math.max(...(isRuled ? rules.map(({ to }) => to) : within.map(({ x1 }) => x1)))
  const weight = new Map<number, number>()
  for (const { x0, x1 } of starts) {
    if (x0 < left + em * 2 || x0 > left + (right - left) * 0.4) continue
    if (labelCentre !== undefined && x0 < labelCentre + em) continue
    const key = Math.round(x0 / (em * SAME_START_EM))
    for (const near of [key - 1, key, key + 1]) {
      weight.set(near, (weight.get(near) ?? 0) + (x1 - x0) * (near === key ? 1 : 0.5))
    }
  }
  const [start] = [...weight].sort((a, b) => b[1] - a[1])[0] ?? []
  if (start !== undefined) {
    const members = starts.filter(({ x0 }) => Math.abs(x0 / (em * SAME_START_EM) - start) <= 1.5)
    return {
      left,
      right,
      isRuled,
      labelEnd: median(members.map(({ x0 }) => x0)) ?? start * em * SAME_START_EM,
    }
  }
  if (labels.length < 2) return null
  const own = Math.max(...labels.map(({ x1 }) => x1))
  const beyond = phrases.filter(
    ({ x0, y }) => x0 > own - em * 0.2 && labels.some((label) => Math.abs(label.y - y) < em),
  )
  return { left, right, isRuled, labelEnd: Math.min(own + em * 0.6, ...beyond.map(({ x0 }) => x0)) }
}

/** The lines of fields' labels, also of those that a narrow column breaks. */
function labelLines(sheet: Sheet, book: LabelBook): Phrase[] {
  const { phrases } = sheet
  const found = new Set<Phrase>()
  for (const phrase of phrases) {
    const lines = stacksFrom(phrase, phrases, sheet, MOST_LABEL_LINES).find((stack) =>
      book.partsOf(textOfLines(stack)).has('field'),
    )
    for (const line of lines ?? []) found.add(line)
  }
  return [...found]
}

function isLeftmost(phrase: Phrase, phrases: readonly Phrase[]): boolean {
  const reach = phrase.size * 0.5
  return !phrasesBetween(phrases, phrase.y - reach, phrase.y + reach).some(
    (other) => other !== phrase && Math.abs(other.y - phrase.y) < reach && other.x0 < phrase.x0,
  )
}

/** The phrases with labels cut off that touch the prose or the labels beside them. */
export function labelsCutOff(sheet: Sheet, frame: Frame, book: LabelBook): Phrase[] {
  const apart = stackedHeadsApart(labelsBesideProse(sheet, frame, book), sheet, book)
  return apart.flatMap((phrase) => labelsIn(phrase, book))
}

/** Heads of neighbouring columns that touch, each by itself. */
function labelsIn(phrase: Phrase, book: LabelBook): Phrase[] {
  const count = phrase.glyphs.length
  if (count < 4 || count > MOST_TOUCHING_GLYPHS || book.partsOf(phrase.text).size > 0) return [phrase]
  const isHead = (text: string): boolean => plays(text, headParts, book)
  for (let at = 2; at < count - 1; at += 1) {
    const edge = phrase.glyphs[at]?.box[0]
    if (edge === undefined) continue
    const [before, after] = glyphsCutAt(phrase, [edge])
    if (before === undefined || after === undefined || !isHead(textOfGlyphs(before))) continue
    const [left, right] = cutAt(phrase, [edge])
    if (left === undefined || right === undefined) continue
    const rest = isHead(right.text) ? [right] : labelsIn(right, book)
    if (rest.every(({ text }) => isHead(text))) return [left, ...rest]
  }
  return [phrase]
}

/** So many glyphs make a few heads that touch. */
const MOST_TOUCHING_GLYPHS = 30
const headParts: readonly LabelPart[] = ['head', 'group-head', 'measure']

function labelsBesideProse(sheet: Sheet, frame: Frame, book: LabelBook): Phrase[] {
  const { em } = sheet
  const within = sheet.phrases.filter(({ x1 }) => x1 < frame.labelEnd + em * 0.3)
  const centre = median(within.map(centreOf)) ?? (frame.left + frame.labelEnd) / 2
  return sheet.phrases.flatMap((phrase) => {
    if (phrase.x0 > frame.labelEnd - em * 0.8 || phrase.x1 < frame.labelEnd + em * 0.8) return [phrase]
    if (book.partsOf(phrase.text).has('title') || phrase.size > em * 1.2) return [phrase]
    const parts = cutAt(phrase, [frame.labelEnd])
    const [label] = parts
    if (label === undefined || gapDistance(phrase, frame.labelEnd) > em * 0.3) return [phrase]
    const isLabelled = Math.abs(centreOf(label) - centre) < em * 0.8 || Math.abs(label.x0 - frame.left) < em
    return isLabelled ? parts : [phrase]
  })
}
