/** For tests: flattened documents from text, and rebuilt tables read row by row. */
import type { Cell, Table } from '@backfile/layout'
import type { FlattenedDocument } from '@backfile/readers'
import { forms } from '../index.ts'
import { type Rebuilt, rebuildFlattened } from './rebuild.ts'

/** `|` parts fields, so that a test shows what it reads; `\f` begins a page. */
export function flattened(text: string, separator = '|'): FlattenedDocument {
  const lines = text.split('\n').map((line, index) => ({
    line: index + 1,
    fields: line.replace('\f', '').split(separator),
    afterFormFeed: line.startsWith('\f'),
  }))
  return { kind: 'flattened', mediaType: 'text/plain', doubts: [], lines }
}

export function rebuilt(text: string, separator = '|'): Rebuilt {
  return rebuildFlattened(flattened(text, separator), forms)
}

export function tableOf(result: Rebuilt): Table {
  const table = result.sections.flatMap((section) => section.blocks).find((block) => block.kind === 'table')
  if (table === undefined) throw new Error('No table was rebuilt')
  return table
}

/** Each row's texts, merged cells on every row that they cover. */
export function rowsOf(table: Table): string[][] {
  return Array.from({ length: table.rows }, (_, row) => cellsOf(table, row).map((cell) => cell.text))
}

export function cellsOf(table: Table, row: number): Cell[] {
  return table.cells
    .filter((cell) => cell.row <= row && row < cell.row + cell.rowSpan)
    .sort((a, b) => a.column - b.column)
}

/** The row that has this text in one of its own cells. */
export function rowWith(table: Table, text: string): string[] {
  const cell = table.cells.find((candidate) => candidate.text === text)
  if (cell === undefined) throw new Error(`No cell reads ${text}`)
  return rowsOf(table)[cell.row] ?? []
}

export function textsOf(result: Rebuilt): string[] {
  return result.sections
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'text' ? [block.text] : []))
}
