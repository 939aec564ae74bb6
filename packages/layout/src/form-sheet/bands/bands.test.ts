import type { Glyph, PaintedPage } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { printedAt } from '../../print.test-support.ts'
import type { Table } from '../../table.ts'
import { paintPage } from '../../unruled/paint.test-support.ts'
import {
  at,
  below,
  book,
  centred,
  edges,
  fields,
  head,
  indicator,
  indicators,
  leading,
  pitch,
  prose,
  rowsOf,
  tablesOf,
  upright,
} from '../drawn-form.test-support.ts'
import { formSheets } from '../index.ts'
import { bandPage } from './band-page.ts'
import { besideEvidence, hasSameColumns } from './beside.ts'
import { repetitionsOf } from './repeated-columns.ts'

/** Where a band begins on its page, points from the left. */
const margin = 40

/** The page that shows `page` from `from` to `to` across, as a printer clips it. */
function windowOf(page: PaintedPage, number: number, [from, to]: readonly [number, number]): PaintedPage {
  const dx = margin - from
  const glyphs = page.glyphs.flatMap((glyph): Glyph[] => {
    const [x0, y0, x1, y1] = glyph.box
    const visible = (Math.min(x1, to) - Math.max(x0, from)) / (x1 - x0)
    return visible <= 0 ? [] : [{ ...glyph, visible, box: [x0 + dx, y0, x1 + dx, y1] }]
  })
  const rulings = page.rulings
    .filter(({ x0, x1 }) => x1 > from && x0 < to)
    .map((rule) => ({ ...rule, x0: Math.max(rule.x0, from) + dx, x1: Math.min(rule.x1, to) + dx }))
  return { ...page, number, glyphs, rulings }
}

/** The pages in bands that end at `cuts`, by strip. */
function bandsOf(strips: readonly PaintedPage[], cuts: readonly number[]): PaintedPage[][] {
  const all = [edges[0], ...cuts, 600]
  return strips.map((page) =>
    all.slice(1).map((to, band) => windowOf(page, page.number * 10 + band, [all[band] ?? 0, to])),
  )
}

const overThenDown = (strips: readonly PaintedPage[][]): PaintedPage[] => strips.flat()
const downThenOver = (strips: readonly PaintedPage[][]): PaintedPage[] =>
  (strips[0] ?? []).flatMap((_, band) => strips.flatMap((strip) => strip[band] ?? []))

const up = at(below, 2) - 60
const isUpper = ({ y }: { readonly y: number }): boolean => y <= at(below, 2) + 1
const strips = [
  { ...paintPage([...fields, ...indicators.filter(isUpper)]), number: 1 },
  {
    ...paintPage(indicators.filter((text) => !isUpper(text)).map((text) => ({ ...text, y: text.y - up }))),
    number: 2,
  },
]
/** Through the middle of a name’s column, and between two columns. */
const [inCells, atColumns] = [307, edges[2]]

/** The pages as printers make them that fit each to its paper. */
const atScalesOfTheirOwn = (pages: readonly PaintedPage[]): PaintedPage[] =>
  pages.map((page, index) => printedAt(page, [1, 0.991, 1.012, 1.006][index] ?? 1))

const kinds = (table: Table | undefined): (string | undefined)[] =>
  (table?.repairs ?? []).map(({ kind }) => kind)

/** Fewer points of evidence part pages that the order of pages puts side by side. */
const LEAST_IN_ORDER = -1

describe('a form without rulings that was printed in bands', () => {
  const whole = rowsOf(tablesOf(strips)[0])

  it('is whole where its pages are a little larger or smaller than each other, each text where its page has it', () => {
    const pages = atScalesOfTheirOwn(overThenDown(bandsOf(strips, [inCells])))
    const [table] = tablesOf(pages)
    expect(rowsOf(table)).toEqual(whole)
    const value = table?.cells.find(({ text }) => text === '≥95%')
    const glyph = pages[1]?.glyphs.find(({ text }) => text === '≥')
    expect(value?.locators).toMatchObject([
      {
        page: pages[1]?.number,
        bbox: [
          expect.closeTo(glyph?.box[0] ?? 0, 1),
          expect.closeTo(glyph?.box[1] ?? 0, 1),
          expect.anything(),
          expect.anything(),
        ],
      },
    ])
  })

  for (const [name, cut] of [
    ['through cells', inCells],
    ['between columns', atColumns],
  ] as const) {
    it(`and cut ${name} reads as if it had been printed on one page`, () => {
      const [first] = strips
      const [table, ...more] = tablesOf(bandsOf(first === undefined ? [] : [first], [cut]).flat())
      expect(more).toEqual([])
      expect(rowsOf(table)).toEqual(rowsOf(tablesOf(strips.slice(0, 1))[0]))
      expect(kinds(table)).toContain('bands-joined')
    })
  }

  it('reads the same in either order of its pages', () => {
    for (const order of [overThenDown, downThenOver]) {
      const [table, ...more] = tablesOf(order(bandsOf(strips, [inCells])))
      expect(more).toEqual([])
      expect(rowsOf(table)).toEqual(whole)
    }
  })

  it('reads the same in three bands and in four', () => {
    for (const cuts of [
      [170, inCells],
      [130, 235, inCells],
    ])
      expect(rowsOf(tablesOf(downThenOver(bandsOf(strips, cuts)))[0])).toEqual(whole)
  })

  it('says of a text that the cut parted where it stands on either page', () => {
    const [table] = tablesOf(bandsOf(strips.slice(0, 1), [inCells]).flat())
    const name = table?.cells.find(({ text }) => text === '预算执行率')
    expect(name?.locators).toMatchObject([{ page: 10 }, { page: 11 }])
  })

  it('begins one filing, though a title shows on each band', () => {
    expect(tablesOf(bandsOf(strips.slice(0, 1), [inCells]).flat())).toHaveLength(1)
  })
})

/** The page that shows `page` within `shown`, and in front of that again what stands to the left of `end`. */
function withFirstColumn(
  page: PaintedPage,
  number: number,
  end: number,
  shown: readonly [number, number],
): PaintedPage {
  const shift = end - edges[0]
  const first = windowOf(page, number, [edges[0], end])
  const rest = windowOf(page, number, shown)
  const moved = rest.glyphs.map(
    (glyph): Glyph => ({
      ...glyph,
      box: [glyph.box[0] + shift, glyph.box[1], glyph.box[2] + shift, glyph.box[3]],
    }),
  )
  return { ...rest, glyphs: [...first.glyphs, ...moved] }
}

describe('a form in bands that each print its first column again', () => {
  const whole = rowsOf(tablesOf(strips)[0])

  for (const [name, cut] of [
    ['through cells', inCells],
    ['between columns', atColumns],
  ] as const) {
    it(`and cut ${name} reads as if it had been printed on one page, in either order`, () => {
      const repeated = strips.map((page) => [
        windowOf(page, page.number * 10, [edges[0], cut]),
        withFirstColumn(page, page.number * 10 + 1, edges[1], [cut, 600]),
      ])
      for (const order of [overThenDown, downThenOver]) {
        const [table, ...more] = tablesOf(order(repeated))
        expect(more).toEqual([])
        expect(rowsOf(table)).toEqual(whole)
      }
    })
  }
})

describe('a form in three bands that each print its first column again, one page of which was left out', () => {
  it('has the column from the next page of the strip', () => {
    const pages = strips.map((page, strip) => [
      ...(strip === 0 ? [windowOf(page, page.number * 10, [edges[0], edges[2]])] : []),
      withFirstColumn(page, page.number * 10 + 1, edges[1], [edges[2], edges[3]]),
      withFirstColumn(page, page.number * 10 + 2, edges[1], [edges[3], 600]),
    ])
    const [table, ...more] = tablesOf(overThenDown(pages))
    expect(more).toEqual([])
    expect(rowsOf(table).at(-1)).toEqual(['效益', '', '读者满意度', '≥90%'])
  })

  it('has the heads once, though those of the page that was left out are missing where they are printed again', () => {
    const lower = indicators
      .filter((text) => !isUpper(text))
      .map((text) => ({ ...text, y: text.y - up + pitch }))
    const second = { ...paintPage([...head(60 + pitch), ...lower]), number: 2 }
    const pages = [...strips.slice(0, 1), second].map((page, strip) => [
      ...(strip === 0 ? [windowOf(page, page.number * 10, [edges[0], edges[2]])] : []),
      withFirstColumn(page, page.number * 10 + 1, edges[1], [edges[2], edges[3]]),
      withFirstColumn(page, page.number * 10 + 2, edges[1], [edges[3], 600]),
    ])
    const [table] = tablesOf(overThenDown(pages))
    expect(rowsOf(table).filter((texts) => texts.includes('指标值'))).toHaveLength(1)
  })
})

/** A glyph of the title half as large again, where it stands. */
const inLargeType = (glyph: Glyph): Glyph =>
  glyph.box[3] < 70 ? { ...glyph, size: glyph.size * 1.5 } : glyph

describe('pages of two filings of one form', () => {
  it('repeat no columns, though their labels are the same: the heads behind them are as well', () => {
    const [page] = strips
    if (page === undefined) throw new Error('There is a page')
    expect(repetitionsOf([page, { ...page, number: 2 }], () => false, book)).toEqual([null, null])
  })

  it('stand one behind the other where each begins with its whole title, though lines and heads go on across', () => {
    const heights = [0, 1, 2.4, 3.2, 4.9, 5.7, 7.3, 8.1].map((row) => at(140, row))
    const page = (number: number, field: string, column: number, names: readonly string[]): PaintedPage => ({
      ...paintPage([
        centred('绩效目标表', number - 1, 4, 60),
        centred(field, 0, 1, 100),
        centred('某单位', 1, 4, 100),
        ...heights.map((y, row) => centred(names[row] ?? `第${row}项内容`, column, column + 1, y)),
      ]),
      number,
    })
    const pages = [page(1, '单位名称', 0, ['三级指标']), page(2, '主要职能', 2, ['全年值'])]
    const sheets = formSheets(pages.map(upright), book)
    expect(sheets.map((sheet) => sheet.pages.map((own) => own.page.number))).toEqual([[1], [2]])
  })

  it('are whole though each was cut at a place of its own', () => {
    const cuts = [inCells, 330]
    const titled = strips.map((page) => ({ ...page, glyphs: page.glyphs.map(inLargeType) }))
    const printed = cuts.flatMap((cut, filing) =>
      overThenDown(bandsOf(titled, [cut])).map((page, index) => ({ ...page, number: filing * 10 + index })),
    )
    const [expected] = tablesOf(titled)
    expect(tablesOf(printed).map(rowsOf)).toEqual([rowsOf(expected), rowsOf(expected)])
  })

  it('repeat no columns where a side cuts the beginning of what they have in common', () => {
    const page = (number: number, text: string, isCutThere: boolean): PaintedPage => {
      const painted = paintPage(
        [0, 1, 2].flatMap((row) => [
          { text: '和验收', x: margin, y: at(60, row) },
          { text, x: 300, y: at(60, row) },
        ]),
      )
      const glyphs = painted.glyphs.map((glyph) =>
        isCutThere && glyph.text === '和' ? { ...glyph, visible: 0.4 } : glyph,
      )
      return { ...painted, number, glyphs }
    }
    const repeated = (isCutThere: boolean) =>
      repetitionsOf([page(1, '采购', isCutThere), page(2, '文件', isCutThere)], () => false, book)
    expect(repeated(false)[1]?.of).toBe(0)
    expect(repeated(true)).toEqual([null, null])
  })

  it('repeat no columns where a title between them begins another filing, though both end with the same rows', () => {
    const rows = ['制定', '健全', '完善']
    const end = (number: number, value: string): PaintedPage => ({
      ...paintPage(
        rows.flatMap((text, row) => [
          { text, x: margin, y: at(60, row) },
          { text: value, x: 300, y: at(60, row) },
        ]),
      ),
      number,
    })
    const top = { ...paintPage(fields), number: 2 }
    const isTop = ({ number }: PaintedPage): boolean => number === 2
    const pages = [end(1, '项目内部文件'), top, end(3, '采购')]
    expect(repetitionsOf(pages, isTop, book)).toEqual([null, null, null])
    expect(repetitionsOf(pages, () => false, book)[2]?.of).toBe(0)
  })
})

describe('one band of a form whose other band is missing', () => {
  it('is read with less confidence and a repair that says so', () => {
    const [left] = bandsOf(strips.slice(0, 1), [inCells]).flat()
    const [table] = tablesOf(left === undefined ? [] : [left])
    expect(table?.confidence).toBe(0.5)
    expect(kinds(table)).toContain('bands-joined')
  })
})

describe('pages of one sheet that lie one below the other', () => {
  it('are no bands where prose begins at one place beside the labels of both', () => {
    const goals = (label: string, text: string): PaintedPage =>
      paintPage([
        centred(label, 0, 1, 60 + leading),
        ...['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'].map((number, line) =>
          prose(`${number}.${text}`, 60 + line * leading),
        ),
      ])
    const [upper, lower] = [
      goals('年度目标', '完成年度采购的立项和验收工作。'),
      goals('主要职能', '负责图书文献采集整理的各项规划工作。'),
    ].map(bandPage)
    if (upper === undefined || lower === undefined) throw new Error('There are two pages')
    expect(besideEvidence(upper, lower, book)).toBeLessThan(0)
  })
})

describe('a page on which only merged labels stand', () => {
  it('may be the left band of rows whose lines are at other heights', () => {
    const left = paintPage([
      centred('小计', 0, 1, at(60, 0.3)),
      ...['收入', '部门资金', '收入', '部门资金'].map((text, row) =>
        centred(text, 0, 1, at(60, 2 * row + 0.8)),
      ),
    ])
    const right = paintPage(
      [0, 1, 2, 3, 4, 5, 6, 7].flatMap((row) => indicator(`完成率${row}`, `≥9${row}%`, at(60, row))),
    )
    const evidence = besideEvidence(bandPage(left), bandPage(right), book)
    expect(evidence).toBeGreaterThan(LEAST_IN_ORDER)
  })

  it('may be that as well where their column happens to have its middle where the names have it', () => {
    const left = paintPage([
      centred('合计', 0, 1, at(60, 3.5)),
      ...['收入', '部门资金', '收入', '部门资金', '收入'].map((text, row) =>
        centred(text, 2, 3, at(60, 1.5 * row + 0.3)),
      ),
    ])
    const names = [
      '预算编制规范性',
      '预算执行率',
      '结转率',
      '采购执行率',
      '制度健全性',
      '合规性',
      '覆盖率',
      '公开度',
    ]
    const right = paintPage(names.flatMap((name, row) => indicator(name, '≥9%', at(60, row))))
    expect(hasSameColumns(bandPage(left), bandPage(right), book)).toBe(false)
    expect(besideEvidence(bandPage(left), bandPage(right), book)).toBeGreaterThan(LEAST_IN_ORDER)
  })
})
