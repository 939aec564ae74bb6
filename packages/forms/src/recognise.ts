/** The engine: from laid-out sections to filings, by the form definitions. */
import type { Section } from '@backfile/layout'
import { type Doubt, type Field, foldWidth, joinLines } from '@backfile/model'
import { standsAgain, withoutCopies } from './copies.ts'
import { withEndsFirstDoubted } from './end-first.ts'
import type { FormDefinition } from './form-definition.ts'
import { filledCells, type GridRow, type TableGrid } from './grid.ts'
import { identifyForm } from './identify.ts'
import { type IndicatorHeader, readIndicatorHeader } from './indicator-header.ts'
import { sumNotTaken, sumsIndicators } from './indicator-sums.ts'
import { isWording, matchLabel, statesUnit, unitOfLabel } from './labels.ts'
import { blankLevelDoubts, levelDoubts } from './level-doubts.ts'
import { fieldReader } from './recognise-fields.ts'
import { fundReader } from './recognise-funds.ts'
import { indicatorReader, isIndicatorRow } from './recognise-indicators.ts'
import type { RecognisedFiling } from './recognised.ts'
import { repairDoubts } from './repair-doubts.ts'
import { sheetsJoined, withSheetsOfOneJoined } from './sheets-of-one.ts'
import { type FilingParts, type Heading, splitFilings } from './split.ts'
import { isUnreadPart, unknownForm, unreadPart } from './unknown-form.ts'
import { unreadText } from './unread-text.ts'
import { withVersionsDoubted } from './versions.ts'

/** The filings of a file, in order. What no form matches is kept as its tables, as form `unknown`. */
export function recognise(
  sections: readonly Section[],
  forms: readonly FormDefinition[],
): RecognisedFiling[] {
  const found = withoutCopies(withSheetsOfOneJoined(splitFilings(sections, forms), forms), forms)
  const read = found.map((parts) => ({ parts, filing: recogniseFiling(parts, forms) }))
  const filings = read.map(({ filing }) => filing)
  const kept = read.map(({ parts, filing }) =>
    isUnreadPart(filing, filings, forms) ? unreadPart(parts) : filing,
  )
  return withVersionsDoubted(withEndsFirstDoubted(kept))
}

function recogniseFiling(parts: FilingParts, forms: readonly FormDefinition[]): RecognisedFiling {
  const identified = identifyForm(parts, forms)
  if (identified === null) return unknownForm(parts)
  const { form, title, confidence } = identified
  const headings = nearestHeadings(parts, title)
  const read = readParts(parts, form, statedUnit(headings))
  const filing = {
    form: { id: form.id, title: title === null ? null : joinLines(title.text), confidence },
    unit: unitOf(read.fields),
    fiscalYear: fiscalYearOf(headings, read.fields) ?? yearOfAll(parts.cover),
    fields: read.fields,
    funds: read.funds,
    indicators: read.indicators,
  }
  const unread = unreadText(parts, form, title, read.headings)
  return {
    ...filing,
    doubts: [
      ...sheetsJoined(parts),
      ...standsAgain(parts),
      ...read.doubts,
      ...unread,
      ...repairDoubts(parts, filing),
    ],
  }
}

function readParts(
  parts: FilingParts,
  form: FormDefinition,
  unit: string | null,
): Pick<RecognisedFiling, 'fields' | 'funds' | 'indicators' | 'doubts'> & {
  readonly headings: ReadonlySet<Heading>
} {
  const funds = fundReader(form, unit)
  const fields = fieldReader(form, funds.readPair)
  const indicators = indicatorReader()
  const doubts: Doubt[] = []
  const headings = new Set(parts.headings.filter((heading) => fields.readHeading(heading)))
  for (const grid of parts.grids) {
    let skipUntil = 0
    let belowIndicators = false
    let header = headerFor(grid, indicators.header())
    for (const row of grid.rows) {
      if (row.index < skipUntil || filledCells(row).length === 0) continue
      const begun = readIndicatorHeader(grid, row, form, header)
      if (begun !== null) {
        header = begun
        skipUntil = begun.next
        indicators.begin(begun)
      } else if (
        header !== null &&
        !beginsFunds(row, header, form) &&
        isIndicatorRow(grid, row, header, fields.isLabel)
      ) {
        indicators.readRow(grid, row)
        belowIndicators = true
      } else if (header !== null && belowIndicators && sumsIndicators(row, header)) {
        doubts.push(sumNotTaken(row))
        belowIndicators = false
      } else {
        belowIndicators = false
        const [first] = filledCells(row)
        const fieldLabelled = first !== undefined && fields.isLabel(first)
        if (funds.readRow(row, fieldLabelled)) continue
        if (!fields.readRow(row)) doubts.push(rowUnrecognised(grid, row.index))
      }
    }
  }
  return {
    fields: fields.fields(),
    funds: funds.funds(),
    indicators: indicators.indicators(),
    headings,
    doubts: [
      ...fields.doubts(),
      ...funds.doubts(),
      ...indicators.doubts(),
      ...levelDoubts(indicators.indicators(), form),
      ...blankLevelDoubts(indicators.indicators(), indicators.headed()),
      ...doubts,
    ],
  }
}

/** Likeness from which a label at the left of an indicator row says that the funds begin instead. */
const SURE_LABEL = 0.95

/**
 * Whether the row, below indicators, is one of the funds: it heads amounts, or their label stands where
 * indicators have levels.
 */
function beginsFunds(row: GridRow, header: IndicatorHeader, form: FormDefinition): boolean {
  const filled = filledCells(row)
  const measures = form.funds.flatMap((block) => block.measures)
  if (filled.filter(({ text }) => measures.some(({ labels }) => isWording(text, labels))).length > 1)
    return true
  const [first] = filled
  const name = header.columns.get('name')
  if (first === undefined || name === undefined || first.column + first.columnSpan > name.from) return false
  return matchLabel(first.text, form.fundsLabels) >= SURE_LABEL
}

/** The header of the table before goes on in a table with as many columns and no header of its own. */
function headerFor(grid: TableGrid, known: IndicatorHeader | null): IndicatorHeader | null {
  return known !== null && known.tableColumns === grid.table.columns ? known : null
}

/** The filing's headings, the nearest to its table first: from its title on, then those above it, upwards. */
function nearestHeadings(parts: FilingParts, title: Heading | null): readonly Heading[] {
  const at = title === null ? 0 : parts.headings.indexOf(title)
  return [...parts.headings.slice(at), ...parts.headings.slice(0, at).reverse()]
}

/** `单位：万元` above or below the table. */
function statedUnit(headings: readonly Heading[]): string | null {
  const stated = headings.filter(({ text }) => statesUnit.test(text)).map(({ text }) => unitOfLabel(text))
  return stated.find((unit) => unit !== null) ?? null
}

const unitKeys = ['unitName', 'applicantUnit', 'implementingUnit']
const codeBefore = /^[[(（【]?([0-9A-Z][0-9A-Z-]{3,})[\])）】]?[\s\-—:：_]*(\p{Script=Han}.*)$/u
const codeAfter = /^(.*\p{Script=Han}[^()（）]*)[[(（【]([0-9A-Z][0-9A-Z-]{3,})[\])）】]$/u

/** `000040000080 某市某局`, `[401001]某市某局`, `某市某局（401001）`: the name and the code apart. */
function unitOf(fields: readonly Field[]): RecognisedFiling['unit'] {
  const text = fields.find((field) => unitKeys.includes(field.key) && field.text !== null)?.text
  if (text === undefined || text === null) return { name: null, code: null }
  const line = joinLines(text)
  const before = codeBefore.exec(line)
  if (before !== null) return { name: before[2]?.trim() ?? null, code: before[1] ?? null }
  const after = codeAfter.exec(line)
  if (after !== null) return { name: after[1]?.trim() ?? null, code: after[2] ?? null }
  return { name: line, code: null }
}

/** Several years are those of a plan, and a day is that of the writing, not what the filing is for: 2025—2027年, 2023年8月15日. */
const severalYears = /(?:19|20)\d{2}\s*年?\s*[-–—~～至]+\s*(?:19|20)\d{2}\s*年/g
const day = /(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月/g
const yearsOnly = (text: string): string => foldWidth(text).replace(severalYears, '').replace(day, '')
const statedYear = /((?:19|20)\d{2})\s*年\s*度?/
const yearField = /(?:19|20)\d{2}/

/** The year a heading states (`2024年度`), or the field 项目年度. */
function fiscalYearOf(nearest: readonly Heading[], fields: readonly Field[]): number | null {
  const headings = nearest.map(({ text }) => yearsOnly(text)).filter((text) => text.length <= 80)
  for (const pattern of [/((?:19|20)\d{2})\s*年\s*度/, /年\s*度\s*[:：]\s*((?:19|20)\d{2})/]) {
    const found = headings.map((text) => pattern.exec(text)?.[1]).find((year) => year !== undefined)
    if (found !== undefined) return Number(found)
  }
  const field = fields.find((known) => known.key === 'projectYear')?.text
  const inField = field === undefined || field === null ? undefined : yearField.exec(foldWidth(field))?.[0]
  if (inField !== undefined) return Number(inField)
  const found = headings.map((text) => statedYear.exec(text)?.[1]).find((year) => year !== undefined)
  return found === undefined ? null : Number(found)
}

/** The one year that the headings before all filings state; null where they state none or several. */
function yearOfAll(cover: readonly Heading[]): number | null {
  const years = new Set(
    cover.flatMap(({ text }) =>
      [...yearsOnly(text).matchAll(/((?:19|20)\d{2})\s*年/g)].map(([, year]) => year),
    ),
  )
  const [only, ...others] = years
  return only === undefined || others.length > 0 ? null : Number(only)
}

function rowUnrecognised(grid: TableGrid, row: number): Doubt {
  const cells = (grid.rows[row]?.cells ?? []).filter((cell) => cell.text !== '' && cell.row === row)
  const text = cells.map((cell) => cell.text).join(' | ')
  return {
    check: 'form/row-unrecognised',
    severity: 'warning',
    message: {
      zh: `表中有一行不属于这种表格的任何部分，未读入：${text}`,
      en: `A row of the table belongs to no part of this form and was not taken: ${text}`,
    },
    subjects: ['form'],
    expected: null,
    actual: text,
    locators: cells.flatMap((cell) => cell.locators),
  }
}
