/** A rebuilt table as JSON, CSV, HTML or Markdown. */
import type { Cell, Table } from '@backfile/layout'
import type { Box, Locator } from '@backfile/model'
import { escapeHtml } from './escape-html.ts'

export type TableFormat = 'json' | 'csv' | 'html' | 'markdown'

/** The table in a format, ready to print. `index` counts the tables of the file from 0. */
export function writeTable(format: TableFormat, file: string, index: number, table: Table): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(asJson(file, table))}\n`
    case 'csv':
      return `${index > 0 ? '\n' : ''}${asCsv(table)}`
    case 'html':
      return asHtml(file, table)
    case 'markdown':
      return `${index > 0 ? '\n' : ''}${asMarkdown(table)}`
  }
}

interface Fragment {
  readonly page: number
  readonly bbox: Box
}

function fragments(locators: readonly Locator[]): Fragment[] {
  return locators.flatMap((locator) =>
    'page' in locator ? [{ page: locator.page, bbox: locator.bbox }] : [],
  )
}

/**
 * `page` and `bbox` say where a cell's first fragment stands; a cell joined from several lists them all as `fragments`.
 * The table's `page` is the first of its cells'.
 */
function asJson(file: string, table: Table): object {
  const pages = table.cells.flatMap((cell) => fragments(cell.locators).map((fragment) => fragment.page))
  const cells = table.cells.map((cell) => {
    const parts = fragments(cell.locators)
    const [first] = parts
    return {
      row: cell.row,
      col: cell.column,
      rowSpan: cell.rowSpan,
      colSpan: cell.columnSpan,
      text: cell.text,
      page: first?.page ?? null,
      bbox: first?.bbox ?? null,
      confidence: cell.confidence,
      ...(parts.length > 1 ? { fragments: parts } : {}),
      ...(first === undefined ? { locators: cell.locators } : {}),
    }
  })
  return {
    file,
    page: pages.length > 0 ? Math.min(...pages) : null,
    confidence: table.confidence,
    cells,
    repairs: table.repairs,
  }
}

/** The grid's texts; a merged cell's text stands at its first place, the others are empty. */
function gridTexts(table: Table): string[][] {
  const texts = Array.from({ length: table.rows }, () => Array.from({ length: table.columns }, () => ''))
  for (const cell of table.cells) {
    const row = texts[cell.row]
    if (row !== undefined) row[cell.column] = cell.text
  }
  return texts
}

/** RFC 4180. A cell that a spreadsheet would run as a formula is written as the text it is. */
function asCsv(table: Table): string {
  return gridTexts(table)
    .map((row) => `${row.map(csvCell).join(',')}\r\n`)
    .join('')
}

function csvCell(text: string): string {
  const safe =
    /^[=+\-@\t\r]/.test(text) && !/^[+-]?(?:\d[\d.,\u0020\u00a0]*%?)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function asHtml(file: string, table: Table): string {
  const rows = Array.from({ length: table.rows }, (_, row) => {
    const cells = table.cells.filter((cell) => cell.row === row).map(htmlCell)
    return `  <tr>${cells.join('')}</tr>\n`
  })
  return `<table data-file="${escapeHtml(file)}">\n${rows.join('')}</table>\n`
}

function htmlCell(cell: Cell): string {
  const spans = `${cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : ''}${cell.columnSpan > 1 ? ` colspan="${cell.columnSpan}"` : ''}`
  return `<td${spans}>${escapeHtml(cell.text).replaceAll('\n', '<br>')}</td>`
}

/** What Markdown takes for a mark of its own: it ends a cell, sets type, begins a tag or an entity. */
const MARKDOWN_MARKS = /[\\|`*_~<]|&(?=#?\w+;)/g

function asMarkdown(table: Table): string {
  const [head = [], ...body] = gridTexts(table)
  const line = (row: readonly string[]): string =>
    `| ${row.map((text) => text.replace(MARKDOWN_MARKS, '\\$&').replaceAll('\n', '<br>')).join(' | ')} |\n`
  return line(head) + line(head.map(() => '---')) + body.map(line).join('')
}
