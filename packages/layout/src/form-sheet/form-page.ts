/** Which pages are of forms without upright rulings, and where among them a filing begins. */
import type { PaintedPage } from '@backfile/readers'
import { median } from '../geometry.ts'
import { type Turn, turnedUpright, turnOf } from '../turn.ts'
import { isWhole, type Phrase, phrasesOf } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** A page turned upright, and by how much it was turned. */
export interface SheetPage {
  readonly page: PaintedPage
  readonly turn: Turn
}

/** The page as its text reads. */
export function uprightPage(page: PaintedPage): SheetPage {
  const turn = turnOf(page)
  return { page: turnedUpright(page, turn), turn }
}

/** A page of a form has so many known labels … */
const LEAST_LABELS = 4
/** … and no upright ruling that is longer than this, in em. */
const LONGEST_UPRIGHT_EM = 3

/** Whether the page is of a form without upright rulings, or goes on from the page before, which is. */
export function isFormPage({ page }: SheetPage, book: LabelBook, before: SheetPage | null): boolean {
  const phrases = phrasesOf(page)
  const em = median(phrases.map(({ size }) => size)) ?? 10
  if (page.rulings.some((ruling) => Math.abs(ruling.y1 - ruling.y0) > em * LONGEST_UPRIGHT_EM)) return false
  const labels = new Set(phrases.map(({ text }) => text).filter((text) => book.partsOf(text).size > 0))
  if (labels.size >= LEAST_LABELS) return true
  return before !== null && goesOnFrom(before, page, phrases, em)
}

/** Whether a page without labels may go on with a table: type of the same size, and not mostly lines of running text. */
function goesOnFrom(before: SheetPage, page: PaintedPage, phrases: readonly Phrase[], em: number): boolean {
  if (phrases.length === 0 || before.page.width !== page.width) return false
  const size = median(before.page.glyphs.map((glyph) => glyph.size)) ?? em
  if (Math.abs(size - em) > em * 0.1) return false
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

/** Whether a filing begins at the top of the page: its whole title, with labels of fields below it. */
export function beginsFiling(page: PaintedPage, book: LabelBook): boolean {
  const phrases = phrasesOf(page)
  const top = phrases.slice(0, TOP_PHRASES)
  if (!top.some((phrase) => isWhole(phrase) && book.partsOf(phrase.text).has('title'))) return false
  return phrases.slice(0, 2 * TOP_PHRASES).some(({ text }) => book.partsOf(text).has('field'))
}

/** A title stands among so many first phrases of its page. */
const TOP_PHRASES = 5
