import type { PaintedPage, Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { type Placed, paintPage } from '../unruled/paint.test-support.ts'
import {
  at,
  below,
  book,
  centred,
  edges,
  fields,
  head,
  indicator,
  indicatorRows,
  indicators,
  leading,
  pitch,
  rowsOf,
  tablesOf,
} from './drawn-form.test-support.ts'
import { withoutFurniture } from './furniture.ts'
import { withoutRunningTitles } from './running-titles.ts'

const [left, , third, , right] = edges
const rule = (y: number, from: number = left): Ruling => ({ x0: from, x1: right, y0: y, y1: y, width: 0.5 })
const lowerPage = (texts: readonly Placed[], rules: readonly Ruling[] = []): PaintedPage => ({
  ...paintPage(texts, rules),
  number: 2,
})
/** What is drawn of the sheet from `from` down to `to`, `up` points higher. */
const part = (texts: readonly Placed[], from: number, to: number, up = 0): Placed[] =>
  texts.filter(({ y }) => y > from && y < to).map((text) => ({ ...text, y: text.y - up }))
const end = 2000

describe('a form without upright rulings that a page’s end cuts', () => {
  it('keeps a level on both sides of the end where heads are printed again between two rules', () => {
    const cut = at(below, 2.5)
    const up = cut - 60 - pitch
    const [table] = tablesOf([
      paintPage([...fields, ...part(indicators, 0, cut)], [rule(at(below, -0.5)), rule(at(below, 0.5))]),
      lowerPage(
        [...head(60 + pitch / 2), ...part(indicators, cut, end, up)],
        [rule(60), rule(60 + pitch), rule(at(below, 4.5) - up)],
      ),
    ])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })

  it('leaves out heads of a block before where they come between a block’s own heads and its rows', () => {
    const own = ['二级指标', '三级指标', '指标值']
    const next = own.map((text, index) => centred(text, index + 1, index + 2, at(below, 5)))
    const [table] = tablesOf([
      paintPage([...fields, ...indicators, ...next]),
      lowerPage([...head(60), ...indicator('群众知晓率', '≥80%', 60 + pitch)]),
    ])
    expect(rowsOf(table).slice(2 + indicatorRows.length)).toEqual([
      expect.arrayContaining(own),
      expect.arrayContaining(['群众知晓率', '≥80%']),
    ])
  })

  it('lets a rule that stops short of a level say that the level goes on, on the next page as well', () => {
    const cut = at(below, 2.5)
    const up = cut - 60
    // Where the label stands it would cover the rows of the upper page alone.
    const moved = indicators.map((text) => (text.text === '过程' ? { ...text, y: at(below, 1.4) } : text))
    const rules = [0.5, 1.5, 2.5, 3.5, 4.5].map((row) => rule(at(below, row), row === 3.5 ? left : third))
    const [table] = tablesOf([
      paintPage(
        [...fields, ...part(moved, 0, cut)],
        rules.filter(({ y0 }) => y0 <= cut),
      ),
      lowerPage(
        part(moved, cut, end, up),
        rules.filter(({ y0 }) => y0 >= cut).map((each) => ({ ...each, y0: each.y0 - up, y1: each.y1 - up })),
      ),
    ])
    expect(rowsOf(table).slice(2)[1]?.[0]).toBe('过程×3')
  })

  it('takes a row once of which both pages show a strip, from the page that shows more', () => {
    const cut = at(below, 2) + 2
    const shown = (page: PaintedPage, isShown: (y: number) => number): PaintedPage => ({
      ...page,
      glyphs: page.glyphs.flatMap((glyph) => {
        const visible = isShown((glyph.box[1] + glyph.box[3]) / 2)
        return visible > 0 ? [{ ...glyph, visible }] : []
      }),
    })
    const row = at(below, 2)
    const up = cut - 60
    const isRow = (y: number, moved = 0): boolean => Math.abs(y - (row - moved)) < 1
    const pages = [
      shown(paintPage([...fields, ...indicators]), (y) => (isRow(y) ? 0.3 : y < cut ? 1 : 0)),
      shown(lowerPage(part(indicators, row - 1, end, up)), (y) => (isRow(y, up) ? 0.7 : 1)),
    ]
    const [table] = tablesOf(pages)
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
    expect(table?.cells.find(({ text }) => text === '≤3%')?.locators).toMatchObject([{ page: 2 }])
  })

  it('leaves out heads that pages print again where a narrow column breaks one of them over two lines', () => {
    const broken = (y: number): Placed[] => [
      ...['一级指标', '二级指标', '三级指标'].map((text, column) => centred(text, column, column + 1, y)),
      centred('指标', 3, 4, y - leading / 2),
      centred('值', 3, 4, y + leading / 2),
    ]
    const rows = indicators.filter(({ y }) => y > below)
    const again = (from: number, to: number, number: number): PaintedPage => ({
      ...paintPage([...broken(66), ...part(rows, at(below, from), at(below, to), at(below, from) - 76)]),
      number,
    })
    const [table, ...others] = tablesOf([
      paintPage([...fields, ...broken(below), ...part(rows, 0, at(below, 2.7))]),
      again(2.7, 3.5, 2),
      again(3.5, 5, 3),
    ])
    expect(others).toEqual([])
    expect(
      rowsOf(table)
        .slice(2)
        .map((row) => row.slice(-2)),
    ).toEqual(indicatorRows.map((row) => row.slice(-2)))
  })

  it('leaves out a page number that stands a little lower than the running foot beside it', () => {
    const foot = (page: number): Placed[] => [
      { text: '（盖章）2024年3月', x: 240, y: 800 },
      { text: `第 ${page} 页 共 2 页`, x: 380, y: 805 },
    ]
    const cut = at(below, 2.5)
    const [table] = tablesOf([
      paintPage([...fields, ...part(indicators, 0, cut), ...foot(1)]),
      lowerPage([...part(indicators, cut, end, cut - 60), ...foot(2)]),
    ])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })

  it('leaves out a foot that ends with the number of its page', () => {
    const foot = (page: number): Placed => ({ text: `绩效目标.xls ${page}/2`, x: 60, y: 800 })
    const cut = at(below, 2.5)
    const [table] = tablesOf([
      paintPage([...fields, ...part(indicators, 0, cut), foot(1)]),
      lowerPage([...part(indicators, cut, end, cut - 60), foot(2)]),
    ])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })

  it('keeps a number of a row that stands alone on a page whose own number is gone', () => {
    const foot = (page: number): Placed => ({ text: `第 ${page} 页 共 2 页`, x: 260, y: 800 })
    const pages = [paintPage([...fields, foot(1)]), lowerPage([{ text: '20', x: 60, y: 60 }, foot(2)])]
    const [, last] = withoutFurniture(pages, book)
    expect(last?.glyphs.map(({ text }) => text).join('')).toBe('20')
  })

  it('leaves out the form’s title that is printed again on the page on which it goes on', () => {
    const cut = at(below, 2.5)
    const title = fields.filter(({ text }) => text === '绩效目标表')
    const tables = tablesOf([
      paintPage([...fields, ...part(indicators, 0, cut)]),
      lowerPage([...title, ...part(indicators, cut, end, cut - 100)]),
    ])
    expect(tables.map(rowsOf).map((rows) => rows.slice(2))).toEqual([indicatorRows])
  })

  it('keeps the title where another filing of the form begins: the same label stands first below it', () => {
    const [first, second] = [paintPage([...fields, ...indicators]), lowerPage([...fields, ...indicators])]
    expect(withoutRunningTitles([first, second], book)).toEqual([first, second])
  })

  it('leaves out a line for signatures that each page has at its foot, although a form asks for the date', () => {
    const foot: readonly Placed[] = [
      { text: '审核人：', x: 60, y: 790 },
      { text: '填报日期：', x: 340, y: 790 },
    ]
    const toSign = [100, 390].map((x0) => ({ x0, x1: x0 + 90, y0: 794, y1: 794, width: 0.5 }))
    const cut = at(below, 2.5)
    const [table] = tablesOf([
      paintPage([...fields, ...part(indicators, 0, cut), ...foot], toSign),
      lowerPage([...part(indicators, cut, end, cut - 60), ...foot], toSign),
    ])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
    expect(rowsOf(tablesOf([paintPage([...fields, ...indicators, ...foot], toSign)])[0]).slice(2)).toEqual(
      indicatorRows,
    )
  })

  it('leaves out a running title of which pages show no whole line, also where a row stands at its height', () => {
    const [first, second] = [at(below, 2.5), at(below, 3.5)]
    const titled = (texts: readonly Placed[], number: number): PaintedPage => {
      const page = paintPage([{ text: '部门预算公开', x: 250, y: 30 }, ...texts])
      const glyphs = page.glyphs.map((glyph) => (glyph.box[1] < 40 ? { ...glyph, visible: 0.9 } : glyph))
      return { ...page, glyphs, number }
    }
    const [table] = tablesOf([
      titled([...fields, ...part(indicators, 0, first)], 1),
      titled(part(indicators, first, second, first - 60), 2),
      titled(part(indicators, second, end, second - 60), 3),
      titled([...indicator('群众满意度', '≥80%', 30)], 4),
    ])
    const texts = rowsOf(table).flat().join(' ')
    expect(texts).not.toContain('公开')
    expect(texts).toContain('群众满意度')
  })

  it('keeps a text with which two pages happen to begin where its column has it again and again', () => {
    const again = ['甲', '乙', '丙', '丁'].flatMap((name, row) => [
      ...indicator(`办理率${name}`, '按月完成', at(below, row + 5)),
    ])
    const cut = at(below, 3.5)
    const second = at(below, 6.5)
    const [table] = tablesOf([
      paintPage([...fields, ...part([...indicators, ...again], 0, cut)]),
      lowerPage([
        { text: '按月完成', x: 440, y: 60 },
        { text: '办理率戊', x: 270, y: 60 },
        ...part([...indicators, ...again], cut, second, cut - 60 - pitch / 2),
      ]),
      {
        ...lowerPage([
          { text: '按月完成', x: 440, y: 60 },
          { text: '办理率戊', x: 270, y: 60 },
          ...part(again, second, end, second - 60 - pitch / 2),
        ]),
        number: 3,
      },
    ])
    expect(rowsOf(table).filter((row) => row.includes('按月完成'))).toHaveLength(6)
  })

  it('keeps its rows in one table where a cell’s line stands alone before the end', () => {
    const cut = at(below, 4.4)
    const broken = [
      ...indicators,
      centred('为消费者挽回的经济损失及受理投', 2, 3, at(below, 5.2)),
      centred('诉举报', 2, 3, at(below, 5.2) + 13),
      centred('≥22万元', 3, 4, at(below, 5.2) + 13),
      ...indicator('群众知晓率', '≥80%', at(below, 6.2) + 13),
    ]
    const tables = tablesOf([
      paintPage([...fields, ...part(broken, 0, cut + pitch)]),
      lowerPage(part(broken, cut + pitch, end, cut)),
    ])
    expect(tables).toHaveLength(1)
    expect(rowsOf(tables[0]).at(-1)).toEqual(expect.arrayContaining(['群众知晓率', '≥80%']))
  })
})

describe('a form whose rows are counted in a column too narrow for two digits', () => {
  it('keeps the digits of a number together, and takes no number for a label of a field', () => {
    const rows = Array.from({ length: 12 }, (_, index) => index + 1)
    const high = 26
    const y = (row: number): number => below + 2 + row * high
    const lines = (text: string, top: number): Placed[] =>
      [...text].map((line, index) => ({ text: line, x: 22, y: top + index * 12 }))
    const counted = [
      ...head(below),
      ...lines('序号', below),
      ...rows.flatMap((row) => [
        ...lines(`${row}`, y(row)),
        ...indicator(`覆盖率${'甲乙丙丁戊己庚辛壬癸子丑'[row - 1]}`, `≥${row}%`, y(row)),
      ]),
      centred('预算执行', 1, 2, y(1)),
      centred('过程', 0, 1, y(1)),
    ]
    const rules = [rule(below - 9, 14), ...rows.map((row) => rule(y(row) - 9, row === 1 ? 14 : third))]
    const [table] = tablesOf([paintPage([...fields, ...counted], rules)])
    const numbers = rowsOf(table).map(([number]) => number)
    expect(numbers.slice(-13)).toEqual(['序号', ...rows.map(String)])
  })
})
