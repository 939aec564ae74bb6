/** Tables of texts, marks, dates and codes, and small ones. */
import type { Random } from '../../fixtures/random.ts'
import type { Draft, Made } from '../made-table.ts'
import { type Language, label, sentence } from '../words.ts'
import { figureWriter } from './figures.ts'

export function textTable(random: Random, language: Language, width: number): Made {
  const columns = random.whole(2, Math.max(2, Math.min(5, Math.floor(width / 110))))
  const isKeyed = random.chance(0.4)
  const cells: Draft[] = []
  for (let column = 0; column < columns; column += 1)
    cells.push({ row: 0, column, text: label(random, language, random.whole(1, 3)), bold: true })
  const rows = random.whole(3, 8)
  for (let row = 1; row <= rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const isKey = column === 0 && isKeyed
      const key = random.chance(0.5) ? `${row}.` : label(random, language, random.whole(1, 2))
      const long = Array.from({ length: random.whole(1, 2) }, () => sentence(random, language)).join(' ')
      const short = label(random, language, random.whole(1, 5))
      cells.push({ row, column, text: isKey ? key : random.chance(0.6) ? long : short })
    }
  }
  return { rows: rows + 1, columns, headerRows: 1, cells }
}

export function smallTable(random: Random, language: Language): Made {
  const [rows, columns] = [random.whole(2, 3), random.whole(2, 3)]
  const write = figureWriter(random, language)
  const cells: Draft[] = []
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      cells.push(
        row > 0 && column > 0
          ? { row, column, text: write(), align: 'right' }
          : {
              row,
              column,
              text: label(random, language, random.whole(1, 2)),
              bold: row === 0,
              align: column > 0 ? 'right' : 'left',
            },
      )
  return { rows, columns, headerRows: 1, cells }
}

export function surveyTable(random: Random, language: Language, width: number): Made {
  const columns = random.whole(3, width > 350 ? 7 : 4)
  const rows = random.whole(4, 10)
  const yes = random.pick(['x', '✓', '●', 'Yes', '√'])
  const no = random.pick(['', '', 'No', '–', '○'])
  const cells: Draft[] = [
    { row: 0, column: 0, text: label(random, language, random.whole(1, 2)), bold: true },
  ]
  for (let column = 1; column < columns; column += 1)
    cells.push({
      row: 0,
      column,
      text: label(random, language, random.whole(1, 2)),
      align: 'center',
      bold: true,
    })
  for (let row = 1; row <= rows; row += 1) {
    cells.push({ row, column: 0, text: label(random, language, random.whole(2, 8)) })
    for (let column = 1; column < columns; column += 1)
      cells.push({ row, column, text: random.chance(0.5) ? yes : no, align: 'center' })
  }
  return { rows: rows + 1, columns, headerRows: 1, cells }
}

/** Names with dates, codes and short texts. */
export function keyedList(random: Random, language: Language, width: number): Made {
  const rows = random.whole(4, 15)
  const columns = random.whole(2, width > 350 ? 4 : width > 200 ? 3 : 2)
  const kinds = Array.from({ length: columns }, (_, column) =>
    column === 0 ? 'name' : random.pick(['date', 'code', 'name', 'place']),
  )
  const cells: Draft[] = []
  const hasHead = random.chance(0.8)
  for (let row = 0; row < rows; row += 1)
    for (const [column, kind] of kinds.entries()) {
      const text =
        row === 0 && hasHead
          ? label(random, language, random.whole(1, 2))
          : kind === 'date'
            ? `${random.whole(1, 28)} ${random.pick(language.months)} ${random.whole(1995, 2012)}`
            : kind === 'code'
              ? `${random.pick(['A', 'B', 'EC', 'US-'])}${random.whole(10, 999)}`
              : kind === 'place'
                ? random.pick(language.regions)
                : label(random, language, random.whole(1, 4))
      cells.push({ row, column, text, bold: row === 0 && hasHead })
    }
  return { rows, columns, headerRows: hasHead ? 1 : 0, cells }
}
