import { describe, expect, it } from 'vitest'
import { layOutPage } from '../page-layout.ts'
import { cellsOf } from './adjacency.test-support.ts'
import { type Placed, paintPage, widthOf } from './paint.test-support.ts'

/** Rows of a label and texts flush right at these places. */
const flushRight = (rows: readonly (readonly string[])[], rights: readonly number[]): Placed[] =>
  rows.flatMap((texts, row) =>
    texts.map((text, column) => ({
      text,
      x: column === 0 ? 50 : (rights[column - 1] ?? 0) - widthOf(text),
      y: 100 + row * 14,
    })),
  )

const labels = ['Salaries', 'Equipment', 'Training', 'Travelling', 'Rents', 'Fuel', 'Books', 'Taxes']

/** The texts of each row of the page's only table. */
const rowsOf = (texts: readonly Placed[]): string[][] => {
  const { tables } = layOutPage(paintPage(texts))
  const [only] = tables
  const cells = only && tables.length === 1 ? cellsOf(only) : []
  return labels.map((_, row) => cells.filter((cell) => cell.row === row).map(({ text }) => text))
}

describe('texts that stand a space apart on every line', () => {
  it('are figures of two columns where one has decimals or separators', () => {
    // given counts and shares, each pair as far apart as two words of a sentence
    const rows = labels.map((label, index) => [
      label,
      `${index + 1},72${index}`,
      `${index + 11}.4`,
      `${index + 2},35${index}`,
      `${index + 21}.7`,
    ])
    const width = widthOf('11.4') + 4
    const count = widthOf('1,720') + 4
    const rights = [200, 200 + width, 200 + width + count, 200 + 2 * width + count]
    expect(rowsOf(flushRight(rows, rights))).toEqual(rows)
  })

  it('are one text where both parts are digits only, as a code has them', () => {
    // given codes of two groups of digits
    const rows = labels.map((label, index) => [
      label,
      `${index + 21}`,
      `0${index + 1}`,
      `${index * 7 + 3},418`,
    ])
    const rights = [200, 204 + widthOf('01'), 320]
    const whole = rows.map(([label, group, second, figure]) => [label, `${group} ${second}`, figure])
    expect(rowsOf(flushRight(rows, rights))).toEqual(whole)
  })
})
