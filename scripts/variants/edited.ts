/** Variants of sheets that somebody went on with by hand: an edit, saved as a workbook, a Word document or CSV. */
import { sheetEdits, stacked } from '../fixtures/edit-sheet.ts'
import { nextYear } from '../fixtures/next-year.ts'
import { type Random, seededRandom } from '../fixtures/random.ts'
import { type GeneratedForm, type RandomFiling, randomFiling } from '../fixtures/random-filing.ts'
import type { Sheet } from '../fixtures/sheet.ts'
import { writeCsv } from '../fixtures/write-csv.ts'
import { writeDocx } from '../fixtures/write-docx.ts'
import { writeXlsx } from '../fixtures/write-xlsx.ts'
import { randomForm } from './drawn.ts'
import { filingTraits, type SavedVariant } from './saved.ts'
import type { Variant } from './variant.ts'

export function editedVariant(seed: number, forms: readonly GeneratedForm[]): SavedVariant {
  const random = seededRandom(seed)
  const form = randomForm(random, forms)
  const filing = randomFiling(seed, form)
  const { edit, filings, sheets } = edited(filing, seededRandom(~seed))
  const format = sheets.length > 1 ? 'xlsx' : random.pick(['xlsx', 'xlsx', 'docx', 'csv'])
  const variant: Variant = {
    route: 'edited',
    seed,
    name: `edited-${form.split('-')[0]}-${seed}.${format}`,
    traits: { form: form.split('-')[0] ?? form, ...filingTraits(filing), edit, format },
    expected: filings.map(({ expected }) => expected),
    sheets: filings.map(({ sheet }) => sheet),
  }
  return { ...variant, make: () => ({ ...variant, bytes: written(sheets, format) }) }
}

interface Edited {
  readonly edit: string
  /** What must be read. */
  readonly filings: readonly RandomFiling[]
  readonly sheets: readonly Sheet[]
}

function edited(filing: RandomFiling, random: Random): Edited {
  if (random.chance(0.3)) {
    const manner = random.pick(['next year', 'old year left', 'no title'])
    const copy = nextYear(filing, random, manner !== 'next year')
    const filings = [filing, copy]
    const [above, below] = [filing.sheet, copy.sheet]
    if (manner !== 'no title' && random.chance(0.5))
      return { edit: `sheet copied, ${manner}`, filings, sheets: [above, below] }
    const bare = manner === 'no title' ? { ...below, title: '', subtitles: [] } : below
    const sheets = [stacked(above, bare, random.whole(0, 3))]
    return { edit: `form copied below, ${manner}`, filings, sheets }
  }
  const chosen = random.pick(sheetEdits)
  const sheet = chosen.apply(filing.sheet, random)
  return { edit: sheet === null ? 'none' : chosen.name, filings: [filing], sheets: [sheet ?? filing.sheet] }
}

function written(sheets: readonly Sheet[], format: string): Uint8Array {
  const [sheet] = sheets
  if (format === 'xlsx' || sheet === undefined) return writeXlsx(sheets)
  return format === 'docx' ? writeDocx(sheet) : new TextEncoder().encode(writeCsv(sheet))
}
