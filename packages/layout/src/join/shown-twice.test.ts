import { describe, expect, it } from 'vitest'
import type { TextLine } from '../page-table.ts'
import { lineOf } from './line.test-support.ts'
import { isShownTwice, linesBelow } from './shown-twice.ts'

const texts = (lines: readonly TextLine[]): readonly string[] => lines.map(({ text }) => text)

describe('a line at a page break', () => {
  it('is taken once, from the page that shows more of it', () => {
    const [above, below] = [lineOf('健全', 0, 0, 0.3), lineOf('健全', 0, 0, 0.7)]
    expect(linesBelow([above], [below])).toEqual([below])
  })

  it('is taken once where one page shows a part of its glyphs', () => {
    const lines = linesBelow([lineOf('人员管理制度健全性', 0, 0, 0.9)], [lineOf('性', 80, 0, 0.2)])
    expect(texts(lines)).toEqual(['人员管理制度健全性'])
  })

  it('is followed by another where that stands elsewhere or is seen whole', () => {
    expect(isShownTwice([lineOf('人员管理制度健全性', 0, 0, 0.9)], [lineOf('性', 0, 0, 0.2)])).toBe(false)
    expect(isShownTwice([lineOf('健全', 0, 0, 1)], [lineOf('健全', 0, 0, 1)])).toBe(false)
  })
})
