import { describe, expect, it } from 'vitest'
import { book } from './form-sheet/drawn-form.test-support.ts'
import { withPastedOnce } from './pasted-once.ts'
import type { Cell, Table } from './table.ts'

/** A table of rows of texts; `<` merges a place with the cell before. */
function table(rows: readonly (readonly string[])[]): Table {
  const cells = rows.flatMap((row, at) =>
    row.flatMap((text, column): readonly Cell[] => {
      if (text === '<') return []
      const rest = row.slice(column + 1)
      const end = rest.findIndex((next) => next !== '<')
      const columnSpan = 1 + (end < 0 ? rest.length : end)
      const locators = [{ sheet: 'S', cell: `${String.fromCharCode(65 + column)}${at + 1}` }]
      return [{ row: at, column, rowSpan: 1, columnSpan, text, locators, confidence: 1 }]
    }),
  )
  return {
    kind: 'table',
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    cells,
    confidence: 1,
    repairs: [],
  }
}

const textsOf = ({ rows, cells }: Table): string[][] =>
  Array.from({ length: rows }, (_, row) => cells.filter((cell) => cell.row === row).map(({ text }) => text))

describe('a column that was pasted twice', () => {
  const pasted = table([
    ['绩效目标表', '<', '<', '<'],
    ['一级指标', '三级指标', '三级指标', '指标值'],
    ['产出', '图书采购', '图书采购', '≥5000册'],
    ['产出', '验收合格率', '验收合格率', '100%'],
    ['效益', '读者满意', '读者满意', '提升'],
  ])

  it('is taken once, with a repair that a person looks at', () => {
    const once = withPastedOnce(pasted, book)
    expect(once.columns).toBe(3)
    expect(textsOf(once)).toEqual([
      ['绩效目标表'],
      ['一级指标', '三级指标', '指标值'],
      ['产出', '图书采购', '≥5000册'],
      ['产出', '验收合格率', '100%'],
      ['效益', '读者满意', '提升'],
    ])
    expect(once.repairs).toMatchObject([{ kind: 'columns-repeated', confidence: 0.85 }])
    expect(once.repairs[0]?.locators).toContainEqual({ sheet: 'S', cell: 'C3' })
  })

  it('is taken once where the whole table stands beside itself, a blank column between', () => {
    const rows = [
      ['一级指标', '三级指标', '指标值'],
      ['产出', '图书采购', '≥5000册'],
      ['产出', '验收合格率', '100%'],
      ['效益', '读者满意', '提升'],
    ]
    const once = withPastedOnce(table(rows.map((row) => [...row, '', ...row])), book)
    expect(textsOf(once)).toEqual(rows.map((row) => [...row, '']))
  })

  it('is none where the heads differ, or nothing heads columns that say the same', () => {
    const halfAndFull = table([
      ['三级指标', '半年指标值', '指标值'],
      ['巡查覆盖率', '100%', '100%'],
      ['制度健全性', '健全', '健全'],
      ['及时性', '及时', '及时'],
      ['满意度', '≥90%', '≥90%'],
    ])
    const goesOn = table([
      ['巡查覆盖率', '100%', '100%'],
      ['制度健全性', '健全', '健全'],
      ['及时性', '及时', '及时'],
      ['满意度', '≥90%', '≥90%'],
    ])
    expect(withPastedOnce(halfAndFull, book)).toBe(halfAndFull)
    expect(withPastedOnce(goesOn, book)).toBe(goesOn)
  })
})

describe('rows that were pasted twice', () => {
  const heads = ['一级指标', '二级指标', '三级指标', '指标值']
  const rows = [
    ['产出', '数量', '图书采购', '≥5000册'],
    ['效益', '社会效益', '读者满意', '提升'],
  ]

  it('are taken once where their heads stand again as well, with a repair that a person looks at', () => {
    const once = withPastedOnce(table([['绩效目标表', '<', '<', '<'], heads, ...rows, heads, ...rows]), book)
    expect(textsOf(once)).toEqual([['绩效目标表'], heads, ...rows])
    expect(once.repairs).toMatchObject([{ kind: 'rows-repeated', confidence: 0.85 }])
    expect(once.repairs[0]?.locators).toContainEqual({ sheet: 'S', cell: 'C6' })
  })

  it('stay where nothing heads them, or the rows below the heads differ', () => {
    const unheaded = table([heads, ...rows, ...rows])
    const goesOn = table([heads, ...rows, heads, ...rows.map((row) => [...row.slice(0, 3), '≥1%'])])
    expect(withPastedOnce(unheaded, book)).toBe(unheaded)
    expect(withPastedOnce(goesOn, book)).toBe(goesOn)
  })
})
