import { describe, expect, it } from 'vitest'
import { alignedTextReader } from './aligned-text.ts'
import type { PaintedPage } from './source-document.ts'

async function pagesOf(text: string): Promise<readonly PaintedPage[]> {
  const document = await alignedTextReader.read(Buffer.from(text))
  if (document.kind !== 'painted') throw new Error('not painted')
  const pages: PaintedPage[] = []
  for await (const page of document.pages()) pages.push(page)
  expect(pages.length).toBe(document.pageCount)
  return pages
}

/** Where the first glyph of this text stands: its left edge and its top. */
function startOf(page: PaintedPage | undefined, text: string): readonly number[] {
  const glyphs = page?.glyphs ?? []
  const at = glyphs.findIndex(
    (_, i) =>
      glyphs
        .slice(i, i + text.length)
        .map((glyph) => glyph.text)
        .join('') === text,
  )
  return glyphs[at]?.box.slice(0, 2) ?? []
}

describe('space-aligned text', () => {
  it('is painted on a grid of characters, page by page', async () => {
    const pages = await pagesOf('项目    金额\n甲      12.50\n\f第二页\n')
    expect(pages.map(({ number, width, height }) => [number, width, height])).toEqual([
      [1, 78, 36],
      [2, 78, 24],
    ])
    expect(startOf(pages[0], '金额')).toEqual([48, 0])
    expect(pages[0]?.glyphs[0]).toMatchObject({ text: '项', box: [0, 0, 12, 12], size: 12, order: 0 })
    expect(startOf(pages[1], '第二页')).toEqual([0, 0])
  })

  it('takes a wide character for two columns where the columns then agree', async () => {
    const [page] = await pagesOf('一级指标    二级    值\n决策        计划    健全\na           b       c\n')
    expect(startOf(page, '计划')[0]).toBe(72)
    expect(startOf(page, 'b')[0]).toBe(72)
    expect(startOf(page, '二级')[0]).toBe(72)
  })

  it('takes it for one where the tool that aligned the text counted characters', async () => {
    const [page] = await pagesOf(
      '一级指标  二级指标  全年\n决策      计划      健全\nab        cd        ef\n',
    )
    expect(['二级', '计划', 'cd'].map((text) => startOf(page, text)[0])).toEqual([60, 60, 60])
  })

  it('keeps the space behind a paragraph’s number, and between words of letters, within the text', async () => {
    const [page] = await pagesOf('职能  1. 负责  RFID card  12.5 甲')
    const gaps = page?.glyphs.flatMap(({ box }, index) => {
      const next = page.glyphs[index + 1]?.box
      return next !== undefined && next[0] > box[2] ? [page.glyphs[index + 1]?.text] : []
    })
    expect(gaps).toEqual(['1', 'R', '1', '甲'])
  })

  it('keeps a space between scripts within the text, given a print that sets them apart everywhere', async () => {
    const grid = ['一级指标  二级指标  全年', '决策    计划    健全', 'ab    cd    ef']
    const rows = [...grid, '编制 41 人，截至 2020 年', '项目    ≥17 次', '名称    ≥29 株']
    const [spaced] = await pagesOf(rows.join('\n'))
    expect(startOf(spaced, '次')[0]).toBe((startOf(spaced, '17')[0] ?? 0) + 18)
    const [close] = await pagesOf([...rows, '第1季度第2季度第3季度'].join('\n'))
    expect(startOf(close, '次')[0]).toBeGreaterThan((startOf(close, '17')[0] ?? 0) + 18)
  })

  it('makes rulings of lines that are drawn with characters', async () => {
    const [drawn] = await pagesOf('┌──┬──┐\n│ab│cd│\n└──┴──┘\n')
    expect(drawn?.glyphs.map(({ text }) => text).join('')).toBe('abcd')
    expect(drawn?.rulings).toEqual([
      { x0: 3, y0: 6, x1: 39, y1: 6, width: 0.5 },
      { x0: 3, y0: 30, x1: 39, y1: 30, width: 0.5 },
      { x0: 3, y0: 6, x1: 3, y1: 30, width: 0.5 },
      { x0: 21, y0: 6, x1: 21, y1: 30, width: 0.5 },
      { x0: 39, y0: 6, x1: 39, y1: 30, width: 0.5 },
    ])
    const [ascii] = await pagesOf('说明 a|b\n+--+--+\n|ab|cd|\n+--+--+\n')
    expect(ascii?.glyphs.map(({ text }) => text).join('')).toBe('说明a|babcd')
    expect(ascii?.rulings.length).toBe(5)
  })
})
