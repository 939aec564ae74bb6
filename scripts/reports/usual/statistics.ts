/** Tables of figures: statistics, grouped or with empty places, and ranks. */
import type { Random } from '../../fixtures/random.ts'
import type { Draft, Made } from '../made-table.ts'
import { type Language, label } from '../words.ts'
import { figureWriter, yearsFrom } from './figures.ts'

/** A stub and columns of figures, their heads in one to three levels, rows in sections or indented. */
export function statistics(random: Random, language: Language, width: number): Made {
  const most = Math.max(2, Math.floor((width - 80) / 48))
  const groups = random.chance(0.45) && most >= 4 ? random.whole(2, Math.min(4, Math.floor(most / 2))) : 0
  const perGroup = groups > 0 ? random.whole(2, Math.max(2, Math.floor(most / groups))) : 0
  const figures = groups > 0 ? groups * perGroup : random.whole(1, Math.min(most, 9))
  const cells: Draft[] = []
  const headAlign = random.pick(['center', 'right', 'right', 'left'] as const)
  const heads = random.chance(0.45)
    ? yearsFrom(random, Math.max(perGroup, figures))
    : Array.from({ length: figures }, () => label(random, language, random.whole(1, figures > 5 ? 2 : 3)))
  const corner = random.chance(0.6) ? label(random, language, random.whole(1, 2)) : ''
  let row = 0
  if (groups > 0) {
    cells.push({ row: 0, column: 0, rowSpan: 2, text: corner, bold: true })
    for (let group = 0; group < groups; group += 1) {
      cells.push({
        row: 0,
        column: 1 + group * perGroup,
        columnSpan: perGroup,
        text: label(random, language, random.whole(1, 3)),
        align: 'center',
        bold: true,
      })
      for (let index = 0; index < perGroup; index += 1)
        cells.push({
          row: 1,
          column: 1 + group * perGroup + index,
          text: heads[index] ?? '',
          align: headAlign,
          bold: true,
        })
    }
    row = 2
  } else {
    cells.push({ row: 0, column: 0, text: corner, bold: true })
    for (let index = 0; index < figures; index += 1)
      cells.push({ row: 0, column: 1 + index, text: heads[index] ?? '', align: headAlign, bold: true })
    row = 1
  }
  if (random.chance(0.15)) {
    const units = random.pick(language.units)
    cells.push({ row, column: 1, columnSpan: figures, text: units, align: 'center' })
    row += 1
  }
  const headerRows = row
  const isRegions = random.chance(0.4)
  const writers = Array.from({ length: figures }, () => figureWriter(random, language))
  const align = random.chance(0.85) ? 'right' : 'center'
  const isYears = random.chance(0.15)
  const count = random.pick([3, 5, 8, 12, 18, 26])
  const years = yearsFrom(random, count)
  const sections = random.chance(0.3) ? random.whole(2, 4) : 0
  const isSectionWide = random.chance(0.3)
  const indent = random.pick([0, 0, 1, 1.5])
  for (let index = 0; index < count; index += 1) {
    if (sections > 0 && index % Math.ceil(count / sections) === 0) {
      cells.push(
        isSectionWide
          ? {
              row,
              column: 0,
              columnSpan: figures + 1,
              text: label(random, language, 2),
              align: 'center',
              bold: true,
            }
          : { row, column: 0, text: label(random, language, random.whole(1, 3)), bold: random.chance(0.7) },
      )
      row += 1
    }
    const isTotal = index === count - 1 && random.chance(0.4)
    const text = isTotal
      ? language.total
      : isYears
        ? (years[index] ?? '')
        : isRegions
          ? random.pick(language.regions)
          : label(random, language, random.whole(1, random.chance(0.2) ? 9 : 4))
    cells.push({
      row,
      column: 0,
      text,
      indent: sections > 0 || random.chance(0.2) ? indent : 0,
      bold: isTotal,
    })
    for (const [at, write] of writers.entries())
      cells.push({ row, column: at + 1, text: write(), align, bold: isTotal })
    row += 1
  }
  return { rows: row, columns: figures + 1, headerRows, cells }
}

/** Labels of the first column span the rows of the second. */
export function groupedRows(random: Random, language: Language, width: number): Made {
  const figures = random.whole(1, Math.max(1, Math.min(6, Math.floor((width - 160) / 45))))
  const cells: Draft[] = []
  for (const column of [0, 1])
    cells.push({ row: 0, column, text: label(random, language, random.whole(1, 2)), bold: true })
  const writers = Array.from({ length: figures }, () => figureWriter(random, language))
  for (let index = 0; index < figures; index += 1)
    cells.push({
      row: 0,
      column: 2 + index,
      text: label(random, language, random.whole(1, 2)),
      align: 'center',
      bold: true,
    })
  let row = 1
  for (let group = 0; group < random.whole(2, 5); group += 1) {
    const size = random.whole(2, 5)
    cells.push({ row, column: 0, rowSpan: size, text: label(random, language, random.whole(1, 3)) })
    for (let index = 0; index < size; index += 1) {
      cells.push({ row, column: 1, text: label(random, language, random.whole(1, 3)) })
      for (const [at, write] of writers.entries())
        cells.push({ row, column: at + 2, text: write(), align: 'right' })
      row += 1
    }
  }
  return { rows: row, columns: figures + 2, headerRows: 1, cells }
}

/** Many places are empty. */
export function sparseTable(random: Random, language: Language, width: number): Made {
  const made = statistics(random, language, width)
  const keep = 0.35 + random.fraction() * 0.4
  const cells = made.cells.map((cell) =>
    cell.row >= made.headerRows && cell.column > 0 && !random.chance(keep) ? { ...cell, text: '' } : cell,
  )
  return { ...made, cells }
}

/** Two lists of ranks beside one another in one table. */
export function rankTable(random: Random, language: Language, width: number): Made {
  const halves = width > 350 && random.chance(0.6) ? 2 : 1
  const rows = random.whole(5, 14)
  const cells: Draft[] = []
  const heads = [label(random, language, 1), label(random, language, 1), label(random, language, 2)]
  for (let half = 0; half < halves; half += 1) {
    const write = figureWriter(random, language)
    for (const [index, text] of heads.entries())
      cells.push({
        row: 0,
        column: half * 3 + index,
        text,
        bold: true,
        align: index === 2 ? 'right' : 'left',
      })
    for (let row = 1; row <= rows; row += 1) {
      cells.push({ row, column: half * 3, text: `${half * rows + row}` })
      cells.push({ row, column: half * 3 + 1, text: random.pick(language.regions) })
      cells.push({ row, column: half * 3 + 2, text: write(), align: 'right' })
    }
  }
  return { rows: rows + 1, columns: halves * 3, headerRows: 1, cells }
}
