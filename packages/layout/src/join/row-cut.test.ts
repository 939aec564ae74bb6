import { describe, expect, it } from 'vitest'
import { alignEdges } from '../edges.ts'
import type { TextLine } from '../page-table.ts'
import { lineOf } from './line.test-support.ts'
import type { Piece } from './piece.ts'
import { cutCells } from './row-cut.ts'

const columnEdges = [0, 60, 160, 260, 330]

/** One row without borders at the break, its cells' lines from left to right. */
function rowOf(texts: readonly (readonly string[])[], visible: readonly number[] = []): Piece {
  const lines = (column: number): readonly TextLine[] =>
    (texts[column] ?? []).map((text, line) =>
      lineOf(text, (columnEdges[column] ?? 0) + 5, 5 + 12 * line, visible[column] ?? 1),
    )
  const height = 12 * Math.max(...texts.map((own) => own.length)) + 8
  return {
    box: [0, 0, 330, height],
    method: 'partly-ruled',
    columnEdges,
    rowEdges: [0, height],
    cells: texts.map((_, column) => ({
      row: 0,
      column,
      rowSpan: 1,
      columnSpan: 1,
      box: [columnEdges[column] ?? 0, 0, columnEdges[column + 1] ?? 0, height],
      lines: lines(column),
      open: { left: false, right: false, top: true, bottom: true },
      locators: [],
      confidence: 1,
      origins: [`${column}`],
    })),
    confidence: 1,
    repairs: [],
  }
}

function joinedAcross(
  upper: Piece,
  lower: Piece,
  bordersTell = false,
  hasOpenTop = false,
): readonly string[] {
  const columns = alignEdges(columnEdges, columnEdges, 1)
  const cuts = cutCells(upper, lower, columns, { hasOpenTop, bordersTell })
  return cuts.map(({ lines, confidence }) => `${lines.map(({ text }) => text).join('/')} ${confidence}`)
}

describe('a page break that takes the border between two rows away', () => {
  it('joins the label that is merged over both, of which each page shows half, and keeps the rows apart', () => {
    const upper = rowOf([['机构建设'], ['学习培训率'], ['=100%'], []], [0.5])
    const lower = rowOf([['机构建设'], ['监察有效性'], ['有效'], []], [0.5])
    expect(joinedAcross(upper, lower)).toEqual(['机构建设 0.98'])
  })
})

describe('a page break in a table without an outer border', () => {
  it('takes a row once of whose line each page shows a part', () => {
    const upper = rowOf([['履职'], ['路灯亮灯率'], ['≥40%'], ['≥80%']], [1, 0.4, 0.4, 0.4])
    const lower = rowOf([[], ['路灯亮灯率'], ['≥40%'], ['≥80%']], [1, 0.7, 0.7, 0.7])
    expect(joinedAcross(upper, lower, false, true)).toEqual([
      '履职 0.98',
      '路灯亮灯率 0.98',
      '≥40% 0.98',
      '≥80% 0.98',
    ])
  })

  it('keeps rows apart of which both pages show the whole: that nothing is drawn between them tells nothing', () => {
    const upper = rowOf([['履职'], ['路灯亮灯率'], ['≥40%'], ['≥80%']])
    const lower = rowOf([['效益'], ['设备完好率'], ['≥40%'], ['≥80%']])
    expect(joinedAcross(upper, lower, false, true)).toEqual([])
  })
})

describe('a page break within a row', () => {
  it('takes a text once that both pages show, and doubts that it is one', () => {
    const upper = rowOf([['产出'], ['疫苗规划与疫苗冷链'], ['=100%'], ['采购文件和验']])
    const lower = rowOf([[], ['苗委托服务'], ['=100%'], ['收资料']])
    expect(joinedAcross(upper, lower)).toContain('=100% 0.7')
  })

  it('joins its cells where as many go on as seem to end, and doubts those that do', () => {
    const upper = rowOf([['产出'], ['疫苗规划与疫苗冷链'], ['=116'], ['采购文件和验']])
    const lower = rowOf([[], ['苗委托服务'], ['份'], ['收资料']])
    expect(joinedAcross(upper, lower)).toEqual([
      '产出 0.98',
      '疫苗规划与疫苗冷链/苗委托服务 0.98',
      '=116/份 0.7',
      '采购文件和验/收资料 0.98',
    ])
  })
})

const withOpen = (piece: Piece, open: { readonly top?: boolean; readonly bottom?: boolean }): Piece => ({
  ...piece,
  cells: piece.cells.map((cell) => ({ ...cell, open: { ...cell.open, ...open } })),
})

const withMergedLabel = (piece: Piece): Piece => ({
  ...piece,
  cells: piece.cells.map((cell) => (cell.column === 0 ? { ...cell, rowSpan: 2 } : cell)),
})

describe('a row that a word processor cuts and closes, beside a merged label that it prints on both pages', () => {
  it('is one row, and the label stands in it once', () => {
    const upper = withOpen(rowOf([['年度指标'], ['农村公路列养率'], ['≥70%'], ['反映项目实施的']]), {
      bottom: false,
    })
    const lower = withMergedLabel(withOpen(rowOf([['年度指标'], [], [], ['程度和效果']]), { top: false }))
    expect(joinedAcross(upper, lower).map((joined) => joined.split(' ')[0])).toEqual([
      '年度指标',
      '农村公路列养率',
      '≥70%',
      '反映项目实施的/程度和效果',
    ])
  })
})

describe('a page break below borders that close every row, where the printer leaves out those of cells that go on', () => {
  const upper = rowOf([['决策'], ['预算编制'], ['编制科学性'], ['科学']])
  // A header that was printed again is gone, and what stood below it is open at its top.
  const lower = withMergedLabel(rowOf([[], ['预算执行'], ['预算调整率'], ['≤1%']]))

  it('begins a new merged label below, although its text stands on a page further on', () => {
    expect(joinedAcross(withOpen(upper, { bottom: false }), lower, true)).toEqual([])
  })

  it('goes on with the label where its border is left out', () => {
    expect(joinedAcross(upper, lower, true)).toContain('决策 0.98')
  })
})

describe('a merged label of which each page shows one row, closed by a border of each page', () => {
  const closed = { top: false, bottom: false }
  const lower = withOpen(rowOf([['效益指标'], ['减排量'], ['≥5'], ['年报']]), closed)
  const row = withOpen(rowOf([[], ['绿地养护面积'], ['≥20'], ['台账']]), closed)
  // Two rows of the label before, then the blank one at the foot of the page.
  const upperWith = (blank: readonly number[]): Piece => ({
    ...row,
    rowEdges: [0, 20, 40, 60],
    cells: [
      ...withMergedLabel(withOpen(rowOf([['产出指标'], ['巡查次数'], ['≥9'], ['台账']]), closed)).cells,
      ...withOpen(rowOf([[], ['培训场次'], ['≥3'], ['台账']]), closed)
        .cells.slice(1)
        .map((cell) => ({
          ...cell,
          row: 1,
          lines: blank.includes(cell.column) ? [] : cell.lines,
        })),
      ...row.cells.map((cell) => ({ ...cell, row: 2 })),
    ],
  })

  it('stands in both rows, and the reader is told', () => {
    expect(joinedAcross(upperWith([]), lower)[0]).toMatch(/^效益指标 0\.7/)
  })

  it('does not where cells of no merged label are blank', () => {
    const facing = withOpen(rowOf([['效益指标'], [], ['≥5'], ['年报']]), closed)
    expect(joinedAcross(upperWith([1]), facing).some((joined) => joined.startsWith('绿地'))).toBe(false)
  })
})
