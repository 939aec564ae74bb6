import type { PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printSheet, type Sheet } from '../print.test-support.ts'
import type { Table } from '../table.ts'
import { joinPages } from './index.ts'

const names = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'

function sheetOf(heightOf: (row: number) => number): Sheet {
  return {
    title: '',
    widths: [70, 120, 80, 110],
    heights: Array.from({ length: 16 }, (_, row) => heightOf(row)),
    cells: Array.from({ length: 16 }, (_, row) =>
      [`标签${names[row]}`, `检修${names[row]}号泵站的总数量`, `≥${row + 3}座`, `备注${names[row]}`].map(
        (text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text }),
      ),
    ).flat(),
  }
}

/** The page as a printer makes it whose paper lies a little askew in its tray. */
function moved(page: PaintedPage, dx: number, dy: number): PaintedPage {
  return {
    ...page,
    glyphs: page.glyphs.map(({ box: [x0, y0, x1, y1], ...glyph }) => ({
      ...glyph,
      box: [x0 + dx, y0 + dy, x1 + dx, y1 + dy],
    })),
    rulings: page.rulings.map(({ x0, y0, x1, y1, width }) => ({
      x0: x0 + dx,
      y0: y0 + dy,
      x1: x1 + dx,
      y1: y1 + dy,
      width,
    })),
  }
}

function said(pages: readonly PaintedPage[]): readonly (readonly string[])[] {
  const tables = joinPages(pages.map(layOutPage)).flatMap(({ blocks }): readonly Table[] =>
    blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])),
  )
  return tables.map(({ cells }) => cells.map(({ row, column, text }) => `${row}/${column} ${text}`))
}

const shifts = [
  [0, 0],
  [4, -6],
  [-5, 9],
  [6, 3],
] as const
const apart = (pages: readonly PaintedPage[]): PaintedPage[] =>
  pages.map((page, index) => moved(page, shifts[index]?.[0] ?? 0, shifts[index]?.[1] ?? 0))

describe('bands whose pages have margins of their own', () => {
  const uneven = sheetOf((row) => 22 + ((row * 7) % 11) * 2)

  for (const order of ['down-then-over', 'over-then-down'] as const) {
    it(`are one sheet as if they had the same, printed ${order}`, () => {
      const pages = printSheet(uneven, {
        ...plainPrint,
        order,
        columnBreaks: [2],
        inColumn: 14,
        rowBreaks: [8],
      })
      expect(said(apart(pages))).toEqual(said(pages))
      expect(said(pages)).toHaveLength(1)
    })
  }

  it('are told by cells that face each other where all rows are of one height', () => {
    const pages = printSheet(
      sheetOf(() => 24),
      { ...plainPrint, columnBreaks: [2], inColumn: 14, rowBreaks: [8] },
    )
    expect(said(apart(pages))).toEqual(said(pages))
  })

  it('are none where rows of one height and nothing else would meet', () => {
    const rows = sheetOf(() => 24)
    const [first, second] = [rows, { ...rows, widths: [90, 90, 90, 60] }].flatMap((each) =>
      printSheet(each, plainPrint),
    )
    if (first === undefined || second === undefined) throw new Error('a page was not printed')
    expect(said([first, moved({ ...second, number: 2, width: first.width }, 0, 6)])).toHaveLength(2)
  })
})
