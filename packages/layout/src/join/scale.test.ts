import type { PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printedAt, printSheet, type Sheet } from '../print.test-support.ts'
import type { Table } from '../table.ts'
import { joinPages } from './index.ts'

const names = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'

/** Rows of heights that repeat nowhere, so that bands are told by them. */
const sheet: Sheet = {
  title: '',
  widths: [70, 120, 80, 110],
  heights: Array.from({ length: 14 }, (_, row) => 22 + ((row * 7) % 11) * 2),
  cells: Array.from({ length: 14 }, (_, row) =>
    [`标签${names[row]}`, `检修${names[row]}号泵站的总数量`, `≥${row + 3}座`, `备注${names[row]}`].map(
      (text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text }),
    ),
  ).flat(),
}

function tablesOf(pages: readonly PaintedPage[]): readonly Table[] {
  return joinPages(pages.map(layOutPage)).flatMap(({ blocks }) =>
    blocks.filter((block) => block.kind === 'table'),
  )
}

const said = (tables: readonly Table[]): readonly (readonly [number, number, string])[][] =>
  tables.map(({ cells }) => cells.map(({ row, column, text }) => [row, column, text] as const))

describe('bands whose pages were printed at scales of their own', () => {
  const pages = printSheet(sheet, { ...plainPrint, columnBreaks: [2], inColumn: 14, rowBreaks: [8] })
  const apart = pages.map((page, index) => printedAt(page, [1, 0.991, 1.012, 1.006][index] ?? 1))

  it('are one sheet as if they had one', () => {
    const tables = tablesOf(apart)
    expect(tables).toHaveLength(1)
    expect(said(tables)).toEqual(said(tablesOf(pages)))
  })

  it('have their places where the pages show them', () => {
    const whole = tablesOf(apart)[0]?.cells.find(({ text }) => text === '备注甲')
    const [box] = apart[2]?.glyphs.filter(({ text }) => text === '甲') ?? []
    const [place] = whole?.locators ?? []
    expect(place !== undefined && 'bbox' in place && place.page === 3).toBe(true)
    if (place === undefined || !('bbox' in place) || box === undefined) return
    expect(place.bbox[1]).toBeLessThan(box.box[1])
    expect(place.bbox[3]).toBeGreaterThan(box.box[3])
  })

  it('are none where the text is of two sizes: another table in a smaller font', () => {
    const other = pages.map((page, index) => printedAt(page, index < 2 ? 1 : 0.9))
    expect(tablesOf(other).length).toBeGreaterThan(1)
  })
})
