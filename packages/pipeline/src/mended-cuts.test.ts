import type { Section, Table } from '@backfile/layout'
import type { Doubt } from '@backfile/model'
import { describe, expect, it } from 'vitest'
import { withoutMendedCuts } from './mended-cuts.ts'

const cut = (expected: string | null): Doubt => ({
  check: 'reader/text-cut',
  severity: 'warning',
  message: { zh: '', en: '' },
  subjects: [],
  expected,
  actual: '计划',
  locators: [{ page: 1, bbox: [0, 0, 10, 10] }],
})

const sheetWith = (text: string): readonly Section[] => {
  const cell = { row: 0, column: 0, rowSpan: 1, columnSpan: 1, text, locators: [], confidence: 1 }
  const table: Table = { kind: 'table', rows: 1, columns: 1, cells: [cell], confidence: 1, repairs: [] }
  return [{ name: null, blocks: [table] }]
}

describe('a text that a page shows in part', () => {
  it('is no loss where joining the pages has made it whole', () => {
    expect(withoutMendedCuts([cut('计划制定')], sheetWith('一、计划 制定情况'))).toEqual([])
  })

  it('stays in doubt where no page has the rest, or nobody knows it', () => {
    const doubts = [cut('计划制定'), cut(null)]
    expect(withoutMendedCuts(doubts, sheetWith('计划'))).toEqual(doubts)
  })
})
