import { describe, expect, it } from 'vitest'
import { readPage } from './pdf.testing.ts'

describe('what charts draw', () => {
  it('is given where a stroke goes up and down from one side to the other', async () => {
    const page = await readPage('1 w 100 600 m 150 660 l 200 620 l 250 700 l 300 640 l S')
    expect(page.traces).toEqual([[100, 100, 300, 200]])
  })

  it('is given for each slice of a pie', async () => {
    const page = await readPage(
      '0 0 1 rg 200 600 m 260 600 l 260 633.1 233.1 660 200 660 c h f 1 0 0 rg 200 600 m 200 660 l 166.9 660 140 633.1 140 600 c h f',
    )
    expect(page.traces?.map((box) => box.map(Math.round))).toEqual([
      [200, 140, 260, 200],
      [140, 140, 200, 200],
    ])
  })

  it.each([
    ['a straight line drawn in pieces', '100 600 m 150 625 l 200 650 l 250 675 l 300 700 l S'],
    ['a wavy line', '100 600 m 150 604 l 200 600 l 250 604 l 300 600 l S'],
    ['a box', '100 600 m 300 600 l 300 700 l 100 700 l h S'],
    [
      'a box with round ends',
      '120 600 m 280 600 l 310 610 310 640 280 650 c 120 650 l 90 640 90 610 120 600 c h f',
    ],
    ['a ring', '100 600 m 100 655 200 655 200 600 c 200 545 100 545 100 600 c h f'],
    ['a box with rounded corners', '110 600 m 290 600 l 300 600 300 610 300 610 c 300 700 l 100 700 l h S'],
  ])('is no %s', async (_, content) => {
    expect((await readPage(content)).traces).toBeUndefined()
  })
})
