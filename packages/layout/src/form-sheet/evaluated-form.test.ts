import { describe, expect, it } from 'vitest'
import { type Placed, paintPage, widthOf } from '../unruled/paint.test-support.ts'
import { at, below, centred, fields, indicators, rowsOf, tablesOf } from './drawn-form.test-support.ts'

/** Three columns of amounts at the right of the form's labels. */
const amount = (text: string, place: number, y: number): Placed => ({
  text,
  x: 330 + place * 76 - widthOf(text) / 2,
  y,
})

const row = (texts: readonly string[], y: number): Placed[] => [
  centred(texts[0] ?? '', 1, 2, y),
  ...texts.slice(1).map((text, place) => amount(text, place, y)),
]

const lowered = (texts: readonly Placed[], by: number): Placed[] =>
  texts.map((text) => ({ ...text, y: text.y + by }))

describe('a self-evaluation without rulings', () => {
  const funds = [
    ...['半年数', '预算数', '执行数'].map((text, place) => amount(text, place, below)),
    centred('部门资金', 0, 1, at(below, 1)),
    ...row(['合计', '12.5', '30', '28.75'], at(below, 1)),
    ...row(['小计', '4', '8.1', '7'], at(below, 2)),
  ]

  it('has the labels of its amounts in a column of their own, though three heads stand over the amounts and none over them', () => {
    const page = paintPage([...fields, ...funds, ...lowered(indicators, at(0, 3))])
    const rows = rowsOf(tablesOf([page])[0]).map((texts) => texts.filter((text) => text !== ''))
    expect(rows).toContainEqual(['小计', '4', '8.1', '7'])
  })

  it('keeps the labels of what was meant and what was reached whole, which stand over the edges of the amounts', () => {
    const y = at(below, 3)
    const goals = [
      { text: '预期目标', x: 292 - widthOf('预期目标') / 2, y },
      { text: '实际完成情况', x: 444 - widthOf('实际完成情况') / 2, y },
    ]
    const page = paintPage([...fields, ...funds, ...goals, ...lowered(indicators, at(0, 4))])
    const rows = tablesOf([page])
      .flatMap(rowsOf)
      .map((texts) => texts.filter((text) => text !== ''))
    expect(rows).toContainEqual(['预期目标', '实际完成情况'])
  })
})
