import { describe, expect, it } from 'vitest'
import { touchingLines } from './lines.ts'

describe('a table with doubled rulings', () => {
  it('has one line for both, in small type with thick rulings too', () => {
    const doubled = (at: number) => [at - 1.2, at + 1.2]
    const rulings = [
      ...[100, 120, 140].flatMap(doubled).map((y) => ({ x0: 50, y0: y, x1: 250, y1: y, width: 1 })),
      ...[50, 150, 250].flatMap(doubled).map((x) => ({ x0: x, y0: 100, x1: x, y1: 140, width: 1 })),
    ]
    const [set, ...others] = touchingLines(rulings, 7)?.sets ?? []
    expect(others).toEqual([])
    expect(set?.horizontal.map(({ at }) => at)).toEqual([100, 120, 140])
    expect(set?.vertical.map(({ at }) => at)).toEqual([50, 150, 250])
  })
})
