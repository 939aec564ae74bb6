import { describe, expect, it } from 'vitest'
import type { PaintedPage, Ruling } from '../source-document.ts'
import { pdfOf, readPage, readPages } from './pdf.testing.ts'

const rounded = (page: PaintedPage): readonly (readonly number[])[] =>
  page.rulings.map(({ x0, y0, x1, y1 }: Ruling) => [x0, y0, x1, y1].map((at) => Math.round(at * 10) / 10))

/** 100…300 across, 100 below the page's top. */
const LINE = [100, 100, 300, 100]

describe('a ruling, however it was painted', () => {
  it.each([
    ['a stroke', '1 w 100 700 m 300 700 l S'],
    ['a stroke from right to left', '300 700 m 100 700 l S'],
    ['a stroke a hair out of level', '100 700.1 m 300 699.9 l S'],
    ['a thin filled rectangle', '100 699.5 200 1 re f'],
    ['a thin filled rectangle of negative height', '100 700.5 200 -1 re f'],
    ['a thin filled polygon', '100 699.5 m 300 699.5 l 300 700.5 l 100 700.5 l h f'],
    ['a dashed stroke', '[3 3] 0 d 100 700 m 300 700 l S'],
    [
      'dashes drawn one by one',
      Array.from({ length: 34 }, (_, i) => `${100 + i * 6} 700 m ${102 + i * 6} 700 l S`).join(' '),
    ],
    [
      'long dashes with wide gaps',
      Array.from({ length: 11 }, (_, i) => `${100 + i * 18.8} 700 m ${112 + i * 18.8} 700 l S`).join(' '),
    ],
    [
      'dashes with gaps now under, now over two points',
      Array.from(
        { length: 48 },
        (_, i) => `${100 + i * 4.2} 700 m ${102.25 + i * 4.2 + ((i * i) % 7) * 0.02 - 0.06} 700 l S`,
      ).join(' '),
    ],
    ['dots', Array.from({ length: 51 }, (_, i) => `${99.5 + i * 3.98} 699.5 1 1 re f`).join(' ')],
    ['a doubled stroke', '0.5 w 100 699.3 m 300 699.3 l S 100 700.7 m 300 700.7 l S'],
    ['a piece for each cell', '100 700 m 150 700 l S 150.5 700.2 m 220 700.2 l S 221 699.9 m 300 699.9 l S'],
    ['overlapping pieces', '100 700 m 250 700 l S 200 700 m 300 700 l S'],
    ['a scaled coordinate system', 'q 0.1 0 0 0.1 0 0 cm 10 w 1000 7000 m 3000 7000 l S Q'],
    ['a turned coordinate system', 'q 0 1 -1 0 300 700 cm 0 0 m 0 200 l S Q'],
    ['a curve whose control points lie on the line', '100 700 m 160 700 240 700 300 700 c S'],
    ['a light grey stroke', '0.85 G 100 700 m 300 700 l S'],
    ['a line cut by a clip', 'q 100 600 200 200 re W n 0 700 m 600 700 l S Q'],
  ])('%s', async (_, content) => {
    const [ruling, ...others] = rounded(await readPage(content))
    expect(others).toEqual([])
    for (const [i, at] of LINE.entries()) expect(Math.abs((ruling?.[i] ?? 0) - at)).toBeLessThanOrEqual(1)
  })

  it('a thin picture is one', async () => {
    const page = await readPage({ content: 'q 200 0 0 1 100 699.5 cm /P Do Q', pictures: { P: 'plain' } })
    expect(rounded(page)).toEqual([LINE])
    expect(page.pictures).toEqual([])
  })

  it('its thickness is measured on the page', async () => {
    const page = await readPage('q 2 0 0 0.5 0 0 cm 4 w 50 1400 m 150 1400 l S 100 100 m 100 1000 l S Q')
    expect(page.rulings.map((ruling) => ruling.width)).toEqual([2, 8].slice(0, page.rulings.length))
  })

  it('what shows of a dark panel between the cells painted over it is one', async () => {
    const cells = [
      [100.5, 650.5, 99, 49],
      [200.5, 650.5, 99, 49],
      [100.5, 600.5, 199, 49],
    ].map((cell) => `${cell.join(' ')} re f`)
    const page = await readPage(`0 g 100 600 200 100 re f 1 g ${cells.join(' ')}`)
    const near = rounded(page).map((ruling) => ruling.map((at) => Math.round(at / 5) * 5))
    expect(near).toEqual([
      [100, 100, 300, 100],
      [100, 150, 300, 150],
      [100, 200, 300, 200],
      [100, 100, 100, 200],
      [200, 100, 200, 150],
      [300, 100, 300, 200],
    ])
  })

  it('the edge of a cell is one where a page break left more of the panel bare than a line', async () => {
    const page = await readPage(
      '0 g 100 600 200 100 re f 1 g 100.5 600.5 99 99 re f 200.5 650.5 99 49 re f 200.5 600.5 99 29 re f',
    )
    const within = rounded(page).map((ruling) => ruling.map((at) => Math.round(at / 5) * 5))
    expect(within).toContainEqual([200, 150, 300, 150])
    expect(within).toContainEqual([200, 170, 300, 170])
    expect(within).toContainEqual([200, 100, 200, 200])
  })

  it('a panel with boxes far apart on it has none', async () => {
    const page = await readPage('0.5 g 100 600 200 100 re f 1 g 110 610 80 80 re f 210 610 80 80 re f')
    expect(rounded(page)).toEqual([])
  })

  it('a frame has four', async () => {
    const four = [
      [100, 100, 300, 100],
      [100, 150, 300, 150],
      [100, 100, 100, 150],
      [300, 100, 300, 150],
    ]
    expect(rounded(await readPage('100 650 200 50 re S'))).toEqual(four)
    expect(rounded(await readPage('100 650 m 300 650 l 300 700 l 100 700 l h S'))).toEqual(four)
    expect(rounded(await readPage('100 650 m 300 650 l 300 700 l 100 700 l s'))).toEqual(four)
    // An outer and an inner rectangle, filled between.
    const filled = await readPage('99.5 649.5 201 51 re 100.5 650.5 199 49 re f*')
    expect(filled.rulings).toHaveLength(4)
    expect(filled.fills).toEqual([])
  })

  it('cells drawn one by one share theirs', async () => {
    const cells = [0, 1, 2].flatMap((row) =>
      [0, 1].map((column) => `${100 + column * 80} ${600 + row * 20} 80 20 re S`),
    )
    const page = await readPage(cells.join(' '))
    expect(page.rulings.filter((ruling) => ruling.y0 === ruling.y1)).toHaveLength(4)
    expect(page.rulings.filter((ruling) => ruling.x0 === ruling.x1)).toHaveLength(3)
  })

  it('it turns with the page', async () => {
    const page = await readPage({ content: '100 700 m 300 700 l S', page: { Rotate: 90 } })
    expect(rounded(page)).toEqual([[700, 100, 700, 300]])
  })

  it('it counts from the crop box, and ends there', async () => {
    const page = await readPage({ content: '0 700 m 600 700 l S', page: { CropBox: [100, 600, 300, 800] } })
    expect(rounded(page)).toEqual([[0, 100, 200, 100]])
  })
})

describe('what is no ruling', () => {
  it('white strokes on paper are not seen; on a dark header they part its cells', async () => {
    expect((await readPage('1 G 100 700 m 300 700 l S')).rulings).toEqual([])
    const header = await readPage('0 0 0.4 rg 100 680 200 20 re f 1 G 200 680 m 200 700 l S')
    expect(rounded(header)).toEqual([[200, 100, 200, 120]])
  })

  it('white strokes around shaded cells are seen as the edges of the shade', async () => {
    const cells = '0.9 g 100 680 100 20 re f 200 680 100 20 re f'
    const borders = '1 G 100 680 200 20 re S 200 680 m 200 700 l S'
    const page = await readPage(`${cells} ${borders}`)
    expect(rounded(page)).toEqual([
      [100, 100, 300, 100],
      [100, 120, 300, 120],
      [100, 100, 100, 120],
      [200, 100, 200, 120],
      [300, 100, 300, 120],
    ])
  })

  it('curves, slants and dots are none', async () => {
    expect((await readPage('100 700 m 150 800 250 800 300 700 c S')).rulings).toEqual([])
    expect((await readPage('100 700 m 300 650 l S')).rulings).toEqual([])
    expect((await readPage('100 700 1 1 re f')).rulings).toEqual([])
  })

  it('lines further apart than a doubled one stay two', async () => {
    const page = await readPage('0.5 w 100 700 m 300 700 l S 100 695 m 300 695 l S')
    expect(page.rulings).toHaveLength(2)
  })

  it('short boxes in a row keep the gaps between them', async () => {
    const boxes = Array.from({ length: 6 }, (_, i) => `${100 + i * 20} 700 14 14 re S`)
    const page = await readPage(boxes.join(' '))
    expect(page.rulings.filter((ruling) => ruling.y0 === ruling.y1)).toHaveLength(12)
  })

  it('a line outside the clip or of a switched-off state is not given', async () => {
    expect((await readPage('q 100 100 50 50 re W n 100 700 m 300 700 l S Q')).rulings).toEqual([])
    const clear = await readPage({ content: '/Clear gs 100 700 m 300 700 l S', states: { Clear: { CA: 0 } } })
    expect(clear.rulings).toEqual([])
  })

  it('a line is cut where an area painted later covers it, and kept along the area’s edge', async () => {
    const page = await readPage('100 700 m 300 700 l S 1 g 200 680 60 40 re f')
    expect(rounded(page).map(([x0, , x1]) => [x0, x1])).toEqual([
      [100, expect.closeTo(200, -0.7)],
      [expect.closeTo(260, -0.7), 300],
    ])
    expect(rounded(await readPage('100 700 m 300 700 l S 1 g 100 680 200 20 re f'))).toEqual([LINE])
  })
})

describe('a page of more lines than any printed table has', () => {
  it('is read with a doubt, and the pages after it are not touched by it', async () => {
    const hatching = Array.from(
      { length: 51_000 },
      (_, i) => `${(i * 37) % 560} ${(i * 53) % 790} m ${((i * 37) % 560) + 5} ${(i * 53) % 790} l S`,
    )
    const [dense, plain] = await readPages(
      await pdfOf({ content: hatching.join(' ') }, { content: '100 700 m 300 700 l S' }),
    )
    expect(dense?.doubts.map(({ check }) => check)).toEqual(['reader/too-many-lines'])
    expect(plain?.doubts).toEqual([])
    expect(plain?.rulings).toHaveLength(1)
  })
})

describe('fills', () => {
  it('are the areas that are coloured; white ones only cover', async () => {
    const page = await readPage('0.8 0.9 1 rg 100 650 200 50 re f 1 g 100 550 200 50 re f')
    expect(page.fills).toEqual([{ box: [100, 100, 300, 150], colour: '#cce6ff' }])
  })

  it('are cut at the clip', async () => {
    const page = await readPage('q 0 0 200 800 re W n 0.5 g 100 650 200 50 re f Q')
    expect(page.fills.map((fill) => fill.box)).toEqual([[100, 100, 200, 150]])
  })

  it('of one path are each given', async () => {
    const page = await readPage('0.5 g 100 650 50 50 re 200 650 50 50 re f')
    expect(page.fills).toHaveLength(2)
  })
})
