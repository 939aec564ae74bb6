import type { Glyph } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { glyphsByRegion, isSeenBeyondBorder } from './cell-glyphs.ts'
import type { Region, RegionGrid } from './regions.ts'

const closed = { left: false, right: false, top: false, bottom: false }

/** A row of cells between these edges, points. */
function rowOfCells(
  columnEdges: readonly number[],
  height: number,
  open: Region['open'] = closed,
): RegionGrid {
  const [top, bottom] = [100, 100 + height]
  const regions = columnEdges.slice(1).map((right, column): Region => {
    const box: Region['box'] = [columnEdges[column] ?? 0, top, right, bottom]
    return { row: 0, column, rowSpan: 1, columnSpan: 1, box, open, mended: false }
  })
  return { columnEdges, rowEdges: [top, bottom], regions, regionOf: Int32Array.from(regions.keys()) }
}

/** One cell of 100 × 20 points, its sides as told. */
const gridOf = (open: Region['open']): RegionGrid => rowOfCells([0, 100], 20, open)

function glyph(text: string, x: number, y: number, visible: number): Glyph {
  return { text, box: [x, y, x + 10, y + 10], size: 10, visible, angle: 0, vertical: false, order: x }
}

function textOf(grid: RegionGrid, glyphs: readonly Glyph[]): string {
  return (glyphsByRegion(grid, glyphs)[0]?.glyphs ?? []).map(({ text }) => text).join('')
}

describe('a running title over which a table was printed', () => {
  it('is none of the cell below its top border', () => {
    expect(isSeenBeyondBorder(gridOf(closed), glyph('题', 40, 96, 0.4))).toBe(true)
  })

  it('is no running title where the page cut the cell: its top is open', () => {
    expect(isSeenBeyondBorder(gridOf({ ...closed, top: true }), glyph('题', 40, 96, 0.4))).toBe(false)
  })

  it('is no running title where the page shows what stands in the cell', () => {
    expect(isSeenBeyondBorder(gridOf(closed), glyph('题', 40, 98, 0.8))).toBe(false)
  })

  it('is no running title where half stands on either side: a page break often halves a merged label', () => {
    expect(isSeenBeyondBorder(gridOf(closed), glyph('题', 40, 95, 0.5))).toBe(false)
  })
})

describe('text that sticks out of a cell on the page beside', () => {
  const own = [glyph('数', 86, 105, 1)]

  it('leaves no sliver in the cell where a border closes it', () => {
    expect(textOf(gridOf(closed), [...own, glyph('项', 97, 105, 0.3)])).toBe('数')
  })

  it('leaves no glyph beyond a border that closes a cell without text beside it', () => {
    expect(textOf(gridOf(closed), [glyph('2', -6, 105, 0.45)])).toBe('')
    expect(textOf(gridOf(closed), [glyph('0', 96, 105, 0.97)])).toBe('0')
    expect(textOf(gridOf(closed), [glyph('2', -6, 105, 0.45), glyph('3', 4, 105, 1)])).toBe('23')
  })

  it('leaves no sliver where it lies over a text of the cell itself', () => {
    expect(textOf(gridOf({ ...closed, right: true }), [...own, glyph('项', 92, 105, 0.2)])).toBe('数')
  })

  it('is the text of the cell where that goes on on the page beside', () => {
    expect(textOf(gridOf({ ...closed, right: true }), [...own, glyph('据', 97, 105, 0.3)])).toBe('数据')
  })
})

describe('a label that fills its cell up to the text beside it', () => {
  const grid = rowOfCells([0, 20, 100], 40)
  const inOrder = (...glyphs: readonly Glyph[]) => glyphs.map((each, order) => ({ ...each, order }))
  const line = [glyph('职', 2.4, 105, 1), glyph('能', 12.4, 105, 1), glyph('１', 22.3, 105, 1)]
  const read = (below: Glyph) =>
    glyphsByRegion(grid, inOrder(...line, below)).map(({ glyphs }) => glyphs.map(({ text }) => text).join(''))

  it('ends where the lines of the next cell begin', () => {
    expect(read(glyph('２', 22.3, 120, 1))).toEqual(['职能', '１２'])
  })

  it('flows over the border where no line of the next cell begins there', () => {
    expect(read(glyph('二', 60, 120, 1))).toEqual(['职能１', '二'])
  })
})

describe('a centred label that its cell has no room for, cut in the middle of its first and last letters', () => {
  const grid = rowOfCells([0, 40, 80, 120], 20)

  it('keeps them: what is shown of them stands beside its other letters', () => {
    const label = [...'社会效益值'].map((text, at) => glyph(text, 35 + at * 10, 105, at % 4 === 0 ? 0.5 : 1))
    const texts = glyphsByRegion(grid, [glyph('产', 10, 105, 1), ...label, glyph('率', 95, 105, 1)])
    expect(texts.map(({ glyphs }) => glyphs.map(({ text }) => text).join(''))).toEqual([
      '产',
      '社会效益值',
      '率',
    ])
  })
})

describe('a label whose letters are set apart', () => {
  const grid = rowOfCells([0, 60, 120], 20)
  const textsOf = (...glyphs: readonly Glyph[]): readonly string[] =>
    glyphsByRegion(grid, glyphs).map((cell) => cell.glyphs.map(({ text }) => text).join(''))

  it('keeps the last one, which its cell has no room for', () => {
    const label = [...'绩效指标'].map((text, at) => glyph(text, 2 + at * 19.5, 105, 1))
    expect(textsOf(...label)).toEqual(['绩效指标', ''])
  })

  it('takes no letter of the cell beside it that stands away from the border', () => {
    const letters = [...'是否否'].map((text, at) => glyph(text, 6 + at * 30, 105, 1))
    expect(textsOf(...letters)).toEqual(['是否', '否'])
  })
})

describe('labels that are distributed over cells side by side', () => {
  const region = (column: number, x0: number, x1: number): Region => ({
    row: 0,
    column,
    rowSpan: 1,
    columnSpan: 1,
    box: [x0, 100, x1, 120],
    open: closed,
    mended: false,
  })
  const grid: RegionGrid = {
    columnEdges: [0, 58, 130],
    rowEdges: [100, 120],
    regions: [region(0, 0, 58), region(1, 58, 130)],
    regionOf: Int32Array.of(0, 1),
  }
  const first = [glyph('一', 1, 105, 1), glyph('级', 20, 105, 1), glyph('标', 39, 105, 1)]
  const textsOf = (glyphs: readonly Glyph[]): string[] =>
    glyphsByRegion(grid, glyphs).map((cell) => cell.glyphs.map(({ text }) => text).join(''))

  it('keep their first letters, although they stand as far from the label before as its letters do', () => {
    const second = [glyph('指', 58, 105, 1), glyph('标', 88, 105, 1), glyph('值', 118, 105, 1)]
    expect(textsOf([...first, ...second])).toEqual(['一级标', '指标值'])
  })

  it('get back a last letter for which their cell has no room', () => {
    expect(textsOf([...first, glyph('表', 58, 105, 1)])).toEqual(['一级标表', ''])
  })
})
