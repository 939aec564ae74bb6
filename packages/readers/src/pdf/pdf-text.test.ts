import { describe, expect, it } from 'vitest'
import type { Glyph } from '../source-document.ts'
import { type PageSource, readPage, textOf, ucs2 } from './pdf.testing.ts'

const codes = (page: { doubts: readonly { check: string }[] }): readonly string[] =>
  page.doubts.map((doubt) => doubt.check)

function boxes(glyphs: readonly Glyph[]): readonly (readonly number[])[] {
  return glyphs.map((glyph) => glyph.box.map((at) => Math.round(at * 100) / 100))
}

describe('where text stands', () => {
  it('a Chinese font that the file does not carry is read', async () => {
    const page = await readPage(`BT /S 10 Tf 100 700 Td ${ucs2('预算 ≥85％')} Tj ET`)
    expect(textOf(page)).toBe('预算≥85％')
    expect(boxes(page.glyphs.slice(0, 2))).toEqual([
      [100, 91.2, 110, 101.2],
      [110, 91.2, 120, 101.2],
    ])
    expect(page.glyphs[0]).toMatchObject({ size: 10, angle: 0, vertical: false, visible: 1, order: 0 })
  })

  it('spacing, scaling, rise, leading and kerning move the glyphs', async () => {
    const page = await readPage(
      `BT /S 10 Tf 100 700 Td 2 Tc ${ucs2('甲乙')} Tj 0 Tc 50 Tz 12 TL T* ${ucs2('丙丁')} Tj 100 Tz 5 Ts T* [${ucs2('戊')} -500 ${ucs2('己')}] TJ ET`,
    )
    expect(boxes(page.glyphs)).toEqual([
      [100, 91.2, 110, 101.2],
      [112, 91.2, 122, 101.2],
      [100, 103.2, 105, 113.2],
      [105, 103.2, 110, 113.2],
      [100, 110.2, 110, 120.2],
      [115, 110.2, 125, 120.2],
    ])
  })

  it('word spacing widens the blank, which is not given itself', async () => {
    const page = await readPage('BT /H 10 Tf 100 700 Td 20 Tw (a b) Tj ET')
    expect(textOf(page)).toBe('ab')
    expect((page.glyphs[1]?.box[0] ?? 0) - (page.glyphs[0]?.box[2] ?? 0)).toBeCloseTo(22.78, 2)
  })

  it('a blank is told by the glyph behind it, on the same line only', async () => {
    const page = await readPage(
      `BT /H 10 Tf 100 700 Td (2024 ) Tj /S 10 Tf ${ucs2('年度')} Tj 0 -20 Td ${ucs2('合计 ')} Tj 0 -20 Td ${ucs2('共')} Tj ET`,
    )
    expect(page.glyphs.filter((glyph) => glyph.afterSpace === true).map((glyph) => glyph.text)).toEqual([
      '年',
    ])
  })

  it('a character that its font keeps at the code of the blank is read', async () => {
    const page = await readPage({
      content: 'BT /C 10 Tf 100 700 Td (! !) Tj ET',
      fonts: {
        C: {
          Type: 'Font',
          Subtype: 'Type1',
          BaseFont: 'Helvetica',
          FirstChar: 32,
          LastChar: 33,
          Widths: [1000, 1000],
          Encoding: { Type: 'Encoding', Differences: [32, 'uni6027', 'uni5408'] } as never,
        },
      },
    })
    expect(textOf(page)).toBe('合性合')
  })

  it('the transforms of the page and of a form add up', async () => {
    const page = await readPage({
      content: 'q 2 0 0 2 10 0 cm /Fm Do Q',
      forms: {
        Fm: {
          entries: { BBox: [0, 0, 500, 500], Matrix: [1, 0, 0, 1, 20, 0] },
          content: `BT /S 10 Tf 5 100 Td ${ucs2('额')} Tj ET`,
        },
      },
    })
    expect(boxes(page.glyphs)).toEqual([[60, 582.4, 80, 602.4]])
    expect(page.glyphs[0]?.size).toBeCloseTo(20)
  })

  it.each([
    [0, [100, 91.2, 110, 101.2], 0],
    [90, [698.8, 100, 708.8, 110], 90],
    [180, [490, 698.8, 500, 708.8], 180],
    [270, [91.2, 490, 101.2, 500], 270],
  ])('a page turned by %i° is read as it is seen', async (Rotate, box, angle) => {
    const page = await readPage({ content: `BT /S 10 Tf 100 700 Td ${ucs2('额')} Tj ET`, page: { Rotate } })
    expect([page.width, page.height]).toEqual(Rotate % 180 === 0 ? [600, 800] : [800, 600])
    expect(boxes(page.glyphs)).toEqual([box])
    expect(page.glyphs[0]?.angle).toBe(angle)
  })

  it('text that the page turns back upright reads from left to right', async () => {
    const page = await readPage({
      content: `BT /S 10 Tf 0 1 -1 0 300 300 Tm ${ucs2('额')} Tj ET`,
      page: { Rotate: 90 },
    })
    expect(page.glyphs[0]?.angle).toBe(0)
  })

  it('the crop box is the page, and what is outside is not given', async () => {
    const page = await readPage({
      content: `BT /S 10 Tf 95 700 Td ${ucs2('额度')} Tj 300 0 Td ${ucs2('外')} Tj ET`,
      page: { CropBox: [100, 600, 200, 750] },
    })
    expect([page.width, page.height]).toEqual([100, 150])
    expect(textOf(page)).toBe('额度')
    expect(page.glyphs[0]?.visible).toBeCloseTo(0.5)
    expect(boxes(page.glyphs)[1]).toEqual([5, 41.2, 15, 51.2])
  })

  it('a glyph that a damaged file makes wider than any page is not given and does not hold up the rest', async () => {
    const wide = '1'.padEnd(24, '0')
    const page = await readPage({
      content: `BT /S 10 Tf 100 700 Td ${ucs2('额度')} Tj ${wide} Tz ${ucs2('远')} Tj ET`,
    })
    expect(textOf(page)).toBe('额度')
  })

  it('a user unit enlarges everything', async () => {
    const page = await readPage({
      content: `BT /S 10 Tf 100 700 Td ${ucs2('额')} Tj ET`,
      page: { UserUnit: 2 },
    })
    expect([page.width, page.height]).toEqual([1200, 1600])
    expect(boxes(page.glyphs)).toEqual([[200, 182.4, 220, 202.4]])
    expect(page.glyphs[0]?.size).toBeCloseTo(20)
  })

  it('vertical writing reads downwards with upright glyphs', async () => {
    const page = await readPage(`BT /V 10 Tf 100 700 Td ${ucs2('绩效（')} Tj ET`)
    expect(textOf(page)).toBe('绩效（')
    expect(page.glyphs.map((glyph) => [glyph.vertical, glyph.angle])).toEqual([
      [true, 90],
      [true, 90],
      [true, 90],
    ])
    const [first, second] = boxes(page.glyphs)
    expect(first?.[0]).toBeCloseTo(95)
    expect(first?.[2]).toBeCloseTo(105)
    expect((second?.[1] ?? 0) - (first?.[1] ?? 0)).toBeCloseTo(10)
  })

  it('a Type 3 font is measured by its own matrix', async () => {
    const page = await readPage({
      content: 'BT /T 20 Tf 100 700 Td (A) Tj (A) Tj ET',
      fonts: {
        T: {
          Type: 'Font',
          Subtype: 'Type3',
          FontBBox: [0, 0, 10, 10],
          FontMatrix: [0.1, 0, 0, 0.1, 0, 0],
          FirstChar: 65,
          LastChar: 65,
          Widths: [8],
          CharProcs: {} as never,
          Encoding: { Type: 'Encoding', Differences: [65, 'A'] } as never,
        },
      },
    })
    expect(boxes(page.glyphs)).toEqual([
      [100, 80, 116, 100],
      [116, 80, 132, 100],
    ])
  })
})

describe('what a clip and the page cut', () => {
  it('a glyph cut by a clip carries the share that is seen; one outside is not given', async () => {
    const page = await readPage(`q 100 600 15 200 re W n BT /S 10 Tf 100 700 Td ${ucs2('甲乙丙')} Tj ET Q`)
    expect(page.glyphs.map((glyph) => [glyph.text, glyph.visible])).toEqual([
      ['甲', 1],
      ['乙', 0.5],
    ])
  })

  it('a glyph is seen whole under a clip around the ink of its line, as programs set that print a file anew', async () => {
    const page = await readPage('q 101 698.5 28 10 re W n BT /S 10 Tf 100 700 Td <4E009FA06001> Tj ET Q')
    expect(page.glyphs.map((glyph) => glyph.visible)).toEqual([1, 1, 1])
  })

  it('clips inside clips intersect, and end with their state', async () => {
    const page = await readPage(
      `q 100 600 15 200 re W n q 105 600 100 200 re W n BT /S 10 Tf 100 700 Td ${ucs2('甲乙')} Tj ET Q Q BT /S 10 Tf 300 700 Td ${ucs2('丙')} Tj ET`,
    )
    expect(page.glyphs.map((glyph) => [glyph.text, Math.round(glyph.visible * 10)])).toEqual([
      ['甲', 5],
      ['乙', 5],
      ['丙', 10],
    ])
  })

  it('the box of a form clips', async () => {
    const page = await readPage({
      content: '/Fm Do',
      forms: {
        Fm: { entries: { BBox: [0, 0, 105, 800] }, content: `BT /S 10 Tf 100 700 Td ${ucs2('甲乙')} Tj ET` },
      },
    })
    expect(page.glyphs.map((glyph) => [glyph.text, glyph.visible])).toEqual([['甲', 0.5]])
  })
})

describe('text that nobody sees', () => {
  it('white text on paper is left out, and said', async () => {
    const page = await readPage(
      `BT /S 10 Tf 1 g 100 700 Td ${ucs2('隐藏')} Tj 0 g 0 -20 Td ${ucs2('可见')} Tj ET`,
    )
    expect(textOf(page)).toBe('可见')
    expect(codes(page)).toEqual(['reader/hidden-text'])
    expect(page.doubts[0]?.message.zh).toContain('隐藏')
  })

  it('white text on a dark fill is read', async () => {
    const page = await readPage(
      `0 0 0.5 rg 90 690 100 30 re f BT /S 10 Tf 1 g 100 700 Td ${ucs2('表头')} Tj ET`,
    )
    expect(textOf(page)).toBe('表头')
    expect(page.fills).toEqual([{ box: [90, 80, 190, 110], colour: '#000080' }])
    expect(page.doubts).toEqual([])
  })

  it('text in the colour of its own ground is left out', async () => {
    const page = await readPage(`0 0 0.5 rg 90 690 100 30 re f BT /S 10 Tf 100 700 Td ${ucs2('表头')} Tj ET`)
    expect(page.glyphs).toEqual([])
  })

  it('invisible text is left out of a page that has text', async () => {
    const page = await readPage(
      `BT /S 10 Tf 3 Tr 100 700 Td ${ucs2('隐')} Tj 0 Tr 0 -20 Td ${ucs2('可见')} Tj ET`,
    )
    expect(textOf(page)).toBe('可见')
  })

  it('fully transparent text is left out, also in a transparent group', async () => {
    const page = await readPage({
      content: `q /Clear gs BT /S 10 Tf 100 700 Td ${ucs2('透')} Tj ET /Fm Do Q BT /S 10 Tf 100 600 Td ${ucs2('可见')} Tj ET`,
      states: { Clear: { ca: 0 } },
      forms: {
        Fm: {
          entries: { BBox: [0, 0, 600, 800], Group: { S: 'Transparency' } as never },
          content: `BT /S 10 Tf 100 650 Td ${ucs2('明')} Tj ET`,
        },
      },
    })
    expect(textOf(page)).toBe('可见')
  })

  it('text under an opaque fill is left out; under a translucent one it is read', async () => {
    const page = await readPage({
      content: `BT /S 10 Tf 100 700 Td ${ucs2('盖住')} Tj 0 -100 Td ${ucs2('透出')} Tj ET 1 g 90 690 60 30 re f /Half gs 0.5 g 90 590 60 30 re f`,
      states: { Half: { ca: 0.3 } },
    })
    expect(textOf(page)).toBe('透出')
    expect(codes(page)).toEqual(['reader/hidden-text'])
  })

  it('a fill that only touches the line below does not hide it', async () => {
    const page = await readPage(`BT /S 10 Tf 100 700 Td ${ucs2('额')} Tj ET 0.9 g 90 670 60 31 re f`)
    expect(page.glyphs.map((glyph) => glyph.visible)).toEqual([1])
  })

  it('text under a picture is left out; under one with a mask it is read', async () => {
    const page = await readPage({
      content: `BT /S 10 Tf 100 700 Td ${ucs2('盖住')} Tj 0 -100 Td ${ucs2('印章下')} Tj ET q 60 0 0 30 90 690 cm /P Do Q q 60 0 0 30 90 590 cm /M Do Q`,
      pictures: { P: 'plain', M: 'masked' },
    })
    expect(textOf(page)).toBe('印章下')
    expect(page.pictures).toHaveLength(2)
  })

  it('what a soft mask is made of is no text; what is seen through it is', async () => {
    const page = await readPage({
      content: `q /Soft gs BT /S 10 Tf 100 600 Td ${ucs2('可见')} Tj ET Q`,
      states: { Soft: { SMask: 'Fm' } },
      forms: {
        Fm: {
          entries: { BBox: [0, 0, 600, 800], Group: { S: 'Transparency', CS: 'DeviceGray' } as never },
          content: `1 g BT /S 10 Tf 100 650 Td ${ucs2('蒙版')} Tj ET 0 0 600 800 re f`,
        },
      },
    })
    expect(textOf(page)).toBe('可见')
    expect(page.fills).toEqual([])
    expect(page.doubts).toEqual([])
  })

  it('a layer that is switched off is not read', async () => {
    const page = await readPage({
      content: `/OC /Off BDC BT /S 10 Tf 100 700 Td ${ucs2('关')} Tj ET 0 0 100 100 re f EMC /OC /On BDC BT /S 10 Tf 100 600 Td ${ucs2('开')} Tj ET EMC`,
      layers: { On: true, Off: false },
    })
    expect(textOf(page)).toBe('开')
    expect(page.fills).toEqual([])
  })

  it('a slanted watermark is left out, and said', async () => {
    const page = await readPage(
      `BT /S 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm ${ucs2('内部')} Tj /S 10 Tf 1 0 0 1 100 700 Tm ${ucs2('可见')} Tj ET`,
    )
    expect(textOf(page)).toBe('可见')
    expect(codes(page)).toEqual(['reader/oblique-text'])
  })

  it('text printed twice for bold is given once, and two equal digits stay two', async () => {
    const page = await readPage(
      'BT /H 10 Tf 100 700 Td (1100) Tj ET BT /H 10 Tf 100.3 700 Td (1100) Tj ET BT /H 10 Tf 100 690 Td (11) Tj ET',
    )
    expect(textOf(page)).toBe('110011')
  })
})

describe('scans', () => {
  const scan = 'q 600 0 0 800 0 0 cm /P Do Q'

  it('the invisible text of a searchable scan is given, with a doubt', async () => {
    const page = await readPage({
      content: `${scan} BT /S 10 Tf 3 Tr 100 700 Td ${ucs2('识别层')} Tj ET`,
      pictures: { P: 'plain' },
    })
    expect(textOf(page)).toBe('识别层')
    expect(page.doubts.map((doubt) => [doubt.check, doubt.severity])).toEqual([
      ['reader/text-layer-of-scan', 'warning'],
    ])
  })

  it('so is text that the scan was painted over', async () => {
    const page = await readPage({
      content: `BT /S 10 Tf 100 700 Td ${ucs2('识别层')} Tj ET ${scan}`,
      pictures: { P: 'plain' },
    })
    expect(textOf(page)).toBe('识别层')
    expect(codes(page)).toEqual(['reader/text-layer-of-scan'])
  })

  it('a picture too large to be decoded is where it was painted', async () => {
    const page = await readPage({ content: scan, pictures: { P: 'large' } })
    expect(page.pictures).toEqual([[0, 0, 600, 800]])
    expect(codes(page)).toEqual(['reader/scan-without-text'])
  })

  it('text under such a picture is given with a doubt, as it may show through', async () => {
    const page = await readPage({
      content: `BT /S 10 Tf 100 700 Td ${ucs2('可能可见')} Tj ET q 300 0 0 300 50 500 cm /P Do Q`,
      pictures: { P: 'large' },
    })
    expect(textOf(page)).toBe('可能可见')
    expect(codes(page)).toEqual(['reader/text-under-picture'])
  })

  it('a page that is a picture says that it needs OCR', async () => {
    const page = await readPage({ content: scan, pictures: { P: 'plain' } })
    expect(page.doubts.map((doubt) => [doubt.check, doubt.severity])).toEqual([
      ['reader/scan-without-text', 'error'],
    ])
  })

  it('a scan with nothing but a page number says that the picture was not read', async () => {
    const page = await readPage({
      content: `${scan} BT /S 10 Tf 300 20 Td ${ucs2('第1页')} Tj ET`,
      pictures: { P: 'plain' },
    })
    expect(page.doubts.map((doubt) => [doubt.check, doubt.severity])).toEqual([
      ['reader/scan-without-text', 'warning'],
    ])
  })

  it('an empty page has nothing to say', async () => {
    expect((await readPage('')).doubts).toEqual([])
  })
})

describe('characters', () => {
  it('radicals that look like ideographs become them', async () => {
    const { meantCharacters } = await import('./characters.ts')
    expect(meantCharacters('⽬⻓⾦')).toBe('目长金')
    expect(meantCharacters('⼾')).toBe('户')
    expect(meantCharacters('\ufb01')).toBe('fi')
    expect(meantCharacters('％Ａ（')).toBe('％Ａ（')
    expect(meantCharacters('\ufe35')).toBe('（')
  })

  it('glyphs that TeX named by their codes are read as ASCII, and doubted', async () => {
    const page = await readPage({
      content: 'BT /G 10 Tf 100 700 Td (a1) Tj <1b> Tj ET',
      fonts: { G: type3Font({ 27: 'a27', 49: 'a49', 97: 'a97' }) },
    })
    expect(textOf(page).slice(0, 2)).toBe('a1')
    expect(page.doubts.map(({ check }) => check).sort()).toEqual([
      'reader/characters-guessed',
      'reader/glyph-unmapped',
    ])
  })

  it('glyphs without a character are kept apart from text, and counted', async () => {
    const page = await readPage({
      content: 'BT /G 10 Tf 100 700 Td (AAB) Tj ET',
      fonts: { G: type3Font({ 65: 'glyph7', 66: 'glyph8' }) },
    })
    expect(textOf(page)).not.toContain('A')
    expect(page.glyphs[0]?.text).toBe(page.glyphs[1]?.text)
    expect(page.glyphs[0]?.text).not.toBe(page.glyphs[2]?.text)
    expect(page.doubts[0]?.check).toBe('reader/glyph-unmapped')
    expect(page.doubts[0]?.message.en).toContain('3 glyphs')
  })
})

/** A font of drawings with these names, each half an em wide. */
function type3Font(names: Readonly<Record<number, string>>): NonNullable<PageSource['fonts']>[string] {
  const codes = Object.keys(names).map(Number)
  const [first, last] = [Math.min(...codes), Math.max(...codes)]
  return {
    Type: 'Font',
    Subtype: 'Type3',
    FontBBox: [0, 0, 1000, 1000],
    FontMatrix: [0.001, 0, 0, 0.001, 0, 0],
    FirstChar: first,
    LastChar: last,
    Widths: Array.from({ length: last - first + 1 }, () => 500),
    CharProcs: {} as never,
    Encoding: {
      Type: 'Encoding',
      Differences: Object.entries(names).flatMap(([code, name]) => [Number(code), name]),
    } as never,
  }
}
