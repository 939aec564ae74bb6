import { describe, expect, it } from 'vitest'
import { assembleLines } from '../text-lines.ts'
import { isDense } from './gutters.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

/** Whether a line of texts that stand so far apart, in em, is as dense as running text. */
function areDense(texts: readonly string[], gap: number): boolean {
  let x = 50
  const placed = texts.map((text): Placed => {
    const own = { text, x, y: 100 }
    x += widthOf(text) + gap * 10
    return own
  })
  return isDense(assembleLines(paintPage(placed).glyphs).flatMap((line) => line.words))
}

describe('a line of prose', () => {
  const parts = ['The number of', 'farms that kept', 'at least one cow', 'fell again in']

  it('may have gaps as wide as those between columns, where its words still fill most of it', () => {
    // Given a line of a paragraph in which some spaces are stretched, so that no part between them is long
    // When it is looked at as a whole, then it is prose
    expect(areDense(parts, 1.6)).toBe(true)
  })

  it('is none where columns part the same words', () => {
    expect(areDense(parts, 8)).toBe(false)
  })

  it('is none where figures stand as densely', () => {
    expect(areDense(['12.5 13.7 18.0', '14.1 12.9 15.5', '16.3 17.7 11.0', '13.5 16.8 14.2'], 1.6)).toBe(
      false,
    )
  })
})
