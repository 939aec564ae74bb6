import { describe, expect, it } from 'vitest'
import { columnsOf } from './columns.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'
import { levelLinesOf, phraseLinesOf } from './phrases.ts'

/** Words set from `left` to `right`, the spaces between them stretched. */
const justified = (text: string, left: number, right: number, y: number): Placed[] => {
  const words = text.split(' ')
  const free = right - left - words.reduce((sum, word) => sum + widthOf(word), 0)
  let x = left
  return words.map((word) => {
    const placed = { text: word, x, y }
    x += widthOf(word) + free / (words.length - 1)
    return placed
  })
}

const countColumns = (texts: readonly Placed[]): number =>
  columnsOf(phraseLinesOf(levelLinesOf(paintPage(texts).glyphs))).length

describe('columns of text set flush at both sides', () => {
  const labels = [
    ['Grants reported', 'by energy staff'],
    ['Hospitals total', 'and all research'],
    ['Pensions paid', 'in the counties'],
    ['Loans granted', 'for dwellings'],
  ]

  it('are no two columns where only spaces are stretched', () => {
    // given labels of two lines, the first one stretched, with a gap at nearly one place
    const texts = labels.flatMap(([first = '', second = ''], row) => [
      ...justified(first, 50, 150, 120 + row * 34),
      { text: second, x: 50, y: 132 + row * 34 },
      { text: 'Emissions', x: 180, y: 120 + row * 34 },
      { text: 'Annual', x: 320, y: 120 + row * 34 },
    ])
    expect(countColumns(texts)).toBe(3)
  })

  it('are two where each line is a row, its words flush left and right', () => {
    // given rows that do not go on in the next line, since each ends with a text of its own
    const texts = labels.flatMap(([first = ''], row) => [
      ...justified(first, 50, 150, 120 + row * 34),
      { text: 'Emissions', x: 180, y: 120 + row * 34 },
    ])
    expect(countColumns(texts)).toBe(3)
  })
})
