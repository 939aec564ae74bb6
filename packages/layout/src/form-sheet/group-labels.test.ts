import { describe, expect, it } from 'vitest'
import { type Placed, paintPage, widthOf } from '../unruled/paint.test-support.ts'
import {
  at,
  below,
  centred,
  edges,
  fields,
  head,
  indicator,
  indicatorRows,
  indicators,
  leading,
  rowsOf,
  tablesOf,
} from './drawn-form.test-support.ts'

const without = (texts: readonly Placed[], ...labels: readonly string[]): Placed[] =>
  texts.filter(({ text }) => !labels.includes(text))

describe('a label that no ruling holds to its rows', () => {
  it('is doubted with both answers where others are nearly as likely', () => {
    const texts = [
      ...without(indicators, '预算执行', '预算管理'),
      centred('预算执行', 1, 2, at(below, 1.27)),
      centred('预算管理', 1, 2, at(below, 2.77)),
    ]
    const [table] = tablesOf([paintPage([...fields, ...texts])])
    const doubts = (table?.repairs ?? []).filter(({ kind }) => kind === 'span-inferred')
    expect(doubts.map(({ message }) => message.en)).toContainEqual(expect.stringContaining('“预算执行”'))
    expect(doubts.every(({ alternative }) => alternative !== undefined)).toBe(true)
    const label = table?.cells.find(({ text }) => text === '预算执行')
    expect(label?.confidence).toBeLessThan(0.7)
  })

  it('is not doubted where it stands in the middle of its rows and nothing else fits', () => {
    const [table] = tablesOf([paintPage([...fields, ...indicators])])
    expect(table?.repairs.filter(({ kind }) => kind === 'span-inferred')).toEqual([])
  })

  it('covers the second levels that forms put under it where its place tells as little', () => {
    const levelsOf = (seconds: readonly string[]): string[] => {
      const texts = [
        ...head(below),
        ...seconds.flatMap((text, row) => [
          centred(text, 1, 2, at(below, row + 1)),
          ...indicator(`完成率${'甲乙丙丁'[row]}`, `≥9${row}%`, at(below, row + 1)),
        ]),
        centred('决策', 0, 1, at(below, 1.25)),
        centred('过程', 0, 1, at(below, 3.25)),
      ]
      const [table] = tablesOf([paintPage([...fields, ...texts])])
      return rowsOf(table).flatMap((row) => row.filter((text) => /^(?:决策|过程)/.test(text)))
    }
    expect(levelsOf(['目标设定', '预算编制', '预算执行', '预算管理'])).toEqual(['决策×2', '过程×2'])
    expect(levelsOf(['目标设定', '预算执行', '预算执行', '预算管理'])).toEqual(['决策', '过程×3'])
  })

  it('has a row of its own where the group has no indicator, however near the next row is', () => {
    const y = at(below, 4) + 9.5
    const texts = [
      ...without(indicators, '过程', '满意度', '效益', '读者满意度', '≥90%'),
      centred('过程', 0, 1, at(below, 2.5)),
      centred('社会效益', 1, 2, at(below, 4)),
      ...[0, 1, 2].flatMap((row) => indicator(`读者满意度${'甲乙丙'[row]}`, `≥9${row}%`, y + row * 19)),
      centred('满意度', 1, 2, y + 19),
      centred('效益', 0, 1, y + 19),
    ]
    const [table] = tablesOf([paintPage([...fields, ...texts])])
    expect(rowsOf(table).slice(-4)).toEqual([
      ['社会效益', '', ''],
      ['效益×3', '满意度×3', '读者满意度甲', '≥90%'],
      ['读者满意度乙', '≥91%'],
      ['读者满意度丙', '≥92%'],
    ])
  })
})

describe('a row of labels and values', () => {
  it('is one where all its labels have two lines and their values one', () => {
    const y = at(below, 0)
    const twoLines = (text: string, x: number): Placed[] => [
      { text: text.slice(0, 2), x, y },
      { text: text.slice(2), x, y: y + leading },
    ]
    const texts = [
      ...twoLines('单位名称', 60),
      { text: '否', x: 150, y: y + leading / 2 },
      ...twoLines('主要职能', 220),
      { text: '是', x: 300, y: y + leading / 2 },
      ...twoLines('年度目标', 380),
      { text: '否', x: 460, y: y + leading / 2 },
    ]
    const [table] = tablesOf([paintPage([...fields, ...texts])])
    expect(rowsOf(table).at(-1)).toEqual(['单位名称', '否', '主要职能', '是', '年度目标', '否'])
  })
})

describe('values one below the other', () => {
  it('are two rows’ where the upper one is a whole figure', () => {
    // Lines are as near as rows, and the names fill their column.
    const name = (text: string): string => text.padEnd(17, '性')
    const rows = ['97%及以上', '有效', '5人及其以下', '40%-80%']
    const texts = rows.flatMap((value, row) => [
      { text: name(`完成率${'甲乙丙丁'[row]}`), x: (edges[2] ?? 0) + 3, y: below + (row + 1) * leading },
      { text: value, x: 460 - widthOf(value) / 2, y: below + (row + 1) * leading },
    ])
    const [table] = tablesOf([paintPage([...fields, ...head(below), ...texts])])
    expect(
      rowsOf(table)
        .slice(-4)
        .map((row) => row.at(-1)),
    ).toEqual(rows)
  })

  it('are one where the upper line ends within a range', () => {
    const texts = [
      ...head(below),
      ...indicator('制度健全性', '健全', at(below, 1)),
      centred('绩效管理覆盖率', 2, 3, at(below, 2)),
      centred('35%-', 3, 4, at(below, 2) - leading / 2),
      centred('85%', 3, 4, at(below, 2) + leading / 2),
    ]
    const [table] = tablesOf([paintPage([...fields, ...texts])])
    expect(rowsOf(table).at(-1)).toEqual(['绩效管理覆盖率', '35%- 85%'])
  })

  it('leave the rows of levels as they are', () => {
    const [table] = tablesOf([paintPage([...fields, ...indicators])])
    expect(rowsOf(table).slice(2)).toEqual(indicatorRows)
  })
})
