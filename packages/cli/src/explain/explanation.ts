/** What each stage saw of a file, as data and as text. */
import type { Repair } from '@backfile/layout'
import type { Filing, Finding } from '@backfile/model'
import type { StageTimes } from '@backfile/pipeline'
import { placesText } from '../place.ts'
import { findingText } from '../show/finding-text.ts'
import { formName } from '../show/form-name.ts'
import { oneLine, paint, say } from '../terminal.ts'
import { columns, cutTo } from '../text-columns.ts'

export interface SeenPage {
  readonly page: number
  /** Width and height in points. */
  readonly size: readonly [number, number]
  readonly glyphs: number
  readonly rulings: number
  readonly pictures: number
  readonly turn: number
  readonly tables: readonly {
    readonly method: string
    readonly rows: number
    readonly columns: number
    readonly cells: number
  }[]
  readonly texts: number
  /** The picture's file, where one was drawn. */
  readonly picture: string | null
}

export interface SeenTable {
  readonly rows: number
  readonly columns: number
  readonly confidence: number
  readonly repairs: readonly Repair[]
}

export interface SeenFiling extends Pick<Filing, 'form' | 'unit' | 'fiscalYear'> {
  readonly fields: number
  readonly funds: number
  readonly indicators: number
  readonly findings: readonly Finding[]
}

export interface Explanation {
  readonly path: string
  readonly mediaType: string
  readonly kind: 'painted' | 'grids' | 'flattened'
  readonly pages: readonly SeenPage[]
  readonly sections: readonly {
    readonly name: string | null
    readonly tables: readonly SeenTable[]
    readonly texts: readonly string[]
  }[]
  readonly filings: readonly SeenFiling[]
  readonly times: StageTimes
  readonly written: readonly string[]
}

const kinds = {
  painted: { zh: '画在页面上的文字和线条', en: 'marks painted on pages' },
  grids: { zh: '文件自带的表格', en: 'tables stated by the file' },
  flattened: { zh: '失去版面的文本', en: 'text that has lost its layout' },
} as const

/** For people, stage by stage. */
export function explanationText(explanation: Explanation, out: NodeJS.WriteStream): string {
  const heading = (zh: string, en: string, milliseconds: number): string =>
    `${paint(out, 'bold', say({ zh, en }))}  ${paint(out, 'dim', `${milliseconds.toFixed(0)} ms`)}\n`
  const { times } = explanation
  return [
    `${paint(out, 'bold', oneLine(explanation.path))}  ${explanation.mediaType}\n`,
    `${heading('读取', 'Read', times.read)}  ${say(kinds[explanation.kind])}\n${pagesText(explanation, out)}`,
    heading('重建表格', 'Lay out', times.layout) + sectionsText(explanation),
    heading('识别', 'Recognise', times.recognise) + filingsText(explanation),
    heading('检查', 'Check', times.check) + findingsText(explanation),
    `${paint(out, 'bold', say({ zh: '已写出', en: 'Written' }))}\n${explanation.written.map((file) => `  ${file}\n`).join('')}`,
  ].join('\n')
}

function pagesText({ pages }: Explanation, out: NodeJS.WriteStream): string {
  if (pages.length === 0) return ''
  const head = [
    [say({ zh: '页', en: 'page' }), say({ zh: '大小', en: 'size' }), say({ zh: '字', en: 'glyphs' })],
    [
      say({ zh: '线', en: 'rulings' }),
      say({ zh: '图', en: 'pictures' }),
      say({ zh: '页上的表格', en: 'tables on the page' }),
    ],
  ].flat()
  const rows = pages.map(({ page, size, glyphs, rulings, pictures, turn, tables }) => [
    String(page),
    `${size[0]}×${size[1]}${turn === 0 ? '' : ` ↻${turn}°`}`,
    String(glyphs),
    String(rulings),
    String(pictures),
    tables.map((table) => `${table.rows}×${table.columns} ${table.method}`).join(', ') || '–',
  ])
  return columns([head, ...rows], out, 2)
}

/** Characters of a text between tables that are shown. */
const SHOWN_TEXT = 80

function sectionsText({ sections }: Explanation): string {
  const text = sections
    .map(({ name, tables, texts }) => {
      const title = name === null ? '' : `  ${name}\n`
      const outside = texts.map((line) => `  “${cutTo(oneLine(line), SHOWN_TEXT)}”\n`).join('')
      return title + outside + tables.map(tableText).join('')
    })
    .join('')
  return text === '' ? `  ${say({ zh: '没有表格', en: 'no table' })}\n` : text
}

function tableText({ rows, columns, confidence, repairs }: SeenTable, index: number): string {
  const title = say({
    zh: `表格 ${index + 1}：${rows} 行 × ${columns} 列，把握 ${confidence.toFixed(2)}`,
    en: `table ${index + 1}: ${rows} rows × ${columns} columns, confidence ${confidence.toFixed(2)}`,
  })
  const mends = repairs.map(({ kind, message, confidence, locators, alternative }) => {
    const places = placesText(locators)
    const other =
      alternative === undefined
        ? ''
        : say({ zh: `；或：${say(alternative)}`, en: `; or: ${say(alternative)}` })
    return `    ${confidence.toFixed(2)} ${kind}: ${oneLine(say(message))}${other}${places === '' ? '' : ` (${places})`}\n`
  })
  return `  ${title}\n${counted(mends).join('')}`
}

/** Lines that are the same, once, with how often. */
function counted(lines: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1)
  return [...times].map(([line, count]) => (count === 1 ? line : `${line.trimEnd()} ×${count}\n`))
}

function filingsText({ filings }: Explanation): string {
  return filings
    .map(({ form, unit, fiscalYear, fields, funds, indicators }) => {
      const title = form.title === null ? '' : `“${oneLine(form.title)}”`
      const counts = say({
        zh: `${fields} 项基本信息，${funds} 行资金，${indicators} 个指标`,
        en: `${fields} fields, ${funds} fund lines, ${indicators} indicators`,
      })
      const whose = `${oneLine(unit.name ?? say({ zh: '（单位不明）', en: '(unit unknown)' }))} ${fiscalYear ?? say({ zh: '（年度不明）', en: '(year unknown)' })}`
      return `  ${formName(form.id)} ${form.confidence.toFixed(2)}  ${title}\n  ${whose}\n  ${counts}\n`
    })
    .join('')
}

function findingsText({ filings }: Explanation): string {
  const findings = filings.flatMap((filing) => filing.findings)
  if (findings.length === 0) return `  ${say({ zh: '没有疑点', en: 'nothing doubtful' })}\n`
  return findings.map((finding) => findingText(finding, '  ')).join('')
}
