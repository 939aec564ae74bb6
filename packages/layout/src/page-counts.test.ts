import { describe, expect, it } from 'vitest'
import { layOut } from './lay-out.ts'
import { pageCountDoubts } from './page-counts.ts'
import { documentOf, paintText, plainPrint, plainSheet, printSheet } from './print.test-support.ts'

/** What is found in a file whose pages say these numbers of so many. */
const found = (numbers: readonly number[], of: number) =>
  pageCountDoubts(numbers.map((number, at) => ({ number, of, place: { page: at + 1, bbox: [0, 0, 9, 9] } })))

describe('pages that are counted in their feet', () => {
  it.each([
    ['one page missing', [1, 3]],
    ['the last one missing', [1, 2]],
    ['the first one missing', [2, 3]],
    ['one page twice', [1, 2, 2, 3]],
    ['the last page first', [3, 2, 1]],
    ['all left pages first', [1, 3, 2]],
  ])('are a finding with %s', (_, numbers) => {
    expect(found(numbers, 3)).toMatchObject([{ check: 'layout/page-count', actual: numbers.join(', ') }])
  })

  it('are read where they stand below the table', async () => {
    const sheet = plainSheet(
      [
        ['项目', '金额', '说明'],
        ['资料', '12', '采购'],
        ['设备', '30', '维护'],
      ],
      [60, 60, 60],
      12,
    )
    const [page] = printSheet(sheet, plainPrint)
    if (page === undefined) throw new Error('The sheet has no page')
    const foot = paintText('第1页，共2页', 200, page.height - 12, 9)
    const { doubts } = await layOut(documentOf([{ ...page, glyphs: [...page.glyphs, ...foot] }]))
    expect(doubts).toMatchObject([{ check: 'layout/page-count', actual: '1', expected: '2' }])
  })

  it('are none in order: one print, several, an excerpt of a long one', () => {
    expect([
      ...found([1, 2, 3], 3),
      ...found([1, 2, 1, 2], 2),
      ...found([12, 13, 14], 80),
      ...found([79, 80], 80),
    ]).toEqual([])
  })
})
