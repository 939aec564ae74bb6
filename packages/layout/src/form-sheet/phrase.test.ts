import { describe, expect, it } from 'vitest'
import { paintGrid } from '../unruled/paint.test-support.ts'
import { withoutFurniture } from './furniture.ts'
import { phrasesOf } from './phrase.ts'
import { noLabels } from './vocabulary.ts'

const textsOf = (page: Parameters<typeof phrasesOf>[0]): string[] => phrasesOf(page).map(({ text }) => text)

describe('phrases of space-aligned text', () => {
  it('end at a single space where it is as wide as a Chinese character', () => {
    const row = '食品监督抽检 ≥12批次 考察抽检情况 采购文件'
    expect(textsOf(paintGrid(row, 1))).toEqual(row.split(' '))
  })

  it('go on over a single space where that is half as wide', () => {
    expect(textsOf(paintGrid('考察 抽检情况  采购文件', 2))).toEqual(['考察抽检情况', '采购文件'])
  })

  it('of a page number are its line together, and go', () => {
    const rows = Array.from({ length: 20 }, (_, row) => `指标${row}    ≥${row}%`).join('\n')
    const [page] = withoutFurniture([paintGrid(`${rows}\n\n   第 1 页，共 2 页`, 1)], noLabels)
    expect(page?.glyphs.map(({ text }) => text).join('')).toMatch(/≥19%$/)
  })
})
