import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleLines } from './text-lines.ts'
import { paintText } from './unruled/paint.test-support.ts'

const textsOf = (glyphs: Parameters<typeof assembleLines>[0]) =>
  assembleLines(glyphs).map((line) => line.text)

describe('text lines', () => {
  it('reads words in order, whatever order they were painted in', () => {
    const glyphs = [
      ...paintText({ text: 'second line, 2 words', x: 50, y: 72 }),
      ...paintText({ text: 'First line here', x: 50, y: 60 }),
    ]
    expect(textsOf(glyphs.reverse())).toEqual(['First line here', 'second line, 2 words'])
  })

  it('reads a spaced-out Chinese label as one word', () => {
    expect(textsOf(paintText({ text: '单  位  名  称', x: 0, y: 10 }))).toEqual(['单位名称'])
    expect(textsOf(paintText({ text: '合      计', x: 0, y: 10 }))).toEqual(['合计'])
  })

  it('keeps the space between Chinese phrases', () => {
    expect(textsOf(paintText({ text: '全年  预算数', x: 0, y: 10 }))).toEqual(['全年 预算数'])
  })

  it('does not take automatic spacing beside ideographs for spaces', () => {
    const glyphs = [
      ...paintText({ text: '截止到', x: 0, y: 10 }),
      ...paintText({ text: '2023', x: 32.5, y: 10 }),
      ...paintText({ text: '年', x: 57, y: 10 }),
    ]
    expect(textsOf(glyphs)).toEqual(['截止到2023年'])
  })

  it('never glues the numbers of two columns', () => {
    const line = assembleLines([
      ...paintText({ text: '5', x: 0, y: 10 }),
      ...paintText({ text: '7', x: 9, y: 10 }),
      ...paintText({ text: '9', x: 30, y: 10 }),
    ])[0]
    expect(line?.words.map((word) => word.text)).toEqual(['5', '7', '9'])
  })

  it('parts a line where one edge cuts off the end of a text and the beginning of another', () => {
    const cut = (text: string, x: number, visible: number): ReturnType<typeof paintText> =>
      paintText({ text, x, y: 10 }).map((glyph) => ({ ...glyph, visible }))
    const glyphs = [
      ...paintText({ text: '按照负', x: 0, y: 10 }),
      ...cut('责', 30, 0.4),
      ...cut('旱', 28, 0.4),
      ...paintText({ text: '和河湖', x: 38, y: 10 }),
    ]
    expect(textsOf(glyphs)).toEqual(['按照负责', '旱和河湖'])
  })

  it('keeps a raised footnote mark on its line', () => {
    const glyphs = [
      ...paintText({ text: 'Total', x: 0, y: 20 }),
      ...paintText({ text: '2', x: 24, y: 17, size: 6 }),
      ...paintText({ text: 'above', x: 0, y: 8 }),
    ]
    expect(textsOf(glyphs)).toEqual(['above', 'Total²'])
  })

  it('does not let a raised footnote mark become a digit of its figure', () => {
    const glyphs = [
      ...paintText({ text: '5.2', x: 0, y: 20 }),
      ...paintText({ text: '1)', x: 14, y: 17, size: 6 }),
    ]
    expect(textsOf(glyphs)).toEqual(['5.2¹⁾'])
  })

  it('knows footnote marks in small type, which are hardly smaller, and keeps the row together behind them', () => {
    const mark = { text: '1', y: 18.4, size: 5 }
    const glyphs = [
      ...paintText({ text: 'Housing', x: 0, y: 20, size: 6 }),
      ...paintText({ ...mark, x: 21.3 }),
      ...paintText({ text: '7,305', x: 60, y: 20, size: 6 }),
      ...paintText({ ...mark, x: 73.6 }),
      ...paintText({ text: '88.6', x: 100, y: 20, size: 6 }),
    ]
    expect(textsOf(glyphs)).toEqual(['Housing¹ 7,305¹ 88.6'])
  })

  it('takes small figures on the line for what they are', () => {
    const glyphs = [
      ...paintText({ text: '合计', x: 0, y: 20, size: 12 }),
      ...paintText({ text: '25', x: 25, y: 20, size: 8 }),
    ]
    expect(textsOf(glyphs)).toEqual(['合计25'])
  })

  it('has a space where the file has one and a reader sees it', () => {
    const spaced = (gap: number) => {
      const [number, year] = [
        paintText({ text: '2024', x: 0, y: 10 }),
        paintText({ text: '年度', x: 22 + gap, y: 10 }),
      ]
      return [
        ...number,
        ...year.map((glyph, index) => (index === 0 ? { ...glyph, afterSpace: true } : glyph)),
      ]
    }
    expect(textsOf(spaced(2.5))).toEqual(['2024 年度'])
    expect(textsOf(spaced(0.3))).toEqual(['2024年度'])
  })

  it('keeps a figure whole that is set with tracking, or with every character equally wide', () => {
    const setApart = (text: string, place: (x: number, width: number) => number) => {
      let x = 0
      return [...text].flatMap((character) => {
        const glyphs = paintText({ text: character, x, y: 10 })
        x = place(x, (glyphs[0]?.box[2] ?? 0) - x)
        return glyphs
      })
    }
    expect(textsOf(setApart('1,234.56', (x, width) => x + width + 2))).toEqual(['1,234.56'])
    expect(textsOf(setApart('1234.56', (x) => x + 6))).toEqual(['1234.56'])
  })

  it('does not take the blank beside a quotation mark of a Latin font for a space', () => {
    const glyphs = [
      ...paintText({ text: '按照“', x: 0, y: 10 }).map((glyph) =>
        glyph.text === '“' ? { ...glyph, box: [20, glyph.box[1], 24.5, glyph.box[3]] as const } : glyph,
      ),
      ...paintText({ text: '十四五', x: 30, y: 10 }),
    ]
    expect(textsOf(glyphs)).toEqual(['按照“十四五'])
  })

  it('keeps a label that is centred between two lines apart from both', () => {
    const glyphs = [
      ...paintText({ text: '决策', x: 0, y: 16 }),
      ...paintText({ text: '中长期规划制', x: 60, y: 10 }),
      ...paintText({ text: '定健全性', x: 60, y: 22 }),
    ]
    expect(textsOf(glyphs)).toEqual(['中长期规划制', '决策', '定健全性'])
  })

  it('counts a glyph once that was printed twice to look bold', () => {
    const glyphs = ['合', '计'].flatMap((text, index) => [
      ...paintText({ text, x: index * 10, y: 10 }),
      ...paintText({ text, x: index * 10 + 0.4, y: 10 }),
    ])
    expect(textsOf(glyphs)).toEqual(['合计'])
    expect(textsOf(paintText({ text: 'all 100 balloons', x: 0, y: 10 }))).toEqual(['all 100 balloons'])
  })

  it('reads upright vertical writing downwards, columns right to left', () => {
    const column = (text: string, x: number) =>
      [...text].map((character, index) => ({
        text: character,
        box: [x, index * 10, x + 10, index * 10 + 10] as const,
        size: 10,
        visible: 1,
        angle: 90 as const,
        vertical: true,
        order: index,
      }))
    expect(textsOf([...column('资金', 0), ...column('部门整体', 14)])).toEqual(['部门整体', '资金'])
  })

  it('tells how much of its first and last glyph the page shows', () => {
    const glyphs = paintText({ text: '市级部门', x: 0, y: 10 })
    const clipped = glyphs.map((glyph, index) => (index === 3 ? { ...glyph, visible: 0.4 } : glyph))
    expect(assembleLines(clipped)[0]).toMatchObject({ firstVisible: 1, lastVisible: 0.4 })
  })

  it('gives every glyph exactly once', () => {
    const placed = fc.record({
      text: fc.stringMatching(/^[a-z年度0-9]{1,8}$/),
      x: fc.integer({ min: 0, max: 500 }),
      y: fc.integer({ min: 0, max: 30 }).map((row) => row * 14),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(placed, { selector: (each) => `${each.y}`, minLength: 1, maxLength: 20 }),
        (texts) => {
          const glyphs = texts.flatMap((each) => paintText(each))
          const written = texts.flatMap((each) => [...each.text]).sort()
          const read = assembleLines(glyphs).flatMap((line) => line.words.flatMap((word) => [...word.text]))
          expect(read.sort()).toEqual(written)
        },
      ),
    )
  })
})
