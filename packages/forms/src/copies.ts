/** A filing that a file holds twice, text for text: it is read once, and a finding says where it stands again. */
import type { Doubt, Locator } from '@backfile/model'
import { rowTexts } from './begins-again.ts'
import type { FormDefinition } from './form-definition.ts'
import { identifyForm } from './identify.ts'
import type { FilingParts } from './split.ts'

/** Shorter tables may say the same by chance. */
const LEAST_ROWS = 5

/** The filings without those that say nothing but what one before them says. */
export function withoutCopies(
  filings: readonly FilingParts[],
  forms: readonly FormDefinition[],
): readonly FilingParts[] {
  const kept: FilingParts[] = []
  for (const filing of filings) {
    const index = kept.findIndex((known) => isCopy(filing, known))
    const original = kept[index]
    if (original === undefined || identifyForm(original, forms) === null) kept.push(filing)
    else kept[index] = { ...original, copies: [...(original.copies ?? []), ...beginningOf(filing)] }
  }
  return kept
}

/** That a filing stands in the file more than once; none for one that stands there once. */
export function standsAgain({ copies = [] }: FilingParts): Doubt[] {
  if (copies.length === 0) return []
  return [
    {
      check: 'form/filing-twice',
      severity: 'warning',
      message: {
        zh: `同一份申报表在文件中重复出现 ${copies.length + 1} 次，内容逐字相同，只读取一次`,
        en: `This filing stands in the file ${copies.length + 1} times, word for word, and was read once`,
      },
      subjects: ['form'],
      expected: '1',
      actual: `${copies.length + 1}`,
      locators: copies,
    },
  ]
}

function isCopy(filing: FilingParts, known: FilingParts): boolean {
  const own = rowTexts(filing.grids)
  const other = rowTexts(known.grids)
  const headings = new Set(known.headings.map(({ text }) => text))
  return (
    own.length >= LEAST_ROWS &&
    own.length === other.length &&
    own.every((text, index) => text === other[index]) &&
    filing.headings.every(({ text }) => headings.has(text))
  )
}

/** Where the filing's first text stands: one place, or none where the source gives none. */
function beginningOf({ grids }: FilingParts): readonly Locator[] {
  const first = grids.flatMap(({ table }) => table.cells).find(({ text }) => text !== '')
  return first?.locators.slice(0, 1) ?? []
}
