import type { Glyph, PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { type Placed, paintGrid, paintPage, widthOf } from '../unruled/paint.test-support.ts'
import {
  at,
  below,
  book,
  centred,
  fields,
  head,
  indicator,
  indicatorRows,
  indicators,
  leading,
  pitch,
  rowsOf,
  tablesOf,
  upright,
} from './drawn-form.test-support.ts'
import { beginsFiling, isFormPage } from './form-page.ts'

describe('a form without rulings', () => {
  it('is one table: labels beside their prose, levels merged over the rows that they are centred on', () => {
    const [table, ...more] = tablesOf([paintPage([...fields, ...indicators])])
    expect(more).toEqual([])
    expect(rowsOf(table)).toEqual([
      ['单位名称', '某市图书馆'],
      [
        '主要职能',
        [
          '1.负责图书文献的采集、整理、保存和利用。',
          '2.开展全民阅读推广和读者活动。',
          '3.承担地方文献与古籍的保护、研究与开发。',
        ].join('\n'),
      ],
      ...indicatorRows,
    ])
  })

  it('is never sure: a person looks at columns and rows that no ruling shows', () => {
    const [table] = tablesOf([paintPage([...fields, ...indicators])])
    expect(table?.cells.every(({ confidence }) => confidence < 0.9)).toBe(true)
    expect(table?.repairs.map(({ kind }) => kind)).toEqual(['columns-inferred', 'rows-inferred'])
  })

  it('is less sure where the text’s tool counted characters, since columns drift from line to line', () => {
    const form = [
      '单位名称                    某市图书馆',
      '主要职能      负责图书文献的采集、整理、保存和利用',
      '',
      '一级指标      二级指标      三级指标      指标值',
      '',
      '过程          预算执行      预算执行率    ≥95%',
      '',
      '效益          满意度        读者满意度    ≥90%',
    ].join('\n')
    const [counted, measured] = ([1, 2] as const).map((wide) => tablesOf([paintGrid(form, wide)])[0])
    expect(rowsOf(counted)[0]).toEqual(['单位名称', '某市图书馆'])
    expect(counted?.confidence).toBeLessThan(measured?.confidence ?? 0)
  })

  it('has every place of its grid in exactly one cell, and says where each text stands', () => {
    const [table] = tablesOf([paintPage([...fields, ...indicators])])
    const places = (table?.cells ?? []).reduce((sum, cell) => sum + cell.rowSpan * cell.columnSpan, 0)
    expect(places).toBe((table?.rows ?? 0) * (table?.columns ?? 0))
    const value = table?.cells.find(({ text }) => text === '≤3%')
    expect(value?.locators).toMatchObject([{ page: 1 }])
  })

  it('takes a head whose letters are set apart for one, as typists fill columns', () => {
    const apart = indicators.map((text) =>
      text.text === '指标值' ? { ...text, text: '指　标　值', x: text.x - 10 } : text,
    )
    expect(rowsOf(tablesOf([paintPage([...fields, ...apart])])[0]).slice(2)).toEqual(indicatorRows)
  })

  it('keeps a name and a value that are broken over two lines whole', () => {
    const y = at(below, 1) + leading / 2
    const [table] = tablesOf([
      paintPage([
        ...fields,
        ...head(below),
        centred('为消费者挽回的经济损失及受理投', 2, 3, y - leading / 2),
        centred('诉举报', 2, 3, y + leading / 2),
        centred('≥2200万元及以', 3, 4, y - leading / 2),
        centred('上', 3, 4, y + leading / 2),
        ...indicator('读者满意度', '≥90%', y + leading / 2 + pitch),
        centred('经济效益', 1, 2, y),
        centred('满意度', 1, 2, y + leading / 2 + pitch),
        centred('效益', 0, 1, y + leading / 4 + pitch / 2),
      ]),
    ])
    expect(rowsOf(table).slice(2)).toEqual([
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['效益×2', '经济效益', '为消费者挽回的经济损失及受理投诉举报', '≥2200万元及以上'],
      ['满意度', '读者满意度', '≥90%'],
    ])
  })

  it('gives amounts whose rows no head names the labels before them, and the labels beside both', () => {
    const amount = (text: string, row: number): Placed => ({
      text,
      x: 516 - widthOf(text),
      y: at(below, row),
    })
    const [table] = tablesOf([
      paintPage([
        ...fields,
        centred('预算数', 3, 4, below),
        centred('合计', 2, 3, at(below, 1)),
        amount('1,204.50', 1),
        centred('小计', 2, 3, at(below, 2)),
        amount('0', 2),
        centred('收入', 1, 2, at(below, 1)),
        centred('部门资金', 0, 1, at(below, 1)),
      ]),
    ])
    expect(rowsOf(table).slice(2)).toEqual([
      ['部门资金×3', '收入×3', '', '预算数'],
      ['合计', '1,204.50'],
      ['小计', '0'],
    ])
  })
})

describe('a form without rulings over two pages', () => {
  const lowerPage = (texts: readonly Placed[]): PaintedPage => ({ ...paintPage(texts), number: 2 })
  const up = at(below, 2) - 60
  const lower = indicators
    .filter(({ y }) => y > at(below, 2) + 1)
    .map((text) => ({ ...text, y: text.y - up }))
  const upper = indicators.filter(({ y }) => y <= at(below, 2) + 1)

  it('is one sheet: a level that the break cuts covers rows of both pages', () => {
    const [table, ...more] = tablesOf([paintPage([...fields, ...upper]), lowerPage(lower)])
    expect(more).toEqual([])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })

  it('leaves out heads that are printed again, and page numbers', () => {
    const [table] = tablesOf([
      paintPage([...fields, ...upper, { text: '第 1 页 共 2 页', x: 260, y: 820 }]),
      lowerPage([
        ...head(60),
        ...lower.map((text) => ({ ...text, y: text.y + pitch })),
        { text: '第 2 页 共 2 页', x: 260, y: 820 },
      ]),
    ])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })

  it('leaves out a line with words at the foot of every page, above its number and in several parts', () => {
    const foot = (page: number) => [
      { text: '（盖章）', x: 240, y: 800 },
      { text: '2024年3月', x: 320, y: 800 },
      { text: `${page}`, x: 300, y: 820 },
    ]
    const [table] = tablesOf([
      paintPage([...fields, ...upper, ...foot(1)]),
      lowerPage([...lower, ...foot(2)]),
    ])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })
})

describe('a form whose rows are counted in a first column', () => {
  it('keeps the numbers apart from the levels', () => {
    const numbered = [...indicators, { text: '序号', x: 14, y: below }].concat(
      [1, 2, 3, 4].map((number) => ({ text: `${number}`, x: 22, y: at(below, number) })),
    )
    const [table] = tablesOf([paintPage([...fields, ...numbered])])
    expect(rowsOf(table).slice(2)).toEqual([
      ['序号', '一级指标', '二级指标', '三级指标', '指标值'],
      ['1', '过程×3', '预算执行×2', '预算执行率', '≥95%'],
      ['2', '结转结余率', '≤3%'],
      ['3', '预算管理', '绩效管理覆盖率', '100%'],
      ['4', '效益', '满意度', '读者满意度', '≥90%'],
    ])
  })
})

describe('a form whose rows are as near as lines', () => {
  it('takes no number of a row for a part of the head above it', () => {
    const counted = [1, 2, 3].flatMap((row) => [
      { text: `${row}`, x: 22, y: below + row * leading },
      ...indicator(`覆盖率${'甲乙丙'[row - 1]}`, `≥${row}%`, below + row * leading),
    ])
    const again = [4, 5, 6].flatMap((row) => [
      { text: `${row}`, x: 22, y: below + (row + 1) * leading },
      ...indicator(`满意度${'丁戊己'[row - 4]}`, `≥${row}%`, below + (row + 1) * leading),
    ])
    const heads = [below, below + 4 * leading].flatMap((y) => [...head(y), { text: '序号', x: 14, y }])
    const [table] = tablesOf([paintPage([...fields, ...heads, ...counted, ...again])])
    const numbers = rowsOf(table).map(([first]) => first)
    expect(numbers.slice(-8)).toEqual(['序号', '1', '2', '3', '序号', '4', '5', '6'])
  })
})

describe('a page', () => {
  const sideRule = { x0: 40, x1: 40, y0: 90, y1: 400, width: 0.5 }

  it('is a form’s where known labels stand on it and no upright ruling does', () => {
    expect(isFormPage(upright(paintPage([...fields, ...indicators])), book, null)).toBe(true)
    expect(isFormPage(upright(paintPage([...fields, ...indicators], [sideRule])), book, null)).toBe(false)
  })

  it('of prose after a form is not a part of it', () => {
    const line = '本单位严格按照预算法和全过程预算绩效管理一体化的要求编制部门预算，收入和支出全部纳入管理。'
    const page = paintPage(Array.from({ length: 12 }, (_, row) => ({ text: line, x: 50, y: 100 + row * 15 })))
    const before = upright(paintPage([...fields, ...indicators]))
    expect(isFormPage(upright({ ...page, number: 2 }), book, before)).toBe(false)
  })

  it('begins a filing where a title stands above labels', () => {
    expect(beginsFiling(paintPage([...fields]), book)).toBe(true)
    expect(beginsFiling(paintPage(indicators), book)).toBe(false)
  })

  it('begins a filing as well where a narrow column breaks every label below the title', () => {
    const broken = fields.flatMap((text) =>
      text.text.length === 4
        ? [
            { ...text, text: text.text.slice(0, 2), y: text.y - leading / 2 },
            { ...text, text: text.text.slice(2), y: text.y + leading / 2 },
          ]
        : [text],
    )
    expect(beginsFiling(paintPage(broken), book)).toBe(true)
    expect(
      beginsFiling(paintPage(broken.filter(({ text }) => text !== '名称' && text !== '职能')), book),
    ).toBe(false)
  })

  it('begins a filing where the top of the printed area cuts its title all along, not where a side does', () => {
    const page = paintPage([...fields])
    const first = Math.min(...page.glyphs.map(({ box }) => box[1]))
    const title = page.glyphs.filter(({ box }) => box[1] < first + 1)
    const shown = (glyphs: readonly Glyph[], visible: number): PaintedPage => ({
      ...page,
      glyphs: page.glyphs.map((glyph) => (glyphs.includes(glyph) ? { ...glyph, visible } : glyph)),
    })
    expect(beginsFiling(shown(title, 0.9), book)).toBe(true)
    expect(beginsFiling(shown(title.slice(0, 1), 0.9), book)).toBe(false)
  })
})
