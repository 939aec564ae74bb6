/** How like the tables found in a printed report are to those that it was made of. */
import { layOut, layOutRegion, type PageTable, type Table } from '@backfile/layout'
import { readDocument } from '@backfile/readers'
import {
  type ExpectedCell,
  relationsOf,
  type Score,
  scoreOf,
} from '../../packages/layout/src/unruled/adjacency.test-support.ts'
import { type Report, type ReportTable, tablesOf } from './report.ts'
import { tablePlaces } from './table-places.ts'

export interface ReportScore {
  /** Finding and structure together. */
  readonly found: Score
  /** Structure alone, where each table's region is given. */
  readonly given: Score
  /** Tables as made and as found. */
  readonly tables: string
  readonly differences: readonly string[]
}

export async function scoreReport(report: Report, pdf: Uint8Array): Promise<ReportScore> {
  const document = await readDocument(pdf, `${report.name}.pdf`)
  if (document.kind !== 'painted') throw new Error('a PDF is painted')
  const { sections } = await layOut(document)
  const found = sections
    .flatMap(({ blocks }) => blocks.filter((block): block is Table => block.kind === 'table'))
    .map((table) =>
      table.cells.map(({ row, column, rowSpan, columnSpan, text }) => ({
        row,
        column,
        rowSpan,
        columnSpan,
        text,
      })),
    )
  const made = tablesOf(report)
  const expected = made.map(expectedCells)
  const score = scoreOf(expected, found)
  const given = await givenScore(made, pdf, report.name)
  return {
    found: score,
    given: given.score,
    tables: `${made.length}/${found.length}`,
    differences: [...differencesOf('found', expected, found), ...given.differences],
  }
}

async function givenScore(
  made: readonly ReportTable[],
  pdf: Uint8Array,
  name: string,
): Promise<{ score: Score; differences: readonly string[] }> {
  const places = await tablePlaces(pdf)
  const document = await readDocument(pdf, `${name}.pdf`)
  if (document.kind !== 'painted') throw new Error('a PDF is painted')
  const expected: (readonly ExpectedCell[])[] = []
  const found: (readonly ExpectedCell[])[] = []
  for await (const page of document.pages()) {
    for (const place of places.filter((each) => each.page === page.number)) {
      const table = made[place.table]
      // A table that a page break parts has two places; only whole ones are measured.
      if (!table || places.filter((each) => each.table === place.table).length > 1) continue
      expected.push(expectedCells(table))
      found.push(...layOutRegion(page, place.box).tables.map(cellsOf))
    }
  }
  return { score: scoreOf(expected, found), differences: differencesOf('given', expected, found) }
}

function cellsOf(table: PageTable): ExpectedCell[] {
  return table.cells.map(({ row, column, rowSpan, columnSpan, lines }) => ({
    row,
    column,
    rowSpan,
    columnSpan,
    text: lines.map((line) => line.text).join(' '),
  }))
}

function expectedCells(table: ReportTable): ExpectedCell[] {
  return table.cells.map(({ row, column, rowSpan, columnSpan, text }) => ({
    row,
    column,
    rowSpan,
    columnSpan,
    text,
  }))
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
