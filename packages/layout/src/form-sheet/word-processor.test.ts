import type { PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { type Placed, paintPage } from '../unruled/paint.test-support.ts'
import {
  at,
  below,
  centred,
  edges,
  fields,
  indicator,
  indicatorRows,
  indicators,
  leading,
  pitch,
  rowsOf,
  tablesOf,
} from './drawn-form.test-support.ts'

const secondPage = (texts: readonly Placed[]): PaintedPage => ({ ...paintPage(texts), number: 2 })
const without = (texts: readonly Placed[], ...labels: readonly string[]): Placed[] =>
  texts.filter(({ text }) => !labels.includes(text))
/** A cell's lines from the first one's height down. */
const lines = (texts: readonly string[], column: number, y: number): Placed[] =>
  texts.map((text, line) => centred(text, column, column + 1, y + line * leading))
/** As wide as a cell of the names' column can hold. */
const full = '一二三四五六七八九十一二三四五六七'

describe('a form that a word processor printed without rulings', () => {
  const cut = at(below, 2.5)
  const up = cut - 60
  const upper = without(indicators, '过程').filter(({ y }) => y < cut)
  const lower = indicators.filter(({ y }) => y > cut).map((text) => ({ ...text, y: text.y - up }))

  it('has a level’s label in its first row where the page ends in the level', () => {
    const raised = centred('过程', 0, 1, at(below, 1))
    const [table] = tablesOf([paintPage([...fields, ...upper, raised]), secondPage(lower)])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })

  it('has a level’s label in the middle of the part on one page', () => {
    const half = centred('过程', 0, 1, at(below, 1.5))
    const [table] = tablesOf([paintPage([...fields, ...upper, half]), secondPage(lower)])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })

  it('has a label whole of which the page’s end leaves one line on either page', () => {
    const wide = '保障总馆与分馆日常运行'
    const y = at(below, 5)
    const [table] = tablesOf([
      paintPage([
        ...fields,
        ...indicators,
        ...indicator('年接待读者', '≥40万', y),
        centred(wide.slice(0, 10), 1, 2, y),
        centred('产出', 0, 1, y),
      ]),
      secondPage([
        ...indicator('外借图书', '≥50万', 60),
        ...indicator('开放天数', '≥300', 60 + pitch),
        centred(wide.slice(10), 1, 2, 60 + pitch / 2),
      ]),
    ])
    const label = table?.cells.find(({ text }) => text === wide)
    expect(label?.rowSpan).toBe(3)
    expect(label?.locators).toMatchObject([{ page: 1 }, { page: 2 }])
  })

  it('has cells of one line at the top of a row that others make higher', () => {
    const y = at(below, 5)
    const raised = [
      ...lines([full, '及其完成情况'], 2, y),
      centred('≥80%', 3, 4, y),
      centred('社会效益', 1, 2, y + leading / 2),
    ]
    const [table] = tablesOf([paintPage([...fields, ...indicators, ...raised])])
    expect(rowsOf(table).at(-1)?.slice(-2)).toEqual([`${full}及其完成情况`, '≥80%'])
  })

  it('has a row whole that the page’s end cuts, each part laid out by itself', () => {
    const [table] = tablesOf([
      paintPage([...fields, ...indicators, ...indicator(full, '≥80%', at(below, 5))]),
      secondPage([
        ...lines([full, '完成率'], 2, 60),
        ...indicator('群众知晓率', '≥80%', 60 + leading + pitch),
      ]),
    ])
    expect(rowsOf(table).slice(-2)).toEqual([
      expect.arrayContaining([`${full}${full}完成率`, '≥80%']),
      expect.arrayContaining(['群众知晓率', '≥80%']),
    ])
  })

  it('has heads at their row’s top where a page ends below them, in one row whatever their lines', () => {
    const y = at(below, 6)
    const printed = [
      ...fields,
      ...indicators,
      ...lines(['二级', '指标'], 1, y),
      centred('三级指标', 2, 3, y),
      ...lines(['指', '标', '值'], 3, y),
    ]
    const [table] = tablesOf([paintPage(printed), secondPage(indicator('群众知晓率', '≥80%', 60))])
    expect(rowsOf(table).slice(-2)).toEqual([
      expect.arrayContaining(['二级指标', '三级指标', '指标值']),
      expect.arrayContaining(['群众知晓率', '≥80%']),
    ])
  })

  it('has heads of several lines apart whose narrow columns leave little room between them', () => {
    const y = at(below, 6)
    const narrow = (text: string, x: number, line: number): Placed => ({ text, x, y: y + line * leading })
    const [count, level] = [65, 65 + 1.7 * 10]
    const printed = [
      ...[narrow('序', count, 0), narrow('一级', level, 0), narrow('号', count, 1), narrow('指标', level, 1)],
      ...[centred('三级指标', 2, 3, y + leading / 2), centred('指标值', 3, 4, y + leading / 2)],
      ...[
        narrow('1', count, 3),
        narrow('过程', level, 3),
        ...indicator('预算执行率', '≥95%', y + 3 * leading),
      ],
    ]
    const [table] = tablesOf([paintPage([...fields, ...printed])])
    expect(rowsOf(table).slice(-2)).toEqual([
      expect.arrayContaining(['序号', '一级指标', '三级指标', '指标值']),
      ['1', '过程', '预算执行率', '≥95%'],
    ])
  })

  it('is known by labels that its narrow first column breaks, every one of them', () => {
    const broken = ['单位名称', '主要职能'].flatMap((text, index) => [
      { text: text.slice(0, 2), x: 65, y: 100 + index * 3 * leading },
      { text: text.slice(2), x: 65, y: 100 + (2 * index + 1) * leading + index * leading },
    ])
    const values = [
      { text: '某市图书馆', x: (edges[1] ?? 0) + 80, y: 100 + leading / 2 },
      { text: '负责图书文献的采集、整理、保存和利用。', x: (edges[1] ?? 0) + 3, y: 100 + 3.5 * leading },
    ]
    const texts = [centred('绩效目标表', 0, 4, 60), ...broken, ...values, ...indicators]
    const [table] = tablesOf([paintPage(texts)])
    expect(rowsOf(table).slice(0, 2)).toEqual([
      ['单位名称', '某市图书馆'],
      ['主要职能', '负责图书文献的采集、整理、保存和利用。'],
    ])
  })

  it('has the value of a label whose last lines alone would be the head of a column', () => {
    const y = below + leading
    const label = lines(['本年', '预算', '执行', '数'], 0, y)
    const rest = indicators.map((text) => ({ ...text, y: text.y + 5 * leading }))
    const [table] = tablesOf([
      paintPage([...fields, ...label, centred('12.30', 1, 4, y + 1.5 * leading), ...rest]),
    ])
    expect(rowsOf(table)[2]).toEqual(['本年预算执行数', '12.30'])
    expect(rowsOf(table).slice(3)).toEqual(indicatorRows)
  })

  it('gives an amount to the line that it stands in, and none to the lines below', () => {
    const y = at(below, 6)
    const amounts = [
      centred('三级指标', 1, 2, y),
      centred('预算数', 2, 3, y),
      centred('指标值', 3, 4, y),
      ...['小计', '合计', '小计'].map((text, row) => centred(text, 1, 2, y + (row + 1) * leading)),
      centred('12.30', 2, 3, y + leading),
      centred('12.30', 3, 4, y + leading),
    ]
    const [table] = tablesOf([paintPage([...fields, ...indicators, ...amounts])])
    const rows = rowsOf(table).slice(-3)
    expect(rows.map((row) => row.filter((text) => text !== '').join(' '))).toEqual([
      expect.stringContaining('小计 12.30 12.30'),
      expect.stringContaining('合计'),
      expect.stringContaining('小计'),
    ])
  })
})
