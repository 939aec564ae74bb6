import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { align } from './align.ts'

describe('two sequences side by side', () => {
  it('keep every member once, in order', () => {
    const size = fc.integer({ min: 0, max: 12 })
    const score = fc.func(fc.double({ min: -3, max: 3, noNaN: true }))
    fc.assert(
      fc.property(size, size, score, (left, right, together) => {
        const aligned = align({ left, right, leftAlone: () => -1, rightAlone: () => -1, together })
        const lefts = aligned.flatMap((pair) => (pair.left === null ? [] : [pair.left]))
        const rights = aligned.flatMap((pair) => (pair.right === null ? [] : [pair.right]))
        expect(lefts).toEqual(Array.from({ length: left }, (_, index) => index))
        expect(rights).toEqual(Array.from({ length: right }, (_, index) => index))
      }),
    )
  })

  it('leave alone what belongs to nothing', () => {
    const aligned = align({
      left: 2,
      right: 3,
      leftAlone: () => -5,
      rightAlone: () => -1,
      together: (left, right) => (right === left * 2 ? 2 : -9),
    })
    expect(aligned).toEqual([
      { left: 0, right: 0 },
      { left: null, right: 1 },
      { left: 1, right: 2 },
    ])
  })
})
