/** Text of a filing's pages that stands in none of its tables, though labels of its form say that it is the filing's. */
import { type Doubt, joinLines, type PageLocator } from '@backfile/model'
import type { FormDefinition, Labels } from './form-definition.ts'
import { matchLabel } from './labels.ts'
import type { FilingParts, Heading } from './split.ts'

/** Likeness from which a text outside the tables is a label: prose has words that are a little like one. */
const SURE_LABEL = 0.95

/** Longest text that a finding repeats, in characters. */
const LONGEST_QUOTE = 200

/** A text outside the tables, and where it stands on its page. */
interface Placed {
  readonly heading: Heading
  readonly at: PageLocator
}

/**
 * A doubt that names what was not read, where a label of the form stands outside the filing's tables with text beside
 * it: its row was not found, and what follows may be of such rows as well. It names all texts from the first such label
 * to the end of the filing's last table that were not `read`; none for sources without pages. `title` is the filing's,
 * if it has one.
 */
export function unreadText(
  parts: FilingParts,
  form: FormDefinition,
  title: Heading | null,
  read: ReadonlySet<Heading>,
): Doubt[] {
  const begun = title === null ? 0 : parts.headings.indexOf(title) + 1
  const unread = parts.headings.slice(begun).flatMap((heading): Placed[] => {
    const at = heading.locators.find((locator) => 'page' in locator)
    return at === undefined || read.has(heading) ? [] : [{ heading, at }]
  })
  const first = unread.findIndex(
    (text) => isLabel(text, form) && unread.some((other) => isBeside(other, text)),
  )
  if (first < 0) return []
  const end = lastPlace(parts)
  const own = unread
    .slice(first)
    .filter(({ at }) => at.page < end.page || (at.page === end.page && at.bbox[1] < end.bottom))
  if (own.length === 0) return []
  const text = own.map(({ heading }) => joinLines(heading.text)).join(' | ')
  const quote = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)} …` : text
  return [
    {
      check: 'form/text-unread',
      severity: 'warning',
      message: {
        zh: `页面上有文字未能归入表格，未读入：${quote}`,
        en: `Text on the page found no place in a table and was not taken: ${quote}`,
      },
      subjects: ['form'],
      expected: null,
      actual: text,
      locators: own.flatMap(({ heading }) => heading.locators),
    },
  ]
}

function isLabel({ heading }: Placed, form: FormDefinition): boolean {
  const labels: readonly Labels[] = [
    ...form.fields.map((field) => field.labels),
    ...form.funds.flatMap((block) => block.lines.map((line) => line.labels)),
  ]
  return labels.some((wordings) => matchLabel(heading.text, wordings) >= SURE_LABEL)
}

/** Whether the text stands to the right of the label, on a line with it. */
function isBeside({ at: text }: Placed, { at: label }: Placed): boolean {
  const [, top, right, bottom] = label.bbox
  const middle = (text.bbox[1] + text.bbox[3]) / 2
  return text.page === label.page && text.bbox[0] >= right && middle > top && middle < bottom
}

/** The end of the filing's last table: its page, and how far down it, points. */
function lastPlace({ grids }: FilingParts): { readonly page: number; readonly bottom: number } {
  let last = { page: 0, bottom: 0 }
  for (const { locators } of grids.flatMap((grid) => grid.table.cells))
    for (const locator of locators)
      if ('page' in locator && locator.page >= last.page) {
        const bottom = locator.page > last.page ? 0 : last.bottom
        last = { page: locator.page, bottom: Math.max(bottom, locator.bbox[3]) }
      }
  return last
}
