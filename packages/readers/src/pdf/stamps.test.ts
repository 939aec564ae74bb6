import { describe, expect, it } from 'vitest'
import type { PaintedPage } from '../source-document.ts'
import { readPage, textOf, ucs2 } from './pdf.testing.ts'

const checks = (page: PaintedPage): readonly string[] => page.doubts.map(({ check }) => check)

const shown = (text: string): string => (/^[ -~]+$/.test(text) ? `(${text})` : ucs2(text))
const face = (text: string, size: number): string => `${/^[ -~]+$/.test(text) ? '/H' : '/S'} ${size} Tf`
const level = (text: string, x: number, y: number, size = 10): string =>
  `BT ${face(text, size)} 1 0 0 1 ${x} ${y} Tm ${shown(text)} Tj ET`

/** Letters around (300, 400), from one angle to another; feet inwards where the angles fall. */
function alongRing(text: string, radius: number, size: number, from: number, to: number): string {
  const glyphs = [...text]
  return glyphs
    .map((glyph, index) => {
      const at = ((from + ((to - from) / (glyphs.length - 1)) * index) * Math.PI) / 180
      const turn = to < from ? at - Math.PI / 2 : at + Math.PI / 2
      const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
      const x = 300 + radius * Math.cos(at) - (cos * size) / 2
      const y = 400 + radius * Math.sin(at) - (sin * size) / 2
      const numbers = [cos, sin, -sin, cos, x, y].map((value) => value.toFixed(4)).join(' ')
      return `BT ${face(glyph, size)} ${numbers} Tm ${shown(glyph)} Tj ET`
    })
    .join('\n')
}

const seal = [
  alongRing('市公共资源交易中心', 42, 13, 215, -35),
  alongRing('3205112233445', 52, 5, 230, 310),
  level('（2）', 285, 370),
].join('\n')

describe('a page with a round seal', () => {
  it('gives what is below without the letters of the seal, level ones and figures included', async () => {
    const page = await readPage(
      `${level('资金总额', 260, 372)} ${level('1234.50', 290, 400)} q 0.9 0.1 0.1 rg ${seal} Q ${level('万元', 330, 400)}`,
    )
    expect(textOf(page)).toBe('资金总额1234.50万元')
    expect(checks(page)).toEqual(['reader/seal-text'])
    expect(page.doubts[0]?.message.en).toContain('市公共资源交易中心3205112233445（2）')
  })

  it('knows the letters of a black one, which is painted at one go, from the black text around them', async () => {
    const page = await readPage(`${level('合计', 100, 400)} ${seal} ${level('1234.50', 500, 400)}`)
    expect(textOf(page)).toBe('合计1234.50')
  })

  it('leaves watermarks of another colour where they are no letters of it', async () => {
    const page = await readPage(
      `0.85 g BT /S 30 Tf 0.766 0.643 -0.643 0.766 250 330 Tm ${ucs2('草案')} Tj ET 0.9 0.1 0.1 rg ${seal}`,
    )
    expect(textOf(page)).toBe('')
    expect(checks(page)).toEqual(['reader/seal-text', 'reader/oblique-text'])
  })
})

describe('a page with large faint text', () => {
  const figures = level('一般公共预算资金的收入和支出', 100, 700)

  it('over a table takes it for a watermark, wherever it is repeated', async () => {
    const page = await readPage(
      `${figures} 0.85 g ${level('内部资料', 90, 690, 40)} ${level('内部资料', 90, 300, 40)}`,
    )
    expect(textOf(page)).toBe('一般公共预算资金的收入和支出')
    expect(checks(page)).toEqual(['reader/oblique-text'])
  })

  it('above a table takes it for the title that it is', async () => {
    const page = await readPage(`0.7 g ${level('预算公开', 90, 750, 30)} 0 g ${figures}`)
    expect(textOf(page)).toBe('预算公开一般公共预算资金的收入和支出')
    expect(page.doubts).toEqual([])
  })
})

describe('a figure of which something hides a part', () => {
  it('is doubted, with what the file has below', async () => {
    const page = await readPage(`${level('2330.50', 100, 700)} 1 g 120 690 40 30 re f`)
    expect(textOf(page)).toBe('2330')
    expect(page.doubts).toMatchObject([
      { check: 'reader/text-covered', subjects: [], expected: '2330.50', actual: '2330' },
      { check: 'reader/hidden-text' },
    ])
  })

  it('by a picture, altogether, is said to be there', async () => {
    const page = await readPage({
      content: `${level('2330.50', 100, 700)} q 60 0 0 30 90 690 cm /P Do Q`,
      pictures: { P: 'plain' },
    })
    expect(page.doubts).toContainEqual(
      expect.objectContaining({ check: 'reader/text-covered', expected: '2330.50', actual: '' }),
    )
  })

  it('by a plain box, altogether, is no text of the page', async () => {
    const page = await readPage(`${level('2330.50', 100, 700)} 1 g 90 690 60 30 re f`)
    expect(checks(page)).toEqual(['reader/hidden-text'])
  })
})

describe('text in the place of other text', () => {
  it('is read, and both are doubted', async () => {
    const page = await readPage(`${level('1234.50', 100, 700)} ${level('已审核', 102, 700)}`)
    expect(page.doubts).toMatchObject([{ check: 'reader/text-over-text', subjects: [] }])
    expect(page.doubts[0]?.message.en).toContain('“已审核” is printed over “1234.5”')
  })

  it('is not doubted on lines to write on, beside it, or printed twice for bold', async () => {
    const page = await readPage(
      `${level('________', 100, 700)} ${level('张三', 102, 700)} ${level('12', 100, 600)} ${level('34', 110, 600)} ${level('合计', 100, 500)} ${level('合计', 100.3, 500)}`,
    )
    expect(page.doubts).toEqual([])
  })
})

describe('text that is only a clip for what is painted next', () => {
  it('is read, with a doubt', async () => {
    const page = await readPage(`q 7 Tr ${level('2330.50', 100, 700)} 0.5 g 90 690 80 30 re f Q`)
    expect(textOf(page)).toBe('2330.50')
    expect(page.doubts).toContainEqual(
      expect.objectContaining({ check: 'reader/text-as-clip', subjects: [] }),
    )
  })
})
