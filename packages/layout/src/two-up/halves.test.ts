import type { Glyph, PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { book } from '../form-sheet/drawn-form.test-support.ts'
import { moved } from '../geometry.ts'
import { layOut } from '../lay-out.ts'
import { documentOf, plainPrint, plainSheet, printSheet } from '../print.test-support.ts'
import { turnedUpright } from '../turn.ts'
import { pagesOn } from './halves.ts'

const rows = [
  ['一级指标', '二级指标', '三级指标', '指标值'],
  ['过程', '预算执行', '预算执行率', '≥95%'],
  ['过程', '资金管理', '资金合规率', '=100%'],
  ['产出', '数量', '新增图书', '≥900册'],
  ['产出', '质量', '验收合格率', '≥98%'],
  ['效益', '满意度', '读者满意度', '≥90%'],
]

const sheet = plainSheet(rows, [60, 80, 100, 60], 20)

const [WIDTH, HEIGHT] = [842, 595]

function shifted(page: PaintedPage, dx: number): PaintedPage {
  return {
    ...page,
    glyphs: page.glyphs.map((glyph) => ({ ...glyph, box: moved(glyph.box, dx, 0) })),
    rulings: page.rulings.map((ruling) => ({ ...ruling, x0: ruling.x0 + dx, x1: ruling.x1 + dx })),
  }
}

/** A sheet with one page on its left half and, if there is one, another on its right. */
function twoUp(number: number, [left, right]: readonly PaintedPage[]): PaintedPage {
  const halves = [left, right && shifted(right, WIDTH / 2)].flatMap((page) => page ?? [])
  return {
    number,
    width: WIDTH,
    height: HEIGHT,
    glyphs: halves.flatMap(({ glyphs }) => glyphs).map((glyph, order) => ({ ...glyph, order })),
    rulings: halves.flatMap(({ rulings }) => rulings),
    fills: [],
    pictures: [],
    doubts: [],
  }
}

const printed = printSheet(sheet, { ...plainPrint, rowBreaks: [2, 4] })

describe('a form of three pages, two of which were printed on a sheet', () => {
  const sheets = [twoUp(1, printed.slice(0, 2)), twoUp(2, printed.slice(2))]

  it('is one table, whose cells are placed on the sheets, with a finding', async () => {
    const { sections, doubts } = await layOut(documentOf(sheets), book)
    const tables = sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'))
    expect(tables).toMatchObject([{ rows: rows.length, columns: 4 }])
    const cell = tables[0]?.cells.find(({ text }) => text === '新增图书')
    const glyph = sheets[0]?.glyphs.find(({ text }) => text === '增')
    expect(cell?.locators).toMatchObject([{ page: 1 }])
    const [locator] = cell?.locators ?? []
    expect(locator && 'page' in locator && locator.bbox[0]).toBeLessThan(glyph?.box[0] ?? 0)
    expect(locator && 'page' in locator && locator.bbox[0]).toBeGreaterThan(WIDTH / 2)
    expect(doubts).toMatchObject([
      {
        check: 'layout/two-pages-a-sheet',
        locators: [1, 2].map((page) => ({ page, bbox: [0, 0, WIDTH, HEIGHT] })),
      },
    ])
  })

  it('is parted as well where the edge of a page cuts text that goes on beside its table', () => {
    const [left, right] = printed
    const glyphs = (left?.glyphs ?? []).map((glyph) =>
      glyph.text === '%' ? { ...glyph, box: moved(glyph.box, 90, 0), visible: 0.4 } : glyph,
    )
    const cut = left && right ? [{ ...left, glyphs }, right] : []
    expect(pagesOn(twoUp(1, cut), [])).toHaveLength(2)
  })

  it('is parted as well where one page is a cover, whose lines are centred', () => {
    const cover = [...'二零二五年度部门整体支出绩效目标申报材料汇编'].map((text, order): Glyph => {
      const x = WIDTH / 4 - 110 + order * 10
      return { text, box: [x, 200, x + 10, 210], size: 10, visible: 1, angle: 0, vertical: false, order }
    })
    const [form] = printed
    const pages = form ? [{ ...form, glyphs: cover, rulings: [] }, form] : []
    expect(pagesOn(twoUp(1, pages), [])).toHaveLength(2)
  })

  it('is parted as well where the sheet stands on its side', () => {
    const [first] = sheets
    if (first === undefined) throw new Error('the form was not printed')
    const onItsSide = turnedUpright(first, 90)
    expect(pagesOn(onItsSide, []).map(({ page }) => [page.width, page.height])).toEqual([
      [HEIGHT, WIDTH / 2],
      [HEIGHT, WIDTH / 2],
    ])
  })
})

describe('a page that is one', () => {
  it('stays whole where nothing stands on its right half', () => {
    expect(pagesOn(twoUp(1, printed.slice(0, 1)), [])).toMatchObject([{ sheet: null }])
  })

  it('stays whole where a table without rulings has white down its middle', () => {
    const seen = twoUp(1, printed.slice(0, 2))
    const ragged = seen.glyphs.filter(({ box }) => box[0] < WIDTH / 2 || box[0] > WIDTH / 2 + 80)
    expect(pagesOn({ ...seen, rulings: [], glyphs: ragged }, [])).toMatchObject([{ sheet: null }])
  })

  it('stays whole where a ruling crosses its middle', () => {
    const seen = twoUp(1, printed.slice(0, 2))
    const rule = { x0: 40, y0: 300, x1: WIDTH - 40, y1: 300, width: 0.5 }
    expect(pagesOn({ ...seen, rulings: [...seen.rulings, rule] }, [])).toMatchObject([{ sheet: null }])
  })
})
