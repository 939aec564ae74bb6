import type { PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { plainPrint, printSheet, type Sheet } from '../print.test-support.ts'
import type { Table } from '../table.ts'
import { paintPage } from '../unruled/paint.test-support.ts'
import { joinPages } from './index.ts'

function tablesOf(pages: readonly PaintedPage[]): readonly Table[] {
  const numbered = pages.map((page, index) => ({ ...page, number: index + 1 }))
  return joinPages(numbered.map(layOutPage)).flatMap(({ blocks }) =>
    blocks.filter((block) => block.kind === 'table'),
  )
}

/** A header and rows below it, all cells plain. */
function plainSheet(header: readonly string[], names: readonly string[], figures: readonly string[]): Sheet {
  const rows = [header, ...names.map((name) => [name, ...figures])]
  return {
    title: '',
    widths: header.map(() => 90),
    heights: rows.map(() => 24),
    cells: rows.flatMap((texts, row) =>
      texts.map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text })),
    ),
  }
}

const towns = ['Ashford', 'Barnet', 'Corby', 'Derby', 'Ely', 'Frome']

describe('tables of the same columns on pages that follow each other', () => {
  it('are two where the second has a header of its own over its figures', () => {
    const harvest = plainSheet(['Town', 'Wheat', 'Barley', 'Oats'], towns, ['12.5', '8.1', '3'])
    const people = plainSheet(['Region', 'Births', 'Deaths', 'Moves'], towns, ['310', '290', '12'])
    expect(
      tablesOf([...printSheet(harvest, plainPrint), ...printSheet(people, plainPrint)]).map(
        ({ rows }) => rows,
      ),
    ).toEqual([7, 7])
  })

  it('are one where the second repeats the header', () => {
    const first = plainSheet(['Town', 'Wheat', 'Barley', 'Oats'], towns, ['12.5', '8.1', '3'])
    const next = plainSheet(['Town', 'Wheat', 'Barley', 'Oats'], ['Goole', 'Hove'], ['11', '7.2', '4'])
    const tables = tablesOf([...printSheet(first, plainPrint), ...printSheet(next, plainPrint)])
    expect(tables.map(({ rows }) => rows)).toEqual([9])
  })

  it('are one where a foot between them says more than the number of its page', () => {
    const sheet = plainSheet(['Town', 'Wheat', 'Barley', 'Oats'], towns, ['12.5', '8.1', '3'])
    const footed = printSheet(sheet, { ...plainPrint, rowBreaks: [4] }).map((page, index) => {
      const { glyphs } = paintPage([{ text: `预算公开.xls ${index + 1}/2`, x: 60, y: page.height - 15 }])
      return { ...page, glyphs: [...page.glyphs, ...glyphs] }
    })
    expect(tablesOf(footed).map(({ rows }) => rows)).toEqual([7])
  })

  it('are one where somebody wrote a note into the margin beside the first', () => {
    const sheet = plainSheet(['Town', 'Wheat', 'Barley', 'Oats'], towns, ['12.5', '8.1', '3'])
    const noted = printSheet(sheet, { ...plainPrint, rowBreaks: [4] }).map((page, index) => {
      const { glyphs } = paintPage([{ text: '审核：√', x: 480, y: 90 }])
      return index === 0 ? { ...page, glyphs: [...page.glyphs, ...glyphs] } : page
    })
    expect(tablesOf(noted).map(({ rows }) => rows)).toEqual([7])
    const texts = joinPages(noted.map((page, index) => layOutPage({ ...page, number: index + 1 })))
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'text' ? block.text : []))
    expect(texts).toEqual(['审核：√'])
  })

  it('are one where the second goes on with figures', () => {
    const sheet = plainSheet(['Town', 'Wheat', 'Barley', 'Oats'], towns, ['12.5', '8.1', '3'])
    const tables = tablesOf(printSheet(sheet, { ...plainPrint, rowBreaks: [4] }))
    expect(tables.map(({ rows }) => rows)).toEqual([7])
  })

  it('are one where a form goes on with the head of its next part', () => {
    const form: Sheet = {
      ...plainSheet(
        ['单位名称', '水务局', '年度', '2024'],
        ['资金总额', '财政拨款', '其他资金', '项目支出'],
        ['1200.5', '万元', '3'],
      ),
    }
    const head = ['一级指标', '二级指标', '三级指标', '指标值']
    const parts: Sheet = {
      ...form,
      heights: [...form.heights, 24, 24],
      cells: [
        ...form.cells,
        ...[head, ['产出', '数量', '检修泵站', '≥12座']].flatMap((texts, index) =>
          texts.map((text, column) => ({ row: 5 + index, column, rowSpan: 1, columnSpan: 1, text })),
        ),
      ],
    }
    expect(tablesOf(printSheet(parts, { ...plainPrint, rowBreaks: [5] })).map(({ rows }) => rows)).toEqual([
      7,
    ])
  })
})
