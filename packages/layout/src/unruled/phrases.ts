/** Lines as phrases: runs of words close enough to be one cell's, with what they look like. */
import type { Box } from '@backfile/model'
import type { Glyph } from '@backfile/readers'
import { around, median } from '../geometry.ts'
import { linesOnce, onlyThose } from '../kept-lines.ts'
import type { TextLine, Word } from '../page-table.ts'
import { isIdeographic, lineOfWords } from '../text-lines.ts'

/** A run of words of one line that no wide gap parts. */
export interface Phrase {
  readonly words: readonly Word[]
  readonly text: string
  readonly box: Box
  readonly size: number
  /** A figure, a percentage, a year, or a sign for "none" (`–`, `..`, `:`, `n/a`). */
  readonly isNumeric: boolean
}

/** The phrases at one height, left to right. */
export interface PhraseLine {
  readonly phrases: readonly Phrase[]
  readonly top: number
  readonly bottom: number
  readonly centre: number
  readonly left: number
  readonly right: number
  readonly size: number
}

/** Narrowest gap that can part two cells of text, in em; a justified line of prose raises it. */
const CELL_GAP_EM = 0.8
/** No line of prose is stretched so far that a gap this wide is a space, in em. */
const SURE_CELL_GAP_EM = 1.5
/** How many times the line's usual word gap a gap between cells is. */
const CELL_GAP_FACTOR = 1.7
/** Between two figures a gap this wide parts cells, in em; the space in `1 234 567` is narrower. */
const FIGURE_GAP_EM = 0.42
/** Two figures that are no groups of one number are two cells', however near they stand, in em. */
const TOUCHING_FIGURES_EM = 0.2
/** How far from its figure a currency sign may stand, in em: it is set at the column's left edge. */
const CURRENCY_GAP_EM = 60

const FIGURE =
  /^[-+−–(<>≤≥=~≈±]*(?:US|Rs\.?|[A-Z]{3})?[$€£¥￥]?[-+−–]?(?:\d[\d.,'’]*|\.\d+)(?:[-/–:]\d[\d.,]*)?(?:%|％|‰|pp)?[)*†‡§]*[a-z]?\)?[%;]?$/u
const NOTHING =
  /^(?:[$€£¥￥]?[-–—−_]+|\.{2,3}|…|:|\(:\)|n\/?a\.?|N\/?A|x|X|nil|\*+|\(\w{1,2}\)|N\.?[ASD]\.?)$/u
/** What statistical offices set behind a figure: provisional, estimated, break in series. */
const FLAG = /^\(?[a-z]{1,2}\)?$/u
const LEADER = /^(?:[.·…_]+|[.·…_ ]{3,})$/u
const CURRENCY = /^\(?(?:US|A|C|HK|R)?[$€£¥￥]$/u

/** The lines of these glyphs that read to the right, top to bottom. */
export function levelLinesOf(glyphs: readonly Glyph[]): readonly TextLine[] {
  return linesOnce(onlyThose(glyphs, (glyph) => glyph.angle === 0 && !glyph.vertical))
}

/**
 * The same lines, each as its phrases. Where cells nearly touch, the lines around tell: a word that begins where
 * their phrases begin is a phrase's first word.
 */
export function phraseLinesOf(lines: readonly TextLine[]): PhraseLine[] {
  const space = fixedSpaceOf(lines)
  const plain = lines.map((line) => phraseLine(phrasesOf(withLeaders(line.words), space)))
  const starts = plain.map(({ phrases }) => ({
    xs: phrases.flatMap(({ box, isNumeric }, index) => (index === 0 || isNumeric ? [] : [box[0]])),
    weight: phrases.length > 3 ? 2 : 1,
  }))
  return plain.map((line, index) => {
    const isStart: IsStart = (x, { within, least, neighbours }) => {
      let sum = 0
      for (let at = index - neighbours; at <= index + neighbours; at += 1) {
        const around = at === index ? undefined : starts[at]
        for (const start of around?.xs ?? []) if (Math.abs(start - x) < within) sum += around?.weight ?? 0
      }
      return sum >= least
    }
    return phraseLine(line.phrases.flatMap((phrase) => cutAtStarts(phrase, isStart)))
  })
}

/** How near texts begin to a place that shows that they are set at one edge, in points; how many; within how many lines. */
interface Starts {
  readonly within: number
  readonly least: number
  readonly neighbours: number
}
const NEAR: Starts = { within: 0.7, least: 2, neighbours: 6 }
/** Where cells have no margins, their texts stand as near as words: then more begin there, and to the point. */
const EXACT: Starts = { within: 0.15, least: 3, neighbours: 12 }
/** Narrowest gap between cells, in em, where texts that begin near show that they are two. */
const TOUCHING_CELLS_EM = 0.27

/** Whether so many texts around begin at a place. */
type IsStart = (x: number, starts: Starts) => boolean

function cutAtStarts(phrase: Phrase, isStart: IsStart): Phrase[] {
  const runs: Word[][] = []
  for (const [index, word] of phrase.words.entries()) {
    const previous = phrase.words[index - 1]
    const run = runs.at(-1)
    const isCut =
      previous &&
      (isStart(word.box[0], EXACT) ||
        (gapEm(previous, word) > TOUCHING_CELLS_EM && isStart(word.box[0], NEAR)))
    const opens = !previous || (isCut && !isDigitGroup(previous.text, word.text))
    if (run && !opens) run.push(word)
    else runs.push([word])
  }
  return runs.length === 1 ? [phrase] : runs.map(phraseOf)
}

/** Whether a phrase reads like a line of running text. */
export function isProselike(phrase: Phrase): boolean {
  const width = phrase.box[2] - phrase.box[0]
  if (width < phrase.size * 10) return false
  const wordy = phrase.words.filter((word) => /\p{L}{2}/u.test(word.text)).length
  const ideographs = [...phrase.text].filter((character) => /\p{Script=Han}/u.test(character)).length
  return wordy >= 4 || ideographs >= 14
}

/** The line that these phrases make; at least one phrase. */
export function phraseLine(phrases: readonly Phrase[]): PhraseLine {
  const [left, top, right, bottom] = around(phrases.map((phrase) => phrase.box))
  const size = Math.max(...phrases.map((phrase) => phrase.size))
  return { phrases, top, bottom, centre: (top + bottom) / 2, left, right, size }
}

/** The phrase of one or more words in reading order. */
export function phraseOf(words: readonly Word[]): Phrase {
  const line = lineOfWords(words)
  return { words, text: line.text, box: line.box, size: line.size, isNumeric: isNumericText(words) }
}

/** A cell's lines of text, from its phrases: those at one height are one line. */
export function textLinesOf(phrases: readonly Phrase[]): TextLine[] {
  const sorted = [...phrases].sort((a, b) => centreY(a) - centreY(b) || a.box[0] - b.box[0])
  const lines: Word[][] = []
  let at = Number.NEGATIVE_INFINITY
  for (const phrase of sorted) {
    const line = lines.at(-1)
    if (line && centreY(phrase) - at < phrase.size * 0.5) line.push(...phrase.words)
    else lines.push([...phrase.words])
    at = centreY(phrase)
  }
  return lines.map((words) => lineOfWords(words.sort((a, b) => a.box[0] - b.box[0])))
}

/** A year, or a span of years: a figure that heads columns rather than fills them. */
export function isYear(text: string): boolean {
  return /^(?:19|20)\d\d(?:\s?[-/–]\s?(?:\d\d|(?:19|20)\d\d))?\D{0,3}$/u.test(text)
}

/** A figure as cells hold it, not a sign for "none". */
export function isFigure(text: string): boolean {
  return text.split(' ').every((part) => FIGURE.test(part) || CURRENCY.test(part) || part === '%')
}

/** Whether a text is words in brackets as a whole, as units are: `(millions of dollars)`. It is never two cells'. */
export function isBracketed(text: string): boolean {
  return /^[(（][^()（）]*\p{L}[^()（）]*[)）]$/u.test(text)
}

/** Whether a word is only the dots that lead the eye from a label to its figure. */
export function isLeader(text: string): boolean {
  return LEADER.test(text)
}

function centreY(phrase: Phrase): number {
  return (phrase.box[1] + phrase.box[3]) / 2
}

/** Words with the dots that follow one another as one word: no corridor runs between them. */
function withLeaders(words: readonly Word[]): readonly Word[] {
  const found: Word[] = []
  for (const word of words) {
    const last = found.at(-1)
    if (last && isLeader(last.text) && isLeader(word.text) && gapEm(last, word) < LEADER_GAP_EM)
      found[found.length - 1] = {
        text: `${last.text} ${word.text}`,
        box: around([last.box, word.box]),
        size: last.size,
      }
    else found.push(word)
  }
  return found
}

/** Dots of one leader stand at most so far apart, in em. */
const LEADER_GAP_EM = 4

function phrasesOf(words: readonly Word[], space: number | null): Phrase[] {
  const gaps = space === null ? gapsOf(words) : { cell: space * 1.5, group: space * 1.3 }
  const runs: Word[][] = []
  let run: Word[] = []
  for (const [index, word] of words.entries()) {
    const previous = run.at(-1)
    const isParted =
      previous !== undefined &&
      (opensFigure(previous, word, words[index + 1]) || partsCells(run, previous, word, gaps))
    if (isParted) {
      runs.push(run)
      run = []
    }
    run.push(word)
  }
  if (run.length > 0) runs.push(run)
  return runs.map((words) => phraseOf(words))
}

/** From which gap on, in em, two cells are parted: cells of any text, and groups of digits. */
interface CellGaps {
  readonly cell: number
  readonly group: number
}

/** The width of a space, in em, where every character is as wide as the others; null in proportional type. */
function fixedSpaceOf(lines: readonly TextLine[]): number | null {
  const advances: number[] = []
  for (const { words } of lines) {
    for (const { text, box, size } of words) {
      if (/^[\x21-\x7e]{2,}$/u.test(text)) advances.push((box[2] - box[0]) / text.length / size)
    }
  }
  const usual = median(advances)
  if (usual === undefined || advances.length < 8) return null
  const same = advances.filter((advance) => Math.abs(advance - usual) < usual * 0.02).length
  return same >= advances.length * 0.98 ? usual : null
}

function gapsOf(words: readonly Word[]): CellGaps {
  const gaps: number[] = []
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1]
    if (!previous) continue
    const gap = gapEm(previous, word)
    if (gap > 0 && gap < 1) gaps.push(gap)
  }
  const usual = gaps.length < 3 ? 0.3 : (median(gaps) ?? 0.3)
  const cell = Math.min(SURE_CELL_GAP_EM, Math.max(CELL_GAP_EM, usual * CELL_GAP_FACTOR))
  return { cell, group: FIGURE_GAP_EM }
}

/** Whether a currency sign stands at its column's left edge, nearer to the text before it than to its own figure. */
function opensFigure(previous: Word, sign: Word, figure: Word | undefined): boolean {
  if (!figure || !CURRENCY.test(sign.text) || !isNumericWord(figure.text)) return false
  const [before, after] = [gapEm(previous, sign), gapEm(sign, figure)]
  return before > TOUCHING_FIGURES_EM && after > Math.max(before * 0.8, LOOSE_SIGN_EM)
}

/** A currency sign this far from its figure, in em, was set at the column's edge. */
const LOOSE_SIGN_EM = 0.5

/** Whether a word is a currency sign that may stand apart from its figure. */
export function isCurrency(text: string): boolean {
  return CURRENCY.test(text)
}

function partsCells(run: readonly Word[], previous: Word, next: Word, gaps: CellGaps): boolean {
  const gap = gapEm(previous, next)
  if (isLeader(next.text) && next.text.length > 1 && gap < LEADER_GAP_EM) return false
  if (isLeader(previous.text) && run.length > 1) return true
  if (CURRENCY.test(previous.text) && isNumericWord(next.text)) return gap > CURRENCY_GAP_EM
  if (/^(?:%|\)|％)+$/u.test(next.text) && isNumericWord(previous.text)) return gap > 1.2
  if (isNumericWord(previous.text) && isNumericWord(next.text)) {
    if (isDigitGroup(previous.text, next.text)) return gap > gaps.group
    const areFigures = FIGURE.test(previous.text) && FIGURE.test(next.text)
    return gap > (areFigures ? TOUCHING_FIGURES_EM : gaps.group)
  }
  const areSingle = previous.text.length === 1 && next.text.length === 1
  if (areSingle && isIdeographic(previous.text) && isIdeographic(next.text)) return gap > 3
  return gap > gaps.cell
}

function isDigitGroup(previous: string, next: string): boolean {
  return /(?:^|\D)\d{1,3}$/u.test(previous) && /^\d{3}(?:\D|$)/u.test(next)
}

function gapEm(previous: Word, next: Word): number {
  return (next.box[0] - previous.box[2]) / Math.max(previous.size, next.size)
}

function isNumericWord(text: string): boolean {
  return FIGURE.test(text) || NOTHING.test(text)
}

function isNumericText(words: readonly Word[]): boolean {
  const marks = words.filter((word) => !isLeader(word.text) || words.length === 1)
  if (marks.length === 0) return false
  const isFlagged = marks.length > 1 && FLAG.test(marks.at(-1)?.text ?? '')
  const bare = isFlagged ? marks.slice(0, -1) : marks
  return bare.every((word) => isNumericWord(word.text) || CURRENCY.test(word.text) || word.text === '%')
}
