/** A filing that a file holds twice, text for text: it is read once, and a finding says where it stands again. */
import type { Doubt, Locator } from '@backfile/model'
import { TableSaid } from './begins-again.ts'
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
  const kept: KeptFiling[] = []
  const byRows = new Map<string, KeptFiling[]>()
  for (const filing of filings) {
    const texts = filing.grids.flatMap((grid) => new TableSaid(grid).texts)
    const alike = texts.length < LEAST_ROWS ? [] : listAt(byRows, texts.join('\n'))
    const original = alike.find((known) => filing.headings.every(({ text }) => known.headings.has(text)))
    if (original !== undefined && identifyForm(original.filing, forms) !== null)
      original.copies.push(...beginningOf(filing))
    else {
      const headings = new Set(filing.headings.map(({ text }) => text))
      const own: KeptFiling = { filing, headings, copies: [] }
      kept.push(own)
      alike.push(own)
    }
  }
  return kept.map(({ filing, copies }) => (copies.length === 0 ? filing : { ...filing, copies }))
}

interface KeptFiling {
  readonly filing: FilingParts
  readonly headings: ReadonlySet<string>
  readonly copies: Locator[]
}

function listAt<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
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

/** Where the filing's first text stands: one place, or none where the source gives none. */
function beginningOf({ grids }: FilingParts): readonly Locator[] {
  const first = grids.flatMap(({ table }) => table.cells).find(({ text }) => text !== '')
  return first?.locators.slice(0, 1) ?? []
}
