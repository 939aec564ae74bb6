import { expect, it } from 'vitest'
import { forms } from './index.ts'
import { recognise } from './recognise.ts'
import { sectionOf, tableOf } from './table.test-support.ts'

const doubtsOf = (...rows: readonly (readonly string[])[]) =>
  recognise(
    [
      sectionOf(
        ['部门整体预算绩效目标表（2024年度）'],
        tableOf([
          ['单位名称', '某市园林中心', '<', '<'],
          ['年度目标', '建成绿道。', '<', '<'],
          ['一级指标', '二级指标', '指标名称', '指标值'],
          ...rows,
        ]),
      ),
    ],
    forms,
  )[0]?.doubts.map(({ check, subjects, expected, actual }) => [check, subjects, expected, actual])

it('a second level under a first one that the form does not put it under is doubted with both', () => {
  expect(
    doubtsOf(
      ['产出指标', '数量指标', '绿道里程', '≥12公里'],
      ['^', '社会效益', '居民休闲环境', '明显改善'],
      ['效益指标', '生态效益', '绿化覆盖率', '≥40%'],
    ),
  ).toEqual([['indicators/level-unusual', ['indicators/1'], '效益指标', '产出指标']])
})

it('second levels of the unit’s own, and usual ones without another first level, are none to doubt', () => {
  expect(
    doubtsOf(
      ['履职效能', '绿化建设', '绿道里程', '≥12公里'],
      ['^', '社会效益', '居民休闲环境', '明显改善'],
      ['满意度指标', '服务对象满意度', '居民满意度', '≥90%'],
    ),
  ).toEqual([])
})

it('a column of first levels that no indicator has is doubted for all of them', () => {
  expect(doubtsOf(['', '数量指标', '绿道里程', '≥12公里'], ['', '^', '绿道座椅', '≥40个'])).toEqual([
    ['indicators/levels-blank', ['indicators/0', 'indicators/1'], null, null],
  ])
})

it('labels below a blank heading between the first levels and the names are second levels, and said to be so', () => {
  const [filing] = recognise(
    [
      sectionOf(
        ['部门整体预算绩效目标表（2024年度）'],
        tableOf([
          ['单位名称', '某市园林中心', '<', '<'],
          ['一级指标', '', '指标名称', '指标值'],
          ['产出指标', '数量指标', '绿道里程', '≥12公里'],
          ['^', '时效指标', '工期', '≤180天'],
        ]),
      ),
    ],
    forms,
  )
  expect(filing?.indicators.map(({ level1, level2 }) => [level1, level2])).toEqual([
    ['产出指标', '数量指标'],
    ['产出指标', '时效指标'],
  ])
  expect(filing?.doubts.map(({ check }) => check)).toEqual(['indicators/column-assumed'])
})

it('rows of a merged cell without a label are taken for those of the label above, but not surely', () => {
  const [filing] = recognise(
    [
      sectionOf(
        ['部门整体预算绩效目标表（2024年度）'],
        tableOf([
          ['单位名称', '某市园林中心', '<', '<'],
          ['一级指标', '二级指标', '指标名称', '指标值'],
          ['产出指标', '数量指标', '绿道里程', '≥12公里'],
          ['', '社会效益', '居民休闲环境', '明显改善'],
          ['^', '生态效益', '绿化覆盖率', '≥40%'],
        ]),
      ),
    ],
    forms,
  )
  expect(filing?.indicators.map(({ level1, confidence }) => [level1, confidence])).toEqual([
    ['产出指标', 1],
    ['产出指标', 0.7],
    ['产出指标', 0.7],
  ])
})
