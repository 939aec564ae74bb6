import type { PaintedDocument } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import type { LabelBook } from './form-sheet/vocabulary.ts'
import { layOut } from './lay-out.ts'
import { plainPrint, printSheet, type Sheet } from './print.test-support.ts'

const known = ['基本支出', '项目支出', '财政拨款', '其他资金', '上年结转', '社保基金']
const book: LabelBook = { partsOf: (text) => new Set(known.includes(text) ? ['field'] : []) }

/** A label, a wide cell whose text reaches the sheet's middle, and a remark. */
const sheet: Sheet = {
  title: '',
  widths: [60, 100, 100, 100, 60],
  heights: [22, 30, 26, 40, 24, 34],
  cells: known.flatMap((text, row) => [
    { row, column: 0, rowSpan: 1, columnSpan: 1, text: `第${row + 1}项` },
    { row, column: 1, rowSpan: 1, columnSpan: 3, text: `按年初预算批复的全部数额    ${text}` },
    { row, column: 4, rowSpan: 1, columnSpan: 1, text: `备注${row + 1}` },
  ]),
}

function documentOf(pages: ReturnType<typeof printSheet>): PaintedDocument {
  return {
    kind: 'painted',
    mediaType: 'application/pdf',
    doubts: [],
    pageCount: pages.length,
    async *pages() {
      yield* pages
    },
  }
}

describe('a page with known labels and level rules alone', () => {
  it('is a band of the sheet whose ruled pages have its rows, and no form without upright rulings', async () => {
    const pages = printSheet(sheet, { ...plainPrint, columnBreaks: [2, 3] })
    const { sections } = await layOut(documentOf(pages), book)
    const tables = sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'))
    expect(tables).toHaveLength(1)
    expect(
      tables[0]?.cells.filter(({ row, text }) => row === 2 && text !== '').map(({ text }) => text),
    ).toEqual(['第3项', '按年初预算批复的全部数额财政拨款', '备注3'])
  })
})
