import { describe, expect, it } from 'vitest'
import { looseOutline } from './loose-lines.ts'

describe('a page within merged cells, which shows level rulings alone', () => {
  it('has the rows that they draw, and none of the rules of its running title and foot', () => {
    const rows = [80, 96, 130, 146].map((at) => ({ at, from: 47, to: 166 }))
    const rules = [40, 560].map((at) => ({ at, from: 47, to: 451 }))
    const horizontal = [...rules.slice(0, 1), ...rows, ...rules.slice(1)]
    expect(looseOutline({ horizontal, vertical: [] }, 8)?.set).toEqual({
      horizontal: rows,
      vertical: [
        { at: 47, from: 80, to: 146 },
        { at: 166, from: 80, to: 146 },
      ],
    })
  })
})
