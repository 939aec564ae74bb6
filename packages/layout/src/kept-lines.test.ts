import type { Glyph } from '@backfile/readers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesAmong, linesOnce, muchLike } from './kept-lines.ts'
import { assembleLines } from './text-lines.ts'
import { paintText } from './unruled/paint.test-support.ts'

describe('lines that are kept', () => {
  it('of a part of the text are those that the part has alone, whether it cuts a line or not', () => {
    const glyphs = [
      ...paintText({ text: '指标名称 指标值', x: 50, y: 60 }),
      ...paintText({ text: '完成率 ≥90%', x: 50, y: 75 }, 20),
    ]
    linesOnce(glyphs)
    const isBelow = ({ box }: Glyph): boolean => box[1] > 65
    const isLeft = ({ box }: Glyph): boolean => box[0] < 70
    for (const isOne of [isBelow, isLeft])
      expect(linesAmong(glyphs, isOne)).toEqual(assembleLines(glyphs.filter(isOne)))
    expect(linesAmong(glyphs, isBelow)[0]).toBe(linesOnce(glyphs)[1])
  })

  it('are those of the glyphs alone, whatever list they were made from', () => {
    const placed = fc.record({
      text: fc.stringMatching(/^[a-z年度0-9 ]{1,12}$/),
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 30 }).map((row) => row * 9),
      size: fc.constantFrom(8, 10),
    })
    const area = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 270 }))
    fc.assert(
      fc.property(fc.array(placed, { maxLength: 25 }), area, area, (texts, first, second) => {
        const glyphs = texts.flatMap((each, index) => paintText(each, index * 100))
        const [some, others] = [first, second].map(([x, y]) =>
          glyphs.filter(({ box }) => box[0] > x || box[1] > y),
        )
        if (some === undefined || others === undefined) return
        linesOnce(some)
        expect(linesOnce(muchLike(some, others))).toEqual(assembleLines(others))
      }),
    )
  })
})
