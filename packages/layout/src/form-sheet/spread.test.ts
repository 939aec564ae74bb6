import { describe, expect, it } from 'vitest'
import { paintPage } from '../unruled/paint.test-support.ts'
import { phrasesOf } from './phrase.ts'
import { SpanSearch, spread } from './spread.ts'
import { noLabels } from './vocabulary.ts'

/** Rows of one line, and labels in the middle of two of them each. */
const pitch = 20
const rows = Array.from({ length: 6 }, (_, row) => {
  const top = 100 + row * pitch
  return { anchor: top + pitch / 2, top, bottom: top + pitch, firstLine: top + pitch / 2 }
})
const labels = phrasesOf(
  paintPage(['产出', '效益', '满意'].map((text, pair) => ({ text, x: 50, y: 120 + pair * 2 * pitch }))),
)
const wish = {
  standing: 'middle',
  em: 10,
  rowPitch: pitch,
  breaks: [],
  mostLeading: 14,
  room: 40,
  book: noLabels,
  breakCost: () => 0.05,
  joinCost: () => 0,
  blankCost: 3,
} as const

describe('labels spread over rows', () => {
  it('are each in the middle of their rows', () => {
    const { spans } = spread(rows, labels, wish)
    expect(spans.map(({ from, to, phrases }) => [from, to, phrases[0]?.text])).toEqual([
      [0, 2, '产出'],
      [2, 4, '效益'],
      [4, 6, '满意'],
    ])
  })

  it('stand at the top of rows that a page’s end cuts only beside other cells, in a row of labels alone by themselves', () => {
    const atTop = phrasesOf(paintPage([{ text: '产出', x: 50, y: 110 }]))
    const cut = { ...wish, breaks: [160] }
    const first = spread(rows, atTop, cut).spans.find(({ phrases }) => phrases.length > 0)
    expect([first?.from, first?.to]).toEqual([0, 6])
    const bare = rows.map((row, index) => (index === 0 ? { ...row, firstLine: null } : row))
    const alone = spread(bare, atTop, cut).spans.find(({ phrases }) => phrases.length > 0)
    expect([alone?.from, alone?.to]).toEqual([0, 1])
  })

  it('are found whatever the way costs, and not where it may cost no more than less', () => {
    const far = rows.map((row) => ({
      ...row,
      anchor: row.anchor + 400,
      top: row.top + 400,
      bottom: row.bottom + 400,
    }))
    for (const places of [rows, far]) {
      const { cost } = spread(places, labels, wish)
      const search = new SpanSearch(places, labels, wish)
      expect(search.within(cost)?.cost).toBe(cost)
      expect(search.within(cost - 0.01)).toBeNull()
      expect(search.least).toBeLessThanOrEqual(cost)
    }
  })
})
