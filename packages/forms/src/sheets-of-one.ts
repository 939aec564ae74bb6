/** Sheets of a workbook that hold parts of one form: the unit and the funds on one, the indicators on the next. */
import type { Doubt } from '@backfile/model'
import type { FieldDefinition, FormDefinition, FundLineDefinition } from './form-definition.ts'
import { gridOf, type TableGrid } from './grid.ts'
import { identifyForm } from './identify.ts'
import { bestMatch, isWording } from './labels.ts'
import { type FilingParts, formsTitled } from './split.ts'

/** Likeness from which a text is a field's or a fund line's label: a part of a form has nothing else to tell it by. */
const SURE_LABEL = 0.95
/** Longest text that is matched with labels, in characters. */
const LONGEST_LABEL = 40

/** Filings whose sheets hold different parts of one form are one: no label of either stands on the other. */
export function withSheetsOfOneJoined(
  filings: readonly FilingParts[],
  forms: readonly FormDefinition[],
): readonly FilingParts[] {
  const result: FilingParts[] = []
  for (const filing of filings) {
    const before = result.at(-1)
    const whole = before === undefined ? null : asOne(before, filing, forms)
    if (whole === null) result.push(filing)
    else result[result.length - 1] = whole
  }
  return result
}

/** That several sheets were read as one filing, which a person confirms; none for a filing of one sheet. */
export function sheetsJoined({ sheet, joined }: FilingParts): Doubt[] {
  if (joined === undefined) return []
  const names = [sheet ?? '', ...joined]
  return [
    {
      check: 'form/sheets-joined',
      severity: 'warning',
      message: {
        zh: `工作表“${names.join('”“')}”各有这种表格的一部分，已作为同一份申报表读取`,
        en: `The sheets “${names.join('”, “')}” each hold a part of this form and were read as one filing`,
      },
      subjects: ['form'],
      expected: null,
      actual: names.join(', '),
      locators: names.map((name) => ({ sheet: name, cell: 'A1' })),
    },
  ]
}

function asOne(
  before: FilingParts,
  after: FilingParts,
  forms: readonly FormDefinition[],
): FilingParts | null {
  if (before.sheet === null || after.sheet === null || before.sheet === after.sheet) return null
  const titles = titlesOf(before, forms)
  if (titles.length > 0 && titlesOf(after, forms).some((title) => !titles.includes(title))) return null
  const form = identifyForm(before, forms)?.form ?? identifyForm(after, forms)?.form
  if (form === undefined) return null
  const [own, other] = [labelsOf(before, form), labelsOf(after, form)]
  if ([...other.labels].some((label) => own.labels.has(label))) return null
  // Whichever sheet states whose filing it is comes first; where neither does, nothing says that they are one.
  if (own.named === other.named) return null
  const [first, second] = own.named ? [before, after] : [after, before]
  const rest = own.named ? other : own
  const more = rest.labels.size === 0 ? (rest.levels ? rowsGoOn(first, second) : null) : second.grids
  if (more === null) return null
  return {
    sheet: first.sheet,
    headings: [...first.headings, ...second.headings],
    grids: [...first.grids, ...more],
    cover: before.cover,
    joined: [...(first.joined ?? []), second.sheet ?? '', ...(second.joined ?? [])],
  }
}

function titlesOf({ headings }: FilingParts, forms: readonly FormDefinition[]): readonly string[] {
  return headings.map(({ text }) => text).filter((text) => formsTitled(text, forms).length > 0)
}

/** Columns at the side that may be blank on a sheet, so that its table does not have them: 备注. */
const BLANK_COLUMNS = 2

/** The second part's tables with the columns of the first part's last one, so that its rows need no heads; null where it has others. */
function rowsGoOn(first: FilingParts, second: FilingParts): readonly TableGrid[] | null {
  const columns = first.grids.at(-1)?.table.columns ?? 0
  const [goesOn, ...others] = second.grids
  const lacking = columns - (goesOn?.table.columns ?? 0)
  if (goesOn === undefined || lacking < 0 || lacking > BLANK_COLUMNS) return null
  return [gridOf({ ...goesOn.table, columns }), ...others]
}

interface PartLabels {
  /** The fields and fund lines whose labels stand in the tables. */
  readonly labels: ReadonlySet<FieldDefinition | FundLineDefinition>
  /** A field that every filing of the form has once is among them. */
  readonly named: boolean
  /** Usual first levels of indicators stand in the tables. */
  readonly levels: boolean
}

function labelsOf({ grids }: FilingParts, form: FormDefinition): PartLabels {
  // Indicators are named like rates of the funds: 预算执行率.
  const known = [...form.fields, ...form.funds.flatMap(({ pairs, lines }) => (pairs === true ? [] : lines))]
  const labels = new Set<FieldDefinition | FundLineDefinition>()
  let levels = false
  for (const { text } of grids.flatMap(({ table }) => table.cells)) {
    if (text === '' || text.length > LONGEST_LABEL) continue
    const found = bestMatch(text, known, SURE_LABEL)
    if (found !== null) labels.add(found.choice)
    levels ||= form.knownLevels.some((level) => isWording(text, level.labels))
  }
  const named = form.fields.some((field) => field.required && labels.has(field))
  return { labels, named, levels }
}
