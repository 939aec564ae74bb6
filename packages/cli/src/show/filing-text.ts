/** A filing as text for the terminal: its fields in short, its funds, its indicators by level, its findings. */
import type { ListedFiling } from '@backfile/archive'
import type { Amount, Filing, FundLine, Message, Period, Target } from '@backfile/model'
import { displayPath } from '../place.ts'
import { oneLine, paint, say, widthOf } from '../terminal.ts'
import { columns, cutTo, displayWidth, pad } from '../text-columns.ts'
import { findingText } from './finding-text.ts'
import { formName } from './form-name.ts'
import { measureNames, sectionNames } from './trade-names.ts'

/** Below this confidence a value is marked: it was inferred, or its characters are doubtful. */
const DOUBTFUL = 0.9

/** Columns of a field's text where there is no terminal to fit. */
const USUAL_WIDTH = 100

/** Columns of a fund line's name; projects have long ones. */
const LONGEST_NAME = 50

const out = process.stdout

/** The whole filing; long texts are cut, `--json` has them whole. */
export function filingText(filing: Filing, listed: ListedFiling): string {
  const parts = [
    head(filing, listed),
    fields(filing),
    funds(filing),
    indicators(filing),
    tables(filing),
    findings(filing),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function head(
  { form, unit, fiscalYear, source }: Filing,
  { id, path, current, readAt, extractorVersion }: ListedFiling,
): string {
  const unitName = oneLine(unit.name ?? say({ zh: '（单位不明）', en: '(unit unknown)' }))
  const title = `${unitName}  ${fiscalYear ?? say({ zh: '（年度不明）', en: '(year unknown)' })}`
  const kind = `${formName(form.id)}${doubt(form.confidence)}`
  const rows = [
    [say({ zh: '编号', en: 'id' }), id],
    [say({ zh: '表', en: 'form' }), form.title === null ? kind : `${kind}  ${oneLine(form.title)}`],
    ...(unit.code === null ? [] : [[say({ zh: '单位代码', en: 'unit code' }), unit.code]]),
    [
      say({ zh: '文件', en: 'file' }),
      oneLine(displayPath(path ?? source.path)) + (source.part > 0 ? ` #${source.part + 1}` : ''),
    ],
    [
      say({ zh: '读取', en: 'read' }),
      `${readAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, v${extractorVersion}`,
    ],
    ...(current
      ? []
      : [['', say({ zh: '这份文件已有更新的版本', en: 'a newer version of this file is in the archive' })]]),
  ]
  return `${paint(out, 'bold', title)}\n${columns(rows, out, 2)}`
}

function fields({ fields }: Filing): string {
  if (fields.length === 0) return ''
  const labels = fields.map((field) => cutTo(oneLine(field.label), 24))
  const width = Math.max(...labels.map(displayWidth))
  const room = Math.min(widthOf(out), USUAL_WIDTH) - width - 4
  const lines = fields.map(({ text, confidence }, index) => {
    const label = paint(out, 'dim', pad(labels[index] ?? '', width))
    const value = text === null ? '–' : `${cutTo(oneLine(text), room)}${doubt(confidence)}`
    return `  ${label}  ${value}\n`
  })
  return `${heading(say({ zh: '基本信息', en: 'Fields' }))}${lines.join('')}`
}

function funds({ funds }: Filing): string {
  const sections = [...new Set(funds.map((line) => line.section))]
  return sections
    .map((section) => {
      const lines = funds.filter((line) => line.section === section)
      const measures = [...new Set(lines.flatMap((line) => line.amounts.map(({ measure }) => measure)))]
      const rows = lines.map((line) => [
        fundName(line, lines),
        ...measures.map((measure) => amountText(line.amounts.find((amount) => amount.measure === measure))),
      ])
      const header = ['', ...measures.map((measure) => say(measureNames[measure]))]
      const title = `${say({ zh: '资金', en: 'Funds' })} · ${say(sectionNames[section])}`
      return `${heading(title)}${columns(rightAligned([header, ...rows]), out, 2)}`
    })
    .join('\n')
}

/** Below its parent where that has a line of its own, else with the parent's name before it. */
function fundName({ path, role }: FundLine, lines: readonly FundLine[]): string {
  const parent = path.slice(0, -1)
  const isBelow = lines.some((line) => line.path.join('\n') === parent.join('\n'))
  const name = oneLine(isBelow ? (path.at(-1) ?? '') : path.join(' / '))
  return `${isBelow ? '  '.repeat(parent.length) : ''}${short(name, LONGEST_NAME)}${role === 'item' ? '' : ' *'}`
}

function amountText(amount: Amount | undefined): string {
  if (amount === undefined) return '–'
  return `${oneLine(amount.raw)}${amount.unit === null || amount.raw.includes(amount.unit) ? '' : ` ${amount.unit}`}${doubt(amount.confidence)}`
}

/** All but the first column aligned at the right, as figures are. */
function rightAligned(rows: readonly (readonly string[])[]): string[][] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => displayWidth(row[i] ?? ''))))
  return rows.map((row) =>
    row.map((cell, i) =>
      i === 0 ? cell : ' '.repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(cell))) + cell,
    ),
  )
}

function indicators({ indicators }: Filing): string {
  if (indicators.length === 0) return ''
  const shown = periods.filter(({ id }) =>
    indicators.some(({ targets }) => targets.some(({ period }) => period === id)),
  )
  const rows = indicators.map((row, index) => {
    const before = indicators[index - 1]
    const same1 = before !== undefined && before.level1 === row.level1
    return [
      String(row.order).padStart(3),
      same1 ? '' : short(row.level1, 10),
      same1 && before.level2 === row.level2 ? '' : short(row.level2, 14),
      short(row.task, 20),
      short(row.subprojects.join('、'), 20),
      `${short(row.name, 36)}${doubt(row.confidence)}`,
      ...shown.map(({ id }) => targetText(row.targets.find(({ period }) => period === id))),
    ]
  })
  const header = [
    ...['  #', say({ zh: '一级', en: 'level 1' }), say({ zh: '二级', en: 'level 2' })],
    ...[say({ zh: '重点工作', en: 'task' }), say({ zh: '子项目', en: 'subprojects' })],
    say({ zh: '指标', en: 'indicator' }),
    ...shown.map(({ name }) => say(name)),
  ]
  const used = header.map((_, column) => rows.some((row) => row[column] !== ''))
  const table = [header, ...rows].map((row) => row.filter((_, column) => used[column]))
  return `${heading(say({ zh: '指标', en: 'Indicators' }))}${columns(table, out, 2)}`
}

function short(text: string | null, width: number): string {
  return text === null ? '' : cutTo(oneLine(text), width)
}

function targetText(target: Target | undefined): string {
  return target === undefined ? '–' : `${oneLine(target.raw)}${doubt(target.confidence)}`
}

const periods: readonly { readonly id: Period; readonly name: Message }[] = [
  { id: 'halfYear', name: { zh: '半年', en: 'half year' } },
  { id: 'fullYear', name: { zh: '全年', en: 'full year' } },
  { id: 'actual', name: { zh: '实际', en: 'actual' } },
]

function tables({ tables }: Filing): string {
  if (tables === undefined || tables.length === 0) return ''
  return `${heading(say({ zh: '原样保留的表格', en: 'Tables kept as read' }))}${tables
    .map(({ cells }, index) => {
      const rows = cells.reduce((most, cell) => Math.max(most, cell.row + cell.rowSpan), 0)
      const wide = cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0)
      const start = cells
        .filter(({ text }) => text !== '')
        .slice(0, 6)
        .map(({ text }) => oneLine(text))
        .join(' | ')
      return `  ${index + 1}  ${rows} × ${wide}  ${cutTo(start, USUAL_WIDTH - 16)}\n`
    })
    .join('')}`
}

function findings({ findings }: Filing): string {
  if (findings.length === 0) return ''
  const order = ['error', 'warning', 'info']
  const sorted = [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return `${heading(say({ zh: '发现', en: 'Findings' }))}${sorted.map((finding) => findingText(finding, '  ')).join('')}`
}

/** ` ?0.72` after a value that is less sure. */
function doubt(confidence: number): string {
  return confidence < DOUBTFUL ? paint(out, 'yellow', ` ?${confidence.toFixed(2)}`) : ''
}

function heading(text: string): string {
  return `${paint(out, 'bold', text)}\n`
}
