import type { Box } from '@backfile/model'
import type { Fill, PaintedPage, Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { type Placed, paintPage } from './paint.test-support.ts'

const years = ['2005', '2006', '2007', '2008', '2009', '2010']
const figures = [31, 77, 9, 54, 62, 18]

/** The years and one figure each, with a legend, as charts set them. */
const labels: Placed[] = [
  ...years.map((text, at) => ({ text, x: 104 + at * 60, y: 412 })),
  ...figures.map((figure, at) => ({ text: String(figure), x: 110 + at * 60, y: 395 - figure * 2 })),
  ...figures.map((figure, at) => ({ text: String(figure + 3), x: 130 + at * 60, y: 389 - figure * 2 })),
  ...['Men', 'Women'].map((text, at) => ({ text, x: 180 + at * 90, y: 430 })),
]
const shade = (box: Box, colour = '#4477aa'): Fill => ({ box, colour })
const level = (y: number): Ruling => ({ x0: 90, y0: y, x1: 460, y1: y, width: 0.5 })
const upright = (x: number): Ruling => ({ x0: x, y0: 200, x1: x, y1: 400, width: 0.5 })
const grid = [
  ...[200, 240, 280, 320, 360, 400].map(level),
  ...[90, 152, 214, 276, 338, 400, 460].map(upright),
]
const tablesOf = (page: PaintedPage): number => layOutPage(page).tables.length

describe('a chart is no table', () => {
  it('whose bars stand on one line, with figures above them', () => {
    const fills = figures.flatMap((figure, at) => [
      shade([106 + at * 60, 400 - figure * 2, 124 + at * 60, 400]),
      shade([124 + at * 60, 394 - figure * 2, 142 + at * 60, 400], '#ee8833'),
    ])
    expect(tablesOf({ ...paintPage(labels), fills })).toBe(0)
    expect(tablesOf({ ...paintPage(labels, grid), fills })).toBe(0)
  })

  it('whose bars lie beside their labels, each in parts', () => {
    const regions = ['North', 'South', 'East', 'West', 'Centre', 'Coast']
    const texts = regions.flatMap((text, at) => [
      { text, x: 60, y: 210 + at * 30 },
      { text: String(figures[at]), x: 110, y: 210 + at * 30 },
      { text: String(90 - at * 4), x: 150 + (figures[at] ?? 0) * 2, y: 210 + at * 30 },
    ])
    const fills = figures.flatMap((figure, at) => [
      shade([100, 200 + at * 30, 120 + figure * 2, 220 + at * 30]),
      shade([120 + figure * 2, 200 + at * 30, 400 - at * 5, 220 + at * 30], '#ee8833'),
    ])
    expect(tablesOf({ ...paintPage(texts), fills })).toBe(0)
  })

  it('over whose grid a line goes up and down', () => {
    expect(tablesOf({ ...paintPage(labels, grid), traces: [[110, 246, 420, 382]] })).toBe(0)
  })
})

it('a table with its cells filled stays one, whatever was drawn over it', () => {
  const rows = [0, 1, 2, 3, 4].flatMap((row) =>
    [0, 1, 2, 3, 4, 5].map((column) => ({
      text: `${row}${column}`,
      x: 100 + column * 62,
      y: 224 + row * 40,
    })),
  )
  expect(tablesOf({ ...paintPage(rows, grid), traces: [[95, 210, 450, 390]] })).toBe(1)
})

describe('shading that is no chart', () => {
  const rows = ['Income', 'Expenses', 'Taxes', 'Interest', 'Reserves', 'Surplus']
  const texts = rows.flatMap((text, at) => [
    { text, x: 100, y: 210 + at * 20 },
    { text: String(1000 + at * 37), x: 250, y: 210 + at * 20 },
    { text: String(900 + at * 61), x: 330, y: 210 + at * 20 },
  ])

  it('leaves the table that it stands behind', () => {
    const stripes = rows.map((_, at) => shade([95, 200 + at * 20, 380, 220 + at * 20], '#eeeeee'))
    const marked = rows.map((text, at) => shade([98, 202 + at * 20, 102 + text.length * 5, 218 + at * 20]))
    expect(tablesOf({ ...paintPage(texts), fills: stripes })).toBe(1)
    expect(tablesOf({ ...paintPage(texts), fills: marked })).toBe(1)
  })

  it('of a head of three levels leaves its table', () => {
    const fills = [0, 20, 40].flatMap((top, at) =>
      [0, 1].map((side) => shade([95 + (at * 2 + side) * 47, 140 + top, 142 + (at * 2 + side) * 47, 200])),
    )
    expect(tablesOf({ ...paintPage(texts), fills })).toBe(1)
  })
})
