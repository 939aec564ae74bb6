import { describe, expect, it } from 'vitest'
import { paintPage } from '../unruled/paint.test-support.ts'
import { fields, indicators, tablesOf } from './drawn-form.test-support.ts'
import { phrasesOf } from './phrase.ts'
import { withTextsLeft } from './sheet-blocks.ts'

describe('texts beside the rows of a form that found no place in them', () => {
  it('stand below its tables, and the first table names them for a person', () => {
    const [table] = tablesOf([paintPage([...fields, ...indicators])])
    const left = phrasesOf(paintPage([{ text: '过程', x: 60, y: 300 }]))
    const at = { page: 1, bbox: [60, 295, 80, 305] as const }
    const blocks = withTextsLeft(table === undefined ? [] : [table], left, () => [at])
    expect(blocks).toMatchObject([
      { kind: 'table', repairs: expect.arrayContaining([expect.objectContaining({ locators: [at] })]) },
      { kind: 'text', text: '过程', locators: [at] },
    ])
    const [first] = blocks
    const repair = first?.kind === 'table' ? first.repairs.at(-1) : undefined
    expect(repair?.message.en).toContain('过程')
    expect(repair?.confidence).toBeLessThan(0.9)
  })
})
