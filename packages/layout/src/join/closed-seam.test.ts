import type { PaintedPage, Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printSheet, type Sheet } from '../print.test-support.ts'
import type { Table } from '../table.ts'
import { joinPages } from './index.ts'

const names = [
  '清淤河道长度',
  '维护泵闸站',
  '设备完好率达标',
  '巡查',
  '清淤土方总量',
  '培训人次',
  '演练',
  '水质达标率',
]

const sheet: Sheet = {
  title: '',
  widths: [70, 120, 80],
  heights: names.map((_, row) => 22 + ((row * 7) % 11) * 2),
  cells: names.flatMap((name, row) =>
    [`标签${row + 1}`, name, `≥${row + 3}座`].map((text, column) => ({
      row,
      column,
      rowSpan: 1,
      columnSpan: 1,
      text,
    })),
  ),
}

/** The page with a border of its own around what it shows of the table. */
function framed(page: PaintedPage): PaintedPage {
  const xs = page.rulings.flatMap(({ x0, x1 }) => [x0, x1])
  const ys = page.rulings.flatMap(({ y0, y1 }) => [y0, y1])
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const sides = [x0, x1].map((x): Ruling => ({ x0: x, y0, x1: x, y1, width: 0.5 }))
  return { ...page, rulings: [...page.rulings, ...sides] }
}

function textsOf(pages: readonly PaintedPage[]): (readonly string[])[] {
  const tables = joinPages(pages.map(layOutPage)).flatMap(({ blocks }): readonly Table[] =>
    blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])),
  )
  return tables.flatMap(({ cells, rows }) =>
    Array.from({ length: rows }, (_, row) =>
      cells.filter((cell) => cell.row === row).map(({ text }) => text),
    ),
  )
}

const whole = names.map((name, row) => [`标签${row + 1}`, name, `≥${row + 3}座`])

describe('bands each of whose pages is framed', () => {
  it('have one column where the cut runs through it: texts are whole, on whichever page they stand', () => {
    const pages = printSheet(sheet, { ...plainPrint, columnBreaks: [2], inColumn: 46 })
    expect(textsOf(pages.map(framed))).toEqual(whole)
  })

  it('keep two columns apart where the cut runs between them', () => {
    const pages = printSheet(sheet, { ...plainPrint, columnBreaks: [2] })
    expect(textsOf(pages.map(framed))).toEqual(whole)
  })
})
