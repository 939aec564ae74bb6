/**
 * Titles of forms that a printer repeats on the pages that their filings go on on, as the rows that a workbook
 * prints on each page.
 */
import type { PaintedPage } from '@backfile/readers'
import { SAME_PLACE, without } from './furniture.ts'
import { isWholeAcross, type Phrase, phrasesOf } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

/** A title stands among so many first phrases of its page. */
export const TOP_PHRASES = 5

/** A title, and what stands first below it: what its form asks for first. */
interface Opening {
  readonly title: Phrase
  readonly first: string | null
}

/**
 * The pages without titles that an earlier page has at the same place. A filing of the same form begins with the same
 * label as that one did; below a title that was only printed again the form goes on with some other.
 */
export function withoutRunningTitles(pages: readonly PaintedPage[], book: LabelBook): readonly PaintedPage[] {
  const openings: Opening[] = []
  return pages.map((page) => {
    const phrases = phrasesOf(page)
    const titles = titlesOf(phrases, book)
    if (titles.length === 0) return page
    const first = firstBelow(titles, phrases, book)
    const again = titles.filter((title) => {
      const known = openings.findLast((opening) => isAgain(opening.title, title))
      return known !== undefined && known.first !== first
    })
    for (const title of titles) if (!again.includes(title)) openings.push({ title, first })
    return again.length === 0 ? page : without(page, again)
  })
}

/** The first label of a field, or, where all are broken over lines, the first text below the titles. */
function firstBelow(titles: readonly Phrase[], phrases: readonly Phrase[], book: LabelBook): string | null {
  const lowest = Math.max(...titles.map(({ y }) => y))
  const field = phrases.find(({ text }) => book.partsOf(text).has('field'))
  return (field ?? phrases.find(({ y, size }) => y > lowest + size / 2))?.text ?? null
}

/** The titles of forms at the page's top that no side of it cuts. */
export function titlesOf(phrases: readonly Phrase[], book: LabelBook): readonly Phrase[] {
  return phrases
    .slice(0, TOP_PHRASES)
    .filter((phrase) => isWholeAcross(phrase) && book.partsOf(phrase.text).has('title'))
}

function isAgain(known: Phrase, title: Phrase): boolean {
  if (known.text !== title.text) return false
  return Math.abs(known.x0 - title.x0) < SAME_PLACE && Math.abs(known.y - title.y) < SAME_PLACE
}
