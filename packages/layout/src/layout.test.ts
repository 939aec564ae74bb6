import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyForm, anySheet } from './any-sheet.test-support.ts'
import { joinPages, layOutPage, type Table } from './index.ts'
import {
  type Print,
  pageBreaks,
  plainPrint,
  printSheet,
  type Sheet,
  shownText,
} from './print.test-support.ts'

function tablesOf(sheet: Sheet, print: Print): Table[] {
  const [section] = joinPages(printSheet(sheet, print).map(layOutPage))
  return (section?.blocks ?? []).filter((block) => block.kind === 'table')
}

function shape(
  cells: readonly { row: number; column: number; rowSpan: number; columnSpan: number; text: string }[],
) {
  return cells.map(
    ({ row, column, rowSpan, columnSpan, text }) => `${row},${column} ${rowSpan}x${columnSpan} ${text}`,
  )
}

function written(sheet: Sheet) {
  return shape(sheet.cells.map((cell) => ({ ...cell, text: shownText(sheet, cell) })))
}

describe('a ruled sheet on one page', () => {
  it('is rebuilt cell by cell, however its rulings are drawn and whatever the scale', () => {
    fc.assert(
      fc.property(
        anySheet,
        fc.record({
          rulings: fc.constantFrom('long' as const, 'per-cell' as const),
          scale: fc.double({ min: 0.5, max: 1.6, noNaN: true }),
          margin: fc.integer({ min: 10, max: 90 }),
        }),
        (sheet, choice) => {
          fc.pre(sheet.cells.some((cell) => cell.text !== ''))
          const tables = tablesOf(sheet, { ...plainPrint, ...choice })
          expect(tables).toHaveLength(1)
          expect(shape(tables[0]?.cells ?? [])).toEqual(written(sheet))
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('a form that runs over pages downwards', () => {
  it('is one table again, merged labels and all', () => {
    fc.assert(
      fc.property(anyForm, fc.integer({ min: 250, max: 600 }), fc.boolean(), (sheet, room, pageNumbers) => {
        const tables = tablesOf(sheet, { ...plainPrint, rowBreaks: pageBreaks(sheet, room), pageNumbers })
        expect(tables).toHaveLength(1)
        expect(shape(tables[0]?.cells ?? [])).toEqual(written(sheet))
      }),
      { numRuns: 200, seed: SEED },
    )
  })
})

describe('a form that was printed over several pages sideways', () => {
  it('is one table again, in either page order', () => {
    fc.assert(
      fc.property(
        anyForm,
        fc.integer({ min: 250, max: 600 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('down-then-over' as const, 'over-then-down' as const),
        fc.double({ min: 0.6, max: 1.2, noNaN: true }),
        (sheet, room, columns, order, scale) => {
          const rowBreaks = pageBreaks(sheet, room)
          const columnBreaks = breaksAt(columns, sheet.widths.length)
          fc.pre(everyPageHasText(sheet, rowBreaks, columnBreaks))
          const tables = tablesOf(sheet, { ...plainPrint, columnBreaks, rowBreaks, order, scale })
          expect(tables).toHaveLength(1)
          expect(shape(tables[0]?.cells ?? [])).toEqual(written(sheet))
        },
      ),
      { numRuns: 200, seed: SEED },
    )
  })

  it('has its title and its cut cells whole again, and says what was mended', () => {
    const sheet: Sheet = {
      title: '某市市级部门整体预算绩效目标表',
      widths: [60, 80, 80, 60],
      heights: [40, 22, 31, 18],
      cells: [
        { row: 0, column: 0, rowSpan: 1, columnSpan: 1, text: '职能' },
        {
          row: 0,
          column: 1,
          rowSpan: 1,
          columnSpan: 3,
          text: '指导全市教育信息化智能化建设规划和管理具体工作',
        },
        ...[1, 2, 3].flatMap((row) =>
          [0, 1, 2, 3].map((column) => ({
            row,
            column,
            rowSpan: 1,
            columnSpan: 1,
            text: `${row}.${column}`,
          })),
        ),
      ],
    }
    const [section] = joinPages(
      printSheet(sheet, { ...plainPrint, columnBreaks: [2], inColumn: 7 }).map(layOutPage),
    )
    const [title, table] = section?.blocks ?? []
    expect(title).toMatchObject({ kind: 'text', text: sheet.title })
    expect(table?.kind === 'table' ? shape(table.cells) : []).toEqual(written(sheet))
    const kinds = table?.kind === 'table' ? table.repairs.map((repair) => repair.kind) : []
    expect(kinds).toContain('bands-joined')
    expect(kinds).toContain('cell-joined')
    const cut =
      table?.kind === 'table' ? table.cells.find((cell) => cell.row === 0 && cell.column === 1) : undefined
    expect(cut?.locators).toHaveLength(2)
  })
})

describe('pages that are not one table', () => {
  it('stay apart where each begins with the labels of the same form', () => {
    const form = (unit: string): Sheet => ({
      title: '部门整体预算绩效目标表',
      widths: [80, 120, 90],
      heights: [22, 30, 25, 41],
      cells: ['单位名称', '年度', '预算执行率', '满意度'].flatMap((label, row) => [
        { row, column: 0, rowSpan: 1, columnSpan: 1, text: label },
        { row, column: 1, rowSpan: 1, columnSpan: 1, text: `${unit}${row}` },
        { row, column: 2, rowSpan: 1, columnSpan: 1, text: '' },
      ]),
    })
    const pages = ['图书馆', '档案馆', '体育局'].flatMap((unit) => printSheet(form(unit), plainPrint))
    const [section] = joinPages(pages.map((page, index) => layOutPage({ ...page, number: index + 1 })))
    expect(section?.blocks.map((block) => block.kind)).toEqual([
      'text',
      'table',
      'text',
      'table',
      'text',
      'table',
    ])
  })
})

/** The prints are the same on each run: what a person cannot repeat, he cannot mend. */
const SEED = 20240611

/** Places inside a sheet at which it breaks, ascending. */
function breaksAt(numbers: readonly number[], size: number): number[] {
  return [...new Set(numbers.map((number) => 1 + (number % (size - 1))))].sort((a, b) => a - b)
}

/** Each page has cells with text in at least two rows of its own: a page with less does not say where it belongs. */
function everyPageHasText(
  sheet: Sheet,
  rowBreaks: readonly number[],
  columnBreaks: readonly number[],
): boolean {
  const rows = [0, ...rowBreaks, sheet.heights.length]
  const columns = [0, ...columnBreaks, sheet.widths.length]
  return rows.slice(1).every((to, r) =>
    columns.slice(1).every((end, c) => {
      const own = sheet.cells.filter(
        (cell) =>
          cell.text !== '' &&
          cell.row >= (rows[r] ?? 0) &&
          cell.row + cell.rowSpan <= to &&
          cell.column >= (columns[c] ?? 0) &&
          cell.column + cell.columnSpan <= end,
      )
      return new Set(own.map((cell) => cell.row)).size >= 2
    }),
  )
}
