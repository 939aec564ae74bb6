import { describe, expect, it } from 'vitest'
import { departmentPerformanceTarget } from '../department-performance-target.ts'
import type { SpreadLine } from './spread-model.ts'
import { withStrangersDoubted } from './stranger-levels.ts'
import { vocabularyOf } from './vocabulary.ts'

const vocabulary = vocabularyOf(departmentPerformanceTarget)

const line = (text: string | null, row: number): SpreadLine => ({
  row,
  levels: [
    {
      label: text === null ? null : { text, column: 0, locators: [], confidence: 1 },
      confidence: 0.99,
      other: null,
    },
  ],
})

const read = (...texts: readonly (string | null)[]) =>
  withStrangersDoubted(texts.map(line), ['level1'], vocabulary).map(({ levels: [level] }) => [
    level?.confidence,
    level?.other?.label?.text,
  ])

describe('a first level that no form has, or none, among usual ones', () => {
  it('is doubted, the usual one above it being the other possibility', () => {
    expect(read('决策', '过程', '绩效管理覆盖率', null, '产出指标')).toEqual([
      [0.99, undefined],
      [0.99, undefined],
      [0.7, '过程'],
      [0.7, '过程'],
      [0.99, undefined],
    ])
  })

  it('is none to doubt where it calls itself one, or the unit has its own throughout', () => {
    expect(read('决策', '过程', '安全指标').map(([confidence]) => confidence)).toEqual([0.99, 0.99, 0.99])
    const own = ['决策', '甲类任务', '乙类任务', '丙类任务', '丁类任务']
    expect(read(...own).map(([confidence]) => confidence)).toEqual(own.map(() => 0.99))
  })
})
