import { describe, expect, it } from 'vitest'
import { readPage } from './pdf.testing.ts'

/** 旧值 and 新值 in 20 points on one line: their squares reach from 100 to 140 and from 140 to 180. */
const text = 'BT /S 20 Tf 1 0 0 1 100 700 Tm <65E7503C> Tj ET BT /S 20 Tf 1 0 0 1 140 700 Tm <65B0503C> Tj ET'

async function readWith(lines: string): Promise<readonly string[]> {
  const { glyphs, doubts } = await readPage(`${text} ${lines}`)
  return [glyphs.map((glyph) => glyph.text).join(''), ...doubts.map(({ check }) => check)]
}

describe('a level line through the middle of letters', () => {
  it('crosses them out where it ends with them: what tracked changes deleted is not read, and a person is told', async () => {
    expect(await readWith('1 w 100 707 m 140 707 l S')).toEqual(['新值', 'reader/text-struck'])
  })

  it('crosses them out where it is painted as a thin area, and what was put in beside them underlined', async () => {
    expect(await readWith('100 706.5 40 1 re f 140 697 40 1 re f')).toEqual(['新值', 'reader/text-struck'])
  })

  it('is a border that text overflows where it goes on beyond them', async () => {
    expect(await readWith('1 w 60 707 m 300 707 l S')).toEqual(['旧值新值'])
  })

  it('is an underline at their foot', async () => {
    expect(await readWith('1 w 100 698 m 140 698 l S')).toEqual(['旧值新值'])
  })
})
