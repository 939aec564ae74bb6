import type { PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { type Placed, paintPage } from '../unruled/paint.test-support.ts'
import { at, below, centred, fields, head, leading, rowsOf, tablesOf } from './drawn-form.test-support.ts'

/** A row of so many lines is so high, more than twice what its text needs. */
const heightOf = (lines: number): number => 30 * lines + 4

interface LooseRow {
  readonly name: readonly string[]
  readonly levels: readonly (readonly [label: string, column: number, rows: number])[]
}

/** As wide as a cell of the names' column can hold. */
const full = '一二三四五六七八九十一二三四五六七'
const row = (name: string, lines: number, ...levels: LooseRow['levels']): LooseRow => ({
  name: [...Array.from({ length: lines - 1 }, () => full), name],
  levels,
})

const rows: readonly LooseRow[] = [
  row('预算执行率', 1, ['过程', 0, 5], ['预算执行', 1, 3]),
  row('结转结余率', 2),
  row('公用经费控制率', 1),
  row('制度健全性', 3, ['预算管理', 1, 2]),
  row('绩效管理覆盖率', 1),
  row('年接待读者', 2, ['产出', 0, 4], ['数量指标', 1, 1]),
  row('外借图书', 1, ['质量指标', 1, 3]),
  row('开放天数', 2),
  row('读者咨询', 1),
]

/** The rows below their heads, those from `cut` on upon a second page. */
function printed(cut: number): readonly PaintedPage[] {
  const tops = [at(below, 1)]
  for (const { name } of rows) tops.push((tops.at(-1) ?? 0) + heightOf(name.length))
  const end = tops[cut] ?? Number.POSITIVE_INFINITY
  const texts = rows.flatMap(({ name, levels }, index): Placed[] => {
    const middle = ((tops[index] ?? 0) + (tops[index + 1] ?? 0)) / 2
    const first = middle - ((name.length - 1) * leading) / 2
    return [
      ...name.map((text, line) => centred(text, 2, 3, first + line * leading)),
      centred(`≥${index + 1}0%`, 3, 4, middle),
      ...levels.map(([label, column, count]) =>
        centred(label, column, column + 1, ((tops[index] ?? 0) + (tops[index + count] ?? 0)) / 2),
      ),
    ]
  })
  const upper = [...fields, ...head(below), ...texts.filter(({ y }) => y < end)]
  const lower = texts.filter(({ y }) => y > end).map((text) => ({ ...text, y: text.y - end + 40 }))
  return [paintPage(upper), { ...paintPage(lower), number: 2 }]
}

describe('a form without rulings whose rows are much higher than their text', () => {
  const levels = (table: ReturnType<typeof tablesOf>[number] | undefined): string[] =>
    rowsOf(table).flatMap((cells) =>
      cells.filter((text) => /^(?:过程|产出|预算执行|预算管理|..指标)(?:×|$)/.test(text)),
    )
  const expected = ['过程×5', '预算执行×3', '预算管理×2', '产出×4', '数量指标', '质量指标×3']

  it('has each level beside the rows that its label stands in the middle of', () => {
    const [table] = tablesOf(printed(rows.length).slice(0, 1))
    expect(levels(table).slice(-expected.length)).toEqual(expected)
  })

  it('has them as well where a page ends in a level, whose rows keep their whole height there', () => {
    for (const cut of [2, 4, 6]) {
      const [table, ...more] = tablesOf(printed(cut))
      expect(more).toEqual([])
      expect(levels(table).slice(-expected.length)).toEqual(expected)
    }
  })
})
