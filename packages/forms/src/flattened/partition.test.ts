import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partition } from './partition.ts'

const problem = (rows: number, groups: number, scores: readonly number[]) => ({
  rows,
  groups,
  window: (): readonly [number, number] => [0, rows],
  score: (group: number, from: number, to: number) => {
    let sum = to === from ? -3 : 0
    for (let row = from; row < to; row++) sum += scores[(group * 31 + row) % scores.length] ?? 0
    return sum
  },
})

const cases = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  groups: fc.integer({ min: 1, max: 5 }),
  scores: fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 7, maxLength: 40 }),
})

describe('rows cut among groups', () => {
  it('each belong to some group, with probabilities that sum to one', () => {
    fc.assert(
      fc.property(cases, ({ rows, groups, scores }) => {
        const found = partition(problem(rows, groups, scores))
        for (const row of found?.posterior ?? []) {
          const total = [...row.values()].reduce((sum, probability) => sum + probability, 0)
          expect(total).toBeCloseTo(1, 6)
        }
        expect(found?.posterior).toHaveLength(rows)
      }),
    )
  })

  it('go to groups in order', () => {
    fc.assert(
      fc.property(cases, ({ rows, groups, scores }) => {
        const starts = partition(problem(rows, groups, scores))?.starts ?? []
        expect(starts).toHaveLength(groups + 1)
        expect(starts).toEqual([...starts].sort((a, b) => a - b))
        expect([starts[0], starts.at(-1)]).toEqual([0, rows])
      }),
    )
  })

  it('have no cut where none is possible', () => {
    expect(partition({ rows: 2, groups: 1, window: () => [0, 0], score: () => -Infinity })).toBeNull()
  })
})
