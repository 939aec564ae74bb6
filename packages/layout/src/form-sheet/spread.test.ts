import { describe, expect, it } from 'vitest'
import { paintPage } from '../unruled/paint.test-support.ts'
import type { RowPlace } from './label-place.ts'
import { phrasesOf } from './phrase.ts'
import { SpanSearch } from './span-search.ts'
import { spread } from './spread.ts'
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

function lowered(row: RowPlace, by: number): RowPlace {
  const firstLine = row.firstLine === null ? null : row.firstLine + by
  return { anchor: row.anchor + by, top: row.top + by, bottom: row.bottom + by, firstLine }
}

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

  it('given pages laid out one by one, none stands in the middle of rows on two pages, whatever fits by chance', () => {
    const tall = { anchor: 120, top: 100, bottom: 140, firstLine: 110 }
    const places = [tall, ...rows.map((row) => lowered(row, 40))]
    const atTops = phrasesOf(
      paintPage([
        { text: '产出', x: 50, y: 110 },
        // The first line of the row at 220, and the middle of the rows from 200 on.
        { text: '效益', x: 50, y: 230 },
      ]),
    )
    const { spans } = spread(places, atTops, { ...wish, breaks: [180, 240] })
    expect(spans.map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [5, 7],
    ])
  })

  it('given a first row that a page’s end cuts, then the label at its top covers the rows below', () => {
    const cutRow = { anchor: 130, top: 100, bottom: 160, firstLine: 110 }
    const places = [cutRow, ...rows.slice(0, 2).map((row) => lowered(row, 60))]
    const atTop = phrasesOf(paintPage([{ text: '产出', x: 50, y: 110 }]))
    const [first] = spread(places, atTop, { ...wish, breaks: [120] }).spans
    expect(first).toMatchObject({ from: 0, to: 3, other: null })
  })

  it('given pages of which none tells whether they were laid out one by one, both ways are told', () => {
    const places = rows.slice(0, 4)
    const label = phrasesOf(paintPage([{ text: '产出', x: 50, y: 130 }]))
    const { spans } = spread(places, label, { ...wish, breaks: [140], blankCost: 0.2 })
    const doubted = spans.find(({ phrases }) => phrases.length > 0)
    expect(doubted?.other).not.toBeNull()
  })

  it('are found whatever the way costs, and not where it may cost no more than less', () => {
    const far = rows.map((row) => lowered(row, 400))
    for (const places of [rows, far]) {
      const { cost } = spread(places, labels, wish)
      const search = new SpanSearch(places, labels, { ...wish, paging: 'cut' })
      expect(search.within(cost)?.cost).toBe(cost)
      expect(search.within(cost - 0.01)).toBeNull()
      expect(search.least).toBeLessThanOrEqual(cost)
    }
  })
})
