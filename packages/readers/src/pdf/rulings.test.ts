import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineMark } from './marks.ts'
import { PaintRaster } from './paint-raster.ts'
import { rulingsOf } from './rulings.ts'

const bare = new PaintRaster(600, 800)

function mark(at: number, from: number, to: number): LineMark {
  return { at, from, to, width: 0.5, paint: 0 }
}

const marks = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 60 }),
    from: fc.integer({ min: 0, max: 400 }),
    length: fc.integer({ min: 10, max: 200 }),
  }),
  { minLength: 1, maxLength: 40 },
)

describe('joining', () => {
  it('a line cut into touching pieces, in any order, is the line', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 101, max: 499 }), { maxLength: 30 }),
        fc.integer(),
        (cuts, seed) => {
          const ends = [100, ...cuts.toSorted((a, b) => a - b), 500]
          const pieces = ends.slice(1).map((to, i) => mark(50, ends[i] ?? 0, to))
          const shuffled = pieces.toSorted(
            (a, b) => ((a.from * 7919 + seed) % 101) - ((b.from * 7919 + seed) % 101),
          )
          expect(rulingsOf(shuffled, [], bare)).toEqual([{ x0: 100, y0: 50, x1: 500, y1: 50, width: 0.5 }])
        },
      ),
    )
  })

  it('loses no point of any line: each lies on a ruling nearby', () => {
    fc.assert(
      fc.property(marks, (list) => {
        const lines = list.map(({ at, from, length }) => mark(at * 3, from, from + length))
        const rulings = rulingsOf(lines, [], bare)
        for (const line of lines) {
          const middle = (line.from + line.to) / 2
          expect(rulings.some((r) => Math.abs(r.y0 - line.at) <= 3 && r.x0 <= middle && r.x1 >= middle)).toBe(
            true,
          )
        }
      }),
    )
  })

  it('treats both directions alike', () => {
    fc.assert(
      fc.property(marks, (list) => {
        const lines = list.map(({ at, from, length }) => mark(at * 3, from, from + length))
        const across = rulingsOf(lines, [], bare)
        const down = rulingsOf([], lines, bare)
        expect(down.map((r) => [r.y0, r.x0, r.y1, r.x1])).toEqual(across.map((r) => [r.x0, r.y0, r.x1, r.y1]))
      }),
    )
  })

  it('a page of a hundred thousand marks is joined', () => {
    const lines = Array.from({ length: 100_000 }, (_, i) =>
      mark((i % 200) * 4, (i * 7) % 590, ((i * 7) % 590) + 8),
    )
    expect(rulingsOf(lines, [], bare).length).toBeGreaterThan(199)
  })
})
