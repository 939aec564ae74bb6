/** Which pages are of forms without upright rulings, and where among them a filing begins. */
import type { PaintedPage } from '@backfile/readers'
import { median } from '../geometry.ts'
import { type Turn, turnedUpright, turnOf } from '../turn.ts'
import { usualSize } from '../usual-size.ts'
import { bandPage, isCutSideways } from './bands/band-page.ts'
import { brokenLabels, textOfLines } from './blocks.ts'
import { type Phrase, phrasesOf } from './phrase.ts'
import { TOP_PHRASES, titlesOf } from './running-titles.ts'
import type { LabelBook } from './vocabulary.ts'

/** A page turned upright, by how much it was turned, and how many times as large its marks then were made. */
export interface SheetPage {
  readonly page: PaintedPage
  readonly turn: Turn
  readonly scale: number
}

/** The page as its text reads. */
export function uprightPage(page: PaintedPage): SheetPage {
  const turn = turnOf(page)
  return { page: turnedUpright(page, turn), turn, scale: 1 }
}

/** A page of a form has so many known labels … */
const LEAST_LABELS = 4
/** … and no upright ruling that is longer than this, in em. */
const LONGEST_UPRIGHT_EM = 3

/** What is seen of a page before it is known whether it is of a form. */
interface Look {
  readonly phrases: readonly Phrase[]
  /** The usual font size, points. */
  readonly em: number
  readonly labels: ReadonlySet<string>
}

/** Font size of a page without text, in points. */
const USUAL_EM = 10

/** Null where a long ruling runs down the page. */
function lookAt(page: PaintedPage, book: LabelBook): Look | null {
  const upright = page.rulings.reduce((longest, { y0, y1 }) => Math.max(longest, Math.abs(y1 - y0)), 0)
  // No text is larger than its largest glyph: most ruled pages are known before their phrases are.
  const largest = page.glyphs.reduce((size, glyph) => Math.max(size, glyph.size), USUAL_EM)
  if (upright > largest * LONGEST_UPRIGHT_EM) return null
  const phrases = phrasesOf(page)
  const em = median(phrases.map(({ size }) => size)) ?? USUAL_EM
  if (upright > em * LONGEST_UPRIGHT_EM) return null
  const texts = phrases.map(({ text }) => text)
  return { phrases, em, labels: new Set(texts.filter((text) => book.partsOf(text).size > 0)) }
}

/** Whether labels may stand on the page: known before its phrases are, as most documents are of another language. */
export function mayHaveLabels({ page }: SheetPage, { letters }: LabelBook): boolean {
  return page.glyphs.some(
    ({ text }) => letters.has(text) || (text.length > 1 && [...text].some((one) => letters.has(one))),
  )
}

/** Whether the page is of a form without upright rulings, or goes on from the page before, which is. */
export function isFormPage({ page }: SheetPage, book: LabelBook, before: SheetPage | null): boolean {
  const look = lookAt(page, book)
  if (look === null) return false
  const { phrases, em, labels } = look
  return labels.size >= LEAST_LABELS || (before !== null && goesOnFrom(before, page, phrases, em))
}

/** A page that is mostly prose begins a form if it has so many known labels, a field's or a title's among them. */
const LEAST_LABELS_OF_PROSE = 2
/** A page with no more phrases may show a corner of a sheet. */
const CORNER_PHRASES = 4

/**
 * Whether the page may be of a form whose other pages tell: it has some labels; or it is set as the page before and
 * prose stands in it to the right of a column of labels, or is cut at the side, or hardly anything stands in it.
 */
export function mayBeFormPage({ page }: SheetPage, book: LabelBook, before: SheetPage | null): boolean {
  const look = lookAt(page, book)
  if (look === null) return false
  const { phrases, em, labels } = look
  if (before === null) {
    if (phrases.length > MOST_PROSE_PHRASES) return false
    const known = new Set([...labels, ...brokenLabels(phrases, em, book).map(textOfLines)])
    const begins = [...known].some(
      (text) => book.partsOf(text).has('field') || book.partsOf(text).has('title'),
    )
    return begins && (known.size >= LEAST_LABELS_OF_PROSE || isCutSideways(bandPage(page)))
  }
  if (before.page.width !== page.width) return false
  if (phrases.length <= CORNER_PHRASES) return true
  if (!isSetAs(before, page)) return false
  if (isCutSideways(bandPage(page))) return true
  const left = Math.min(...before.page.glyphs.map(({ box }) => box[0]))
  return Math.min(...phrases.map(({ x0 }) => x0)) > left + em * LABEL_COLUMN_EM
}

/** A page of prose has no more phrases. */
const MOST_PROSE_PHRASES = 400

/** Whether more stands on the page than the corner of a sheet. */
export function tellsSetting({ page }: SheetPage): boolean {
  return phrasesOf(page).length > CORNER_PHRASES
}

/** Whether two pages are of one width and set in type of one size. */
export function isSetAs(before: SheetPage, page: PaintedPage): boolean {
  const [size, own] = [before.page, page].map(({ glyphs }) => usualSize(glyphs) ?? 0)
  if (size === undefined || own === undefined || before.page.width !== page.width) return false
  return Math.abs(size - own) < own * SAME_SIZE
}

/** Type of one size differs by less than this share. */
const SAME_SIZE = 0.1
/** The column of labels beside prose is no narrower, in em. */
const LABEL_COLUMN_EM = 2

/** Whether a page without labels may go on with a table: type of the same size, and not mostly lines of running text. */
function goesOnFrom(before: SheetPage, page: PaintedPage, phrases: readonly Phrase[], em: number): boolean {
  if (phrases.length === 0 || !isSetAs(before, page)) return false
  const left = Math.min(...phrases.map(({ x0 }) => x0))
  const right = Math.max(...phrases.map(({ x1 }) => x1))
  const running = phrases.filter(
    ({ x0, x1 }) => x0 < left + em * 3 && x1 - x0 > Math.max(em * 15, (right - left) * 0.5),
  )
  const leaders = phrases.filter(({ text }) => /[.·…]{6}/u.test(text))
  return running.length < phrases.length * PROSE_SHARE && leaders.length < 3
}

/** A page on which lines of running text are more than this share is no part of a table. */
const PROSE_SHARE = 0.3

/** Whether a filing begins at the top of the page: its whole title, with labels of fields below it, whole or broken. */
export function beginsFiling(page: PaintedPage, book: LabelBook): boolean {
  const phrases = phrasesOf(page)
  if (titlesOf(phrases, book).length === 0) return false
  const isField = (text: string): boolean => book.partsOf(text).has('field')
  const top = phrases.slice(0, 2 * TOP_PHRASES)
  if (top.some(({ text }) => isField(text))) return true
  const em = median(phrases.map(({ size }) => size)) ?? USUAL_EM
  return brokenLabels(phrases, em, book).some(
    (lines) => top.some((phrase) => phrase === lines[0]) && isField(textOfLines(lines)),
  )
}
