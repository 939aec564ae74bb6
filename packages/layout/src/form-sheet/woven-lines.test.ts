import { describe, expect, it } from 'vitest'
import { paintGrid } from '../unruled/paint.test-support.ts'
import { book } from './drawn-form.test-support.ts'
import { phrasesOf } from './phrase.ts'
import { unwoven } from './woven-lines.ts'

function linesOf(text: string, wide: 1 | 2): string[][] {
  const page = paintGrid(text, wide)
  const lines = new Map<number, string[]>()
  for (const { text: own, y } of unwoven(phrasesOf(page), page, book))
    lines.set(y, [...(lines.get(y) ?? []), own])
  return [...lines.values()]
}

describe('lines of a page of characters', () => {
  it('are one where the second begins with the bold label that ends the first', () => {
    expect(linesOf('过程\n过程  预算执行率  ≥95%', 1)).toEqual([['过程', '预算执行率', '≥95%']])
    expect(linesOf('主要职能\n主要职能', 1)).toEqual([['主要职能']])
  })

  it('keep values that recur: figures, and what is no known label and stands alone', () => {
    expect(linesOf('     12.5\n     12.5  甲', 1)).toHaveLength(2)
    expect(linesOf('     健全\n     健全', 1)).toHaveLength(2)
  })

  it('are left where the places of texts were not counted in characters', () => {
    expect(linesOf('过程\n过程  预算执行率', 2)).toHaveLength(2)
  })
})
