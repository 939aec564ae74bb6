import { describe, expect, it } from 'vitest'
import { readPage, ucs2 } from './pdf.testing.ts'

/** Three upright rulings, at 100, 140 and 220 points. */
const rulings = '100 600 m 100 720 l S 140 600 m 140 720 l S 220 600 m 220 720 l S '

/** A text in the first cell, under the clip of that cell. */
const clipped = (text: string): string => `q 100 600 40 120 re W n BT /H 10 Tf 102 700 Td ${text} ET Q `

const doubtsOf = async (content: string) =>
  (await readPage(content)).doubts.map(({ check, expected, actual, subjects }) => ({
    check,
    expected,
    actual,
    subjects,
  }))

describe('a figure in a cell that is too narrow', () => {
  it('is doubted, with its whole text where the file has it', async () => {
    expect(await doubtsOf(rulings + clipped('(1,234,567.89) Tj'))).toEqual([
      { check: 'reader/text-cut', expected: '1,234,567.89', actual: '1,234,56', subjects: [] },
    ])
  })

  it('is doubted where the producer has left out what does not fit', async () => {
    expect(await doubtsOf(rulings + clipped('(1,234,5) Tj'))).toEqual([])
    expect(await doubtsOf(rulings + clipped('(1,234,56) Tj'))).toEqual([
      { check: 'reader/text-cut', expected: null, actual: '1,234,56', subjects: [] },
    ])
  })

  it('is doubted in the last column as well, where a line closes the cell', async () => {
    const last = '100 600 m 100 720 l S 140 600 m 140 720 l S '
    expect(await doubtsOf(last + clipped('(1,234,567.89) Tj'))).toEqual([
      { check: 'reader/text-cut', expected: '1,234,567.89', actual: '1,234,56', subjects: [] },
    ])
  })

  it('is found glyph by glyph, and beside a text that touches it', async () => {
    const glyphs = [...'1,234,567.89'].map((glyph) => `(${glyph}) Tj`).join(' ')
    const beside = 'q 140 600 80 120 re W n BT /H 10 Tf 140.1 700 Td (99) Tj ET Q '
    expect(await doubtsOf(rulings + clipped(glyphs) + beside)).toMatchObject([{ actual: '1,234,56' }])
  })
})

describe('a text that a clip cuts, and that is whole all the same', () => {
  it('goes on in the next band of the sheet where nothing stands beyond the edge', async () => {
    const band = '100 600 m 100 720 l S '
    expect(await doubtsOf(band + clipped('(1,234,567.89) Tj'))).toEqual([])
  })

  it('is painted again under the clip beside it', async () => {
    const again = 'q 140 600 80 120 re W n BT /H 10 Tf 102 700 Td (1,234,567.89) Tj ET Q '
    expect(await doubtsOf(rulings + clipped('(1,234,567.89) Tj') + again)).toEqual([])
  })

  it('goes on in its next line', async () => {
    const wrapped = `/S 10 Tf ${ucs2('馆藏档案')} Tj 0 -12 Td ${ucs2('数字化')} Tj`
    expect(await doubtsOf(rulings + clipped(wrapped))).toEqual([])
  })

  it('stands in the middle of its cell and pokes over both edges alike', async () => {
    const centred = `q 100 600 40 120 re W n BT /S 10.4 Tf 99.2 700 Td ${ucs2('馆藏档案')} Tj ET Q `
    expect(await doubtsOf(rulings + centred)).toEqual([])
  })
})
