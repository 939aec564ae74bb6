import { describe, expect, it } from 'vitest'
import { book } from './form-sheet/drawn-form.test-support.ts'
import { layOut } from './lay-out.ts'
import { documentOf, plainPrint, plainSheet, printSheet } from './print.test-support.ts'

const headings = ['一级指标', '二级指标', '三级指标', '指标值']
const rows = [
  headings,
  ['过程', '预算执行', '预算执行率', '≥95%'],
  ['过程', '资金管理', '资金合规率', '=100%'],
  ['产出', '数量', '新增图书', '≥900册'],
  headings,
  ['效益', '满意度', '读者满意度', '≥90%'],
]

const sheet = plainSheet(rows, [60, 80, 100, 60], 12)

describe('a ruled form of which a page has two low rows', () => {
  it('is one table: their short upright rulings are rulings all the same', async () => {
    const pages = printSheet(sheet, { ...plainPrint, rowBreaks: [4] })
    const { sections, formPages } = await layOut(documentOf(pages), book)
    expect(formPages).toEqual([])
    expect(sections.flatMap(({ blocks }) => blocks)).toMatchObject([{ kind: 'table', rows: 5 }])
  })
})
