import { describe, expect, it } from 'vitest'
import { type Placed, paintPage } from '../unruled/paint.test-support.ts'
import { at, below, centred, fields, rowsOf, tablesOf } from './drawn-form.test-support.ts'

/** The last column of the drawn form, divided into the two halves of a year. */
const halves = (first: string, second: string, y: number): Placed[] => [
  { ...centred(first, 3, 4, y), x: 418 },
  { ...centred(second, 3, 4, y), x: 478 },
]
const groups = ['一级指标', '二级指标', '三级指标']

describe('heads of two levels', () => {
  const heads = [
    ...groups.map((text, column) => centred(text, column, column + 1, at(below, 0.5))),
    centred('目标', 3, 4, below),
    ...halves('半年值', '全年值', at(below, 1)),
  ]
  const rows = [
    centred('过程', 0, 1, at(below, 2.5)),
    centred('预算执行', 1, 2, at(below, 2.5)),
    centred('预算执行率', 2, 3, at(below, 2)),
    ...halves('≥45%', '≥95%', at(below, 2)),
    centred('结转结余率', 2, 3, at(below, 3)),
    ...halves('≤5%', '≤3%', at(below, 3)),
  ]

  it('give a column to each of the lower ones, and the upper one’s label stands over both', () => {
    const [table] = tablesOf([paintPage([...fields, ...heads, ...rows])])
    expect(rowsOf(table).slice(2)).toEqual([
      ['一级指标×2', '二级指标×2', '三级指标×2', '目标'],
      ['半年值', '全年值'],
      ['过程×2', '预算执行×2', '预算执行率', '≥45%', '≥95%'],
      ['结转结余率', '≤5%', '≤3%'],
    ])
    const columnsOf = (...texts: string[]): number[] =>
      (table?.cells ?? [])
        .filter(({ text }) => texts.includes(text))
        .flatMap(({ column, columnSpan }) => Array.from({ length: columnSpan }, (_, index) => column + index))
    expect(columnsOf('目标')).toEqual(columnsOf('半年值', '全年值'))
  })

  it('are known as well where all texts stand at the top of their cells', () => {
    const top = heads.map((text) => (groups.includes(text.text) ? { ...text, y: below } : text))
    const [table] = tablesOf([paintPage([...fields, ...top, ...rows])])
    expect(rowsOf(table)[3]).toEqual(['半年值', '全年值'])
  })

  it('are not made of the value of a field that stands above heads of amounts', () => {
    const amounts = [
      centred('单位名称', 0, 1, below),
      { ...centred('某市图书馆', 2, 4, below), x: 440 },
      ...halves('半年数', '预算数', at(below, 1)),
      centred('收入', 0, 1, at(below, 2)),
      centred('合计', 2, 3, at(below, 2)),
      ...halves('12.5', '30.2', at(below, 2)),
    ]
    const [table] = tablesOf([paintPage([...fields.slice(3), ...amounts])])
    expect(rowsOf(table)).toContainEqual(['单位名称', '某市图书馆'])
  })
})
