import { describe, expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const title = '市级项目绩效目标申报表（2024年度）'
const beginning = tableOf([
  ['申报单位名称', '某市园林中心', '<', '<'],
  ['项目名称', '绿道建设', '项目年度', '2024'],
  ['项目总目标', '完成建设。', '<', '<'],
  ['项目资金构成', '子项目名称', '<', '预算金额（万元）'],
  ['^', '绿道建设', '<', '30'],
])
const end = tableOf([
  ['年度目标', '建成开放。', '<', '<'],
  ['一级指标', '指标名称', '目标值', '<'],
  ['产出', '建成里程', '≥12公里', '<'],
  ['^', '验收合格率', '100%', '<'],
  ['结果', '市民满意度', '≥90%', '<'],
  ['需要说明的其他问题', '无', '<', '<'],
  ['填报人', '周明', '填报日期', '2024年3月1日'],
])
const section = (headings: readonly string[], table: typeof end) => sectionOf(headings, table).blocks
const read = (...parts: readonly ReturnType<typeof section>[]) =>
  recognise([{ name: null, blocks: parts.flat() }], forms)

describe('a form whose pages stand in reverse order', () => {
  it('given its rows before its title, then both parts are doubted, and the rows are none of a sure form', () => {
    const filings = read(section([], end), section([title], beginning))
    expect(filings.map(({ doubts }) => doubts.map(({ check }) => check).includes('form/end-first'))).toEqual([
      true,
      true,
    ])
    expect(filings[0]?.form.confidence).toBeLessThan(0.9)
  })

  it('given its title first, or a whole filing before another, then nothing is said', () => {
    const whole = section([title], beginning)
    for (const filings of [read(whole, section([], end)), read(whole, section([title], end), whole)])
      expect(filings.flatMap(({ doubts }) => doubts.map(({ check }) => check))).not.toContain(
        'form/end-first',
      )
  })
})
