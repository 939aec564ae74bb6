import { describe, expect, it } from 'vitest'
import { readPage } from './pdf.testing.ts'

/** 国 (U+56FD) at 100, 700 in 20 points: its square is 100…120 across, and from about 83 to 103 below the page's top. */
const letter = 'BT /S 20 Tf 1 0 0 1 100 700 Tm <56FD> Tj ET'

describe('lines over a letter', () => {
  it('are its strokes where they stand within it: bold text of which a converter drew the outlines', async () => {
    const outline = '102 701 16 15 re S 105 711 m 115 711 l S 110 703 m 110 712 l S'
    const page = await readPage(`${letter} ${outline}`)
    expect(page.glyphs.map(({ text }) => text)).toEqual(['国'])
    expect(page.rulings).toEqual([])
  })

  it('are its strokes where those of letters in the next lines meet them', async () => {
    const outline = (y: number): string =>
      `102 ${y} m 118 ${y} l 118 ${y + 17} l 108 ${y + 17} l 102 ${y + 9} l h S`
    const lines = [700, 680, 660].map((y) => `${letter.replace('700', `${y}`)} ${outline(y)}`)
    expect((await readPage(lines.join(' '))).rulings).toEqual([])
  })

  it('are rulings where they go on beyond it: a border that text overflows', async () => {
    const page = await readPage(`${letter} 60 708 m 200 708 l S 110 660 m 110 740 l S`)
    expect(page.rulings).toHaveLength(2)
  })

  it('are rulings where many letters one below the other stand on them: a column whose texts flow over its border', async () => {
    const lines = Array.from({ length: 6 }, (_, line) => letter.replace('700', `${700 - 22 * line}`))
    const page = await readPage(`${lines.join(' ')} 110 588 m 110 718 l S`)
    expect(page.rulings).toHaveLength(1)
  })

  it('are rulings where they stand around it: a narrow cell', async () => {
    const page = await readPage(`${letter} 99 693 22 28 re S`)
    expect(page.rulings).toHaveLength(4)
  })
})
