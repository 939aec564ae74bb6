/** How like the tables found in a printed report are to those that it was made of. */
import { layOut, layOutRegion, type PageTable, type Table } from '@backfile/layout'
import { type PaintedDocument, readDocument } from '@backfile/readers'
import {
  type ExpectedCell,
  relationsOf,
  type Score,
  scoreOf,
} from '../../packages/layout/src/unruled/adjacency.test-support.ts'
import type { PrintedReport, ReportTable } from './report.ts'

export interface ReportScore {
  /** Finding and structure together. */
  readonly found: Score
  /** Structure alone, where each table's region is given. */
  readonly given: Score
  /** Tables as made and as found. */
  readonly tables: string
  readonly differences: readonly string[]
}

export async function scoreReport(report: PrintedReport): Promise<ReportScore> {
  const { sections } = await layOut(await painted(report))
  const tables = sections.flatMap(({ blocks }) =>
    blocks.filter((block): block is Table => block.kind === 'table'),
  )
  const found = tables.map(({ cells }) => cells.map((cell) => plain(cell, cell.text)))
  const expected = report.tables.map(expectedCells)
  const given = await givenScore(report)
  return {
    found: scoreOf(expected, found),
    given: given.score,
    tables: `${expected.length}/${found.length}`,
    differences: [...differencesOf('found', expected, found), ...given.differences],
  }
}

async function painted({ pdf, name }: PrintedReport): Promise<PaintedDocument> {
  const document = await readDocument(pdf, `${name}.pdf`)
  if (document.kind !== 'painted') throw new Error('a PDF is painted')
  return document
}

async function givenScore(report: PrintedReport): Promise<{ score: Score; differences: readonly string[] }> {
  const { places, tables } = report
  const expected: (readonly ExpectedCell[])[] = []
  const found: (readonly ExpectedCell[])[] = []
  for await (const page of (await painted(report)).pages()) {
    for (const place of places.filter((each) => each.page === page.number)) {
      const table = tables[place.table]
      // A table that a page break parts has two places; only whole ones are measured.
      if (!table || places.filter((each) => each.table === place.table).length > 1) continue
      expected.push(expectedCells(table))
      found.push(...layOutRegion(page, place.box).tables.map(cellsOf))
    }
  }
  return { score: scoreOf(expected, found), differences: differencesOf('given', expected, found) }
}

function cellsOf({ cells }: PageTable): ExpectedCell[] {
  return cells.map((cell) => plain(cell, cell.lines.map((line) => line.text).join(' ')))
}

function expectedCells({ cells }: ReportTable): ExpectedCell[] {
  return cells.map((cell) => plain(cell, cell.text))
}

/** Dots that lead the eye are no part of a label. */
const LEADERS = /(?:\s*\.){2,}\s*$/u

function plain(cell: Omit<ExpectedCell, 'text'>, text: string): ExpectedCell {
  const { row, column, rowSpan, columnSpan } = cell
  return { row, column, rowSpan, columnSpan, text: text.replace(LEADERS, '') }
}

function differencesOf(
  what: string,
  expected: readonly (readonly ExpectedCell[])[],
  found: readonly (readonly ExpectedCell[])[],
): string[] {
  const [wanted, given] = [expected.flatMap(relationsOf), found.flatMap(relationsOf)]
  const without = (some: readonly string[], others: readonly string[]): string[] => {
    const left = new Map<string, number>()
    for (const relation of others) left.set(relation, (left.get(relation) ?? 0) + 1)
    return some.filter((relation) => {
      const count = left.get(relation) ?? 0
      left.set(relation, count - 1)
      return count <= 0
    })
  }
  return [
    ...without(wanted, given).map((relation) => `${what} − ${relation}`),
    ...without(given, wanted).map((relation) => `${what} + ${relation}`),
  ]
}
