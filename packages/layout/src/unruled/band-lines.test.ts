import { describe, expect, it } from 'vitest'
import { stacksWholeFigures } from './band-lines.ts'
import { paintPage, widthOf } from './paint.test-support.ts'
import { levelLinesOf, phraseLinesOf } from './phrases.ts'
import type { PlacedLine } from './placed.ts'

/** Rows of a single column's texts, flush right, one below the other. */
const rowsOf = (rows: readonly (readonly string[])[]): PlacedLine[][] => {
  const texts = rows.flat().map((text, index) => ({ text, x: 200 - widthOf(text), y: 100 + index * 14 }))
  const lines = phraseLinesOf(levelLinesOf(paintPage(texts).glyphs)).map(
    ({ top, bottom, centre, size, phrases }): PlacedLine => ({
      top,
      bottom,
      centre,
      size,
      cells: phrases.map((phrase) => ({ phrase, from: 1, to: 1 })),
    }),
  )
  return rows.map((row, index) => {
    const first = rows.slice(0, index).flat().length
    return lines.slice(first, first + row.length)
  })
}

describe('figures below one another in what may be one row', () => {
  it('are whole where the upper one would have had room for more', () => {
    expect(stacksWholeFigures(rowsOf([['810', '8,989'], ['865']]))).toBe(true)
  })

  it('are one figure that its cell broke where the upper part is as wide as any', () => {
    expect(stacksWholeFigures(rowsOf([['6,38', '3'], ['464'], ['5,05', '1']]))).toBe(false)
  })

  it('are one figure where it breaks at its space, and the next digits had no room', () => {
    expect(stacksWholeFigures(rowsOf([['4', '376'], ['498'], ['9', '967']]))).toBe(false)
  })
})
