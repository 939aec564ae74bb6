import type { PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { type Placed, paintPage } from '../unruled/paint.test-support.ts'
import { fields, head, indicator, indicators, pitch, tablesOf, upright } from './drawn-form.test-support.ts'
import { printsOf } from './prints.ts'

const numbered = (saying: string, rows: readonly Placed[] = fields): PaintedPage =>
  paintPage([...rows, { text: saying, x: 280, y: 780 }])
const wider = (page: PaintedPage): PaintedPage => ({ ...page, width: page.width * 1.4 })
const sizes = (pages: readonly PaintedPage[]): number[] =>
  printsOf(pages.map(upright)).map(({ length }) => length)

describe('filings that were printed apart and bound into one file', () => {
  it('are parted where the paper is another', () => {
    const page = paintPage(fields)
    expect(sizes([page, page, wider(page), wider(page)])).toEqual([2, 2])
  })

  it('are parted where the pages are counted from one again', () => {
    const counts = ['第 1 页 共 2 页', '第 2 页 共 2 页', '第 1 页 共 3 页', '第 2 页 共 3 页']
    expect(sizes(counts.map((count) => numbered(count)))).toEqual([2, 2])
    expect(sizes(['- 1 -', '- 2 -', '- 1 -'].map((count) => numbered(count)))).toEqual([2, 1])
  })

  it('stay together where a figure at the foot may be a row’s, or each page says that it is the first', () => {
    expect(sizes(['2', '1'].map((figure) => numbered(figure)))).toEqual([2])
    expect(sizes(['第 1 页', '第 1 页'].map((count) => numbered(count)))).toEqual([2])
  })

  it('have each its own running title taken off, though no more than half of the pages have it', () => {
    const goesOn = [...head(100), ...indicator('活动场次', '≥12场', 100 + pitch)]
    const run = (title: string, rows: readonly Placed[]): PaintedPage =>
      paintPage([{ text: title, x: 40, y: 30 }, ...rows])
    const bound = [
      run('甲单位公开', [...fields, ...indicators]),
      run('甲单位公开', goesOn),
      wider(run('乙单位公开', [...fields, ...indicators])),
      wider(run('乙单位公开', goesOn)),
    ]
    const tables = tablesOf(bound)
    expect(tables).toHaveLength(2)
    expect(tables.flatMap(({ cells }) => cells).filter(({ text }) => text.includes('公开'))).toEqual([])
    for (const table of tables) expect(table.cells.map(({ text }) => text)).toContain('≥12场')
  })
})
