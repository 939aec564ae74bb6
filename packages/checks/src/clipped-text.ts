/** Text that looks cut: unclosed brackets, a trailing comma, or a column whose texts all stop at one width. */
import type { Doubt, Locator } from '@backfile/model'
import type { Check, FilingToCheck } from './check.ts'
import { displayWidth, isLeftOpen } from './text-shape.ts'
import { listed } from './wording.ts'

export const clippedText: Check = {
  ids: ['text/clipped'],
  title: { zh: '文字似被截断', en: 'Text looks cut' },
  why: {
    zh: '打印或导出时超出单元格的文字会被截去；缺了后半句，指标解释和依据就不完整。',
    en: 'What does not fit its cell is cut when a form is printed or exported: an explanation without its end does not explain.',
  },
  source: 'How spreadsheets print: a cell’s text is clipped at the cell’s edge; no rule of finance',
  run: (filing) => columnsOf(filing).flatMap((column) => clippedIn(column, filing)),
}

interface Written {
  readonly subject: string
  readonly text: string
  readonly locators: readonly Locator[]
}

interface Column {
  readonly name: { readonly zh: string; readonly en: string }
  readonly texts: readonly Written[]
  /** Texts of one column of a table share its width; fields do not. */
  readonly shareWidth: boolean
}

/** Display columns (a Chinese character is two): texts shorter than 15 characters end without a full stop by right. */
const shortestClipped = 30

/** A clip falls within the width of the last two characters that did not fit. */
const clipBand = 4

/** So many different texts that stop at one width are no coincidence. */
const fewestClipped = 3

function columnsOf(filing: FilingToCheck): readonly Column[] {
  const ofIndicators = (read: (indicator: FilingToCheck['indicators'][number]) => string | null) =>
    filing.indicators.flatMap((indicator, index) => {
      const text = read(indicator)
      return text ? [{ subject: `indicators/${index}`, text, locators: indicator.locators }] : []
    })
  const funds = filing.funds.map((line, index) => ({
    subject: `funds/${index}`,
    text: line.path.at(-1) ?? '',
    locators: line.amounts.flatMap(({ locators }) => locators),
  }))
  const fields = filing.fields.map((field, index) => ({
    name: { zh: field.label, en: field.label },
    texts: [{ subject: `fields/${index}`, text: field.text ?? '', locators: field.locators }],
    shareWidth: false,
  }))
  return [
    {
      name: { zh: '指标名称', en: 'names of indicators' },
      texts: ofIndicators(({ name }) => name),
      shareWidth: true,
    },
    { name: { zh: '重点工作', en: 'key tasks' }, texts: ofIndicators(({ task }) => task), shareWidth: false },
    {
      name: { zh: '二级指标', en: 'second-level indicators' },
      texts: ofIndicators(({ level2 }) => level2),
      shareWidth: false,
    },
    {
      name: { zh: '指标解释', en: 'explanations' },
      texts: ofIndicators(({ explanation }) => explanation),
      shareWidth: true,
    },
    {
      name: { zh: '目标值来源', en: 'sources of target values' },
      texts: ofIndicators(({ valueSource }) => valueSource),
      shareWidth: true,
    },
    { name: { zh: '资金项目', en: 'fund lines' }, texts: funds, shareWidth: false },
    ...fields,
  ]
}

/** One finding a column, however many of its texts are cut; what another stage already called cut is left to it. */
function clippedIn(column: Column, filing: FilingToCheck): readonly Doubt[] {
  const known = new Set(
    filing.doubts.filter(({ check }) => check.startsWith('text/')).flatMap(({ subjects }) => subjects),
  )
  const atWidth = column.shareWidth ? cutAtOneWidth(column.texts) : new Set<string>()
  const cut = column.texts.filter(
    ({ subject, text }) => !known.has(subject) && (atWidth.has(text) || isLeftOpen(text)),
  )
  if (cut.length === 0) return []
  const names = listed([...new Set(cut.map(({ text }) => ending(text)))])
  const width = Math.max(...cut.map(({ text }) => displayWidth(text)))
  const many = atWidth.size > 0
  return [
    {
      check: 'text/clipped',
      severity: 'warning',
      message: {
        zh: `“${column.name.zh}”有${cut.length}处文字似被截断${many ? `（多处止于约${Math.round(width / 2)}字宽）` : ''}，结尾为${names.zh}`,
        en: `${cut.length} of “${column.name.en}” look cut${many ? ` (several stop at about ${Math.round(width / 2)} characters)` : ''}, ending in ${names.en}`,
      },
      subjects: cut.map(({ subject }) => subject),
      expected: null,
      actual: null,
      locators: cut.flatMap(({ locators }) => locators),
    },
  ]
}

/**
 * Texts that stop at the width at which the column clips: several different ones end within the last characters of
 * the widest, without a closing mark, and far fewer stop a little before.
 */
function cutAtOneWidth(texts: readonly Written[]): ReadonlySet<string> {
  const widths = new Map(
    [...new Set(texts.map(({ text }) => text))].map((text) => [text, displayWidth(text)]),
  )
  const widest = Math.max(0, ...widths.values())
  if (widest < shortestClipped) return new Set()
  const within = (from: number, to: number): readonly string[] =>
    [...widths].filter(([, width]) => width >= from && width <= to).map(([text]) => text)
  const open = within(widest - clipBand, widest).filter((text) => !/[。．.！!？?；;…）)》”"】]$/.test(text))
  const before = within(widest - 2 * clipBand - 1, widest - clipBand - 1)
  return open.length >= fewestClipped && open.length >= 2 * before.length ? new Set(open) : new Set()
}

function ending(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')]
  return characters.length > 16 ? `…${characters.slice(-16).join('')}` : text
}
