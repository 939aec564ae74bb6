import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { cellsOf } from './adjacency.test-support.ts'
import { breaksFigures, stacksWholeFigures } from './broken-figures.ts'
import { type Placed, paintPage, paintText, widthOf } from './paint.test-support.ts'
import { levelLinesOf, phraseLinesOf } from './phrases.ts'
import type { PlacedLine } from './placed.ts'

const LABELS = ['Energy', 'Transport', 'Schools', 'Pensions', 'Housing']
const TOP = 100
const RIGHTS = [230, 256, 282]

const endingAt = (text: string, right: number, y: number): Placed => ({ text, x: right - widthOf(text), y })

/** The frame of the table and the rulings between its columns, of a header and so many points of rows without any. */
function rulingsOver(bottom: number): Ruling[] {
  const level = [TOP, TOP + 20, bottom].map((y) => ({ x0: 50, y0: y, x1: 284, y1: y, width: 0.5 }))
  const upright = [50, 206, 232, 258, 284].map((x) => ({ x0: x, y0: TOP, x1: x, y1: bottom, width: 0.5 }))
  return [...level, ...upright]
}

/** Rows of cells of one or two lines, in the middle of their rows, and the lines 12 points apart. */
function tableOf(rows: readonly (readonly (readonly string[])[])[], pitch: number): string[][] {
  const bottom = TOP + 20 + rows.length * pitch
  const header = ['2001', '2002', '2003'].map((text, index) => endingAt(text, RIGHTS[index] ?? 0, TOP + 10))
  const body = rows.flatMap((cells, row) => {
    const middle = TOP + 20 + (row + 0.5) * pitch
    const figures = cells.flatMap((lines, column) =>
      lines.map((text, line) =>
        endingAt(text, RIGHTS[column] ?? 0, middle + (line - (lines.length - 1) / 2) * 12),
      ),
    )
    return [{ text: LABELS[row] ?? '', x: 52, y: middle }, ...figures]
  })
  const page = paintPage([{ text: 'Program', x: 52, y: TOP + 10 }, ...header, ...body], rulingsOver(bottom))
  const [table] = layOutPage(page).tables
  return Array.from({ length: (table?.rowEdges.length ?? 1) - 1 }, (_, row) =>
    (table ? cellsOf(table) : []).filter((cell) => cell.row === row).map(({ text }) => text),
  )
}

/** A line of one figure in the one column. */
function lineOf(text: string, y: number): PlacedLine {
  const [line] = phraseLinesOf(levelLinesOf(paintText(endingAt(text, 100, y))))
  if (!line) throw new Error('a text makes a line')
  return { ...line, cells: line.phrases.map((phrase) => ({ phrase, from: 0, to: 0 })) }
}

/** Rows of a single column's texts, flush right, one below the other. */
const columnOf = (rows: readonly (readonly string[])[]): PlacedLine[][] => {
  const texts = rows.flat().map((text, index) => ({ text, x: 200 - widthOf(text), y: 100 + index * 14 }))
  const lines = phraseLinesOf(levelLinesOf(paintPage(texts).glyphs)).map(
    ({ top, bottom, centre, size, phrases }): PlacedLine => ({
      top,
      bottom,
      centre,
      size,
      cells: phrases.map((phrase) => ({ phrase, from: 1, to: 1 })),
    }),
  )
  return rows.map((row, index) => {
    const first = rows.slice(0, index).flat().length
    return lines.slice(first, first + row.length)
  })
}

describe('figures that a narrow column breaks', () => {
  it('are one each, and their label stands in the middle of their row', () => {
    // given figures of which the last digit, or the bracket, had no room on their line
    const rows = LABELS.map((_, row) => [
      [`${row + 1},40`, '2'],
      ['(12.4', ')'],
      row === 2 ? ['817'] : ['4', '376'],
    ])
    // when the page is read
    const found = tableOf(rows, 36)
    // then each row has one figure a column, put together again
    expect(found.slice(1).map((row) => row.map((text) => text.replaceAll(' ', '')))).toEqual(
      LABELS.map((label, row) => [label, `${row + 1},402`, '(12.4)', row === 2 ? '817' : '4376']),
    )
  })

  it('are not seen in two figures that stand in one row of labels', () => {
    // given means with their deviations below them, each a figure by itself
    const rows = LABELS.map((_, row) => [
      [`${row}.41`, '(0.12)'],
      [`${row}.83`, '(0.09)'],
      [`${row}.17`, '(0.31)'],
    ])
    // when the page is read
    const found = tableOf(rows, 36)
    // then no two of them were put together
    expect(found.flat().filter((text) => text === '(0.12)')).toHaveLength(LABELS.length)
  })

  it('are not seen where both would have had room on one line', () => {
    // given counts below others, once in a column that holds nothing wider and once below a wider figure
    const lines = [
      ['4', '376'],
      ['5', '120'],
      ['8', '064'],
    ].flatMap(([upper = '', lower = ''], row) => [lineOf(upper, row * 36), lineOf(lower, row * 36 + 12)])
    // then only where no text is as wide as both together they are one figure
    expect(breaksFigures(lines, 1)).toBe(true)
    expect(breaksFigures([lineOf('14 376', -36), ...lines], 1)).toBe(false)
  })
})

describe('figures below one another in what may be one row', () => {
  it('are whole where the upper one would have had room for more', () => {
    expect(stacksWholeFigures(columnOf([['810', '8,989'], ['865']]))).toBe(true)
  })

  it('are whole where they make no figure together', () => {
    expect(
      stacksWholeFigures(
        columnOf([
          ['0.41', '(0.12)'],
          ['1.41', '(0.12)'],
        ]),
      ),
    ).toBe(true)
  })

  it('are one figure that its cell broke where the upper part is as wide as any', () => {
    expect(stacksWholeFigures(columnOf([['6,38', '3'], ['464'], ['5,05', '1']]))).toBe(false)
  })

  it('are one figure where it breaks at its space, and the next digits had no room', () => {
    expect(stacksWholeFigures(columnOf([['4', '376'], ['498'], ['9', '967']]))).toBe(false)
  })
})
