import { describe, expect, it } from 'vitest'
import { book } from './form-sheet/drawn-form.test-support.ts'
import type { LabelBook } from './form-sheet/vocabulary.ts'
import { withHalvesJoined } from './grid-halves.ts'
import type { Cell, Section, Table } from './table.ts'

/** A table of rows of texts; `^` merges a place with the cell above. */
function table(sheet: string, rows: readonly (readonly string[])[]): Table {
  const columns = Math.max(...rows.map((row) => row.length))
  const cells = rows.flatMap((row, at) =>
    Array.from({ length: columns }, (_, column): Cell | null => {
      const text = row[column] ?? ''
      if (text === '^') return null
      const end = rows.findIndex((below, index) => index > at && below[column] !== '^')
      return {
        row: at,
        column,
        rowSpan: (end < 0 ? rows.length : end) - at,
        columnSpan: 1,
        text,
        locators: text === '' ? [] : [{ sheet, cell: `${String.fromCharCode(65 + column)}${at + 1}` }],
        confidence: 1,
      }
    }).flatMap((cell) => cell ?? []),
  )
  return { kind: 'table', rows: rows.length, columns, cells, confidence: 1, repairs: [] }
}

const left = [
  ['绩效目标表', ''],
  ['单位名称', '某市图书馆'],
  ['年度目标', '办好全民阅读活动'],
  ['一级指标', '二级指标'],
  ['产出', '数量'],
  ['^', '质量'],
  ['效益', '社会效益'],
]
const right = [
  ['三级指标', '指标值'],
  ['图书采购', '≥5000册'],
  ['验收合格率', '100%'],
  ['读者满意', '提升'],
]
const blank = [['', '']]

const sheet = (name: string, rows: readonly (readonly string[])[]): Section => ({
  name,
  blocks: [table(name, rows)],
})

const textsOf = (sections: readonly Section[]): string[][][] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'table'
        ? [
            Array.from({ length: block.rows }, (_, row) =>
              block.cells.filter((cell) => cell.row === row).map(({ text }) => text),
            ),
          ]
        : [],
    ),
  )

const whole = [
  ['绩效目标表', '', '', ''],
  ['单位名称', '某市图书馆', '', ''],
  ['年度目标', '办好全民阅读活动', '', ''],
  ['一级指标', '二级指标', '三级指标', '指标值'],
  ['产出', '数量', '图书采购', '≥5000册'],
  ['质量', '验收合格率', '100%'],
  ['效益', '社会效益', '读者满意', '提升'],
]

describe('a form that somebody cut into halves by hand', () => {
  it('is one table again where the halves stand on sheets of their own, with a doubt', () => {
    const padded = [...blank, ...blank, ...right]
    const joined = withHalvesJoined([sheet('一', left), sheet('二', padded)], book)
    expect(textsOf(joined)).toEqual([whole])
    expect(joined[0]?.blocks[0]).toMatchObject({ confidence: 0.89, repairs: [{ kind: 'bands-joined' }] })
  })

  it('is one table again where the right half stands below the left one, and takes a repeated column once', () => {
    const stacked = [
      ...left.slice(0, 3),
      ...left.slice(3).map((row) => [row[0] === '^' ? '' : (row[0] ?? ''), row[1] ?? '']),
      ...blank,
      ['年度目标', ''],
      ...right.map((row, index) => [['一级指标', '产出', '', '效益'][index] ?? '', ...row]),
    ]
    const [rows] = textsOf(withHalvesJoined([sheet('一', stacked)], book))
    expect(rows?.slice(3)).toEqual([
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出', '数量', '图书采购', '≥5000册'],
      ['', '质量', '验收合格率', '100%'],
      ['效益', '社会效益', '读者满意', '提升'],
    ])
  })

  it('stays two tables where the second has other rows, or heads that the first has as well', () => {
    const short = right.slice(0, 2)
    const again = [...blank, ...blank, ['一级指标', '指标值'], ...right.slice(1)]
    expect(textsOf(withHalvesJoined([sheet('一', left), sheet('二', short)], book))).toHaveLength(2)
    expect(textsOf(withHalvesJoined([sheet('一', left), sheet('二', again)], book))).toHaveLength(2)
  })

  it('stays as it is where funds stand above indicators, each with a header that is whole', () => {
    const form = [
      ['绩效目标表', '', '', ''],
      ['资金来源', '项目投资总额', '上年度资金', '本年度计划数'],
      ['上级财政资金', '277.54', '', '277.54'],
      ['市级财政资金', '555.08', '', '555.08'],
      ['合计', '832.62', '', '832.62'],
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出', '数量', '图书采购', '≥5000册'],
      ['^', '质量', '验收合格率', '100%'],
      ['效益', '社会效益', '读者满意', '提升'],
    ]
    const headsSources: LabelBook = {
      ...book,
      partsOf: (text) => (text === '资金来源' ? new Set(['head', 'name-head']) : book.partsOf(text)),
    }
    const [joined] = withHalvesJoined([sheet('一', form)], headsSources)
    expect(joined?.blocks[0]).toMatchObject({ rows: 9, columns: 4, repairs: [] })
  })
})
