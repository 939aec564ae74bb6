import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

describe('filings read side by side', () => {
  it('come in the order in which they were named, and never more at once than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 4 }), async (turns, width) => {
        let atWork = 0
        let most = 0
        const seen: number[] = []
        const things = turns.map((turn, index) => ({ turn, index }))
        for await (const { outcome } of inOrder(things, width, async ({ turn, index }) => {
          atWork += 1
          most = Math.max(most, atWork)
          for (let waited = 0; waited < turn; waited += 1) await Promise.resolve()
          atWork -= 1
          return index
        })) {
          if (outcome.status === 'fulfilled') seen.push(outcome.value)
        }
        expect(seen).toEqual(things.map(({ index }) => index))
        expect(most).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('do not stop at the one that cannot be read', async () => {
    const outcomes: string[] = []
    for await (const { thing, outcome } of inOrder(['a', 'bad', 'c'], 2, async (name) => {
      if (name === 'bad') throw new Error('bad')
      return name
    })) {
      outcomes.push(`${thing} ${outcome.status}`)
    }
    expect(outcomes).toEqual(['a fulfilled', 'bad rejected', 'c fulfilled'])
  })
})
