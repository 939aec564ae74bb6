/** What is not read as a filing: its tables are kept, and an error says why. */
import type { Doubt, KeptTable, Locator, Message } from '@backfile/model'
import type { FormDefinition } from './form-definition.ts'
import type { RecognisedFiling } from './recognised.ts'
import type { FilingParts } from './split.ts'

/** The tables as they were read, and an error that says so. */
export function unknownForm(parts: FilingParts): RecognisedFiling {
  const { length } = parts.grids
  return kept(parts, 'form/unknown', {
    zh: `没有匹配的表格种类；保留了 ${length} 张表，未作推测。`,
    en: `No known form matches; ${length} table(s) are kept as read and nothing is guessed.`,
  })
}

/**
 * Whether this is but a part of another filing of the file that could not be put in its place: one of the same form
 * that states no figure, nor whose or what it is. Where none of the form does better, the first is the filing.
 */
export function isUnreadPart(
  filing: RecognisedFiling,
  all: readonly RecognisedFiling[],
  forms: readonly FormDefinition[],
): boolean {
  if (!isEmpty(filing, forms)) return false
  const alike = all.filter(({ form }) => form.id === filing.form.id)
  return alike.some((other) => !isEmpty(other, forms)) || alike[0] !== filing
}

function isEmpty(
  { form, unit, fields, funds, indicators }: RecognisedFiling,
  forms: readonly FormDefinition[],
): boolean {
  const required = forms.filter(({ id }) => id === form.id).flatMap((definition) => definition.fields)
  const lacks = required.some((field) => field.required && !fields.some(({ key }) => key === field.key))
  return funds.length === 0 && indicators.length === 0 && (unit.name === null || lacks)
}

/** The part's tables as they were read, and an error that says so. */
export function unreadPart(parts: FilingParts): RecognisedFiling {
  return kept(parts, 'form/part-unread', {
    zh: '这部分表格没有任何数值，也没有写明是哪个单位、哪个项目，像是同一文件中另一份申报表的一部分，未能拼接：已保留原表，须核对原件。',
    en: 'This part states no figure, nor whose or what it is; it seems to be of another filing of the file and could not be joined with it: its tables are kept as read, see the original.',
  })
}

function kept(parts: FilingParts, check: Doubt['check'], message: Message): RecognisedFiling {
  const tables: KeptTable[] = parts.grids.map((grid) => ({
    cells: grid.table.cells.map(({ row, column, rowSpan, columnSpan, text, confidence, locators }) => ({
      row,
      column,
      rowSpan,
      columnSpan,
      text,
      confidence,
      locators,
    })),
  }))
  const title = parts.headings[0]?.text ?? null
  const locators: Locator[] = parts.headings[0] === undefined ? [] : [...parts.headings[0].locators]
  return {
    form: { id: 'unknown', title, confidence: 0 },
    unit: { name: null, code: null },
    fiscalYear: null,
    fields: [],
    funds: [],
    indicators: [],
    tables,
    doubts: [
      {
        check,
        severity: 'error',
        message,
        subjects: ['form'],
        expected: null,
        actual: title,
        locators,
      },
    ],
  }
}
